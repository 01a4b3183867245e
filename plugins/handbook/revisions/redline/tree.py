"""The trees that are compared: blocks, runs of text in them, and the tokens of runs."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import NamedTuple

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# What no reader notices, so that it makes no change.
_QUIET = frozenset("id for headers name open loading tabindex rel target".split())
_REFERENCES = frozenset("id for headers aria-labelledby aria-describedby aria-controls".split())
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wrap:
    """An inline element around words."""

    tag: str
    attributes: Attributes
    look: str
    """What a reader notices of it: tag and attributes, without ids and the like."""


class Token(NamedTuple):  # as there are many, and a tuple is made in a third of the time
    """The smallest thing that is compared."""

    key: str
    """White space is one space; empty is what nobody sees, such as an anchor."""
    html: str
    bare: str
    """As `html`, without what only one element of a page may have: for words that are shown as removed."""
    word: bool
    path: tuple[Wrap, ...]
    style: str
    """The looks of all that is around it."""


@dataclass(frozen=True, slots=True)
class Span:
    """An inline element of a run: its nodes, and which of the run's tokens it holds."""

    wrap: Wrap
    nodes: tuple[Span | int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Text and inline elements without a block between them."""

    nodes: tuple[Span | int, ...]
    tokens: tuple[Token, ...]
    seen: tuple[int, ...]
    """Which tokens are compared: not white space (but in code), not what nobody sees."""
    codes: str
    """One character for each of `seen`."""
    words: str
    """Of these the words and pictures only: what tells how alike two texts are."""
    key: str
    code: bool
    """Whether it stands in a `pre`: lines count, and formatting does not."""


@dataclass(frozen=True, slots=True)
class Element:
    """A block, with blocks and runs in it."""

    tag: str
    attributes: Attributes
    look: str
    id: str
    kids: tuple[Element | Run, ...]
    words: str
    key: str


Node = Element | Run


def opening(tag: str, attributes: Attributes, *classes: str, bare: bool = False) -> str:
    """A start tag, with *classes* beside its own; *bare*: without what only one element of a page may have."""
    added = " ".join(classes)
    out = [tag]
    for name, value in attributes:
        if bare and refers(name, value):
            continue
        text = value
        if name == "class" and added:
            text, added = f"{value} {added}".strip(), ""
        out.append(f'{name}="{text.translate(_ESCAPES)}"')
    if added:
        out.append(f'class="{added}"')
    return f"<{' '.join(out)}>"


def refers(name: str, value: str) -> bool:
    """Whether an attribute names a place of the page, or refers to one: removed words have none, nor lead to any."""
    return name in _REFERENCES or (name == "href" and value.startswith("#"))


def escaped(text: str) -> str:
    """*text* as HTML."""
    return html.escape(text, quote=False)


def look(tag: str, attributes: Attributes) -> str:
    """What a reader notices of an element, apart from what is in it."""
    seen = sorted(
        f'{name}="{value}"'
        for name, value in attributes
        if name not in _QUIET
        and not name.startswith(("aria-", "data-"))
        # The words "back to note 2" count the notes: another one before it is no change of this one.
        and not (name == "title" and ("class", "footnote-backref") in attributes)
    )
    return f"<{' '.join([tag, *seen])}>"
