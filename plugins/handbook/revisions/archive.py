"""The past of all documents of a build: asked by every page, made once."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.document import Document, Lang
from handbook.core.library import Withheld as WithheldItem
from handbook.core.past import Comparison, Term
from handbook.core.past import Past as Manner
from handbook.revisions.git import GitFailed, NoRepository, is_blob
from handbook.revisions.history import History, read
from handbook.revisions.model import Past, Revision, Version
from handbook.revisions.record import CLOSED, Rules, Withheld, records
from handbook.revisions.replay import Event
from handbook.revisions.runs import past
from handbook.revisions.texts import Difference, Digest, Texts

State = Literal["new", "changed", ""]
"""A page that has not been committed; one that has been, but not as it stands; one that has been as it is."""
log = logging.getLogger("mkdocs.plugins.handbook")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site says about its history."""

    zone: ZoneInfo
    """In which moments become days."""
    since: dt.date | None = None
    """Nothing that was published before this day is shown, of any document."""
    former: tuple[str, ...] = ()
    """Where the content folder lay before, from the top of the repository."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a history cannot be shown, or not all of it: the code of a problem, and what git said."""

    code: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What git says of a content folder, or why it says nothing."""

    folder: Path
    history: History | None = None
    trouble: Trouble | None = None


def survey(folder: Path, languages: tuple[Lang, ...], settings: Settings, kept: Path | None) -> Ground:
    """Read the history of the content in *folder*; trouble is told, not raised."""
    try:
        history = read(folder, languages, kept, settings.former)
    except NoRepository as e:
        return Ground(folder, trouble=Trouble("history-none", str(e)))
    except GitFailed as e:
        return Ground(folder, trouble=Trouble("history-unreadable", str(e)))
    if history.shallow:
        return Ground(folder, history, Trouble("history-shallow"))
    if history.off_chain:
        return Ground(folder, history, Trouble("history-off-chain"))
    return Ground(folder, history)


@dataclass(frozen=True)
class Archive:
    """The past of every document of *catalogue*."""

    catalogue: Catalogue
    ground: Ground
    settings: Settings
    manners: Mapping[str, Manner]
    """By kind of document, how it shows its past."""
    texts: Texts | None = None
    fingerprint: str = ""
    _pasts: dict[tuple[str, Lang], Past] = field(default_factory=dict, repr=False)
    _unpublished: dict[tuple[str, Lang], State] = field(default_factory=dict, repr=False)

    def manner(self, entry: Entry[Document]) -> Manner | None:
        """How *entry* shows its past; None for a kind that does not."""
        return self.manners.get(entry.kind)

    def term(self, entry: Entry[Document]) -> Term:
        """The days of *entry* as it stands."""
        manner = self.manner(entry)
        return manner.term(entry.document, self.catalogue) if manner and manner.term else Term()

    def past(self, entry: Entry[Document], language: Lang) -> Past:
        """What may be shown of the past of *entry* in *language*."""
        key = entry.document.id, language
        if key not in self._pasts:
            self._pasts[key] = self._past(entry, language)
        return self._pasts[key]

    def _past(self, entry: Entry[Document], language: Lang) -> Past:
        closed = entry.original.data.get("classification") == CLOSED
        if self.ground.history is None or closed or self.manner(entry) is None:
            return Past()
        rules = Rules(self.settings.zone, self.since(entry), tuple(self._withheld(entry)))
        if language == original(entry):
            found = past(self._records(entry, language, rules, ()), len(self.events(entry, language)))
            versions = tuple(self._ending(found.versions, entry))
        else:
            carrier = self.past(entry, original(entry))
            found = past(self._records(entry, language, rules, carrier.revisions), len(self.events(entry, language)))
            versions = tuple(_as_original(found.versions, carrier.versions))
        shown = found.shown if found.current and found.current.n == found.shown else None
        return replace(found, versions=versions, shown=shown)

    def _records(
        self, entry: Entry[Document], language: Lang, rules: Rules, originals: Sequence[Revision]
    ) -> tuple[Revision, ...]:
        assert self.ground.history is not None  # asked by the caller
        doc = entry.document.id, language
        return records(doc, self.events(entry, language), self.ground.history.facts, rules, originals)

    def events(self, entry: Entry[Document], language: Lang) -> tuple[Event, ...]:
        """What git knows of *entry* in *language*, whether or not it may be shown."""
        return self.ground.history.events.get((entry.document.id, language), ()) if self.ground.history else ()

    def since(self, entry: Entry[Document]) -> dt.date | None:
        """The day from which the history of *entry* is shown; None for all of it."""
        days = [day for day in (self.settings.since, entry.document.history_from) if day]
        return max(days) if days else None

    def would_show(self, entry: Entry[Document], item: WithheldItem) -> bool:
        """Whether there is a revision of *entry* that is not shown because, and only because, of *item*."""
        held = Withheld(item.revision, {})
        rules = Rules(self.settings.zone, self.since(entry))
        originals = self._records(entry, original(entry), rules, ())
        others = (self._records(entry, code, rules, originals) for code in entry.sources if code != original(entry))
        return any(held.means(revision) for found in (originals, *others) for revision in found)

    def _withheld(self, entry: Entry[Document]) -> Iterable[Withheld]:
        for item in self._held.get(entry.document.id, ()):
            yield Withheld(item.revision, {code: item.reason[code] for code in self.catalogue.languages})

    @cached_property
    def _held(self) -> dict[str, list[WithheldItem]]:
        """What is withheld, by document."""
        found: dict[str, list[WithheldItem]] = {}
        for placed in self.catalogue.library.get("withheld", {}).values():
            if isinstance(placed.item, WithheldItem):
                found.setdefault(placed.item.document, []).append(placed.item)
        return found

    def _ending(self, versions: Sequence[Version], entry: Entry[Document]) -> Iterable[Version]:
        """*versions*, the last of them with the end that the document itself says."""
        for number, version in enumerate(versions, 1):
            ends = (version.until, self.term(entry).last) if number == len(versions) else (version.until,)
            yield replace(version, until=min((day for day in ends if day), default=None))

    def digest(self, entry: Entry[Document], language: Lang) -> Digest:
        """What the revisions of *entry* said; empty, with a warning, where git no longer has one of them."""
        manner, known = self.manner(entry), self.past(entry, language)
        if manner is None or self.texts is None:
            return Digest()
        try:
            return self.texts.digest(known, manner, self.fingerprint)
        except GitFailed as e:
            log.warning("The past of %s could not be read: %s.", entry.document.id, e)
            return Digest()

    def difference(self, entry: Entry[Document], old: Revision | None, new: Revision | None) -> Difference | None:
        """What differs between two revisions of *entry*; None where that was not, or must not be, found out."""
        if old is None or new is None or not (old.readable and new.readable):
            return None
        return self.digest(entry, new.language).differences.get((old.n, new.n))

    def comparison(self, entry: Entry[Document], old: Revision, new: Revision) -> Comparison | None:
        """What differs between two revisions of a document that is data, with drawings; None for any other."""
        manner = self.manner(entry)
        if manner is None or manner.compare is None or self.texts is None:
            return None
        before, after = (self.texts.sources(r).sources[r.language] for r in (old, new))
        return manner.compare(before, after, new.language, True)

    def unpublished(self, entry: Entry[Document], language: Lang) -> State:
        """Whether the page as it stands is not, or not quite, what has been committed."""
        if self.ground.history is None:
            return ""
        key = entry.document.id, language
        if key not in self._unpublished:
            events = self.events(entry, language)
            blob = events[-1].blob if events else None
            same = blob and is_blob(blob, (self.ground.folder / entry.sources[language].uri).read_bytes())
            self._unpublished[key] = "" if same else "changed" if blob else "new"
        return self._unpublished[key]


def _as_original(versions: Iterable[Version], originals: Iterable[Version]) -> Iterator[Version]:
    """*versions* of a translation with the days of the original's: those that it skipped have ended its own.

    A number that came twice means the one that had begun when the translation was made.
    """
    runs: dict[str, list[Version]] = {}
    for carrier in originals:
        runs.setdefault(carrier.label, []).append(carrier)
    for version in versions:
        same = runs.get(version.label, [])
        begun = [carrier for carrier in same if carrier.first.moment <= version.text.moment] or same[:1]
        yield replace(version, effective=begun[-1].effective, until=begun[-1].until) if begun else version


def original(entry: Entry[Document]) -> Lang:
    """The language that carries what is said once."""
    return next(iter(entry.sources))
