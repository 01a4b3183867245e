"""What people do to tables: one fault costs no more than its own cell, and what it costs is told."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from click.testing import Result

import support
from handbook.core.document import build
from handbook.core.source import Source, parse_yaml
from handbook.exchange import comments, grid, intake, meaning, workbook_out
from handbook.exchange.allowed import allowed
from handbook.exchange.names import Ids, of_journey
from handbook.exchange.report import Report
from handbook.exchange.say import Refused
from handbook.journeys.exchange import fields
from handbook.journeys.exchange.table import as_csv
from handbook.journeys.model import Journey
from handbook.journeys.read import ACROSS
from handbook.journeys.views.journey import page_ids

Run = Callable[..., Result]
CATALOGUE = support.catalogue({})
FILE = Path("content", "journeys", "late-order.yml")
KEYED = """
id,,j
title.en,,T
type,,problem
scope.business_goal.en,,x
scope.customer_goal.en,,x
scope.actor,,customer
scope.scenario.en,,x
scope.start.en,,x
scope.end.en,,x
stages.id,,only
stages.name.en,,Only
stages.steps.id,,one
stages.steps.name.en,,One
stages.steps.initiator,,customer
lifecycle.owner,,agent
"""


def made(text: str, *labels: str, name: str = "x.csv") -> intake.Made:
    wishes = intake.Wishes(labels=intake.mapped(labels))
    return intake.journey(text.strip().encode(), name, CATALOGUE, wishes)


def unplaced(report: Report) -> dict[str, str]:
    """The texts that found no place, and why."""
    return {one.cell.text: one.why("en") for one in report.unplaced}


def assumed(report: Report) -> dict[str, dict[str, object]]:
    return dict(report.assumed)


# ---- With keys -------------------------------------------------------------------------------------------------


def test_an_incomplete_item_is_left_out_alone() -> None:
    """Also where its stage is the only one: the list of stages is not too short for that."""
    one = made(KEYED + "stages.pain_points.1.text.en,,It hurts\nstages.goal.en,,To have it\n")
    assert unplaced(one.report) == {"It hurts": "it lacks stages.pain_points.severity"}
    assert [stage.id for stage in one.journey.stages] == ["only"]
    assert one.journey.stages[0].goal is not None


@pytest.mark.parametrize("key", ["stages.kpis", "stages.pain_points", "research", "scope", "stages.steps", "analysis"])
def test_a_text_in_the_row_of_a_part(key: str) -> None:
    """It has no place there, and that is said."""
    one = made(KEYED + f"{key},,hello\n")
    assert unplaced(one.report)["hello"] == f"{key} is made of fields of its own and takes no text"
    assert one.journey.id == "j"


@pytest.mark.parametrize("key", ["scope.1.actor", "stages.id.1", "stages.1.name.en", "stages.kpis.1.2.name.en"])
def test_a_number_where_no_list_is(key: str) -> None:
    """Such a key is none."""
    assert fields.parse(key) == ()
    assert "no such key" in unplaced(made(KEYED + f"{key},,hello\n").report)["hello"]


def test_one_of_two_languages() -> None:
    """A bad value costs what is innermost: a feeling of one type of customer, not of all."""
    one = made(KEYED + "stages.steps.emotion.a,,9\nstages.steps.emotion.b,,1\n")
    assert one.journey.steps[0].emotion == {"b": 1}
    assert unplaced(one.report) == {"9": "not a value of stages.steps.emotion.a; allowed: -2 to 2"}


def test_many_bad_cells() -> None:
    """Each is told, and the rest is kept."""
    bad = "".join(f"stages.steps.research_refs.{n},,BAD {n}\n" for n in range(1, 1601))
    one = made(KEYED + bad)
    assert len(one.report.unplaced) == 1600
    assert one.journey.steps[0].research_refs == ()


def test_many_unknown_rows() -> None:
    """Each is told once."""
    report, cells = Report(), [grid.Found(str(n), f"A{n}") for n in range(20_000)]
    for cell in [*cells, *cells]:
        report.leave([cell], "x", "no-field")
    assert len(report.unplaced) == 20_000


# ---- A bad value in a workbook ---------------------------------------------------------------------------------


def changed(run: Run, sheet: str, key: str, value: object, row: int = 3) -> None:
    """Export the journey, and change the cell below *key*, or beside it, in a sheet of the workbook."""
    command = ("export", "journey", "late-order", "--format", "xlsx", "--language", "en", "--force")
    assert run(*command).exit_code == 0
    book = openpyxl.load_workbook("late-order.xlsx")
    page = book[sheet]
    for cell in page[1]:
        if cell.value == key:
            page.cell(row, cell.column).value = value
    for (cell,) in page.iter_rows(max_col=1):
        if cell.value == key:
            page.cell(cell.row, row).value = value
    book.save("late-order.xlsx")


@pytest.mark.parametrize("more", [["--force"], ["--id", "new"]])
def test_a_value_without_which_a_record_would_be_lost(run: Run, site: Path, more: list[str]) -> None:
    """Nothing is written, over an old file or as a new one; the one cell is named with what is allowed."""
    changed(run, "Pain points", "stages.pain_points.severity", 9)
    before = {path: path.read_bytes() for path in (site / "content").rglob("*") if path.is_file()}
    said = run("import", "journey", "late-order.xlsx", *more)
    assert (said.exit_code, said.stdout) == (1, "")
    assert "not a value of stages.pain_points.severity; allowed: 1 to 4" in said.stderr
    assert "والمسموح: من 1 إلى 4" in said.stderr
    cells = re.findall(r"^  (Pain points!\w+ .*?: .*?) \(", said.stderr, re.MULTILINE)
    assert len(set(cells)) == 1
    assert cells[0].endswith("stages.pain_points.severity: 9")
    assert {path: path.read_bytes() for path in (site / "content").rglob("*") if path.is_file()} == before


def test_a_dry_run_shows_it_all_the_same(run: Run) -> None:
    """With the sentence that says which cell to mend."""
    changed(run, "Pain points", "stages.pain_points.severity", 9)
    said = run("import", "journey", "late-order.xlsx", "--dry-run")
    assert (said.exit_code, said.stderr) == (0, "")
    assert "was not imported" in said.stdout
    assert "\nid: late-order\n" in said.stdout


def test_an_empty_cell_loses_no_record_of_an_old_file(run: Run) -> None:
    """A new journey is made without the record; one that exists is not made poorer."""
    changed(run, "Pain points", "stages.pain_points.severity", None)
    before = FILE.read_bytes()
    said = run("import", "journey", "late-order.xlsx", "--force")
    assert said.exit_code == 1
    assert "it lacks stages.pain_points.severity" in said.stderr
    assert FILE.read_bytes() == before
    assert run("import", "journey", "late-order.xlsx", "--id", "new").exit_code == 0


def test_a_value_that_the_record_can_do_without(run: Run) -> None:
    """The record stays; the cell is told with its field, its value and what is allowed."""
    changed(run, "Map", "stages.steps.importance", 9)
    said = run("import", "journey", "late-order.xlsx", "--force")
    assert (said.exit_code, said.stderr) == (0, "")
    assert re.search(r"Map!\w+ stages.steps.importance: 9\n +not a value of .*; allowed: 1 to 5\n", said.stdout)
    assert "Not placed (1)" in said.stdout
    assert "no-news" in FILE.read_text("utf-8")


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("type", "end_to_end, problem"),
        ("stages.steps.moment_of_truth", "true, false"),
        ("stages.steps.wait", "a length of time such as 30 minutes"),
        ("stages.kpis.target", "a number"),
        ("validation.sessions.participants", "a whole number"),
        ("research.date", "a day such as 2026-03-01"),
        ("lifecycle.owner", "an id of Latin letters, digits and hyphens"),
        ("title.en", "a text"),
        ("scope", "fields of its own"),
        ("weather", ""),
    ],
)
def test_what_is_allowed(field: str, told: str) -> None:
    """For every sort of field."""
    assert allowed(field, "en") == told


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("id: a\n", False),
        ("# yaml-language-server: $schema=x\nid: a\n", False),
        ('id: "a # b"\ntext: |\n  # no\nurl: x#y\n', False),
        ("id: a # mine\n", True),
        ("# mine\nid: a\n", True),
        ("id: [a # broken\n", True),
    ],
)
def test_comments(tmp_path: Path, text: str, has: bool) -> None:
    """What an editor has noted, not a sign within a text."""
    (tmp_path / "x.yml").write_text(text, "utf-8")
    assert comments.has_any(tmp_path / "x.yml") == has


def test_comments_that_go_are_told(run: Run) -> None:
    """In both languages, and only where there are some."""
    changed(run, "Map", "no such key", 1)
    assert "comments" not in run("import", "journey", "late-order.xlsx", "--force").stdout
    FILE.write_text(FILE.read_text("utf-8") + "# Ask the courier\n", "utf-8")
    said = run("import", "journey", "late-order.xlsx", "--force").stdout
    assert "The comments of the old content/journeys/late-order.yml are not kept." in said
    assert "تعليقات الملف القديم" in said


# ---- Without keys ----------------------------------------------------------------------------------------------


def test_a_cell_that_is_only_a_bullet() -> None:
    """It is told, wherever it stands."""
    one = made("Stage,A,B\nSteps,x,y\nTitle,•\nGoals,• ,why\nTouchpoints,•,\n")
    assert [(c.cell.at, c.why("en")) for c in one.report.unplaced] == [
        (at, "nothing but a bullet") for at in ("B3", "B4", "B5")
    ]


def test_no_id_of_the_page() -> None:
    """Neither of its sections, nor of what it makes of other ids, nor of those that begin with hb-."""
    names = "Research,Map,Backlog,Analysis,Validation,Compare,Scope,Steps,Figures,Living,Top,Stage research-2,hb-x"
    one = made(f"Stage,{names.replace('Stage ', '')}\nSteps,{names}\n")
    taken = page_ids(one.journey)
    assert [step.id for step in one.journey.steps if step.id in taken or step.id.startswith("hb-")] == []
    assert len({step.id for step in one.journey.steps}) == 13


def test_ids_and_the_places_made_of_them() -> None:
    """Whichever comes first."""
    ids = Ids()
    assert [ids.make(name, "x") for name in ("Notice", "Map notice", "stage-late", "late")] == [
        *("notice", "map-notice-2", "stage-late", "late-2")
    ]
    assert {of_journey(name) for name in ACROSS} == {f"{name}-journey" for name in ACROSS}


def test_a_kpi_without_a_value() -> None:
    """It would stop the build, so it is told."""
    one = made("Stage,A,B\nSteps,x,y\nKPIs,Calls ≤ 30 s,On time 91% (target 96%)\n")
    assert unplaced(one.report) == {"Calls ≤ 30 s": "a KPI needs a value beside its target"}
    assert [len(stage.kpis) for stage in one.journey.stages] == [0, 1]


def test_the_owner_of_a_step_is_not_the_owner_of_the_map() -> None:
    """It is told with the nearest field; one cell for all is the owner of the map."""
    for label in ("المسؤول", "الجهة المسؤولة", "Owner"):
        one = made(f"Stage,A,B\nSteps,x,y\n{label},head-of-service,agent\n")
        assert "nearest: stages.steps.initiator" in unplaced(one.report)["agent"]
        one = made(f"Stage,A,B\nSteps,x,y\n{label},agent,\n")
        assert (one.journey.lifecycle.owner, one.report.unplaced) == ("agent", [])


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Opportunities", "stages.opportunities"),
        ("Activities", "stages.steps"),
        ("Support processes", "stages.steps.support_processes"),
        ("ما يفكر فيه", "stages.steps.thoughts"),
        ("الحالة النفسية", "stages.steps.emotion"),
        ("نقاط الالتقاء", "stages.steps.touchpoint"),
        ("المعاناة", "stages.pain_points"),
        ("المشكلات", "stages.pain_points"),
        ("نقاط الألم", "stages.pain_points"),
        ("الجهة المسؤولة", "lifecycle.owner"),
        ("الأفكار والأقوال", "stages.steps.thoughts"),
        ("الأهداف", "stages.goal"),
    ],
)
def test_labels(label: str, field: str) -> None:
    """As teams write them."""
    assert meaning.field_of(label, {}) == (field, "")


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("Under 5 minutes 91% (target 96%)", "Under 5 minutes", "91"),
        ("91% on time (target 96%)", "on time", "91"),
        ("زمن الرد: ٣ (المستهدف ٢)", "زمن الرد", "3"),
        ("Target 96%", "Target 96%", None),
    ],
)
def test_the_name_of_a_figure(said: str, name: str, value: str | None) -> None:
    """It ends where the value or the target begins."""
    found = meaning.kpi(said)
    assert found is not None
    assert (found["name"], found.get("value")) == (name, value)


def test_equal_neighbours_are_one_stage() -> None:
    """In both languages, and it is told."""
    one = made("Stage,Before,Before,After\nالمرحلة,قبل,قبل,بعد\nSteps,x,y,z\n")
    assert [stage.name.root for stage in one.journey.stages] == [
        {"en": "Before", "ar": "قبل"},
        {"en": "After", "ar": "بعد"},
    ]
    assert len(one.journey.stages[0].steps) == 2
    assert assumed(one.report)["same-stage"] == {"value": "Before"}
    assert one.report.unplaced == []


def test_a_mapping_that_no_row_has() -> None:
    """It is told as it was written; one that has a row is not."""
    one = made("Stage,A,B\nVibes,sad,happy\n", "Vibes=stages.steps.emotion", "The Weathers=stages.goal")
    assert assumed(one.report)["no-row"] == {"value": "The Weathers"}
    assert assumed(made(KEYED, "Vibes=stages.steps.emotion").report)["no-row"] == {"value": "Vibes"}


def test_a_channel_that_is_not_the_touchpoints() -> None:
    """Both names are said."""
    one = made("Stage,A,B\nSteps,x,y\nTouchpoints,Service line,\nChannel,Website,\n")
    assert unplaced(one.report) == {"Website": "“Website” differs from the touchpoint’s channel, “Telephone”"}


def test_a_table_of_too_many_cells() -> None:
    """A CSV file has the same limit as a workbook."""
    with pytest.raises(Refused, match="300000 cells"):
        intake.grids(("a" + "," * 400 + "\n").encode() * 1000, "x.csv")


# ---- What is written -------------------------------------------------------------------------------------------


def late_order() -> Journey:
    path = support.GOOD / "content" / "journeys" / "late-order.yml"
    return build(Journey, parse_yaml(Source("journeys/late-order.yml", path.read_text("utf-8"))))


def test_cells_offer_their_values() -> None:
    """Enumerations and degrees have lists, in the map, in the journey's own fields and below a list."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_out.xlsx(late_order(), "en", False)))

    def offered(sheet: str, key: str) -> str:
        page = book[sheet]
        (place,) = [c for c in (*page[1], *next(page.iter_cols(max_col=1))) if c.value == key]
        below = page.cell(3, place.column) if place.row == 1 else page.cell(place.row, 3)
        return next(str(r.formula1) for r in page.data_validations.dataValidation if below.coordinate in r.sqref)

    assert offered("Map", "stages.steps.emotion") == '"-2,-1,0,1,2"'
    assert offered("Map", "stages.steps.importance") == '"1,2,3,4,5"'
    assert offered("Map", "stages.steps.moment_of_truth") == '"true,false"'
    assert offered("Journey", "state") == '"as_is,to_be"'
    assert offered("Pain points", "stages.pain_points.severity") == '"1,2,3,4"'
    assert offered("Opportunities", "stages.opportunities.status").startswith('"idea,planned')


