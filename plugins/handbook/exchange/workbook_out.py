"""A journey as a workbook: the map with its stages across, the journey's own fields, and a sheet for each list.

Every cell that says something has a key, beside it or above it, so that the workbook can be read back whole.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from handbook.exchange.allowed import allowed
from handbook.exchange.say import words
from handbook.journeys.exchange import fields
from handbook.journeys.exchange.fields import STAGE, STEP, Key
from handbook.journeys.exchange.table import FORMULA, Cell, Row, table
from handbook.journeys.model import Journey

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension
    from openpyxl.worksheet.worksheet import Worksheet

LISTS: tuple[fields.Names, ...] = (
    ("stages", "kpis"),
    ("stages", "pain_points"),
    ("stages", "opportunities"),
    ("research",),
    ("validation", "sessions"),
    ("analysis", "checklist"),
)
"""What has a sheet of its own: a row for each."""
KEY_WIDTH, LABEL_WIDTH, STEP_WIDTH, TEXT_WIDTH, LINE = 16, 28, 26, 60, 15
TECHNICAL = frozenset({"id", "kind", "to", "research_refs", "image", "url"})
"""Fields that readers of a map do not look for: they stand below, folded away."""
HEAD, STAGES, GREY = "0B5A54", "E5F0EE", "75807F"
MORE = 200
"""So many rows below a list offer the same choices, for what people add."""
_LONGEST = 32_767
"""What a cell of a workbook can hold."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def xlsx(journey: Journey, code: str, right_to_left: bool) -> bytes:
    """The workbook, with labels in the language *code*."""
    from openpyxl import Workbook  # noqa: PLC0415  # a second, and most commands do without

    book = Workbook()
    assert book.active is not None  # a new workbook has a sheet
    book.remove(book.active)
    whole = table(journey, code)
    rest = [row for row in whole.rows if not _list_of(row.key)]
    _map(_sheet(book, "map", code, right_to_left), [r for r in rest if r.key[:1] == STAGE], whole.spans, code)
    _plain(_sheet(book, "journey", code, right_to_left), [row for row in rest if row.key[:1] != STAGE], code)
    for name in LISTS:
        found = [row for row in whole.rows if _list_of(row.key) == name]
        if records := list(_records(name, found, whole.spans, whole.rows)):
            _list(_sheet(book, ".".join(name), code, right_to_left), records, code)
    book.properties.creator, book.properties.title = "handbook", journey.title[code]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _list_of(key: Key) -> fields.Names:
    """The list with a sheet of its own that *key* belongs to; empty for none."""
    said = fields.names(key)[0]
    return next((n for n in LISTS if said[: len(n)] == n and any(isinstance(part, int) for part in key)), ())


def _sheet(book: Workbook, name: str, code: str, right_to_left: bool) -> Worksheet:
    from openpyxl.worksheet.properties import Outline, PageSetupProperties  # noqa: PLC0415

    sheet: Worksheet = book.create_sheet(fields.spoken(words("sheets.yml")[name], code))
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.sheet_view.zoomScale = 90
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    return sheet


# ---- The sheets ------------------------------------------------------------------------------------------------


def _map(sheet: Worksheet, rows: list[Row], spans: Sequence[int], code: str) -> None:
    """Stages and steps on top in the reader's language, then everything else; ids and other languages folded away."""
    said = fields.words()["table"]
    heads = [*(said[name] for name in ("key", "field"))]
    steps = [f"{fields.spoken(said['step'], code)} {number}" for number in range(1, sum(spans) + 1)]
    _header(sheet, [*(fields.spoken(head, code) for head in heads), *steps], [KEY_WIDTH, LABEL_WIDTH])
    for number in range(3, sum(spans) + 3):
        sheet.column_dimensions[_letters(number)].width = STEP_WIDTH
    rows = sorted(rows, key=lambda row: _place(row.key, code))
    for number, row in enumerate(rows, 2):
        _keyed(sheet, number, row)
        _offer(sheet, row.key, f"C{number}:{_letters(sum(spans) + 2)}{number}", code)
        start, by_stage = 3, row.key[:2] != STEP
        for span in spans if by_stage else ():
            if span > 1 and all(cell is None for cell in row.cells[start - 2 : start + span - 3]):
                sheet.merge_cells(start_row=number, end_row=number, start_column=start, end_column=start + span - 1)
            start += span
        wide = [span * STEP_WIDTH for span in spans for _ in range(span)]
        _height(sheet, number, row.cells, wide if by_stage else [])
        if _place(row.key, code)[0] == 0:
            _emphasised(sheet, number)
        elif _place(row.key, code)[0] == 2:
            _folded(sheet.row_dimensions[number])
            sheet.row_dimensions[number - 1].collapsed = not sheet.row_dimensions[number - 1].hidden
    _folded(sheet.column_dimensions["A"])
    sheet.freeze_panes = f"C{2 + sum(_place(row.key, code)[0] == 0 for row in rows)}"


def _place(key: Key, code: str) -> tuple[int, Any]:
    """Names on top (0), what readers look for (1), ids and the other languages at the end (2)."""
    field, language = fields.names(key)
    other = fields.shapes()[field].text and language not in ("", code)
    if field in ((*STAGE, "name"), (*STEP, "name")) and not other:
        return 0, fields.order(key)
    return (2 if other or field[-1] in TECHNICAL else 1), fields.order(key)


