"""Tables: CSV as other systems write it, with the line of every row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.problems import Invalid, Problem
from handbook.core.source import Source, decode
from handbook.core.tables import Table, parse_csv

CASES = yaml.safe_load((Path(__file__).parent / "tables" / "tables.yml").read_text("utf-8"))


def read(text: str) -> tuple[Table | None, list[Problem]]:
    """The table of *text*, or every reason why there is none."""
    try:
        return parse_csv(Source("metrics/t.csv", text)), []
    except Invalid as e:
        return None, list(e.problems)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"].replace(" ", "-"))
def test_a_table(case: Mapping[str, Any]) -> None:
    """What is in it and on which line, or every reason why nobody can tell."""
    table, problems = read(case["text"])
    assert [[problem.where.line, problem.code] for problem in problems] == case.get("problems", [])
    if table:
        assert table.columns == tuple(case["columns"])
        assert [[row.line, [row.cells[name] for name in table.columns]] for row in table.rows] == case["rows"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_machine(end: str) -> None:
    """A file is the same table with each of them, and has the same lines."""
    raw = f'a,b{end}{end}1,"two{end}lines"{end}3,4{end}'.encode()
    table = parse_csv(Source("metrics/t.csv", decode(raw, "metrics/t.csv")))
    assert [(row.line, dict(row.cells)) for row in table.rows] == [
        (3, {"a": "1", "b": "two\nlines"}),
        (5, {"a": "3", "b": "4"}),
    ]


CELLS = st.text(st.sampled_from('a ,";\n٥ع'), min_size=1).filter(str.strip)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_a_program_writes_is_read_back(rows: list[list[str]]) -> None:
    """Whatever a cell holds, quoted as RFC 4180 has it; only the space around it goes."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["x", "y"], *rows])
    table = parse_csv(Source("metrics/t.csv", out.getvalue()))
    assert [list(row.cells.values()) for row in table.rows] == [[cell.strip() for cell in row] for row in rows]
    lines = out.getvalue().split("\n")
    assert all(lines[row.line - 1] for row in table.rows)


@given(st.text(st.sampled_from('ab,"\n ')))
def test_any_text_is_a_table_or_a_list_of_problems(text: str) -> None:
    """Nothing else is raised, and every problem names a line of the file."""
    table, problems = read(text)
    assert (table is None) == bool(problems)
    assert {problem.code for problem in problems} <= {"table-row", "table-broken"}
    lines = [problem.where.line for problem in problems] + [row.line for row in (table.rows if table else ())]
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)
    assert lines == sorted(lines)
