"""What a map shows by itself: gaps that can be computed, step 7 of the method beside the checklists.

Each finding looks at a journey and gives the places that it concerns. Nothing here stops a build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handbook.core.catalogue import Catalogue
from handbook.core.document import Text
from handbook.core.library import Touchpoint
from handbook.journeys.insight.metrics import Figure
from handbook.journeys.model import Journey, Stage, Step


@dataclass(frozen=True, slots=True)
class Place:
    """What a finding concerns: its name, and the part of the journey's page that shows it (empty for none)."""

    name: Text
    anchor: str = ""
    number: str = ""
    """As the map counts it: a step's or a stage's number, PP3 for a pain point; empty for none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of gap with every place that has it."""

    kind: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Case:
    """A journey with all that its findings ask for."""

    journey: Journey
    catalogue: Catalogue
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def touchpoint(self, step: Step) -> Touchpoint | None:
        """The touchpoint of *step*."""
        if step.touchpoint is None:
            return None
        item = self.catalogue.library["touchpoints"][step.touchpoint].item
        assert isinstance(item, Touchpoint)
        return item


def findings(journey: Journey, catalogue: Catalogue, own: Mapping[str, Figure]) -> list[Finding]:
    """Every finding that has a place, in the order of `FINDINGS`; *own* are the figures of the journey's KPIs."""
    case = Case(journey, catalogue, own)
    found = ((kind, tuple(look(case))) for kind, look in FINDINGS.items())
    return [Finding(kind, places) for kind, places in found if places]


def _step(number: int, step: Step) -> Place:
    return Place(step.name, step.id, str(number))


def _stage(number: int, stage: Stage) -> Place:
    return Place(stage.name, f"stage-{stage.id}", str(number))


def stage_without_touchpoint(case: Case) -> Iterator[Place]:
    """A stage in which customer and organisation meet nowhere."""
    for number, stage in enumerate(case.journey.stages, 1):
        if not any(step.touchpoint for step in stage.steps):
            yield _stage(number, stage)


def touchpoint_without_owner(case: Case) -> Iterator[Place]:
    """A touchpoint of the journey for which nobody answers, though we or a partner run it."""
    seen = set[str]()
    for number, step in enumerate(case.journey.steps, 1):
        point = case.touchpoint(step)
        if point and point.owner is None and point.control != "uncontrolled" and point.id not in seen:
            seen.add(point.id)
            yield Place(point.name, step.id, str(number))


def uncontrolled_at_moment_of_truth(case: Case) -> Iterator[Place]:
    """A moment of truth at a touchpoint that nobody of ours controls."""
    for number, step in enumerate(case.journey.steps, 1):
        point = case.touchpoint(step)
        if step.moment_of_truth and point and point.control == "uncontrolled":
            yield _step(number, step)


def step_without_policy(case: Case) -> Iterator[Place]:
    """A step of our own people that no document governs; what customers and outsiders do needs none."""
    for number, step in enumerate(case.journey.steps, 1):
        actor: Any = case.catalogue.library["actors"][step.initiator].item
        if actor.lane in ("frontstage", "backstage") and not step.policies:
            yield _step(number, step)


def pain_without_opportunity(case: Case) -> Iterator[Place]:
    """A pain point that no opportunity addresses; a rejected one does not count."""
    stages = case.journey.stages
    opportunities = [
        opportunity for stage in stages for opportunity in stage.opportunities if opportunity.status != "rejected"
    ]
    eased = {name for opportunity in opportunities for name in opportunity.addresses}
    for number, pain in enumerate((pain for stage in stages for pain in stage.pain_points), 1):
        if pain.id not in eased:
            yield Place(pain.text, f"pain-{pain.id}", f"PP{number}")


def kpi_off_target(case: Case) -> Iterator[Place]:
    """A figure that misses its target by more than a narrow margin."""
    yield from (Place(f.kpi.name, "figures") for f in case.figures.values() if f.status == "missed")


def kpi_out_of_date(case: Case) -> Iterator[Place]:
    """A figure older than the journey's own review period."""
    stale = (f for f in case.figures.values() if f.stale(case.journey, case.catalogue.today))
    yield from (Place(f.kpi.name, "figures") for f in stale)


def no_problem_journey(case: Case) -> Iterator[Place]:
    """A whole journey for which nobody has mapped what happens when something goes wrong."""
    journey = case.journey
    uses = case.catalogue.using("documents", journey.id)
    parts = (use.by.document for use in uses if use.at == ("parent",) and hasattr(use.by, "document"))
    if journey.type == "end_to_end" and not any(isinstance(d, Journey) and d.type == "problem" for d in parts):
        yield Place(journey.title)


def dead_end(case: Case) -> Iterator[Place]:
    """A step that is reached, and from which no way leads into the last stage."""
    forward, backward = _ways(case.journey)
    steps = case.journey.steps
    reached = _reach(forward, [steps[0].id])
    arrives = _reach(backward, [step.id for step in case.journey.stages[-1].steps])
    yield from (_step(n, s) for n, s in enumerate(steps, 1) if s.id in reached and s.id not in arrives)


def unreachable_step(case: Case) -> Iterator[Place]:
    """A step to which no way leads from the first one."""
    forward, _ = _ways(case.journey)
    reached = _reach(forward, [case.journey.steps[0].id])
    yield from (_step(n, s) for n, s in enumerate(case.journey.steps, 1) if s.id not in reached)


def _ways(journey: Journey) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Every step's next ones, and every step's earlier ones."""
    forward: dict[str, list[str]] = {step.id: [] for step in journey.steps}
    backward: dict[str, list[str]] = {step.id: [] for step in journey.steps}
    for step, way in journey.ways():
        forward[step.id].append(way.to)
        backward[way.to].append(step.id)
    return forward, backward


def _reach(ways: Mapping[str, Sequence[str]], starts: Iterable[str]) -> set[str]:
    seen, waiting = set[str](), list(starts)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += ways[name]
    return seen


FINDINGS: Mapping[str, Callable[[Case], Iterator[Place]]] = {
    look.__name__.replace("_", "-"): look
    for look in (
        uncontrolled_at_moment_of_truth,
        pain_without_opportunity,
        kpi_off_target,
        kpi_out_of_date,
        dead_end,
        unreachable_step,
        stage_without_touchpoint,
        touchpoint_without_owner,
        step_without_policy,
        no_problem_journey,
    )
}
"""By kind, the gravest first."""
