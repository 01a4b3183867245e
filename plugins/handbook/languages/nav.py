"""The menu: the same for all pages of a language, section and depth, so it is made once for each of those."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from handbook.core.sheet import Sheet, Viewpoint

HOME = "index.md"
IN_DRAWER, IN_FOOTER = 40, 8
"""How many pages of a section a menu names; its first page lists them all."""


@dataclass(frozen=True)
class Section:
    """A top-level part: a folder with its first page, or a page of its own."""

    name: str
    first: Sheet
    pages: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A page in a menu."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class MenuSection:
    """A section as a template shows it."""

    title: str
    url: str
    active: bool
    children: list[MenuLink]
    more: bool


@dataclass(frozen=True)
class Menu:
    """The sections of one language in their order."""

    sections: tuple[Section, ...]

    @cached_property
    def by_page(self) -> Mapping[str, Section]:
        """The section of every page."""
        return {sheet.uri: s for s in self.sections for sheet in (s.first, *s.pages)}

    def shown(self, here: Section | None, at: Viewpoint, limit: int, all_children: bool) -> list[MenuSection]:
        """The sections with at most *limit* pages each: those of *here*, or of all."""
        found = []
        for section in self.sections:
            own = section.pages if all_children or section is here else ()
            children = [MenuLink(sheet.title, at.url(sheet.uri)) for sheet in own[:limit]]
            title = _name(section.first, at)
            found.append(MenuSection(title, at.url(section.first.uri), section is here, children, len(own) > limit))
        return found


def menu(sheets: Iterable[Sheet], order: Sequence[str]) -> Menu:
    """The menu of one language's *sheets*: first what *order* names (`index.md`, `policies`), then the rest."""
    folders: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        folders.setdefault(sheet.folder or sheet.key, []).append(sheet)
    wanted = [name.strip("/") for name in order]
    names = [name for name in wanted if name in folders] + sorted(folders.keys() - set(wanted))
    return Menu(tuple(_section(name, folders[name]) for name in names))


def _section(name: str, sheets: list[Sheet]) -> Section:
    sheets = sorted(sheets, key=lambda sheet: (not _is_first(sheet), sheet.order, sheet.uri))
    return Section(name, sheets[0], tuple(sheets[1:]))


def _is_first(sheet: Sheet) -> bool:
    return sheet.is_index and sheet.uri.count("/") <= 2


def crumbs(sheet: Sheet, sheets: Mapping[str, Sheet], menu: Menu, at: Viewpoint) -> list[MenuLink]:
    """The way from the home page to the page above *sheet*; none on the home page."""
    if sheet.key == HOME:
        return []
    parent = sheets.get(sheet.above)
    firsts = [section and section.first for section in map(menu.by_page.get, (_home(sheet), (parent or sheet).uri))]
    above = dict.fromkeys(each.uri for each in (*firsts, parent) if each and each is not sheet)
    return [MenuLink(_name(sheets[uri], at), at.url(uri)) for uri in above]


def _home(sheet: Sheet) -> str:
    return f"{sheet.language}/{HOME}"


def _name(sheet: Sheet, at: Viewpoint) -> str:
    """What a menu calls a page: the home page's own title is a greeting, not a name."""
    return at.language.t("nav.home") if sheet.key == HOME else sheet.title


Render = Callable[..., str]


class Chrome:
    """The rendered menus, kept by (language, section, depth): no page pays for the number of pages."""

    def __init__(self, render: Render) -> None:
        self.render = render
        self.kept: dict[tuple[str, str, int], dict[str, str]] = {}

    def menus(self, menu: Menu, here: Section | None, at: Viewpoint, depth: int, **context: object) -> dict[str, str]:
        """Tabs, drawer and footer for a page of section *here*, *depth* folders below the site's root."""
        key = (at.language.code, here.name if here else "", depth)
        if key not in self.kept:
            drawer = menu.shown(here, at, IN_DRAWER, all_children=False)
            footer = menu.shown(here, at, IN_FOOTER, all_children=True)
            shown = {"tabs": drawer, "drawer": drawer, "footer": footer}
            self.kept[key] = {name: self.render(name, sections=sections, **context) for name, sections in shown.items()}
        return self.kept[key]
