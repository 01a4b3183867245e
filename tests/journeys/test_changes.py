"""What changes from a journey as it is to the same journey as it should be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.journeys.insight import changes
from handbook.journeys.model import Journey
from handbook.journeys.views.compare import compare_view
from journeys import made

CASES = Path(__file__).parent / "changes"
BY_CASE = pytest.mark.parametrize(("name", "case"), made.cases(CASES))


def journey(stages: list[dict[str, Any]]) -> Journey:
    return Journey.model_validate({**yaml.safe_load(support.JOURNEY_HEAD), "stages": stages})


@BY_CASE
def test_changes(name: str, case: made.Case) -> None:
    """Stages and steps are matched by their ids, whatever they are called."""
    found = changes.stages(journey(case["before"]), journey(case["after"]))
    told = [
        [
            pair.before.id if pair.before else None,
            pair.after.id if pair.after else None,
            [[c.kind, (c.after or c.before).id, list(c.fields)] for c in pair.changes],  # type: ignore[union-attr]
        ]
        for pair in found
    ]
    assert told == case["wanted"]


@pytest.mark.parametrize("code", support.LANGUAGES)
@BY_CASE
def test_every_change_is_told_in_words(name: str, case: made.Case, code: str) -> None:
    """A row for every stage of either journey; a detail for every field that differs; the same from both pages."""
    before = {"state": "as_is", "counterpart": "k", "stages": case["before"]}
    after = {**yaml.safe_load(support.JOURNEY_HEAD), "id": "k", "state": "to_be", "counterpart": "j"}
    files = {"journeys/k.yml": {**after, "stages": case["after"]}, "ar/policies/a.md": support.policy(id="A-1")}
    _, catalogue = made.journey({"journey": before, "files": files})
    at, studio = support.viewpoint(code, catalogue), support.studio()
    views = [compare_view(catalogue.entries[name], at, studio) for name in "jk"]  # type: ignore[arg-type]
    view = views[0]
    assert view is not None
    assert views[0] == views[1]
    assert (view.as_is.url, view.to_be.url) == (f"/{code}/journeys/j.md", f"/{code}/journeys/k.md")
    assert [row.number for row in view.rows] == list(range(1, len(case["wanted"]) + 1))
    details = [[(step.kind, len(step.details)) for step in row.steps] for row in view.rows]
    assert details == [[(kind, len(fields)) for kind, _, fields in listed] for *_, listed in case["wanted"]]


# ---- Any two journeys --------------------------------------------------------------------------------------------


@st.composite
def plans(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some of six steps, in any order, over some of three stages."""
    names = draw(st.lists(st.sampled_from("abcdef"), min_size=1, unique=True))
    homes: dict[str, list[dict[str, Any]]] = {}
    for name in names:
        step = {"id": name, "name": draw(st.sampled_from("xy")), "initiator": "customer"}
        homes.setdefault(draw(st.sampled_from(["one", "two", "three"])), []).append(step)
    return [{"id": home, "name": home, "steps": steps} for home, steps in homes.items()]


@given(plans(), plans())
def test_every_step_is_told_of_at_most_once(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    """What only one has is added or removed; what both have is moved, changed or not told; each stage stands once."""
    before, after = journey(old), journey(new)
    pairs = changes.stages(before, after)
    names = [(pair.after or pair.before).id for pair in pairs]  # type: ignore[union-attr]
    assert sorted(names) == sorted({stage.id for stage in (*before.stages, *after.stages)})
    assert [pair.before.id for pair in pairs if pair.before] == [stage.id for stage in before.stages]

    told = [(change.kind, (change.after or change.before).id) for pair in pairs for change in pair.changes]  # type: ignore[union-attr]
    assert len(told) == len({name for _, name in told})
    had, has = ({step.id: step for step in plan.steps} for plan in (before, after))
    by_kind = {kind: {name for told_kind, name in told if told_kind == kind} for kind in ("added", "removed")}
    assert by_kind == {"added": has.keys() - had.keys(), "removed": had.keys() - has.keys()}
    homes = [{step.id: stage.id for stage in plan.stages for step in stage.steps} for plan in (before, after)]
    for name in had.keys() & has.keys():
        moved, renamed = homes[0][name] != homes[1][name], had[name].name != has[name].name
        assert [kind for kind, told_name in told if told_name == name] == ["moved"] * moved + ["changed"] * (
            renamed and not moved
        )


@given(plans())
def test_a_journey_does_not_differ_from_itself(plan: list[dict[str, Any]]) -> None:
    """Nor does the order of its stages."""
    same = journey(plan)
    assert [(pair.before, pair.after, pair.changes) for pair in changes.stages(same, same)] == [
        (stage, stage, ()) for stage in same.stages
    ]


def test_the_feeling_of_a_stage_is_the_mean_of_what_is_recorded() -> None:
    """Steps without a feeling do not count as neutral."""
    told = [{"id": n, "name": n, "initiator": "customer", "emotion": e} for n, e in (("a", -2), ("b", 1))]
    told.append({"id": "c", "name": "c", "initiator": "customer"})
    (stage,) = journey([{"id": "only", "name": "x", "steps": told}]).stages
    assert changes.mean_feeling(stage) == -0.5
    assert changes.mean_feeling(None) is None
    assert changes.mean_feeling(journey([{"id": "only", "name": "x", "steps": told[2:]}]).stages[0]) is None
