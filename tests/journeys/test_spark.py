"""A KPI's readings as a small line."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.journeys.charts import spark
from handbook.journeys.insight.metrics import Figure, Reading
from handbook.journeys.model import Kpi
from journeys import svg

FIRST = dt.date(2025, 1, 1)


def figure(readings: dict[int, float], target: float = 5) -> Figure:
    """A figure with readings by day from the first of 2025."""
    kpi = Kpi.model_validate({"id": "k", "name": "K", "unit": "%", "target": target, "source": "Log"})
    return Figure(kpi, tuple(Reading(FIRST + dt.timedelta(n), readings[n]) for n in sorted(readings)))


def points(readings: dict[int, float], code: str = "en", target: float = 5) -> list[tuple[float, float]]:
    (line,) = svg.all_of(svg.parse(spark.draw(figure(readings, target), support.LANGUAGES[code])), "hb-spark__line")
    flat = [float(n) for n in re.findall(r"-?[\d.]+", line.get("d", ""))]
    return list(zip(flat[::2], flat[1::2], strict=True))


VALUES = st.floats(-1e9, 1e9)


@given(st.dictionaries(st.integers(0, 3000), VALUES, min_size=2, max_size=8), VALUES)
def test_any_readings(readings: dict[int, float], target: float) -> None:
    """Inside the drawing, later readings further on, higher values higher; in Arabic the mirrored line."""
    root = svg.parse(spark.draw(figure(readings, target), support.LANGUAGES["en"]))
    assert svg.strict(root) == []
    found = points(readings, target=target)
    assert all(spark.MARGIN <= x <= spark.WIDTH - spark.MARGIN for x, _ in found)
    assert all(spark.MARGIN <= y <= spark.HEIGHT - spark.MARGIN for _, y in found)
    assert (found[0][0], found[-1][0]) == (spark.MARGIN, spark.WIDTH - spark.MARGIN)
    assert [x for x, _ in found] == sorted(x for x, _ in found)
    values = [readings[n] for n in sorted(readings)]
    for one, (_, y) in zip(values, found, strict=True):
        for other, (_, b) in zip(values, found, strict=True):
            assert one <= other or y <= b
    mirrored = points(readings, "ar", target)
    assert [(pytest.approx(spark.WIDTH - x, abs=0.11), y) for x, y in found] == mirrored
    (end,) = svg.all_of(root, "hb-spark__end")
    assert tuple(svg.numbers(end, "cx", "cy")) == found[-1]


def test_time_is_to_scale() -> None:
    """A gap of a year is longer than a gap of a month."""
    (a, _), (b, _), (c, _) = points({0: 1, 10: 2, 100: 3})
    assert (b - a) * 9 == pytest.approx(c - b, abs=0.5)


@pytest.mark.parametrize(("target", "y"), [(0, 30), (10, 6), (5, 18)])
def test_the_target_is_a_level_line(target: float, y: float) -> None:
    """Within the range of readings and target, which fills the drawing."""
    root = svg.parse(spark.draw(figure({0: 0, 1: 10}, target), support.LANGUAGES["en"]))
    (line,) = svg.all_of(root, "hb-spark__target")
    assert line.get("d") == f"M0 {y}H{spark.WIDTH}"


def test_nothing_ever_changes() -> None:
    """Readings and target are the same: a level line in the middle, not a division by nothing."""
    assert points({0: 5, 9: 5}) == [(6, 18), (114, 18)]


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_one_reading_is_no_line(code: str) -> None:
    """The words beside it say it."""
    assert spark.draw(figure({0: 1}), support.LANGUAGES[code]) == ""


def test_it_is_left_to_the_eyes() -> None:
    """The figure, the target and the trend are told in words; nobody has to hear of a line or stop at it."""
    root = svg.parse(spark.draw(figure({0: 1, 1: 2}), support.LANGUAGES["en"]))
    assert (root.get("aria-hidden"), root.get("focusable")) == ("true", "false")
    assert not [e for e in root.iter() if e.get("id") or e.tag == "a"]
