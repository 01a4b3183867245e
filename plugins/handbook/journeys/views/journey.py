"""A journey's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from handbook.core.catalogue import Entry
from handbook.core.document import Document, Text, said
from handbook.core.sheet import Banner, Link, Viewpoint, links, using_documents
from handbook.drawing.studio import Studio
from handbook.journeys import downloads
from handbook.journeys.charts import swimlane
from handbook.journeys.insight import metrics
from handbook.journeys.insight.metrics import Readings
from handbook.journeys.model import Journey
from handbook.journeys.views import analysis, backlog, cards, compare, figures, progress
from handbook.journeys.views.analysis import AnalysisView, ResearchView, ValidationView
from handbook.journeys.views.backlog import BacklogView
from handbook.journeys.views.compare import CompareView
from handbook.journeys.views.figures import KpiView
from handbook.journeys.views.lanes import LanesView, lanes_view
from handbook.journeys.views.map import MapView, map_view
from handbook.journeys.views.parts import ActorView, Badge, Fact
from handbook.journeys.views.progress import LivingView, ProgressView
from handbook.journeys.views.words import StageView, actor_view
from handbook.journeys.views.words import stages as stages_in_words

Users = list[tuple[Entry[Document], tuple[str | int, ...]]]
"""The documents that refer to a journey, and where."""
SECTIONS = tuple(
    """map figures who-does-what compare backlog analysis scope steps research validation living see-also""".split()
)
"""The parts of the page; some are absent where a journey has nothing to show there."""


@dataclass(frozen=True, slots=True)
class PersonaView:
    """A type of customer."""

    name: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class Kin:
    """Journeys that stand in one relation to this one."""

    term: str
    journeys: list[Link]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away."""

    label: str
    url: str
    format: str


@dataclass(frozen=True, slots=True)
class JourneyView:
    """Everything on a journey's page."""

    id: str
    title: str
    summary: str
    kicker: str
    badges: list[Badge]
    banners: list[Banner]
    family: list[Kin]
    living: LivingView
    progress: ProgressView
    map: MapView
    kpis: list[KpiView]
    lanes: LanesView
    actors: list[ActorView]
    compare: CompareView | None
    backlog: BacklogView | None
    analysis: AnalysisView
    scope: list[Fact]
    personas: list[PersonaView]
    stages: list[StageView]
    research: list[ResearchView]
    validation: ValidationView | None
    related: list[Link]
    downloads: list[Download]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages of journeys are made with: one for a build."""

    studio: Studio
    readings: Readings
    guide: str = ""
    """The page that explains the eight steps, without its language: `playbook/mapping-a-journey`."""


def journey_view(entry: Entry[Journey], desk: Desk, at: Viewpoint) -> JourneyView:
    """The page of *entry*."""
    journey, catalogue, code = entry.document, at.catalogue, at.language.code
    users = using_documents(entry, catalogue)
    listed = backlog.in_order(journey, at)
    own, lanes = metrics.figures(journey, desk.readings), lanes_view(journey, at, desk.studio)
    return JourneyView(
        id=journey.id,
        title=journey.title[code],
        summary=said(journey.summary, code),
        kicker=at.language.t("journey.kicker"),
        badges=cards.badges(journey, at.language),
        banners=_banners(journey, at),
        family=_family(journey, users, at),
        living=progress.living(journey, at),
        progress=progress.progress_view(journey, at, _guide(desk, at), sections(journey)),
        map=map_view(journey, at, desk.studio, own, listed),
        kpis=[view for _, view in figures.listed(journey, own, at)],
        lanes=lanes,
        actors=[actor_view(actor, journey, at.language) for actor in swimlane.actors(journey, catalogue)],
        compare=compare.compare_view(entry, at, desk.studio),
        backlog=backlog.backlog(*listed, at),
        analysis=analysis.analysis(journey, at, own),
        scope=_scope(journey, at),
        personas=_personas(journey, at),
        stages=stages_in_words(journey, at),
        research=analysis.research(journey, at.language),
        validation=analysis.validation(journey, at.language),
        related=_related(journey, users, at),
        downloads=_downloads(journey, lanes.drawn, at),
    )


def sections(journey: Journey) -> frozenset[str]:
    """The parts that the page of *journey* has; `see-also` may be empty."""
    absent = {
        "figures": not any(stage.kpis for stage in journey.stages),
        "compare": journey.counterpart is None,
        "backlog": not any(stage.pain_points or stage.opportunities for stage in journey.stages),
        "research": not journey.research,
        "validation": journey.validation is None,
    }
    return frozenset(name for name in SECTIONS if not absent.get(name))


def anchors(journey: Journey) -> frozenset[str]:
    """Every place on the page to which a link may lead."""
    return sections(journey) | _places(journey) | {step.id for step in journey.steps}


def page_ids(journey: Journey) -> frozenset[str]:
    """Every id on the page that is not a step's own, but those of drawings and headings, which begin with hb-."""
    return frozenset({*SECTIONS, *_places(journey), "top"})


