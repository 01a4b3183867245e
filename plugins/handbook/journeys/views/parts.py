"""What the templates of journeys see: plain values, never the model."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from handbook.core.language import DateView
from handbook.core.sheet import Banner, Link


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
