"""The `handbook` command: what editors and the IT person ask for outside a build."""

from __future__ import annotations

import logging
import sys

import click
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from handbook.host import host


@click.group()
@click.version_option(package_name="mkdocs-service-handbook")
def main() -> None:
    """Work on a service handbook."""


@main.command()
@click.option(
    "--config-file", "-f", type=click.File("rb"), help="The site's configuration; mkdocs.yml by default."
)
@click.option(
    "--strict/--no-strict", default=True, help="Whether warnings count as errors (they do by default)."
)
def check(config_file: click.utils.LazyFile | None, strict: bool) -> None:
    """Read and check all content without building the site."""
    config = _configured(config_file, strict)
    try:
        config.plugins.on_pre_build(config=config)
    except MkDocsException as e:
        sys.exit(str(e))
    found = host(config).catalogue
    click.echo(f"{len(found.entries)} documents in {len(found.languages)} languages: no problems.")


def _configured(config_file: object, strict: bool) -> MkDocsConfig:
    """The site's configuration with its plugins registered, or the end of the command with a clear message."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        config = load_config(config_file=config_file, strict=strict)  # type: ignore[arg-type]  # a file, or none
        return config.plugins.on_config(config)
    except MkDocsException as e:
        sys.exit(str(e))
