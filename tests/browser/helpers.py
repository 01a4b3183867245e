"""What the browser tests share: the site's pages, its files as elements, and how to tell what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-21"
BASE = "https://handbook.example/"
DIRECTION = {"ar": "rtl", "en": "ltr"}
LANGUAGES = tuple(DIRECTION)
OTHER = {"ar": "en", "en": "ar"}

KINDS = {
    "home": "",
    "policies": "policies/",
    "in force": "policies/service-standards/",
    "draft": "policies/accessible-service/",
    "pending": "policies/complaint-handling/",
    "superseded": "policies/telephone-wording/",
    "overdue": "policies/clarity-and-protection/",
    "register": "register/",
    "journeys": "journeys/",
    "problem journey": "journeys/late-order/",
    "journey": "journeys/buying-software/",
    "target journey": "journeys/late-order-to-be/",
    "part of a journey": "journeys/data-move-fails/",
    "touchpoints": "journeys/touchpoints/",
    "channels": "journeys/channels/",
    "backlog": "journeys/backlog/",
    "figures": "journeys/kpis/",
    "people": "journeys/people/",
    "section": "playbook/",
    "page": "playbook/first-contact/",
    "about": "about/",
}
"""An address, below its language, for each kind of page."""

JOURNEYS = ("problem journey", "journey", "target journey", "part of a journey")
"""The kinds that show one journey: five stages; six stages; as it should be; a problem inside another journey."""

ACROSS = ("touchpoints", "channels", "backlog", "figures", "people")
"""The kinds that look across all journeys."""

STRESS = "journeys/stress/"
"""The large journey of tests/cases/stress, which only the stress site has."""

SPECIMEN = "playbook/specimen/"
"""The page that only the variant has: see conftest.py."""

UNTRANSLATED = "playbook/presenting-a-service/"
"""The page that has no English in the variant."""

PAST = re.compile(r"/history/|/v/[\d.]+/|/in-force/\d{4}-")
"""What is in the address of a page of the past."""

LOST = "no/such/page/"
"""An address that no page has; deep, so that the page for it cannot use relative addresses."""


@dataclass(frozen=True)
class Site:
    """A built site and where it is served."""

    folder: Path
    address: str

    def files(self) -> list[str]:
        """Every HTML file, from the site's root."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def pages(self) -> list[str]:
        """The address of every page that people read, from the site's root; none for lost readers, none of the past.

        Those of the past belong to other pages: tests/revisions and test_past.py look at them.
        """
        found = [f"/{name.removesuffix('index.html')}" for name in self.files() if name.endswith("/index.html")]
        return [address for address in found if "/id/" not in address and not PAST.search(address)]

    def path(self, url: str) -> str:
        """*url* as an address from the site's root."""
        assert url.startswith((self.address, BASE)), f"{url} is not in the site"
        return unquote(urlsplit(url).path)


def language_of(address: str) -> str:
    """The language of the page at *address*."""
    return address.split("/")[1]


def addresses(kinds: Iterable[str] = KINDS, *, lost: bool = True) -> list[tuple[str, str]]:
    """Language and address of each page of *kinds*, and of the pages for lost readers."""
    paths = [KINDS[kind] for kind in kinds] + ([LOST] if lost else [])
    return [(language, f"/{language}/{path}") for path in paths for language in LANGUAGES]


@dataclass(frozen=True)
class Element:
    """A start tag of an HTML file."""

    tag: str
    pairs: tuple[tuple[str, str], ...]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return next((value for key, value in self.pairs if key == name), "")

    def __str__(self) -> str:
        return f"<{' '.join([self.tag, *(f'{key}={value[:60]!r}' for key, value in self.pairs)])}>"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, tuple((name, value or "") for name, value in attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1].tag in ("script", "style"):
            last = self.found[-1]
            self.found[-1] = Element(last.tag, last.pairs, last.text + data)


@cache
def elements(path: Path) -> tuple[Element, ...]:
    """The start tags of an HTML file as they are written, before a browser mends them."""
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    return tuple(reader.found)


def translations(site: Site, address: str) -> dict[str, str]:
    """What the page at *address* names as its translations: the address of each by language."""
    links = (e for e in elements(site.folder / address.strip("/") / "index.html") if e.tag == "link")
    named = {e["hreflang"]: e["href"] for e in links if "alternate" in e["rel"].split() and e["type"] == ""}
    return {code: urlsplit(urljoin(address, href)).path for code, href in named.items()}


def twin(address: str) -> str:
    """The address that the page at *address* has in the other language."""
    language = language_of(address)
    return re.sub(f"^/{language}/", f"/{OTHER[language]}/", address)


NAME = """e => {
  const kind = e.getAttribute("class")?.trim().replace(/ +/g, ".")
  return e.tagName.toLowerCase() + (kind ? "." + kind : "")
}"""
"""How a script names an element to people."""


def report(wrong: Iterable[str]) -> None:
    """Fail with everything that is *wrong*, each thing once; pass where nothing is."""
    lines = list(dict.fromkeys(wrong))
    if lines:
        more = [f"... and {len(lines) - 60} more"] if len(lines) > 60 else []
        pytest.fail("\n".join([f"{len(lines)} wrong:", *lines[:60], *more]), pytrace=False)
