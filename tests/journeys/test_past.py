"""Two states of a journey compared as data, and an old state in words."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import escape

import support
from handbook.core.catalogue import Catalogue
from handbook.core.past import Comparison
from handbook.core.source import Source
from handbook.drawing.engine import DrawingError
from handbook.drawing.studio import Studio
from handbook.journeys.charts import swimlane
from handbook.journeys.exchange.fields import shapes
from handbook.journeys.model import Journey
from handbook.journeys.past import article, compare
from handbook.journeys.past.match import longest_rise, paired
from journeys import made, svg
from journeys.test_any_journey import LIBRARY, cases

FOLDER = Path(__file__).parent / "past"
HEAD = yaml.safe_load(support.JOURNEY_HEAD)
WHOLE: dict[str, Any] = {**HEAD, **yaml.load((FOLDER / "whole.yml").read_text("utf-8"), Loader=yaml.BaseLoader)}
JOURNEY = Journey.model_validate(WHOLE)
NAMES = {
    "library/personas.yml": [
        {"id": "new", "name": {"ar": "جديد", "en": "New"}, "actor": "customer", "summary": "x"},
        {"id": "regular", "name": {"ar": "دائم", "en": "Regular"}, "actor": "customer", "summary": "x"},
    ],
    "library/touchpoints.yml": [
        {"id": "page", "name": {"ar": "الصفحة", "en": "Page"}, "channel": "web", "control": "owned", "owner": "agent"},
        {"id": "line", "name": {"ar": "الخط", "en": "Line"}, "channel": "phone", "control": "partner"},
    ],
}
POLICIES = {
    "ar/policies/a.md": support.policy(id="A-1", title="الأولى"),
    "en/policies/a.md": "---\ntitle: First\n---\n",
    "ar/policies/b.md": support.policy(id="A-2", title="الثانية"),
    "en/policies/b.md": "---\ntitle: Second\n---\n",
}
CATALOGUE = support.catalogue({**{path: made.dump(said) for path, said in NAMES.items()}, **POLICIES})
STUDIO = support.studio()
NOTATION = support.LANGUAGES["en"].t("past.journey.notation")


def source(data: object) -> Source:
    """A file with the text *data*, or with data as JSON, which is YAML too and written faster."""
    return Source("journeys/j.yml", data if isinstance(data, str) else json.dumps(data, ensure_ascii=False))


def told(old: object, new: object, code: str = "en", catalogue: Catalogue = CATALOGUE) -> Comparison:
    return compare(source(old), source(new), support.LANGUAGES[code], catalogue)


def is_journey(data: object) -> bool:
    try:
        Journey.model_validate(data)
    except ValueError:
        return False
    return True


def edited(edits: list[list[Any]], data: dict[str, Any] = WHOLE) -> dict[str, Any]:
    """*data* with *edits* as in sentences.yml; `swap` turns a list round."""
    found = copy.deepcopy(data)
    for path, value in edits:
        *way, last = (int(part) if part.isdecimal() else part for part in path.split("."))
        home: Any = found
        for part in way:
            home = home[part]
        if value is None:
            del home[last]
        elif value == "swap":
            home[last] = home[last][::-1]
        elif isinstance(home, list) and last == len(home):
            home.append(value)
        else:
            home[last] = value
    return found


# ---- Sentences -------------------------------------------------------------------------------------------------


def listed(name: str) -> list[Any]:
    read = yaml.load((FOLDER / f"{name}.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    return [pytest.param(case, id=case["about"].replace(" ", "-")) for case in read]


def nothing(edits: list[list[Any]]) -> list[list[Any]]:
    """*edits* in which `null` means that the field is absent."""
    return [[path, None if value == "null" else value] for path, value in edits]


@pytest.mark.parametrize("case", listed("sentences"))
def test_what_differs_is_said_in_sentences(case: dict[str, Any]) -> None:
    """In the order of the journey, under the stage's name; in Arabic as many of them."""
    old, new = edited(nothing(case.get("before", []))), edited(nothing(case["edits"]))
    found = told(old, new).statements
    assert [[s.kind, s.place, s.text] for s in found] == case["wanted"]
    arabic = [statement.text for statement in told(old, new, "ar").statements]
    if "arabic" in case:
        assert arabic == case["arabic"]
    assert bool(arabic) == bool(found)


