"""The small pieces that several views of journeys are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.core.library import Actor
from handbook.journeys.charts import scale
from handbook.journeys.charts.swimlane import touchpoint_of
from handbook.journeys.insight.evidence import Evidence
from handbook.journeys.model import Journey, Step


@dataclass(frozen=True, slots=True)
class Badge:
    """What kind of journey it is, in a word."""

    kind: str
    word: str
    icon: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A term with its text, or with several."""

    term: str
    text: str = ""
    items: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A text that leads somewhere; without an address it is only a text."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class StepLink:
    """The way to a step's words, or to a stage."""

    number: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ActorView:
    """Who takes steps, and which."""

    id: str
    name: str
    lane: str
    icon: str
    steps: list[StepLink]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A touchpoint with its channel; `steps` says which ones use it."""

    name: str
    channel: str
    icon: str
    control: str
    steps: str = ""


@dataclass(frozen=True, slots=True)
class Feeling:
    """A degree of the scale −2…+2 and its word."""

    value: int
    word: str

    @property
    def look(self) -> str:
        """The end of its class names, and of its face's name."""
        return scale.look(self.value)


@dataclass(frozen=True, slots=True)
class Proof:
    """How sure a claim is, and where it comes from."""

    confidence: str
    name: str
    sources: list[Way]


def feeling(value: float | None, language: Language) -> Feeling | None:
    """The degree nearest to *value*; None for None."""
    return None if value is None else Feeling(scale.degree(value), scale.word(value, language))


def meeting(step: Step, catalogue: Catalogue, code: str) -> Meeting | None:
    """The touchpoint of *step*."""
    found = touchpoint_of(step, catalogue)
    if found is None:
        return None
    touchpoint, channel = found
    return Meeting(touchpoint.name[code], channel.name[code], channel.icon, touchpoint.control)


def actor(reference: str, catalogue: Catalogue, code: str) -> ActorView:
    """An actor without steps."""
    item = catalogue.library["actors"][reference].item
    assert isinstance(item, Actor)
    return ActorView(item.id, item.name[code], item.lane, item.icon, [])


def step_link(number: int, step: Step, language: Language, page: str = "") -> StepLink:
    """The way to a step on the journey's page, at the address *page*."""
    return StepLink(number, step.name[language.code], f"{page}#{step.id}")


def stage_links(journey: Journey, language: Language, page: str = "") -> list[StepLink]:
    """The ways to all stages on the journey's page."""
    code = language.code
    return [StepLink(n, s.name[code], f"{page}#stage-{s.id}") for n, s in enumerate(journey.stages, 1)]


def proof(found: Evidence, language: Language, page: str = "") -> Proof:
    """A claim's evidence in words."""
    sources = [Way(item.method[language.code], f"{page}#research-{item.id}") for item in found.sources]
    return Proof(found.confidence, language.t(f"confidence.{found.confidence}"), sources)


def numbered(numbers: Iterable[int], language: Language) -> str:
    """The numbers of steps as a text: Steps 1, 3."""
    told = list(numbers)
    count = {1: "one", 2: "two"}.get(len(told), "more")
    return language.t(f"steps.{count}", steps=listed(told, language))


def listed(parts: Iterable[object], language: Language) -> str:
    """Parts in a row, separated as the language does it."""
    return language.t("list.separator").join(map(str, parts))
