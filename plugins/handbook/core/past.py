"""What a kind of document can say of its own past: the text as it was, and what differs between two states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from handbook.core.document import Lang, RoleRef
from handbook.core.source import Source

if TYPE_CHECKING:
    from handbook.core.catalogue import Bundle, Catalogue
    from handbook.core.document import Document


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a document as it was: what is compared, and what the page of an old version shows."""

    title: str
    summary: str
    html: str
    """Safe HTML; links to other pages begin with `@/` and the page's path, to be resolved where it is shown."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One difference between two states of a document that is data, as a sentence."""

    kind: Literal["add", "del", "mod", "move"]
    text: str
    """Plain text in the reader's language."""
    place: str = ""
    """The heading that it stands under, such as a stage's name; empty for the whole document."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of one of the two states."""

    title: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, in the order of the document; the drawings of before and after where they differ."""

    statements: tuple[Statement, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """The days of a document as it stands now."""

    first: dt.date | None = None
    """The first day on which it holds; None while that is not decided."""
    last: dt.date | None = None
    """The last day on which it holds; None while it has no end."""
    review: dt.date | None = None
    """The day on which it is to be looked at again."""
    owner: RoleRef | None = None
    """Who answers for that."""


Scribe = Callable[[str, Lang, str], str]
"""Safe HTML of a Markdown text, given its language and the path of the file that it stood in."""


@dataclass(frozen=True, slots=True)
class Past:
    """How a kind of document shows its past; the functions may assume nothing of old files but that they are text."""

    article: Callable[[Bundle, Lang, Scribe], Article]
    compare: Callable[[Source, Source, Lang, bool], Comparison] | None = None
    """For documents that are data, with or without drawings; others are compared by their articles' words."""
    fingerprint: Callable[[], str] = str
    """What the answers depend on beside the files: kept ones are used again while it is the same."""
    term: Callable[[Document, Catalogue], Term] | None = None
    """For documents that have days of their own."""
    binding: bool = False
    """Whether they are rules, of which one version is in force on a day."""
