"""What a check needs to know of a Markdown text, taken line by line: headings, links, fences, raw HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify, unique


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
_UNDERLINE = re.compile(r"^(=+|-{2,})\s*$")
_ID = re.compile(r"\{:?[^{}]*#([\w:.-]+)[^{}]*\}")
_ATTRIBUTE_LIST = re.compile(r"\s*\{:?[^{}]*\}\s*$")
_TICKS = re.compile(r"`+")
_BRACKET = re.compile(r"\\.|[\[\]]")
_TARGET = re.compile(r"\(\s*(?:<([^<>]{0,2000})>|([^\s()<>]{1,2000}))")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\[\]]+\]:\s*(?:<([^<>]+)>|(\S+))")
_ANGLED = re.compile(r"\]\(\s*<[^<>]{0,2000}>|^ {0,3}\[[^\[\]]+\]:\s*<[^<>]+>")
_TAG = re.compile(r"<\s*/?\s*([A-Za-z][\w:-]*)([^<>]*)(>?)")
_COMMENT = re.compile(r"<!--.*?-->")
_MARKS = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|(?<!\w)_+|_+(?!\w)|[*`]")


def outline(text: str, first_line: int = 1) -> Outline:
    """The outline of *text*, whose first line is line *first_line* of its file."""
    found = _Reader()
    for number, line in _outside_fences(text, first_line, found.fences):
        found.take(line, number)
    return found.outline()


class _Reader:
    """Takes lines in their order; every pattern is linear in the length of a line."""

    def __init__(self) -> None:
        self.headings: list[tuple[int, str, int]] = []
        self.links: list[Link] = []
        self.tags: list[Tag] = []
        self.fences: list[Fence] = []
        self.given: set[str] = set()
        self.before = ""
        self.open_tag: Tag | None = None

    def take(self, line: str, number: int) -> None:
        """Note what *line* holds."""
        plain = _without_code(line) if "`" in line else line
        if "{" in plain:
            self.given.update(_ID.findall(plain))
        self._heading(line, number)
        if "]" in plain:
            self.links.extend(_links(plain, number))
        if "<" in plain or self.open_tag:
            self._tags(_ANGLED.sub("", plain), number)
        self.before = line

    def _heading(self, line: str, number: int) -> None:
        if line.startswith("#") and (found := _HEADING.match(line)):
            self.headings.append((len(found[1]), found[2], number))
        elif self.before.strip() and self.before[:1] not in "#|>-*+ " and (found := _UNDERLINE.match(line)):
            self.headings.append((1 if line[0] == "=" else 2, self.before.strip(), number - 1))

    def _tags(self, line: str, number: int) -> None:
        """Raw HTML; a tag may go on over lines."""
        if self.open_tag:
            rest, closed, _ = line.partition(">")
            self.open_tag = Tag(self.open_tag.name, f"{self.open_tag.attributes} {rest}", self.open_tag.line)
            if not closed and line.strip():
                return
            self.tags.append(self.open_tag)
            self.open_tag = None
        for found in _TAG.finditer(line):
            tag = Tag(found[1].lower(), found[2], number)
            if _is_address(found):
                continue
            if found[3] or found.end() < len(line):
                self.tags.append(tag)
            else:
                self.open_tag = tag

    def outline(self) -> Outline:
        """All that was found; headings without an id get the one that Markdown will give them."""
        if self.open_tag:
            self.tags.append(self.open_tag)
        anchors = set(self.given)
        headings = []
        for level, text, number in self.headings:
            given = _ID.search(text)
            words = _ATTRIBUTE_LIST.sub("", text)
            anchor = given[1] if given else unique(slugify(_MARKS.sub(r"\1", words), "-"), anchors)
            anchors.add(anchor)
            headings.append(Heading(level, words, anchor, given is not None, number))
        return Outline(tuple(headings), tuple(self.links), tuple(self.fences), tuple(self.tags), frozenset(anchors))


def _is_address(tag: re.Match[str]) -> bool:
    """Whether `<https://…>` or `<name@host>` only looks like a tag."""
    return tag[2].startswith(("//", "@")) or tag[1].endswith(":")


def _without_code(line: str) -> str:
    """*line* with spaces in place of code spans: a run of ticks closes at the next run of the same length."""
    runs = [(run.start(), run.end()) for run in _TICKS.finditer(line)]
    following: dict[int, list[int]] = {}
    for place, (start, end) in enumerate(runs):
        following.setdefault(end - start, []).append(place)
    pieces, at, place = [], 0, 0
    while place < len(runs):
        start, end = runs[place]
        same = following[end - start]
        same.pop(0)
        while same and same[0] < place:
            same.pop(0)
        if same:
            close = same.pop(0)
            pieces += [line[at:start], " " * (runs[close][1] - start)]
            at, place = runs[close][1], close
        place += 1
    return "".join([*pieces, line[at:]])


def _links(line: str, number: int) -> Iterator[Link]:
    """Links and images of a line, and what a reference stands for."""
    if found := _REFERENCE.match(line):
        yield Link(found[1] or found[2], number, line.index("[") + 1)
        return
    opened: list[int] = []
    for bracket in _BRACKET.finditer(line):
        if bracket.group() == "[":
            opened.append(bracket.start())
        elif bracket.group() == "]" and opened:
            start = opened.pop()
            if target := _TARGET.match(line, bracket.end()):
                yield Link(target[1] or target[2] or "", number, start + (not line[:start].endswith("!")))


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
        elif not comment and (found := _FENCE.match(line)):
            closing, language, inside, start = found[1], found[2].lower(), [], number + 1
        else:
            visible, comment = _visible(line, comment)
            yield number, visible


def _visible(line: str, comment: bool) -> tuple[str, bool]:
    """What of *line* is outside comments, and whether a comment goes on after it."""
    if comment:
        _, closed, line = line.partition("-->")
        if not closed:
            return "", True
    if "<!--" not in line:
        return line, False
    line = _COMMENT.sub("", line)
    before, opened, _ = line.partition("<!--")
    return before, bool(opened)
