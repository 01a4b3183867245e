"""The emotion curve of a journey as one of many."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.journeys.charts import thumbnail
from handbook.journeys.model import Journey
from journeys import svg

ROUNDING = 0.1
"""px: a drawing gives its places with one decimal."""


def felt(*emotions: int | None) -> Journey:
    """A journey with a step for each of *emotions*."""
    steps = "".join(
        f"      - {{id: s{n}, name: Step {n}, initiator: customer, emotion: {'null' if e is None else e}}}\n"
        if e is not None
        else f"      - {{id: s{n}, name: Step {n}, initiator: customer}}\n"
        for n, e in enumerate(emotions, 1)
    )
    return support.journey(f"stages:\n  - id: only\n    name: x\n    steps:\n{steps}")[0]


def draw(journey: Journey, code: str) -> ET.Element:
    return ET.fromstring(thumbnail.draw(journey, support.LANGUAGES[code], "c"))


def points(root: ET.Element) -> list[float]:
    """The x of every text under the curve."""
    return [float(text.get("x", "nan")) for text in root.iter("text")]


def test_time_runs_in_the_reading_direction() -> None:
    """Step 1 is on the left in English and on the right in Arabic."""
    journey = felt(0, 1, -1)
    assert points(draw(journey, "en")) == sorted(points(draw(journey, "en")))
    assert points(draw(journey, "ar")) == sorted(points(draw(journey, "ar")), reverse=True)


def test_the_hardest_moment_is_the_first_of_the_worst() -> None:
    """Numbers count all steps, also those whose feeling nobody knows."""
    journey = felt(None, 0, -2, 1, -2)
    number, step = thumbnail.hardest(journey) or (0, None)
    assert (number, step.id if step else "") == (3, "s3")
    (diamond,) = [e for e in draw(journey, "en").iter() if e.get("class") == "hb-curve__low"]
    assert diamond is not None


@pytest.mark.parametrize("emotions", [(), (None, None), (None, 1)])
def test_too_little_is_no_curve(emotions: tuple[int | None, ...]) -> None:
    """One point is no line."""
    assert thumbnail.draw(felt(*emotions, None), support.LANGUAGES["en"], "c") == ""


def test_the_curve_is_told_in_words() -> None:
    """For people who cannot see it: title and description, escaped, in the reader's language."""
    root = draw(felt(-1, 2), "en")
    words = {e.get("id"): e.text for e in root.iter() if e.get("id")}
    assert words == {
        "c-t": "How the customer feels: Journey",
        "c-d": "Step 1, Step 1: upset. Step 2, Step 2: delighted.",
    }


def test_a_long_journey_names_only_what_matters() -> None:
    """First, hardest and last: more numbers would lie over each other."""
    root = draw(felt(*[0] * 5, -2, *[1] * 8), "en")
    assert [text.text for text in root.iter("text")] == ["1", "6", "14"]


@given(st.lists(st.integers(-2, 2), min_size=2, max_size=14))
def test_the_line_goes_through_every_point_and_not_beyond(emotions: list[int]) -> None:
    """Each recorded value is on the line, and between two of them the line stays between them."""
    (path,) = svg.all_of(draw(felt(*emotions), "en"), "hb-curve__line")
    pieces = svg.cubics(path.get("d", ""))
    ends = [pieces[0][0], *(piece[3] for piece in pieces)]
    assert [y for _, y in ends] == [thumbnail.ZERO - e * thumbnail.UNIT for e in emotions]
    assert [x for x, _ in ends] == sorted(x for x, _ in ends)
    assert svg.overshoot(path.get("d", "")) <= ROUNDING
