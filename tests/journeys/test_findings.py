"""What a map shows by itself: every kind of finding where it is due, where it is not, and against brute force."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.core.document import Text
from handbook.core.language import Language
from handbook.journeys.insight.findings import FINDINGS, Place, findings
from handbook.journeys.insight.metrics import figures, readings
from handbook.journeys.views.journey import anchors
from journeys import made

CASES = Path(__file__).parent / "findings"


def found(case: made.Case) -> dict[str, tuple[Place, ...]]:
    """The findings of a case, in their order."""
    journey, catalogue = made.journey(case)
    return {
        finding.kind: finding.places for finding in findings(journey, catalogue, figures(journey, readings(catalogue)))
    }


@pytest.mark.parametrize(("kind", "case"), made.cases(CASES))
def test_a_finding_names_exactly_its_places(kind: str, case: made.Case) -> None:
    """A bad journey in the places that it names, a good one nowhere."""
    places = tuple(Place(Text(name), anchor, number) for name, anchor, number in case.get("places", ()))
    assert bool(places) == (case["part"] == "bad")
    assert found(case).get(kind, ()) == places


def test_every_kind_has_a_good_and_a_bad_case() -> None:
    """A file a kind, and none for a kind that is gone."""
    parts: dict[str, set[str]] = {}
    for parameter in made.cases(CASES):
        kind, case = parameter.values
        parts.setdefault(kind, set()).add(case["part"])
    assert parts == {kind: {"bad", "good"} for kind in FINDINGS}


@pytest.mark.parametrize(("kind", "case"), made.cases(CASES))
def test_findings_come_in_order_and_lead_to_places_of_the_page(kind: str, case: made.Case) -> None:
    """The gravest first; a kind without a place is not told; every anchor is one that the journey's page has."""
    journey, _ = made.journey(case)
    told = found(case)
    assert list(told) == [known for known in FINDINGS if known in told]
    assert all(told.values())
    known = {"", *anchors(journey)}
    assert {place.anchor for places in told.values() for place in places} <= known


@pytest.mark.parametrize("language", support.LANGUAGES.values(), ids=support.LANGUAGES)
@pytest.mark.parametrize("kind", FINDINGS)
def test_every_kind_has_words(kind: str, language: Language) -> None:
    """A title for any number of places, and what to do."""
    for n in (1, 2, 3, 11, 100):
        assert language.t(f"finding.{kind}.title", n=n)
    assert language.t(f"finding.{kind}.hint").endswith(".")


# ---- Ways ------------------------------------------------------------------------------------------------------

Ways = list[list[int] | None]
"""For each step, the steps to which it leads; None for the next one of the file."""


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Ways, int]:
    """The ways between a few steps, and how many of the last ones are the last stage."""
    total = draw(st.integers(1, 6))
    ways = [draw(st.none() | st.lists(st.integers(0, total - 1), max_size=2, unique=True)) for _ in range(total)]
    return ways, draw(st.integers(1, total))


def closed(ways: Ways) -> list[list[bool]]:
    """Whether a way leads from each step to each, over any others or none (Warshall)."""
    total = len(ways)
    leads = [[a == b or b in ([a + 1] if ways[a] is None else ways[a]) for b in range(total)] for a in range(total)]
    for middle in range(total):
        for a in range(total):
            for b in range(total):
                leads[a][b] = leads[a][b] or (leads[a][middle] and leads[middle][b])
    return leads


@given(graphs())
def test_what_can_be_reached_agrees_with_trying_all_ways(graph: tuple[Ways, int]) -> None:
    """From the first step, and from there into the last stage."""
    ways, last = graph
    total = len(ways)
    steps = []
    for number, targets in enumerate(ways):
        step: dict[str, object] = {"id": f"s{number}", "name": f"s{number}", "initiator": "customer"}
        if targets is not None:
            step["next"] = [{"to": f"s{target}", "when": "x"} for target in targets]
        steps.append(step)
    halves = [half for half in (steps[: total - last], steps[total - last :]) if half]
    stages = [{"id": f"stage{n}", "name": "x", "steps": half} for n, half in enumerate(halves)]
    told = found({"journey": {"stages": stages}})

    leads = closed(ways)
    reached = {n for n in range(total) if leads[0][n]}
    ended = {n for n in reached if not any(leads[n][end] for end in range(total - last, total))}
    assert {place.anchor for place in told.get("unreachable-step", ())} == {
        f"s{n}" for n in set(range(total)) - reached
    }
    assert {place.anchor for place in told.get("dead-end", ())} == {f"s{n}" for n in ended}
