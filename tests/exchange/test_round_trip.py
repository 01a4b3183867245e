"""What is exported can be read back whole: an equal journey, whatever it says."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import support
from handbook.core.catalogue import Catalogue
from handbook.core.document import Duration, Reference, Text, build
from handbook.core.source import Source, parse_yaml
from handbook.exchange import intake, workbook_out, yaml_out
from handbook.journeys.exchange import fields
from handbook.journeys.exchange.data import as_data, as_json
from handbook.journeys.exchange.table import as_csv, as_it_was, harmless, table
from handbook.journeys.model import Journey

EMPTY = Catalogue(dt.date.fromisoformat(support.TODAY), ("ar", "en"))
FILES = [
    *sorted((support.ROOT / "content" / "journeys").glob("*.yml")),
    *(support.GOOD / "content").glob("journeys/*.yml"),
]
SCHEMA = json.loads((support.ROOT / "schemas" / "journey.schema.json").read_text("utf-8"))

FULL = """
id: full.journey
title: {ar: كاملة, en: "Full: all, of it"}
summary: One text for all languages
area: area-1
version: "1.10"
change_note: {ar: ما تغيّر, en: "What changed: this"}
history_from: 2026-01-01
type: end_to_end
state: to_be
counterpart: other
parent: end/to-end
related_policies: [CS-001, CS-002]
tags: [a, "with space", "=SUM(A1)", "no"]
scope:
  business_goal: "=1+1"
  customer_goal: {ar: "+٥ نقاط", en: "-2 complaints"}
  actor: customer
  personas: [p-1, p-2]
  scenario: "@home\\nsecond line"
  trigger: "'quoted"
  expectations: ["'=kept", {ar: أ, en: b}, "\\t=tab"]
  start: "- a dash"
  end: {ar: "نهاية", en: "[]"}
  out_of_scope: ["{}", "[]"]
research:
  - {id: r-1, method: m, date: 2026-01-05, sample: {ar: ع, en: s}, finding: f, url: "https://tracker.example.org/1",
     confidence: partial}
stages:
  - id: one
    name: {ar: الأولى, en: First}
    goal: {ar: هدف, en: Goal}
    questions: [{ar: س, en: q}, only one]
    perceptions: [{ar: ا, en: p}]
    kpis:
      - {id: k-1, name: n, unit: "%", target: 0.1, value: -91.25, better: lower, as_of: 2026-02-01, source: s}
      - {id: k-2, name: {ar: م, en: n}, unit: {ar: ي, en: d}, target: 1e20, source: s}
    pain_points:
      - {id: p-1, text: t, severity: 4, frequency: 5, cause: {ar: س, en: c}, research_refs: [r-1]}
    opportunities:
      - {id: o-1, text: t, addresses: [p-1], customer_value: 1, business_value: 2, effort: 3, owner: role-1,
         status: in_progress, url: "https://tracker.example.org/2", solutions: [{ar: ح, en: s}, "=x"]}
      - {id: o-2, text: t, customer_value: 5, business_value: 5, effort: 5}
    steps:
      - {id: s-1, name: {ar: خطوة, en: Step}, kind: communication, initiator: customer, receiver: agent,
         touchpoint: t-1,
         thoughts: t, quote: {ar: ق, en: q}, emotion: {p-1: -2, p-2: 2}, intensity: 5, importance: 4, satisfaction: 3,
         moment_of_truth: true, duration: 30 minutes, wait: 2 days, physical_evidence: e, frontstage: f, backstage: b,
         support_processes: [a, {ar: ب, en: b}], systems: [s], policies: [CS-001], image: images/a.svg, image_alt: i,
         next: [{to: s-2, when: {ar: نعم, en: "Yes"}}, s-3], research_refs: [r-1]}
      - {id: s-2, name: "-", initiator: customer, emotion: 0, next: []}
  - id: two
    name: One text
    steps:
      - {id: s-3, name: "yes", initiator: customer, emotion: {}, next: s-1}
      - {id: s-4, name: "1", initiator: customer}
      - {id: s-5, name: "2026-01-01", initiator: customer, emotion: -2}
validation:
  status: assumption
  sessions:
    - {date: 2026-01-01, with: {ar: م, en: w}, participants: 12, outcome: o, changes: c}
analysis:
  checklist:
    - {group: customer, question: q, answer: "no", note: n, action: {ar: ف, en: a}}
