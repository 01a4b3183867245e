"""Where the claims of a map come from, and its widest gap."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.journeys.insight.evidence import ORDER, Evidence, evidence, research_of, widest_gap
from handbook.journeys.model import Journey, Research
from handbook.journeys.views.backlog import backlog, in_order
from handbook.journeys.views.words import stages
from journeys import made

KNOWN = {
    name: Research.model_validate({"id": name, "method": "m", "date": "2026-01-05", "finding": "f", "confidence": name})
    for name in ORDER
}


def test_confidence_goes_from_the_weakest_to_the_strongest() -> None:
    """What is compared is this order, not that of the alphabet."""
    assert ORDER == ("assumption", "partial", "validated")


@pytest.mark.parametrize("references", [p for n in range(1, 4) for p in permutations(ORDER, n)])
def test_a_claim_is_as_sure_as_its_surest_source(references: tuple[str, ...]) -> None:
    """In whatever order the sources are named; all of them are kept, in that order."""
    found = evidence(references, KNOWN)
    assert found == Evidence(max(references, key=ORDER.index), tuple(KNOWN[name] for name in references))  # type: ignore[arg-type]


@pytest.mark.parametrize("references", [(), ("unknown",)])
def test_a_claim_without_research_is_an_assumption(references: tuple[str, ...]) -> None:
    """Nobody has to write that down."""
    assert evidence(references, KNOWN) == Evidence("assumption", ())


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_evidence_is_shown_with_steps_and_pains(code: str) -> None:
    """How sure, in a word of the reader's language, and the way to each source."""
    research = [
        {"id": name, "method": {"ar": f"طريقة {name}", "en": f"Method {name}"}, "date": "2026-01-05"} for name in "ab"
    ]
    research[0] |= {"finding": "f", "confidence": "partial"}
    research[1] |= {"finding": "f", "confidence": "assumption"}
    stage = {
        "id": "only",
        "name": "Only",
        "pain_points": [{"id": "p", "text": "P", "severity": 1, "frequency": 1, "research_refs": ["b"]}],
        "steps": [
            {"id": "one", "name": "x", "initiator": "customer", "research_refs": ["b", "a"]},
            {"id": "two", "name": "x", "initiator": "customer"},
        ],
    }
    journey, catalogue = made.journey({"journey": {"research": research, "stages": [stage]}})
    assert list(research_of(journey)) == ["a", "b"]
    at = support.viewpoint(code, catalogue)
    t = at.language.t
    one, two = stages(journey, at)[0].steps
    assert (one.evidence.confidence, one.evidence.name) == ("partial", t("confidence.partial"))
    assert [(way.text, way.url) for way in one.evidence.sources] == [
        (research[n]["method"][code], f"#research-{name}")
        for n, name in ((1, "b"), (0, "a"))  # type: ignore[index]
    ]
    assert (two.evidence.confidence, two.evidence.sources) == ("assumption", [])
    view = backlog(*in_order(journey, at), at)
    assert view is not None
    assert [(p.confidence, [way.url for way in p.sources]) for p in view.pains] == [("assumption", ["#research-b"])]


# ---- The widest gap ----------------------------------------------------------------------------------------------

GRADES = st.none() | st.integers(1, 5)


def graded(pairs: list[tuple[int | None, int | None]]) -> Journey:
    """A journey of steps with importance and satisfaction, two a stage."""
    steps = [
        {"id": f"s{n}", "name": "x", "initiator": "customer", "importance": i, "satisfaction": s}
        for n, (i, s) in enumerate(pairs, 1)
    ]
    for step in steps:
        for name in ("importance", "satisfaction"):
            if step[name] is None:
                del step[name]
    stages = [{"id": f"stage{n}", "name": "x", "steps": steps[n : n + 2]} for n in range(0, len(steps), 2)]
    return made.journey({"journey": {"stages": stages}})[0]


@given(st.lists(st.tuples(GRADES, GRADES), min_size=1, max_size=6))
def test_the_widest_gap_is_the_first_of_the_widest(pairs: list[tuple[int | None, int | None]]) -> None:
    """No step falls short by more, none before it by as much; none where nothing falls short."""
    gaps = [i - s if i is not None and s is not None else 0 for i, s in pairs]
    found = widest_gap(graded(pairs))
    if max(gaps) <= 0:
        assert found is None
        return
    assert found is not None
    number, step, gap = found
    assert (gap, number) == (max(gaps), gaps.index(max(gaps)) + 1)
    assert step.id == f"s{number}"
