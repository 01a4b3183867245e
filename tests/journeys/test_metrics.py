"""The figures of journeys: which reading counts, and how it stands against its target."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.core.catalogue import Catalogue
from handbook.core.document import Duration
from handbook.journeys.insight import metrics
from handbook.journeys.insight.metrics import Figure, Reading, figures, readings
from handbook.journeys.model import Journey, Kpi
from handbook.journeys.views.figures import amount, kpi_view
from journeys import made

DAY = dt.date(2026, 2, 1)
HEAD = "journey,kpi,as_of,value"


def kpi(target: float = 90, better: str = "higher", unit: str = "%") -> Kpi:
    return Kpi.model_validate(
        {"id": "k", "name": "K", "unit": unit, "target": target, "better": better, "source": "Log"}
    )


def measured(*tables: str, head: str = HEAD, **fields: object) -> tuple[Journey, Catalogue]:
    """A journey with the KPI `k`, which says *fields* too, and with tables of readings below *head*."""
    told = {"id": "k", "name": "K", "unit": "%", "target": 90, "source": "Log", **fields}
    stages = [{"id": "only", "name": "x", "kpis": [told], "steps": [{"id": "s", "name": "x", "initiator": "customer"}]}]
    files = {f"metrics/{n}.csv": f"{head}\n{table}" for n, table in enumerate(tables)}
    return made.journey({"journey": {"stages": stages}, "files": files})


def history(*tables: str, **fields: object) -> list[tuple[str, float]]:
    """The readings of `k`, the oldest first."""
    journey, catalogue = measured(*tables, **fields)
    found = figures(journey, readings(catalogue))
    return [(reading.day.isoformat(), reading.value) for reading in found["k"].history] if found else []


def test_readings_come_in_the_order_of_days_whatever_the_order_of_rows_and_files() -> None:
    """An export may be sorted in any way, and a year may be a file."""
    assert history("j,k,2026-02-28,3\nj,k,2025-12-31,1\n", "j,k,2026-01-31,2\n") == [
        ("2025-12-31", 1),
        ("2026-01-31", 2),
        ("2026-02-28", 3),
    ]


@pytest.mark.parametrize(
    ("as_of", "wanted"),
    [
        ("2026-02-10", [("2026-01-31", 2), ("2026-02-10", 9)]),
        ("2026-01-10", [("2026-01-10", 9), ("2026-01-31", 2)]),
        ("2026-01-31", [("2026-01-31", 2)]),
    ],
)
def test_the_figure_in_the_journey_is_a_reading_like_others(as_of: str, wanted: list[tuple[str, float]]) -> None:
    """The later one counts, wherever it stands; for one day, the table."""
    assert history("j,k,2026-01-31,2\n", value=9, as_of=as_of) == wanted


def test_a_kpi_without_any_reading_is_no_figure() -> None:
    """Nor are readings of other journeys or KPIs its own."""
    assert history("i,k,2026-01-31,2\nj,other,2026-01-31,2\n") == []
    assert history(value=0, as_of="2026-01-31") == [("2026-01-31", 0)]


@pytest.mark.parametrize(
    "day_value", ["2026-01-31,95%", "2026-01-31,nan", "2026-01-31,inf", "31/01/2026,1", "2026-03-02,1"]
)
def test_rows_that_are_reported_are_left_out(day_value: str) -> None:
    """A preview that goes on in spite of errors shows nothing that nobody meant: no target as a reading, for one."""
    assert history(f"j,k,{day_value}\nj,k,2025-12-31,1\n") == [("2025-12-31", 1)]


def test_further_columns_spaces_and_quotes_do_no_harm() -> None:
    """Tables come from other systems."""
    head, rows = "note,journey, kpi ,as_of,value", '"a, b",j, k ,2026-01-31, 7 \n,"j","k","2026-02-28","8"\n'
    journey, catalogue = measured(rows, head=head)
    assert [reading.value for reading in figures(journey, readings(catalogue))["k"].history] == [7, 8]
    assert list(metrics.problems(catalogue)) == []


# ---- Against the target ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "better", "value", "status"),
    [
        (90, "higher", 90, "met"),
        (90, "higher", 120, "met"),
        (90, "higher", 89.9, "near"),
        (100, "higher", 95, "near"),
        (98, "higher", 93.1, "near"),
        (4, "lower", 4.2, "near"),
        (100, "higher", 94.9, "missed"),
        (20, "lower", 20, "met"),
        (20, "lower", 0, "met"),
        (20, "lower", 21, "near"),
        (20, "lower", 21.5, "missed"),
        (0, "lower", 0, "met"),
        (0, "lower", 0.001, "missed"),
        (-10, "higher", -10.5, "near"),
        (-10, "lower", -9.4, "missed"),
    ],
)
def test_a_figure_meets_its_target_or_nearly_or_not(target: float, better: str, value: float, status: str) -> None:
    """Nearly is at most a twentieth of the target; of nothing there is no nearly."""
    assert Figure(kpi(target, better), (Reading(DAY, value),)).status == status


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_what_is_better_higher_is_worse_lower(target: float, value: float) -> None:
    """Turned round with all signs, a figure has the same status; and better figures never have a worse one."""
    order = ["missed", "near", "met"]
    figure = Figure(kpi(target), (Reading(DAY, value),))
    turned = Figure(kpi(-target, "lower"), (Reading(DAY, -value),))
    assert figure.status == turned.status
    better = Figure(kpi(target), (Reading(DAY, value + abs(value) + 1),))
    assert order.index(better.status) >= order.index(figure.status)


@pytest.mark.parametrize(
    ("review_every", "day", "stale"),
    [
        (None, "2025-09-01", False),
        (None, "2025-08-31", True),
        ("1 month", "2026-02-01", False),
        ("1 month", "2026-01-31", True),
        ("2 weeks", "2026-02-14", True),
        ("999 years", "0001-01-01", True),
    ],
)
def test_a_figure_ages_with_the_review_period_of_its_journey(review_every: str | None, day: str, stale: bool) -> None:
    """Half a year where the journey names none; the last day is still good."""
    journey, _ = measured()
    if review_every:
        lifecycle = journey.lifecycle.model_copy(update={"review_every": Duration(review_every)})
        journey = journey.model_copy(update={"lifecycle": lifecycle})
    today = dt.date.fromisoformat("2026-03-01")
    assert Figure(kpi(), (Reading(dt.date.fromisoformat(day), 1),)).stale(journey, today) == stale


@pytest.mark.parametrize(
    ("values", "days", "trend"),
    [
        ([1], ["2026-02-01"], (0, 0)),
        ([1, 2], ["2026-01-01", "2026-02-01"], (1, 1)),
        ([3, 9, 2], ["2025-02-01", "2025-08-01", "2026-02-01"], (-1, 12)),
        ([2, 5, 2], ["2025-12-01", "2026-01-01", "2026-02-01"], (0, 2)),
        ([1, 2], ["2026-01-25", "2026-02-01"], (1, 0)),
    ],
)
def test_the_trend_goes_from_the_first_reading_to_the_last(
    values: list[float], days: list[str], trend: tuple[int, int]
) -> None:
    """Which way, and over how many months."""
    read = tuple(Reading(dt.date.fromisoformat(day), value) for day, value in zip(days, values, strict=True))
    assert Figure(kpi(), read).trend == trend


# ---- In words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_a_figure_in_words(code: str) -> None:
    """The value and the target with their unit, the status, the day, the trend; nothing said of what is fresh."""
    language = support.LANGUAGES[code]
    journey, catalogue = measured()
    at = support.viewpoint(code, catalogue)
    figure = Figure(kpi(), (Reading(dt.date(2025, 12, 31), 61), Reading(dt.date(2026, 2, 28), 1234.5)))
    view = kpi_view(figure, journey, at)
    assert view.value == "1,234.5%"
    assert view.target == language.t("kpi.target.higher", value="90%")
    assert (view.status, view.status_name) == ("met", language.t("kpi.status.met"))
    assert view.as_of == language.date(dt.date(2026, 2, 28))
    assert view.trend == language.t("kpi.trend.up", n=2)
    assert (view.stale, view.stale_text) == (False, "")
    old = kpi_view(Figure(kpi(), (Reading(dt.date(2020, 1, 1), 61),)), journey, at)
    assert (old.stale, old.stale_text) == (True, language.t("kpi.stale"))
    assert amount(3, kpi(unit="days"), language) == "3 days"
