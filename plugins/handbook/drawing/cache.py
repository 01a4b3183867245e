"""Drawings kept by what they are made from, so that an unchanged diagram is not drawn twice."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path


@cache
def fingerprint(package: str) -> str:
    """What the code of *package* and the engine are, so that a change of either draws anew."""
    digest = hashlib.sha256()
    for name in (package, "handbook.drawing"):
        for source in sorted(files(name).iterdir(), key=lambda item: item.name):
            if source.name.endswith(".py"):
                digest.update(source.read_bytes())
    try:
        digest.update(version("merman").encode())
    except PackageNotFoundError:
        digest.update(b"no engine")
    return digest.hexdigest()


class DrawingCache:
    """A folder of drawings, and those of this build in memory; without a folder only the latter.

    What is not drawn can be kept in the same way, under another *ending*; *remembered* is whether memory has it too.
    """

    def __init__(self, folder: Path | None, ending: str = ".svg", remembered: bool = True) -> None:
        self.folder = folder
        self.ending = ending
        self.remembered = remembered
        self.known: dict[str, str] = {}

    def get(self, parts: Iterable[str], make: Callable[[], str]) -> str:
        """The drawing of *parts*: the kept one, or *make*'s, which is then kept. Errors of *make* are not kept."""
        key = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
        if key in self.known:
            return self.known[key]
        found = self._kept(key, make) if self.folder else make()
        if self.remembered:
            self.known[key] = found
        return found

    def _kept(self, key: str, make: Callable[[], str]) -> str:
        assert self.folder is not None
        path = self.folder / key[:2] / f"{key}{self.ending}"
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            drawn = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(drawn, "utf-8")
        partial.replace(path)
        return drawn
