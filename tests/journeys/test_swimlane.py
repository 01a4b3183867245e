"""A journey as a swim-lane diagram."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

import support
from handbook.journeys.swimlane import actors, draw, mermaid, titles

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
    svg = draw(journey, support.LANGUAGES[code], catalogue, STUDIO)
    assert svg is not None
    return ET.fromstring(svg)


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_the_drawing_has_a_name_and_no_style_of_its_own(code: str) -> None:
    """It is an image with a title and a description, unique ids and nothing that a strict policy would block."""
    root = drawn(PATHS, code)
    elements = list(root.iter())
    assert not [e for e in elements if e.get("style") or e.tag.endswith("style")]
    ids = [e.get("id") for e in elements if e.get("id")]
    assert len(ids) == len(set(ids))
    assert root.get("role") == "img"
    by_id = {e.get("id"): e.text for e in elements}
    assert all(by_id[name] for name in (root.get("aria-labelledby") or "").split())


def inside(inner: tuple[float, float], outer: tuple[float, float]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def numbers(element: ET.Element, *names: str) -> list[float]:
    return [float(element.get(name, "nan")) for name in names]


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_boxes_stand_inside_their_lane_and_the_picture(code: str) -> None:
    """No step lies over the edge of a lane, no lane over the edge of the drawing; all lanes are equally high."""
    root = drawn(PATHS, code)
    left, top, width, height = map(float, (root.get("viewBox") or "").split())
    bands = [e for e in root.iter() if e.get("class") == "hb-lane__body"]
    lanes = [numbers(band, "x", "y", "width", "height") for band in bands]
    assert len({h for *_, h in lanes}) == 1
    for x, y, w, h in lanes:
        assert left <= x
        assert top <= y
        assert x + w <= left + width
        assert y + h <= top + height
    boxes = [e for g in root.iter("g") if g.get("class", "").startswith("hb-node ") for e in g.findall("rect")]
    assert len(boxes) == 2  # and the diamond, which is a path
    for x, y, w, h in (numbers(box, "x", "y", "width", "height") for box in boxes):
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
    svg = draw(journey, support.LANGUAGES["en"], catalogue, STUDIO)
    assert svg is not None
    (words,) = re.findall(r'hb-node--customer">.*?</g>', svg)
    shown = unescape(" ".join(re.findall(r"<text[^>]*>(.*?)</text>", words)))
    assert shown.split() == name.split()


def test_a_changed_icon_is_drawn_anew(tmp_path: Path) -> None:
    """What is kept between builds is known by all that it is made from, the theme's icons too."""
    journey, catalogue = support.journey(PATHS)
    for icon in ("M1 1h1", "M2 2h2"):
        svg = draw(journey, support.LANGUAGES["en"], catalogue, support.studio(tmp_path, icon))
        assert svg is not None
        assert icon in svg
