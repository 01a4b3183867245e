"""A journey as a swim-lane diagram."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

import support
from handbook.journeys.charts.swimlane import actors, draw, mermaid, titles
from journeys import svg

STUDIO = support.studio()
PATHS = """
stages:
  - id: only
    name: Only
    steps:
      - {id: asks, name: {ar: يسأل عن طلبه الذي لم يصل, en: Asks for an order that has not come}, initiator: customer}
      - id: found
        name: {ar: هل وُجد؟, en: "Found?"}
        initiator: agent
        next: [{to: done, when: {ar: نعم, en: "Yes"}}, {to: asks, when: {ar: لا, en: "No"}}]
      - {id: done, name: {ar: ينتهي, en: Done}, initiator: customer}
"""


@pytest.mark.parametrize("path", support.fixtures(Path(__file__).parent / "mermaid"), ids=support.name_of)
def test_mermaid_text(path: Path) -> None:
    """Lanes from the customer on, one shape each for ends, steps and decisions, and nothing that ends a statement."""
    case = support.parts(path)
    journey, catalogue = support.journey(case.pop("journey"))
    for code, wanted in case.items():
        lines = mermaid(journey, support.LANGUAGES[code], catalogue).splitlines()
        assert [line for line in lines if not line.startswith("  acc")] == wanted.splitlines()


def test_mermaid_text_says_what_it_is() -> None:
    """Title and description stand in the text itself, each on one line, so that a copy keeps them."""
    journey, catalogue = support.journey(PATHS)
    lines = mermaid(journey, support.LANGUAGES["en"], catalogue).splitlines()
    title, description = titles(journey, support.LANGUAGES["en"], catalogue)
    assert lines[1:3] == [f"  accTitle: {title}", f"  accDescr: {description}"]
    assert "2 lanes and 3 steps" in description


def test_lanes_go_from_the_customer_to_the_outside() -> None:
    """Whoever acts first: the customer's lane is on top, within a lane the first to act."""
    library = "".join(
        f"- {{id: {name}, name: {name}, lane: {lane}}}\n"
        for name, lane in [("courier", "external"), ("b", "backstage"), ("customer", "customer"), ("a", "backstage")]
    )
    steps = "".join(f"      - {{id: s-{n}, name: x, initiator: {n}}}\n" for n in ("courier", "a", "b", "customer"))
    journey, catalogue = support.journey(
        f"stages:\n  - id: only\n    name: x\n    steps:\n{steps}", **{"library/actors.yml": library}
    )
    assert [actor.id for actor in actors(journey, catalogue)] == ["customer", "a", "b", "courier"]


def drawn(stages: str, code: str) -> ET.Element:
    journey, catalogue = support.journey(stages)
    drawing = draw(journey, support.LANGUAGES[code], catalogue, STUDIO)
    assert drawing is not None
    return svg.parse(drawing)


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_the_drawing_has_a_name_and_no_style_of_its_own(code: str) -> None:
    """A group, since it holds links, with a title and a description, and nothing that a strict policy would block."""
    root = drawn(PATHS, code)
    assert svg.strict(root) == []
    assert root.get("role") == "group"
    assert all(svg.told(root))


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_every_box_carries_its_number_and_leads_to_its_place_on_the_map(code: str) -> None:
    """Every one is a link, round the words of the box."""
    root = drawn(PATHS, code)
    boxes = {link.get("href"): svg.words(link, "hb-node__n") for link in svg.all_of(root, "hb-node__link")}
    assert boxes == {"#map-asks": ["1"], "#map-found": ["2"], "#map-done": ["3"]}
    assert len(svg.all_of(root, "hb-node__badge")) == len(svg.all_of(root, "hb-node")) == 3


def test_a_mark_shows_the_channel_and_who_runs_it() -> None:
    """Only boxes of steps with a touchpoint have one: its channel's icon, in the look of its control."""
    library = """
- {id: forum, name: Forum, channel: web, control: uncontrolled}
- {id: line, name: Line, channel: phone, control: owned}
"""
    steps = "".join(
        f"      - {{id: {name}, name: {name}, initiator: customer{point}}}\n"
        for name, point in [("a", ", touchpoint: forum"), ("b", ""), ("c", ", touchpoint: line")]
    )
    journey, catalogue = support.journey(
        f"stages:\n  - id: only\n    name: x\n    steps:\n{steps}", **{"library/touchpoints.yml": library}
    )
    studio = support.studio()
    named = type(studio)(studio.fonts, lambda name: f"<title>{name}</title>", studio.cache)
    drawing = draw(journey, support.LANGUAGES["en"], catalogue, named)
    assert drawing is not None
    found = {}
    for box in svg.all_of(svg.parse(drawing), "hb-node__link"):
        marks = svg.all_of(box, "hb-node__channel")
        found[box.get("href")] = [(m.get("class", "").split("--")[1], "".join(m.itertext())) for m in marks]
    assert found == {"#map-a": [("uncontrolled", "web")], "#map-b": [], "#map-c": [("owned", "phone")]}


