"""Maps from spreadsheets: the usual shape is understood, what is not is told and kept, and the result is a journey."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result

import support
from handbook.core.document import build
from handbook.core.source import parse_yaml, read
from handbook.exchange import meaning
from handbook.exchange.say import words
from handbook.journeys.exchange import fields
from handbook.journeys.model import Journey

Run = Callable[..., Result]
Rows = Sequence[Sequence[Any]]

ARABIC: Rows = [
    ["رحلة فتح حساب"],
    ["الشخصية", "عميل جديد"],
    ["المرحلة", "البحث", None, "التسجيل"],
    ["الأهدَاف", "أن يجد ما يناسبه", None, "أن يسجل"],
    ["خطوات العميل", "يبحث", "يقارن", "• يملأ النموذج\n• يرسله"],
    ["نقاط التواصل", "صفحة التتبع", "خط الخدمة", "كشك المطار"],
    ["المشاعر", "😐", "مستاء", 2],
    ["نقـاط الالم", "الأسعار غير واضحة\nالمقارنة صعبة", None, None],
    ["مؤشرات الأداء", "زيارات أدت إلى تسجيل 12% (المستهدف 20%)", None, "رضا مرتفع"],
    ["الطقس", "مشمس", None, "غائم"],
    ["فرص التحسين", "جدول مقارنة", None, None],
    ["ملاحظات السياسات", "CS-001", None, "CS-999"],
]
ENGLISH: Rows = [
    ["Stage", "Notice", "Solve"],
    ["Customer goals", "To know", "To have it"],
    ["Actions", "Sees the delay\nCalls", "Receives it"],
    ["Touchpoints", "tracking page, Service line", "—"],
    ["Feelings", "4", "1"],
    ["Front-stage actions", "1. Says sorry\n2. Looks it up", None],
    ["Moment of truth", "yes", None],
    ["Waiting time", "30 min\n2 hours", None],
    ["Who", "Customer", "Agnt"],
]
MERGED = ("B3:C3", "B4:C4", "B8:C8", "B9:C9", "B11:C11")


def workbook(path: Path, rows: Rows, merged: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def table(path: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["" if c is None else c for c in row] for row in rows])
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def written(site: Path, name: str) -> Journey:
    path = site / "content" / "journeys" / f"{name}.yml"
    return build(Journey, parse_yaml(read(path, path.name)))


def imported(run: Run, path: Path, *more: str) -> Result:
    said = run("import", "journey", str(path), *more)
    assert (said.exit_code, said.stderr) == (0, "")
    return said


# ---- The usual shape -------------------------------------------------------------------------------------------


def test_an_arabic_workbook(run: Run, site: Path) -> None:
    """Merged stages with a step in each column, labels with vowel signs and tatweel, faces, words and figures."""
    said = imported(run, workbook(site / "open.xlsx", ARABIC, MERGED), "--id", "open-account")
    journey = written(site, "open-account")
    search, sign_up = journey.stages
    assert (journey.title.root, journey.scope.personas) == ("رحلة فتح حساب", ("new-customer",))
    assert [step.name.root for step in journey.steps] == ["يبحث", "يقارن", "يملأ النموذج", "يرسله"]
    assert [step.emotion for step in journey.steps] == [0, -1, 2, 2]
    assert [step.touchpoint for step in journey.steps] == ["tracking-page", "service-line", None, None]
    assert [(pain.text.root, pain.severity) for pain in search.pain_points] == [
        ("الأسعار غير واضحة", 2),
        ("المقارنة صعبة", 2),
    ]
    assert (search.kpis[0].name.root, search.kpis[0].target, search.kpis[0].value) == ("زيارات أدت إلى تسجيل", 20, 12)
    assert (search.opportunities[0].text.root, sign_up.opportunities) == ("جدول مقارنة", ())
    assert journey.steps[0].policies == ("CS-001",)
    for told in ("A5 خطوات العميل → stages.steps", "D6 نقاط التواصل: كشك المطار", "B10 الطقس: مشمس", "CS-999"):
        assert told in said.stdout
    text = (site / "content" / "journeys" / "open-account.yml").read_text("utf-8")
    kept = re.findall(r"^# (\w+) .*: (.*)$", text, re.MULTILINE)
    assert kept[-5:] == [
        ("D6", "كشك المطار"),
        ("D9", "رضا مرتفع"),
        ("B10", "مشمس"),
        ("D10", "غائم"),
        ("D12", "CS-999"),
    ]


def test_the_result_stops_no_build(run: Run, site: Path) -> None:
    """What was imported passes the check as it stands."""
    imported(run, workbook(site / "open.xlsx", ARABIC, MERGED), "--id", "open-account")
    Path("open.xlsx").unlink()
    checked = run("check", "--no-strict")
    assert (checked.exit_code, re.findall(" error ", checked.stderr)) == (0, [])


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("utf-8", "\t"), ("utf-8-sig", ",")]
)
def test_an_english_table(run: Run, site: Path, encoding: str, delimiter: str) -> None:
    """With and without a mark, whatever parts the cells; names of the library are found, lengths and yes are read."""
    said = imported(run, table(site / "late.csv", ENGLISH, encoding, delimiter), "--language", "en")
    journey = written(site, "late")
    one, two, three = journey.steps
    assert one.name.root == {"en": "Sees the delay"}
    assert (one.id, journey.stages[0].id) == ("sees-the-delay", "notice")
    assert (one.touchpoint, two.touchpoint) == ("tracking-page", "service-line")
    assert [step.emotion for step in journey.steps] == [1, 1, -2]  # a scale of five
    assert [one.frontstage, two.frontstage] == [one.frontstage, two.frontstage]
    assert one.frontstage is not None
    assert one.frontstage.root == {"en": "Says sorry"}
    assert (one.moment_of_truth, two.moment_of_truth) == (True, False)
    assert [step.wait and step.wait.root for step in journey.steps] == ["30 minutes", "2 hours", None]
    assert "nearest: agent" in said.stdout
    assert "3 is neutral" in said.stdout
    assert three.initiator == "customer"


def test_a_cell_over_several_stages(run: Run, site: Path) -> None:
    """A merged cell is said of every stage that it reaches over; a second sheet is told and kept."""
    rows: Rows = [["Stage", "A", "B", "C"], ["Goals", "To know", None, "To have"], ["Steps", "a", "b", "c"]]
    path = workbook(site / "wide.xlsx", rows, ["B2:C2"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("More")["A1"] = "Ask the courier"
    book.save(path)
    assert "More!A1 More: Ask the courier" in imported(run, path).stdout
    goals = [stage.goal and stage.goal.root for stage in written(site, "wide").stages]
    assert goals == ["To know", "To know", "To have"]


def test_stages_below_one_another(run: Run, site: Path) -> None:
    """A table with the fields across is turned, and says so."""
    turned = [list(row) for row in zip(*ENGLISH, strict=True)]
    assert "was turned" in imported(run, workbook(site / "late.xlsx", turned)).stdout
    assert [stage.name.root for stage in written(site, "late").stages] == ["Notice", "Solve"]


def test_two_languages_in_two_rows(run: Run, site: Path) -> None:
    """Rows for the same field in Arabic and English become one text in both."""
    rows: Rows = [
        ["Phase", "Notice", "Solve"],
        ["المرحلة", "يلاحظ", "الحل"],
        ["Goals", "To know\n", "To have it"],
        ["الأهداف", "أن يعرف", "أن يصل"],
        ["Steps", "Sees\nCalls", "Receives"],
        ["الخطوات", "يرى\nيتصل", "يستلم"],
    ]
    imported(run, table(site / "both.csv", rows))
    journey = written(site, "both")
    assert journey.stages[0].name.root == {"ar": "يلاحظ", "en": "Notice"}
    assert journey.stages[1].goal is not None
    assert journey.stages[1].goal.root == {"ar": "أن يصل", "en": "To have it"}
    assert [step.name.root for step in journey.steps] == [
        {"ar": "يرى", "en": "Sees"},
        {"ar": "يتصل", "en": "Calls"},
        {"ar": "يستلم", "en": "Receives"},
    ]


def test_labels_of_ones_own(run: Run, site: Path) -> None:
    """On the command line and in a file; the command line counts more."""
    rows: Rows = [["Stage", "A", "B"], ["Vibes", "sad", "happy"], ["Doing", "x", "y"], ["Goals", "why", "what"]]
    path = table(site / "own.csv", rows)
    Path("map.yml").write_text("Vibes: stages.steps.thoughts\nGoals: stages.questions\n", "utf-8")
    imported(run, path, "--mapping", "map.yml", "--map", "Vibes=stages.steps.emotion")
    journey = written(site, "own")
    assert [step.emotion for step in journey.steps] == [-1, 1]
    assert [stage.questions[0].root for stage in journey.stages] == ["why", "what"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--map", "Vibes"], "no mapping"),
        (["--map", "Vibes=stages.steps.emotoin"], "Did you mean “stages.steps.emotion”"),
        (["--map", "Vibes=research.method"], "has no field"),
        (["--mapping", "mkdocs.yml"], "no list of mappings"),
        (["--mapping", "none.yml"], "could not be read"),
        (["--language", "fr"], "not a language"),
        (["--id", "../up"], "cannot be the id"),
        (["--id", "index"], "Another page"),
        (["--id", "kpis"], "Another page"),
        (["--id", "CS-001"], "cannot be the id"),
        (["--id", "late-order"], "exists already"),
    ],
)
def test_wishes_that_cannot_be(run: Run, site: Path, given: list[str], told: str) -> None:
    """A sentence in each language, the exit code 1, and nothing written."""
    path, before = table(site / "own.csv", ENGLISH), set(support.files_of(site / "content"))
    said = run("import", "journey", str(path), *given)
    assert said.exit_code == 1
    assert told in said.stderr
    assert re.search("[\u0621-\u064a]", said.stderr)
    assert set(support.files_of(site / "content")) == before


def test_an_id_of_another_document(run: Run, site: Path) -> None:
    """An id belongs to one document, also with --force."""
    page = site / "content" / "journeys" / "other-name.yml"
    (site / "content" / "journeys" / "late-order.yml").rename(page)
    said = run("import", "journey", str(table(site / "x.csv", ENGLISH)), "--id", "late-order", "--force")
    assert said.exit_code == 1
    assert "Another page" in said.stderr


def test_a_dry_run_writes_nothing(run: Run, site: Path) -> None:
    """It shows the report and the file."""
    before = set(support.files_of(site / "content"))
    said = imported(run, table(site / "late.csv", ENGLISH), "--dry-run")
    assert set(support.files_of(site / "content")) == before
    assert "\nid: late\n" in said.stdout


def test_force_writes_over_it(run: Run, site: Path) -> None:
    """And only then."""
    path = table(site / "late.csv", ENGLISH)
    imported(run, path)
    assert run("import", "journey", str(path)).exit_code == 1
    imported(run, path, "--force")


def test_the_first_line_names_the_schema(run: Run, site: Path) -> None:
    """Where the site has one."""
    (site / "schemas").mkdir()
    (site / "schemas" / "journey.schema.json").write_text("{}", "utf-8")
    imported(run, table(site / "late.csv", ENGLISH))
    first = (site / "content" / "journeys" / "late.yml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../schemas/journey.schema.json"


# ---- With keys -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_out_and_in_again(run: Run, site: Path, form: str) -> None:
    """Through the command line: the same journey, and nothing to tell."""
    before = written(site, "late-order")
    assert run("export", "journey", "late-order", "--format", form).exit_code == 0
    said = imported(run, site / f"late-order.{form}", "--force")
    assert written(site, "late-order") == before
    assert len(said.stdout.splitlines()) == 2


def test_changes_in_a_workbook(run: Run, site: Path) -> None:
    """A step more at the end, words for a feeling, a day as Excel keeps it; what is wrong is told and kept."""
    assert run("export", "journey", "late-order", "--format", "xlsx", "--language", "en").exit_code == 0
    book = openpyxl.load_workbook("late-order.xlsx")
    sheet = book.worksheets[0]
    row = {str(cells[0].value): cells[0].row for cells in sheet.iter_rows(max_col=1)}
    sheet.cell(row["stages.steps.name.en"], 7, "Says thanks")
    sheet.cell(row["stages.steps.emotion"], 3, "very upset")
    sheet.cell(row["stages.steps.emotion"], 6, "who knows")
    sheet.cell(row["stages.steps.wait"], 5, "٣ أيام")
    sheet.cell(sheet.max_row + 1, 1, "stages.weather")
    sheet.cell(sheet.max_row, 3, "sunny")
    sheet["C4"].comment = openpyxl.comments.Comment("Is this so?", "reviewer")
    book.create_sheet("Notes")["B2"] = "Ask the courier"
    book.save("late-order.xlsx")
    said = imported(run, site / "late-order.xlsx", "--id", "late-order-2")
    journey = written(site, "late-order-2")
    assert journey.steps[-1].name.root == {"en": "Says thanks"}
    assert (journey.steps[-1].id, journey.steps[-1].initiator) == ("says-thanks", "customer")
    assert "“says-thanks”" in said.stdout
    assert journey.steps[0].emotion == -2
    assert journey.steps[-2].emotion is None
    assert journey.steps[2].wait is not None
    assert journey.steps[2].wait.root == "3 days"
    text = (site / "content" / "journeys" / "late-order-2.yml").read_text("utf-8")
    for kept in ("who knows", "sunny", "Is this so?", "Ask the courier"):
        assert kept in said.stdout
        assert re.search(rf"^# .*{re.escape(kept)}$", text, re.MULTILINE)


def test_a_key_without_its_journey(run: Run, site: Path) -> None:
    """What a journey must have and the table lacks is said, with the value that was refused."""
    assert run("export", "journey", "late-order", "--format", "csv", "--language", "en").exit_code == 0
    text = Path("late-order.csv").read_text("utf-8-sig").replace("type,Type,problem", "type,Type,odd")
    Path("odd.csv").write_text(text, "utf-8")
    said = run("import", "journey", "odd.csv", "--id", "odd")
    assert said.exit_code == 1
    assert "it lacks type" in said.stderr
    assert "odd" in said.stderr


# ---- Words -----------------------------------------------------------------------------------------------------


def test_every_synonym_means_a_field() -> None:
    """No field is misspelt, and no label means two."""
    said: Mapping[str, Sequence[str]] = words("synonyms.yml")["fields"]
    assert all(meaning.mappable(field) for field in said)
    plain = [(meaning.plain(label), field) for field, labels in said.items() for label in labels]
    assert {label for label, _ in plain if len({f for other, f in plain if other == label}) > 1} == set()
    for label, field in (("Goals", "goal"), ("خطوات", "steps"), ("KPIs", "kpis"), ("السياسات", "steps.policies")):
        assert meaning.field_of(label, {}) == (f"stages.{field}", "")


def test_every_sentence_in_both_languages() -> None:
    """With the same values."""
    said = words()
    for group in ("refusals", "report", "allowed", "reasons", "assumptions", "placeholders"):
        for name, texts in said[group].items():
            assert set(texts) == {"ar", "en"}, name
            assert len({frozenset(re.findall(r"{(\w+)}", text)) for text in texts.values()}) == 1, name
    assert all(set(texts) == {"ar", "en"} and len(texts["ar"]) < 31 for texts in words("sheets.yml").values())
    assert set(words("sheets.yml")) > {".".join(names) for names in fields.shapes() if names == ("research",)}


def test_every_sentence_is_said() -> None:
    """Words that nobody says are taken out."""
    package = support.ROOT / "plugins" / "handbook"
    source = "".join(p.read_text("utf-8") for f in ("exchange", "cli") for p in (package / f).glob("*.py"))
    said = words()
    names = [
        name
        for group in ("refusals", "report", "allowed", "reasons", "assumptions", "placeholders")
        for name in said[group]
    ]
    assert [name for name in names if f'"{name}"' not in source and not name.startswith("scope.")] == []


@pytest.mark.parametrize(
    ("said", "degree"),
    [
        *[("−2", "-2"), ("٢", "2"), ("+1", "1"), ("😡", "-2"), ("🙂 happy", "1"), ("مستاء جدًّا", "-2")],
        *[("delighted", "2"), ("neutral / calm", "0"), ("☹️", "-1")],
        *[("sad, happy", ""), ("3", ""), ("who knows", "")],
    ],
)
def test_feelings(said: str, degree: str) -> None:
    """Numbers in any digits, faces, words of the interface and others; two that differ mean nothing."""
    assert meaning.feeling(said) == degree


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("On time 91% (target 96%)", ("On time", "%", "96", "91", "higher")),
        ("Calls answered ≤ 30 seconds", ("Calls answered", "seconds", "30", None, "lower")),
        ("Happy customers", None),
        ("رضا العميل: الهدف 90%", ("رضا العميل", "%", "90", None, "higher")),
    ],
)
def test_figures(said: str, figures: tuple[str | None, ...] | None) -> None:
    """A name, a unit, a target and perhaps a value; without a target it is no KPI."""
    found = meaning.kpi(said)
    names = ("name", "unit", "target", "value", "better")
    assert (found and tuple(found.get(name) for name in names)) == figures
