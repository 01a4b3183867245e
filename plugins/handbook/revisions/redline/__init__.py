"""Redlines: what differs between two texts, word by word, as HTML that is valid and says exactly this.

Accepting all marks gives the new text, rejecting them the old one. `ins` and `del` stand around words only; the block
that changed has the class `hb-chg` and one of `hb-chg--add`, `hb-chg--del`, `hb-chg--mod`. Words whose formatting
alone changed stand in `span.hb-fmt`. Text that is in no block stands in a `span` that is one: `hb-chg-run`. A cell of
a column that came or went, and a block in a cell that did, has the class `hb-chg-part` with `hb-chg-part--add` or
`hb-chg-part--del`: it belongs to the change of its table or row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.revisions.redline.align import gaps, pairs
from handbook.revisions.redline.mark import Tally
from handbook.revisions.redline.read import Block, Reader, same
from handbook.revisions.redline.tokens import Codes
from handbook.revisions.redline.tree import Node
from handbook.revisions.redline.undo import accepted, numbered, rejected
from handbook.revisions.redline.weave import Weaver, score

__all__ = ["Redline", "accepted", "blocks", "numbered", "redline", "rejected"]


@dataclass(frozen=True, slots=True)
class Redline:
    """The new text with what differs from the old."""

    blocks: tuple[str, ...]
    """All top-level blocks in reading order; one that did not change is as `blocks` gives it, byte for byte."""
    changed: tuple[bool, ...]
    """For each block, whether it has a mark."""
    places: int
    """How many elements have the class `hb-chg`."""
    added: int
    """Words; numbers are words, punctuation is not."""
    removed: int
    """Words."""
    formatting: int
    """Words that are the same and look different (bold, another target of a link, a numbered list …)."""
    sections: tuple[str, ...]
    """The headings (`h2`) of sections with a change, in order; "" for what stands before the first one."""
    unchanged: tuple[str, ...]
    """The headings of the new text's sections without a change."""


def blocks(html: str) -> tuple[str, ...]:
    """The top-level blocks of a fragment in one spelling; joined they are the document.

    `ins` and `del` of the author become `u` and `s`, and classes that mean a mark go: marks are ours alone.
    """
    return tuple(block.html for block in Reader(html, Codes()).blocks())


def redline(old: str, new: str) -> Redline:
    """What differs between two fragments of safe HTML."""
    codes = Codes()
    before, after = Reader(old, codes), Reader(new, codes)
    tally = Tally()
    weaver = Weaver(tally)
    marked: list[tuple[str, bool]] = []
    sections = _Sections()
    for a, b in _paired(before, after):
        was = _totals(tally)
        woven = weaver.top(a.node if a else None, b.node if b else None)
        changed = _totals(tally) != was
        html = woven if changed else b.block.html if b else ""
        if html:
            marked.append((html, changed))
        sections.follow(a.block if a else None, b.block if b else None, changed)
    return Redline(
        blocks=tuple(html for html, _ in marked),
        changed=tuple(changed for _, changed in marked),
        places=tally.places,
        added=tally.added,
        removed=tally.removed,
        formatting=tally.formatting,
        sections=sections.changed(),
        unchanged=sections.unchanged(),
    )


def _totals(tally: Tally) -> tuple[int, int, int, int]:
    return tally.places, tally.added, tally.removed, tally.formatting


@dataclass(frozen=True, slots=True)
class _Read:
    """A block, and its tree; None if the other text has the same block."""

    block: Block
    node: Node | None = None

    @property
    def key(self) -> str:
        return self.node.key if self.node else ""


def _paired(before: Reader, after: Reader) -> Iterator[tuple[_Read | None, _Read | None]]:
    """The blocks of both texts side by side. Trees are made only of those that are not the same."""
    old, new = before.blocks(), after.blocks()
    shared = {block.html for block in old} & {block.html for block in new}
    keys = ([block.html if block.html in shared else same(block.html) for block in side] for side in (old, new))
    for equal, (i1, i2, j1, j2) in gaps(*keys):
        if equal:
            yield from ((_Read(a), _Read(b)) for a, b in zip(old[i1:i2], new[j1:j2], strict=True))
            continue
        left = [_Read(block, before.node(block)) for block in old[i1:i2]]
        right = [_Read(block, after.node(block)) for block in new[j1:j2]]
        yield from pairs(left, right, lambda x, y: score(x.node, y.node) if x.node and y.node else 0.0)


class _Sections:
    """Which sections have a change, while the blocks are followed in order."""

    def __init__(self) -> None:
        self._titles: list[str] = [""]
        self._changed: list[bool] = [False]
        self._gone: list[bool] = [False]
        # In which of them each text is: where a heading came or went, the two are not in the same one.
        self._old = self._new = 0

    def follow(self, old: Block | None, new: Block | None, changed: bool) -> None:
        if new and new.tag == "h2":
            self._new = self._begin(new.title, gone=False)
        if old and old.tag == "h2":
            self._old = self._new if new and new.tag == "h2" else self._begin(old.title, gone=True)
        self._changed[self._new if new else self._old] |= changed

    def changed(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t for t, changed in zip(self._titles, self._changed, strict=True) if changed))

    def unchanged(self) -> tuple[str, ...]:
        changed = set(self.changed())
        kept = (t for t, gone in zip(self._titles, self._gone, strict=True) if t and not gone and t not in changed)
        return tuple(dict.fromkeys(kept))

    def _begin(self, title: str, *, gone: bool) -> int:
        self._titles.append(title)
        self._changed.append(False)
        self._gone.append(gone)
        return len(self._titles) - 1
