"""How the tests read the pages of the site with a past: as trees, as words, and what git says beside them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import html5lib
import yaml
from lxml import etree

import past
import support
from past import Shown

Tree = Any
"""An lxml element; lxml brings no types."""

LIGHT = re.compile(r"/(?:history|v/[^/]+|history/[^/]+-to-[^/]+|changes/in-force/[\d-]+)/index\.html$")
"""The pages beside the handbook's own."""
SMALL = ("moved", "editorial")
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Issue:
    """A version of a document in one language, as it must be shown."""

    language: str
    page: str
    revisions: tuple[Shown, ...]
    """The oldest first; small ones of a document without versions stand with what they changed."""
    follows: str = ""
    """The first day of the version after it."""

    @property
    def first(self) -> Shown:
        return self.revisions[0]

    @property
    def label(self) -> str:
        return self.first.version

    @property
    def text(self) -> Shown | None:
        """The revision whose text is the version's; None where all are withheld."""
        return next((r for r in reversed(self.revisions) if not r.withheld), None)

    @property
    def last_day(self) -> str:
        """The last day on which it held; empty where no end is known."""
        ends = past.ENDS.get(self.page, "")
        return (dt.date.fromisoformat(self.follows) - DAY).isoformat() if self.follows else ends

    @property
    def address(self) -> str:
        """The folder of its page."""
        return f"{self.language}/{self.page}/v/{self.label}"


def issues(language: str, page: str) -> list[Issue]:
    """The versions of a document, the newest first."""
    runs: list[list[Shown]] = []
    for shown in past.HISTORIES[language, page]:
        same = runs and (runs[-1][0].version == shown.version or (shown.version[0] == "r" and shown.kind in SMALL))
        if same:
            runs[-1].append(shown)
        else:
            runs.append([shown])
    starts = [run[0].starts for run in runs[1:]] + [""]
    return [Issue(language, page, tuple(run), after) for run, after in zip(runs, starts, strict=True)][::-1]


def readable() -> list[Issue]:
    """Every numbered version that has a page."""
    every = (issue for where in past.HISTORIES for issue in issues(*where))
    return [issue for issue in every if issue.text and issue.label[0] != "r"]


def pairs() -> list[tuple[Issue, Issue]]:
    """The versions between which a redline must stand: neighbours, and each with the last."""
    found: list[tuple[Issue, Issue]] = []
    for where in past.HISTORIES:
        own = [i for i in reversed(issues(*where)) if i.text and i.label[0] != "r"]
        found += [*pairwise(own), *((old, own[-1]) for old in own[:-2])]
    return found


# ---- Pages ------------------------------------------------------------------------------------------------------


@cache
def parsed(html: str) -> Tree:
    """A page as a browser takes it."""
    return html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False)


def tree(built: support.Built, path: str) -> Tree:
    """A page of the site; *path* is its folder."""
    return parsed(built.read(f"{path}/index.html"))


def fragment(html: str) -> Tree:
    """A piece of HTML inside a `div`."""
    return html5lib.parse(f"<div id=piece>{html}</div>", treebuilder="lxml", namespaceHTMLElements=False).xpath(
        "//*[@id='piece']"
    )[0]


