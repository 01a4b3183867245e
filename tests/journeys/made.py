"""What the tests of insights share: a journey from a case in a data file, in the catalogue that it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import support
from handbook.core.catalogue import Catalogue
from handbook.journeys.model import Journey

Case = Mapping[str, Any]


def cases(folder: Path) -> list[Any]:
    """A parameter for every case of every file in *folder*: the file's name and the case. `about` says what it shows.

    A file is a list of cases, or a mapping of such lists (then a case gets its list's key as `part`).
    """
    found = []
    for path in support.fixtures(folder, ".yml"):
        read = yaml.safe_load(path.read_text("utf-8"))
        for part, listed in read.items() if isinstance(read, dict) else [("", read)]:
            for case in listed:
                name = " ".join(filter(None, (path.stem, part, case["about"]))).replace(" ", "-")
                found.append(pytest.param(path.stem, {**case, "part": part}, id=name))
    return found


def journey(case: Case) -> tuple[Journey, Catalogue]:
    """The journey of *case*: its `journey` over the least that a journey says, with its `files` by path.

    A file is its text, or the data of a YAML file; `today` may be another day than that of all tests.
    """
    data = {**yaml.safe_load(support.JOURNEY_HEAD), **case["journey"]}
    files = {path: text if isinstance(text, str) else dump(text) for path, text in case.get("files", {}).items()}
    found = support.catalogue({"journeys/j.yml": dump(data), **files}, case.get("today", support.TODAY))
    document = found.entries["j"].document
    assert isinstance(document, Journey)
    return document, found


class _Plain(yaml.SafeDumper):
    """Writes what stands twice in a case twice: the handbook reads no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def dump(data: object) -> str:
    """*data* as the handbook's YAML, in which days stand without quotes."""
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False)


def across() -> Catalogue:
    """The catalogue of `across.yml`: several journeys, and a library of which they use a part."""
    read = yaml.safe_load((Path(__file__).parent / "across.yml").read_text("utf-8"))
    return support.catalogue({path: text if isinstance(text, str) else dump(text) for path, text in read.items()})
