"""Any journey that the vocabulary allows: its page can be made, and whatever leads anywhere on it arrives."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

import support
from handbook.journeys.insight.metrics import readings
from handbook.journeys.views.boards import backlog_page, kpis
from handbook.journeys.views.journey import Desk, anchors, journey_view
from handbook.journeys.views.people import people
from handbook.journeys.views.touchpoints import channels, touchpoints
from journeys import made, svg

STUDIO = support.studio()
LIBRARY = {
    "library/personas.yml": [{"id": n, "name": n, "actor": "customer", "summary": "x"} for n in ("new", "regular")],
    "library/touchpoints.yml": [
        {"id": "page", "name": "Page", "channel": "web", "control": "owned", "owner": "agent"},
        {"id": "line", "name": "Line", "channel": "phone", "control": "partner"},
        {"id": "forum", "name": "Forum", "channel": "web", "control": "uncontrolled"},
    ],
    "library/actors.yml": [
        {"id": lane, "name": lane, "lane": lane}
        for lane in ("customer", "frontstage", "backstage", "support", "external")
    ],
    "ar/policies/a.md": support.policy(id="A-1"),
}
TEXT = st.sampled_from(["A", "Is it “there”?", "<b>&", {"ar": "نص", "en": "Text; more"}])
TEXTS = st.lists(TEXT, max_size=2)
GRADE = st.integers(1, 5)
DAY = st.sampled_from(["2020-02-29", "2026-01-31", "2026-03-01"])
LENGTH = st.sampled_from(["5 minutes", "1 day", "2 weeks", "999 years"])
FELT = st.integers(-2, 2)
RESEARCH = ("talks", "guess")


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


STEP = some(
    kind=st.just("action"),
    receiver=st.sampled_from(["customer", "frontstage", "external"]),
    touchpoint=st.sampled_from(["page", "line", "forum"]),
    thoughts=TEXT,
    quote=TEXT,
    emotion=FELT | st.dictionaries(st.sampled_from(["new", "regular"]), FELT),
    intensity=GRADE,
    importance=GRADE,
    satisfaction=GRADE,
    moment_of_truth=st.booleans(),
    duration=LENGTH,
    wait=LENGTH,
    physical_evidence=TEXT,
    frontstage=TEXT,
    backstage=TEXT,
    support_processes=TEXTS,
    systems=TEXTS,
    policies=st.lists(st.just("A-1"), max_size=2),
    research_refs=st.lists(st.sampled_from(RESEARCH), max_size=2),
)
KPI = st.fixed_dictionaries(
    {"target": st.integers(-5, 100), "better": st.sampled_from(["higher", "lower"]), "value": GRADE, "as_of": DAY}
)
PAIN = st.fixed_dictionaries({"severity": st.integers(1, 4), "frequency": GRADE}, optional={"cause": TEXT})
CHANCE = st.fixed_dictionaries(
    {"customer_value": GRADE, "business_value": GRADE, "effort": GRADE, "solutions": TEXTS},
    optional={"status": st.sampled_from(["planned", "in_progress", "done", "rejected"]), "owner": st.just("agent")},
)
SCOPE = some(
    personas=st.lists(st.sampled_from(["new", "regular"]), unique=True),
    expectations=TEXTS,
    out_of_scope=TEXTS,
    trigger=TEXT,
)
WHOLE = some(
    type=st.sampled_from(["end_to_end", "problem"]),
    state=st.sampled_from(["as_is", "to_be"]),
    validation=st.fixed_dictionaries({"status": st.sampled_from(["assumption", "partial", "validated"])}),
    analysis=st.fixed_dictionaries(
        {
            "checklist": st.lists(
                st.fixed_dictionaries(
                    {
                        "group": st.sampled_from(["customer", "touchpoints", "organisation"]),
                        "question": TEXT,
                        "answer": st.sampled_from(["yes", "partly", "no"]),
                    },
                    optional={"note": TEXT, "action": TEXT},
                ),
                max_size=3,
            )
        }
    ),
)


@st.composite
def cases(draw: st.DrawFn) -> made.Case:
    """A journey that uses anything."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    names = [f"s{n}" for n in range(1, sum(sizes) + 1)]
    pains = [f"p{n}" for n in range(draw(st.integers(0, 2)))]
    rest, stages = iter(names), []
    for number, size in enumerate(sizes):
        stage = draw(some(goal=TEXT, questions=TEXTS, perceptions=TEXTS))
        steps = []
        for name in (next(rest) for _ in range(size)):
            step = {
                "id": name,
                "name": draw(TEXT),
                "initiator": draw(st.sampled_from(["customer", "frontstage", "support"])),
            }
            if (ways := draw(st.none() | st.lists(st.sampled_from(names), max_size=2, unique=True))) is not None:
                step["next"] = [{"to": way, "when": draw(TEXT)} for way in ways]
            steps.append(step | draw(STEP))
        listed = {
            "kpis": [
                {"id": f"k{number}", "name": "K", "unit": "%", "source": "Log", **k}
                for k in draw(st.lists(KPI, max_size=1))
            ],
            "pain_points": [{"id": name, "text": draw(TEXT), **draw(PAIN)} for name in (pains if number == 0 else [])],
            "opportunities": [
                {"id": f"o{number}", "text": draw(TEXT), "addresses": pains[:1], **c}
                for c in draw(st.lists(CHANCE, max_size=1))
            ],
        }
        stages.append({"id": f"stage{number}", "name": draw(TEXT), **stage, **listed, "steps": steps})
    base = {"business_goal": "b", "customer_goal": "c", "actor": "customer", "scenario": "s", "start": "s", "end": "e"}
    research = [
        {"id": n, "method": n, "date": "2026-01-05", "finding": "x", "confidence": sure}
        for n, sure in zip(RESEARCH, ("partial", "assumption"), strict=True)
    ]
    whole = {**draw(WHOLE), "scope": {**base, **draw(SCOPE)}, "research": research, "stages": stages}
    return {"journey": whole, "files": LIBRARY}