def of(element: Tree, name: str) -> list[Tree]:
    """The descendants of class *name*, in order."""
    return list(element.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"))


def only(found: list[Tree]) -> Tree:
    """The one thing that was found."""
    assert len(found) == 1, found
    return found[0]


INLINE = set("a abbr b bdi code del em i ins kbd small span strong sub sup time".split())


def text(element: Tree) -> str:
    """All the words of *element* with single spaces; what stands in two blocks is two words."""
    pieces: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        edge = "" if part.tag in INLINE else " "
        pieces += [edge, (part.text if event == "start" else part.tail if part is not element else "") or "", edge]
    return " ".join("".join(pieces).split())


def inner(element: Tree) -> str:
    """The HTML inside *element*."""
    pieces = [element.text or ""]
    pieces += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(pieces)


def _whole(address: str, at: str) -> str:
    """Places on the page itself stay as they are."""
    return address if address.startswith("#") else urljoin(f"https://x/{at}/", address)


def shape(element: Tree, at: str) -> list[object]:
    """Every element and every word below *element*, with its addresses made whole from the page *at*."""
    found: list[object] = []
    for part in element.iterdescendants():
        attributes = {k: _whole(v, at) if k in ("href", "src") else v for k, v in part.items()}
        found += [part.tag, sorted(attributes.items()), *(part.text or "").split(), "/", *(part.tail or "").split()]
    return found


def days(element: Tree) -> list[str]:
    """The days that *element* names."""
    return [time.get("datetime") for time in element.iter("time")]


# ---- Git --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Commit:
    """A commit of the line of first parents."""

    id: str
    day: str


def commits(built: support.Built) -> list[Commit]:
    """The oldest first, with their days where the site stands."""
    found = []
    for line in support.git(built.folder, "log", "--first-parent", "--reverse", "--format=%H %ct").splitlines():
        name, _, seconds = line.partition(" ")
        found.append(Commit(name, dt.datetime.fromtimestamp(int(seconds), ZoneInfo(past.ZONE)).date().isoformat()))
    return found


def commit_of(built: support.Built, shown: Shown) -> str:
    """The commit of a revision: in this past, one a day."""
    (found,) = (commit.id for commit in commits(built) if commit.day == shown.published)
    return found


def raw(built: support.Built, commit: str, path: str) -> str:
    """What the file said at *commit*; empty where there was none."""
    if not support.git(built.folder, "ls-tree", commit, f"content/{path}"):
        return ""
    return support.git(built.folder, "show", f"{commit}:content/{path}")


def source(language: str, page: str) -> str:
    """The file of a document's page."""
    return f"{page}.yml" if page.startswith("journeys/") else f"{language}/{page}.md"


def fingerprint(said: str) -> str:
    """The sha256 of a file with the text *said*."""
    return hashlib.sha256(said.encode()).hexdigest()


def held(built: support.Built) -> dict[str, list[tuple[str, str, str]]]:
    """By number, each version with its first and its last day, as the front matters say; read without our reader.

    What was in review or confidential never held; the last version ends as the document itself says.
    """
    found: dict[str, list[tuple[str, str, str]]] = {}
    for page in past.BINDING:
        starts: dict[str, str] = {}
        ends = ""
        for commit in commits(built):
            said = raw(built, commit.id, source("ar", page))
            front = yaml.safe_load(said.split("---\n")[1]) if said else {}
            if front and front["status"] in ("approved", "effective") and front.get("classification") != "confidential":
                starts.setdefault(front["version"], front["effective_date"].isoformat())
                ends = str(front.get("valid_to", ""))
                number = front["id"]
        after = [(dt.date.fromisoformat(day) - DAY).isoformat() for day in list(starts.values())[1:]]
        found[number] = [(v, since, until) for (v, since), until in zip(starts.items(), [*after, ends], strict=True)]
    return found


def on(spans: dict[str, list[tuple[str, str, str]]], day: str) -> list[tuple[str, str, str]]:
    """What held on *day*: number, version, since when."""
    return sorted(
        (number, version, since)
        for number, versions in spans.items()
        for version, since, until in versions
        if since <= day and (not until or day <= until)
    )


def changes(spans: dict[str, list[tuple[str, str, str]]]) -> list[str]:
    """The days on which something began or ended."""
    every = [span for versions in spans.values() for span in versions]
    ended = [(dt.date.fromisoformat(until) + DAY).isoformat() for _, _, until in every if until]
    return sorted({since for _, since, _ in every} | set(ended))


def loaded(built: support.Built, path: str) -> Any:
    """A JSON file of the site."""
    return json.loads(built.read(path))


def light(built: support.Built) -> Iterator[str]:
    """The paths of all light pages; what leads to them by number is no page."""
    return (path for path in support.files_of(built.site) if LIGHT.search(f"/{path}") and "/id/" not in path)
