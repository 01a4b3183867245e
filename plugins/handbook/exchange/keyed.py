"""Tables with keys, as `handbook export` writes them: every cell knows its field, so nothing is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from handbook.core.problems import nearest
from handbook.exchange.grid import Cells, Found, Grid
from handbook.exchange.meaning import tidy
from handbook.exchange.names import Ids
from handbook.exchange.report import Report
from handbook.journeys.exchange import fields
from handbook.journeys.exchange.fields import STAGE, STEP, Key
from handbook.journeys.exchange.table import NOTHING, nested

Rows = list[tuple[Key, list[Found | None]]]
ENOUGH = 2
"""So many keys with a dot make a table with keys; a single one may be anything."""


def has_keys(grids: Iterable[Grid]) -> bool:
    """Whether one of the sheets has a column or a first row of keys."""
    return any(_key_column(grid) is not None or _key_row(grid) for grid in grids)


def _keys(cells: Iterable[Found | None]) -> int:
    return sum("." in cell.text and bool(fields.parse(cell.text)) for cell in cells if cell)


def _key_column(grid: Grid) -> int | None:
    columns = [[row[number] for row in grid.rows] for number in range(len(grid.rows[0]) if grid.rows else 0)]
    return next((number for number, cells in enumerate(columns[:3]) if _keys(cells) >= ENOUGH), None)


def _key_row(grid: Grid) -> bool:
    return bool(grid.rows) and _keys(grid.rows[0]) >= ENOUGH


def read(grids: list[Grid], report: Report) -> dict[str, Any]:
    """The journey's data with cells as its leaves; what has no place goes into the *report*."""
    rows: Rows = []
    lists: list[Grid] = []
    for grid in grids:
        report.leave(grid.beside, "", "beside")
        if (column := _key_column(grid)) is not None:
            rows += _rows(grid, column, report)
        elif _key_row(grid):
            lists.append(grid)
        else:
            report.leave(grid.cells, grid.name, "sheet")
    columns = _columns(rows)
    for grid in lists:
        rows += _items(grid, columns, report)
    rows = [row for row in rows if _has_place(row, report)]
    rows.sort(key=lambda row: fields.order(row[0]))
    data, lost = nested([(key, _read(key, cells)) for key, cells in rows], lambda cell: cell.text)
    report.leave(lost, "", "twice")
    return data


def _has_place(row: tuple[Key, list[Found | None]], report: Report) -> bool:
    """Whether the cells of *row* can stand at its key: a part with fields of its own takes no text."""
    key, cells = row
    field = fields.names(key)[0]
    shape = fields.shapes()[field]
    if shape.model is None or field == (*STEP, "next"):
        return True
    empty = NOTHING[list] if shape.many and not isinstance(key[-1], int) else NOTHING[dict]
    told = [cell for cell in cells if cell and cell.text != empty]
    report.leave(told, fields.written(key), "has-parts", ".".join(field))
    return not told


def complete(data: dict[str, Any], report: Report) -> None:
    """Give ids and doers to what people have added to a table without them; what is added is told."""
    stages = [stage for stage in data.get("stages", []) if isinstance(stage, dict)]
    steps = [step for stage in stages for step in stage.get("steps", []) if isinstance(step, dict)]
    lists = [(stages, "stage"), (steps, "step"), (data.get("research", []), "research")]
    lists += [(stage.get(name, []), name.rstrip("s")) for stage in stages for name in ("kpis", "pain_points")]
    lists += [(stage.get("opportunities", []), "chance") for stage in stages]
    ids = Ids()
    ids.used |= {item["id"].text for items, _ in lists for item in items if isinstance(item, dict) and "id" in item}
    for items, otherwise in lists:
        for number, item in enumerate(items, 1):
            if isinstance(item, dict) and "id" not in item:
                said = item.get("name", item.get("text", item.get("method")))
                text = said.get("en", next(iter(said.values()))) if isinstance(said, dict) and said else said
                item["id"] = Found(ids.make(text.text if text else "", f"{otherwise.replace('_', '-')}-{number}"))
                report.assume("new-id", value=item["id"].text)
    actor = data.get("scope", {}).get("actor")
    lonely = [step for step in steps if "initiator" not in step]
    if actor and lonely:
        report.assume("initiator", n=len(lonely), value=actor.text)
        for step in lonely:
            step["initiator"] = actor


def _rows(grid: Grid, column: int, report: Report) -> Iterator[tuple[Key, list[Found | None]]]:
    """The rows of a sheet: key, label, cells."""
    heads = set(fields.words()["table"]["key"].values())
    for row in grid.rows:
        said, label, cells = row[column], row[column + 1] if len(row) > column + 1 else None, row[column + 2 :]
        if said and said.text.strip() in heads:
            continue
        key = fields.parse(said.text) if said else ()
        if not key:
            guess = nearest(said.text, map(".".join, fields.shapes())) if said else ""
            report.leave(cells if any(cells) else row, (label or said or Found("")).text, "no-key", guess=guess)
        elif any(cells):
            report.leave(row[:column], "", "no-key")
            yield key, list(cells)


def _columns(rows: Rows) -> dict[str, int]:
    """The first column of every stage by its id."""
    ids = next((cells for key, cells in rows if key == (*STAGE, "id")), [])
    found: dict[str, int] = {}
    for number, cell in enumerate(ids):
        if cell:
            found.setdefault(cell.text.strip(), number)
    return found


def _items(grid: Grid, columns: dict[str, int], report: Report) -> Iterator[tuple[Key, list[Found | None]]]:
    """The rows of a sheet whose first row holds keys: each is an item of a list."""
    keys = [fields.parse(cell.text) if cell else () for cell in grid.rows[0]]
    name = next((_list_name(key) for key in keys if key and key != (*STAGE, "id")), ())
    counted: Counter[int] = Counter()
    for number, row in enumerate(grid.rows[1:]):
        if not number and any(_is_label(key, cell) for key, cell in zip(keys, row, strict=True)):
            continue
        stage = next((cell for key, cell in zip(keys, row, strict=True) if key == (*STAGE, "id") and cell), None)
        cells = [(k, c) for k, c in zip(keys, row, strict=True) if c and k != (*STAGE, "id")]
        column = columns.get(stage.text.strip() if stage else "", -1) if name[:1] == STAGE else 0
        if column < 0:
            report.leave(row, grid.name, "outside")
        elif cells:
            counted[column] += 1
            for key, cell in cells:
                if name and key[: len(name)] == name:
                    yield (*name, counted[column], *key[len(name) :]), [None] * column + [cell]
                else:
                    report.leave([cell], grid.name, "no-key")


def _list_name(key: Key) -> fields.Names:
    """The list of items that *key* lies in; empty for none."""
    said = fields.names(key)[0]
    parts = (said[:end] for end in range(1, len(said)))
    return next((n for n in parts if n != STAGE and (s := fields.shapes()[n]).many and s.model), ())


def _is_label(key: Key, cell: Found | None) -> bool:
    return bool(key and cell) and cell is not None and any(cell.text == fields.label(key, c) for c in ("ar", "en"))


def _read(key: Key, cells: Cells) -> list[Found | None]:
    """*cells* with numbers, degrees and days in the form that the model reads; texts as they are."""
    field = fields.names(key)[0]
    return [cell and cell.saying(tidy(field, cell.text)) for cell in cells]
