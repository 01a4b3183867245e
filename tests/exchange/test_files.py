"""Files that could harm, or that are not what they are called: each ends with a sentence, none with a traceback."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import support
from handbook.exchange import grid, intake, workbook_in
from handbook.exchange.say import Refused

Run = Callable[..., Result]
CATALOGUE = support.catalogue({})


def workbook(**cells: object) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.worksheets[0][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(raw: bytes, **parts: bytes) -> bytes:
    """A workbook with other *parts*; `__` in a name stands for a slash, `_` for a dot."""
    out = io.BytesIO()
    new = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            if name not in new:
                made.writestr(name, old.read(name))
        for name, part in new.items():
            made.writestr(name, part)
    return out.getvalue()


def sheet(raw: bytes, old: str, new: str) -> bytes:
    """A workbook whose only sheet says *new* in the place of *old*."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        text = parts.read("xl/worksheets/sheet1.xml").decode()
    assert old in text
    return changed(raw, xl__worksheets__sheet1_xml=text.replace(old, new, 1).encode())


SMALL = workbook(A1="Stage", B1="One", C1="Two")
OLE = workbook_in.OLD_OR_ENCRYPTED + b"\0" * 600
ARABIC = "المرحلة,البحث,التسجيل\nالهدف,أن يجد,أن يسجل\n"
FILES = {
    "encrypted.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "old.xlsx": (OLE, "of an old kind"),
    "old.xls": (OLE, "of an old kind"),
    "macros.xlsm": (SMALL, "holds macros"),
    "macros.xlsx": (changed(SMALL, xl__vbaProject_bin=b"x"), "holds macros"),
    "bomb.xlsx": (changed(SMALL, xl__media__a_xml=b"0" * (workbook_in.MAX_UNPACKED + 1)), "unpacks to more"),
    "dense.xlsx": (changed(SMALL, xl__media__a_xml=b"0" * (5 << 20)), "unpacks to more"),
    "no.xlsx": (b"Stage,One", "is not a workbook"),
    "zip.xlsx": (changed(SMALL, xl__workbook_xml=b"<workbook"), "is damaged"),
    "other.xlsx": (b"PK\x05\x06" + b"\0" * 18, "is not a workbook"),
    "entities.xlsx": (sheet(SMALL, "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'), "is not a workbook"),
    "endless.xlsx": (
        sheet(SMALL, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "too large",
    ),
    "far.xlsx": (workbook(XFD1048576="x"), "too large"),
    "wide.xlsx": (workbook(A4999="x", RZ1="x"), "too large"),
    "empty.xlsx": (workbook(), "nothing in"),
    "blank.xlsx": (workbook(A1="  "), "nothing in"),
    "empty.csv": (b"", "nothing in"),
    "blank.csv": (b"\xef\xbb\xbf,,\r\n,,\r\n", "nothing in"),
    "arabic.csv": (ARABIC.encode("cp1256"), "probably in Windows-1256"),
    "wide.csv": (ARABIC.encode("utf-16"), "probably in UTF-16"),
    "quote.csv": (b'Stage,"One\n', "line 1 cannot be read"),
    "lone.csv": (b"Stage\nGoals\n", "No stages were found"),
    "long.csv": (b"a,b\n" * (grid.MAX_ROWS + 1), "too large"),
    "huge.csv": (b"a" * (grid.MAX_BYTES + 1), "too large"),
    "map.ods": (SMALL, "neither a workbook"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_refused(run: Run, site: Path, name: str) -> None:
    """English and Arabic, the exit code 1, nothing written."""
    raw, told = FILES[name]
    (site / name).write_bytes(raw)
    before = set(support.files_of(site / "content"))
    said = run("import", "journey", name, "--id", "new")
    assert (said.exit_code, said.stdout, type(said.exception)) == (1, "", SystemExit)
    assert told in said.stderr
    assert re.search("[\u0621-\u064a]", said.stderr)
    assert set(support.files_of(site / "content")) == before


@pytest.mark.parametrize("name", ["nowhere.csv", "content"])
def test_a_file_that_is_none(run: Run, name: str) -> None:
    """It is missing, or a folder."""
    said = run("import", "journey", name)
    assert said.exit_code == 1
    assert "could not be read" in said.stderr


def test_formulas_are_read_as_their_values() -> None:
    """As the spreadsheet stored them; one that nobody has computed is told."""
    raw = workbook(A1="Stage", B1="One", C1="Two", A2="Goals", B2="=1+1", C2="=2+2", D2="#REF!")
    raw = sheet(raw, "<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>")
    (found,) = workbook_in.read_xlsx(raw, "x.xlsx")
    assert [cell and cell.text for cell in found.rows[1]] == ["Goals", "2", None, None]
    assert [(cell.at, cell.text) for cell in found.beside] == [("C2", "=2+2"), ("D2", "#REF!")]


def test_values_as_people_see_them() -> None:
    """Days, percentages, whole numbers; characters that no file may hold go."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append([0.91, 3.0, True, "a\u202eb", 2.5])
    page["A1"].number_format = "0%"
    page["F1"] = dt.datetime(2026, 3, 1)
    out = io.BytesIO()
    book.save(out)
    (found,) = workbook_in.read_xlsx(out.getvalue(), "x.xlsx")
    assert [cell and cell.text for cell in found.rows[0]] == ["91%", "3", "true", "ab", "2.5", "2026-03-01"]


# ---- Whatever comes --------------------------------------------------------------------------------------------


@settings(suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=200), st.sampled_from(["csv", "xlsx"]))
@example(SMALL[:-30], "xlsx")
@example(SMALL[:400] + b"\0" * 40 + SMALL[440:], "xlsx")
def test_any_bytes(raw: bytes, form: str) -> None:
    """They are cells, or they are refused."""
    with contextlib.suppress(Refused):
        assert intake.grids(raw, f"x.{form}")


LABELS = [
    "Stage",
    "Goals",
    "Steps",
    "Feelings",
    "Touchpoints",
    "KPIs",
    "Pain points",
    "Opportunities",
    "Who",
    "Policies",
]
LABELS += [
    "الخطوات",
    "القناة",
    "المشاعر",
    "Wait",
    "Persona",
    "Title",
    "Owner",
    "stages.id",
    "stages.steps.name.ar",
    "x",
]
CELLS = [
    "",
    "",
    "a",
    "أ",
    "-2",
    "5",
    "😡",
    "Service line",
    "a\nb\nc",
    "• x • y",
    "target 5",
    "= 1",
    "{}",
    "[]",
    "#REF!",
    "CS-001",
]


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.sampled_from(LABELS), st.lists(st.sampled_from(CELLS), max_size=4)), max_size=8),
    st.booleans(),
)
def test_any_table(rows: list[tuple[str, list[str]]], marked: bool) -> None:
    """It becomes a journey that says every cell somewhere, or it is refused; it never breaks."""
    cells = [[label, *values] for label, values in rows]
    text = "\n".join(",".join('"' + cell + '"' for cell in row) for row in cells)
    try:
        made = intake.journey(text.encode(), "x.csv", CATALOGUE, intake.Wishes(language="en" if marked else ""))
    except Refused:
        return
    text = made.text.casefold().replace("-", " ")  # a name of the library stands there as its id
    said = {cell for row in cells for cell in row[1:] if len(cell) > 1}
    assert [cell for cell in said if not all(part in text for part in re.findall(r"\w\w+", cell.casefold()))] == []
