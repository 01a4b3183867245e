"""Makes git repositories whose history is known beforehand: one `git fast-import` stream, and the truth beside it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

BEGAN = 1_600_000_000
"""When the first commit is made, in Unix seconds; each later one an hour after the one before."""
HOUR = 3600

Name = str | bytes
Mark = int
"""A commit that is going to be made; `Repository.sha` tells its id once it is."""

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "LC_ALL": "C",
}
"""An environment in which git does the same on every machine."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at a path if it is no plain file."""

    data: bytes
    mode: str = "100644"


def runnable(text: Name) -> Entry:
    """A file that may be run."""
    return Entry(_bytes(text), "100755")


def link(target: Name) -> Entry:
    """A symbolic link."""
    return Entry(_bytes(target), "120000")


def submodule(commit: str) -> Entry:
    """Another repository's commit at a path."""
    return Entry(commit.encode(), "160000")


Change = str | bytes | Entry | None
"""A file's new content, or `None` where it goes."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who made a commit, as its header says."""

    name: Name = "Sara"
    mail: Name = "sara@people.example"


SARA, OMAR, HODA = Person(), Person("Omar", "omar@people.example"), Person("Hoda", "hoda@people.example")


@dataclass
class Repository:
    """A repository in *folder*: `commit` says what is going to be, `write` makes it and checks the branch out."""

    folder: Path
    branch: str = "main"
    content: str = "content"
    clock: int = BEGAN
    _stream: list[bytes] = field(default_factory=list)
    _marks: dict[Mark, str] = field(default_factory=dict)
    _tips: dict[str, Mark] = field(default_factory=dict)
    _last: Mark = 0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch", self.branch, ".")
        self.git("config", "user.name", SARA.name)
        self.git("config", "user.email", SARA.mail)

    def commit(
        self,
        changes: Mapping[Name, Change] | None = None,
        *,
        message: Name = "Change",
        parents: tuple[Mark, ...] | None = None,
        branch: str | None = None,
        author: Person = SARA,
        committer: Person | None = None,
        at: int | None = None,
        authored: int | None = None,
        zone: str = "+0000",
        encoding: str = "",
    ) -> Mark:
        """Add a commit whose tree is its first parent's with *changes*.

        *parents* default to the tip of *branch*, *branch* to the checked-out one, *at* (the committer's time) to an
        hour after the last commit, *authored* to *at*.
        """
        self._last += 1
        mark, branch = self._last, branch or self.branch
        self.clock = at if at is not None else self.clock + HOUR
        if parents is None:
            parents = (self._tips[branch],) if branch in self._tips else ()
        made, told = committer or author, _bytes(message)
        # A branch that fast-import knows would be the parent of a commit that names none.
        lines = [b"reset refs/heads/%s\n" % branch.encode()] if not parents else []
        lines.append(b"commit refs/heads/%s\nmark :%d\n" % (branch.encode(), mark))
        lines.append(_stamp(b"author", author, self.clock if authored is None else authored, zone))
        lines.append(_stamp(b"committer", made, self.clock, zone))
        if encoding:
            lines.append(b"encoding %s\n" % encoding.encode())
        lines.append(b"data %d\n%s\n" % (len(told), told))
        for word, parent in zip([b"from", *[b"merge"] * len(parents)], parents, strict=False):
            lines.append(b"%s %s\n" % (word, self._named(parent)))
        for path, entry in sorted((changes or {}).items(), key=lambda change: _bytes(change[0])):
            lines.append(_change(_bytes(path), entry))
        self._stream.append(b"".join(lines) + b"\n")
        self._tips[branch] = mark
        return mark

    def write(self, *, checkout: bool = True) -> Repository:
        """Make what was said, and check the branch out as it is now."""
        if self._stream:
            told = self.folder / ".git" / "told-marks"
            command = ["git", "fast-import", "--quiet", "--force", f"--export-marks={told}"]
            subprocess.run(command, cwd=self.folder, env=CLEAN, input=b"".join(self._stream), check=True)
            for line in told.read_text().splitlines():
                mark, sha = line.removeprefix(":").split()
                self._marks[int(mark)] = sha
            told.unlink()
            self._stream.clear()
        if checkout:
            self.git("reset", "--quiet", "--hard", self.branch)
            self.docs.mkdir(parents=True, exist_ok=True)
        return self

    def sha(self, mark: Mark) -> str:
        """The id of a commit that was made."""
        return self._marks[mark]

    def tip(self, branch: str | None = None) -> Mark:
        """The newest commit of a branch."""
        return self._tips[branch or self.branch]

    def back_to(self, mark: Mark, branch: str | None = None) -> None:
        """Later commits of *branch* follow *mark*, as after `git reset --hard`."""
        branch = branch or self.branch
        self.write(checkout=False)
        self._tips[branch] = mark
        self.git("update-ref", f"refs/heads/{branch}", self.sha(mark))

    def git(self, *arguments: Name, env: Mapping[str, str] | None = None, data: bytes | None = None) -> str:
        """What a git command prints, without its last line end; a failing one raises."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**CLEAN, **(env or {})},
            input=data,
            check=True,
            capture_output=True,
        )
        return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")

    @property
    def docs(self) -> Path:
        """The content folder."""
        return self.folder / self.content

    def _named(self, mark: Mark) -> bytes:
        """A commit as a stream names it: those of earlier streams by id."""
        return self._marks[mark].encode() if mark in self._marks else b":%d" % mark


def script(place: Path, text: str) -> Path:
    """A program at *place*, as a setting may name it, or one that stands in for git."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    place.chmod(0o755)
    return place


