"""Workbooks (.xlsx) as cells. What could harm or is no workbook is refused with a sentence, before it is opened."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from handbook.exchange.grid import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Found, Grid, clean, squared
from handbook.exchange.say import Refused, each

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_UNPACKED = 50 * 1024 * 1024
MAX_PARTS = 2000
MAX_RATIO = 200
"""A part larger than a megabyte that shrank more than this was made to fill a memory."""
OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)")
_MERGED = re.compile(rb"""mergeCell\s[^>]*?ref\s*=\s*["']\s*([A-Za-z]+)(\d+)\s*:\s*([A-Za-z]+)(\d+)""")


def read_xlsx(raw: bytes, name: str) -> list[Grid]:
    """Every sheet with something in it; merged cells reach over all their places. Raises `Refused`."""
    formulas = _looked_through(raw, name)
    book = _opened(raw, name, data_only=True)
    try:
        written = _opened(raw, name, data_only=False) if formulas else None
        several = len(book.worksheets) > 1
        if sum(sheet.max_row * sheet.max_column for sheet in book.worksheets) > MAX_CELLS:
            raise Refused("too-large", file=name, limit=each("report", "cells", n=MAX_CELLS))
        grids = [_grid(sheet, written, name, several) for sheet in book.worksheets]
    finally:
        book.close()
    grids = [grid for grid in grids if grid.cells or grid.beside]
    if not grids:
        raise Refused("nothing-in-it", file=name)
    return grids


def _looked_through(raw: bytes, name: str) -> bool:
    """Whether a sheet has formulas; raises `Refused` for what is not opened."""
    if len(raw) > MAX_BYTES:
        raise Refused("too-large", file=name, limit=f"{MAX_BYTES >> 20} MB")
    if raw.startswith(OLD_OR_ENCRYPTED):
        encrypted = "EncryptedPackage".encode("utf-16-le") in raw
        raise Refused("encrypted" if encrypted else "old-workbook", file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            infos = parts.infolist()
            if any(info.flag_bits & 1 for info in infos):
                raise Refused("encrypted", file=name)
            if any(info.filename.lower().endswith("vbaproject.bin") for info in infos):
                raise Refused("macros", file=name)
            if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED or _squeezed(infos):
                raise Refused("bomb", file=name, limit=f"{MAX_UNPACKED >> 20} MB")
            if "xl/workbook.xml" not in parts.namelist():
                raise Refused("no-workbook", file=name)
            return _formulas(parts, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error):
        raise Refused("no-workbook", file=name) from None


def _squeezed(infos: list[zipfile.ZipInfo]) -> bool:
    return any(info.file_size > 1 << 20 and info.file_size > MAX_RATIO * max(info.compress_size, 1) for info in infos)


def _formulas(parts: zipfile.ZipFile, name: str) -> bool:
    found = False
    for info in parts.infolist():
        if info.filename.lower().endswith((".xml", ".rels")):
            text = parts.read(info)
            if _DECLARED.search(text):
                raise Refused("no-workbook", file=name)
            if any(_endless(*place) for place in _MERGED.findall(text)):
                raise Refused("too-large", file=name, limit=f"{MAX_ROWS} × {MAX_COLUMNS}")
            found |= info.filename.startswith("xl/worksheets/") and (b"<f>" in text or b"<f " in text)
    return found


def _endless(left: bytes, top: bytes, right: bytes, bottom: bytes) -> bool:
    """Whether a merged area reaches further than any map: opening it would fill the memory with empty cells."""
    return int(bottom) - int(top) > MAX_ROWS or _number(right) - _number(left) > MAX_COLUMNS


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def _opened(raw: bytes, name: str, data_only: bool) -> Workbook:
    from openpyxl import load_workbook  # noqa: PLC0415  # a second, and most commands do without

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on what openpyxl leaves out: charts, validation lists
            return load_workbook(io.BytesIO(raw), data_only=data_only, keep_links=False)
    except Exception as e:  # openpyxl lets through whatever its parsers meet
        reason = " ".join(str(e).split())[:200] or type(e).__name__
        raise Refused("broken-workbook", file=name, reason=reason) from None


def _grid(sheet: Worksheet, written: Workbook | None, name: str, several: bool) -> Grid:
    if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
        raise Refused("too-large", file=name, limit=f"{MAX_ROWS} × {MAX_COLUMNS}")
    before = f"{sheet.title}!" if several else ""
    rows = [[_found(cell, before) for cell in row] for row in sheet.iter_rows()]
    for area in sheet.merged_cells.ranges:
        first = rows[area.min_row - 1][area.min_col - 1]
        for row in rows[area.min_row - 1 : area.max_row]:
            row[area.min_col - 1 : area.max_col] = [first] * (area.max_col - area.min_col + 1)
    return Grid(sheet.title, squared(rows), tuple(_beside(sheet, written, before)))


def _found(cell: Any, before: str) -> Found | None:
    said = _said(cell.value, cell.number_format) if cell.data_type != "e" else ""
    return Found(said, f"{before}{cell.coordinate}") if said.strip() else None


def _beside(sheet: Worksheet, written: Workbook | None, before: str) -> Iterator[Found]:
    """Notes on cells, errors, and formulas whose value nobody has stored."""
    for row in sheet.iter_rows():
        for cell in row:
            address = f"{before}{cell.coordinate}"
            if note := getattr(cell, "comment", None):
                yield Found(str(note.text).strip(), address)
            if cell.data_type == "e":
                yield Found(str(cell.value), address)
            elif written and cell.value is None:
                formula = written[sheet.title][cell.coordinate].value
                if formula is not None:
                    yield Found(str(getattr(formula, "text", formula)), address)


def _said(value: object, number_format: str) -> str:
    """A cell's value much as its reader sees it: percentages as such, days in ISO 8601."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float() if "%" in number_format:
            return f"{round(value * 100, 10):g}%"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return clean(str(value).replace("_x000D_\n", "\n").replace("_x000D_", "\n"))
