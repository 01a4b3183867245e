"""The pages that journeys make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.document import said
from handbook.core.language import Language
from handbook.core.sheet import Sheet, Sheets, Viewpoint
from handbook.journeys.model import Journey
from handbook.journeys.render import all_cards
from handbook.journeys.view import JourneyCard
from handbook.journeys.words import found_by


@dataclass(frozen=True, slots=True)
class JourneysView:
    """The page of all journeys."""

    title: str
    summary: str
    journeys: list[JourneyCard]


def _list(at: Viewpoint) -> JourneysView:
    return JourneysView(at.language.t("journeys.title"), at.language.t("journeys.summary"), all_cards(at))


def sheets(view: Callable[[Entry[Journey], Viewpoint], object]) -> Sheets:
    """A page for every journey, shown by *view*, and for every language the list of them."""

    def make(catalogue: Catalogue, languages: tuple[Language, ...]) -> Iterable[Sheet]:
        for entry in catalogue.of(Journey):
            journey = entry.document
            places = {step.id for step in journey.steps} | {f"stage-{stage.id}" for stage in journey.stages}
            for code, uri in entry.pages.items():
                yield Sheet(
                    uri=uri,
                    language=code,
                    title=journey.title[code],
                    summary=said(journey.summary, code),
                    template="journey.html",
                    view=partial(view, entry),
                    entry=entry,
                    found_by=found_by(journey, code),
                    anchors=frozenset(places | {"scope", "who-does-what", "steps", "research", "see-also"}),
                )
        for language in languages:
            yield Sheet(
                uri=f"{language.code}/journeys/index.md",
                language=language.code,
                title=language.t("journeys.title"),
                summary=language.t("journeys.summary"),
                template="journeys.html",
                view=_list,
            )

    return make
