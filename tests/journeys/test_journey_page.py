"""A journey's page: its parts, what it says of itself, and what it tells from its own data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import support
from handbook.journeys.insight.metrics import readings
from handbook.journeys.insight.progress import GROUPS
from handbook.journeys.views.journey import Desk, JourneyView, anchors, journey_view, sections
from journeys import made

BOTH = pytest.mark.parametrize("code", support.LANGUAGES)
ACROSS = made.across()
STAGE = {"id": "only", "name": "Only", "steps": [{"id": "waits", "name": "Waits", "initiator": "customer"}]}


def page(
    code: str = "en", files: dict[str, Any] | None = None, today: str = support.TODAY, **fields: Any
) -> JourneyView:
    """The page of a journey that says *fields*."""
    _, catalogue = made.journey({"journey": {"stages": [STAGE], **fields}, "files": files or {}, "today": today})
    desk = Desk(support.studio(), readings(catalogue), "playbook/mapping")
    return journey_view(catalogue.entries["j"], desk, support.viewpoint(code, catalogue))  # type: ignore[arg-type]


# ---- Parts -------------------------------------------------------------------------------------------------------


def test_a_journey_that_says_little_has_few_parts() -> None:
    """What would be empty is not there; the analysis always is, since the handbook itself looks for gaps."""
    journey, _ = made.journey({"journey": {"stages": [STAGE]}})
    assert sections(journey) >= {"map", "who-does-what", "analysis", "scope", "steps", "living"}
    assert not sections(journey) & {"figures", "compare", "backlog", "research", "validation"}
    view = page()
    assert (view.kpis, view.compare, view.backlog, view.research, view.validation) == ([], None, None, [], None)
    assert view.banners == []
    assert anchors(journey) >= {"waits", "map-waits", "stage-only"}


@pytest.mark.parametrize(("name", "part"), [("a", "figures"), ("a", "backlog"), ("c", "")])
def test_parts_are_there_when_there_is_something_to_show(name: str, part: str) -> None:
    """What the page shows and what links may lead to agree."""
    journey = ACROSS.entries[name].document
    at = support.viewpoint("en", ACROSS)
    view = journey_view(ACROSS.entries[name], Desk(support.studio(), readings(ACROSS)), at)  # type: ignore[arg-type]
    found = sections(journey)  # type: ignore[arg-type]
    assert not part or part in found
    assert ("figures" in found) == bool(view.kpis)
    assert ("backlog" in found) == (view.backlog is not None)


# ---- Its own state -------------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize(("today", "days"), [("2026-07-31", 0), ("2026-08-01", 1), ("2026-08-11", 11)])
def test_an_overdue_review_is_told_on_top(code: str, today: str, days: int) -> None:
    """By how many days, and who has to do it; on its day nothing is overdue."""
    lifecycle = {"owner": "head-of-service", "review_every": "6 months", "last_reviewed": dt.date(2026, 1, 31)}
    view = page(code, today=today, lifecycle=lifecycle)
    language = support.LANGUAGES[code]
    assert view.living.overdue == bool(days)
    assert [banner.kind for banner in view.banners] == ["overdue"] * bool(days)
    for banner in view.banners:
        assert banner.title == language.t("journey.overdue.title", n=days, owner=view.living.owner)
    assert view.living.next_review == language.date(dt.date(2026, 7, 31))
    assert view.living.cadence == language.t("living.every", time=language.t("duration.months", n=6))


def test_the_guide_is_linked_where_the_language_has_it() -> None:
    """A page in one language only does not lead readers of the other one astray."""
    steps = page("ar", {"ar/playbook/mapping.md": "---\ntitle: T\n---\n"}).progress.steps
    assert [step.guide for step in steps] == [f"/ar/playbook/mapping.md#step-{n}" for n in range(1, 9)]
    assert {step.guide for step in page("en", {"ar/playbook/mapping.md": "---\ntitle: T\n---\n"}).progress.steps} == {
        ""
    }
    assert {step.guide for step in page("ar").progress.steps} == {""}


@BOTH
def test_marks_of_channels_are_explained_once(code: str) -> None:
    """A key for every channel under every control that it has in this journey."""
    names = ["forum", "page", "page", "blog", None]
    steps = [
        {"id": f"s{n}", "name": "x", "initiator": "customer"} | ({"touchpoint": point} if point else {})
        for n, point in enumerate(names)
    ]
    library = [
        {"id": "forum", "name": "x", "channel": "web", "control": "uncontrolled"},
        {"id": "page", "name": "x", "channel": "web", "control": "owned"},
        {"id": "blog", "name": "x", "channel": "web", "control": "uncontrolled"},
    ]
    view = page(code, {"library/touchpoints.yml": library}, stages=[{**STAGE, "steps": steps}])
    t = support.LANGUAGES[code].t
    assert [(key.icon, key.control, key.control_name) for key in view.lanes.channels] == [
        ("web", "uncontrolled", t("control.uncontrolled")),
        ("web", "owned", t("control.owned")),
    ]


# ---- Analysis ------------------------------------------------------------------------------------------------------


@BOTH
def test_checklists_come_in_the_order_of_the_method(code: str) -> None:
    """Whatever the order of the file; a checklist that nobody answered is left out."""
    asked = [
        {"group": "organisation", "question": {"ar": "سؤال", "en": "Q1"}, "answer": "no", "action": "Do it"},
        {"group": "customer", "question": "Q2", "answer": "yes"},
        {"group": "organisation", "question": "Q3", "answer": "partly", "note": "Hm"},
    ]
    view = page(code, analysis={"checklist": asked}).analysis
    t = support.LANGUAGES[code].t
    assert GROUPS == ("customer", "touchpoints", "organisation")
    assert [(group.id, group.name) for group in view.groups] == [
        (name, t(f"analysis.group.{name}")) for name in ("customer", "organisation")
    ]
    told = [(q.question, q.answer_name, q.note, q.action) for group in view.groups for q in group.questions]
    assert told == [
        ("Q2", t("analysis.answer.yes"), "", ""),
        ({"ar": "سؤال", "en": "Q1"}[code], t("analysis.answer.no"), "", "Do it"),
        ("Q3", t("analysis.answer.partly"), "Hm", ""),
    ]


@BOTH
def test_findings_are_told_with_links_to_their_places(code: str) -> None:
    """Counted as the language counts; a place that the page does not show is only named."""
    steps = [{"id": n, "name": n, "initiator": "agent"} for n in ("answers", "looks")]
    view = page(code, type="end_to_end", stages=[{**STAGE, "steps": steps}]).analysis
    language = support.LANGUAGES[code]
    found = {finding.kind: finding for finding in view.findings}
    finding = found["step-without-policy"]
    assert finding.title == language.t("finding.step-without-policy.title", n=2)
    assert [(way.text, way.url) for way in finding.places] == [
        (language.t("finding.place", number=number, name=name), f"#{name}")
        for number, name in enumerate(("answers", "looks"), 1)
    ]
    assert [way.url for way in found["no-problem-journey"].places] == [""]


def test_a_journey_without_a_gap_is_praised() -> None:
    """Silence would look like a fault."""
    steps = [{"id": "asks", "name": "Asks", "initiator": "customer", "touchpoint": "service-line"}]
    view = page(stages=[{**STAGE, "steps": steps}]).analysis
    assert (view.findings, view.none) == ([], support.LANGUAGES["en"].t("finding.none"))


def test_research_names_the_steps_that_rest_on_it_and_sessions_the_latest_first() -> None:
    """A step that names a source twice rests on it once."""
    research = [{"id": "talks", "method": "Talks", "date": "2026-01-05", "finding": "f", "confidence": "partial"}]
    steps = [
        {"id": "a", "name": "A", "initiator": "customer", "research_refs": ["talks", "talks"]},
        {"id": "b", "name": "B", "initiator": "customer"},
        {"id": "c", "name": "C", "initiator": "customer", "research_refs": ["talks"]},
    ]
    sessions = [
        {"date": day, "with": "Agents", "participants": n, "outcome": day}
        for n, day in ((1, "2025-12-01"), (2, "2026-02-01"), (11, "2026-01-01"))
    ]
    view = page(
        research=research, stages=[{**STAGE, "steps": steps}], validation={"status": "partial", "sessions": sessions}
    )
    (source,) = view.research
    assert (source.anchor, [(step.number, step.url) for step in source.steps]) == (
        "research-talks",
        [(1, "#a"), (3, "#c")],
    )
    assert view.validation is not None
    assert [session.outcome for session in view.validation.sessions] == ["2026-02-01", "2026-01-01", "2025-12-01"]
