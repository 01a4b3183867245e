"""Tables of figures: CSV files as other systems write them, taken apart with the line of every row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from handbook.core.problems import Invalid, Problem, Where
from handbook.core.source import Source


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, and the line of the file on which it begins."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: the names in its first row, and the rows below it."""

    uri: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def parse_csv(source: Source) -> Table:
    """The table of *source*; raises `Invalid` where a row has more or fewer cells than the first one.

    Commas separate, as RFC 4180 has it; rows without any text are skipped.
    """
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    problems: list[Problem] = []
    line = end = 0
    try:
        for cells in reader:
            line, end = end + 1, reader.line_num  # a cell in quotes may hold several lines
            said = [cell.strip() for cell in cells]
            if not any(said):
                continue
            if not columns:
                columns = tuple(said)
            elif len(said) != len(columns):
                values = {"cells": len(said), "columns": len(columns)}
                problems.append(Problem(Where(source.uri, line), "table-row", values))
            else:
                rows.append(Row(line, dict(zip(columns, said, strict=True))))
    except csv.Error as e:
        problems.append(Problem(Where(source.uri, end + 1), "table-broken", {"reason": str(e)}))
    if problems:
        raise Invalid(problems)
    return Table(source.uri, columns, tuple(rows))
