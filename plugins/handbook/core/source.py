"""Reading a content file: strict about encoding and size, exact about lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handbook.core import markup
from handbook.core.characters import hidden
from handbook.core.problems import Invalid, Problem, Where, invalid
from handbook.core.strict_yaml import Place, Value, load

MAX_BYTES = 1024 * 1024
"""A longer Markdown or YAML file is not a document but an accident."""
MAX_FRONT_MATTER = 512 * 1024
MAX_LINE = 20_000
MAX_OPEN_BRACKETS = 100
"""Markdown parsers take quadratic time on unclosed brackets: 8,000 of them cost 23 seconds."""
_FRONT = re.compile(r"---\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text. `uri` is its path from the content folder, with forward slashes."""

    uri: str
    text: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A source taken apart: its data, the place of every field, and for Markdown its body."""

    uri: str
    data: Mapping[str, Value] = field(default_factory=dict)
    places: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    """The file's line on which the body begins."""
    outline: markup.Outline = markup.EMPTY

    def where(self, *at: str | int) -> Where:
        """The place of the field *at*, or of the nearest field around it."""
        while at and at not in self.places:
            at = at[:-1]
        return Where(self.uri, *self.places.get(at, (1, 1)))


def read(path: Path, uri: str) -> Source:
    """Read a text file; raise `Invalid` where it is too large, not UTF-8, or hides characters."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise invalid(Where(uri), "file-too-large", size=size // 1024, limit=MAX_BYTES // 1024)
    text = decode(path.read_bytes(), uri)
    if not text.strip():
        raise invalid(Where(uri), "empty-file")
    if problems := list(suspicious(text, uri)):
        raise Invalid(problems)
    return Source(uri, text)


def decode(raw: bytes, uri: str) -> str:
    """The text of *raw* with `\\n` line ends, or `Invalid` with the likely encoding."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:200]:
        raise invalid(Where(uri), "encoding-not-utf8", likely="UTF-16")
    if raw.startswith(b"\xef\xbb\xbf"):
        raise invalid(Where(uri), "encoding-bom")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as e:
        line = raw.count(b"\n", 0, e.start) + 1
        raise invalid(Where(uri, line), "encoding-not-utf8", likely=_likely(raw)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _likely(raw: bytes) -> str:
    letters = re.findall("[\u0621-\u064a]", raw.decode("cp1256", "ignore"))
    return "Windows-1256" if len(letters) > sum(byte > 127 for byte in raw) / 2 else "Windows-1252"


def suspicious(text: str, uri: str) -> Iterator[Problem]:
    """Problems that a reader would not see: hidden characters, look-alikes, endless lines."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            yield Problem(Where(uri, number), "line-too-long", {"length": len(line), "limit": MAX_LINE})
        for column, code, values in hidden(line):
            yield Problem(Where(uri, number, column), code, values)


def parse_yaml(source: Source) -> Parsed:
    """Parse a YAML file whose top is a mapping or a list (then under the key `items`)."""
    data, places = load(source.text, source.uri)
    if isinstance(data, list):
        nested = {("items", *at): place for at, place in places.items()}
        return Parsed(source.uri, {"items": data}, nested)
    if not isinstance(data, dict):
        raise invalid(Where(source.uri), "yaml-not-a-mapping")
    return Parsed(source.uri, data, places)


def parse_markdown(source: Source) -> Parsed:
    """Split a Markdown file into front matter and body, and take the outline of the body."""
    head, body, first = _split(source)
    data: Mapping[str, Value] = {}
    places: Mapping[Place, tuple[int, int]] = {}
    if head:
        loaded, places = load(head, source.uri, first_line=2)
        if not isinstance(loaded, dict):
            raise invalid(Where(source.uri, 2), "yaml-not-a-mapping")
        data = loaded
    _refuse_bracket_storms(body, source.uri, first)
    return Parsed(source.uri, data, places, body, first, markup.outline(body, first))


def _split(source: Source) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body begins."""
    if not source.text.startswith("---\n"):
        return "", source.text, 1
    found = _FRONT.match(source.text)
    if not found:
        raise invalid(Where(source.uri), "front-matter-open")
    head = found[1]
    if (size := len(head.encode())) > MAX_FRONT_MATTER:
        raise invalid(Where(source.uri), "file-too-large", size=size // 1024, limit=MAX_FRONT_MATTER // 1024)
    return head, source.text[found.end() :], head.count("\n") + 3


def _refuse_bracket_storms(body: str, uri: str, first: int) -> None:
    depth = 0
    for found in re.finditer(r"[\[\]]|\n\s*\n", body):
        mark = found.group()
        depth = depth + 1 if mark == "[" else max(depth - 1, 0) if mark == "]" else 0
        if depth > MAX_OPEN_BRACKETS:
            line = first + body.count("\n", 0, found.start())
            raise invalid(Where(uri, line), "nesting-too-deep", what="[", limit=MAX_OPEN_BRACKETS)
