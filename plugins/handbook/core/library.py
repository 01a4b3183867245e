"""The library: areas, roles, actors, personas, channels, touchpoints and terms, to which documents refer by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from handbook.core.document import (
    REVISION_PATTERN,
    ActorRef,
    ChannelRef,
    DocRef,
    Model,
    RoleRef,
    Text,
    build,
)
from handbook.core.problems import Invalid, Problem, Where, nearest
from handbook.core.source import Parsed, Source, parse_yaml

ItemId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Lane = Literal["customer", "frontstage", "backstage", "support", "external"]


class Item(Model):
    """Something with an id and a name."""

    id: ItemId
    name: Text


class Area(Item):
    """A part of the handbook, as readers look for it."""

    summary: Text | None = None
    icon: str = "list"


class Role(Item):
    """Who answers for something. A role, never a person."""

    unit: Text | None = None


class Actor(Item):
    """Who takes part in a journey, and on which lane."""

    lane: Lane
    """Where the actor stands in a diagram, as seen by the customer."""
    icon: str = "team"


class Persona(Item):
    """A type of customer."""

    actor: ActorRef
    summary: Text
    goals: tuple[Text, ...] = ()
    frustrations: tuple[Text, ...] = ()


class Channel(Item):
    """Where customer and organisation meet."""

    icon: str = "web"


class Touchpoint(Item):
    """One meeting on a channel, and who controls it."""

    channel: ChannelRef
    control: Literal["owned", "partner", "uncontrolled"]
    """Whether we run it, a partner does, or nobody of ours."""
    owner: RoleRef | None = None


class Term(Model):
    """A word of the house, with the plurals that a search should know."""

    id: ItemId
    term: Text
    plural: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By language: `{ar: [عملاء], en: [customers]}`."""
    definition: Text


class Withheld(Model):
    """An old text that must no longer be shown: its number and its day stay in the history, its words do not."""

    id: ItemId
    document: DocRef
    revision: Annotated[str, Field(pattern=REVISION_PATTERN)]
    """The number of a version, or the commit of one revision, as the page of the history names it."""
    reason: Text
    """What readers of the history are told."""


SHELVES: Mapping[str, type[Model]] = MappingProxyType(
    {
        "areas": Area,
        "roles": Role,
        "actors": Actor,
        "personas": Persona,
        "channels": Channel,
        "touchpoints": Touchpoint,
        "glossary": Term,
        "withheld": Withheld,
    }
)


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with the file and the number that it has there."""

    item: Model
    parsed: Parsed
    number: int

    def where(self, *at: str | int) -> Where:
        """The place of a field of the item."""
        return self.parsed.where("items", self.number, *at)


Library = Mapping[str, Mapping[str, Placed]]
"""Shelf → id → item, in the order of the files."""


def read_library(sources: Iterable[Source]) -> tuple[Library, list[Problem]]:
    """All shelves from the files `library/*.yml`; each holds a list."""
    shelves: dict[str, dict[str, Placed]] = {name: {} for name in SHELVES}
    problems: list[Problem] = []
    for source in sources:
        name = source.uri.rpartition("/")[2].removesuffix(".yml")
        if name not in SHELVES:
            values = {"name": name, "guess": nearest(name, SHELVES), "known": ", ".join(SHELVES)}
            problems.append(Problem(Where(source.uri), "unknown-library", values))
            continue
        try:
            shelves[name] = _shelf(source, SHELVES[name], problems)
        except Invalid as e:
            problems += e.problems
    return shelves, problems


def _shelf(source: Source, model: type[Model], problems: list[Problem]) -> dict[str, Placed]:
    parsed = parse_yaml(source)
    items = parsed.data.get("items")
    if not isinstance(items, list):
        raise Invalid([Problem(Where(source.uri), "library-not-a-list")])
    shelf: dict[str, Placed] = {}
    for placed in _items(parsed, items, model, problems):
        name = str(placed.item.id)  # type: ignore[attr-defined]  # every item of a shelf has one
        if name in shelf:
            values = {"id": name, "first": str(shelf[name].where("id"))}
            problems.append(Problem(placed.where("id"), "duplicate-id", values))
        shelf.setdefault(name, placed)
    return shelf


def _items(parsed: Parsed, items: Sequence[object], model: type[Model], problems: list[Problem]) -> Iterator[Placed]:
    for number, data in enumerate(items):
        place = ("items", number)
        if not isinstance(data, dict):
            values = {"field": str(number), "value": str(data), "expected": "mapping"}
            problems.append(Problem(parsed.where(*place), "wrong-type", values))
            continue
        try:
            yield Placed(build(model, parsed, data, place), parsed, number)
        except Invalid as e:
            problems += e.problems
