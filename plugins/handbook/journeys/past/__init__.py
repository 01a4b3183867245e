"""A journey's past: two states of it compared as data, and an old state in words."""

from __future__ import annotations

import hashlib

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.core.past import Article, Comparison, Statement
from handbook.core.source import Source
from handbook.drawing.studio import Studio
from handbook.journeys.past import words
from handbook.journeys.past.pictures import pictures
from handbook.journeys.past.say import Speaker
from handbook.journeys.past.stages import statements
from handbook.journeys.past.state import read

__all__ = ["article", "compare", "fingerprint"]


def compare(
    old: Source, new: Source, language: Language, catalogue: Catalogue, studio: Studio | None = None
) -> Comparison:
    """What differs from *old* to *new* as sentences, and their swim-lanes where those differ.

    Both texts may be anything: what today's model does not know is compared field by field. Names are those of
    today's library, or the ids of what it no longer has. Without a *studio* nothing is drawn.
    """
    before, after = read(old), read(new)
    if before is None or after is None:
        said = "" if old.text == new.text else "unreadable.old" if before is None else "unreadable.new"
        return Comparison((Statement("mod", language.t(f"past.journey.{said}")),) if said else ())
    both = before.data, after.data
    if before.journey is None or after.journey is None:  # what one of them is not, neither can be compared as
        both = before.raw, after.raw
    found = statements(*(Speaker(language, catalogue, data) for data in both))
    return Comparison(found, pictures(before.journey, after.journey, language, catalogue, studio))


def article(source: Source, language: Language, catalogue: Catalogue) -> Article:
    """The whole journey of *source* in words, without links and drawings; whatever the text is, it is shown."""
    state = read(source)
    if state is None:
        return words.unreadable(source)
    speaker = Speaker(language, catalogue, state.data)
    return words.journey(speaker) if state.journey else words.raw(source, speaker)


def fingerprint(catalogue: Catalogue) -> str:
    """What the words depend on beside the texts: the names in the library, and of other documents."""
    names = [(shelf, name, placed.item) for shelf, items in catalogue.library.items() for name, placed in items.items()]
    titles = [(name, entry.document.title) for name, entry in catalogue.entries.items()]
    return hashlib.sha256(repr((names, titles)).encode()).hexdigest()
