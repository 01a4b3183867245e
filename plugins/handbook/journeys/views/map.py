"""The map of a journey: stages as columns, layers as rows. A row that no stage fills is absent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from handbook.core.catalogue import Catalogue
from handbook.core.sheet import Viewpoint, links
from handbook.drawing.studio import Studio
from handbook.journeys.charts import emotion, feelings, scale
from handbook.journeys.charts.swimlane import touchpoint_of
from handbook.journeys.insight.evidence import ORDER, Evidence, evidence, research_of, widest_gap
from handbook.journeys.insight.metrics import Figure
from handbook.journeys.model import Journey, Stage, Step
from handbook.journeys.views.backlog import OpportunityView, PainView
from handbook.journeys.views.blueprint import Blueprint
from handbook.journeys.views.figures import KpiView, kpi_view, of_stage
from handbook.journeys.views.parts import (
    Feeling,
    Way,
    actor,
    feeling,
    listed,
    numbered,
    proof,
)
from handbook.journeys.views.rows import Claim, CurveView, LineKey, MapStep, Mood, Row, Voice

FITTING = 5
"""As many stages fit on a page."""
Listed = tuple[list[PainView], list[OpportunityView]]
"""What `backlog.in_order` gives."""


@dataclass(frozen=True, slots=True)
class MapStage:
    """A column."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Layers that belong together."""

    id: str
    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class MapView:
    """The whole table; `target` says that its emotions are targets, `wide` that its columns are crowded.

    `long` says that it is wider than a page, `marks` which marks it has that need an explanation, and `evidence`
    which degrees of it.
    """

    caption: str
    target: bool
    wide: bool
    long: bool
    stages: list[MapStage]
    groups: list[Group]
    marks: frozenset[str]
    evidence: list[str]

    @property
    def curve(self) -> CurveView | None:
        """The emotion curve, which one of the rows holds."""
        return next((row.curve for group in self.groups for row in group.rows if row.curve), None)


def map_view(journey: Journey, at: Viewpoint, studio: Studio, figures: Mapping[str, Figure], listed: Listed) -> MapView:
    """The map of *journey* with the figures of its KPIs, and the pains and opportunities *listed* from it."""
    code, t = at.language.code, at.language.t
    stages = [MapStage(n, s.name[code]) for n, s in enumerate(journey.stages, 1)]
    made = _Map(journey, at, studio, figures, listed).groups()
    groups = [Group(name, t(f"map.group.{name}"), list(rows)) for name, rows in made]
    filled = [group for group in groups if group.rows]
    rows = {row.id: row for group in filled for row in group.rows}
    return MapView(
        caption=t("map.caption", title=journey.title[code]),
        target=journey.state == "to_be",
        wide=feelings.crowded(journey),
        long=feelings.crowded(journey) or len(stages) > FITTING,
        stages=stages,
        groups=filled,
        marks=frozenset(_marks(journey, at.catalogue, rows)),
        evidence=[name for name in ORDER if any(claim.confidence == name for claim in _claims(rows))],
    )


def _marks(journey: Journey, catalogue: Catalogue, rows: Mapping[str, Row]) -> Iterator[str]:
    """The marks of a map: rows of their own, moments of truth, the widest gap, touchpoints that others control."""
    yield from rows.keys() & {"pains", "opportunities"}
    if any(step.moment_of_truth for step in journey.steps):
        yield "truth"
    if widest_gap(journey):
        yield "gap"
    met = (touchpoint_of(step, catalogue) for step in journey.steps)
    yield from {pair[0].control for pair in met if pair} - {"owned"}


def _claims(rows: Mapping[str, Row]) -> Iterator[Claim]:
    for cell in rows["claims"].cells if "claims" in rows else ():
        yield from cell  # type: ignore[misc]  # the cells of this row hold claims


