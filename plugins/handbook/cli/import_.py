"""`handbook import`: a journey from a spreadsheet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click
import yaml

from handbook import survey
from handbook.cli.export import refusing
from handbook.cli.options import config_file, journey_schema
from handbook.core.problems import nearest
from handbook.exchange import comments, files, grid, intake
from handbook.exchange.say import Refused, both
from handbook.journeys.read import JOURNEY, RESERVED


@click.group(name="import")
def import_() -> None:
    """Make documents of the files of other programs."""


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "journey_id", metavar="ID", help="The journey's id; the file's own, or its name, by default.")
@click.option("--map", "pairs", metavar="LABEL=FIELD", multiple=True, help="What a row's label means; repeatable.")
@click.option("--mapping", metavar="FILE.yml", type=click.Path(path_type=Path), help="A file of LABEL: FIELD lines.")
@click.option("--language", metavar="ar|en", help="Mark the texts of a map without keys as being in this language.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--force", is_flag=True, help="Write over the journey's file if it exists.")
@config_file
def journey(
    config_file: IO[bytes] | None,
    file: Path,
    journey_id: str | None,
    pairs: tuple[str, ...],
    mapping: Path | None,
    language: str | None,
    dry_run: bool,
    force: bool,
) -> None:
    """Make content/journeys/ID.yml of FILE, a workbook (.xlsx) or a table (.csv).

    The stages stand side by side, what is said of them below, with labels in the first column; or it is a file of
    `handbook export`, with keys. What finds no place is told, and kept at the end of the new file.
    """
    with refusing():
        site = survey.surveyed(config_file)
        if language is not None and language not in site.languages:
            known = ", ".join(site.languages)
            raise Refused("unknown-language", nearest(language, site.languages), language=language, known=known)
        _refuse_bad_id(journey_id)
        labels = intake.mapped([*(_lines(mapping) if mapping else ()), *pairs])
        wishes = intake.Wishes(journey_id, language or "", labels, journey_schema(site))
        made = intake.journey(_read(file), file.name, site.catalogue, wishes)
        path = site.folder / JOURNEY.folder / f"{made.journey.id}{JOURNEY.suffix}"
        _refuse_taken(made.journey.id, path, site)
        said, shown, over = [*made.report.lines()], os.path.relpath(path), os.path.lexists(path)
        cells = made.report.to_mend(over)
        if over and force and comments.has_any(path):
            said += both("report", "comments", path=shown)
        if cells and not dry_run:
            raise Refused("mend", file=file.name, cells=cells)
        if dry_run:
            said += [str(Refused("mend", file=file.name, cells=cells))] if cells else []
            click.echo("\n".join([*said, *both("report", "dry", path=shown), "", made.text]))
            return
        files.write(path, made.text.encode("utf-8"), force)
        click.echo("\n".join([*said, *both("report", "written", id=made.journey.id, path=shown)]))


def _refuse_bad_id(journey_id: str | None) -> None:
    if journey_id is not None and not (re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", journey_id) and len(journey_id) <= 60):
        raise Refused("bad-id", id=journey_id)


def _refuse_taken(journey_id: str, path: Path, site: survey.Survey) -> None:
    """An id belongs to one page: to that of the file that is written over, or to none."""
    entry = site.catalogue.entries.get(journey_id)
    if journey_id in RESERVED or (entry and site.folder / entry.original.uri != path):
        raise Refused("id-taken", id=journey_id)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > grid.MAX_BYTES:
            raise Refused("too-large", file=path.name, limit=f"{grid.MAX_BYTES >> 20} MB")
        return path.read_bytes()
    except OSError as e:
        raise Refused("not-read", path=path, reason=e.strerror or e) from None


def _lines(path: Path) -> Iterator[str]:
    """The lines of a mapping file, as `--map` takes them."""
    try:
        said = yaml.load(_read(path).decode("utf-8-sig"), Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        said = None
    if not isinstance(said, dict) or not all(isinstance(field, str) for field in said.values()):
        raise Refused("bad-mapping-file", file=path.name)
    yield from (f"{label}={field}" for label, field in said.items())
