"""Plain pages as sheets: the home page, a folder's first page, and all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.document import said
from handbook.core.language import Language
from handbook.core.pages import Page
from handbook.core.sheet import Link, Sheet, Viewpoint, links, using_documents

PLAYS = 6


@dataclass(frozen=True, slots=True)
class PageView:
    """A plain page around its text."""

    title: str
    summary: str
    area: str
    owner: str
    related: list[Link]


@dataclass(frozen=True, slots=True)
class Item:
    """A page as one of its folder."""

    title: str
    url: str
    summary: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A folder's first page, with the others."""

    title: str
    summary: str
    owner: str
    related: list[Link]
    pages: list[Item]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page; the concerns add what they have."""

    title: str
    lead: str
    summary: str
    plays: list[Link]
    playbook_url: str


def page_sheets(catalogue: Catalogue, languages: tuple[Language, ...]) -> Iterable[Sheet]:
    """A sheet for every plain page in every language that it has, and a home page where nobody wrote one."""
    for language in languages:
        if (home := f"{language.code}/index.md") not in catalogue.pages:
            title = language.t("nav.home")
            view = partial(_home, title, "")
            yield Sheet(uri=home, language=language.code, title=title, template="home.html", view=view)
    for entry in catalogue.of(Page):
        for code, uri in entry.pages.items():
            page, parsed = entry.document, entry.sources[code]
            yield Sheet(
                uri=uri,
                language=code,
                title=page.title[code],
                summary=said(page.summary, code),
                template=_template(entry, uri),
                view=partial(_view, entry, uri),
                entry=entry,
                body=parsed.body,
                order=page.order,
            )


def _template(entry: Entry[Page], uri: str) -> str:
    if entry.document.template:
        return entry.document.template
    parts = uri.split("/")
    if parts[-1] != "index.md":
        return "main.html"
    return "home.html" if len(parts) == 2 else "section.html"


def _view(entry: Entry[Page], uri: str, at: Viewpoint) -> object:
    page, code = entry.document, at.language.code
    title, summary = page.title[code], said(page.summary, code)
    template = _template(entry, uri)
    if template == "home.html":
        return _home(title, summary, at)
    if template == "section.html":
        folder = uri.split("/")[1]
        owner, related = at.catalogue.name(page.owner, code), links(page.related, at)
        return SectionView(title, summary, owner, related, [_item(e, at) for e in _siblings(folder, at)])
    used = [e.document.id for e, _ in using_documents(entry, at.catalogue)]
    area, owner = at.catalogue.name(page.area, code), at.catalogue.name(page.owner, code)
    return PageView(title, summary, area, owner, links([*page.related, *used], at))


def _home(title: str, summary: str, at: Viewpoint) -> HomeView:
    plays = list(_siblings("playbook", at))
    first = f"{at.language.code}/playbook/index.md"
    way = at.url(first) if first in at.catalogue.pages else ""
    return HomeView(title, summary, summary, [_play(e, at) for e in plays[:PLAYS]], way)


def _siblings(folder: str, at: Viewpoint) -> Iterator[Entry[Page]]:
    """The pages of *folder* in their order, without its first page and what is not in the reader's language."""
    code = at.language.code
    mine = [e for e in at.catalogue.of(Page) if e.pages.get(code, "").startswith(f"{code}/{folder}/")]
    mine.sort(key=lambda e: (e.document.order, e.pages[code]))
    yield from (e for e in mine if not e.pages[code].endswith("/index.md"))


def _item(entry: Entry[Page], at: Viewpoint) -> Item:
    page, code = entry.document, at.language.code
    return Item(page.title[code], at.url(entry.pages[code]), said(page.summary, code))


def _play(entry: Entry[Page], at: Viewpoint) -> Link:
    """A situation, with the number of the first policy behind it."""
    page, code = entry.document, at.language.code
    number = next((ref for ref in page.related if at.catalogue.entries[ref].kind == "policy"), None)
    return Link(page.title[code], at.url(entry.pages[code]), number, "page")
