"""What several commands have: options, and the schema that a journey's file names."""

from __future__ import annotations

import os
from pathlib import Path

import click

from handbook.journeys.read import JOURNEY
from handbook.survey import Survey

SCHEMA = "schemas/journey.schema.json"

config_file = click.option(
    "--config-file", "-f", type=click.File("rb"), help="The site's configuration; mkdocs.yml by default."
)


def journey_schema(site: Survey) -> str | None:
    """The way from a journey's file to its schema; None where *site* does not keep one beside its mkdocs.yml."""
    schema = site.root / SCHEMA
    return Path(os.path.relpath(schema, site.folder / JOURNEY.folder)).as_posix() if schema.is_file() else None
