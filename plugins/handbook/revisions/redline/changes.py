"""Where two runs of text differ: stretches of whole words, cut so that people can read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from handbook.revisions.redline.align import pairs, spans
from handbook.revisions.redline.tree import Run, Token

ALIKE = 0.35
"""Texts that share less are shown as removed and added."""
_LINES_ALIKE = 0.5
_TABLE = 64_000_000
"""How many pairs of words are compared at once (in bits: 8 MB)."""
_SHORT = 3
"""Letters of a word, such as "of", and a number of words, that do not keep two changes apart."""
_MIDDLE = 8
"""Letters of a word that do not keep two replacements apart: "[one][4] working [day][hours]" are four marks for one."""
_FAR = 200
_SENTENCE_ENDS = frozenset(".!?؟…")
_PAUSES = frozenset(",;:،؛—")

Region = tuple[int, int, int, int]
"""Seen tokens that differ: old from, old to, new from, new to."""


def changes(old: Run, new: Run) -> list[Region]:
    """What differs between two runs, in order; no two regions touch, none begins or ends inside a word."""
    if old.code and new.code:
        return _merged(_by_line(old, new))
    regions = list(_differing(old.codes, new.codes))
    if regions and min(len(old.words), len(new.words)) > _SHORT and alike(old.words, new.words) < ALIKE:
        return [(0, len(old.seen), 0, len(new.seen))]
    a, b = _Text.of(old), _Text.of(new)
    regions = _joined(_settled(regions, a, b), a, b)
    return _whole_words(_merged([*_spaced(regions, a, b)]), a, b)


def alike(old: str, new: str, least: float = 0.0) -> float:
    """How much two strings have in common, from 0 to 1; 0 if it is below *least*."""
    return Indel.normalized_similarity(old, new, score_cutoff=least)


@dataclass(frozen=True, slots=True)
class _Text:
    """A run as its seen tokens, with an end."""

    keys: list[str]
    words: list[int]
    """How many words stand before each, to count those of a stretch."""
    spaced: list[bool]
    """Whether white space is before it."""
    glued: list[bool]
    """Whether it goes on with the word before it, which markup has cut."""

    @classmethod
    def of(cls, run: Run) -> _Text:
        seen, tokens = run.seen, run.tokens
        words, spaced, glued = [0], [False], [False]
        for before, here in pairwise(seen):
            between = tokens[before + 1 : here]
            space = any(token.key == " " for token in between)
            spaced.append(space)
            glued.append(not space and tokens[before].word and tokens[here].word)
        for here in seen:
            words.append(words[-1] + tokens[here].word)
        return cls([tokens[here].key for here in seen], words, [*spaced, False], [*glued, False])


def _differing(old: str, new: str) -> Iterator[Region]:
    """The gaps between what is the same; texts too long for one table are compared piece by piece."""
    start = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        start += 1
    old_rest, new_rest = len(old) - start, len(new) - start
    parts = 1
    while old_rest * new_rest // parts**2 > _TABLE:
        parts += 1
    for n in range(parts):
        i, j = start + old_rest * n // parts, start + new_rest * n // parts
        i2, j2 = start + old_rest * (n + 1) // parts, start + new_rest * (n + 1) // parts
        for same, (a1, a2, b1, b2) in spans(old[i:i2], new[j:j2]):
            if not same:
                yield i + a1, i + a2, j + b1, j + b2


def _by_line(old: Run, new: Run) -> Iterator[Region]:
    """The changes of code: whole lines, and words in lines that are much alike."""
    i = j = 0
    for a, b in pairs(_lines(old), _lines(new), lambda x, y: alike(x.key, y.key, _LINES_ALIKE)):
        next_i, next_j = i + (len(a.key) if a else 0), j + (len(b.key) if b else 0)
        if a and b:
            yield from ((i + a1, i + a2, j + b1, j + b2) for a1, a2, b1, b2 in _differing(a.key, b.key))
        else:
            yield i, next_i, j, next_j
        i, j = next_i, next_j


@dataclass(frozen=True, slots=True)
class _Line:
    key: str


def _lines(run: Run) -> list[_Line]:
    """The codes of each line, its break with it."""
    lines, start = [], 0
    for n, index in enumerate(run.seen, 1):
        if "\n" in run.tokens[index].key or n == len(run.seen):
            lines.append(_Line(run.codes[start:n]))
            start = n
    return lines


def _settled(regions: list[Region], old: _Text, new: _Text) -> list[Region]:
    """Additions and removals moved along equal words to where a sentence begins, if they can be.

    "One. [Two.] Three." and "One[. Two]. Three." are the same to a machine, and not to a reader.
    """
    settled: list[Region] = []
    for n, (i1, i2, j1, j2) in enumerate(regions):
        # One word that is the same stays between two changes.
        least_i, least_j = (settled[-1][1] + 1, settled[-1][3] + 1) if settled else (0, 0)
        most_i, most_j = len(old.keys), len(new.keys)
        if n + 1 < len(regions):
            most_i, most_j = regions[n + 1][0] - 1, regions[n + 1][2] - 1
        shift = 0
        if i1 == i2:
            shift = _best_shift(new.keys, j1, j2, least_j, most_j)
        elif j1 == j2:
            shift = _best_shift(old.keys, i1, i2, least_i, most_i)
        settled.append((i1 + shift, i2 + shift, j1 + shift, j2 + shift))
    return settled


def _best_shift(keys: list[str], start: int, end: int, floor: int, ceiling: int) -> int:
    """How far [start, end) is best moved without leaving [floor, ceiling) and without another text coming out."""
    best, choice, shift = _edges(keys, start, end), 0, 0
    while start + shift > floor and shift > -_FAR and keys[start + shift - 1] == keys[end + shift - 1]:
        shift -= 1
        if (value := _edges(keys, start + shift, end + shift)) > best:
            best, choice = value, shift
    shift = 0
    while end + shift < ceiling and shift < _FAR and keys[start + shift] == keys[end + shift]:
        shift += 1
        if (value := _edges(keys, start + shift, end + shift)) > best:
            best, choice = value, shift
    return choice


def _edges(keys: list[str], start: int, end: int) -> int:
    """How well a stretch begins and ends."""
    before = "." if start == 0 else keys[start - 1]
    last = "." if end == len(keys) and keys[end - 1] not in _PAUSES else keys[end - 1]
    return sum(3 if sign in _SENTENCE_ENDS else sign in _PAUSES for sign in (before, last))


def _joined(regions: list[Region], old: _Text, new: _Text) -> list[Region]:
    """Neighbours made one where so little between them is the same that the marks would be confetti."""
    joined: list[Region] = []
    for region in regions:
        joined.append(region)
        while len(joined) > 1 and _belong(joined[-2], joined[-1], old, new):
            right, left = joined.pop(), joined.pop()
            joined.append((left[0], right[1], left[2], right[3]))
    return joined


def _belong(left: Region, right: Region, old: _Text, new: _Text) -> bool:
    removed = left[0] < left[1] or right[0] < right[1]
    added = left[2] < left[3] or right[2] < right[3]
    if not (removed and added):  # two additions stay two: nothing between them was touched
        return False
    start, end = left[1], right[0]
    count = old.words[end] - old.words[start]
    if count == 0:
        return True
    if count == 1:
        word = max(old.keys[start:end], key=len)
        both = all(i1 < i2 and j1 < j2 for i1, i2, j1, j2 in (left, right))
        if len(word) <= (_MIDDLE if both else _SHORT) and not any(sign.isdigit() for sign in word):
            return True
    return count <= _SHORT and min(_size(left, old, new), _size(right, old, new)) > 2 * count


def _size(region: Region, old: _Text, new: _Text) -> int:
    """The words of the longer side."""
    i1, i2, j1, j2 = region
    return max(old.words[i2] - old.words[i1], new.words[j2] - new.words[j1])


def _spaced(regions: list[Region], old: _Text, new: _Text) -> Iterator[Region]:
    """The regions, and the words before which only the space changed; marks around a space alone are not seen."""
    i = j = 0
    end = (len(old.keys), len(old.keys), len(new.keys), len(new.keys))
    for i1, i2, j1, j2 in [*regions, end]:
        for k in range(1, i1 - i):
            if old.spaced[i + k] != new.spaced[j + k]:
                yield i + k, i + k + 1, j + k, j + k + 1
        if i1 == i2 and j1 == j2:  # the end
            break
        if (i1 == i2 and old.spaced[i1] and not (new.spaced[j1] or new.spaced[j2])) or (
            j1 == j2 and new.spaced[j1] and not (old.spaced[i1] or old.spaced[i2])
        ):
            yield i1, i2 + 1, j1, j2 + 1  # a space in the middle has a word after it
        else:
            yield i1, i2, j1, j2
        i, j = i2, j2


def _whole_words(regions: list[Region], old: _Text, new: _Text) -> list[Region]:
    """The regions, wide enough that no word which markup cuts has a mark in it."""
    wide: list[Region] = []
    for n, region in enumerate(regions):
        i1, i2, j1, j2 = region
        if wide and wide[-1][1] >= i1:  # the one before was made as wide as up to here
            i1, _, j1, _ = wide.pop()
        while i1 and j1 and (old.glued[i1] or new.glued[j1]):
            if wide and wide[-1][1] == i1:
                i1, _, j1, _ = wide.pop()
            else:
                i1, j1 = i1 - 1, j1 - 1
        end = regions[n + 1][0] if n + 1 < len(regions) else len(old.keys)
        while i2 < end and (old.glued[i2] or new.glued[j2]):
            i2, j2 = i2 + 1, j2 + 1
        wide.append((i1, i2, j1, j2))
    return _merged(wide)


def _merged(regions: Iterable[Region]) -> list[Region]:
    """The regions; those that overlap or touch are one."""
    merged: list[Region] = []
    for i1, i2, j1, j2 in regions:
        if merged and (i1 <= merged[-1][1] or j1 <= merged[-1][3]):
            a1, a2, b1, b2 = merged.pop()
            merged.append((min(a1, i1), max(a2, i2), min(b1, j1), max(b2, j2)))
        else:
            merged.append((i1, i2, j1, j2))
    return merged


def same_tokens(old: Run, new: Run, regions: list[Region]) -> Iterator[tuple[Token, int]]:
    """The seen tokens outside *regions*: the old one, and the place of the new one in its run."""
    i = j = 0
    for i1, i2, j1, j2 in [*regions, (len(old.seen), 0, len(new.seen), 0)]:
        for a, b in zip(old.seen[i:i1], new.seen[j:j1], strict=True):
            yield old.tokens[a], b
        i, j = i2, j2
