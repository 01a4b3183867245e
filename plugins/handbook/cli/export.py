"""`handbook export`: a journey for other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from handbook import survey
from handbook.cli.options import config_file
from handbook.core.problems import nearest
from handbook.exchange import files, outlet
from handbook.exchange.say import Refused, both
from handbook.journeys.model import Journey


@click.group()
def export() -> None:
    """Write documents for other programs."""


@export.command()
@click.argument("journey_id", metavar="ID")
@click.option(
    "--format", "form", type=click.Choice(tuple(outlet.FORMATS)), required=True, help="What kind of file it becomes."
)
@click.option("--language", metavar="ar|en", help="The language of labels and drawings; the first one by default.")
@click.option("--output", metavar="FILE|-", help="Where to; ID.FORMAT in this folder by default, - for the terminal.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@config_file
def journey(
    config_file: IO[bytes] | None, journey_id: str, form: str, language: str | None, output: str | None, force: bool
) -> None:
    """Write the journey ID as a workbook, a table, data, a drawing or a process model.

    xlsx and csv can be read back by `handbook import journey`.
    """
    with refusing():
        if output == "-" and form not in outlet.TEXTS:
            raise Refused("not-to-stdout", format=form)
        path = Path(output or f"{journey_id}.{outlet.ENDINGS.get(form, form)}")
        site = survey.surveyed(config_file)
        found = {entry.document.id: entry.document for entry in site.catalogue.of(Journey)}
        if journey_id not in found:
            raise Refused("unknown-journey", nearest(journey_id, found), id=journey_id, known=", ".join(sorted(found)))
        spoken = site.languages.get(language or next(iter(site.languages)))
        if spoken is None:
            known = ", ".join(site.languages)
            raise Refused("unknown-language", nearest(language or "", site.languages), language=language, known=known)
        if output != "-" and os.path.lexists(path) and not force:  # before a browser is started for nothing
            raise Refused("exists", path=os.path.relpath(path))
        made = outlet.export(found[journey_id], form, spoken, site.catalogue, site.studio)
        if output == "-":
            click.echo(made, nl=False)
            return
        files.write(path, made, force)
        click.echo("\n".join(both("report", "exported", id=journey_id, path=os.path.relpath(path))))


@contextmanager
def refusing() -> Iterator[None]:
    """End with sentences where something cannot be done."""
    try:
        yield
    except (Refused, survey.Refused) as e:
        click.echo(str(e), err=True)
        sys.exit(1)
