"""Journeys for other programs: every format opens, nothing is written over, nothing half-written stays."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from click.testing import Result

import support
from handbook.exchange import bpmn, outlet, png
from handbook.exchange.say import Refused, words
from handbook.journeys.exchange import svg

Run = Callable[..., Result]
SVG = f"{{{svg.NAMESPACE}}}"


def exported(run: Run, form: str, language: str, *more: str) -> Path:
    path = Path(f"out-{language}.{form}")
    said = run(
        "export", "journey", "late-order", "--format", form, "--language", language, "--output", str(path), *more
    )
    assert (said.exit_code, said.stderr) == (0, "")
    return path


# ---- Where it goes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(set(outlet.FORMATS) - {"png"}))
def test_a_file_of_its_own_name(run: Run, form: str) -> None:
    """ID.FORMAT in the current folder; a second time only with --force."""
    command = ("export", "journey", "late-order", "--format", form)
    said = run(*command)
    path = Path(f"late-order.{outlet.ENDINGS.get(form, form)}")
    assert said.exit_code == 0
    assert path.name in said.stdout.splitlines()[1]
    before = path.read_bytes()
    path.write_bytes(b"mine")
    said = run(*command)
    assert (said.exit_code, path.read_bytes()) == (1, b"mine")
    assert [re.search("[\u0621-\u064a]", line) is not None for line in said.stderr.splitlines()] == [False, True]
    assert run(*command, "--force").exit_code == 0
    if form != "xlsx":  # which holds the time of its making
        assert path.read_bytes() == before
    assert [p.name for p in Path().iterdir() if p.name.startswith(".")] == [".cache"] * Path(".cache").exists()


@pytest.mark.parametrize("form", sorted(outlet.TEXTS))
def test_texts_go_to_the_terminal(run: Run, form: str) -> None:
    """With `-`, the file itself and nothing else."""
    path = exported(run, form, "en")
    said = run("export", "journey", "late-order", "--format", form, "--language", "en", "--output", "-")
    assert (said.exit_code, said.stdout_bytes, said.stderr) == (0, path.read_bytes(), "")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["late-ordr", "--format", "json"], "Did you mean “late-order”"),
        (["late-order", "--format", "json", "--language", "fr"], "“fr” is not a language"),
        (["late-order", "--format", "xlsx", "--output", "-"], "not text"),
        (["late-order", "--format", "csv", "--output", "mkdocs.yml/x.csv"], "could not be written"),
        (["late-order", "--format", "csv", "--output", "content", "--force"], "could not be written"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, site: Path, given: list[str], told: str) -> None:
    """A sentence in each language, the exit code 1, and no file."""
    before = set(support.files_of(site))
    said = run("export", "journey", *given)
    assert (said.exit_code, said.stdout) == (1, "")
    assert told in said.stderr
    assert re.search("[\u0621-\u064a]", said.stderr)
    assert set(support.files_of(site)) - {f for f in support.files_of(site) if ".cache" in f} == before


def test_a_full_disk_leaves_nothing(run: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a part of the file nor the temporary one; what was there stays."""
    Path("late-order.csv").write_text("old", "utf-8")
    before = set(support.files_of(site))

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    said = run("export", "journey", "late-order", "--format", "csv", "--force")
    assert said.exit_code == 1
    assert said.stderr.count(os.strerror(28)) == 2
    assert set(support.files_of(site)) == before
    assert Path("late-order.csv").read_text("utf-8") == "old"


def test_a_journey_that_names_what_does_not_exist(run: Run, site: Path) -> None:
    """Data can be exported, a drawing cannot."""
    path = site / "content" / "journeys" / "late-order.yml"
    path.write_text(path.read_text("utf-8").replace("initiator: agent", "initiator: ghost"), "utf-8")
    said = run("export", "journey", "late-order", "--format", "svg")
    assert said.exit_code == 1
    assert "ghost" in said.stderr
    assert run("export", "journey", "late-order", "--format", "json").exit_code == 0


