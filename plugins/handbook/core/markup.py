"""What a check needs to know of a Markdown text, taken line by line: headings, links, fences, raw HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify_unicode


@dataclass(frozen=True, slots=True)
class Heading:
    """`id` is the anchor; `explicit` where the author gave it as `{#id}`."""

    level: int
    text: str
    id: str
    explicit: bool
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link's or an image's target as written."""

    target: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: the language after the fence, the text inside, the line of its first text."""

    language: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece of raw HTML."""

    name: str
    attributes: str
    line: int


@dataclass(frozen=True, slots=True)
class Outline:
    """All that, in the order of the text."""

    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    fences: tuple[Fence, ...] = ()
    tags: tuple[Tag, ...] = ()
    anchors: frozenset[str] = frozenset()


EMPTY = Outline()

_FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*\{?\.?([\w+-]*)")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_ID = re.compile(r"\{:?[^}]*#([\w:.-]+)[^}]*\}")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_LINK = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'(].*?)?\)|^\s*\[[^\]^][^\]]*\]:\s*<?(\S+?)>?\s*$"
)
_TAG = re.compile(r"<\s*/?\s*([A-Za-z][\w:-]*)([^<>]*)>?")
_ATTRIBUTE_LIST = re.compile(r"\s*\{:?[^}]*\}\s*$")


def outline(text: str, first_line: int = 1) -> Outline:
    """The outline of *text*, whose first line is line *first_line* of its file."""
    headings: list[Heading] = []
    links: list[Link] = []
    tags: list[Tag] = []
    fences: list[Fence] = []
    anchors: set[str] = set()
    for number, line in _outside_fences(text, first_line, fences):
        plain = _CODE.sub(lambda m: " " * len(m.group()), line) if "`" in line else line
        if heading := _heading(plain, number, anchors):
            headings.append(heading)
        if "{" in plain:
            anchors.update(_ID.findall(plain))
        if "](" in plain or "]:" in plain:
            links.extend(Link(m[1] or m[2], number, m.start() + 1) for m in _LINK.finditer(plain))
        if "<" in plain:
            tags.extend(Tag(m[1].lower(), m[2], number) for m in _TAG.finditer(plain) if not _autolink(m))
    return Outline(tuple(headings), tuple(links), tuple(fences), tuple(tags), frozenset(anchors))


def _autolink(found: re.Match[str]) -> bool:
    return found[2].startswith(("//", "@")) or found[1].endswith(":")


def _heading(line: str, number: int, anchors: set[str]) -> Heading | None:
    if not (line.startswith("#") and (found := _HEADING.match(line))):
        return None
    text = found[2]
    given = _ID.search(text)
    words = _ATTRIBUTE_LIST.sub("", text)
    anchor = given[1] if given else slugify_unicode(words, "-")
    anchors.add(anchor)
    return Heading(len(found[1]), words, anchor, given is not None, number)


def _outside_fences(text: str, first_line: int, fences: list[Fence]) -> Iterator[tuple[int, str]]:
    """Lines outside fenced blocks and comments; what is inside a fence goes to *fences*."""
    closing, language, inside, start = "", "", list[str](), 0
    comment = False
    for number, line in enumerate(text.split("\n"), first_line):
        if closing:
            if line.strip().startswith(closing) and not line.strip().strip(closing[0]):
                fences.append(Fence(language, "\n".join(inside), start))
                closing = ""
            else:
                inside.append(line)
        elif found := _FENCE.match(line):
            closing, language, inside, start = found[1], found[2].lower(), [], number + 1
        else:
            comment = ("<!--" in line or comment) and "-->" not in line.rpartition("<!--")[2]
            if not comment:
                yield number, line
