"""Cells as they stand in a file, whatever its format: texts with their addresses. And CSV files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from handbook.core.problems import Invalid
from handbook.core.source import decode
from handbook.exchange.say import Refused, each
from handbook.journeys.exchange.table import as_it_was

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS = 5000, 500
MAX_CELLS = 300_000
"""Rows times columns: what is longest and what is widest at once is no map."""
DELIMITERS = ",;\t"
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Found:
    """A cell's text and its address: `C7`, with the sheet before it where there are several."""

    text: str
    at: str = ""

    def saying(self, text: str) -> Found:
        """Another text from the same cell."""
        return Found(text, self.at)


Cells: TypeAlias = Sequence[Found | None]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: rows of the same length, None for an empty cell."""

    name: str
    rows: tuple[tuple[Found | None, ...], ...]
    beside: tuple[Found, ...] = field(default=())
    """What stands in no cell of its own: notes, formulas without a value."""

    @property
    def cells(self) -> list[Found]:
        """All that is said, each cell once however far it reaches."""
        return list(dict.fromkeys(cell for row in self.rows for cell in row if cell))


def clean(text: str) -> str:
    """*text* without the characters that no content file may hold: control characters and overrides of direction."""
    return HIDDEN.sub("", text)


def squared(rows: Iterable[Sequence[Found | None]]) -> tuple[tuple[Found | None, ...], ...]:
    """*rows* of the same length."""
    found = [tuple(row) for row in rows]
    width = max((len(row) for row in found), default=0)
    return tuple(row + (None,) * (width - len(row)) for row in found)


def column(number: int) -> str:
    """The letters of a column, counted from 1: A, Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_csv(raw: bytes, name: str) -> Grid:
    """The cells of a CSV file in UTF-8, with or without a mark; raises `Refused`."""
    if len(raw) > MAX_BYTES:
        raise Refused("too-large", file=name, limit=f"{MAX_BYTES >> 20} MB")
    try:
        decode(raw.removeprefix(b"\xef\xbb\xbf"), name)
    except Invalid as e:
        raise Refused("csv-encoding", file=name, likely=e.problems[0].values["likely"]) from None
    text = raw.decode("utf-8-sig")
    if text[:5].lower() in ("sep=,", "sep=;", "sep=\t"):  # Excel's own way of naming the delimiter
        delimiter, text = text[4], text[5:].lstrip("\r\n")
    else:
        delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Found | None]] = []
    width = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise Refused("too-large", file=name, limit=f"{MAX_ROWS} × {MAX_COLUMNS}")
            width = max(width, len(cells))
            if number * width > MAX_CELLS:
                raise Refused("too-large", file=name, limit=each("report", "cells", n=MAX_CELLS))
            said = (clean(as_it_was(cell)) for cell in cells)
            rows.append([Found(t, f"{column(n)}{number}") if t.strip() else None for n, t in enumerate(said, 1)])
    except csv.Error as e:
        raise Refused("csv-broken", file=name, line=reader.line_num, reason=e) from None
    if not any(cell for row in rows for cell in row):
        raise Refused("nothing-in-it", file=name)
    return Grid("", squared(rows))


def _delimiter(text: str) -> str:
    """The delimiter that parts the first rows most evenly into most cells."""

    def parts(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row, _ in zip(reader, range(30), strict=False) if any(row)]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=lambda w: (widths.count(w), w), default=0)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(DELIMITERS, key=parts)
