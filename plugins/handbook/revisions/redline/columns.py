"""Which columns of two tables are the same."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.revisions.redline.align import pairs
from handbook.revisions.redline.changes import ALIKE, alike
from handbook.revisions.redline.tree import Element, Node

PARTS = frozenset({"thead", "tbody", "tfoot"})
Column = tuple[int | None, int | None]
"""Where a column stands in the old and in the new table."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A column, told by its first cell."""

    place: int
    key: str
    words: str


def same_columns(old: Element, new: Element) -> tuple[Column, ...]:
    """Which columns of two tables are the same, if both are plain grids and a column came or went; else ()."""
    a, b = _grid(old), _grid(new)
    if not a or not b:
        return ()
    found = tuple(
        (x.place if x else None, y.place if y else None)
        for x, y in pairs(_heads(a), _heads(b), lambda x, y: alike(x.words, y.words, ALIKE))
    )
    return found if any(None in column for column in found) and any(None not in column for column in found) else ()


def _heads(rows: list[tuple[Node, ...]]) -> list[_Head]:
    return [_Head(n, cell.words or cell.key, "".join(row[n].words for row in rows)) for n, cell in enumerate(rows[0])]


def _grid(table: Element) -> list[tuple[Node, ...]]:
    """The rows of a table whose rows all have the same number of cells, none of which spans several; else none."""
    rows: list[tuple[Node, ...]] = []
    for part in table.kids:
        if isinstance(part, Element) and part.tag in PARTS:
            rows += [row.kids for row in part.kids if isinstance(row, Element)]
        elif isinstance(part, Element) and part.tag == "tr":
            rows.append(part.kids)
    plain_cells = all(
        isinstance(cell, Element) and not any(name in ("colspan", "rowspan") for name, _ in cell.attributes)
        for row in rows
        for cell in row
    )
    return rows if plain_cells and len({len(row) for row in rows}) == 1 else []
