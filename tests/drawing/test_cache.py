"""Drawings that are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.drawing.cache import DrawingCache, fingerprint
from handbook.drawing.engine import DrawingError


class Maker:
    """Makes drawings and counts them."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        return f"<svg>{self.made}</svg>"


@pytest.mark.parametrize("kept", [True, False])
def test_a_drawing_is_made_once_a_build(tmp_path: Path, kept: bool) -> None:
    """With a folder or without one."""
    make, cache = Maker(), DrawingCache(tmp_path if kept else None)
    assert [cache.get(("a", "b"), make) for _ in range(3)] == ["<svg>1</svg>"] * 3
    assert (cache.get(("a", "c"), make), cache.get(("ab", ""), make)) == ("<svg>2</svg>", "<svg>3</svg>")


def test_the_next_build_finds_it(tmp_path: Path) -> None:
    """Only complete files are kept, in folders that do not grow too long."""
    make = Maker()
    DrawingCache(tmp_path).get(("a",), make)
    assert DrawingCache(tmp_path).get(("a",), make) == "<svg>1</svg>"
    (kept,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept.suffix == ".svg"
    assert kept.parent.name == kept.name[:2]


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    """What cannot be read as text counts as missing."""
    make = Maker()
    DrawingCache(tmp_path).get(("a",), make)
    next(tmp_path.rglob("*.svg")).write_bytes(b"\xff\xfe")
    assert DrawingCache(tmp_path).get(("a",), make) == "<svg>2</svg>"
    assert DrawingCache(tmp_path).get(("a",), make) == "<svg>2</svg>"


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    """A diagram that could not be drawn is tried again, and leaves no file."""

    def fail() -> str:
        raise DrawingError("no")

    cache = DrawingCache(tmp_path)
    with pytest.raises(DrawingError):
        cache.get(("a",), fail)
    assert not list(tmp_path.rglob("*.svg"))
    assert cache.get(("a",), Maker()) == "<svg>1</svg>"


def test_each_concern_has_a_fingerprint_of_its_own() -> None:
    """A change in one concern's code does not draw another's diagrams anew."""
    assert fingerprint("handbook.diagrams") != fingerprint("handbook.journeys")
    assert fingerprint("handbook.diagrams") == fingerprint("handbook.diagrams")
