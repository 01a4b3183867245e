"""The emotion curves of a journey as it is and as it should be, on one chart."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import support
from handbook.drawing import measure
from handbook.drawing.chart import Box
from handbook.journeys.charts import compare
from handbook.journeys.insight import changes
from handbook.journeys.model import Journey
from handbook.journeys.views.compare import compare_view
from journeys import made, svg

STUDIO = support.studio()
WORDS = "Title <1>", "Described & more"
Plan = dict[str, list[int | None]]
"""The feelings of each stage's steps."""


def stages(plan: Plan) -> list[dict[str, Any]]:
    found = []
    for stage, feelings in plan.items():
        steps: list[dict[str, Any]] = [
            {"id": f"{stage}{n}", "name": f"{stage}{n}", "initiator": "customer"} for n in range(1, len(feelings) + 1)
        ]
        for step, felt in zip(steps, feelings, strict=True):
            if felt is not None:
                step["emotion"] = felt
        found.append({"id": stage, "name": f"Stage {stage}", "steps": steps})
    return found


def journey(plan: Plan) -> Journey:
    return made.journey({"journey": {"stages": stages(plan)}})[0]


def draw(before: Plan, after: Plan, code: str) -> str:
    pairs = changes.stages(journey(before), journey(after))
    names = [stage.name[code] for stage in (pair.before or pair.after for pair in pairs) if stage]
    return compare.draw(pairs, names, WORDS, support.LANGUAGES[code], STUDIO)


def dots(root: ET.Element, name: str) -> list[tuple[float, float]]:
    """The points of a line: circles by their middle, diamonds by their tip, 9 px above it."""
    found = []
    for mark in svg.all_of(root, name):
        if mark.tag == "circle":
            found.append((float(mark.get("cx", "nan")), float(mark.get("cy", "nan"))))
        else:
            x, y = map(float, re.findall(r"-?[\d.]+", mark.get("d", ""))[:2])
            found.append((x, y + 9))
    return found


def wanted(plan: Plan, columns: list[str], code: str) -> list[tuple[float, float]]:
    """Where the points belong."""
    found = []
    for column, stage in enumerate(columns):
        feelings = plan.get(stage, [])
        for number, felt in enumerate(feelings):
            if felt is not None:
                x = compare.COLUMN * (column + (number + 0.5) / len(feelings))
                width = compare.COLUMN * len(columns)
                found.append((width - x if code == "ar" else x, float(compare.ZERO - compare.UNIT * felt)))
    return found


FEELINGS = st.lists(st.none() | st.integers(-2, 2), min_size=1, max_size=4)
PLANS = st.dictionaries(st.sampled_from(["a", "b", "c"]), FEELINGS, min_size=1)


@settings(max_examples=40)
@given(PLANS, PLANS, st.sampled_from(["ar", "en"]))
def test_any_comparison(before: Plan, after: Plan, code: str) -> None:
    """Both lines through their own points, in the columns that they share; nothing where either feels nothing."""
    drawing = draw(before, after, code)
    felt = [any(e is not None for stage in plan.values() for e in stage) for plan in (before, after)]
    if not all(felt):
        assert drawing == ""
        return
    root = svg.parse(drawing)
    assert svg.strict(root) == []
    assert svg.told(root) == WORDS
    columns = [(p.before or p.after).id for p in changes.stages(journey(before), journey(after))]  # type: ignore[union-attr]
    width = compare.COLUMN * len(columns)
    assert (root.get("viewBox") or "").split() == ["0", "0", str(width), str(compare.HEIGHT)]
    tags = []
    for kind, plan in (("asis", before), ("tobe", after)):
        points = wanted(plan, columns, code)
        assert dots(root, f"hb-cmp__{kind}-pt") == [pytest.approx(point, abs=0.06) for point in points]
        (line,) = svg.all_of(root, f"hb-cmp__{kind}")
        pieces = svg.cubics(line.get("d", ""))
        assert {pieces[0][0][0], pieces[-1][3][0]} == {0, width}
        assert [piece[3] for piece in pieces[:-1]] == [pytest.approx(point, abs=0.06) for point in points]
        assert svg.overshoot(line.get("d", "")) <= 0.11
        (tag,) = svg.all_of(root, f"hb-cmp__tag--{kind}")
        x, y, w, h = svg.numbers(next(tag.iter("rect")), "x", "y", "width", "height")
        tags.append((x, y, w, h))
        assert 0 <= x < x + w <= width
        assert 0 <= y < y + h <= compare.HEIGHT
    one, other = (Box(x, y, x + w, y + h) for x, y, w, h in tags)
    assert not one.meets(other)


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_stages_are_named_under_their_columns(code: str) -> None:
    """Numbered in the reading direction, broken to fit; those of both journeys, and those of one of them."""
    root = svg.parse(draw({"a": [-1], "b": [0]}, {"a": [1], "n": [1], "b": [2]}, code))
    labels = svg.all_of(root, "hb-cmp__label")
    assert [label.text for label in labels] == ["1. Stage a", "2. Stage n", "3. Stage b"]
    places = [float(label.get("x", "nan")) for label in labels]
    assert places == ([100, 300, 500] if code == "en" else [500, 300, 100])
    for label in labels:
        assert measure.width(STUDIO.fonts, label.text or "", compare.LABEL, bold=True) <= compare.COLUMN
    assert len(svg.all_of(root, "hb-cmp__col")) == 2


