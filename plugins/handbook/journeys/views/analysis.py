"""What a map is built on and what it tells: research, validation, checklists, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.core.document import said
from handbook.core.language import DateView, Language
from handbook.core.sheet import Viewpoint
from handbook.journeys.insight.findings import Place, findings
from handbook.journeys.insight.metrics import Figure
from handbook.journeys.insight.progress import GROUPS
from handbook.journeys.model import Journey
from handbook.journeys.views.parts import StepLink, Way, step_link


@dataclass(frozen=True, slots=True)
class ResearchView:
    """What a map is built on, and the steps that rest on it."""

    id: str
    anchor: str
    method: str
    date: DateView | None
    sample: str
    finding: str
    confidence_name: str
    confidence: str
    url: str
    steps: list[StepLink]


@dataclass(frozen=True, slots=True)
class SessionView:
    """A meeting at which the map was held against what people know."""

    date: DateView | None
    with_: str
    participants: str
    outcome: str
    changes: str


@dataclass(frozen=True, slots=True)
class ValidationView:
    """How far the map is confirmed, and the log of how."""

    status: str
    status_name: str
    sessions: list[SessionView]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A line of a checklist."""

    question: str
    answer: str
    answer_name: str
    note: str
    action: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """One of the three checklists of the method."""

    id: str
    name: str
    lead: str
    questions: list[QuestionView]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A gap that the map shows by itself, and where."""

    kind: str
    title: str
    hint: str
    places: list[Way]


@dataclass(frozen=True, slots=True)
class AnalysisView:
    """The checklists and the findings; `none` is said where there is no finding."""

    groups: list[Checklist]
    findings: list[FindingView]
    none: str


def research(journey: Journey, language: Language) -> list[ResearchView]:
    """All research of *journey*."""
    code = language.code
    resting: dict[str, list[StepLink]] = {item.id: [] for item in journey.research}
    for number, step in enumerate(journey.steps, 1):
        for name in dict.fromkeys(step.research_refs):
            resting[name].append(step_link(number, step, language))
    return [
        ResearchView(
            id=item.id,
            anchor=f"research-{item.id}",
            method=item.method[code],
            date=language.date(item.date),
            sample=said(item.sample, code),
            finding=item.finding[code],
            confidence_name=language.t(f"confidence.{item.confidence}"),
            confidence=item.confidence,
            url=item.url or "",
            steps=resting[item.id],
        )
        for item in journey.research
    ]


def validation(journey: Journey, language: Language) -> ValidationView | None:
    """The log of validation, the latest session first; None where nobody has begun."""
    found, code = journey.validation, language.code
    if found is None:
        return None
    sessions = [
        SessionView(
            language.date(session.date),
            session.with_[code],
            language.t("validation.participants", n=session.participants),
            session.outcome[code],
            said(session.changes, code),
        )
        for session in sorted(found.sessions, key=lambda session: session.date, reverse=True)
    ]
    name = language.t(f"journey.validation.{found.status}")
    return ValidationView(found.status, name, sessions)


def analysis(journey: Journey, at: Viewpoint, own: Mapping[str, Figure]) -> AnalysisView:
    """The checklists that have an answer, and every finding."""
    language, code = at.language, at.language.code
    asked = journey.analysis.checklist if journey.analysis else ()
    groups = []
    for group in GROUPS:
        questions = [
            QuestionView(
                q.question[code],
                q.answer,
                language.t(f"analysis.answer.{q.answer}"),
                said(q.note, code),
                said(q.action, code),
            )
            for q in asked
            if q.group == group
        ]
        if questions:
            name, lead = (language.t(f"analysis.group.{group}{part}") for part in ("", ".lead"))
            groups.append(Checklist(group, name, lead, questions))
    found = [
        FindingView(
            finding.kind,
            language.t(f"finding.{finding.kind}.title", n=len(finding.places)),
            language.t(f"finding.{finding.kind}.hint"),
            [_place(place, language) for place in finding.places],
        )
        for finding in findings(journey, at.catalogue, own)
    ]
    return AnalysisView(groups, found, language.t("finding.none"))


def _place(place: Place, language: Language) -> Way:
    name = place.name[language.code]
    text = language.t("finding.place", number=place.number, name=name) if place.number else name
    return Way(text, f"#{place.anchor}" if place.anchor else "")
