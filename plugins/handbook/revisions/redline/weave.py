"""Blocks with marks: two trees are made one, which is valid wherever both were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbook.revisions.redline.align import pairs
from handbook.revisions.redline.changes import ALIKE, alike
from handbook.revisions.redline.columns import PARTS, Column, same_columns
from handbook.revisions.redline.mark import Side, Tally, alone, compared, plain
from handbook.revisions.redline.tree import VOID, Element, Node, Run, opening

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_TEXTS = _HEADINGS | {"p"}
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
# One of each in its place: two captions would not be valid, so one becomes the other.
_ONLY = frozenset({"caption", "summary", "thead", "tfoot", "colgroup"})
_LEAVES = _TEXTS | {"dt", "figcaption", "legend", "pre"}
_LOOSE = 0.2
"""Lists, tables and boxes with less in common are shown as removed and added."""
_SAME_TEXT = 0.6


def score(old: Node, new: Node) -> float:
    """How well two nodes fit together, from 0 (not at all) to 1."""
    if isinstance(old, Run) or isinstance(new, Run):
        return _score_runs(old, new)
    if old.tag != new.tag:
        if {old.tag, new.tag} <= _LISTS:
            return alike(old.words, new.words, ALIKE)
        return alike(old.words, new.words, _SAME_TEXT) if {old.tag, new.tag} <= _TEXTS else 0.0
    if old.tag in VOID or old.tag in _ONLY or (_is_title(old) and _is_title(new)):
        return 1.0
    value = alike(old.words, new.words, ALIKE if old.tag in _LEAVES else _LOOSE)
    if not (old.words or new.words):
        value = 0.5
    if (old.id and old.id == new.id) or old.tag == "tbody" or _same_start(old, new):
        return max(value, ALIKE + 0.25)
    return value


def _score_runs(old: Node, new: Node) -> float:
    # Items of a list hold paragraphs as soon as one of them holds two: text is text, with or without `p`.
    a, b = text_of(old), text_of(new)
    if a is None or b is None or not (a.seen and b.seen):
        return 0.0
    return alike(a.words, b.words, ALIKE) if a.words or b.words else 0.5


def _is_title(node: Element) -> bool:
    """Whether it is the first line of a box."""
    return ("class", "admonition-title") in node.attributes


def _same_start(old: Element, new: Element) -> bool:
    """Whether two rows begin with the same cell, or two tables with the same row."""
    if old.tag not in ("tr", "table") or not (old.kids and new.kids):
        return False
    first, other = old.kids[0], new.kids[0]
    return bool(first.words) and first.words == other.words


def text_of(node: Node) -> Run | None:
    """The run that is all of *node*, if *node* is a run or a paragraph."""
    if isinstance(node, Run):
        return node
    if node.tag == "p" and len(node.kids) == 1 and isinstance(node.kids[0], Run):
        return node.kids[0]
    return None


@dataclass(frozen=True, slots=True)
class Weaver:
    """Makes HTML with marks of two nodes, and counts."""

    tally: Tally

    def top(self, old: Node | None, new: Node | None) -> str:
        """A top-level block, of which one side may be missing."""
        html, touched = self._either(old, new, row=False)
        node = new or old
        if touched and isinstance(node, Run):  # text directly under the root has no element to carry the mark
            kind = "mod" if old and new else "add" if new else "del"
            self.tally.places += 1
            return f'<span class="hb-chg hb-chg--{kind} hb-chg-run">{html}</span>'
        return html

    # ---- One side, or both -----------------------------------------------------------------------------------
    # Each gives HTML, and whether a run in it was marked that no element carries the mark of yet: that falls to the
    # next element outside. In the row of a table all marks are the row's.

    def _either(self, old: Node | None, new: Node | None, *, row: bool) -> tuple[str, bool]:
        if old and new:
            return self._both(old, new, row=row)
        if new:
            return self._alone(new, "add", row=row)
        return self._alone(old, "del", row=row) if old else ("", False)

    def _both(self, old: Node, new: Node, *, row: bool) -> tuple[str, bool]:
        if old.key == new.key:
            return whole(new), False
        if isinstance(new, Run):
            run = text_of(old)
            return compared(run, new, self.tally) if run else ("", False)
        restyled = isinstance(old, Element) and old.look != new.look
        if restyled:
            self.tally.formatting += max(1, _words(new))
        if new.tag in VOID:
            return whole(new), False
        if new.tag == "table" and isinstance(old, Element):
            inside, touched = self._table(old, new)
        else:
            kids = (old,) if isinstance(old, Run) else old.kids
            inside, touched = self._kids(kids, new.kids, row=row or new.tag in _CELLS)
        return self._element(new, inside, touched or restyled, row=row or new.tag in _CELLS)

    def _element(self, new: Element, inside: str, touched: bool, *, row: bool) -> tuple[str, bool]:
        if not touched or row:
            return f"{opening(new.tag, new.attributes)}{inside}</{new.tag}>", touched
        self.tally.places += 1
        return f"{opening(new.tag, new.attributes, 'hb-chg', 'hb-chg--mod')}{inside}</{new.tag}>", False

    def _kids(self, old: Sequence[Node], new: Sequence[Node], *, row: bool) -> tuple[str, bool]:
        if len(old) == len(new) == 1 and _may_pair(old[0], new[0]):
            return self._both(old[0], new[0], row=row)
        out = [self._either(a, b, row=row) for a, b in _paired(old, new)]
        return "".join(html for html, _ in out), any(touched for _, touched in out)

    def _alone(self, node: Node, side: Side, *, row: bool) -> tuple[str, bool]:
        if isinstance(node, Run):
            return alone(node, side, self.tally), bool(node.seen)
        if node.tag in ("colgroup", "col") or (node.tag in _TEXTS and not node.kids):  # nothing to be seen
            return whole(node) if side == "add" else "", False
        if not row:
            self.tally.places += 1
        mark = "hb-chg-part" if row else "hb-chg"
        return self._inside(node, side, mark, f"{mark}--{side}"), row

    def _inside(self, node: Node, side: Side, *classes: str) -> str:
        if isinstance(node, Run):
            return alone(node, side, self.tally)
        start = opening(node.tag, node.attributes, *classes, bare=side == "del")
        if node.tag in VOID:
            return start
        return f"{start}{''.join(self._inside(kid, side) for kid in node.kids)}</{node.tag}>"

    # ---- Tables ----------------------------------------------------------------------------------------------

    def _table(self, old: Element, new: Element) -> tuple[str, bool]:
        columns = same_columns(old, new)
        out = [self._part(a, b, columns) for a, b in _paired(old.kids, new.kids)]
        grown = any(None in column for column in columns)
        return "".join(html for html, _ in out), grown or any(touched for _, touched in out)

    def _part(self, old: Node | None, new: Node | None, columns: tuple[Column, ...]) -> tuple[str, bool]:
        """A part of a table, or a row of it; *columns* are empty if there are as many as before."""
        here = new or old
        if isinstance(old, Element) and isinstance(new, Element) and old.key != new.key:
            if new.tag in PARTS:
                out = [self._part(a, b, columns) for a, b in pairs(old.kids, new.kids, score)]
                inside = "".join(html for html, _ in out)
                return self._element(new, inside, any(touched for _, touched in out), row=False)
            if new.tag == "tr" and columns:
                both = [(None if i is None else old.kids[i], None if j is None else new.kids[j]) for i, j in columns]
                return self._row(old, new, both)
            if new.tag == "tr":
                return self._row(old, new, _side_by_side(old.kids, new.kids))
        elif columns and isinstance(here, Element) and not (old and new) and here.tag in PARTS | {"tr"}:
            side: Side = "add" if new else "del"
            self.tally.places += 1
            if here.tag == "tr":
                return self._lone_row(here, side, columns, "hb-chg", f"hb-chg--{side}"), False
            start = opening(here.tag, here.attributes, "hb-chg", f"hb-chg--{side}", bare=side == "del")
            rows = "".join(self._lone_row(row, side, columns) for row in here.kids)
            return f"{start}{rows}</{here.tag}>", False
        return self._either(old, new, row=False)

    def _row(self, old: Element, new: Element, cells: Sequence[tuple[Node | None, Node | None]]) -> tuple[str, bool]:
        """A row on both sides. A column that came or went is the table's mark, not one of each row."""
        out = [self._either(a, b, row=True) for a, b in cells]
        touched = any(mark and a and b for (_, mark), (a, b) in zip(out, cells, strict=True)) or old.look != new.look
        return self._element(new, "".join(html for html, _ in out), touched, row=False)

    def _lone_row(self, row: Node, side: Side, columns: tuple[Column, ...], *classes: str) -> str:
        """A row on one side, with empty cells for the columns of the other, so that all stand under their heads."""
        if isinstance(row, Run):
            return self._inside(row, side)
        other = "del" if side == "add" else "add"
        cells = [
            f'<td class="hb-chg-part hb-chg-part--{other}"></td>' if n is None else self._inside(row.kids[n], side)
            for n in (column[side == "add"] for column in columns)
        ]
        return f"{opening(row.tag, row.attributes, *classes, bare=side == 'del')}{''.join(cells)}</{row.tag}>"