lifecycle: {owner: role-1, reviewers: [role-2], review_every: 6 months, last_reviewed: 2026-01-01}
"""


def journey_of(text: str) -> Journey:
    return build(Journey, parse_yaml(Source("journeys/x.yml", text)))


def assert_comes_back(journey: Journey, code: str = "ar") -> None:
    for name, raw in (("a.csv", as_csv(journey, code)), ("a.xlsx", workbook_out.xlsx(journey, code, code == "ar"))):
        made = intake.journey(raw, name, EMPTY, intake.Wishes())
        assert [one.kept() for one in made.report.unplaced] == []
        assert made.report.assumed == []
        assert made.journey == journey
        assert journey_of(made.text) == journey


@pytest.mark.parametrize("code", ["ar", "en", "fr"])
@pytest.mark.parametrize("path", FILES, ids=support.name_of)
def test_real_journeys(path: Path, code: str) -> None:
    """All that the content says, in both languages, whatever the language of the labels."""
    assert_comes_back(journey_of(path.read_text("utf-8")), code)


def test_every_field() -> None:
    """A journey that says everything that one can say, with cells that a spreadsheet would take for formulas."""
    journey = journey_of(FULL)
    said = {fields.names(row.key)[0] for row in table(journey, "en").rows}
    leaves = {names for names, shape in fields.shapes().items() if shape.model is None}
    assert leaves - said == set()
    assert_comes_back(journey)


def test_what_is_empty_is_not_what_is_absent() -> None:
    """An empty `next` ends the journey, an absent one goes on; a part without anything in it is still there."""
    journey = journey_of(
        FULL.replace("validation:\n", "v:\n").split("v:\n")[0] + "analysis: {}\nlifecycle: {owner: o}\n"
    )
    assert journey.analysis is not None
    assert journey.stages[0].steps[1].next == ()
    assert journey.stages[1].steps[1].next is None
    assert journey.stages[1].steps[0].emotion == {}
    assert_comes_back(journey)


# ---- Any journey -----------------------------------------------------------------------------------------------

WORDS = st.text(
    st.sampled_from("aZ9 ءأ٣ـ=+-@'\"\\#:,;{}[]&*!|>%?\n\t.é€😀\u200f\u2028\u0085"), min_size=1, max_size=12
).filter(lambda text: text == text.strip() and re.search(r"\S", text) is not None)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True)
LANGUAGES = st.sampled_from(["ar", "en", "fr", "zh-Hant"])
TEXTS = WORDS | st.dictionaries(LANGUAGES, WORDS, min_size=1, max_size=3)
DAYS = st.dates(dt.date(1000, 1, 1)).map(str)


def values(names: fields.Names, shape: fields.Shape) -> st.SearchStrategy[Any]:
    """Anything that the field may hold."""
    inner, name = shape.inner, names[-1]
    if shape.model:
        found = model(names)
    elif inner is Text:
        found = TEXTS
    elif get_origin(inner) is Literal:
        found = st.sampled_from(get_args(inner))
    elif inner is Duration:
        found = st.from_regex(r"[1-9]\d{0,2} (minute|hour|day|week|month|year)s?", fullmatch=True)
    elif inner is dt.date:
        found = DAYS
    elif inner is bool:
        found = st.booleans()
    elif inner is float:
        found = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-100, 100)
    elif name == "emotion":
        found = st.integers(-2, 2) | st.dictionaries(st.sampled_from(["p-1", "p.2", "7", "a/b"]), st.integers(-2, 2))
    elif inner is int:
        found = st.integers(1, 4)
    elif name == "version":
        found = st.from_regex(r"\d{1,2}\.\d{1,2}", fullmatch=True)
    elif issubclass(inner, Reference):
        found = st.from_regex(r"[A-Z]{2}-[0-9]{1,3}|[a-z0-9]{1,4}(\.[a-z]{1,2})?", fullmatch=True)
    else:
        found = WORDS if name in ("tags", "url", "image") else IDS
    return st.lists(found, min_size=shape.needed, max_size=2) if shape.many else found


def model(at: fields.Names) -> st.SearchStrategy[dict[str, Any]]:
    """Anything that the part of a journey at the path *at* may say."""
    parts = {n[-1]: values(n, s) for n, s in fields.shapes().items() if n[:-1] == at}
    needed = {n[-1] for n, s in fields.shapes().items() if n[:-1] == at and s.needed}
    return st.fixed_dictionaries(
        {name: part for name, part in parts.items() if name in needed},
        optional={name: part for name, part in parts.items() if name not in needed},
    )


def unique_stages(data: dict[str, Any]) -> dict[str, Any]:
    """Stages are told apart by their ids, which a check demands."""
    return {**data, "stages": [{**stage, "id": f"{stage['id']}-{n}"} for n, stage in enumerate(data["stages"])]}


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.deferred(lambda: model(())).map(unique_stages))
def test_any_journey(data: Mapping[str, Any]) -> None:
    """Whatever the model allows comes back from both formats, and from the YAML."""
    journey = Journey.model_validate(data)
    assert Journey.model_validate(as_data(journey)) == journey
    assert journey_of(yaml_out.text(journey)) == journey
    assert_comes_back(journey)


@given(WORDS | st.text(st.sampled_from("'=+-@\ta"), max_size=5))
@example("=1+1")
@example("''=x")
def test_no_cell_begins_like_a_formula(text: str) -> None:
    """An apostrophe goes before it, and is taken off again: also where there was one."""
    assert not re.match(r"[=+\-@\t\r]", harmless(text))
    assert as_it_was(harmless(text)) == text


# ---- Data ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=support.name_of)
def test_json_holds_to_the_schema(path: Path) -> None:
    """The whole journey, in the order of the model, as an editor's schema wants it."""
    journey = journey_of(path.read_text("utf-8"))
    data = json.loads(as_json(journey))
    jsonschema.validate(data, SCHEMA)
    assert Journey.model_validate(data) == journey
    assert list(data["scope"]) == [
        name for name in Journey.model_fields["scope"].annotation.model_fields if name in data["scope"]
    ]


def test_every_field_has_a_label() -> None:
    """In both languages, and no label is left over."""
    labels = fields.words()["fields"]
    assert set(labels) == {".".join(names) for names in fields.shapes()}
    assert all(set(label) == {"ar", "en"} for label in labels.values())


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (("stages", "goal", "ar"), "stages.goal.ar"),
        (("stages", "kpis", 1, "name", "en"), "stages.kpis.1.name.en"),
        (("stages", "steps", "emotion", "a.b"), 'stages.steps.emotion."a.b"'),
        (("title", "7"), 'title."7"'),
    ],
)
def test_keys(key: fields.Key, text: str) -> None:
    """Written and read; what could be taken for a number or for two parts stands in quotation marks."""
    assert fields.written(key) == text
    assert fields.parse(text) == key


@pytest.mark.parametrize(
    "text", ["", "Goal", "stages.gaol", "stages.kpis.1.name.en.x", "stages..goal", 'title."', "a b.c"]
)
def test_what_is_no_key(text: str) -> None:
    """Words and misspelt paths mean no field."""
    assert fields.parse(text) == ()