def _plain(sheet: Worksheet, rows: list[Row], code: str) -> None:
    said = fields.words()["table"]
    heads = [fields.spoken(said[name], code) for name in ("key", "field", "value")]
    _header(sheet, heads, [KEY_WIDTH, LABEL_WIDTH, TEXT_WIDTH])
    for number, row in enumerate(rows, 2):
        _keyed(sheet, number, Row(row.key, row.label, row.cells[:1]))
        _offer(sheet, row.key, f"C{number}", code)
        _height(sheet, number, row.cells[:1], [TEXT_WIDTH])
    _folded(sheet.column_dimensions["A"])
    sheet.freeze_panes = "C2"


Record = dict[Key, Cell]


def _records(name: fields.Names, rows: list[Row], spans: Sequence[int], all_rows: Sequence[Row]) -> Iterator[Record]:
    """The items of a list, each with its cells by key without its own number; those of stages begin with the stage."""
    ids = next(row for row in all_rows if row.key == (*STAGE, "id")).cells
    for column in range(sum(spans)):
        found: dict[int, Record] = {}
        for row in rows:
            cell, number = row.cells[column], row.key[len(name)]
            if cell is not None and isinstance(number, int):
                found.setdefault(number, {})[(*name, *row.key[len(name) + 1 :])] = cell
        for number in sorted(found):
            stage: Record = {(*STAGE, "id"): str(ids[column])} if name[:1] == STAGE else {}
            yield stage | found[number]


def _list(sheet: Worksheet, records: list[Record], code: str) -> None:
    keys = sorted(
        {key for record in records for key in record}, key=lambda key: (key[-1:] != ("id",), fields.order(key))
    )
    keys.sort(key=lambda key: (key != (*STAGE, "id"), _place(key, code)[0] == 2 and key[-1] != "id"))
    texts = [fields.shapes()[fields.names(key)[0]].text for key in keys]
    _header(sheet, [fields.written(key) for key in keys], [STEP_WIDTH * 1.5 if text else KEY_WIDTH for text in texts])
    for number, key in enumerate(keys, 1):
        _write(sheet.cell(2, number), fields.label(key, code))
        _offer(sheet, key, f"{_letters(number)}3:{_letters(number)}{len(records) + MORE + 2}", code)
    _emphasised(sheet, 2)
    _folded(sheet.row_dimensions[1])
    for number, record in enumerate(records, 3):
        cells = [record.get(key) for key in keys]
        for place, cell in enumerate(cells, 1):
            _write(sheet.cell(number, place), cell)
        _height(sheet, number, cells, [STEP_WIDTH * 1.5 if text else KEY_WIDTH for text in texts])
    sheet.freeze_panes = "A3"


def _folded(dimension: ColumnDimension | RowDimension) -> None:
    """Fold a column or a row away: it is still there, behind a plus sign."""
    dimension.outlineLevel, dimension.hidden = 1, True


def _offer(sheet: Worksheet, key: Key, area: str, code: str) -> None:
    """Let the cells of *area* be chosen from a list where their field has few values; others are refused with them."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    field, _ = fields.names(key)
    shape = fields.shapes()[field]
    low, high = shape.limits or (0, -1)
    values = shape.choices or tuple(str(number) for number in range(low, high + 1))
    if not values:
        return
    rule = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = fields.label(key, code)[:32], allowed(".".join(field), code)[:255]
    rule.add(area)
    sheet.add_data_validation(rule)


# ---- Cells -----------------------------------------------------------------------------------------------------


def _header(sheet: Worksheet, heads: list[str], widths: Sequence[float]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    for number, head in enumerate(heads, 1):
        cell = sheet.cell(1, number, head)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=HEAD)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[_letters(number)].width = width


def _emphasised(sheet: Worksheet, number: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    for cell in sheet[number]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=STAGES)
        cell.alignment = Alignment(vertical="center", horizontal="center", wrap_text=True)


def _keyed(sheet: Worksheet, number: int, row: Row) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415

    _write(sheet.cell(number, 1), fields.written(row.key))
    sheet.cell(number, 1).font = Font(color=GREY, size=8)
    _write(sheet.cell(number, 2), row.label)
    sheet.cell(number, 2).font = Font(bold=True)
    for place, cell in enumerate(row.cells, 3):
        _write(sheet.cell(number, place), cell)


def _write(place: SheetCell | MergedCell, value: Cell | None) -> None:
    """Set a cell; what begins like a formula is a text, and says so to the spreadsheet."""
    from openpyxl.styles import Alignment  # noqa: PLC0415

    if isinstance(value, float) and float(f"{value:.16g}") != value:  # a workbook keeps no more digits
        value = repr(value)
    place.value = _ILLEGAL.sub("", value)[:_LONGEST] if isinstance(value, str) else value
    if isinstance(value, str):
        place.data_type, place.number_format = "s", "@"
        if FORMULA.match(value):
            place.quotePrefix = True
    place.alignment = Alignment(vertical="top", wrap_text=True)


def _height(sheet: Worksheet, number: int, cells: Sequence[Cell | None], widths: Sequence[float]) -> None:
    """Make a row high enough for its texts: no program does it for merged cells."""
    lines = [1]
    for place, cell in enumerate(cells):
        if isinstance(cell, str):
            width = widths[place] if place < len(widths) else STEP_WIDTH
            lines.append(sum(max(1, math.ceil(len(part) * 1.1 / width)) for part in cell.split("\n")))
    sheet.row_dimensions[number].height = min(max(lines) * LINE + 3, 400)


def _letters(number: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return get_column_letter(number)
