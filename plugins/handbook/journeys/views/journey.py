"""What the pages of journeys show, as plain values for the templates."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from handbook.core.catalogue import Entry
from handbook.core.document import Document, Text, said
from handbook.core.language import Language
from handbook.core.sheet import Banner, Viewpoint, link, links, using_documents
from handbook.drawing.engine import DrawingError
from handbook.drawing.studio import Studio, for_browser
from handbook.journeys import curve, swimlane
from handbook.journeys.model import Journey, Step
from handbook.journeys.view import (
    Badge,
    Fact,
    JourneyCard,
    JourneyView,
    PersonaView,
    ResearchView,
)
from handbook.journeys.words import actor_view, stages, step_link


def journey_view(entry: Entry[Journey], at: Viewpoint, studio: Studio) -> JourneyView:
    """Everything on a journey's page."""
    journey, catalogue, code = entry.document, at.catalogue, at.language.code
    life = journey.lifecycle
    used = (e.document.id for e, _ in using_documents(entry, catalogue))
    return JourneyView(
        id=journey.id,
        title=journey.title[code],
        summary=said(journey.summary, code),
        kicker=at.language.t("journey.kicker"),
        badges=badges(journey, at.language),
        owner=catalogue.name(life.owner, code),
        last_reviewed=at.language.date(life.last_reviewed),
        next_review=at.language.date(life.next_review),
        banners=_banners(journey, at),
        scope=_scope(journey, at),
        personas=_personas(journey, at),
        swimlane=_figure(journey, at, studio),
        mermaid=swimlane.mermaid(journey, at.language, catalogue),
        actors=[actor_view(actor, journey, at.language) for actor in swimlane.actors(journey, catalogue)],
        stages=stages(journey, at),
        research=_research(journey, at.language),
        related=links([*journey.related_policies, *filter(None, (journey.counterpart, journey.parent)), *used], at),
    )


def _figure(journey: Journey, at: Viewpoint, studio: Studio) -> Markup:
    """The swim-lanes as SVG, or for readers' browsers to draw."""
    try:
        svg = swimlane.draw(journey, at.language, at.catalogue, studio)
    except DrawingError:  # told by the check
        svg = None
    if svg is None:
        studio.in_browser = True
        svg = for_browser(swimlane.mermaid(journey, at.language, at.catalogue), at.language.direction)
    return Markup(svg)


def badges(journey: Journey, language: Language) -> list[Badge]:
    """State, type and how far the map is confirmed."""
    kind, icon = ("problem", "pain") if journey.type == "problem" else ("e2e", "check")
    found = [
        Badge("state", language.t(f"journey.state.{journey.state}"), "eye"),
        Badge(kind, language.t(f"journey.type.{journey.type}"), icon),
    ]
    if journey.validation:
        found.append(Badge("val", language.t(f"journey.validation.{journey.validation.status}"), "star"))
    return found


def _banners(journey: Journey, at: Viewpoint) -> list[Banner]:
    due = journey.lifecycle.next_review
    if due is None or due >= at.catalogue.today:
        return []
    words = {
        "n": (at.catalogue.today - due).days,
        "owner": escape(at.catalogue.name(journey.lifecycle.owner, at.language.code)),
    }
    title, text = (at.language.t(f"journey.overdue.{part}", **words) for part in ("title", "text"))
    return [Banner("overdue", "alert", title, Markup(text))]


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
    people = [shelf[name].item for name in journey.scope.personas]
    return [PersonaView(p.name[code], p.summary[code]) for p in people]  # type: ignore[attr-defined]  # Personas


def _research(journey: Journey, language: Language) -> list[ResearchView]:
    code = language.code
    return [
        ResearchView(
            item.method[code],
            language.date(item.date),
            said(item.sample, code),
            item.finding[code],
            language.t(f"confidence.{item.confidence}"),
            item.confidence,
        )
        for item in journey.research
    ]


def journey_card(entry: Entry[Journey], at: Viewpoint, steps: Iterable[tuple[int, Step]] = ()) -> JourneyCard:
    """A journey with its curve and its hardest moment."""
    journey, code, way = entry.document, at.language.code, link(entry, at)
    low = curve.hardest(journey)
    words = {"number": low[0], "name": low[1].name[code]} if low else {}
    return JourneyCard(
        title=way.title,
        url=way.url,
        summary=said(journey.summary, code),
        state_name=at.language.t(f"journey.state.{journey.state}"),
        badges=badges(journey, at.language),
        curve=Markup(curve.draw(journey, at.language, f"curve-{journey.id}")),
        low=at.language.t("curve.low_text", **words) if low else "",
        steps=[step_link(number, step, at.language, way.url) for number, step in steps],
    )


def all_cards(at: Viewpoint) -> list[JourneyCard]:
    """Every journey, in the order of their files."""
    return [journey_card(entry, at) for entry in at.catalogue.of(Journey)]


def governed_by(entry: Entry[Document], at: Viewpoint) -> list[JourneyCard]:
    """The journeys in which *entry* governs a step, each with those steps."""
    found: dict[str, tuple[Entry[Journey], list[tuple[int, Step]]]] = {}
    for user, place in using_documents(entry, at.catalogue):
        if isinstance(user.document, Journey):
            steps = found.setdefault(user.document.id, (user, []))[1]  # type: ignore[arg-type]  # its document is one
            if place[0] == "stages":
                stage, step = int(place[1]), int(place[3])
                before = sum(len(earlier.steps) for earlier in user.document.stages[:stage])
                steps.append((before + step + 1, user.document.stages[stage].steps[step]))
    return [journey_card(journey, at, steps) for journey, steps in found.values()]
