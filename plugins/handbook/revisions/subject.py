"""A document in one language with its past: what every page about it asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from handbook.core.catalogue import Entry
from handbook.core.document import Document, Lang
from handbook.core.oldlinks import resolved
from handbook.core.sheet import Chip, Viewpoint, link
from handbook.revisions import addresses, force, say
from handbook.revisions.archive import Archive
from handbook.revisions.model import Past, Revision, Version
from handbook.revisions.texts import Difference


@dataclass(frozen=True, slots=True)
class Subject:
    """A document in one language, with its past."""

    archive: Archive
    entry: Entry[Document]
    language: Lang

    @property
    def page(self) -> str:
        """The path of its page."""
        return self.entry.pages[self.language]

    @property
    def past(self) -> Past:
        """What may be shown of its past."""
        return self.archive.past(self.entry, self.language)

    @property
    def binding(self) -> bool:
        """Whether it is a rule, of which one version is in force on a day."""
        manner = self.archive.manner(self.entry)
        return bool(manner and manner.binding)

    def address(self, version: Version) -> str:
        """The path of the page that shows the text of an issued version: its own, or the document's."""
        return self.page if version.text.n == self.past.shown else addresses.version(self.page, version.label)

    def difference(self, old: Revision | None, new: Revision | None) -> Difference | None:
        """What differs between two of its revisions."""
        return self.archive.difference(self.entry, old, new)

    def html(self, numbers: Sequence[int], at: Viewpoint) -> Markup:
        """Blocks of its old texts, their links led to where the pages lie now."""
        return self.placed(self.archive.digest(self.entry, self.language).html(numbers), at)

    def placed(self, html: str, at: Viewpoint) -> Markup:
        """*html* with its links led to where the pages lie now."""
        return Markup(resolved(html, place_of(self.archive, at)))


def place_of(archive: Archive, at: Viewpoint) -> Callable[[str], str | None]:
    """The way to what lies at a path now; None where nothing does."""
    known = archive.catalogue

    def way(uri: str) -> str | None:
        if uri.startswith("#"):  # a document's number
            entry = known.entries.get(uri[1:])
            return link(entry, at).url if entry else None
        return at.url(uri) if uri in known.pages or uri in known.files else None

    return way


def compared(past: Past) -> list[tuple[Version, Version]]:
    """The issued versions that have a page of comparison: each with the next, and each with the last."""
    issued = past.issued
    found = [*pairwise(issued), *((version, issued[-1]) for version in issued[:-1])]
    return list({(old.label, new.label): (old, new) for old, new in found}.values())


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways from a row; empty where there is none."""

    text: str = ""
    changes: str = ""
    compare: str = ""
    at: str = ""
    compare_at: str = ""


def version_ways(subject: Subject, version: Version, old: Version | None, at: Viewpoint) -> Ways:
    """The ways from an issued version that follows *old*."""
    if not version.readable:
        return Ways()
    last, page = subject.past.issued[-1], subject.page
    changes = at.url(addresses.redline(page, old.label, version.label)) if old else ""
    compare = at.url(addresses.redline(page, version.label, last.label)) if version.label != last.label else ""
    return Ways(at.url(subject.address(version)), changes, compare)


def chip(subject: Subject, version: Version, at: Viewpoint) -> Chip | None:
    """The state of a version of a rule today; None for what is none."""
    if not (subject.binding and version.issued):
        return None
    return say.chip(say.standing(version, at.catalogue.today), at.language)


def unpublished(subject: Subject, at: Viewpoint) -> str:
    """What is said of a page that is not, or not quite, what has been committed."""
    state = subject.archive.unpublished(subject.entry, subject.language)
    return at.language.t(f"past.unpublished.{state}") if state else ""


def spoken(entry: Entry[Document], at: Viewpoint) -> tuple[str | None, str, str]:
    """Number, title and address of *entry* for the reader."""
    found = link(entry, at)
    return found.number, found.title, found.url


def called(entry: Entry[Document], at: Viewpoint) -> str:
    """What a sentence calls *entry*: its number, if it has one, and its title."""
    number, title, _ = spoken(entry, at)
    return f"{number} {title}" if number else title


def held_url(archive: Archive, span: force.Span, at: Viewpoint) -> str:
    """The text of the version of *span*: in the reader's language, or in another that has it; its page at least."""
    for language in dict.fromkeys((at.language.code, *span.entry.pages)):
        if language in span.entry.pages:
            subject = Subject(archive, span.entry, language)
            for version in subject.past.issued:
                if version.label == span.version:
                    return at.url(subject.address(version))
    return spoken(span.entry, at)[2]