def test_the_lines_are_told_apart_without_colour() -> None:
    """Circles and diamonds, each line with its name beside it."""
    root = svg.parse(draw({"a": [-1, 0]}, {"a": [1]}, "en"))
    assert {mark.tag for mark in svg.all_of(root, "hb-cmp__asis-pt")} == {"circle"}
    assert {mark.tag for mark in svg.all_of(root, "hb-cmp__tobe-pt")} == {"path"}
    t = support.LANGUAGES["en"].t
    tags = {"".join(tag.itertext()) for tag in svg.all_of(root, "hb-cmp__tag")}
    assert tags == {t("compare.tag.asis"), t("compare.tag.tobe")}


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_the_table_beside_it_holds_the_figures(code: str) -> None:
    """The mean of each stage before and after, the difference, and in a sentence where there is most to gain."""
    language = support.LANGUAGES[code]
    after = {"id": "k", "state": "to_be", "counterpart": "j", "stages": stages({"a": [1], "n": [2], "b": [2]})}
    case = {
        "journey": {"state": "as_is", "counterpart": "k", "stages": stages({"a": [-2, -1], "b": [1, None], "c": [0]})},
        "files": {"journeys/k.yml": {**yaml.safe_load(support.JOURNEY_HEAD), **after}},
    }
    document, catalogue = made.journey(case)
    view = compare_view(catalogue.entries["j"], support.viewpoint(code, catalogue), STUDIO)  # type: ignore[arg-type]
    assert view is not None
    told = [(row.name, row.before and row.before.value, row.after and row.after.value, row.change) for row in view.rows]
    assert told == [
        ("Stage a", -2, 1, "+2.5"),
        ("Stage n", None, 2, ""),
        ("Stage b", 1, 2, "+1"),
        ("Stage c", 0, None, ""),
    ]
    assert view.gap == language.t("compare.gap", number=1, name="Stage a", gain="+2.5")
    assert svg.told(svg.parse(view.svg))[0] == language.t("compare.chart", title=document.title[code])


def test_a_journey_alone_is_not_compared() -> None:
    """There is nothing beside it."""
    _, catalogue = made.journey({"journey": {"stages": stages({"a": [1]})}})
    assert compare_view(catalogue.entries["j"], support.viewpoint("en", catalogue), STUDIO) is None  # type: ignore[arg-type]


def test_where_nothing_gets_better_nothing_is_said_of_it() -> None:
    """The sentence on the most to gain is left out."""
    after = {"id": "k", "state": "to_be", "counterpart": "j", "stages": stages({"a": [1]})}
    files = {"journeys/k.yml": {**yaml.safe_load(support.JOURNEY_HEAD), **after}}
    _, catalogue = made.journey({"journey": {"counterpart": "k", "stages": stages({"a": [1]})}, "files": files})
    view = compare_view(catalogue.entries["j"], support.viewpoint("en", catalogue), STUDIO)  # type: ignore[arg-type]
    assert view is not None
    assert (view.gap, [row.change for row in view.rows]) == ("", ["0"])
