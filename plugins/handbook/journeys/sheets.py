"""The pages that journeys make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.language import Language
from handbook.core.sheet import Sheet, Sheets, Viewpoint
from handbook.journeys.model import Journey
from handbook.journeys.render import JourneyCard, all_cards


@dataclass(frozen=True, slots=True)
class JourneysView:
    """The page of all journeys."""

    title: str
    summary: str
    journeys: list[JourneyCard]


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
                    summary=journey.summary[code] if journey.summary else "",
                    template="journey.html",
                    view=lambda at, e=entry: view(e, at),
                    entry=entry,
                    anchors=frozenset(places | {"scope", "who-does-what", "steps", "research", "see-also"}),
                )
        for language in languages:
            title, summary = language.t("journeys.title"), language.t("journeys.summary")
            yield Sheet(
                uri=f"{language.code}/journeys/index.md",
                language=language.code,
                title=title,
                summary=summary,
                template="journeys.html",
                view=lambda at, t=title, s=summary: JourneysView(t, s, all_cards(at)),
            )

    return make