def inside(inner: tuple[float, float], outer: tuple[float, float]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_boxes_stand_inside_their_lane_and_the_picture(code: str) -> None:
    """No step lies over the edge of a lane, no lane over the edge of the drawing; all lanes are equally high."""
    root = drawn(PATHS, code)
    left, top, width, height = map(float, (root.get("viewBox") or "").split())
    bands = svg.all_of(root, "hb-lane__body")
    lanes = [svg.numbers(band, "x", "y", "width", "height") for band in bands]
    assert len({h for *_, h in lanes}) == 1
    for x, y, w, h in lanes:
        assert left <= x
        assert top <= y
        assert x + w <= left + width
        assert y + h <= top + height
    boxes = [e for g in svg.all_of(root, "hb-node") for e in g.findall("rect")]
    assert len(boxes) == 2  # and the diamond, which is a path
    for x, y, w, h in (svg.numbers(box, "x", "y", "width", "height") for box in boxes):
        assert any(inside((x, x + w), (a, a + c)) and inside((y, y + h), (b, b + d)) for a, b, c, d in lanes)


def test_a_way_back_looks_like_one() -> None:
    """The one arrow against the order of the steps has a class of its own."""
    ways = [e.get("class") for e in drawn(PATHS, "en").iter() if (e.get("class") or "").startswith("hb-edge")]
    assert sorted(ways) == ["hb-edge", "hb-edge", "hb-edge hb-edge--back"]


LETTERS = st.sampled_from(["a", "B", "ع", "ى", "1", " ", " ", *"\"';#%|{}[]()\\/-=:!?*_~^@,.+«»؟،"])
"""Not $, ` and lone <, in which Mermaid sees formulas, its own Markdown and HTML."""


@settings(max_examples=60)
@example("R&D answers in <1 hour")
@given(st.text(LETTERS, min_size=1, max_size=24).filter(str.strip))
def test_any_name_can_be_drawn(name: str) -> None:
    """Whatever marks an editor types in a step's name, the drawing shows those words."""
    steps = [{"id": "a", "name": name, "initiator": "customer"}, {"id": "b", "name": "b", "initiator": "agent"}]
    stages = yaml.safe_dump({"stages": [{"id": "s", "name": "s", "steps": steps}]}, allow_unicode=True)
    journey, catalogue = support.journey(stages)
    drawing = draw(journey, support.LANGUAGES["en"], catalogue, STUDIO)
    assert drawing is not None
    (box,) = svg.all_of(svg.parse(drawing), "hb-node--customer")
    shown = " ".join(text.text or "" for text in box.iter("text") if text.get("class") is None)
    assert shown.split() == name.split()
    assert svg.words(box, "hb-node__n") == ["1"]


def test_a_changed_icon_is_drawn_anew(tmp_path: Path) -> None:
    """What is kept between builds is known by all that it is made from, the theme's icons too."""
    journey, catalogue = support.journey(PATHS)
    for icon in ("M1 1h1", "M2 2h2"):
        drawing = draw(journey, support.LANGUAGES["en"], catalogue, support.studio(tmp_path, icon))
        assert drawing is not None
        assert icon in drawing


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_the_way_back_from_a_question_lies_beside_the_way_there(code: str) -> None:
    """At the tip of a diamond too: two ways on one line would read as one with two heads."""
    edges = [e for e in drawn(PATHS, code).iter() if "hb-edge" in (e.get("class") or "").split()]
    there, back = edges[0].get("d", ""), next(e.get("d", "") for e in edges if "--back" in e.get("class", ""))
    begins, ends = ([(n[0], n[1]), (n[-2], n[-1])] for n in (re.findall(r"-?\d+\.?\d*", d) for d in (there, back)))
    assert begins[0] != ends[1]
    assert begins[1] != ends[0]