@pytest.mark.parametrize("case", listed("moves"))
def test_what_moves_is_told_where_it_is_now(case: dict[str, Any]) -> None:
    """It neither goes nor comes."""

    def journey(stages: list[Any]) -> dict[str, Any]:
        def stage(name: str, steps: list[str], pains: list[str]) -> dict[str, Any]:
            own = [{"id": n, "name": n, "initiator": "customer"} for n in steps]
            hurts = [{"id": n, "text": n, "severity": 1, "frequency": 1} for n in pains]
            return {"id": name, "name": name, "steps": own, "pain_points": hurts}

        return {**HEAD, "stages": [stage(*one) for one in stages]}

    found = told(journey(case["before"]), journey(case["after"])).statements
    assert [[s.kind, s.place, s.text] for s in found] == case["wanted"]


# ---- Every field -----------------------------------------------------------------------------------------------

OTHERS = {
    "type": "problem",
    "state": "to_be",
    "area": "other",
    "counterpart": "other",
    "parent": "other",
    "scope.actor": "agent",
    "research.confidence": "validated",
    "stages.kpis.better": "higher",
    "stages.opportunities.status": "rejected",
    "stages.opportunities.owner": "other",
    "stages.steps.kind": "action",
    "stages.steps.initiator": "agent",
    "stages.steps.receiver": "customer",
    "stages.steps.touchpoint": "page",
    "stages.steps.duration": "1 hour",
    "stages.steps.wait": "1 hour",
    "validation.status": "validated",
    "analysis.checklist.group": "touchpoints",
    "analysis.checklist.answer": "no",
    "lifecycle.owner": "other",
    "lifecycle.review_every": "1 year",
}
"""Another value for what cannot hold any text."""


def leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value with its path, those that hold others too."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*at, key), inner
        yield from leaves(inner, (*at, key))


def other(field: str, value: Any) -> Any:
    """A value that differs from *value* and may stand in its place."""
    if field in OTHERS:
        return OTHERS[field]
    if isinstance(value, str):
        if value == "true":
            return "false"
        return (
            str(int(value) - 1)
            if re.fullmatch(r"-?\d+", value)
            else re.sub(r"^\d{4}-", "2025-", f"{value}x"[:-1])
            if (re.match(r"\d{4}-", value))
            else f"{value}x"
        )
    return None


def test_the_whole_journey_has_every_field() -> None:
    """A field that the model gets is compared here from its first day."""
    named = {tuple(part for part in path if isinstance(part, str)) for path, _ in leaves(WHOLE)}
    assert set(shapes()) <= named
    assert is_journey(WHOLE)


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_no_field_changes_in_silence(code: str) -> None:
    """Each field, changed or removed, is told by more than that the file differs; equal files tell nothing."""
    assert told(WHOLE, copy.deepcopy(WHOLE), code) == Comparison()
    notation = support.LANGUAGES[code].t("past.journey.notation")
    tried = 0
    for path, value in leaves(WHOLE):
        way = ".".join(map(str, path))
        field = ".".join(part for part in path if isinstance(part, str))
        for new in {str(one): one for one in (None, other(field, value)) if one != value or one is None}.values():
            changed = edited([[way, new]])
            if is_journey(changed) and Journey.model_validate(changed) == JOURNEY:
                continue  # what is absent has that value by default
            for both in ((WHOLE, changed), (changed, WHOLE)):
                found = told(*both, code).statements
                assert found, (way, new)
                assert notation not in [statement.text for statement in found], (way, new)
                assert not [s.text for s in found if "None" in s.text or "past.journey" in s.text], way
                tried += 1
    assert tried > 300


# ---- Any two files ---------------------------------------------------------------------------------------------

ANY = support.catalogue({p: s if isinstance(s, str) else made.dump(s) for p, s in LIBRARY.items()})


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(cases(), cases(), st.sampled_from(["ar", "en"]))
def test_any_two_journeys_differ_in_words(one: made.Case, another: made.Case, code: str) -> None:
    """Something is said exactly where the journeys differ, under a stage that one of them has."""
    old, new = ({**HEAD, **case["journey"]} for case in (one, another))
    assert told(old, old, code, ANY) == Comparison()
    found = told(old, new, code, ANY).statements
    assert bool(found) == (Journey.model_validate(old) != Journey.model_validate(new))
    spoken = [
        stage["name"] if isinstance(stage["name"], str) else stage["name"][code]
        for data in (old, new)
        for stage in data["stages"]
    ]
    assert {statement.place for statement in found} <= {"", *spoken}
    assert not [s.text for s in found if "None" in s.text or not s.text.strip()]


