"""The swim-lanes of a big journey, stage by stage: nothing is lost and nothing is made up at the edges."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import support
from handbook.journeys.charts import swimlane
from handbook.journeys.model import Journey, Stage
from journeys import svg

CASES = Path(__file__).parent / "stages"
STUDIO = support.studio()


@pytest.mark.parametrize("path", support.fixtures(CASES), ids=support.name_of)
def test_mermaid_text_of_a_stage(path: Path) -> None:
    """Its own steps, and at its edges a round box for every step beyond, beside whoever goes there or comes from it."""
    case = support.parts(path)
    journey, catalogue = support.journey(case.pop("journey"))
    stages = {stage.id: stage for stage in journey.stages}
    for name, wanted in case.items():
        code, _, stage = name.partition("_")
        text = swimlane.mermaid(journey, support.LANGUAGES[code], catalogue, None, stages[stage])
        assert [line for line in text.splitlines() if not line.startswith("  acc")] == wanted.splitlines(), name


# ---- Any journey -----------------------------------------------------------------------------------------------


@st.composite
def journeys(draw: st.DrawFn) -> str:
    """The stages of a journey whose steps lead anywhere, under conditions that are all different."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    total, number, stages = sum(sizes), 0, []
    for place, size in enumerate(sizes):
        steps = []
        for _ in range(size):
            number += 1
            step: dict[str, object] = {"id": f"s{number}", "name": f"Step {number}"}
            step["initiator"] = draw(st.sampled_from(["customer", "agent"]))
            targets = draw(st.none() | st.lists(st.integers(1, total), max_size=3, unique=True))
            if targets is not None:
                step["next"] = [{"to": f"s{there}", "when": f"{number} to {there}"} for there in targets]
            steps.append(step)
        stages.append({"id": f"stage{place}", "name": f"Stage {place}", "steps": steps})
    return yaml.safe_dump({"stages": stages})


Drawn = tuple[str, str | None, str]


def expected(journey: Journey, stage: Stage) -> set[Drawn]:
    """Every way that begins or ends in *stage*, by the steps that it joins."""
    own = {step.id for step in stage.steps}
    ways = ((step.id, way.when["en"] if way.when else None, way.to) for step, way in journey.ways())
    return {way for way in ways if own & {way[0], way[2]}}


@given(journeys(), st.sampled_from(["ar", "en"]))
def test_a_stage_shows_all_of_its_steps_and_ways_and_nothing_else(stages: str, code: str) -> None:
    """Boxes of its own for its steps; every way in and out, with its condition; no box without a way."""
    journey, _ = support.journey(stages)
    numbers = {step.id: number for number, step in enumerate(journey.steps, 1)}
    for stage in journey.stages:
        drawn = swimlane.diagram(journey, support.LANGUAGES[code], stage)
        nodes = {node.name: node for node in drawn.nodes}
        assert len(nodes) == len(drawn.nodes), "two boxes of one name"
        assert [node.step for node in drawn.nodes if not node.elsewhere] == list(stage.steps)
        ways = [(nodes[a].step.id, way.when["en"] if way.when else None, nodes[b].step.id) for a, way, b in drawn.ways]
        assert set(ways) == expected(journey, stage)
        assert len(ways) == len(set(ways))
        ends = {name for start, _, end in drawn.ways for name in (start, end)}
        for node in drawn.nodes:
            if node.elsewhere:
                assert node.name in ends
                assert node.step not in stage.steps
                assert re.findall(r"\d+", node.label) == [str(numbers[node.step.id])]
            assert node.lane in {step.initiator for step in stage.steps}


@given(journeys())
def test_the_whole_journey_needs_no_such_boxes(stages: str) -> None:
    """Every way once, each from step to step."""
    journey, _ = support.journey(stages)
    drawn = swimlane.diagram(journey, support.LANGUAGES["en"])
    assert not [node for node in drawn.nodes if node.elsewhere]
    assert len(drawn.ways) == len(list(journey.ways()))


