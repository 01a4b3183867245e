"""Which items of two lists are the same one, in which order to tell of them, and which of them moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Key = Callable[[T], Hashable]
"""By what two items are the same; None matches nothing."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """An item of both lists, or of one of them (then the other side is None)."""

    old: T | None
    new: T | None
    moved: bool = False
    """Whether both lists have it, but in another order among those that both have."""


def paired(old: Sequence[T], new: Sequence[T], rounds: Sequence[Key[T]], last: bool = False) -> list[Pair[T]]:
    """All items of both lists, in the order of *new*; those that only *old* has come where it has them.

    Each of *rounds* matches what the ones before left over. *last*: if then one is left in each list, these two match.
    """
    homes: dict[int, int] = {}
    free = list(range(len(old)))
    for key in rounds:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for number in free:
            waiting[key(old[number])].append(number)
        for number, item in enumerate(new):
            name = key(item)
            if number not in homes and name is not None and waiting[name]:
                homes[number] = waiting[name].popleft()
        taken = set(homes.values())
        free = [number for number in free if number not in taken]
    left = [number for number in range(len(new)) if number not in homes]
    if last and len(free) == len(left) == 1:
        homes[left[0]] = free.pop()
    return _in_order(old, new, homes)


def _in_order(old: Sequence[T], new: Sequence[T], homes: dict[int, int]) -> list[Pair[T]]:
    """The pairs of *homes* (from a place in *new* to one in *old*) and what has no partner."""
    common = [number for number in range(len(new)) if number in homes]
    still = {common[place] for place in longest_rise([homes[number] for number in common])}
    news = {old_number: number for number, old_number in homes.items()}
    gone: dict[int, list[int]] = defaultdict(list)
    after = -1
    for number in range(len(old)):
        if number in news:
            after = news[number]
        else:
            gone[after].append(number)
    found = [Pair(old[number], None) for number in gone[-1]]
    for number, item in enumerate(new):
        before = old[homes[number]] if number in homes else None
        found.append(Pair(before, item, number in homes and number not in still))
        found += (Pair(old[lost], None) for lost in gone[number])
    return found


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The places of a longest rising part of *numbers*, which are all different: what need not move."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    found: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
