"""What the pages of journeys show, as plain values for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.document import Document, Text
from handbook.core.language import DateView, Language
from handbook.core.library import Actor, Channel, Touchpoint
from handbook.core.sheet import Link, Viewpoint, link, links, using_documents
from handbook.drawing.engine import DrawingError
from handbook.drawing.studio import Studio, for_browser
from handbook.journeys import curve, swimlane
from handbook.journeys.model import Journey, Next, Step


@dataclass(frozen=True, slots=True)
class Badge:
    """What kind of journey it is, in a word."""

    kind: str
    word: str
    icon: str


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice on top of the page."""

    kind: str
    icon: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A term with its text, or with several."""

    term: str
    text: str = ""
    items: list[str] | None = None


@dataclass(frozen=True, slots=True)
class ActorView:
    """Who takes steps, and which."""

    id: str
    name: str
    lane: str
    icon: str
    steps: list[StepLink]


@dataclass(frozen=True, slots=True)
class StepLink:
    """The way to a step's words."""

    number: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """The touchpoint of a step."""

    name: str
    channel: str
    icon: str
    control: str


@dataclass(frozen=True, slots=True)
class Feeling:
    """A degree of the scale −2…+2 and its word."""

    value: int
    word: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step in words; `sentence` is HTML."""

    number: int
    id: str
    name: str
    actor: ActorView
    receiver: str
    sentence: Markup
    touchpoint: Meeting | None
    emotion: Feeling | None
    moment_of_truth: bool
    facts: list[Fact]
    policies: list[Link]


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage with its steps."""

    number: int
    id: str
    name: str
    goal: str
    steps: list[StepView]


@dataclass(frozen=True, slots=True)
class ResearchView:
    """What a map is built on."""

    method: str
    date: DateView | None
    sample: str
    finding: str
    confidence_name: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PersonaView:
    """A type of customer."""

    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class JourneyView:
    """A journey's page."""

    id: str
    title: str
    summary: str
    kicker: str
    badges: list[Badge]
    owner: str
    last_reviewed: DateView | None
    next_review: DateView | None
    banners: list[Banner]
    scope: list[Fact]
    personas: list[PersonaView]
    swimlane: Markup
    mermaid: str
    actors: list[ActorView]
    stages: list[StageView]
    research: list[ResearchView]
    related: list[Link]


@dataclass(frozen=True, slots=True)
class JourneyCard:
    """A journey as one of many; with `steps` where only some of them matter."""

    title: str
    url: str
    summary: str
    state_name: str
    badges: list[Badge]
    curve: Markup
    low: str
    steps: list[StepLink]


def journey_view(entry: Entry[Journey], at: Viewpoint, studio: Studio) -> JourneyView:
    """Everything on a journey's page."""
    journey, catalogue, code = entry.document, at.catalogue, at.language.code
    life = journey.lifecycle
    used = (e.document.id for e, _ in using_documents(entry, catalogue))
    return JourneyView(
        id=journey.id,
        title=journey.title[code],
        summary=journey.summary[code] if journey.summary else "",
        kicker=at.language.t("journey.kicker"),
        badges=badges(journey, at.language),
        owner=catalogue.name(life.owner, code),
        last_reviewed=at.language.date(life.last_reviewed),
        next_review=at.language.date(life.next_review),
        banners=_banners(journey, at),
        scope=_scope(journey, at),
        personas=_personas(journey, at),
        swimlane=_figure(journey, at, studio),
        mermaid=swimlane.mermaid(journey, at.language, catalogue),
        actors=[_actor(actor, journey, at.language) for actor in swimlane.actors(journey, catalogue)],
        stages=_stages(journey, at),
        research=_research(journey, at.language),
        related=links([*journey.related_policies, *filter(None, (journey.counterpart, journey.parent)), *used], at),
    )


def _figure(journey: Journey, at: Viewpoint, studio: Studio) -> Markup:
    """The swim-lanes as SVG, or for readers' browsers to draw."""
    try:
        svg = swimlane.draw(journey, at.language, at.catalogue, studio)
    except DrawingError:  # told by the check
        svg = None
    if svg is None:
        studio.in_browser = True
        svg = for_browser(swimlane.mermaid(journey, at.language, at.catalogue))
    return Markup(svg)


