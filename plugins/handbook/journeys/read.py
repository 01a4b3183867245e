"""From a journey's file to an entry."""

from __future__ import annotations

from handbook.core.catalogue import Bundle, Entry, Kind
from handbook.core.document import build
from handbook.core.source import parse_yaml
from handbook.journeys.model import Journey

ACROSS = ("touchpoints", "channels", "backlog", "kpis", "people")
"""The pages across all journeys, which stand in their folder: no journey may be called so."""
RESERVED = ("index", *ACROSS)
"""Names that no journey may have: `index` would be its folder's own page."""


def read(bundle: Bundle, languages: tuple[str, ...]) -> Entry[Journey]:
    """One journey: one file, a page in every language."""
    (source,) = bundle.sources.values()
    parsed = parse_yaml(source)
    journey = build(Journey, parsed)
    pages = {language: f"{language}/journeys/{journey.id}.md" for language in languages}
    return Entry("journey", journey, dict.fromkeys(languages, parsed), pages)


JOURNEY = Kind("journey", "journeys", ".yml", read, by_language=False)
