"""A page of the site before a generator makes it: what it is called, which template shows it, what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.document import Document, Lang
from handbook.core.language import Language
from handbook.core.problems import Problem, Where


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Where a reader stands: a language, the catalogue, and the way to every page from here."""

    language: Language
    catalogue: Catalogue
    url: Callable[[str], str]
    """The relative address of a page or file, given its path in the site's source (`ar/register.md`)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `uri` begins with the language; the same rest in another language is its translation."""

    uri: str
    language: Lang
    title: str
    template: str
    view: Callable[[Viewpoint], object]
    """Called when the page is written; the fields of what it gives are the template's `view`."""
    summary: str = ""
    entry: Entry[Document] | None = None
    body: str = ""
    """Markdown by an author; empty for a page that is made."""
    found_by: str = ""
    """HTML by which a search finds a page that is made; its template says the same in its own way."""
    anchors: frozenset[str] = frozenset()
    """Places on the page that its template makes."""
    order: int = 0
    """Where it stands in its section's menu."""
    above: str = ""
    """The path of the page that it belongs to. Such a page stands in no menu, no sitemap and no search."""

    @property
    def key(self) -> str:
        """What the page has in common with its translations."""
        return self.uri.partition("/")[2]

    @property
    def folder(self) -> str:
        """The section that it belongs to; empty at the top."""
        return self.key.partition("/")[0] if "/" in self.key else ""

    @property
    def is_index(self) -> bool:
        """Whether it opens its folder."""
        return self.uri.endswith("/index.md")

    @property
    def source(self) -> str | None:
        """The content file to edit; None for a page that has none of its own."""
        return self.entry.sources[self.language].uri if self.entry else None


def joined(sheets: Iterable[Sheet]) -> dict[str, Sheet]:
    """Sheets by path. Where an author wrote a page that is also made, its words go into the made one."""
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        written = found.get(sheet.uri)
        if written and sheet.above:  # told by `claimed`
            continue
        if written and written.entry:
            own = {name: getattr(written, name) for name in ("title", "summary", "body", "entry")}
            found[sheet.uri] = replace(sheet, **own)
        else:
            found[sheet.uri] = sheet
    return found


def claimed(sheets: Iterable[Sheet], pages: Mapping[str, object]) -> Iterator[Problem]:
    """Problems for pages of authors that lie where the past of another page does: `x/history.md` beside `x.md`."""
    for sheet in sheets:
        if sheet.above and sheet.uri in pages:
            values = {"other": sheet.above, "address": sheet.uri.removesuffix(".md") + "/"}
            yield Problem(Where(sheet.uri), "url-collision", values)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is."""

    uri: str
    content: str | bytes


def filled(pattern: str | None, words: Mapping[str, str]) -> str | None:
    """An address made from *pattern*, whose braces name *words*; None for no pattern."""
    return pattern.format(**{name: quote(word) for name, word in words.items()}) if pattern else None


def shown(view: object) -> dict[str, Any]:
    """The fields of a view by name, one level deep: what a template sees."""
    return {f.name: getattr(view, f.name) for f in fields(view)}  # type: ignore[arg-type]  # every view is a dataclass


Sheets = Callable[[Catalogue, tuple[Language, ...]], Iterable[Sheet]]
Assets = Callable[[Catalogue, tuple[Language, ...], Callable[[str], str]], Iterable[Asset]]
"""The third argument gives the address of a page from the root of the site."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A state as word, icon and look."""

    kind: str
    word: str
    icon: str


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice on top of a page that must not be missed; `text` is HTML."""

    kind: str
    icon: str
    title: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another document."""

    title: str
    url: str
    number: str | None
    kind: str


def link(entry: Entry[Document], at: Viewpoint) -> Link:
    """The way to *entry* in the reader's language, or in the language that it has."""
    language = at.language.code if at.language.code in entry.pages else next(iter(entry.pages))
    number = entry.document.id if entry.kind == "policy" else None
    return Link(entry.document.title[language], at.url(entry.pages[language]), number, entry.kind)


def links(ids: Iterable[str], at: Viewpoint) -> list[Link]:
    """The ways to the documents called *ids*, in order, each once."""
    return [link(at.catalogue.entries[name], at) for name in dict.fromkeys(ids)]


def using_documents(
    entry: Entry[Document], catalogue: Catalogue
) -> list[tuple[Entry[Document], tuple[str | int, ...]]]:
    """Every document that refers to *entry*, with the place where it does."""
    uses = catalogue.using("documents", entry.document.id)
    return [(use.by, use.at) for use in uses if isinstance(use.by, Entry) and use.by is not entry]
