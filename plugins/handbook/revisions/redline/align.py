"""Which blocks of two texts belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from math import ceil, sqrt
from typing import Protocol, TypeVar

from rapidfuzz.distance import Indel

from handbook.revisions.redline.tokens import Codes

_CELLS = 4000
"""How many pairs are looked at within one gap. Larger gaps are cut, old and new in the same proportion."""


class Keyed(Protocol):
    """Something that is the same as another if their keys are."""

    @property
    def key(self) -> str: ...  # noqa: D102 - the class says it


K = TypeVar("K", bound=Keyed)
Span = tuple[int, int, int, int]
"""Old from, old to, new from, new to."""


def gaps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Span]]:
    """*old* and *new* cut into stretches that are the same (True) and gaps between them (False), in order."""
    codes = Codes()
    yield from spans("".join(codes[text] for text in old), "".join(codes[text] for text in new))


def spans(old: str, new: str) -> Iterator[tuple[bool, Span]]:
    """As `gaps`, for strings whose characters are compared."""
    gap: Span | None = None
    for op in Indel.opcodes(old, new):
        here = (op.src_start, op.src_end, op.dest_start, op.dest_end)
        if op.tag == "equal":
            if gap:
                yield False, gap
            gap = None
            yield True, here
        else:
            gap = (gap[0], here[1], gap[2], here[3]) if gap else here
    if gap:
        yield False, gap


def pairs(old: Sequence[K], new: Sequence[K], score: Callable[[K, K], float]) -> Iterator[tuple[K | None, K | None]]:
    """*old* and *new* side by side, in order; None where one has no partner, the old before the new.

    What has the same key comes first; in the gaps between, partners are chosen so that their scores add up to the
    most. A *score* is between 0 (no partner ever) and 1.
    """
    for same, (i1, i2, j1, j2) in gaps([item.key for item in old], [item.key for item in new]):
        if same:
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            yield from _in_gap(old[i1:i2], new[j1:j2], score)


def _in_gap(old: Sequence[K], new: Sequence[K], score: Callable[[K, K], float]) -> Iterator[tuple[K | None, K | None]]:
    if not old or not new:
        return chain(((item, None) for item in old), ((None, item) for item in new))
    parts = min(ceil(sqrt(len(old) * len(new) / _CELLS)), len(old), len(new))
    cuts_old = [len(old) * part // parts for part in range(parts + 1)]
    cuts_new = [len(new) * part // parts for part in range(parts + 1)]
    return chain.from_iterable(
        _best(old[cuts_old[n] : cuts_old[n + 1]], new[cuts_new[n] : cuts_new[n + 1]], score) for n in range(parts)
    )


def _best(old: Sequence[K], new: Sequence[K], score: Callable[[K, K], float]) -> Iterator[tuple[K | None, K | None]]:
    """The pairs that score most together."""
    # Squares: one pair that is much alike is worth more than two that are a little.
    scores = [[score(a, b) ** 2 for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        here, below, row = best[i], best[i + 1], scores[i]
        for j in range(len(new) - 1, -1, -1):
            value = max(below[j], here[j + 1])
            here[j] = max(value, row[j] + below[j + 1]) if row[j] else value
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
    yield from ((item, None) for item in old[i:])
    yield from ((None, item) for item in new[j:])
