"""The good site, and the command in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import support
from handbook.cli import main

Run = Callable[..., Result]


@pytest.fixture
def site(tmp_path: Path, drawings: str) -> Path:
    """The good site, to be exported from and imported into."""
    return support.make_site(tmp_path, host={"cache": drawings})


@pytest.fixture
def run(site: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in the good site, which is the current folder."""
    monkeypatch.chdir(site)

    def command(*words: str) -> Result:
        return CliRunner().invoke(main, [*words, "-f", "mkdocs.yml"])

    return command
