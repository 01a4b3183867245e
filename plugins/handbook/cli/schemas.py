"""`handbook schemas`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from handbook.core.library import SHELVES
from handbook.core.pages import Page, Translation
from handbook.core.schema import as_json, document_schema, list_schema
from handbook.journeys.model import Journey
from handbook.policies.model import Policy

ENDING = ".schema.json"


def made() -> dict[str, str]:
    """The text of every schema by its path: one for each kind of document, and one for each shelf of the library."""
    found = {
        "policy": document_schema(Policy),
        "translation": document_schema(Translation),
        "page": document_schema(Page, known=frozenset({"id"})),  # a page's id is its path
        "journey": document_schema(Journey),
    }
    found |= {f"library/{name}": list_schema(item) for name, item in SHELVES.items()}
    return {f"{name}{ENDING}": as_json(schema) for name, schema in found.items()}


def stale(folder: Path, wanted: Mapping[str, str]) -> Iterator[str]:
    """A sentence for every file of *folder* that is not as *wanted*."""
    for name, text in wanted.items():
        path = folder / name
        if not path.is_file():
            yield f"{path} is missing."
        elif path.read_text("utf-8") != text:
            yield f"{path} is not what the models say."
    for path in sorted(folder.rglob(f"*{ENDING}")):
        if path.relative_to(folder).as_posix() not in wanted:
            yield f"{path} has no model: delete it."


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="schemas")
@click.option("--check", is_flag=True, help="Write nothing; fail where a file is not what the models say.")
def schemas(folder: Path, check: bool) -> None:
    """Write the JSON Schemas of the content into FOLDER, for editors of YAML."""
    wanted = made()
    if not check:
        for name, text in wanted.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    if wrong := list(stale(folder, wanted)):
        click.echo("\n".join([*wrong, "Run `handbook schemas` and commit what it writes."]), err=True)
        sys.exit(1)
    click.echo(f"{len(wanted)} schemas in {folder} say what the models say.")