class _Map(Blueprint):
    """Makes the rows of a whole map."""

    def __init__(
        self, journey: Journey, at: Viewpoint, studio: Studio, figures: Mapping[str, Figure], listed: Listed
    ) -> None:
        super().__init__(journey, at)
        self.studio, self.figures = studio, figures
        self.known = research_of(journey)
        gap = widest_gap(journey)
        self.gap = gap[1].id if gap else ""
        pains, opportunities = listed
        self.pains = {pain.id: pain for pain in pains}
        self.opportunities = {opportunity.id: opportunity for opportunity in opportunities}

    def groups(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """The groups of rows, by name."""
        yield "customer", self._customer()
        yield "experience", self._experience()
        yield "service", self.service()
        yield "evidence", self._evidence()

    def _customer(self) -> Iterator[Row]:
        yield from self.row("goals", "texts", lambda stage: self.texts([stage.goal]))
        yield from self.row("steps", "steps", lambda stage: [self._step(step) for step in stage.steps])
        yield from self.row("time", "texts", self._time)
        yield from self.row("voices", "voices", self._voices)
        yield from self.row("questions", "texts", lambda stage: self.texts(stage.questions))

    def _step(self, step: Step) -> MapStep:
        return MapStep(
            self.numbers[step.id],
            f"map-{step.id}",
            step.name[self.code],
            actor(step.initiator, self.catalogue, self.code),
            step.moment_of_truth,
            step.id == self.gap,
        )

    def _time(self, stage: Stage) -> list[str]:
        told = []
        for step in stage.steps:
            spans = [
                self.t(f"map.{name}", time=self.at.language.duration(length))
                for name, length in (("takes", step.duration), ("waits", step.wait))
                if length
            ]
            if spans:
                told.append(self.t("map.at_step", number=self.numbers[step.id], text=listed(spans, self.at.language)))
        return told

    def _voices(self, stage: Stage) -> list[Voice]:
        found = []
        for step in stage.steps:
            number = self.numbers[step.id]
            if step.quote:
                found.append(Voice(number, self.t("quote", text=step.quote[self.code]), True))
            if step.thoughts:
                found.append(Voice(number, step.thoughts[self.code], False))
        return found

    def _experience(self) -> Iterator[Row]:
        shelf = self.catalogue.library.get("personas", {})
        names = {name: self._persona(name) for name in shelf}
        curve = emotion.draw(self.journey, self.at.language, self.studio, names)
        target = "_target" if self.journey.state == "to_be" else ""
        if curve:
            told = [names[line.persona] for line in curve.lines if line.persona]
            strokes = (feelings.stroke(number) for number in range(1, len(told) + 1))
            legend = [LineKey(n, name, feelings.MARKS[n - 1]) for n, name in zip(strokes, told, strict=True)]
            degrees = [Feeling(value, scale.word(value, self.at.language)) for value in (2, 0, -2)]
            arc = any(step.intensity for step in self.journey.steps)
            view = CurveView(Markup(curve.svg), list(curve.slices), legend, self._gap_text(), degrees, arc)
            yield Row("curve", *self.words(f"curve{target}"), "curve", [], curve=view)
        yield from self.row("feelings", "feelings", lambda stage: self._moods(stage, curve), f"feelings{target}")

    def _persona(self, name: str) -> str:
        item: Any = self.catalogue.library["personas"][name].item
        return str(item.name[self.code])

    def _gap_text(self) -> str:
        found = widest_gap(self.journey)
        if found is None:
            return ""
        number, step, _ = found
        values = {"importance": step.importance, "satisfaction": step.satisfaction}
        return self.t("map.gap_text", number=number, name=step.name[self.code], **values)

    def _moods(self, stage: Stage, curve: emotion.Curve | None) -> list[Mood]:
        """One mood for everybody, or one for each persona where they differ in this stage."""
        perceptions = self.texts(stage.perceptions)
        here = {step.id for step in stage.steps}
        means = []
        for line in curve.lines if curve else ():
            felt = [value for moment, value in line.points if moment.step.id in here]
            if felt:
                means.append((self._persona(line.persona) if line.persona else "", sum(felt) / len(felt)))
        if len({mean for _, mean in means}) <= 1 and len(means) == (len(curve.lines) if curve else 0):
            mood = feeling(means[0][1], self.at.language) if means else None
            return [Mood("", mood, perceptions)] if mood or perceptions else []
        moods = [Mood(who, feeling(mean, self.at.language), []) for who, mean in means]
        return [*moods, Mood("", None, perceptions)] if perceptions else moods

    def _evidence(self) -> Iterator[Row]:
        yield from self.row("claims", "claims", self._claims)
        yield from self.row("kpis", "kpis", self._kpis)
        yield from self.row("pains", "pains", lambda stage: [self.pains[pain.id] for pain in stage.pain_points])
        yield from self.row("opportunities", "opportunities", self._opportunities)
        yield from self.row(
            "policies", "links", lambda stage: links((name for step in stage.steps for name in step.policies), self.at)
        )

    def _opportunities(self, stage: Stage) -> list[OpportunityView]:
        return [self.opportunities[opportunity.id] for opportunity in stage.opportunities]

    def _claims(self, stage: Stage) -> list[Claim]:
        """The steps of a stage by how sure they are: the surest first."""
        found: dict[str, tuple[list[int], list[Evidence]]] = {}
        for step in stage.steps:
            sure = evidence(step.research_refs, self.known)
            numbers, proofs = found.setdefault(sure.confidence, ([], []))
            numbers.append(self.numbers[step.id])
            proofs.append(sure)
        claims = []
        for confidence in ("validated", "partial", "assumption"):
            if confidence in found:
                numbers, proofs = found[confidence]
                ways: list[Way] = [way for one in proofs for way in proof(one, self.at.language).sources]
                texts = list(dict.fromkeys(way.text for way in ways))
                name = self.t(f"confidence.{confidence}")
                claims.append(Claim(confidence, name, numbered(numbers, self.at.language), texts))
        return claims

    def _kpis(self, stage: Stage) -> list[KpiView]:
        return [kpi_view(figure, self.journey, self.at) for figure in of_stage(stage, self.figures)]
