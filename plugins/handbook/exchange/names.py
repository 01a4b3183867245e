"""Names in a table: what of the library they mean, and ids for what is new."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.core.catalogue import Catalogue
from handbook.core.document import slug
from handbook.exchange.meaning import near, plain
from handbook.journeys.read import RESERVED
from handbook.journeys.views.journey import SECTIONS

PLACES = ("map-", "research-", "stage-", "pain-", "opportunity-")
"""How the addresses on a journey's page begin that are made of the ids of its parts."""


class Library:
    """Finds items by id or by their name in any language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        shelves = {name: dict(self._named(name)) for name in catalogue.library}
        documents = {plain(e.document.id): e.document.id for e in catalogue.entries.values()}
        for entry in catalogue.entries.values():
            for code in catalogue.languages:
                documents.setdefault(plain(entry.document.title[code]), entry.document.id)
        self.known = {**shelves, "documents": documents}

    def _named(self, shelf: str) -> Iterator[tuple[str, str]]:
        placed = self.catalogue.library[shelf]
        for code in self.catalogue.languages:
            for name, one in placed.items():
                said = getattr(one.item, "name", None) or getattr(one.item, "term", None)
                if said:
                    yield plain(said[code]), name
        yield from ((plain(name), name) for name in placed)

    def find(self, shelf: str, text: str) -> str:
        """The id that *text* means on *shelf*; empty for none."""
        return self.known.get(shelf, {}).get(plain(text), "")

    def name(self, shelf: str, item: str, code: str) -> str:
        """What the item is called in the language *code*; its id where the library does not know it."""
        one = self.catalogue.library.get(shelf, {}).get(item)
        said = getattr(one.item, "name", None) if one else None
        return str(said[code]) if said else item

    def nearest(self, shelf: str, text: str) -> str:
        """The id whose name is most like *text*; empty for none."""
        return near(plain(text), self.known.get(shelf, {}), 0.5)

    def several(self, shelf: str, text: str) -> list[str]:
        """*text* as a list of names: whole where it is known, else cut at commas and slashes."""
        if self.find(shelf, text):
            return [text]
        return [part.strip() for part in re.split(r"[,،/+|&]", text) if part.strip()] or [text]

    def first(self, shelf: str, lane: str = "") -> str:
        """The item that the journeys name most often, of those on *lane* where it is given; empty for none."""
        placed = self.catalogue.library.get(shelf, {})
        names = [name for name, one in placed.items() if not lane or getattr(one.item, "lane", "") == lane]
        return max(names, key=lambda name: len(self.catalogue.using(shelf, name)), default="")


class Ids:
    """Ids that nobody else has, made of names where they have Latin letters."""

    def __init__(self) -> None:
        self.used: set[str] = {*SECTIONS, "top"}

    def make(self, name: str, otherwise: str) -> str:
        """An id from *name*, or *otherwise*; none that a place on the journey's page has."""
        wanted = slug(name)
        wanted = (wanted if re.match("[a-z]", wanted) and not wanted.startswith("hb-") else "") or otherwise
        found, number = wanted, 1
        while self._taken(found):
            number += 1
            found = f"{wanted[:56]}-{number}"
        self.used.add(found)
        return found

    def _taken(self, name: str) -> bool:
        """Whether *name* is an id already, or an address that the page makes of one, or would make such an address."""
        if name in self.used or any(name.removeprefix(part) in self.used for part in PLACES if name.startswith(part)):
            return True
        return any(part + name in self.used for part in PLACES)


def of_journey(name: str) -> str:
    """The id of a journey called *name*: none of a page across all journeys."""
    wanted = slug(name) or "journey"
    return f"{wanted[:52]}-journey" if wanted in RESERVED else wanted
