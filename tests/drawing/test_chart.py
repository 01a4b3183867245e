"""What charts share: the reading direction, smooth lines, places for labels."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.drawing import chart
from handbook.drawing.chart import Box, Sheet
from journeys import svg

PLACES = st.integers(0, 2000).map(lambda n: n / 4)
"""Places in px that add up without rounding."""


# ---- The reading direction -----------------------------------------------------------------------------------------


@given(st.integers(1, 2000), PLACES, PLACES, st.booleans())
def test_mirrored_twice_is_the_same(width: int, distance: float, wide: float, mirrored: bool) -> None:
    """A thing keeps its width and its distance from where reading begins."""
    sheet = Sheet(width, mirrored)
    assert sheet.x(sheet.x(distance, wide), wide) == distance
    assert sheet.points(sheet.points([(distance, 7)])) == [(distance, 7)]
    near = sheet.width - sheet.x(distance, wide) - wide if mirrored else sheet.x(distance, wide)
    assert near == distance


def test_arabic_is_mirrored() -> None:
    """Reading begins on the right."""
    assert {code: Sheet.of(100, language).x(30, 10) for code, language in support.LANGUAGES.items()} == {
        "ar": 60,
        "en": 30,
    }


# ---- Lines -------------------------------------------------------------------------------------------------------

LINES = st.lists(st.tuples(st.integers(5, 200), st.integers(-200, 200)), min_size=1, max_size=8).map(
    lambda legs: [(float(sum(dx for dx, _ in legs[: n + 1])), float(y)) for n, (_, y) in enumerate(legs)]
)
"""Points from left to right."""
ROUNDING = 0.11
"""px: a drawing gives its places with one decimal."""


@given(LINES, st.booleans())
def test_a_smooth_line_never_passes_a_recorded_value(points: list[tuple[float, float]], backwards: bool) -> None:
    """It goes through every point and, sampled, stays between each two of them; time never runs back."""
    points = points[::-1] if backwards else points
    path = chart.smooth(points)
    pieces = svg.cubics(path)
    assert [piece[0] for piece in pieces] + [points[-1]] == points
    assert [piece[3] for piece in pieces] == points[1:]
    assert svg.overshoot(path) <= ROUNDING


@given(LINES)
def test_a_smooth_line_is_the_same_from_both_ends(points: list[tuple[float, float]]) -> None:
    """So an area between two lines closes without a seam, and a mirrored chart is the mirrored chart."""
    there, back = svg.cubics(chart.smooth(points)), svg.cubics(chart.smooth(points[::-1]))
    assert [piece[::-1] for piece in back[::-1]] == there
    mirrored = svg.cubics(chart.smooth(Sheet(2000, True).points(points)))
    for piece, other in zip(there, mirrored, strict=True):
        for (x, y), (a, b) in zip(piece, other, strict=True):
            assert (2000 - a, b) == (pytest.approx(x, abs=ROUNDING), pytest.approx(y, abs=ROUNDING))


def test_one_point_is_a_place_without_a_line() -> None:
    """A path that begins and goes nowhere."""
    assert chart.smooth([(3, 4)]) == "M3 4"


# ---- Places for labels ---------------------------------------------------------------------------------------------

BOXES = st.builds(Box.around, PLACES, PLACES, st.integers(1, 200), st.integers(1, 200))
BOUNDS = Box(0, 0, 500, 500)


def inside(box: Box) -> set[tuple[int, int]]:
    """The places of a coarse grid that lie within a box, its edges left out."""
    return {
        (x, y)
        for x in range(0, 600, 7)
        for y in range(0, 600, 7)
        if box.left < x < box.right and box.top < y < box.bottom
    }


@given(st.lists(BOXES, max_size=6), st.lists(BOXES, max_size=6))
def test_the_first_free_place_meets_nothing(candidates: list[Box], taken: list[Box]) -> None:
    """It is one of the candidates, in bounds, shares no place with what is there, and none before it would do."""
    found = chart.first_free(iter(candidates), iter(taken), BOUNDS)
    fits = [box for box in candidates if box.within(BOUNDS) and not any(box.meets(other) for other in taken)]
    assert found == (fits[0] if fits else None)
    if found:
        assert not any(inside(found) & inside(other) for other in taken)
        assert 0 <= found.left < found.right <= 500
        assert 0 <= found.top < found.bottom <= 500


@given(BOXES, BOXES)
def test_boxes_meet_each_other_or_neither(one: Box, other: Box) -> None:
    """Whichever is asked; a box meets itself, and all that lies within it."""
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)
    assert one.within(one)
    if one.within(other):
        assert one.meets(other)
    if inside(one) & inside(other):
        assert one.meets(other)


def test_boxes_that_touch_do_not_meet() -> None:
    """Labels may stand edge to edge."""
    for neighbour in (Box(10, 0, 20, 10), Box(0, 10, 10, 20), Box(10, 10, 20, 20)):
        assert not Box(0, 0, 10, 10).meets(neighbour)
        assert not neighbour.meets(Box(0, 0, 10, 10))


# ---- Words -------------------------------------------------------------------------------------------------------


def test_what_an_author_types_is_escaped() -> None:
    """In a text, in a title and in a description."""
    said = '<b>R&D</b> "5"'
    assert ET.fromstring(chart.text("hb-x", 1, 2.04, said)).text == said
    labels, names = chart.described("c", said, said)
    root = ET.fromstring(f"<svg {labels}>{names}</svg>")
    assert svg.told(root) == (said, said)
    assert root.get("role") == "img"


def test_places_are_short() -> None:
    """One decimal is finer than any screen."""
    assert re.findall(r'[xy]="([^"]+)"', chart.text("hb-x", 1.04, 1 / 3, "a")) == ["1", "0.3"]
