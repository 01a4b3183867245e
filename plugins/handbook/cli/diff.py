"""`handbook diff`: what differs between two texts of a document, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

import click
from rich.console import Console
from rich.text import Text

from handbook.cli.export import refusing
from handbook.cli.options import config_file
from handbook.cli.past import Asked, asked, chosen, of_language, warn
from handbook.cli.plain import Line, Piece, excerpt, lines, printable
from handbook.core.past import Statement
from handbook.exchange.say import Refused
from handbook.revisions import say
from handbook.revisions.git import GitFailed
from handbook.revisions.model import Revision
from handbook.revisions.texts import Difference, Digest, grouped

SIGNS = {"ins": ("{+", "+}"), "del": ("[-", "-]"), "fmt": ("{~", "~}")}
"""What stands around a mark where there are no colours."""
STYLES = {"ins": "bold underline green", "del": "strike red", "fmt": "italic yellow"}
KINDS = {"add": ("+", "green"), "del": ("-", "red"), "mod": ("~", "yellow"), "move": ("↕", "cyan")}
"""What stands before a sentence about a document that is data, and its colour."""


@click.command()
@click.argument("document", metavar="ID")
@click.argument("old", metavar="V1")
@click.argument("new", metavar="[V2]", required=False)
@of_language
@click.option("--whole", is_flag=True, help="The whole text, not only what changed.")
@config_file
def diff(
    config_file: IO[bytes] | None, document: str, old: str, new: str | None, language: str | None, whole: bool
) -> None:
    """Tell what differs between the texts V1 and V2 of the document ID; V2 is the current text by default.

    A text is a version (2.0), a revision (r3), the beginning of a commit's id, or a day (2025-03-01): the text that
    was in force then. Removed words are red and struck through, added ones green and underlined; without colours they
    stand in [-…-] and {+…+}, and words of another form in {~…~}.
    """
    with refusing():
        found = asked(config_file, document, language)
        past = found.subject.past
        before = chosen(past, document, old)
        after = chosen(past, document, new) if new is not None else past.current
        if after is None:
            raise Refused("no-texts", id=document)
        warn(found)
        for line in told(found, before, after, whole):
            _print(line)


def told(of: Asked, old: Revision, new: Revision, whole: bool) -> Iterator[Line]:
    """What differs between *old* and *new*, under how much that is and which texts they are."""
    t = of.language.t
    digest, difference = _compared(of, old, new)
    yield _plain(say.summary(difference, of.language) or t("redline.none"))
    yield _plain(t("redline.old", label=_name(old)))
    yield _plain(t("redline.new", label=_name(new)))
    for place, items in grouped(difference.statements):
        yield _plain("")
        yield Line((Piece(printable(place or t("redline.whole"))),), level=2)
        yield from map(_sentence, items)
    if difference.statements or not (whole or any(difference.changed)):
        return
    text = [lines(digest.blocks[number]) for number in difference.blocks]
    for block in text if whole else excerpt(text):
        yield _plain("")
        yield from block


def _compared(of: Asked, old: Revision, new: Revision) -> tuple[Digest, Difference]:
    """Both texts and what differs: only these two are read, whether or not a page compares them."""
    manner, texts = of.archive.manner(of.subject.entry), of.archive.texts
    assert manner is not None  # or it would have been refused
    assert texts is not None
    try:
        digest = texts.compare(old, new, manner)
    except GitFailed as e:
        raise Refused("text-lost", id=of.id, reason=e) from None
    return digest, digest.differences[old.n, new.n]


def _name(revision: Revision) -> str:
    """The version, the revision and its day: `2.1, r5, 2026-03-01`."""
    return ", ".join(dict.fromkeys((printable(revision.version), revision.name, revision.published.isoformat())))


def _plain(text: str) -> Line:
    return Line((Piece(text),))


def _sentence(statement: Statement) -> Line:
    return Line((Piece(f"{KINDS[statement.kind][0]} "), Piece(" ".join(printable(statement.text).split()))))


# ---- Printing --------------------------------------------------------------------------------------------------


def _print(line: Line) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal or console.no_color or console.color_system is None:
        click.echo(signed(line.pieces).rstrip())
    else:
        console.print(coloured(line))


def signed(pieces: Iterable[Piece]) -> str:
    """*pieces* in one line, with signs around those that differ."""
    parts = ((SIGNS.get(piece.mark, ("", "")), piece.text) for piece in pieces)
    return "".join(f"{begin}{text}{end}" for (begin, end), text in parts)


def coloured(line: Line) -> Text:
    """*line* with the looks of its marks; headings are bold."""
    text = Text(style="bold" if line.level else "")
    for piece in line.pieces:
        text.append(piece.text, STYLES.get(piece.mark, ""))
    return text