# ---- Each format -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_workbook(run: Run, language: str) -> None:
    """Stages over their steps, the reading direction, texts wrapped, and the first rows and columns held."""
    book = openpyxl.load_workbook(exported(run, "xlsx", language))
    sheet = book.worksheets[0]
    assert [s.sheet_view.rightToLeft for s in book] == [language == "ar"] * len(book.worksheets)
    assert sheet["A2"].value == f"stages.name.{language}"
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"C2:D2", "E2:F2"}
    assert sheet.freeze_panes == "C4"
    assert all(cell.alignment.wrap_text for cell in sheet[3])
    titles = [{"ar": "الخريطة", "en": "Map"}[language], words("sheets.yml")["stages.pain_points"][language]]
    assert set(titles) <= set(book.sheetnames)


def test_no_formula_gets_into_a_table(run: Run, site: Path) -> None:
    """A text stays one: of the type text in a workbook, behind an apostrophe in CSV."""
    path = site / "content" / "journeys" / "late-order.yml"
    path.write_text(path.read_text("utf-8").replace("en: Notices the delay", 'en: "=HYPERLINK(1)"'), "utf-8")
    book = openpyxl.load_workbook(exported(run, "xlsx", "en"))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]
    assert b"'=HYPERLINK(1)" in exported(run, "csv", "en").read_bytes()


def test_the_table_opens_in_excel(run: Run) -> None:
    """UTF-8 with its mark, line ends as RFC 4180 wants them."""
    raw = exported(run, "csv", "ar").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") > 50


def test_data(run: Run) -> None:
    """Both languages, whatever is asked for."""
    assert exported(run, "json", "ar").read_bytes() == exported(run, "json", "en").read_bytes()
    assert json.loads(exported(run, "json", "ar", "--force").read_text("utf-8"))["title"]["ar"] == "طلب متأخر"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_drawing_stands_alone(run: Run, language: str) -> None:
    """No class, style, link or script; Arabic runs from the right, with every text upright and read from the right."""
    text = exported(run, "svg", language).read_text("utf-8")
    drawn = ET.fromstring(text)
    attributes = {name for element in drawn.iter() for name in element.attrib}
    assert attributes & {"class", "style", "href", "tabindex"} == set()
    assert {element.tag for element in drawn.iter()} <= {
        SVG + name for name in "svg title desc defs marker path rect g text circle".split()
    }
    texts = drawn.findall(f".//{SVG}text")
    assert all(element.get("fill") for element in texts)
    mirrored = [element.get("transform", "").endswith("scale(-1 1)") for element in texts]
    assert mirrored == [language == "ar"] * len(texts)
    lane = next(element for element in texts if "".join(element.itertext()) in ("العميل", "Customer"))
    width = float(drawn.attrib["width"])
    place = float(lane.attrib["x"]) - float(drawn.attrib["viewBox"].split()[0])
    assert place < width / 2  # drawn on the left, and mirrored as a whole
    assert ("scale(-1 1)" in drawn.findall(f"{SVG}g")[0].get("transform", "")) == (language == "ar")
    assert {
        element.get("direction") for element in texts if re.search("[\u0621-\u064a]", "".join(element.itertext()))
    } <= {"rtl"}


def test_the_drawing_has_the_colours_of_the_theme() -> None:
    """The light palette of the tokens, so that a file and a page look the same."""
    tokens = (support.ROOT / "theme" / "handbook_theme" / "css" / "02-tokens.css").read_text("utf-8")
    light = dict(re.findall(r"--hb-([\w-]+): light-dark\((#\w+)", tokens))
    assert {lane: (light[lane], light[f"{lane}-bg"]) for lane in svg.LANES} == dict(svg.LANES)
    assert (light["paper"], light["ink"], light["path"]) == (svg.PAPER, svg.INK, svg.PATH)


def test_no_class_of_the_site_is_forgotten(run: Run, site: Path) -> None:
    """Every class that the site's drawing carries on a shape is known, so no shape comes out black."""
    run("export", "journey", "late-order", "--format", "svg")
    drawn = ET.parse("late-order.svg").getroot()

    def unpainted(element: ET.Element, painted: bool) -> list[str]:
        painted = painted or "fill" in element.attrib
        own = [element.tag] if element.tag.endswith(("rect", "path", "circle")) and not painted else []
        return own + [name for child in element for name in unpainted(child, painted)]

    assert unpainted(drawn, False) == []


