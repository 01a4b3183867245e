"""Opportunities by value and effort."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.journeys.charts import plot
from handbook.journeys.charts.plot import Dot
from journeys import svg

BOTH = pytest.mark.parametrize("code", support.LANGUAGES)


def draw(dots: list[Dot], code: str) -> ET.Element:
    return svg.parse(plot.draw(dots, support.LANGUAGES[code], "plot"))


def drawn(root: ET.Element, code: str) -> list[tuple[str, float, float]]:
    """Every dot: its name, and where its middle lies in degrees of effort and of value."""
    found = []
    for dot in svg.all_of(root, "hb-plot__dot"):
        (circle,) = dot.iter("circle")
        x, y = svg.numbers(circle, "cx", "cy")
        x = plot.SIZE - x if code == "ar" else x
        effort, value = (x - plot.LEFT) / plot.CELL_X + 0.5, 5.5 - (y - plot.TOP) / plot.CELL_Y
        found.append(("".join(text.text or "" for text in dot.iter("text")), effort, value))
    return found


GRADES = st.integers(1, 5)
PLACES = st.lists(st.tuples(GRADES, st.integers(2, 10).map(lambda n: n / 2)), min_size=1, max_size=25)


@given(PLACES, st.sampled_from(["ar", "en"]))
def test_every_dot_stands_in_its_cell(places: list[tuple[int, float]], code: str) -> None:
    """Within half a degree of its effort and value, whole and inside the drawing; too many together are counted."""
    dots = [Dot(str(number), effort, value, "idea") for number, (effort, value) in enumerate(places, 1)]
    root = draw(dots, code)
    assert svg.strict(root) == []
    found = drawn(root, code)
    crowds = {place: n for place, n in Counter(places).items() if n > plot.SHOWN}
    assert Counter(name for name, *_ in found if name.startswith("×")) == Counter(f"×{n}" for n in crowds.values())
    shown = {dot.name: dot for dot in dots if (dot.effort, dot.value) not in crowds}
    assert {name for name, *_ in found if not name.startswith("×")} == shown.keys()
    for name, effort, value in found:
        if name in shown:
            assert abs(effort - shown[name].effort) < 0.5
            assert abs(value - shown[name].value) < 0.5
    for circle in root.iter("circle"):
        x, y, r = svg.numbers(circle, "cx", "cy", "r")
        assert r <= x <= plot.SIZE - r
        assert r <= y <= plot.HEIGHT - r


@given(PLACES)
def test_dots_do_not_lie_over_each_other(places: list[tuple[int, float]]) -> None:
    """Two in a cell stand side by side."""
    root = draw([Dot(str(n), effort, value, "idea") for n, (effort, value) in enumerate(places)], "en")
    circles = [svg.numbers(circle, "cx", "cy", "r") for circle in root.iter("circle")]
    for number, (x, y, r) in enumerate(circles):
        for a, b, s in circles[:number]:
            assert (x - a) ** 2 + (y - b) ** 2 >= (r + s - 4) ** 2, "circles may touch, names may not"


@pytest.mark.parametrize(("n", "names"), [(1, ["A"]), (2, ["A", "B"]), (3, ["×3"]), (12, ["×12"])])
def test_three_in_a_cell_become_a_number(n: int, names: list[str]) -> None:
    """Which they are, the table tells."""
    root = draw([Dot("ABCDEFGHIJKL"[number], 3, 3, "planned") for number in range(n)], "en")
    assert svg.words(root, "hb-plot__name") == names
    looks = {dot.get("class", "").rpartition("--")[2] for dot in svg.all_of(root, "hb-plot__dot")}
    assert looks == {"several" if n > plot.SHOWN else "planned"}


@pytest.mark.parametrize("n", [1, 2])
def test_dots_that_share_a_cell_stand_round_its_middle_in_the_reading_direction(n: int) -> None:
    """Side by side; in Arabic the first is on the right."""
    dots = [Dot(str(number), 2, 4, "idea") for number in range(n)]
    found = {code: drawn(draw(dots, code), code) for code in support.LANGUAGES}
    assert found["ar"] == [(name, pytest.approx(x, abs=0.01), pytest.approx(y)) for name, x, y in found["en"]]
    middle = [sum(dot[axis] for dot in found["en"]) / n for axis in (1, 2)]
    assert middle == pytest.approx([2, 4], abs=0.01)
    assert [name for name, *_ in sorted(found["en"], key=lambda dot: (-dot[2], dot[1]))] == [dot.name for dot in dots]


@BOTH
def test_the_ground_runs_in_the_reading_direction(code: str) -> None:
    """Little effort where reading begins, much value above; each quarter says what it means, inside itself."""
    root = draw([Dot("OP1", 1, 5, "idea")], code)
    t = support.LANGUAGES[code].t
    quarters = dict(zip(svg.words(root, "hb-plot__quad-t"), svg.all_of(root, "hb-plot__quad"), strict=True))
    assert list(quarters) == [t(f"plot.{name}") for name in ("do", "fill", "plan", "leave")]
    places = {said: svg.numbers(quarter, "x", "y", "width", "height") for said, quarter in quarters.items()}
    (x, y), (_, down), (aside, _) = (places[t(f"plot.{name}")][:2] for name in ("do", "fill", "plan"))
    assert y < down
    assert (x < aside) == (code == "en")
    for text in svg.all_of(root, "hb-plot__quad-t"):
        left, top, width, height = places[text.text or ""]
        a, b = svg.numbers(text, "x", "y")
        assert left < a < left + width
        assert top < b < top + height
    degrees = [svg.numbers(text, "x", "y") for text in svg.all_of(root, "hb-plot__axis") if text.text == "5"]
    (circle,) = root.iter("circle")
    assert [y for _, y in degrees if abs(y - float(circle.get("cy", "nan"))) < 5], (
        "the 5 of value is level with the dot"
    )


@BOTH
def test_it_says_how_many_there_are(code: str) -> None:
    """The figures stand in the table, so a name and a number are enough."""
    t = support.LANGUAGES[code].t
    for n in (1, 2, 3, 11):
        root = draw([Dot(str(number), 1, 1, "idea") for number in range(n)], code)
        assert svg.told(root) == (t("plot.title"), t("plot.description", n=n))


def test_of_nothing_there_is_no_plot() -> None:
    """Not even an empty one."""
    assert plot.draw([], support.LANGUAGES["en"], "plot") == ""


def test_names_are_escaped_and_ids_begin_as_asked() -> None:
    """A page may hold two plots."""
    root = svg.parse(plot.draw([Dot("<1>&", 1, 1, "idea")], support.LANGUAGES["en"], "mine"))
    assert svg.words(root, "hb-plot__name") == ["<1>&"]
    assert {e.get("id", "mine") for e in root.iter() if e.get("id")} == {"mine-title", "mine-desc"}
