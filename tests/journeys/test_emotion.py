"""The emotion curve above a journey's map."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import support
from handbook.drawing import measure
from handbook.drawing.chart import Box
from handbook.journeys.charts import emotion, feelings, scale
from handbook.journeys.charts.emotion import Curve
from handbook.journeys.insight.evidence import widest_gap
from handbook.journeys.model import Journey
from journeys import made, svg

STUDIO = support.studio()
NAMES = {"new-customer": "New customer", "regular": "Regular", "third": "Third"}
BOTH = pytest.mark.parametrize("code", support.LANGUAGES)
ROUNDING = 0.06
"""px: a drawing gives its places with one decimal."""


def step(**fields: Any) -> dict[str, Any]:
    return {"name": {"ar": "خطوة", "en": "Step"}, "initiator": "customer", **fields}


def journey(*stages: list[dict[str, Any]], **fields: Any) -> Journey:
    """A journey whose stages hold these steps."""
    numbered = iter(range(1, 100))
    told = [
        {"id": f"stage{n}", "name": "x", "steps": [{"id": f"s{next(numbered)}", **own} for own in steps]}
        for n, steps in enumerate(stages, 1)
    ]
    return made.journey({"journey": {"stages": told, **fields}})[0]


def draw(of: Journey, code: str) -> tuple[Curve, ET.Element]:
    curve = emotion.draw(of, support.LANGUAGES[code], STUDIO, NAMES)
    assert curve is not None
    return curve, svg.parse(curve.svg)


def centres(root: ET.Element, name: str) -> list[tuple[float, float]]:
    """Where marks or faces stand."""
    found = []
    for element in svg.all_of(root, name):
        x, y, *size = (float(n) for n in re.findall(r"-?[\d.]+", element.get("transform", "")))
        half = 12 * size[0] if size else 0  # an icon is 24 px wide before it is scaled
        found.append((x + half, y + half))
    return found


FEELINGS = st.none() | st.integers(-2, 2)
STEPS = st.fixed_dictionaries(
    {"emotion": FEELINGS | st.dictionaries(st.sampled_from(list(NAMES)), st.integers(-2, 2), min_size=1)},
    optional={"moment_of_truth": st.just(True), "intensity": st.integers(1, 5), "quote": st.just("Where is it?")},
).map(lambda fields: step(**{name: value for name, value in fields.items() if value is not None}))
JOURNEYS = st.lists(st.lists(STEPS, min_size=1, max_size=9), min_size=1, max_size=4).map(lambda s: journey(*s))


def same(ours: list[tuple[float, float]], wanted: list[tuple[float, float]], rounding: float = ROUNDING) -> bool:
    pairs = zip(sorted(ours), sorted(wanted), strict=True)
    return all(abs(x - a) <= rounding and abs(y - b) <= rounding for (x, y), (a, b) in pairs)


@settings(max_examples=40)
@given(JOURNEYS, st.sampled_from(["ar", "en"]))
def test_any_curve(of: Journey, code: str) -> None:
    """Nothing that a page refuses, every feeling at its place, every word in its column, none over another."""
    if not feelings.lines(of):
        assert emotion.draw(of, support.LANGUAGES[code], STUDIO, NAMES) is None
        return
    curve, root = draw(of, code)
    assert svg.strict(root) == []
    width = float((root.get("viewBox") or "").split()[2])
    column = width / len(of.stages)
    assert column == (
        feelings.WIDE_COLUMN if max(len(s.steps) for s in of.stages) > feelings.CROWDED else feelings.COLUMN
    )

    # Step j of n stands at (j + ½)/n of its column.
    places: dict[int, float] = {}
    for number, stage in enumerate(of.stages):
        for j in range(len(stage.steps)):
            x = column * (number + (j + 0.5) / len(stage.steps))
            places[len(places) + 1] = width - x if code == "ar" else x
    felt = [
        [(places[m.number], emotion.ZERO - emotion.UNIT * value) for m, value in line.points] for line in curve.lines
    ]
    name = "hb-em-mark" if len(felt) > 1 else "hb-em-face"
    assert same(centres(root, name), [point for line in felt for point in line], 2 * ROUNDING)

    # The line goes through each, from edge to edge, and never beyond.
    lines = svg.all_of(root, "hb-em-line")
    assert len(lines) == len(curve.lines)
    for line, points in zip(lines, felt, strict=True):
        pieces = svg.cubics(line.get("d", ""))
        assert {pieces[0][0][0], pieces[-1][3][0]} == {0, width}
        assert same([piece[3] for piece in pieces[:-1]], points)
        assert svg.overshoot(line.get("d", "")) <= 2 * ROUNDING

    taken = words_in_their_columns(of, root, column, code)
    for one, other in combinations(taken, 2):
        assert not one.meets(other)

    # A card on a phone shows its own column.
    left = [float(piece.split()[0]) for piece in curve.slices]
    assert left == [column * n for n in range(len(of.stages))][:: -1 if code == "ar" else 1]


def words_in_their_columns(of: Journey, root: ET.Element, column: float, code: str) -> list[Box]:
    """The boxes of all words and numbers on the curve, each of which lies in the column of its step."""
    stage_of = [number for number, stage in enumerate(of.stages) for _ in stage.steps]
    boxes = []
    for name, size in (("hb-em-word", emotion.WORD), ("hb-em-num", emotion.NUMBER)):
        for text in svg.all_of(root, name):
            said = text.text or ""
            x, y = svg.numbers(text, "x", "y")
            box = Box.around(x, y - size / 2 + 2, measure.width(STUDIO.fonts, said, size, bold=True), size)
            place = stage_of[int(re.match(r"\d+", said)[0]) - 1]  # type: ignore[index]
            place = len(of.stages) - 1 - place if code == "ar" else place
            assert column * place <= box.left < box.right <= column * (place + 1), said
            boxes.append(box)
    return boxes


# ---- What it says --------------------------------------------------------------------------------------------------


@BOTH
def test_the_curve_is_told_in_words(code: str) -> None:
    """Title and description name the journey and every step whose feeling is recorded, in the reader's language."""
    of = journey([step(emotion=-2), step()], [step(name={"ar": "يستلم <و>", "en": "Gets <it>"}, emotion=2)])
    _, root = draw(of, code)
    t = support.LANGUAGES[code].t
    title, description = svg.told(root)
    assert title == t("curve.title", title=of.title[code])
    parts = [
        t(
            "curve.step",
            number=number,
            name=of.steps[number - 1].name[code],
            emotion=f"{t(f'emotion.{value}')} ({said})",
        )
        for number, value, said in ((1, -2, "−2"), (3, 2, "+2"))
    ]
    assert description == " ".join(parts)


