"""Options that several commands have."""

from __future__ import annotations

import click

config_file = click.option(
    "--config-file", "-f", type=click.File("rb"), help="The site's configuration; mkdocs.yml by default."
)
