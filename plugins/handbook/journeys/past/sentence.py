"""The sentences that any field can be told of with: what it was, what it is."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.core.past import Statement
from handbook.journeys.exchange import fields
from handbook.journeys.exchange.fields import Names
from handbook.journeys.past.match import paired
from handbook.journeys.past.say import Speaker
from handbook.journeys.past.state import Data


@dataclass(frozen=True, slots=True)
class Both:
    """The two states that are compared."""

    old: Speaker
    new: Speaker

    def t(self, key: str, **values: object) -> str:
        """The words of comparisons at *key*."""
        return self.new.t(key, **values)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands: under which heading, and in which thing (neither for the journey itself)."""

    place: str = ""
    kind: str = ""
    """As in `say.THINGS`; empty for the whole journey."""
    name: str = ""
    """In quotation marks."""


def what(both: Both, at: Names, spot: Spot) -> str:
    """A field with the thing that it belongs to; of the journey and of a stage the place says enough."""
    label = both.new.label(at)
    return both.t(f"of.{spot.kind}", field=label, name=spot.name) if spot.kind not in ("", "stage") else label


def changed(both: Both, at: Names, o: Data, n: Data, spot: Spot) -> Iterator[Statement]:
    """The field *at* of *o* and of *n* as two values, of which one may be absent."""
    old, new = o.get(at[-1]), n.get(at[-1])
    yield _told(both, at, spot, (old, new), (both.old.value(at, old, o), both.new.value(at, new, n)))


def _told(both: Both, at: Names, spot: Spot, data: tuple[Any, Any], said: tuple[str, str]) -> Statement:
    subject = what(both, at, spot)
    if data[0] is None:
        return Statement("add", both.t("set", what=subject, new=said[1]), spot.place)
    if data[1] is None:
        return Statement("del", both.t("unset", what=subject, old=said[0]), spot.place)
    if said[0] == said[1]:  # such as two things of the library with the same name
        said = both.new.text(data[0]), both.new.text(data[1])
    if said[0] == said[1]:
        return Statement("mod", both.t("rewritten", what=subject), spot.place)
    return Statement("mod", both.t("changed", what=subject, old=said[0], new=said[1]), spot.place)


def spoken(said: Any, code: str) -> Any:
    """A text in the language *code*, or in the first that it has."""
    return said.get(code) or next(iter(said.values()), "") if isinstance(said, dict) else said


def foreign(both: Both, old: Any, new: Any) -> list[str]:
    """The languages in which two texts differ."""
    codes = {*both.new.catalogue.languages, *(code for said in (old, new) if isinstance(said, dict) for code in said)}
    return sorted(code for code in codes if spoken(old, code) != spoken(new, code))


def only_elsewhere(both: Both, old: Any, new: Any, subject: str, spot: Spot) -> Iterator[Statement] | None:
    """That two texts differ, but not in the reader's language; nothing where they differ in no language.

    None where they do in the reader's.
    """
    found = foreign(both, old, new)
    if both.new.language.code in found:
        return None
    known: Mapping[str, Mapping[str, str]] = fields.words()["languages"]
    code = both.new.language.code
    names = [fields.spoken(known[one], code) if one in known else one for one in found]
    told = both.t("elsewhere", what=subject, languages=both.new.language.t("list.separator").join(names))
    return iter([Statement("mod", told, spot.place)] if found else [])


def texts(both: Both, at: Names, o: Data, n: Data, spot: Spot) -> Iterator[Statement]:
    """A text that both have."""
    elsewhere = only_elsewhere(both, o[at[-1]], n[at[-1]], what(both, at, spot), spot)
    yield from changed(both, at, o, n, spot) if elsewhere is None else elsewhere


def listed(both: Both, at: Names, o: Data, n: Data, spot: Spot) -> Iterator[Statement]:
    """A list of texts, ids or whatever else: what it lost, what it got, and whether its order is another."""
    old, new = ([frozen(item) for item in item.get(at[-1]) or ()] for item in (o, n))
    values = {frozen(item): item for parent in (o, n) for item in parent.get(at[-1]) or ()}

    def by(code: str) -> Any:
        return lambda item: frozen(spoken(values[item], code)) if both.new.is_text(at, values[item]) else None

    rounds = [str, *(by(code) for code in (both.new.language.code, *both.new.catalogue.languages))]
    pairs = paired(old, new, rounds, last=True)
    for pair in pairs:
        if pair.old == pair.new:
            continue
        was, now = (None if item is None else values[item] for item in (pair.old, pair.new))
        said = both.old.value(at, was, o), both.new.value(at, now, n)
        elsewhere = None
        if both.new.is_text(at, was) and both.new.is_text(at, now):
            elsewhere = only_elsewhere(both, was, now, what(both, at, spot), spot)
        yield from iter([_told(both, at, spot, (was, now), said)]) if elsewhere is None else elsewhere
    if any(pair.moved for pair in pairs):
        yield reordered(both, at, spot)


def reordered(both: Both, at: Names, spot: Spot) -> Statement:
    """That a list holds the same in another order."""
    return Statement("move", both.t("order", what=what(both, at, spot)), spot.place)


def frozen(said: Any) -> str:
    """*said* as a key: equal for equal data."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def same_name(name: str) -> Any:
    """What matches mappings by their field *name*, where it is there."""

    def key(item: Data) -> Hashable:
        return frozen(item[name]) if item.get(name) is not None else None

    return key