ODD = st.recursive(
    st.sampled_from(["", "x", "1", "true", None, "2026-01-01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "ar", "en", "odd"]), inner),
    max_leaves=5,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data(), st.sampled_from(["ar", "en"]))
def test_any_file_is_compared_and_told(data: st.DataObject, code: str) -> None:
    """Whatever stands where, nothing is raised, and what differs is said."""
    paths = [path for path, _ in leaves(WHOLE)]
    states: list[dict[str, Any]] = []
    for _ in range(2):
        state: Any = copy.deepcopy(WHOLE)
        for path in data.draw(st.lists(st.sampled_from(paths), max_size=2)):
            home = state
            for part in path[:-1]:
                home = home[part] if isinstance(home, (dict, list)) and _has(home, part) else {}
            if _has(home, path[-1]):
                home[path[-1]] = data.draw(ODD)
        states.append(state)
    old, new = states
    found = told(old, new, code).statements
    if not found:  # an explicit default is the same as an absent field
        assert old == new or Journey.model_validate(old) == Journey.model_validate(new)
    assert not [s.text for s in found if "None" in s.text]
    assert article(source(old), support.LANGUAGES[code], CATALOGUE).html


def _has(home: Any, part: Any) -> bool:
    return (
        part in home
        if isinstance(home, dict)
        else isinstance(home, list) and isinstance(part, int) and part < len(home)
    )


@pytest.mark.parametrize("text", ["a: [", "- x: &a 1", "a: 1\na: 2", "only words", ""])
def test_what_is_no_yaml_cannot_be_compared(text: str) -> None:
    """One sentence says so, and the article shows the text as it is."""
    assert [s.text for s in told(text, WHOLE).statements] == ["The old text cannot be read as a journey."]
    assert [s.text for s in told(WHOLE, text).statements] == ["The new text cannot be read as a journey."]
    assert told(text, text) == Comparison()
    shown = article(source(f"{text}<b>"), support.LANGUAGES["en"], CATALOGUE)
    assert (shown.title, shown.html) == ("j", f"<pre>{escape(text)}&lt;b&gt;</pre>")


# ---- Matching --------------------------------------------------------------------------------------------------


@given(st.permutations(range(7)))
def test_as_little_as_possible_moves(numbers: list[int]) -> None:
    """The places rise, their numbers too, and no longer part of the list does."""
    found = longest_rise(numbers)
    kept = [numbers[place] for place in found]
    assert found == sorted(found)
    assert kept == sorted(kept)
    ends = [1] * len(numbers)
    for place, number in enumerate(numbers):
        ends[place] += max((ends[before] for before in range(place) if numbers[before] < number), default=0)
    assert len(found) == max(ends)


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")), st.booleans())
def test_every_item_has_one_place(old: list[str], new: list[str], last: bool) -> None:
    """Both lists can be read off the pairs: the new one in order, the old one whole."""
    pairs = paired(old, new, [str], last)
    assert [pair.new for pair in pairs if pair.new] == new
    assert sorted(pair.old for pair in pairs if pair.old) == sorted(old)
    if old == new:
        assert [(pair.old, pair.new, pair.moved) for pair in pairs] == [(item, item, False) for item in old]


# ---- Pictures --------------------------------------------------------------------------------------------------


def drawn(old: object, new: object, studio: Studio | None = STUDIO, code: str = "ar") -> Comparison:
    return compare(source(old), source(new), support.LANGUAGES[code], CATALOGUE, studio)


NEW_STEP = edited([["stages.1.steps.1", {"id": "thanks", "name": "Thanks", "initiator": "customer"}]])


def test_both_states_are_drawn_for_one_page() -> None:
    """Beside the page's own drawing no id stands twice, and no link leads to a step that is elsewhere."""
    before, after = drawn(WHOLE, NEW_STEP).pictures
    assert (before.title, after.title) == ("قبل التغيير", "بعد التغيير")
    own = swimlane.draw(Journey.model_validate(WHOLE), support.LANGUAGES["ar"], CATALOGUE, STUDIO)
    roots = [svg.parse(one) for one in (before.drawing, after.drawing, str(own))]
    ids = [e.get("id") for root in roots for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for root in roots[:2]:
        assert list(svg.strict(root)) == []
        assert not [e for e in root.iter() if e.get("href") and not str(e.get("href")).startswith("#hb-swim")]
    assert len(svg.all_of(roots[1], "hb-node")) == len(svg.all_of(roots[0], "hb-node")) + 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WHOLE, edited([["stages.0.steps.0.emotion", "2"]])),
        (WHOLE, edited([["stages.1.steps.0.odd", "x"], ["stages.1.steps.0.name", "Other"]])),
        (edited([["stages.1.steps.0.initiator", "gone"]]), WHOLE),
        (edited([["stages.0.steps.1.next", ["gone"]]]), WHOLE),
    ],
    ids=["same-lanes", "no-journey", "unknown-actor", "way-to-nowhere"],
)
def test_what_cannot_be_compared_by_eye_is_not_drawn(old: object, new: object) -> None:
    """The same order of work, or one of the two that cannot be drawn today."""
    found = drawn(old, new)
    assert found.statements
    assert found.pictures == ()


