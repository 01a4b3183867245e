"""The pages that journeys make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from handbook.core.catalogue import Catalogue
from handbook.core.document import said
from handbook.core.language import Language
from handbook.core.sheet import Sheet, Sheets, Viewpoint
from handbook.journeys.model import Journey
from handbook.journeys.read import ACROSS
from handbook.journeys.views.boards import backlog_page, kpis
from handbook.journeys.views.cards import JourneyCard, all_cards
from handbook.journeys.views.journey import Desk, anchors, journey_view
from handbook.journeys.views.people import people
from handbook.journeys.views.touchpoints import channels, touchpoints
from handbook.journeys.views.words import found_by

ICONS = {"touchpoints": "phone", "channels": "globe", "backlog": "idea", "kpis": "flag", "people": "team"}


@dataclass(frozen=True, slots=True)
class Tool:
    """The way to a page across all journeys."""

    title: str
    url: str
    summary: str
    icon: str


@dataclass(frozen=True, slots=True)
class JourneysView:
    """The page of all journeys."""

    title: str
    summary: str
    journeys: list[JourneyCard]
    tools: list[Tool]


def _list(at: Viewpoint) -> JourneysView:
    t = at.language.t
    tools = []
    for name in ACROSS:
        title, summary = _words(name, at.language)
        tools.append(Tool(title, at.url(_uri(name, at.language)), summary, ICONS[name]))
    return JourneysView(t("journeys.title"), t("journeys.summary"), all_cards(at), tools)


def _uri(name: str, language: Language) -> str:
    return f"{language.code}/journeys/{name}.md"


def _words(name: str, language: Language) -> tuple[str, str]:
    """The title and the summary of a page across all journeys."""
    return language.t(f"{name}.title"), language.t(f"{name}.summary")


def sheets(desk: Callable[[Catalogue], Desk]) -> Sheets:
    """A page for every journey, and for every language the pages across all of them."""

    def make(catalogue: Catalogue, languages: tuple[Language, ...]) -> Iterable[Sheet]:
        table = desk(catalogue)
        for entry in catalogue.of(Journey):
            journey = entry.document
            for code, uri in entry.pages.items():
                yield Sheet(
                    uri=uri,
                    language=code,
                    title=journey.title[code],
                    summary=said(journey.summary, code),
                    template="journey.html",
                    view=partial(journey_view, entry, table),
                    entry=entry,
                    found_by=found_by(journey, code),
                    anchors=anchors(journey),
                )
        for language in languages:
            yield from _across(language, table)

    return make


def _across(language: Language, desk: Desk) -> Iterator[Sheet]:
    views: dict[str, Callable[[Viewpoint], object]] = {
        "touchpoints": touchpoints,
        "channels": channels,
        "backlog": backlog_page,
        "kpis": partial(kpis, desk.readings),
        "people": people,
    }
    yield Sheet(
        uri=_uri("index", language),
        language=language.code,
        title=language.t("journeys.title"),
        summary=language.t("journeys.summary"),
        template="journeys.html",
        view=_list,
    )
    for order, name in enumerate(ACROSS, 1):
        title, summary = _words(name, language)
        yield Sheet(
            uri=_uri(name, language),
            language=language.code,
            title=title,
            summary=summary,
            template=f"{name}.html",
            view=views[name],
            order=order,
        )
