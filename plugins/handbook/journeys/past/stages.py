"""Stages, and what may move from one to another: steps, KPIs, pain points, opportunities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook.core.past import Statement
from handbook.journeys.exchange.fields import STAGE, STEP, Names
from handbook.journeys.past.differ import BY_ID, field, inside, ordered, thing
from handbook.journeys.past.known import CHANCE, KPI, PAIN, THINGS
from handbook.journeys.past.match import Pair, paired
from handbook.journeys.past.say import Speaker
from handbook.journeys.past.sentence import Both, Spot, reordered
from handbook.journeys.past.state import Data, items

CARRIED = (STEP, KPI, PAIN, CHANCE)
OF_VERSIONS = ("version", "change_note", "history_from")
"""What a journey says of its own versions. The history says it too: here it is told only where nothing else differs."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a thing sits: the number of its stage, its place there."""

    stage: int
    place: int
    item: Data


def statements(old: Speaker, new: Speaker) -> tuple[Statement, ...]:
    """Every difference as a sentence, in the order in which the journey runs; none at all only for equal data."""
    both = Both(old, new)
    found: list[Statement] = []
    names = ordered((), old.data, new.data)
    for name in names:
        if name == "stages":
            found += _stages(both)
        elif name not in OF_VERSIONS:
            found += field(both, (name,), old.data, new.data, Spot())
    if not found:
        found += (
            one for name in names if name in OF_VERSIONS for one in field(both, (name,), old.data, new.data, Spot())
        )
    if not found and old.data != new.data:
        found.append(Statement("mod", both.t("notation")))
    return tuple(found)


def _stages(both: Both) -> Iterator[Statement]:
    old, new = (items(speaker.data.get("stages")) for speaker in (both.old, both.new))
    lists = [items(stage.get(at[-1])) for stages in (old, new) for stage in stages or () for at in CARRIED]
    if old is None or new is None or None in lists:
        yield from field(both, STAGE, both.old.data, both.new.data, Spot())
        return
    travels = {at: _travels(old, new, at) for at in CARRIED}
    seats = ([Seat(number, number, stage) for number, stage in enumerate(stages)] for stages in (old, new))
    for pair in paired(next(seats), next(seats), [lambda seat: BY_ID[0](seat.item)]):
        yield from _stage(both, pair, travels, old, new)


def _stage(
    both: Both,
    pair: Pair[Seat],
    travels: Mapping[Names, Mapping[tuple[int, int], Seat]],
    olds: Sequence[Data],
    news: Sequence[Data],
) -> Iterator[Statement]:
    before, after = (seat.item if seat else None for seat in (pair.old, pair.new))
    speaker, own = (both.new, after) if after is not None else (both.old, before)
    assert own is not None
    place = speaker.text(own.get("name") or own.get("id"))
    spot = Spot(place, "stage", speaker.name(STAGE, own))
    if before is None or after is None:
        yield from thing(both, STAGE, Pair(before, after), place)
    if pair.moved and pair.new:
        earlier = news[pair.new.place - 1] if pair.new.place else None
        yield _moved(both, STAGE, spot, earlier)
    for name in ordered(STAGE, before or {}, after or {}):
        at = (*STAGE, name)
        if at in CARRIED:
            yield from _carried(both, at, pair, travels[at], olds, news, place)
        elif before is not None and after is not None:
            yield from inside(both, STAGE, before, after, spot, [name])


def _moved(both: Both, at: Names, spot: Spot, earlier: Data | None) -> Statement:
    """That a stage or a step has another place in the order."""
    if earlier is None:
        return Statement("move", both.t(f"moved.{spot.kind}.first", name=spot.name), spot.place)
    other = both.new.name(at, earlier)
    return Statement("move", both.t(f"moved.{spot.kind}.after", name=spot.name, other=other), spot.place)


def _seats(stages: Sequence[Data], at: Names) -> list[Seat]:
    return [
        Seat(number, place, item)
        for number, stage in enumerate(stages)
        for place, item in enumerate(items(stage.get(at[-1])) or ())
    ]


def _travels(old: Sequence[Data], new: Sequence[Data], at: Names) -> dict[tuple[int, int], Seat]:
    """Where everything sat that sits somewhere now, whatever the stage, by its stage and place now."""
    pairs = paired(_seats(old, at), _seats(new, at), [lambda seat: BY_ID[0](seat.item)])
    return {(pair.new.stage, pair.new.place): pair.old for pair in pairs if pair.old and pair.new}


def _carried(
    both: Both,
    at: Names,
    stage: Pair[Seat],
    travels: Mapping[tuple[int, int], Seat],
    olds: Sequence[Data],
    news: Sequence[Data],
    place: str,
) -> Iterator[Statement]:
    """What differs in one list of a stage. What moved into another stage is told there."""
    here = stage.new.place if stage.new else -1
    now = {(seat.stage, seat.place): home for (home, _), seat in travels.items()}
    old = [
        ((seat.stage, seat.place), seat)
        for seat in _seats(olds, at)
        if stage.old and seat.stage == stage.old.place and now.get((seat.stage, seat.place), here) == here
    ]
    new = [
        ((was.stage, was.place) if (was := travels.get((seat.stage, seat.place))) else None, seat)
        for seat in _seats(news, at)
        if seat.stage == here
    ]
    pairs = paired(old, new, [lambda entry: entry[0]])
    for before, after, moved in ((p.old and p.old[1], p.new and p.new[1], p.moved) for p in pairs):
        was = travels.get((after.stage, after.place)) if after else None
        if before is None and after and was:
            yield _arrived(both, at, was, after, olds, news)
        elif moved and after and at == STEP:
            spot = Spot(place, THINGS[at][0], both.new.name(at, after.item))
            yield _moved(both, at, spot, new[after.place - 1][1].item if after.place else None)
        sides = (seat.item if seat else None for seat in (was or before, after))
        yield from thing(both, at, Pair(next(sides), next(sides)), place)
    if at != STEP and any(pair.moved for pair in pairs):
        yield reordered(both, at, Spot(place, "stage"))


def _arrived(both: Both, at: Names, was: Seat, now: Seat, olds: Sequence[Data], news: Sequence[Data]) -> Statement:
    """That a thing came from another stage."""
    stage = news[now.stage]
    words = {"old": both.old.name(STAGE, olds[was.stage]), "new": both.new.name(STAGE, stage)}
    told = both.t(f"carried.{THINGS[at][0]}", name=both.new.name(at, now.item), **words)
    return Statement("move", told, both.new.text(stage.get("name") or stage.get("id")))