def badges(journey: Journey, language: Language) -> list[Badge]:
    """State, type and how far the map is confirmed."""
    kind, icon = ("problem", "pain") if journey.type == "problem" else ("e2e", "check")
    found = [
        Badge("state", language.t(f"journey.state.{journey.state}"), "eye"),
        Badge(kind, language.t(f"journey.type.{journey.type}"), icon),
    ]
    if journey.validation:
        found.append(Badge("val", language.t(f"journey.validation.{journey.validation.status}"), "star"))
    return found


def _banners(journey: Journey, at: Viewpoint) -> list[Banner]:
    due = journey.lifecycle.next_review
    if due is None or due >= at.catalogue.today:
        return []
    words = {
        "n": (at.catalogue.today - due).days,
        "owner": at.catalogue.name(journey.lifecycle.owner, at.language.code),
    }
    title, text = (at.language.t(f"journey.overdue.{part}", **words) for part in ("title", "text"))
    return [Banner("overdue", "alert", title, text)]


def _scope(journey: Journey, at: Viewpoint) -> list[Fact]:
    scope, code, t = journey.scope, at.language.code, at.language.t
    found = [Fact(t("scope.actor"), at.catalogue.name(scope.actor, code))]
    for name in ("customer_goal", "business_goal", "scenario", "trigger", "start", "end"):
        text: Text | None = getattr(scope, name)
        if text:
            found.append(Fact(t(f"scope.{name}"), text[code]))
    for name in ("expectations", "out_of_scope"):
        texts: tuple[Text, ...] = getattr(scope, name)
        if texts:
            found.append(Fact(t(f"scope.{name}"), items=[text[code] for text in texts]))
    return found


def _personas(journey: Journey, at: Viewpoint) -> list[PersonaView]:
    shelf, code = at.catalogue.library.get("personas", {}), at.language.code
    people = [shelf[name].item for name in journey.scope.personas]
    return [PersonaView(p.name[code], p.summary[code]) for p in people]  # type: ignore[attr-defined]  # Personas


def _actor(actor: Actor, journey: Journey, language: Language) -> ActorView:
    mine = [(n, s) for n, s in enumerate(journey.steps, 1) if s.initiator == actor.id]
    steps = [_step_link(number, step, language) for number, step in mine]
    return ActorView(actor.id, actor.name[language.code], actor.lane, actor.icon, steps)


def _step_link(number: int, step: Step, language: Language, page: str = "") -> StepLink:
    return StepLink(number, step.name[language.code], f"{page}#{step.id}")


def _stages(journey: Journey, at: Viewpoint) -> list[StageView]:
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
            stage.goal[code] if stage.goal else "",
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


def _research(journey: Journey, language: Language) -> list[ResearchView]:
    code = language.code
    return [
        ResearchView(
            item.method[code],
            language.date(item.date),
            item.sample[code] if item.sample else "",
            item.finding[code],
            language.t(f"confidence.{item.confidence}"),
            item.confidence,
        )
        for item in journey.research
    ]


def journey_card(entry: Entry[Journey], at: Viewpoint, steps: Iterable[tuple[int, Step]] = ()) -> JourneyCard:
    """A journey with its curve and its hardest moment."""
    journey, code, way = entry.document, at.language.code, link(entry, at)
    low = curve.hardest(journey)
    words = {"number": low[0], "name": low[1].name[code]} if low else {}
    return JourneyCard(
        title=way.title,
        url=way.url,
        summary=journey.summary[code] if journey.summary else "",
        state_name=at.language.t(f"journey.state.{journey.state}"),
        badges=badges(journey, at.language),
        curve=Markup(curve.draw(journey, at.language, f"curve-{journey.id}")),
        low=at.language.t("curve.low_text", **words) if low else "",
        steps=[_step_link(number, step, at.language, way.url) for number, step in steps],
    )


def all_cards(at: Viewpoint) -> list[JourneyCard]:
    """Every journey, in the order of their files."""
    return [journey_card(entry, at) for entry in at.catalogue.of(Journey)]


def governed_by(entry: Entry[Document], at: Viewpoint) -> list[JourneyCard]:
    """The journeys in which *entry* governs a step, each with those steps."""
    found: dict[str, tuple[Entry[Journey], list[tuple[int, Step]]]] = {}
    for user, place in using_documents(entry, at.catalogue):
        if isinstance(user.document, Journey):
            steps = found.setdefault(user.document.id, (user, []))[1]  # type: ignore[arg-type]  # its document is one
            if place[0] == "stages":
                stage, step = user.document.stages[int(place[1])], int(place[3])
                number = user.document.steps.index(stage.steps[step]) + 1
                steps.append((number, stage.steps[step]))
    return [journey_card(journey, at, steps) for journey, steps in found.values()]
