"""Runs of text with marks: `ins`, `del`, and `span.hb-fmt` around words of which only the formatting changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from handbook.revisions.redline.changes import Region, changes, same_tokens
from handbook.revisions.redline.tree import Run, Span, Token, Wrap, opening

_LINK = re.compile(r"</?(?:a|label)(?:\s[^<>]*)?>")
Side = Literal["add", "del"]
_SAME, _ADDED, _RESTYLED = 0, 1, 2
_MARKS = {_ADDED: ("<ins>", "</ins>"), _RESTYLED: ('<span class="hb-fmt">', "</span>")}


@dataclass(slots=True)
class Tally:
    """What has been marked so far."""

    places: int = 0
    added: int = 0
    removed: int = 0
    formatting: int = 0


def compared(old: Run, new: Run, tally: Tally) -> tuple[str, bool]:
    """The HTML of *new* with what differs from *old*, and whether anything does."""
    if old.key == new.key:
        return plain(new), False
    states = [_SAME] * len(new.tokens)
    removals: dict[int, tuple[Token, ...]] = {}
    regions = changes(old, new)
    for region in regions:
        gone, (start, end) = _slices(old, new, region)
        if gone:
            removals[start] = gone
            tally.removed += _words(gone)
        if start < end:
            states[start:end] = [_ADDED] * (end - start)
            tally.added += _words(new.tokens[start:end])
    if not new.code:
        _restyle(old, new, regions, states, tally)
    marked = bool(removals) or any(states)
    return (_Writer(new, states, removals).run() if marked else plain(new)), marked


def alone(run: Run, side: Side, tally: Tally) -> str:
    """A run that is on one side only, marked as a whole. What nobody sees is not: old anchors just go."""
    if not run.seen:
        return plain(run) if side == "add" else ""
    if side == "del":
        tally.removed += _words(run.tokens)
        gone = _removed(_shown(run, run.seen[0], run.seen[-1] + 1), ())
        return f"<code>{gone}</code>" if run.code and isinstance(run.nodes[-1], Span) else gone
    tally.added += _words(run.tokens)
    states = [_SAME] * len(run.tokens)
    start, end = run.seen[0], run.seen[-1] + 1
    states[start:end] = [_ADDED] * (end - start)
    return _Writer(run, states, {}).run()


def plain(run: Run) -> str:
    """A run as it is."""
    return "".join(_plain(node, run) for node in run.nodes)


def _plain(node: Span | int, run: Run) -> str:
    if isinstance(node, int):
        return run.tokens[node].html
    inside = "".join(_plain(kid, run) for kid in node.nodes)
    return f"{opening(node.wrap.tag, node.wrap.attributes)}{inside}</{node.wrap.tag}>"


def _words(tokens: tuple[Token, ...]) -> int:
    return sum(token.word for token in tokens)


def _slices(old: Run, new: Run, region: Region) -> tuple[tuple[Token, ...], tuple[int, int]]:
    """All tokens of a region, spaces too: the old ones, and from where to where the new ones are in their run.

    Spaces that both sides have at their edge stay outside the marks, and so does what nobody sees.
    """
    a = _shown(old, *_wide(old, region[0], region[1]))
    b, (j1, j2) = new.tokens, _wide(new, region[2], region[3])
    while j1 < j2 and not b[j1].key:
        j1 += 1
    while j1 < j2 and not b[j2 - 1].key:
        j2 -= 1
    if new.code:
        return a, (j1, j2)
    # A removed or added "[ word]" after a bold word is bold with its space, a "[word ]" before one too.
    edges = (-1, 0) if _goes_with_what_is_before(max(a, b[j1:j2], key=len)) else (0, -1)
    for edge in edges:
        if j1 < j2 and a and a[edge].key == b[j1 if edge == 0 else j2 - 1].key == " ":
            a = a[:-1] if edge else a[1:]
            j1, j2 = (j1, j2 - 1) if edge else (j1 + 1, j2)
    return a, (j1, j2)


def _goes_with_what_is_before(tokens: tuple[Token, ...]) -> bool:
    """Whether words between two spaces are formatted as the first space is, and not as the last."""
    return len(tokens) > 2 and tokens[0].path == tokens[1].path != tokens[-1].path


def _shown(run: Run, start: int, end: int) -> tuple[Token, ...]:
    """The tokens that anybody sees; those of code without their colours."""
    tokens = tuple(token for token in run.tokens[start:end] if token.key)
    return tuple(token._replace(path=()) for token in tokens) if run.code else tokens


def _wide(run: Run, start: int, end: int) -> tuple[int, int]:
    """The tokens between the seen one before *start* and the seen one at *end*, which are not among them."""
    if not run.seen:
        return 0, 0
    first = run.seen[start - 1] + 1 if start else run.seen[0]
    last = run.seen[end] if end < len(run.seen) else run.seen[-1] + 1
    return first, max(first, last)


def _restyle(old: Run, new: Run, regions: list[Region], states: list[int], tally: Tally) -> None:
    """Find the words that are the same and look different, and the spaces between two of them."""
    for before, here in same_tokens(old, new, regions):
        if before.style != new.tokens[here].style:
            states[here] = _RESTYLED
            tally.formatting += before.word
    for pair in (list(pairwise(new.seen)), list(pairwise(new.seen))[::-1]):
        for left, right in pair:
            both = {states[left], states[right]}
            whole = right == left + 1 and new.tokens[left].word and new.tokens[right].word
            if both == {_RESTYLED} or (whole and both == {_SAME, _RESTYLED}):  # no half words
                states[left : right + 1] = [_RESTYLED] * (right - left + 1)


def _removed(tokens: tuple[Token, ...], around: tuple[Wrap, ...]) -> str:
    """Old words in `del`, with their own formatting unless they stand in the like already."""
    looks = {wrap.look for wrap in around}
    links = {wrap.tag for wrap in around} & {"a", "label"}
    out: list[str] = []
    here: tuple[Wrap, ...] = ()
    for token in tokens:
        path = tuple(wrap for wrap in token.path if wrap.look not in looks and wrap.tag not in links)
        same = 0
        while same < min(len(here), len(path)) and here[same] is path[same]:
            same += 1
        if token.bare:
            out += [f"</{wrap.tag}>" for wrap in reversed(here[same:])]
            out += [opening(wrap.tag, wrap.attributes, bare=True) for wrap in path[same:]]
            out.append(_LINK.sub("", token.bare) if links and token.bare[0] == "<" else token.bare)
            here = path
    out += [f"</{wrap.tag}>" for wrap in reversed(here)]
    return f"<del>{''.join(out)}</del>"


class _Writer:
    """Writes a new run with its additions, and with the old words at their places (before the new token there)."""

    def __init__(self, run: Run, states: list[int], removals: dict[int, tuple[Token, ...]]) -> None:
        self._run = run
        self._states = states
        self._removals = dict(removals)
        self._places = sorted(removals)

    def run(self) -> str:
        return self._nodes(self._run.nodes, (), 0, len(self._run.tokens))

    def _nodes(self, nodes: tuple[Span | int, ...], around: tuple[Wrap, ...], start: int, end: int) -> str:
        out: list[str] = []
        group: list[str] = []
        state = _SAME

        def flush() -> None:
            if group:
                before, after = _MARKS.get(state, ("", ""))
                out.append(before + "".join(group) + after)
                group.clear()

        for node in nodes:
            place = node if isinstance(node, int) else node.start
            if place in self._removals and not (isinstance(node, Span) and self._fits(place, node)):
                flush()
                out.append(_removed(self._removals.pop(place), around))
            mark = self._mark(node)
            if mark != state or mark is None:
                flush()
            if mark is None and isinstance(node, Span):
                wrap = node.wrap
                inside = self._nodes(node.nodes, (*around, wrap), node.start, node.end)
                out.append(f"{opening(wrap.tag, wrap.attributes)}{inside}</{wrap.tag}>")
                state = _SAME
            else:
                group.append(_plain(node, self._run))
                state = mark or _SAME
        flush()
        if end in self._removals and (not around or self._ends(end, around)):
            out.append(_removed(self._removals.pop(end), around))
        return "".join(out)

    def _mark(self, node: Span | int) -> int | None:
        """The state of all tokens of *node*; None if they have several, or words were removed among them."""
        if isinstance(node, int):
            return self._states[node]
        states = set(self._states[node.start : node.end])
        next_place = bisect_left(self._places, node.start)
        torn = next_place < len(self._places) and self._places[next_place] < node.end
        if torn and self._places[next_place] == node.start and node.start not in self._removals:
            torn = next_place + 1 < len(self._places) and self._places[next_place + 1] < node.end
        at_end = node.end in self._removals and self._ends(node.end, (node.wrap,))
        if len(states) > 1 or torn or at_end or (self._run.code and node.wrap.tag == "code"):
            return None
        return states.pop() if states else _SAME

    def _fits(self, place: int, node: Span) -> bool:
        """Whether words removed at the start of *node* are better shown in it: they were formatted alike."""
        return self._states[place] == _SAME and self._alike(place, node.wrap)

    def _ends(self, place: int, around: tuple[Wrap, ...]) -> bool:
        """Whether words removed at the end of an element are better shown in it."""
        return self._alike(place, around[-1])

    def _alike(self, place: int, wrap: Wrap) -> bool:
        return all(any(own.look == wrap.look for own in token.path) for token in self._removals[place] if token.key)