def _places(journey: Journey) -> frozenset[str]:
    places = {f"map-{step.id}" for step in journey.steps} | {f"research-{item.id}" for item in journey.research}
    for stage in journey.stages:
        places.add(f"stage-{stage.id}")
        places |= {f"pain-{pain.id}" for pain in stage.pain_points}
        places |= {f"opportunity-{opportunity.id}" for opportunity in stage.opportunities}
    return frozenset(places)


def _guide(desk: Desk, at: Viewpoint) -> str:
    uri = f"{at.language.code}/{desk.guide}.md"
    return at.url(uri) if uri in at.catalogue.pages else ""


def _downloads(journey: Journey, drawn: bool, at: Viewpoint) -> list[Download]:
    return [
        Download(
            at.language.t(f"journey.download.{form}"), at.url(downloads.uri(journey, at.language.code, form)), form
        )
        for form in downloads.FORMATS
        if drawn or form != "svg"
    ]


def _banners(journey: Journey, at: Viewpoint) -> list[Banner]:
    days = progress.overdue(journey, at)
    if not days:
        return []
    words = {"n": days, "owner": escape(at.catalogue.name(journey.lifecycle.owner, at.language.code))}
    title, text = (at.language.t(f"journey.overdue.{part}", **words) for part in ("title", "text"))
    return [Banner("overdue", "alert", title, Markup(text))]


def _related(journey: Journey, users: Users, at: Viewpoint) -> list[Link]:
    named = [*journey.related_policies, *filter(None, (journey.counterpart, journey.parent))]
    return links([*named, *(user.document.id for user, _ in users)], at)


def _family(journey: Journey, users: Users, at: Viewpoint) -> list[Kin]:
    """The journey that this one is a part of, its own parts, and the same journey in its other state."""
    parts: list[str] = [user.document.id for user, place in users if place == ("parent",)]
    other = "to_be" if journey.state == "as_is" else "as_is"
    kin: dict[str, list[str]] = {
        "journey.parent": [journey.parent] if journey.parent else [],
        "journey.children": parts,
        f"journey.state.{other}": [journey.counterpart] if journey.counterpart else [],
    }
    return [Kin(at.language.t(term), links(names, at)) for term, names in kin.items() if names]


def _scope(journey: Journey, at: Viewpoint) -> list[Fact]:
    scope, code, t = journey.scope, at.language.code, at.language.t
    found = [Fact(t("scope.actor"), at.catalogue.name(scope.actor, code))]
    for name in ("customer_goal", "business_goal", "scenario", "trigger", "start", "end"):
        text: Text | None = getattr(scope, name)
        if text:
            found.append(Fact(t(f"scope.{name}"), text[code]))
    for name in ("expectations", "out_of_scope"):
        texts: tuple[Text, ...] = getattr(scope, name)
        if texts:
            found.append(Fact(t(f"scope.{name}"), items=[text[code] for text in texts]))
    return found


def _personas(journey: Journey, at: Viewpoint) -> list[PersonaView]:
    shelf, code = at.catalogue.library.get("personas", {}), at.language.code
    page = at.url(f"{code}/journeys/people.md")
    people: list[Any] = [shelf[name].item for name in journey.scope.personas]
    return [PersonaView(p.name[code], p.summary[code], f"{page}#persona-{p.id}") for p in people]
