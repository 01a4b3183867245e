"""How far a journey has come: each of the eight steps, not begun, under way and done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import support
from handbook.core.language import Language
from handbook.journeys.insight.progress import STEPS, Progress, progress
from handbook.journeys.views.journey import SECTIONS, sections
from handbook.journeys.views.progress import progress_view
from journeys import made

CASES = Path(__file__).parent / "progress"
NAMES = [step.__name__ for step in STEPS]
LEAST = {"stages": [{"id": "a", "name": "A", "steps": [{"id": "first", "name": "x", "initiator": "customer"}]}]}
BY_CASE = pytest.mark.parametrize(("name", "case"), made.cases(CASES))


def least(case: made.Case) -> made.Case:
    """A case whose journey has a stage."""
    return {**case, "journey": {**LEAST, **case["journey"]}}


@BY_CASE
def test_a_step_is_told_from_the_journeys_own_data(name: str, case: made.Case) -> None:
    """Its state, and what is still missing."""
    journey, catalogue = made.journey(least(case))
    found = progress(journey, catalogue.today)
    assert len(found) == len(STEPS) == 8
    assert found[NAMES.index(name)] == Progress(case["part"], case.get("left", ""), case.get("n", 0))


def test_every_step_has_a_case_of_every_state_that_it_can_have() -> None:
    """A journey cannot be written without a scope and a stage, so these two have always begun."""
    found = {(parameter.values[0], parameter.values[1]["part"]) for parameter in made.cases(CASES)}
    begun = {("goals", "todo"), ("stages", "todo")}
    assert found == {(name, state) for name in NAMES for state in ("todo", "now", "done")} - begun


@pytest.mark.parametrize("language", support.LANGUAGES.values(), ids=support.LANGUAGES)
@BY_CASE
def test_what_is_missing_is_said_in_words(name: str, case: made.Case, language: Language) -> None:
    """A done step has nothing to say, any other has; its links lead to the page's parts and to the guide."""
    journey, catalogue = made.journey(least(case))
    at = support.viewpoint(language.code, catalogue)
    view = progress_view(journey, at, "/guide", sections(journey))
    step = view.steps[NAMES.index(name)]
    assert bool(step.left) == (case["part"] != "done")
    assert (step.number, step.guide) == (NAMES.index(name) + 1, f"/guide#step-{step.number}")
    assert step.url in {"", *(f"#{section}" for section in SECTIONS)}
    assert view.done == sum(other.state == "done" for other in view.steps)
    assert str(view.done) in view.text


def test_progress_leads_only_to_parts_that_the_page_has() -> None:
    """A journey without research has no such part; without a guide there is nothing to lead to."""
    journey, catalogue = made.journey({"journey": LEAST})
    view = progress_view(journey, support.viewpoint("en", catalogue), "", sections(journey))
    assert [step.url for step in view.steps] == ["#scope", "", "#map", "#map", "#map", "", "#analysis", "#living"]
    assert {step.guide for step in view.steps} == {""}


@pytest.mark.parametrize(("day", "state"), [("2026-07-31", "done"), ("2026-08-01", "now")])
def test_a_review_falls_due_by_itself(day: str, state: str) -> None:
    """Only the day changes; the last day of a shorter month is early enough."""
    lifecycle = {"owner": "agent", "review_every": "6 months", "last_reviewed": dt.date(2026, 1, 31)}
    journey, _ = made.journey({"journey": {**LEAST, "lifecycle": lifecycle}})
    assert progress(journey, dt.date.fromisoformat(day))[-1].state == state