def test_keys_are_folded_away() -> None:
    """They are still there."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_out.xlsx(late_order(), "en", False)))
    for name in ("Map", "Journey"):
        column = book[name].column_dimensions["A"]
        assert (column.hidden, column.outlineLevel) == (True, 1)
        assert book[name]["A2"].value
    assert (book["KPIs"].row_dimensions[1].hidden, book["KPIs"]["A1"].value) == (True, "stages.id")


def test_labels_are_those_of_the_site() -> None:
    """The same words as on the page, in Arabic too."""
    text = as_csv(late_order(), "ar").decode("utf-8-sig")
    assert "الألم" not in text
    for label in ("المشكلة", "الأهداف", "الوضع الحالي أو المستهدف"):
        assert label in text


def test_ids_of_a_process_model(run: Run) -> None:
    """Steps whose ids look like the ends of others give no id twice."""
    text = FILE.read_text("utf-8")
    text = re.sub(r"\bsees-delay\b", "c", re.sub(r"\bfound\b", "c-di", text))
    FILE.write_text(re.sub(r"\breceives\b", "c-step-c", text), "utf-8")
    said = run("export", "journey", "late-order", "--format", "bpmn", "--language", "en", "--output", "-")
    assert said.exit_code == 0
    ids = [element.attrib["id"] for element in ET.fromstring(said.stdout_bytes).iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", name) for name in ids)