def leaves(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a view, with the name of its field."""
    if dataclasses.is_dataclass(value):
        for part in dataclasses.fields(value):
            yield from leaves(getattr(value, part.name), part.name)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from leaves(item, name)
    else:
        yield name, value


def lead(view: object) -> set[str]:
    """The places of the same page to which a view leads, in its fields and in its drawings."""
    found = set()
    for name, value in leaves(view):
        if name in ("url", "map_url") and str(value).startswith("#"):
            found.add(str(value)[1:])
        if isinstance(value, Markup) and value.startswith("<svg"):
            hrefs = (e.get("href", "") for e in svg.parse(value).iter())
            found |= {href[1:] for href in hrefs if href.startswith("#")}
    return found


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), st.sampled_from(["ar", "en"]))
def test_any_journey_has_a_page(case: made.Case, code: str) -> None:
    """Nothing is raised, every link of the page arrives on it, and every drawing may stand on it."""
    journey, catalogue = made.journey(case)
    at = support.viewpoint(code, catalogue)
    view = journey_view(catalogue.entries["j"], Desk(STUDIO, readings(catalogue)), at)  # type: ignore[arg-type]
    assert lead(view) <= anchors(journey)
    drawings = [svg.parse(value) for _, value in leaves(view) if isinstance(value, Markup) and value.startswith("<svg")]
    assert [wrong for root in drawings for wrong in svg.strict(root)] == []
    ids = [e.get("id") for root in drawings for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert not [value for _, value in leaves(view) if isinstance(value, str) and "None" in value]


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), st.sampled_from(["ar", "en"]))
def test_any_journey_is_seen_from_the_pages_across(case: made.Case, code: str) -> None:
    """Their links lead to places that the journey's page has, and to their own."""
    journey, catalogue = made.journey(case)
    at = support.viewpoint(code, catalogue)
    page, own = f"/{code}/journeys/j.md", anchors(journey)
    for view in (backlog_page(at), kpis(readings(catalogue), at), people(at), touchpoints(at), channels(at)):
        places = {str(value) for name, value in leaves(view) if name == "anchor"}
        for name, value in leaves(view):
            if name == "url" and value:
                where, _, place = str(value).partition("#")
                assert where in ("", page)
                assert not place or place in (own if where else places)
