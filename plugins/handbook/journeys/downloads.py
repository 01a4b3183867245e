"""The files that a journey's page offers: its table as CSV, its data as JSON, its swim-lanes as SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.core.sheet import Asset, Assets
from handbook.drawing.engine import DrawingError
from handbook.drawing.studio import Studio
from handbook.journeys.exchange import svg
from handbook.journeys.exchange.data import as_json
from handbook.journeys.exchange.table import as_csv
from handbook.journeys.model import Journey

FORMATS = ("csv", "json", "svg")


def uri(journey: Journey, code: str, form: str) -> str:
    """Where a file lies: beside the journey's page in the language *code*."""
    return f"{code}/journeys/{journey.id}/{journey.id}.{form}"


def assets(studio: Studio) -> Assets:
    """Every file of every journey; no SVG where readers' browsers draw."""

    def make(catalogue: Catalogue, languages: tuple[Language, ...], _address: Callable[[str], str]) -> Iterable[Asset]:
        for entry in catalogue.of(Journey):
            data = as_json(entry.document)
            for language in languages:
                yield Asset(uri(entry.document, language.code, "csv"), as_csv(entry.document, language.code))
                yield Asset(uri(entry.document, language.code, "json"), data)
                try:
                    drawn = svg.swimlanes(entry.document, language, catalogue, studio)
                except DrawingError:  # told by the check
                    drawn = None
                if drawn:
                    yield Asset(uri(entry.document, language.code, "svg"), drawn)

    return make