def test_mermaid(run: Run) -> None:
    """The text that the site offers for copying."""
    assert exported(run, "mermaid", "en").read_text("utf-8").startswith("swimlane-beta LR\n")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_process_model(run: Run, language: str) -> None:
    """One pool, a lane an actor, every reference leads somewhere, every shape and flow is drawn once."""
    root = ET.parse(exported(run, "bpmn", language)).getroot()
    q = f"{{{bpmn.BPMN}}}"
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", name) for name in ids)
    process = root.find(f"{q}process")
    assert process is not None
    nodes = {e.attrib["id"]: e for e in process if e.tag not in (f"{q}laneSet", f"{q}sequenceFlow")}
    flows = {e.attrib["id"]: e for e in process.iter(f"{q}sequenceFlow")}
    assert {f.attrib[end] for f in flows.values() for end in ("sourceRef", "targetRef")} == set(nodes)
    assert sorted(str(e.text) for e in process.iter(f"{q}flowNodeRef")) == sorted(nodes)
    for name, node in nodes.items():
        assert {str(e.text) for e in node.findall(f"{q}outgoing")} == {
            f for f, e in flows.items() if e.attrib["sourceRef"] == name
        }
    kinds = {name: node.tag.removeprefix(q) for name, node in nodes.items()}
    assert kinds["step-calls"] == "sendTask"
    assert kinds["step-found"] == "exclusiveGateway"  # its name is a question
    assert sorted(kinds.values()).count("startEvent") == 1
    assert kinds["end-receives"] == "endEvent"
    assert {f.attrib["name"] for f in flows.values() if "name" in f.attrib} == {
        "ar": {"نعم", "لا"},
        "en": {"Yes", "No"},
    }[language]
    drawn = [e.attrib["bpmnElement"] for e in root.iter() if e.tag.endswith(("BPMNShape", "BPMNEdge"))]
    lanes = {e.attrib["id"] for e in process.iter(f"{q}lane")}
    assert sorted(drawn) == sorted([*nodes, *flows, *lanes, "pool"])
    assert len(lanes) == 2


def test_a_step_that_branches_without_a_question(run: Run, site: Path) -> None:
    """The task stays a task, and a gateway follows it."""
    path = site / "content" / "journeys" / "late-order.yml"
    path.write_text(
        path.read_text("utf-8").replace("هل وُجد الطلب؟, en: Is the order found?", "بحث, en: Looks"), "utf-8"
    )
    root = ET.parse(exported(run, "bpmn", "en")).getroot()
    kinds = {e.attrib["id"]: e.tag.rpartition("}")[2] for e in root.iter() if "id" in e.attrib}
    assert (kinds["step-found"], kinds["choice-found"]) == ("task", "exclusiveGateway")


# ---- The picture -----------------------------------------------------------------------------------------------


def browser_here() -> bool:
    try:
        return bool(png.browser())
    except Refused:
        return False


@pytest.mark.skipif(not browser_here(), reason="no Chromium or Chrome on this machine")
def test_the_picture(run: Run) -> None:
    """A PNG of twice the drawing's size."""
    raw = exported(run, "png", "ar").read_bytes()
    assert raw.startswith(png.MARK)
    drawn = ET.parse(exported(run, "svg", "ar")).getroot()
    assert abs(int.from_bytes(raw[16:20], "big") - 2 * float(drawn.attrib["width"])) <= 4


def test_without_a_browser(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to install."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(png, "BROWSERS", ("no-such-browser",))
    said = run("export", "journey", "late-order", "--format", "png")
    assert said.exit_code == 1
    assert said.stderr.count("apt-get install chromium") == 2
    assert not Path("late-order.png").exists()


@pytest.mark.parametrize(
    ("script", "told"), [("echo broken >&2; exit 3", "broken"), ("sleep 30 & wait", "1 s"), ("exit 0", "exit 0")]
)
def test_a_browser_that_fails(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, told: str
) -> None:
    """It is told, it is ended, and its folder goes."""
    fake, temp = tmp_path / "browser", tmp_path / "temp"
    fake.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    fake.chmod(0o755)
    temp.mkdir()
    monkeypatch.setenv("CHROMIUM", str(fake))
    monkeypatch.setattr(png, "SECONDS", 1)
    monkeypatch.setattr("tempfile.tempdir", str(temp))
    said = run("export", "journey", "late-order", "--format", "png")
    assert said.exit_code == 1
    assert told in said.stderr
    assert list(temp.iterdir()) == []
    assert not Path("late-order.png").exists()