def whole(node: Node) -> str:
    """A node as it is."""
    if isinstance(node, Run):
        return plain(node)
    start = opening(node.tag, node.attributes)
    return start if node.tag in VOID else f"{start}{''.join(map(whole, node.kids))}</{node.tag}>"


def _paired(old: Sequence[Node], new: Sequence[Node]) -> list[tuple[Node | None, Node | None]]:
    """What is in two blocks side by side; the one caption or summary that may come first goes with the old one."""
    first = new[0] if new else None
    if isinstance(first, Element) and first.tag in ("caption", "summary"):
        titles = [kid for kid in old if isinstance(kid, Element) and kid.tag == first.tag]
        if titles:
            rest = [kid for kid in old if kid is not titles[0]]
            return [(titles[0], first), *pairs(rest, new[1:], score)]
    return list(pairs(old, new, score))


def _may_pair(old: Node, new: Node) -> bool:
    """Whether two nodes that are all there is are shown as one: text in a cell, or in an item, always is."""
    if isinstance(old, Run) and isinstance(new, Run):
        return True
    return score(old, new) > 0


def _words(node: Node) -> int:
    if isinstance(node, Run):
        return sum(token.word for token in node.tokens)
    return sum(_words(kid) for kid in node.kids)


def _side_by_side(old: Sequence[Node], new: Sequence[Node]) -> list[tuple[Node | None, Node | None]]:
    """The cells of two rows: by their place if there are as many, else by what they hold."""
    if len(old) == len(new):
        return list(zip(old, new, strict=True))
    return list(pairs(old, new, score))
