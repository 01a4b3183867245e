"""The backlog and the board of KPIs across all journeys."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.core.catalogue import Catalogue
from handbook.journeys.insight.metrics import readings
from handbook.journeys.model import Journey
from handbook.journeys.views.backlog import BacklogView, backlog, in_order, ranked_opportunities, ranked_pains
from handbook.journeys.views.boards import backlog_page, kpis
from journeys import made, svg

ACROSS = made.across()
BOTH = pytest.mark.parametrize("code", support.LANGUAGES)


# ---- The backlog -------------------------------------------------------------------------------------------------


@BOTH
def test_pains_are_ranked_over_all_journeys(code: str) -> None:
    """By weight, then severity, then as they stand; P1 is the first here, whatever its own map calls it."""
    page = backlog_page(support.viewpoint(code, ACROSS))
    told = [(pain.number, pain.text, pain.weight, pain.journey and pain.journey.title) for pain in page.pains]
    titles = {"a": ("أولى", "First")[code == "en"], "b": ("ثانية", "Second")[code == "en"]}
    assert told == [
        ("P1", "The other wait", 20, titles["b"]),
        ("P2", "The wait", 10, titles["a"]),
        ("P3", "The form", 8, titles["a"]),
        ("P4", "The other form", 8, titles["b"]),
    ]


def test_opportunities_are_ranked_and_the_closed_ones_kept_apart() -> None:
    """What brings most for its effort first; done and rejected ones follow, with the numbers after the open ones."""
    page = backlog_page(support.viewpoint("en", ACROSS))
    told = [[(c.number, c.text, c.score) for c in opportunities] for opportunities in (page.opportunities, page.closed)]
    assert told == [
        [("1", "Best", "5"), ("2", "Call", "1.5"), ("3", "Same", "1.5")],
        [("4", "Done", "5"), ("5", "No", "0.2")],
    ]


def test_pains_and_opportunities_name_each_other_by_rank() -> None:
    """Each name leads to its place on this very page; where it is on a map, the stage beside it tells."""
    page = backlog_page(support.viewpoint("en", ACROSS))
    eased = {pain.number: [(way.text, way.url) for way in pain.eased_by] for pain in page.pains}
    assert eased == {
        "P1": [],
        "P2": [("4", "#opportunity-4"), ("2", "#opportunity-2")],
        "P3": [("2", "#opportunity-2")],
        "P4": [("3", "#opportunity-3")],
    }
    opportunities = [*page.opportunities, *page.closed]
    eases = {item.number: [(way.text, way.url) for way in item.eases] for item in opportunities}
    assert eases == {
        "1": [],
        "2": [("P2", "#pain-P2"), ("P3", "#pain-P3")],
        "3": [("P4", "#pain-P4")],
        "4": [("P2", "#pain-P2")],
        "5": [],
    }
    assert [pain.anchor for pain in page.pains] == [f"pain-{pain.number}" for pain in page.pains]
    assert [item.anchor for item in opportunities] == [f"opportunity-{item.number}" for item in opportunities]
    a, b = "/en/journeys/a.md", "/en/journeys/b.md"
    assert {(item.stage.url, item.stage.name) for item in opportunities} == {
        (f"{a}#stage-ask", "Asking"),
        (f"{b}#stage-late", "Late"),
    }


@BOTH
def test_the_plot_shows_what_is_open_by_its_number_here(code: str) -> None:
    """What is done or rejected is no longer to choose from."""
    page = backlog_page(support.viewpoint(code, ACROSS))
    assert sorted(svg.words(svg.parse(page.plot.svg), "hb-plot__name")) == ["1", "2", "3"]


def own(journey: Journey, catalogue: Catalogue) -> BacklogView | None:
    """The backlog of one journey."""
    at = support.viewpoint("en", catalogue)
    return backlog(*in_order(journey, at), at)


def test_on_its_own_page_a_journey_counts_for_itself() -> None:
    """PP1 and OP1 are the first of the map, also where others weigh more; links stay on the page."""
    view = own(ACROSS.entries["a"].document, ACROSS)  # type: ignore[arg-type]
    assert view is not None
    assert [(pain.number, pain.id) for pain in view.pains] == [("PP1", "wait"), ("PP2", "form")]
    assert [(item.number, item.id) for item in view.opportunities] == [
        ("OP2", "call"),
        ("OP1", "done"),
    ]
    assert [way.url for way in view.opportunities[0].eases] == ["#pain-wait", "#pain-form"]
    assert [way.text for way in view.pains[0].eased_by] == ["OP1", "OP2"]
    assert svg.words(svg.parse(view.plot.svg), "hb-plot__name") == ["OP2"]


def test_without_pains_and_opportunities_there_is_no_backlog() -> None:
    """A page of its own for nothing would only be in the way."""
    assert own(ACROSS.entries["c"].document, ACROSS) is None  # type: ignore[arg-type]


# ---- Ranking -----------------------------------------------------------------------------------------------------

GRADES = st.integers(1, 5)
PAINS = st.lists(st.fixed_dictionaries({"severity": st.integers(1, 4), "frequency": GRADES}), min_size=2, max_size=8)
STATUSES = st.sampled_from(["idea", "planned", "in_progress", "done", "rejected"])
VALUES = {"customer_value": GRADES, "business_value": GRADES, "effort": GRADES, "status": STATUSES}
CHANCES = st.lists(st.fixed_dictionaries(VALUES), min_size=2, max_size=8)


def of(pains: list[dict[str, Any]], opportunities: list[dict[str, Any]]) -> Any:
    """The backlog of a journey with these; their ids tell their place in the file."""
    stage = {
        "id": "only",
        "name": "x",
        "pain_points": [{"id": f"p{n:02}", "text": "x", **pain} for n, pain in enumerate(pains)],
        "opportunities": [{"id": f"c{n:02}", "text": "x", **item} for n, item in enumerate(opportunities)],
        "steps": [{"id": "s", "name": "x", "initiator": "customer"}],
    }
    journey, catalogue = made.journey({"journey": {"stages": [stage]}})
    return own(journey, catalogue)


@given(PAINS, CHANCES)
def test_ranking_is_a_total_and_stable_order(pains: list[dict[str, Any]], opportunities: list[dict[str, Any]]) -> None:
    """Nothing is lost; whatever does not differ keeps the order of the map; ranking what is ranked changes nothing."""
    view = of(pains, opportunities)
    assert sorted(pain.id for pain in view.pains) == [f"p{n:02}" for n in range(len(pains))]
    assert sorted(item.id for item in view.opportunities) == [f"c{n:02}" for n in range(len(opportunities))]
    for one, after in pairwise(view.pains):
        assert one.weight == one.severity * one.frequency
        assert (-one.weight, -one.severity, one.id) < (-after.weight, -after.severity, after.id)
    for one, after in pairwise(view.opportunities):
        closed = [item.status in ("done", "rejected") for item in (one, after)]
        worth = [(item.customer + item.business) / (2 * item.effort) for item in (one, after)]
        assert (closed[0], -worth[0], one.id) < (closed[1], -worth[1], after.id)
    assert ranked_pains(view.pains) == view.pains
    assert ranked_opportunities(view.opportunities) == view.opportunities


# ---- KPIs --------------------------------------------------------------------------------------------------------


@BOTH
def test_figures_come_worst_first_with_their_journey_and_stage(code: str) -> None:
    """What is off target first, and there what is out of date; each leads to its journey and its stage."""
    view = kpis(readings(ACROSS), support.viewpoint(code, ACROSS))
    told = [(kpi.name, kpi.status, kpi.stale, kpi.value) for kpi in view.kpis]
    assert told == [
        ("Old", "missed", True, "2 d"),
        ("Share", "missed", False, "60%"),
        ("Share again", "near", False, "97%"),
        ("Time", "met", False, "10 d"),
    ]
    ways = [(kpi.journey.url, kpi.stage.number, kpi.stage.url) for kpi in view.kpis if kpi.journey and kpi.stage]
    page = f"/{code}/journeys"
    assert ways == [
        (f"{page}/{x}.md", 1, f"{page}/{x}.md#stage-{stage}")
        for x, stage in zip("baba", ["late", "ask"] * 2, strict=True)
    ]
    t = support.LANGUAGES[code].t
    assert [(count.name, count.n) for count in view.counts] == [
        (t(f"kpi.status.{status}"), n) for status, n in (("missed", 2), ("near", 1), ("met", 1))
    ]
    assert [bool(kpi.spark) for kpi in view.kpis] == [False, True, False, False]