def test_a_touchpoint_that_is_no_more_leaves_no_mark() -> None:
    """The rest of the lanes is drawn."""
    old = edited([["stages.0.steps.0.touchpoint", "gone-page"]])
    before, after = drawn(old, NEW_STEP).pictures
    assert [len(svg.all_of(svg.parse(p.drawing), "hb-node__channel")) for p in (before, after)] == [0, 1]


def test_where_browsers_draw_there_are_no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor without a studio, nor where the engine gives up; asking does not send the build's drawings to browsers."""
    elsewhere, gone = support.studio(), support.studio()
    elsewhere.renderer, gone.in_browser = "browser", True
    assert [drawn(WHOLE, NEW_STEP, studio).pictures for studio in (None, elsewhere, gone)] == [()] * 3
    assert not elsewhere.in_browser

    def give_up(*_: object) -> str:
        raise DrawingError("no")

    monkeypatch.setattr(swimlane, "draw", give_up)
    assert drawn(WHOLE, NEW_STEP).pictures == ()


# ---- The article -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_the_article_says_all_that_the_journey_says(code: str) -> None:
    """Every text of it, under a heading for each part and each stage, without links."""
    found = article(source(WHOLE), support.LANGUAGES[code], CATALOGUE)
    assert (found.title, found.summary) == (WHOLE["title"][code], WHOLE["summary"][code])
    texts = [value[code] for path, value in leaves(WHOLE) if isinstance(value, dict) and code in value]
    texts.remove(WHOLE["change_note"][code])  # the history says it
    assert [text for text in texts if text not in found.html + found.title + found.summary] == []
    assert re.findall(r'<h2 id="([^"]+)">', found.html) == [
        *("about", "scope", "research", "stage-ask", "stage-get", "validation", "analysis", "lifecycle")
    ]
    assert "href" not in found.html
    assert "<svg" not in found.html
    root = svg.parse(f"<div>{found.html}</div>")
    assert [ol.get("start") for ol in root.iter("ol")] == ["1", "3"]


def test_the_article_tells_the_steps_as_the_page_does() -> None:
    """Who does what to whom, where, and what follows."""
    html = article(source(WHOLE), support.LANGUAGES["en"], CATALOGUE).html
    assert "<p>Customer to Service agent: Calls. If the answer is “Yes”, step 3. Then step 2.</p>" in html
    assert "<p>Customer: Leaves. The journey ends here.</p>" in html
    assert "<li><strong>Touchpoint:</strong> Line</li>" in html
    assert "<li><strong>Feeling:</strong> very upset (−2)</li>" in html
    assert "<li><strong>Target:</strong> 5 days</li>" in html
    assert "<li><strong>In the customer’s words:</strong> “Quote”</li>" in html


@pytest.mark.parametrize("data", [WHOLE, {**WHOLE, "odd": "x"}], ids=["journey", "unknown"])
def test_an_article_is_safe(data: dict[str, Any]) -> None:
    """What was typed then is text now, in a file of today's model and in one of none."""
    typed = {"ar": "<script>", "en": "<script>"}
    evil: list[list[Any]] = [["stages.0.name", typed], ["stages.0.steps.0.name", typed], ["tags", ["<script>", "&"]]]
    found = article(source(edited(evil, data)), support.LANGUAGES["en"], CATALOGUE)
    assert "<script" not in found.html
    assert "&lt;script&gt;" in found.html
    svg.parse(f"<div>{found.html}</div>")


def test_an_article_of_an_old_model_is_a_list_of_terms() -> None:
    """Known fields by their labels, unknown ones as they were written."""
    found = article(source({**WHOLE, "odd": {"inner": ["x", "y"]}}), support.LANGUAGES["en"], CATALOGUE)
    assert (found.title, found.summary) == ("The journey", "Summary")
    assert "<dt>Type</dt><dd>Whole journey</dd>" in found.html
    assert "<dt>odd</dt><dd><dl>\n<dt>inner</dt><dd><ul>\n<li>x</li>\n<li>y</li>\n</ul></dd>\n</dl></dd>" in found.html