@settings(max_examples=25)
@given(journeys())
def test_any_stage_can_be_drawn(stages: str) -> None:
    """Whatever leads where, the engine lays each stage out, and every box and way of it is in the drawing."""
    journey, catalogue = support.journey(stages)
    language = support.LANGUAGES["en"]
    for stage in journey.stages:
        drawing = swimlane.draw(journey, language, catalogue, STUDIO, stage)
        assert drawing is not None
        root, wanted = svg.parse(drawing), swimlane.diagram(journey, language, stage)
        assert len(svg.all_of(root, "hb-node")) == len(wanted.nodes)
        assert len(svg.all_of(root, "hb-edge")) == len(wanted.ways)
        labels = sorted(" ".join(e.text or "" for e in label.iter("text")) for label in svg.all_of(root, "hb-elab"))
        assert labels == sorted(way.when["en"] for _, way, _ in wanted.ways if way.when)


# ---- A page ------------------------------------------------------------------------------------------------------


def long(steps: int) -> str:
    """A journey in two stages with a way back from its last step to its first."""
    told: list[dict[str, object]] = [
        {"id": f"s{n}", "name": f"Step {n}", "initiator": ("agent", "customer")[n % 2]} for n in range(1, steps + 1)
    ]
    told[-1]["next"] = [{"to": "s1", "when": "again"}]
    halves = (("a", told[: steps // 2]), ("b", told[steps // 2 :]))
    return yaml.safe_dump({"stages": [{"id": name, "name": name, "steps": own} for name, own in halves]})


@pytest.mark.parametrize(("steps", "stages"), [(swimlane.BIG, 0), (swimlane.BIG + 1, 2)])
def test_only_a_big_journey_is_taken_apart(steps: int, stages: int) -> None:
    """Twelve steps are still read as one drawing."""
    journey, catalogue = support.journey(long(steps))
    drawn = swimlane.draw_all(journey, support.LANGUAGES["en"], catalogue, STUDIO)
    assert [(number, stage.id) for number, stage, _ in drawn.stages] == [(1, "a"), (2, "b")][:stages]


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_the_drawings_of_a_page_have_ids_and_names_of_their_own(code: str) -> None:
    """All stand on one page: no id twice, each arrow is its own drawing's, and each title names its stage."""
    journey, catalogue = support.journey(long(14))
    drawn = swimlane.draw_all(journey, support.LANGUAGES[code], catalogue, STUDIO)
    roots = [svg.parse(drawing) for drawing in (drawn.whole, *(d for *_, d in drawn.stages)) if drawing]
    together = ET.Element("page")
    together.extend(roots)
    assert svg.strict(together) == []
    for root in roots:
        (marker,) = root.iter("marker")
        assert {edge.get("marker-end") for edge in svg.all_of(root, "hb-edge")} == {f"url(#{marker.get('id')})"}
    titles = [svg.told(root)[0] for root in roots]
    assert len(set(titles)) == 3


def test_a_box_for_another_stage_leads_to_that_step_in_words() -> None:
    """It has no number and no mark of its own, so that nobody counts it as a step; a step leads to the map."""
    journey, catalogue = support.journey(long(14))
    (_, _, drawing), _ = swimlane.draw_all(journey, support.LANGUAGES["en"], catalogue, STUDIO).stages
    root = svg.parse(drawing)
    elsewhere = [link for link in svg.all_of(root, "hb-node__link") if svg.all_of(link, "hb-node--elsewhere")]
    assert {link.get("href"): "".join(link.itertext()) for link in elsewhere} == {
        "#s14": "from step 14",
        "#s8": "to step 8",
    }
    own = [link for link in svg.all_of(root, "hb-node__link") if link not in elsewhere]
    assert {link.get("href") for link in own} == {f"#map-s{n}" for n in range(1, 8)}
    assert not [link for link in elsewhere if svg.all_of(link, "hb-node__badge")]


@pytest.mark.parametrize("name", ["a--b", "a-", "end", "subgraph", "x", "o", "default", "style", "1", "class-1"])
def test_any_id_of_an_actor_can_be_drawn(name: str) -> None:
    """The boxes at the edges are named after actors, whose ids an editor chooses."""
    library = [{"id": n, "name": n, "lane": lane} for n, lane in ((name, "backstage"), ("customer", "customer"))]
    stages = re.sub("initiator: .*", f"initiator: '{name}'", long(14))
    journey, catalogue = support.journey(stages, **{"library/actors.yml": yaml.safe_dump(library)})
    drawn = swimlane.draw_all(journey, support.LANGUAGES["en"], catalogue, STUDIO)
    assert [len(svg.all_of(svg.parse(drawing), "hb-node")) for *_, drawing in drawn.stages] == [9, 9]
