"""The history of every document: one reading of git for a whole site.

A document is followed by its `id` and its language, never by likeness: measured on a known truth, that is right in
all cases, rename detection in none of the large ones. Only the line of first parents counts, so a pull request is
one revision, however it was merged, and its day is the day on which it was merged.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from handbook.core.document import Lang
from handbook.revisions import kept as keeping
from handbook.revisions.facts import Facts, facts
from handbook.revisions.git import Commit, GitFailed, Repository, find
from handbook.revisions.replay import Doc, Event, Replay


@dataclass(frozen=True, slots=True)
class History:
    """What git knows of a content folder."""

    head: str
    shallow: bool
    """Whether the repository has been cut off: its first commit seems to have written everything."""
    off_chain: bool
    """Whether the last HEAD that was read has left the line of first parents, and its revisions with it."""
    events: Mapping[Doc, tuple[Event, ...]]
    """The oldest first."""
    facts: Mapping[str, Facts]
    """By blob."""
    duplicates: Mapping[Doc, int]
    """Documents whose id two files had at once, and the moment when that ended; the present moment counts as an end."""
    repository: Repository = field(repr=False, compare=False)


def read(folder: Path, languages: tuple[Lang, ...], kept: Path | None = None, former: Sequence[str] = ()) -> History:
    """The history of the content in *folder*.

    *languages* are the names of its language folders, the original's first; *kept* is a file that makes the next
    reading cheap; *former* are paths, from the top of the repository, at which the folder lay before.
    Raises `NoRepository` and `GitFailed`.
    """
    collecting = gc.isenabled()
    gc.disable()  # tens of thousands of records are made and none is thrown away: looking for rubbish is a fifth of it
    try:
        return _read(find(folder), languages, kept, former)
    finally:
        if collecting:
            gc.enable()


def _read(repository: Repository, languages: tuple[Lang, ...], kept: Path | None, former: Sequence[str]) -> History:
    roots = roots_of(repository, former)
    key = [list(roots), _mailmap(repository.top), repository.shallow]
    old = keeping.load(kept, key)
    since = old.head
    new = _log(repository, since, roots) if since and since != repository.head else None
    if since and since != repository.head and not (new is not None and _continues(new, repository.head, since)):
        new, since = None, None  # another line of commits: all is read again
    if since is None:
        new = list(repository.log(None, roots))
    commits = {**(old.commits if since else {}), **{commit.id: commit for commit in new or ()}}
    chain = list(_chain(commits, repository.head))
    if since and not _whole(chain, repository):
        since, new = None, list(repository.log(None, roots))
        commits = {commit.id: commit for commit in new}
        chain = list(_chain(commits, repository.head))
    known = dict(old.facts)
    wanted = {c.blob: c.path for commit in chain for c in commit.changes if c.blob and c.blob not in known}
    read_now = {blob: facts(raw, wanted[blob]) for blob, raw in repository.contents(wanted)} if wanted else {}
    known |= read_now
    off_chain = _left(old, repository, commits, chain)
    if not off_chain and (new or read_now):
        keeping.save(kept, key, since, repository.head, repository.branch, new or (), read_now if since else known)
    events, duplicates = Replay(roots, languages, known, commits).over(chain)
    return History(repository.head, repository.shallow, off_chain, events, known, duplicates, repository)


def _left(old: keeping.Kept, repository: Repository, commits: Mapping[str, Commit], chain: Iterable[Commit]) -> bool:
    """Whether the HEAD that was read last is behind the one of now but not on its line, and nobody changed branches."""
    same = bool(repository.branch) and old.branch == repository.branch
    return same and old.head in commits and old.head not in {commit.id for commit in chain}


def roots_of(repository: Repository, former: Iterable[str]) -> tuple[str, ...]:
    """Where the content lies and lay, as git's paths begin; the longest first, so that the first that fits is right."""
    return tuple(sorted(dict.fromkeys((repository.prefix, *map(_root, former))), key=len, reverse=True))


def _root(path: str) -> str:
    """A folder's path from the top, as git's paths begin with it."""
    plain = path.removeprefix("./").strip("/")
    return "" if plain in ("", ".") else f"{plain}/"


def _mailmap(top: Path) -> str:
    """What the file says that gives people one name, as a hash."""
    try:
        return hashlib.sha256((top / ".mailmap").read_bytes()).hexdigest()
    except OSError:
        return ""


def _log(repository: Repository, since: str, roots: Iterable[str]) -> list[Commit] | None:
    """The commits after *since*; None where that one is no longer there."""
    try:
        return list(repository.log(since, roots))
    except GitFailed:
        return None


def _continues(new: Iterable[Commit], head: str, since: str) -> bool:
    """Whether the line of first parents leads from *head* over *new* commits to *since*."""
    parents = {commit.id: commit.parents for commit in new}
    while parents.get(head):
        head = parents[head][0]
    return head == since


def _whole(chain: Sequence[Commit], repository: Repository) -> bool:
    """Whether *chain* leads from HEAD to the first commit of the repository."""
    return bool(chain) and chain[-1].id == repository.head and (not chain[0].parents or repository.shallow)


def _chain(commits: Mapping[str, Commit], head: str) -> Iterator[Commit]:
    """The line of first parents, the oldest first."""
    found = []
    commit = commits.get(head)
    while commit:
        found.append(commit)
        commit = commits.get(commit.parents[0]) if commit.parents else None
    return reversed(found)
