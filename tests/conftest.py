"""Fixtures for all tests."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

# Before anything imports Material, which would print it at import.
os.environ["NO_MKDOCS_2_WARNING"] = "1"

import pytest
from hypothesis import settings

import past
import support

# The same examples on every machine: a red run can be repeated, and no run is red by chance.
settings.register_profile("handbook", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("handbook")


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One day for all tests, plain output, and MkDocs' logger as it was: `handbook check` turns it down."""
    monkeypatch.setenv("HANDBOOK_TODAY", support.TODAY)
    for name in ("FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    logger = logging.getLogger("mkdocs")
    level = logger.level
    yield
    logger.setLevel(level)


@pytest.fixture(scope="session")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A cache that all sites of a run share, so that the same drawing is made once."""
    return str(tmp_path_factory.mktemp("drawings"))


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory, drawings: str) -> support.Built:
    """The good site, built once for everybody who only reads it."""
    folder = support.make_site(tmp_path_factory.mktemp("good"), host={"cache": drawings, "today": support.TODAY})
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HANDBOOK_TODAY", raising=False)
        return support.build(folder)


@pytest.fixture(scope="session")
def aged(tmp_path_factory: pytest.TempPathFactory, drawings: str) -> support.Built:
    """The site with a past, built once for everybody who only reads it; its repository lies beside it."""
    folder = past.make_past(tmp_path_factory.mktemp("aged"), host={"cache": drawings, "today": support.TODAY})
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HANDBOOK_TODAY", raising=False)
        return support.build(folder)
