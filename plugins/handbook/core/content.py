"""The content folder on disk: which files are sources, which are published as they are, which must not be there."""

from __future__ import annotations

import os
import posixpath
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook.core.problems import Invalid, Problem, Where
from handbook.core.safety import hostile_svg
from handbook.core.source import Source, read

SOURCES = frozenset({".md", ".yml", ".csv"})
PUBLISHED = frozenset({".png", ".jpg", ".jpeg", ".webp", ".svg", ".pdf"})


@dataclass(frozen=True, slots=True)
class Content:
    """All sources, the paths of all files beside them, and what is wrong with the folder."""

    sources: tuple[Source, ...]
    files: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def published(self) -> frozenset[str]:
        """The files that are published as they are: what a link may lead to beside pages."""
        return frozenset(uri for uri in self.files if posixpath.splitext(uri)[1] in PUBLISHED)


def scan(root: Path) -> Content:
    """Read every file under *root*; nothing outside it is ever opened."""
    sources: list[Source] = []
    problems: list[Problem] = []
    paths = [path for path in _walk(root, root, problems) if _allowed(path, root, problems)]
    for path in paths:
        uri = path.relative_to(root).as_posix()
        try:
            if path.suffix in SOURCES:
                sources.append(read(path, uri))
            elif path.suffix == ".svg" and hostile_svg(path.read_bytes()):
                problems.append(Problem(Where(uri), "unsafe-svg"))
        except Invalid as e:
            problems += e.problems
        except OSError as e:
            problems.append(Problem(Where(uri), "file-unreadable", {"reason": e.strerror or str(e)}))
    uris = [path.relative_to(root).as_posix() for path in paths]
    problems += collisions(uris)
    return Content(tuple(sources), frozenset(uris), tuple(problems))


def _walk(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every file below *folder* in the order of names; a link is a problem and is not followed."""
    with os.scandir(folder) as found:
        for item in sorted(found, key=lambda item: item.name):
            path = Path(item.path)
            if item.is_symlink():
                problems.append(Problem(Where(path.relative_to(root).as_posix()), "symlink"))
            elif item.is_dir():
                if not item.name.startswith("."):
                    yield from _walk(path, root, problems)
            else:
                yield path


def _allowed(path: Path, root: Path, problems: list[Problem]) -> bool:
    if path.name.startswith("."):
        return False
    if path.suffix in SOURCES | PUBLISHED:
        return True
    endings = ", ".join(sorted(SOURCES | PUBLISHED))
    values = {"ending": path.suffix or path.name, "known": endings}
    problems.append(Problem(Where(path.relative_to(root).as_posix()), "file-ending", values))
    return False


def collisions(uris: Iterable[str]) -> Iterator[Problem]:
    """Problems for files that would be published at one address: `a.md` and `a/index.md`, `A.md` and `a.md`."""
    taken: dict[str, str] = {}
    for uri in uris:
        address = _address(uri)
        if address in taken:
            yield Problem(Where(uri), "url-collision", {"other": taken[address], "address": address})
        taken.setdefault(address, uri)


def _address(uri: str) -> str:
    plain = unicodedata.normalize("NFC", uri).casefold()
    if not plain.endswith(".md"):
        return plain
    return f"{plain.removesuffix('.md').removesuffix('index').rstrip('/')}/"