def _bytes(text: Name) -> bytes:
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text


def _stamp(word: bytes, who: Person, when: int, zone: str) -> bytes:
    return b"%s %s <%s> %d %s\n" % (word, _bytes(who.name), _bytes(who.mail), when, zone.encode())


def _change(path: bytes, entry: Change) -> bytes:
    quoted = b'"' + b"".join(b"\\%03o" % byte if byte < 32 or byte in b'"\\' else bytes([byte]) for byte in path) + b'"'
    if entry is None:
        return b"D %s\n" % quoted
    found = entry if isinstance(entry, Entry) else Entry(_bytes(entry))
    if found.mode == "160000":
        return b"M 160000 %s %s\n" % (found.data, quoted)
    return b"M %s inline %s\ndata %d\n%s\n" % (found.mode.encode(), quoted, len(found.data), found.data)


# ---- What the files say ------------------------------------------------------------------------------------------


def policy(number: str, body: str = "Text.", version: str = "1.0", **fields: object) -> str:
    """The original of a controlled document."""
    least = {
        "id": number,
        "title": f"عنوان {number}",
        "summary": "خلاصة.",
        "type": "policy",
        "area": "recovery",
        "version": version,
        "status": "effective",
        "owner": "head-of-service",
        "approved_by": "council",
        "approved_on": "2026-01-10",
        "effective_date": "2026-01-15",
        "review_every": "12 months",
        "classification": "public",
    }
    return _file({**least, **fields}, body)


def translation(body: str = "Text.", translates: str = "1.0", **fields: object) -> str:
    """The translation of a controlled document."""
    return _file({"title": "Title", "summary": "Summary.", "translates": translates, **fields}, body)


def page(body: str = "Text.", **fields: object) -> str:
    """A plain page: it has no id."""
    return _file({"title": "Page", "summary": "Summary.", **fields}, body)


def journey(number: str, note: str = "n", **fields: object) -> str:
    """A journey's file, which holds both languages."""
    least = {
        "id": number,
        "title": {"ar": "رحلة", "en": "Journey"},
        "type": "problem",
        "summary": {"ar": note, "en": note},
    }
    return _yaml({**least, **fields})


def _file(front: Mapping[str, object], body: str) -> str:
    kept = {name: value for name, value in front.items() if value is not None}
    return f"---\n{_yaml(kept)}---\n\n{body}\n"


class _Plain(yaml.CSafeDumper):
    """Writes a value that occurs twice as often as it occurs."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _yaml(data: Mapping[str, object]) -> str:
    text = yaml.dump(dict(data), Dumper=_Plain, allow_unicode=True, sort_keys=False)
    return str(text)


# ---- What is true --------------------------------------------------------------------------------------------------

Key = tuple[str, str]
"""A document's id and a language."""


@dataclass
class Truth:
    """What a reader must find: for each document and language the commits that changed it, and how, oldest first."""

    known: dict[Key, list[tuple[Mark, str]]] = field(default_factory=dict)

    def add(self, mark: Mark, kind: str, *keys: Key) -> None:
        """*mark* changed the documents of *keys*."""
        for key in keys:
            self.known.setdefault(key, []).append((mark, kind))

    def of(self, repository: Repository) -> dict[Key, list[tuple[str, str]]]:
        """The truth, with the ids that the commits have got."""
        return {key: [(repository.sha(mark), kind) for mark, kind in marks] for key, marks in self.known.items()}


def both(number: str) -> tuple[Key, Key]:
    """A document's two languages."""
    return (number, "ar"), (number, "en")


def moved(files: Iterable[tuple[str, str, str]]) -> dict[Name, Change]:
    """The changes that bring each (old path, new path, content) to its new place."""
    changes: dict[Name, Change] = {}
    for old, new, content in files:
        changes.setdefault(old, None)
        changes[new] = content
    return changes
