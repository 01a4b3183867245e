"""The `handbook` command: what editors and the IT person ask for outside a build."""

from __future__ import annotations

import click

from handbook.cli.check import check
from handbook.cli.diff import diff
from handbook.cli.export import export
from handbook.cli.history import history
from handbook.cli.import_ import import_
from handbook.cli.new import new
from handbook.cli.schemas import schemas


@click.group()
@click.version_option(package_name="mkdocs-service-handbook")
def main() -> None:
    """Work on a service handbook."""


for command in (check, diff, export, history, import_, new, schemas):
    main.add_command(command)
