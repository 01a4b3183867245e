"""What differs between two states of a journey: every field of both, in the order in which the journey runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from handbook.core.past import Statement
from handbook.journeys.exchange import fields
from handbook.journeys.exchange.fields import STEP, Names
from handbook.journeys.past.known import CHANCE, KPI, PAIN, QUESTION, RESEARCH, SESSION, THINGS
from handbook.journeys.past.match import Pair, paired
from handbook.journeys.past.say import Speaker
from handbook.journeys.past.sentence import (
    Both,
    Spot,
    changed,
    frozen,
    listed,
    only_elsewhere,
    reordered,
    same_name,
    spoken,
    texts,
    what,
)
from handbook.journeys.past.special import SPECIAL
from handbook.journeys.past.state import Data, items

BY_ID = (same_name("id"),)
_BESIDE: Mapping[Names, tuple[str, ...]] = MappingProxyType(
    {
        STEP: ("initiator",),
        KPI: ("target",),
        PAIN: ("severity",),
        CHANCE: ("status",),
        RESEARCH: ("confidence",),
        SESSION: ("with", "participants"),
        QUESTION: ("answer",),
    }
)
"""What is said of a new thing beside its name."""


def ordered(at: Names, *parents: Data) -> list[str]:
    """The fields of things *at*, in the order of the model; unknown ones at the end."""
    return sorted({name for parent in parents for name in parent}, key=lambda name: fields.order((*at, name)))


def field(both: Both, at: Names, o: Data, n: Data, spot: Spot) -> Iterator[Statement]:
    """What differs in the field *at* of the things *o* and *n*."""
    old, new = o.get(at[-1]), n.get(at[-1])
    if old == new:
        return
    special = SPECIAL[at](both, o, n, spot) if at in SPECIAL else None
    olds, news = items(old), items(new)
    if special is not None:
        yield from special
    elif at in THINGS and olds is not None and news is not None:
        yield from things(both, at, olds, news, spot)
    elif all(both.new.is_text(at, said) for said in (old, new)):
        yield from texts(both, at, o, n, spot)
    elif all(said is None or isinstance(said, list) for said in (old, new)):
        yield from listed(both, at, o, n, spot)
    elif all(said is None or (isinstance(said, dict) and not both.new.is_text(at, said)) for said in (old, new)):
        for name in ordered(at, old or {}, new or {}):
            yield from field(both, (*at, name), old or {}, new or {}, spot)
    else:
        yield from changed(both, at, o, n, spot)


def things(both: Both, at: Names, old: Sequence[Data], new: Sequence[Data], spot: Spot) -> Iterator[Statement]:
    """What differs in a list of things: those that came, those that went, and every field of the others."""
    pairs = paired(old, new, _rounds(both, at), last=at in (SESSION, QUESTION))
    for pair in pairs:
        yield from thing(both, at, pair, spot.place)
    if any(pair.moved for pair in pairs):
        yield reordered(both, at, spot)


def _rounds(both: Both, at: Names) -> Sequence[Any]:
    """By what things *at* are the same; those without ids by what they say, in any language."""
    if at == SESSION:
        return frozen, same_name("date"), same_name("with")
    if at == QUESTION:

        def asked(code: str) -> Any:
            return lambda item: frozen([item.get("group"), spoken(item.get("question"), code)])

        return frozen, *(asked(code) for code in both.new.catalogue.languages)
    return BY_ID


def thing(both: Both, at: Names, pair: Pair[Data], place: str) -> Iterator[Statement]:
    """A thing that came or went, or what differs in it."""
    kind = THINGS[at][0]
    if pair.new is None:
        assert pair.old is not None
        yield Statement("del", both.t(f"gone.{kind}", name=both.old.name(at, pair.old)), place)
        return
    name = both.new.name(at, pair.new)
    if pair.old is None:
        yield Statement("add", both.t(f"new.{kind}", name=_introduced(both.new, at, pair.new, name)), place)
        return
    yield from inside(both, at, pair.old, pair.new, Spot(place, kind, name), ordered(at, pair.old, pair.new))


def inside(both: Both, at: Names, old: Data, new: Data, spot: Spot, names: Iterable[str]) -> Iterator[Statement]:
    """What differs in the fields *names* of a thing that both states have; its own name is a special case."""
    kind, own = THINGS[at]
    for name in names:
        said = old.get(name), new.get(name)
        if name == own and None not in said and said[0] != said[1]:
            elsewhere = only_elsewhere(both, *said, what(both, (*at, name), spot), spot)
            words = {"old": both.old.name(at, old), "new": spot.name}
            renamed = iter([Statement("mod", both.t(f"renamed.{kind}", **words), spot.place)])
            yield from renamed if elsewhere is None else elsewhere
        else:
            yield from field(both, (*at, name), old, new, spot)


def _introduced(speaker: Speaker, at: Names, item: Data, name: str) -> str:
    """The name of a new thing, with the most important of what it says."""
    beside = [
        # The degree in words is enough here.
        speaker.value((*at, one), item[one], item, mark=False).removesuffix(f" ({item[one]})")
        for one in _BESIDE.get(at, ())
        if item.get(one) is not None
    ]
    if at == KPI and beside and item.get("better", "higher") in ("higher", "lower"):
        beside = [speaker.language.t(f"kpi.target.{item.get('better', 'higher')}", value=beside[0])]
    if at == SESSION and str(item.get("participants")).isdecimal():
        beside[-1] = speaker.language.t("validation.participants", n=int(item["participants"]))
    detail = speaker.language.t("list.separator").join(beside)
    return speaker.t("with", name=name, detail=detail) if detail else name
