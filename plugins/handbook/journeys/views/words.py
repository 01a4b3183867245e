"""A journey's steps in words: who does what, and what follows. The diagram for people who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from handbook.core.catalogue import Catalogue
from handbook.core.document import Text, said
from handbook.core.language import Language
from handbook.core.library import Actor, Channel, Touchpoint
from handbook.core.sheet import Viewpoint, links
from handbook.journeys import curve
from handbook.journeys.model import Journey, Next, Step
from handbook.journeys.view import ActorView, Fact, Feeling, Meeting, StageView, StepLink, StepView


def found_by(journey: Journey, code: str) -> str:
    """A journey's stages and steps as plain HTML, for a search: its page says them in its own way."""
    parts = [Markup("<p>{}</p>").format(said(journey.summary, code))]
    for stage in journey.stages:
        steps = Markup(" ").join(Markup("<li>{}</li>").format(step.name[code]) for step in stage.steps)
        parts.append(Markup('<h2 id="stage-{}">{}</h2><ul>{}</ul>').format(stage.id, stage.name[code], steps))
    return str(Markup("").join(parts))


def actor_view(actor: Actor, journey: Journey, language: Language) -> ActorView:
    """Who takes steps of *journey*, and which."""
    mine = [(n, s) for n, s in enumerate(journey.steps, 1) if s.initiator == actor.id]
    steps = [step_link(number, step, language) for number, step in mine]
    return ActorView(actor.id, actor.name[language.code], actor.lane, actor.icon, steps)


def step_link(number: int, step: Step, language: Language, page: str = "") -> StepLink:
    """The way to a step on the journey's page, at the address *page*."""
    return StepLink(number, step.name[language.code], f"{page}#{step.id}")


def stages(journey: Journey, at: Viewpoint) -> list[StageView]:
    """Every stage with its steps."""
    code = at.language.code
    numbers = {step.id: number for number, step in enumerate(journey.steps, 1)}
    ways: dict[str, list[Next]] = {step.id: [] for step in journey.steps}
    for step, way in journey.ways():
        ways[step.id].append(way)
    return [
        StageView(
            number,
            f"stage-{stage.id}",
            stage.name[code],
            said(stage.goal, code),
            [_step(step, ways[step.id], numbers, at) for step in stage.steps],
        )
        for number, stage in enumerate(journey.stages, 1)
    ]


def _step(step: Step, ways: list[Next], numbers: dict[str, int], at: Viewpoint) -> StepView:
    catalogue, code = at.catalogue, at.language.code
    actor = catalogue.library["actors"][step.initiator].item
    assert isinstance(actor, Actor)
    feeling = step.feeling
    return StepView(
        number=numbers[step.id],
        id=step.id,
        name=step.name[code],
        actor=ActorView(actor.id, actor.name[code], actor.lane, actor.icon, []),
        receiver=catalogue.name(step.receiver, code),
        sentence=sentence(step, ways, numbers, at),
        touchpoint=_meeting(step, catalogue, code),
        emotion=Feeling(round(feeling), curve.word(feeling, at.language)) if feeling is not None else None,
        moment_of_truth=step.moment_of_truth,
        facts=_facts(step, at.language),
        policies=links(step.policies, at),
    )


def sentence(step: Step, ways: list[Next], numbers: dict[str, int], at: Viewpoint) -> Markup:
    """Who does what to whom and what follows, as HTML: the diagram for people who cannot see it."""
    t, code = at.language.t, at.language.code
    name = step.name[code]
    parts = {"actor": at.catalogue.name(step.initiator, code), "name": name}
    key = "step.action" if step.receiver is None else "step.communication"
    if step.receiver is not None:
        parts["receiver"] = at.catalogue.name(step.receiver, code)
    if name.endswith(("?", "؟")):
        key = "step.question" if step.receiver is None else "step.communication_question"
    said = [escape(t(key, **parts))]
    said += [_way(way, numbers[step.id], numbers[way.to], at.language) for way in ways]
    if not ways:
        said.append(escape(t("step.end")))
    return Markup(" ").join(said)


def _way(way: Next, here: int, there: int, language: Language) -> Markup:
    key = ("step.branch_back" if there <= here else "step.branch") if way.when else ""
    key = key or ("step.back_one" if there <= here else "step.next_one")
    words = {"when": escape(way.when[language.code])} if way.when else {}
    return Markup(language.t(key, number=Markup('<a href="#{}">{}</a>').format(way.to, there), **words))


def _meeting(step: Step, catalogue: Catalogue, code: str) -> Meeting | None:
    if step.touchpoint is None:
        return None
    touchpoint = catalogue.library["touchpoints"][step.touchpoint].item
    assert isinstance(touchpoint, Touchpoint)
    channel = catalogue.library["channels"][touchpoint.channel].item
    assert isinstance(channel, Channel)
    return Meeting(touchpoint.name[code], channel.name[code], channel.icon, touchpoint.control)


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
