"""A journey's steps in words: who does what, and what follows. The diagram for people who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from handbook.core.document import Text, said
from handbook.core.language import Language
from handbook.core.library import Actor
from handbook.core.sheet import Link, Viewpoint, links
from handbook.journeys.insight.evidence import evidence, research_of
from handbook.journeys.model import Journey, Next, Research, Step
from handbook.journeys.views import parts
from handbook.journeys.views.parts import ActorView, Fact, Feeling, Meeting, Proof, step_link


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture of a step."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step in words; `sentence` is HTML."""

    number: int
    id: str
    name: str
    actor: ActorView
    sentence: Markup
    touchpoint: Meeting | None
    emotion: Feeling | None
    moment_of_truth: bool
    facts: list[Fact]
    policies: list[Link]
    image: ImageView | None
    evidence: Proof
    map_url: str


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage with its steps."""

    number: int
    id: str
    name: str
    goal: str
    steps: list[StepView]


def found_by(journey: Journey, code: str) -> str:
    """A journey's stages and steps as plain HTML, for a search: its page says them in its own way."""
    told = [Markup("<p>{}</p>").format(said(journey.summary, code))]
    for stage in journey.stages:
        steps = Markup(" ").join(Markup("<li>{}</li>").format(step.name[code]) for step in stage.steps)
        told.append(Markup('<h2 id="stage-{}">{}</h2><ul>{}</ul>').format(stage.id, stage.name[code], steps))
    return str(Markup("").join(told))


def actor_view(actor: Actor, journey: Journey, language: Language) -> ActorView:
    """Who takes steps of *journey*, and which."""
    mine = [(n, s) for n, s in enumerate(journey.steps, 1) if s.initiator == actor.id]
    steps = [step_link(number, step, language) for number, step in mine]
    return ActorView(actor.id, actor.name[language.code], actor.lane, actor.icon, steps)


def stages(journey: Journey, at: Viewpoint) -> list[StageView]:
    """Every stage with its steps."""
    code = at.language.code
    numbers = {step.id: number for number, step in enumerate(journey.steps, 1)}
    known = research_of(journey)
    ways: dict[str, list[Next]] = {step.id: [] for step in journey.steps}
    for step, way in journey.ways():
        ways[step.id].append(way)
    return [
        StageView(
            number,
            f"stage-{stage.id}",
            stage.name[code],
            said(stage.goal, code),
            [_step(step, ways[step.id], numbers, known, at) for step in stage.steps],
        )
        for number, stage in enumerate(journey.stages, 1)
    ]


def _step(
    step: Step, ways: list[Next], numbers: dict[str, int], known: Mapping[str, Research], at: Viewpoint
) -> StepView:
    catalogue, code = at.catalogue, at.language.code
    picture = ImageView(at.url(step.image), said(step.image_alt, code)) if step.image else None
    return StepView(
        number=numbers[step.id],
        id=step.id,
        name=step.name[code],
        actor=parts.actor(step.initiator, catalogue, code),
        sentence=sentence(step, ways, numbers, at),
        touchpoint=parts.meeting(step, catalogue, code),
        emotion=parts.feeling(step.feeling, at.language),
        moment_of_truth=step.moment_of_truth,
        facts=_facts(step, at.language),
        policies=links(step.policies, at),
        image=picture,
        evidence=parts.proof(evidence(step.research_refs, known), at.language),
        map_url=f"#map-{step.id}",
    )


def sentence(step: Step, ways: list[Next], numbers: dict[str, int], at: Viewpoint) -> Markup:
    """Who does what to whom and what follows, as HTML: the diagram for people who cannot see it."""
    t, code = at.language.t, at.language.code
    name = step.name[code]
    words = {"actor": at.catalogue.name(step.initiator, code), "name": name}
    key = "step.action" if step.receiver is None else "step.communication"
    if step.receiver is not None:
        words["receiver"] = at.catalogue.name(step.receiver, code)
    if name.endswith(("?", "؟")):
        key = "step.question" if step.receiver is None else "step.communication_question"
    told = [escape(t(key, **words))]
    told += [_way(way, numbers[step.id], numbers[way.to], at.language) for way in ways]
    if not ways:
        told.append(escape(t("step.end")))
    return Markup(" ").join(told)


def _way(way: Next, here: int, there: int, language: Language) -> Markup:
    key = ("step.branch_back" if there <= here else "step.branch") if way.when else ""
    key = key or ("step.back_one" if there <= here else "step.next_one")
    words = {"when": escape(way.when[language.code])} if way.when else {}
    return Markup(language.t(key, number=Markup('<a href="#{}">{}</a>').format(way.to, there), **words))


def _facts(step: Step, language: Language) -> list[Fact]:
    code, t = language.code, language.t
    texts: list[tuple[str, Iterable[Text | None]]] = [
        ("thoughts", [step.thoughts]),
        ("frontstage", [step.frontstage]),
        ("backstage", [step.backstage]),
        ("support", step.support_processes),
        ("systems", step.systems),
        ("evidence", [step.physical_evidence]),
    ]
    found = []
    if step.quote:
        found.append(Fact(t("step.facts.quote"), t("quote", text=step.quote[code])))
    for name, several in texts:
        if said := [text[code] for text in several if text]:
            found.append(Fact(t(f"step.facts.{name}"), t("list.separator").join(said)))
    for name in ("duration", "wait"):
        if length := getattr(step, name):
            found.append(Fact(t(f"step.facts.{name}"), language.duration(length)))
    for name in ("importance", "satisfaction", "intensity"):
        if grade := getattr(step, name):
            found.append(Fact(t(f"step.facts.{name}"), t("score.of_five", n=grade)))
    return found
