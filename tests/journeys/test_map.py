"""The map of a journey: which rows it has, and what stands in their cells."""

from __future__ import annotations

from itertools import chain, product
from typing import Any

import pytest

import support
from handbook.journeys.insight.metrics import figures, readings
from handbook.journeys.views.backlog import in_order
from handbook.journeys.views.map import MapView, map_view
from handbook.journeys.views.parts import numbered
from handbook.journeys.views.rows import Row
from journeys import made

STUDIO = support.studio()
BOTH = pytest.mark.parametrize("code", support.LANGUAGES)
ACTORS = [
    {"id": lane, "name": lane, "lane": lane} for lane in ("customer", "frontstage", "backstage", "support", "external")
]
PERSONAS = [{"id": n, "name": n.title(), "actor": "customer", "summary": "x"} for n in ("new", "regular")]
FILES = {"library/actors.yml": ACTORS, "library/personas.yml": PERSONAS, "ar/policies/a.md": support.policy(id="A-1")}


def step(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"s{number}", "name": f"Step {number}", "initiator": "customer", **fields}


def drawn(*stages: dict[str, Any], code: str = "en", **fields: Any) -> MapView:
    """The map of a journey with these stages."""
    told = [{"id": f"stage{n}", "name": f"Stage {n}", **stage} for n, stage in enumerate(stages, 1)]
    journey, catalogue = made.journey({"journey": {"stages": told, **fields}, "files": FILES})
    at = support.viewpoint(code, catalogue)
    return map_view(journey, at, STUDIO, figures(journey, readings(catalogue)), in_order(journey, at))


def rows(view: MapView) -> dict[str, Row]:
    return {row.id: row for group in view.groups for row in group.rows}


KPI = {"id": "k", "name": "K", "unit": "%", "target": 9, "value": 9, "as_of": "2026-02-01", "source": "Log"}
FULL: dict[str, Any] = {
    "goal": "To know",
    "questions": ["Where is it?"],
    "perceptions": ["Nobody cares."],
    "kpis": [KPI],
    "pain_points": [{"id": "p", "text": "P", "severity": 1, "frequency": 1}],
    "opportunities": [{"id": "o", "text": "O", "customer_value": 1, "business_value": 1, "effort": 1}],
    "steps": [
        step(
            1,
            touchpoint="service-line",
            thoughts="Hm.",
            quote="Where?",
            emotion=-1,
            wait="1 day",
            physical_evidence="A letter",
            frontstage="Answers",
            backstage="Looks",
            systems=["Orders"],
            policies=["A-1"],
        )
    ],
}
ROWS = {
    "customer": ["goals", "steps", "time", "voices", "questions"],
    "experience": ["curve", "feelings"],
    "service": ["physical", "touchpoints", "frontstage", "backstage", "support"],
    "evidence": ["claims", "kpis", "pains", "opportunities", "policies"],
}


@BOTH
def test_a_full_map_has_all_rows_in_their_order(code: str) -> None:
    """In four groups; a cell for every stage, also for one that has nothing to say there; words for each."""
    view = drawn(FULL, {"steps": [step(2)]}, code=code)
    assert {group.id: [row.id for row in group.rows] for group in view.groups} == ROWS
    for row in rows(view).values():
        assert row.name
        assert len(row.cells) == (0 if row.id == "curve" else 2)
    empty = {name for name, row in rows(view).items() if row.id != "curve" and not row.cells[1]}
    assert empty == set(chain(*ROWS.values())) - {"steps", "claims", "curve"}
    assert [stage.number for stage in view.stages] == [1, 2]


def test_a_row_that_no_stage_fills_is_absent() -> None:
    """So is a group without a row; steps and how sure they are there always are."""
    view = drawn({"steps": [step(1)]}, {"steps": [step(2)]})
    assert {group.id: [row.id for row in group.rows] for group in view.groups} == {
        "customer": ["steps"],
        "evidence": ["claims"],
    }


def test_steps_are_numbered_over_all_stages_and_marked() -> None:
    """The moment of truth, and the one step with the widest gap."""
    wide, narrow = {"importance": 5, "satisfaction": 1}, {"importance": 4, "satisfaction": 3}
    view = drawn(
        {"steps": [step(1, **narrow), step(2, moment_of_truth=True)]}, {"steps": [step(3, **wide), step(4, **wide)]}
    )
    told = [[(s.number, s.anchor, s.truth, s.gap) for s in cell] for cell in rows(view)["steps"].cells]  # type: ignore[attr-defined]
    assert told == [
        [(1, "map-s1", False, False), (2, "map-s2", True, False)],
        [(3, "map-s3", False, True), (4, "map-s4", False, False)],
    ]


# ---- Feelings ----------------------------------------------------------------------------------------------------


def moods(view: MapView) -> list[list[tuple[str, int | None, list[str]]]]:
    return [
        [(mood.who, mood.feeling and mood.feeling.value, mood.perceptions) for mood in cell]  # type: ignore[attr-defined]
        for cell in rows(view)["feelings"].cells
    ]


def test_a_stage_has_one_mood_or_one_for_each_persona() -> None:
    """The mean over its steps; apart only where personas differ; what is said of it stands beside it."""
    view = drawn(
        {"steps": [step(1, emotion=-2), step(2, emotion=-1)], "perceptions": ["Slow."]},
        {"steps": [step(3, emotion={"new": -1, "regular": 2})], "perceptions": ["Odd."]},
        {"steps": [step(4, emotion={"new": 1, "regular": 1})]},
        {"steps": [step(5)], "perceptions": ["Nothing felt."]},
        {"steps": [step(6)]},
    )
    assert moods(view) == [
        [("", -2, ["Slow."])],
        [("New", -1, []), ("Regular", 2, []), ("", None, ["Odd."])],
        [("", 1, [])],
        [("", None, ["Nothing felt."])],
        [],
    ]