def test_each_persona_has_a_line_and_is_named() -> None:
    """In the order of the scope; a step that all share counts for each; one persona's step for that one."""
    scope = {"business_goal": "b", "customer_goal": "c", "actor": "customer", "scenario": "s", "start": "s", "end": "e"}
    of = journey(
        [step(emotion={"new-customer": -2, "regular": 1}), step(emotion=1), step(emotion={"regular": 2})],
        scope={**scope, "personas": ["regular", "new-customer", "third"]},
    )
    curve, root = draw(of, "en")
    told = [(line.persona, [(moment.number, felt) for moment, felt in line.points]) for line in curve.lines]
    assert told == [("regular", [(1, 1), (2, 1), (3, 2)]), ("new-customer", [(1, -2), (2, 1)]), ("third", [(2, 1)])]
    shapes = {mark.get("class"): mark.get("d") for mark in svg.all_of(root, "hb-em-mark")}
    assert len(shapes) == len(set(shapes.values())) == 3
    assert not svg.all_of(root, "hb-em-face")
    _, description = svg.told(root)
    assert description.index("Regular: Step 1") < description.index("New customer: Step 1")


@pytest.mark.parametrize("stages", [[[step()]], [[step(emotion={})], [step(), step()]]])
def test_without_a_feeling_there_is_no_curve(stages: list[list[dict[str, Any]]]) -> None:
    """Nothing is drawn, not even an empty ground."""
    assert feelings.lines(journey(*stages)) == []
    assert emotion.draw(journey(*stages), support.LANGUAGES["en"], STUDIO, NAMES) is None


@BOTH
def test_the_marks_of_a_single_line(code: str) -> None:
    """A face a feeling, a flag over each moment of truth, a ring round the widest gap, a bar of intensity."""
    of = journey(
        [step(emotion=-2, importance=5, satisfaction=1, moment_of_truth=True), step(emotion=0, intensity=4)],
        [step(emotion=1), step(emotion=2, moment_of_truth=True), step(moment_of_truth=True)],
    )
    _, root = draw(of, code)
    looks = [scale.LOOKS[n] for n in (-2, 0, 1, 2)]
    assert [face.get("class") for face in svg.all_of(root, "hb-em-face")] == [
        f"hb-em-face hb-em-face--{x}" for x in looks
    ]
    (ring,) = svg.all_of(root, "hb-em-gap")
    assert tuple(svg.numbers(ring, "cx", "cy")) == pytest.approx(centres(root, "hb-em-face")[0], abs=2 * ROUNDING)
    assert (widest_gap(of) or (0,))[0] == 1
    assert len(svg.all_of(root, "hb-em-truth__flag")) == len(svg.all_of(root, "hb-em-truth__star")) == 3
    assert svg.words(root, "hb-em-truth__text") == [support.LANGUAGES[code].t("journey.moment_of_truth")]
    (bar,) = svg.all_of(root, "hb-em-bar")
    assert bar.get("height") == "20"
    width = float((root.get("viewBox") or "").split()[2])
    stages = [0, 1, 1] if code == "en" else [1, 0, 0]
    for flag, stage in zip(svg.all_of(root, "hb-em-truth__flag"), stages, strict=True):
        x, w = svg.numbers(flag, "x", "width")
        assert stage * feelings.COLUMN <= x < x + w <= (stage + 1) * feelings.COLUMN <= width


@BOTH
def test_a_quote_leads_to_its_step(code: str) -> None:
    """It lies outside the part that is shown twice, says whose words it holds, and stays within the drawing."""
    of = journey([step(emotion=-2, quote={"ar": "أين <طلبي>؟", "en": "Where's <it>?"}), step(quote="nowhere to stand")])
    _, root = draw(of, code)
    (link,) = svg.all_of(root, "hb-em-point")
    t = support.LANGUAGES[code].t
    said = t("quote", text=of.steps[0].quote[code])  # type: ignore[index]
    assert (link.get("href"), link.get("aria-label")) == ("#s1", t("curve.quote", number=1, quote=said))
    assert link in list(root)
    assert not [e for e in root[0].iter() if e.tag == "a"]
    (frame,) = link.iter("rect")
    x, y, w, h = svg.numbers(frame, "x", "y", "width", "height")
    *_, width, height = (float(n) for n in (root.get("viewBox") or "").split())
    assert 0 <= x < x + w <= width
    assert 0 <= y < y + h <= height
    assert " ".join(text.text or "" for text in link.iter("text")) == said


def test_a_target_looks_different_from_what_happens() -> None:
    """A journey as it should be is a wish."""
    for state, number in (("as_is", 0), ("to_be", 1)):
        _, root = draw(journey([step(emotion=1)], state=state), "en")
        assert len(svg.all_of(root, "hb-em-line--target")) == number
