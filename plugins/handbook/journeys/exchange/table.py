"""A journey as a table, and back: stages and their steps across, fields down.

The first column holds each row's key (see `fields`), the second its label, every further one a step. What belongs to
a stage stands in the column of its first step, what belongs to the whole journey in the first column of all.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from handbook.journeys.exchange import fields
from handbook.journeys.exchange.data import as_data
from handbook.journeys.exchange.fields import STAGE, STEP, Key
from handbook.journeys.model import Journey

V = TypeVar("V")
Cell = str | int | float
NOTHING: Mapping[type, str] = {list: "[]", dict: "{}"}
"""How a list or a mapping is written that is there and has nothing in it."""
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a cell begins that a spreadsheet could run, or that was kept from it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field of the journey, or of every stage or step."""

    key: Key
    label: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A journey's rows; *spans* says over how many columns each stage reaches."""

    spans: tuple[int, ...]
    rows: tuple[Row, ...]


def table(journey: Journey, code: str) -> Table:
    """All that *journey* says, with labels in the language *code*."""
    data = as_data(journey)
    stages = data.pop("stages")
    spans = tuple(len(stage["steps"]) for stage in stages)
    cells: dict[Key, list[Cell | None]] = {}

    def put(column: int, value: Any, at: Key) -> None:
        for key, cell in _leaves(value, at):
            cells.setdefault(key, [None] * sum(spans))[column] = cell

    put(0, data, ())
    column = 0
    for stage in stages:
        steps = stage.pop("steps")
        put(column, stage, STAGE)
        for step in steps:
            put(column, step, STEP)
            column += 1
    rows = (Row(key, fields.label(key, code), tuple(cells[key])) for key in sorted(cells, key=fields.order))
    return Table(spans, tuple(rows))


def _leaves(value: Any, at: Key) -> Iterator[tuple[Key, Cell]]:
    if isinstance(value, list | dict):
        if not value and at:
            yield at, NOTHING[type(value)]
        for part, inner in enumerate(value, 1) if isinstance(value, list) else value.items():
            yield from _leaves(inner, (*at, part))
    else:
        yield at, str(value).lower() if isinstance(value, bool) else value


def as_csv(journey: Journey, code: str) -> bytes:
    """The table for a spreadsheet: UTF-8 with the mark that Excel needs, no cell that would be a formula."""
    found = table(journey, code)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    said = {name: fields.spoken(fields.words()["table"][name], code) for name in ("key", "field", "step")}
    writer.writerow([said["key"], said["field"], *(f"{said['step']} {n}" for n in range(1, sum(found.spans) + 1))])
    for row in found.rows:
        cells = (harmless(cell) if isinstance(cell, str) else cell for cell in row.cells)
        writer.writerow([fields.written(row.key), row.label, *("" if cell is None else cell for cell in cells)])
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """*cell* with an apostrophe before what a spreadsheet would run; `as_it_was` takes it off again."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def as_it_was(cell: str) -> str:
    """*cell* without the apostrophe of `harmless`."""
    return cell[1:] if cell[:1] == "'" and FORMULA.match(cell) else cell


# ---- Back ------------------------------------------------------------------------------------------------------


def nested(rows: Iterable[tuple[Key, Sequence[V | None]]], text: Callable[[V], str]) -> tuple[dict[str, Any], list[V]]:
    """The data of a journey from keyed *rows*, with the cells as its leaves, and the cells that found no place.

    *text* gives a cell's text. A stage begins in the column where `stages.id` (or its name) says another one; of two
    cells for the same place the first stays, and one for each language stays before one for all.
    """
    rows = list(rows)
    stages = _stages(
        [row for row in rows if row[0][:1] == STAGE], max((len(cells) for _, cells in rows), default=0), text
    )
    root: dict[Any, Any] = {}
    lost: list[V] = []
    for key, cells in rows:
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            at: Key = key
            if key[:2] == STEP:
                at = ("stages", stages[column], "steps", column, *key[2:])
            elif key[:1] == STAGE:
                at = ("stages", stages[column], *key[1:])
            over = _put(root, at, _empty(key, text(cell), cell))
            if over is not None and not (over is cell and _says(root, at, text) == text(cell)):
                lost.append(over)
    return _listed(root), lost


def _stages(rows: Sequence[tuple[Key, Sequence[V | None]]], width: int, text: Callable[[V], str]) -> list[int]:
    """The number of its stage for every column."""
    named = [cells for key, cells in rows if key == (*STAGE, "id")]
    named = named or [cells for key, cells in rows if key[:2] == (*STAGE, "name")]
    numbers, last = list[int](), ""
    for column in range(width):
        said = next((text(cell) for cells in named if column < len(cells) and (cell := cells[column]) is not None), "")
        numbers.append(numbers[-1] + bool(said and said != last) if numbers else 0)
        last = said or last
    return numbers


def _empty(key: Key, said: str, cell: V) -> Any:
    """*cell*, or an empty list or mapping where it says so and its field can be one."""
    field, rest = fields.names(key)
    shape = fields.shapes()[field]
    if said == NOTHING[list] and shape.many and not isinstance(key[-1], int):
        return []
    if said == NOTHING[dict] and not rest and (shape.model or (shape.by_name and not shape.text)):
        return {}
    return cell


def _says(root: Mapping[Any, Any], at: Key, text: Callable[[V], str]) -> str:
    """The text at the place *at*; empty where something else stands there."""
    found: Any = root
    for part in at:
        found = found[part]
    return "" if isinstance(found, dict | list) else text(found)


def _put(target: dict[Any, Any], at: Key, value: Any) -> Any:
    """Set *value* at the place *at*; gives back what has no place because of another one, else None."""
    over = None
    for part in at[:-1]:
        inner = target.get(part)
        if not isinstance(inner, dict):
            over, inner = inner or over, {}
            target[part] = inner
        target = inner
    there = target.get(at[-1])
    if there is None or (there in ([], {}) and value not in ([], {})):
        target[at[-1]] = value
        return over
    return value if value not in ([], {}) else over


def _listed(value: Any) -> Any:
    """*value* with lists where the keys of a mapping are numbers, in their order."""
    if not isinstance(value, dict) or not value:
        return value
    if all(isinstance(key, int) for key in value):
        return [_listed(value[key]) for key in sorted(value)]
    return {key: _listed(inner) for key, inner in value.items()}
