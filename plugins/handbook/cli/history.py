"""`handbook history`: the revisions of a document, as a table or as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

import click
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from handbook.cli.export import refusing
from handbook.cli.options import config_file
from handbook.cli.past import Asked, asked, of_language, warn
from handbook.cli.plain import printable
from handbook.core.sheet import Viewpoint
from handbook.revisions.model import Revision
from handbook.revisions.rows import history_view
from handbook.revisions.store import records
from handbook.revisions.views import Row

HEADS = [f"history.{key}" for key in ("columns.version", "columns.kind", "columns.published", "columns.effective")]
HEADS += [f"history.{key}" for key in ("columns.approver", "contributors", "columns.change")]
STYLES = {"force": "green", "pending": "yellow", "superseded": "dim"}
"""The state of a version, which is said in words too."""

Cells = tuple[str, ...]


@click.command()
@click.argument("document", metavar="ID")
@of_language
@click.option("--json", "as_json", is_flag=True, help="The records, as in the site's history.json.")
@config_file
def history(config_file: IO[bytes] | None, document: str, language: str | None, as_json: bool) -> None:
    """List the versions and revisions of the document ID, the newest first.

    Smaller revisions of a version stand under it. `handbook diff` tells what differs between two of them.
    """
    with refusing():
        found = asked(config_file, document, language)
        warn(found)
        if as_json:
            text = records(found.subject.past, found.id, found.subject.language)
            click.echo(text.encode("utf-8"), nl=False)  # the same on every machine
        elif not found.subject.past.versions:
            click.echo(found.language.t("history.none"))
        else:
            _print(tuple(rows(found)), tuple(map(found.language.t, HEADS)))


def rows(of: Asked) -> Iterator[tuple[str, Cells]]:
    """Each line of the table with the state of its version: a cell for each of `HEADS`."""
    past = of.subject.past
    view = history_view(of.subject, Viewpoint(of.language, of.archive.catalogue, lambda uri: uri))
    for version, row in zip(reversed(past.versions), view.versions, strict=True):
        state = row.chip.kind if row.chip else ""
        first = version.first is past.revisions[0]
        kind = row.kind_name or of.language.t(f"revision.kind.{'major' if first else 'version'}")
        yield state, _cells(row, version.first, kind, of)
        if row.withheld:
            continue
        smaller = [revision for revision in reversed(version.revisions) if revision is not version.first]
        for revision, small in zip(smaller, row.smaller, strict=True):
            cells = _cells(small, revision, small.kind_name, of)
            yield state, (f"  {cells[0]}", *cells[1:])


def _cells(row: Row, revision: Revision, kind: str, of: Asked) -> Cells:
    published = row.published.iso if row.published else ""
    if row.withheld:
        return (row.label, "", published, "", "", "", _line(row.withheld))
    approver = f"{row.approver} ({row.approver_source})" if row.approver_source else row.approver
    authors = of.language.t("list.separator").join(row.authors)
    return tuple(map(_line, (row.label, kind, published, _span(row), approver, authors, _change(row, revision))))


def _span(row: Row) -> str:
    """From when to when a version holds, and what that makes it today."""
    if row.effective is None:
        return ""
    days = f"{row.effective.iso} – {row.until.iso if row.until else ''}".strip()
    return f"{days} ({row.chip.word})" if row.chip else days


def _change(row: Row, revision: Revision) -> str:
    """The note, and how much changed where the note does not say that itself."""
    told = not revision.note and row.statements
    return f"{row.note} ({row.summary})" if row.note and row.summary and not told else row.note or row.summary


def _line(text: str) -> str:
    return " ".join(printable(text).split())


# ---- Printing --------------------------------------------------------------------------------------------------


def _print(lines: Sequence[tuple[str, Cells]], heads: Cells) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        for line in aligned([heads, *(cells for _, cells in lines)]):
            click.echo(line)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    filled = [number for number in range(len(heads)) if any(cells[number] for _, cells in lines)]
    for number in filled:
        narrow = max(console.width // 7, 11) if number in (1, 3, 4, 5) else None  # the last column gets the rest
        table.add_column(heads[number], no_wrap=number in (0, 2), max_width=narrow, overflow="fold")
    for state, cells in lines:
        looks = {0: "dim" if cells[0].startswith(" ") else "bold", 3: STYLES.get(state, "")}
        table.add_row(*(Text(cells[number], looks.get(number, "")) for number in filled))
    console.print(table)


def aligned(lines: Sequence[Cells]) -> Iterator[str]:
    """*lines* with their cells one below the other, however wide; for other programs."""
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for cells in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
        yield "  ".join(padded).rstrip()
