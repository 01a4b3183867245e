"""The `handbook` command: what editors and the IT person ask for outside a build."""

from __future__ import annotations

import sys
from typing import IO

import click

from handbook import host


@click.group()
@click.version_option(package_name="mkdocs-service-handbook")
def main() -> None:
    """Work on a service handbook."""


@main.command()
@click.option("--config-file", "-f", type=click.File("rb"), help="The site's configuration; mkdocs.yml by default.")
@click.option("--strict/--no-strict", default=True, help="Whether warnings count as errors (they do by default).")
def check(config_file: IO[bytes] | None, strict: bool) -> None:
    """Read and check all content without building the site."""
    try:
        found = host.checked(config_file, strict)
    except host.Refused as e:
        sys.exit(str(e))
    click.echo(f"{len(found.entries)} documents in {len(found.languages)} languages: nothing stops a build.")
