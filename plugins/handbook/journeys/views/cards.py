"""A journey as one of many: on the index, the home page, and the pages of the documents that govern its steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from handbook.core.catalogue import Entry
from handbook.core.document import Document, said
from handbook.core.language import Language
from handbook.core.sheet import Link, Viewpoint, link, using_documents
from handbook.journeys.charts import thumbnail
from handbook.journeys.model import Journey, Step
from handbook.journeys.views.parts import Badge, StepLink, step_link


@dataclass(frozen=True, slots=True)
class JourneyCard:
    """A journey as one of many; with `steps` where only some of them matter."""

    title: str
    url: str
    summary: str
    state_name: str
    badges: list[Badge]
    curve: Markup
    low: str
    steps: list[StepLink]
    parent: Link | None


def badges(journey: Journey, language: Language) -> list[Badge]:
    """State, type and how far the map is confirmed."""
    kind, icon = ("problem", "pain") if journey.type == "problem" else ("e2e", "check")
    found = [
        Badge("target" if journey.state == "to_be" else "state", language.t(f"journey.state.{journey.state}"), "eye"),
        Badge(kind, language.t(f"journey.type.{journey.type}"), icon),
    ]
    if journey.validation:
        found.append(Badge("val", language.t(f"journey.validation.{journey.validation.status}"), "star"))
    return found


def journey_card(entry: Entry[Journey], at: Viewpoint, steps: Iterable[tuple[int, Step]] = ()) -> JourneyCard:
    """A journey with its curve and its hardest moment."""
    journey, code, way = entry.document, at.language.code, link(entry, at)
    low = thumbnail.hardest(journey)
    words = {"number": low[0], "name": low[1].name[code]} if low else {}
    return JourneyCard(
        title=way.title,
        url=way.url,
        summary=said(journey.summary, code),
        state_name=at.language.t(f"journey.state.{journey.state}"),
        badges=badges(journey, at.language),
        curve=Markup(thumbnail.draw(journey, at.language, f"curve-{journey.id}")),
        low=at.language.t("curve.low_text", **words) if low else "",
        steps=[step_link(number, step, at.language, way.url) for number, step in steps],
        parent=link(at.catalogue.entries[journey.parent], at) if journey.parent else None,
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
                steps.append(step_at(user.document, place))
    return [journey_card(journey, at, steps) for journey, steps in found.values()]


def step_at(journey: Journey, place: tuple[str | int, ...]) -> tuple[int, Step]:
    """The step whose field stands at *place* (`stages`, 0, `steps`, 2, …), with its number from 1."""
    stage, step = int(place[1]), int(place[3])
    before = sum(len(earlier.steps) for earlier in journey.stages[:stage])
    return before + step + 1, journey.stages[stage].steps[step]
