"""`handbook check`."""

from __future__ import annotations

import sys
from typing import IO

import click

from handbook import survey
from handbook.cli.options import config_file


@click.command()
@config_file
@click.option("--strict/--no-strict", default=True, help="Whether warnings count as errors (they do by default).")
def check(config_file: IO[bytes] | None, strict: bool) -> None:
    """Read and check all content without building the site."""
    try:
        found = survey.checked(config_file, strict)
    except survey.Refused as e:
        sys.exit(str(e))
    click.echo(f"{len(found.entries)} documents in {len(found.languages)} languages: nothing in them stops a build.")
