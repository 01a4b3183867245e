"""Marked HTML as lines of text for a terminal: each piece of a line knows whether it was added or removed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lxml import etree

Mark = Literal["", "ins", "del", "fmt"]
"""The same in both texts; only in the new one; only in the old one; the same words in another form."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    header hr legend li main nav ol p pre section summary table tbody tfoot thead ul""".split()
)
_SKIPPED = frozenset("script style svg math template".split())
_INDENTS = {"blockquote": "> ", "dd": "    ", "pre": "    "}
_SIDES: dict[str, Mark] = {"add": "ins", "del": "del"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line; of a heading it knows the level, else that is 0."""

    pieces: tuple[Piece, ...]
    level: int = 0

    @property
    def marked(self) -> bool:
        """Whether something in it differs."""
        return any(piece.mark for piece in self.pieces)


GAP = Line((Piece("…"),))
"""Stands for lines that are left out."""


def printable(text: str) -> str:
    """*text* without characters that would command the terminal, or turn its order round."""
    return _UNSEEN.sub("", text)


def lines(html: str) -> list[Line]:
    """The lines of a block: list markers and signs of headings before them, the cells of a row in one."""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    body = etree.fromstring(f"<html><body>{html}</body></html>", parser).find("body")
    writer = _Writer()
    if body is not None:
        writer.inside(body, "")
    writer.end()
    return writer.lines


def excerpt(blocks: Iterable[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """Those of *blocks* that changed, each after the headings that it stands under; long ones folded."""
    above: dict[int, Sequence[Line]] = {}
    for block in blocks:
        level = block[0].level if block else 0
        if level:
            above = {other: heading for other, heading in above.items() if other < level}
        if any(line.marked for line in block):
            yield from above.values()
            above.clear()
            yield folded(block)
        elif level:
            above[level] = block


def folded(block: Sequence[Line]) -> list[Line]:
    """*block* with its first line, those that changed, and a neighbour on each side; `GAP` for two or more others."""
    near = {at + step for at, line in enumerate(block) if line.marked for step in (-1, 0, 1)} | {0}
    found: list[Line] = []
    for at, line in enumerate(block):
        if at in near or (at - 1 in near and at + 1 in near):
            found.append(line)
        elif found[-1] is not GAP:
            found.append(GAP)
    return found


class _Writer:
    """Follows the elements of a block in order."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._indent = ""
        self._marker = ""  # before the first line of a list's item
        self._level = 0
        self._kept = False  # whether spaces count
        self._cell: Mark | None = None  # in a table's row, the mark of the whole cell

    def inside(self, element: Any, mark: Mark) -> None:
        """What *element* holds."""
        self._say(element.text or "", mark)
        for child in element:
            self._element(child, mark)
            self._say(child.tail or "", mark)

    def end(self) -> None:
        """The line ends here; in a row, a word."""
        if self._cell is not None:
            self._gap("", self._cell)
            return
        while self._pieces and not self._kept and not self._pieces[-1].text.strip(" "):
            self._pieces.pop()
        if self._pieces:
            last = self._pieces[-1]
            self._pieces[-1] = last if self._kept else replace(last, text=last.text.rstrip(" "))
            lead = [Piece(lead)] if (lead := self._marker or self._indent) else []
            self.lines.append(Line((*lead, *self._pieces), self._level))
            self._pieces, self._marker = [], ""

    def _element(self, element: Any, mark: Mark) -> None:
        tag, classes = element.tag, (element.get("class") or "").split()
        mark = _mark(element, classes) or mark
        if tag in _SKIPPED:
            if label := element.get("aria-label"):
                self._say(f"[{label}]", mark)
        elif tag == "br":
            self.end()
        elif tag == "img":
            self._say(f"[{element.get('alt') or element.get('src') or ''}]", mark)
        elif tag == "input":
            self._say("[x] " if element.get("checked") is not None else "[ ] ", mark)
        elif tag == "hr":
            self.end()
            self._add("———", mark)
            self.end()
        elif tag == "tr":
            self._cells(element, mark)
        elif tag == "li":
            self._item(element, mark)
        elif re.fullmatch("h[1-6]", tag):
            self._heading(element, mark)
        elif tag in _BLOCKS:
            self._block(element, mark)
        else:
            self.inside(element, mark)

    def _block(self, element: Any, mark: Mark) -> None:
        self.end()
        indent, kept = self._indent, self._kept
        self._indent += _INDENTS.get(element.tag, "")
        self._kept |= element.tag == "pre" and self._cell is None
        self.inside(element, mark)
        self.end()
        self._indent, self._kept = indent, kept

    def _heading(self, element: Any, mark: Mark) -> None:
        self.end()
        self._level = int(element.tag[1])
        self._marker = self._marker or f"{self._indent}{'#' * self._level} "
        self.inside(element, mark)
        self.end()
        self._level, self._marker = 0, ""

    def _item(self, element: Any, mark: Mark) -> None:
        self.end()
        indent, sign = self._indent, "• "
        if (of := element.getparent()) is not None and of.tag == "ol":
            start = of.get("start") or "1"
            before = sum(1 for other in element.itersiblings("li", preceding=True))
            sign = f"{before + (int(start) if start.isdecimal() else 1)}. "
        if self._cell is None:
            self._marker = (self._marker or indent) + sign
            self._indent = indent + " " * len(sign)
        self.inside(element, mark)
        self.end()
        self._indent, self._marker = indent, ""

    def _cells(self, element: Any, mark: Mark) -> None:
        self.end()
        outer = self._cell
        for number, cell in enumerate(element.iterchildren("td", "th")):
            self._cell = _mark(cell, (cell.get("class") or "").split()) or mark
            if number:
                self._gap("| ", self._cell)
            self.inside(cell, self._cell)
        self._cell = outer
        self.end()

    def _gap(self, sign: str, mark: Mark) -> None:
        """One space after what has been said, and *sign*."""
        spaced = not self._pieces or self._pieces[-1].text.endswith(" ")
        self._add(sign if spaced else f" {sign}", mark)

    def _say(self, text: str, mark: Mark) -> None:
        text = printable(text)
        if not self._kept:
            text = _SPACE.sub(" ", text)
            if not self._pieces:
                text = text.lstrip(" ")
            elif self._pieces[-1].text.endswith(" ") and self._pieces[-1].mark in ("", mark):
                text = text.removeprefix(" ")
            self._add(text, mark)
            return
        for number, part in enumerate(text.split("\n")):
            if number:
                self.end()
            self._add(part, mark)

    def _add(self, text: str, mark: Mark) -> None:
        if not text:
            return
        if self._pieces and self._pieces[-1].mark == mark:
            text = self._pieces.pop().text + text
        self._pieces.append(Piece(text, mark))


def _mark(element: Any, classes: Sequence[str]) -> Mark:
    """The mark that *element* puts on what it holds."""
    if element.tag in ("ins", "del"):
        return "ins" if element.tag == "ins" else "del"
    for side, mark in _SIDES.items():
        if f"hb-chg--{side}" in classes or f"hb-chg-part--{side}" in classes:
            return mark
    if "hb-fmt" in classes or ("hb-chg--mod" in classes and not _finer(element)):
        return "fmt"
    return ""


def _finer(element: Any) -> bool:
    """Whether a mark inside *element* says more exactly what changed."""
    return any(
        child is not element and (child.tag in ("ins", "del") or "hb-" in (child.get("class") or ""))
        for child in element.iter("*")
    )
