"""The rows of a journey's map and what their cells hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from handbook.core.document import Text
from handbook.core.sheet import Viewpoint
from handbook.journeys.model import Journey, Stage
from handbook.journeys.views.parts import ActorView, Feeling


@dataclass(frozen=True, slots=True)
class MapStep:
    """A step in its stage's cell."""

    number: int
    anchor: str
    name: str
    actor: ActorView
    truth: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """What the customer thinks, or says (`quote`), at a step."""

    number: int
    text: str
    quote: bool


@dataclass(frozen=True, slots=True)
class Mood:
    """How a stage feels to somebody, and what they make of it; `who` is empty for everybody."""

    who: str
    feeling: Feeling | None
    perceptions: list[str]


@dataclass(frozen=True, slots=True)
class Act:
    """What is done at a step, and by whom where that is known."""

    number: int
    actor: ActorView | None
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """How sure some steps of a stage are."""

    confidence: str
    name: str
    steps: str
    sources: list[str]


@dataclass(frozen=True, slots=True)
class LineKey:
    """Whose line of the curve it is: the number of its stroke, and the shape of its marks."""

    number: int
    name: str
    mark: str


@dataclass(frozen=True, slots=True)
class CurveView:
    """The emotion curve over all columns."""

    svg: Markup
    slices: list[str]
    legend: list[LineKey]
    gap: str
    scale: list[Feeling]
    arc: bool
    """Whether bars below it show how strong the feelings are."""


@dataclass(frozen=True, slots=True)
class BlueprintLine:
    """One of the three lines of a service blueprint."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A layer; `kind` says what a cell holds, `lines` are drawn above it."""

    id: str
    name: str
    hint: str
    kind: str
    cells: Sequence[object]
    lines: list[BlueprintLine] = field(default_factory=list)
    curve: CurveView | None = None


Cell = Callable[[Stage], Sequence[object]]


class Layers:
    """Makes rows of one map; a row that no stage fills is left out."""

    def __init__(self, journey: Journey, at: Viewpoint) -> None:
        self.journey, self.at = journey, at
        self.code, self.t, self.catalogue = at.language.code, at.language.t, at.catalogue
        self.numbers = {step.id: number for number, step in enumerate(journey.steps, 1)}

    def row(self, name: str, kind: str, cell: Cell, words: str = "") -> Iterator[Row]:
        """The row *name*, whose cells hold what *kind* says; *words* names its words where they are not its own."""
        cells = [cell(stage) for stage in self.journey.stages]
        if any(cells):
            yield Row(name, *self.words(words or name), kind, cells)

    def words(self, name: str) -> tuple[str, str]:
        """What a row is called, and the hint below its name."""
        return self.t(f"map.{name}.name"), self.t(f"map.{name}.hint")

    def texts(self, *several: Iterable[Text | None]) -> list[str]:
        """All that several lists say, each text once."""
        found = (text[self.code] for texts in several for text in texts if text)
        return list(dict.fromkeys(found))
