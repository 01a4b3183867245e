"""What a site in several languages needs beside its pages: the way in, the switch, addresses for machines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from posixpath import dirname

from handbook.core.language import Language
from handbook.core.sheet import Asset, Sheet, Viewpoint


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page in another language; where it does not exist, that language's home page."""

    code: str
    name: str
    direction: str
    url: str
    exists: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """Where somebody may go who asked for a page that is not there."""

    code: str
    direction: str
    home_url: str
    register_url: str


def alternates(
    sheet: Sheet, sheets: Mapping[str, Sheet], languages: Iterable[Language], at: Viewpoint
) -> list[Alternate]:
    """The page in every other language."""
    found = []
    for language in languages:
        if language.code != sheet.language:
            uri = f"{language.code}/{sheet.key}"
            exists = uri in sheets
            url = at.url(uri if exists else f"{language.code}/index.md")
            found.append(Alternate(language.code, language.name, language.direction, url, exists))
    return found


def lost(languages: Iterable[Language], first: str, url: Callable[[str], str]) -> list[Lost]:
    """The ways out of a 404 page, those of the language *first* before the others; *url* makes them absolute."""
    found = [
        Lost(lang.code, lang.direction, url(f"{lang.code}/index.md"), url(f"{lang.code}/register.md"))
        for lang in languages
    ]
    return sorted(found, key=lambda way: way.code != first)


def entrance(languages: Iterable[Language], start: str) -> Asset:
    """The page at the site's root: a script goes by the reader's languages, without one it leads to *start*."""
    codes = " ".join(language.code for language in languages)
    links = "".join(
        f'<li><a href="{lang.code}/" lang="{lang.code}" dir="{lang.direction}">{escape(lang.name)}</a></li>'
        for lang in languages
    )
    return Asset(
        "index.html",
        f'<!doctype html><html lang="{start}"><head><meta charset="utf-8"><title>…</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f'<script src="assets/javascripts/entrance.js" data-languages="{codes}" data-start="{start}"></script>'
        f'<noscript><meta http-equiv="refresh" content="0; url={start}/"></noscript></head>'
        f"<body><ul>{links}</ul></body></html>\n",
    )


@dataclass(frozen=True, slots=True)
class Twin:
    """The address of a page in one language."""

    code: str
    url: str


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page for search engines, with its translations and itself; absolute addresses."""

    url: str
    alternates: list[Twin]


def sitemap(
    sheets: Mapping[str, Sheet], languages: Iterable[Language], url: Callable[[str], str]
) -> list[SitemapEntry]:
    """Every page; *url* makes an address absolute."""
    codes = [language.code for language in languages]
    found = []
    for sheet in sheets.values():
        twins = [Twin(code, url(f"{code}/{sheet.key}")) for code in codes if f"{code}/{sheet.key}" in sheets]
        found.append(SitemapEntry(url(sheet.uri), twins))
    return found


CALLOUTS = ("must", "tip", "example", "note", "warning", "info")


_BACK = re.compile(r'title="Jump back to footnote (\d+) in the text"')
BOXES = (('type="checkbox" disabled="" checked=""', "task.done"), ('type="checkbox" disabled=""', "task.open"))


def in_words_of(language: Language, html: str) -> str:
    """*html* with words of *language* where Markdown puts English ones or none: titles of callouts, task boxes."""
    t = language.t
    if 'class="admonition' in html or "<details" in html:
        for name in CALLOUTS:
            for start, end in (('<p class="admonition-title">', "</p>"), ("<summary>", "</summary>")):
                html = html.replace(f"{start}{name.title()}{end}", f"{start}{escape(t(f'callout.{name}'))}{end}")
    html = _BACK.sub(lambda found: f'title="{escape(t("footnote.back", n=int(found[1])))}"', html)
    for box, key in BOXES if "checkbox" in html else ():
        html = html.replace(f"<input {box}>", f'<input {box} aria-label="{escape(t(key))}">')
    return html


def marked(menu: str, url: str) -> str:
    """*menu*, the same for a whole section, with the link to *url* marked as the page that the reader is on."""
    link = f'href="{escape(url)}"'
    return menu.replace(f'{link} aria-current="true"', link, 1).replace(link, f'{link} aria-current="page"', 1)


def depth(url: str) -> int:
    """How many folders below the site's root the page at *url* lies."""
    return len(dirname(url).split("/")) if dirname(url) else 0