@BOTH
def test_the_curve_has_a_legend_only_where_lines_differ(code: str) -> None:
    """A number a line, as the drawing has them; the scale runs from the best feeling to the worst."""
    apart = rows(drawn({"steps": [step(1, emotion={"new": -1, "regular": 2})]}, code=code))["curve"].curve
    alike = rows(drawn({"steps": [step(1, emotion=-1)]}, code=code))["curve"].curve
    assert apart is not None
    assert alike is not None
    assert ([(line.number, line.name) for line in apart.legend], alike.legend) == ([(1, "New"), (2, "Regular")], [])
    assert [degree.value for degree in alike.scale] == [2, 0, -2]
    assert alike.gap == ""


def test_feelings_of_a_journey_as_it_should_be_are_targets() -> None:
    """Its rows have names of their own."""
    is_, should = (drawn({"steps": [step(1, emotion=1)]}, state=state) for state in ("as_is", "to_be"))
    assert (is_.target, should.target) == (False, True)
    for name in ("curve", "feelings"):
        assert (rows(is_)[name].name, rows(is_)[name].hint) != (rows(should)[name].name, rows(should)[name].hint)


# ---- The blueprint -----------------------------------------------------------------------------------------------

LAYERS = {"frontstage": "interaction", "backstage": "visibility", "support": "internal"}


@pytest.mark.parametrize("present", list(product([True, False], repeat=3)))
def test_the_three_lines_stand_in_their_order_above_what_there_is(present: tuple[bool, ...]) -> None:
    """A layer without a row hands its line to the next one: who acts out of sight is below the line of visibility."""
    layers = [name for name, here in zip(LAYERS, present, strict=True) if here]
    fields = {"frontstage": {"frontstage": "x"}, "backstage": {"backstage": "x"}, "support": {"systems": ["x"]}}
    told: dict[str, Any] = {}
    for name in layers:
        told |= fields[name]
    found = {row.id: [line.id for line in row.lines] for row in rows(drawn({"steps": [step(1, **told)]})).values()}
    assert [name for name in found if name in LAYERS] == layers
    expected = list(LAYERS.values())[: list(LAYERS).index(layers[-1]) + 1] if layers else []
    assert [line for name in layers for line in found[name]] == expected
    assert all(found[name][-1] == LAYERS[name] for name in layers)


def test_who_acts_stands_on_the_layer_of_their_lane() -> None:
    """As the step tells it, else the step itself; where nobody of the layer takes part, no name is made up."""
    view = drawn(
        {
            "steps": [
                step(1, initiator="frontstage"),
                step(2, receiver="frontstage", frontstage="Listens"),
                step(3, initiator="backstage", backstage="Looks it up"),
                step(4, initiator="external"),
                step(5, frontstage="Smiles", backstage="Notes it"),
                step(6, initiator="support"),
                step(7, initiator="support", systems=["Orders"], support_processes=["Billing"]),
                step(8, systems=["Orders"]),
            ]
        }
    )
    separator = support.LANGUAGES["en"].t("list.separator")
    told = {
        name: [(act.number, act.actor and act.actor.id, act.text) for act in rows(view)[name].cells[0]]  # type: ignore[attr-defined]
        for name in LAYERS
    }
    assert told == {
        "frontstage": [(1, "frontstage", "Step 1"), (2, "frontstage", "Listens"), (5, None, "Smiles")],
        "backstage": [(3, "backstage", "Looks it up"), (4, "external", "Step 4"), (5, None, "Notes it")],
        "support": [(6, "support", "Step 6"), (7, "support", f"Billing{separator}Orders"), (8, None, "Orders")],
    }


# ---- Evidence ----------------------------------------------------------------------------------------------------


@BOTH
def test_claims_say_how_sure_each_step_is(code: str) -> None:
    """The surest first, every step once, each source once."""
    research = [
        {"id": sure, "method": f"By {sure}", "date": "2026-01-05", "finding": "f", "confidence": sure}
        for sure in ("assumption", "partial", "validated")
    ]
    steps = [
        step(1),
        step(2, research_refs=["partial"]),
        step(3, research_refs=["validated", "partial"]),
        step(4, research_refs=["partial"]),
        step(5, research_refs=["assumption"]),
    ]
    view = drawn({"steps": steps}, research=research, code=code)
    language = support.LANGUAGES[code]
    told = [(claim.confidence, claim.steps, claim.sources) for claim in rows(view)["claims"].cells[0]]  # type: ignore[attr-defined]
    assert told == [
        ("validated", numbered([3], language), ["By validated", "By partial"]),
        ("partial", numbered([2, 4], language), ["By partial"]),
        ("assumption", numbered([1, 5], language), ["By assumption"]),
    ]


@pytest.mark.parametrize("numbers", [[1], [1, 2], [1, 2, 3]])
@BOTH
def test_numbers_of_steps_are_counted_as_the_language_does(code: str, numbers: list[int]) -> None:
    """One, two and more have forms of their own in Arabic."""
    t = support.LANGUAGES[code].t
    form = ("one", "two", "more")[len(numbers) - 1]
    assert numbered(numbers, support.LANGUAGES[code]) == t(
        f"steps.{form}", steps=t("list.separator").join(map(str, numbers))
    )
