"""The content folder after each commit, one after the other: which document each commit changed, and who wrote that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handbook.core.document import Lang
from handbook.revisions.facts import Facts
from handbook.revisions.git import Commit

Doc = tuple[str, Lang]
"""A document's id, and the language of one of its files; a journey's one file stands under each."""


@dataclass(frozen=True, slots=True)
class Event:
    """A commit on the line of first parents in which a document's file changed."""

    commit: str
    moment: int
    """When it was committed: seconds since 1970 in UTC."""
    path: str
    """The file's path from the top of the repository; the last one where it is gone."""
    blob: str | None
    """The file's contents as git knows them; None where the document was withdrawn."""
    original: str | None
    """The contents of the file in the original's language at that commit: it carries what is said once."""
    moved: bool
    """Whether the file lies elsewhere than before."""
    authors: tuple[str, ...]
    """Names of those who wrote the change, the first first; for a merge, of what it brought in."""
    trailers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a document is: its file, and the one that carries what is said once."""

    path: str
    blob: str
    original: str


class Replay:
    """The content folder as it was after each commit, and what each commit changed in it."""

    def __init__(
        self,
        roots: Sequence[str],
        languages: Sequence[Lang],
        known: Mapping[str, Facts],
        commits: Mapping[str, Commit],
    ) -> None:
        self.roots = roots
        self.languages = languages
        self.known = known
        self.commits = commits
        self.bundles: dict[str, dict[Lang, tuple[str, str]]] = defaultdict(dict)
        """By the path without its language, (path, blob) of each language; of YAML under an empty name."""
        self.documents: dict[str, dict[Doc, _Spot]] = {}
        """By the same, the documents that these files are."""
        self.spots: dict[Doc, dict[str, _Spot]] = defaultdict(dict)
        """Where each document is, by path: more than one where an id is used twice."""
        self.events: dict[Doc, list[Event]] = defaultdict(list)
        self.duplicates: dict[Doc, int] = {}
        self.doubled: set[Doc] = set()
        self.seen: set[str] = set()

    def over(self, chain: Iterable[Commit]) -> tuple[dict[Doc, tuple[Event, ...]], dict[Doc, int]]:
        """The events of all documents, and those whose id was used twice."""
        moment = 0
        for commit in chain:
            self._take(commit)
            moment = commit.moment
        ended = self.duplicates | dict.fromkeys(self.doubled, moment)
        return {doc: tuple(events) for doc, events in self.events.items()}, ended

    def _take(self, commit: Commit) -> None:
        brought = _by_path(self._brought(commit))
        self.seen.add(commit.id)
        changed: dict[str, None] = {}
        before: dict[str, dict[Doc, _Spot]] = {}
        for change in commit.changes:
            if place := self._place(change.path):
                key, language = place
                if key not in changed:
                    changed[key] = None
                    before[key] = self.documents.get(key, {})
                if change.blob:
                    self.bundles[key][language] = (change.path, change.blob)
                else:
                    self.bundles[key].pop(language, None)
        after = {key: self._documents(key) for key in changed}
        self.documents |= after
        self._rename(before, after, commit)
        for key in changed:
            for doc, spot in before[key].items():
                self.spots[doc].pop(spot.path, None)
        for key in changed:
            for doc, spot in after[key].items():
                self.spots[doc][spot.path] = spot
        for doc in dict.fromkeys(d for side in (before, after) for key in changed for d in side[key]):
            self._settle(doc, commit, brought)

    def _place(self, path: str) -> tuple[str, Lang] | None:
        """The bundle and the language of the file at *path*; None for what is no document."""
        root = next((root for root in self.roots if path.startswith(root)), None)
        if root is None:
            return None
        language, _, rest = path[len(root) :].partition("/")
        if path.endswith(".md"):
            return (f"{root}\0{rest[:-3]}", language) if language in self.languages else None
        return (path, "") if path.endswith(".yml") else None

    def _documents(self, key: str) -> dict[Doc, _Spot]:
        """The documents that the files of a bundle are."""
        files = self.bundles.get(key)
        if not files:
            return {}
        if "" in files:
            path, blob = files[""]
            name = self.known[blob].text("id")
            return {(name, language): _Spot(path, blob, blob) for language in self.languages} if name else {}
        original = next(files[language][1] for language in self.languages if language in files)
        name = self.known[original].text("id") or key.partition("\0")[2]
        return {(name, language): _Spot(path, blob, original) for language, (path, blob) in files.items()}

    def _rename(
        self, before: Mapping[str, Mapping[Doc, _Spot]], after: Mapping[str, Mapping[Doc, _Spot]], commit: Commit
    ) -> None:
        """Follow pages without an id, whose name is their path: to an id, or to where the same file is found."""
        left: dict[tuple[Lang, str], list[Doc]] = defaultdict(list)
        stayed = {doc for documents in after.values() for doc in documents}
        for key, documents in before.items():
            for doc, spot in documents.items():
                if _named_by_path(doc, key) and doc not in stayed:
                    left[doc[1], spot.blob].append(doc)
        for key, documents in after.items():
            for doc in documents:
                named = key.partition("\0")[2], doc[1]
                if named in before[key] and named != doc and named not in stayed and doc not in self.events:
                    self._goes_on_as(named, doc)  # it was given an id
        for key, documents in after.items():
            for doc, spot in documents.items():
                candidates = left[doc[1], spot.blob]
                if candidates and _named_by_path(doc, key) and doc not in self.events:
                    self._goes_on_as(candidates.pop(0), doc)

    def _goes_on_as(self, old: Doc, new: Doc) -> None:
        if old in self.events:
            self.events[new] = self.events.pop(old)
            self.spots.pop(old, None)

    def _settle(self, doc: Doc, commit: Commit, brought: Mapping[str, list[Commit]]) -> None:
        """Write down what *commit* did to *doc*, if anything."""
        spots = self.spots[doc]
        past = self.events.get(doc)
        last = past[-1] if past else None
        if len(spots) > 1:
            self.doubled.add(doc)
        elif doc in self.doubled:
            self.doubled.discard(doc)
            self.duplicates[doc] = commit.moment
        if not spots:
            if last and last.blob:
                self._add(doc, commit, brought, _Spot(last.path, "", last.original or ""), last)
            return
        spot = spots.get(last.path) if last else None
        spot = spot or spots[min(spots)]
        if last is None or (spot.path, spot.blob) != (last.path, last.blob):
            self._add(doc, commit, brought, spot, last)

    def _add(
        self, doc: Doc, commit: Commit, brought: Mapping[str, list[Commit]], spot: _Spot, last: Event | None
    ) -> None:
        paths = dict.fromkeys((last.path if last else spot.path, spot.path))
        theirs = list({c.id: c for path in paths for c in brought.get(path, ())}.values())
        theirs.sort(key=lambda c: c.moment)
        moved = last is not None and last.path != spot.path
        trailers = (*commit.trailers, *(trailer for c in theirs for trailer in c.trailers))
        authors = _authors(theirs or [commit], commit)
        self.events[doc].append(
            Event(commit.id, commit.moment, spot.path, spot.blob or None, spot.original, moved, authors, trailers)
        )

    def _brought(self, merge: Commit) -> list[Commit]:
        """The commits that *merge* brought in, the oldest first; every commit of a repository is visited once."""
        found: list[Commit] = []
        waiting = list(merge.parents[1:])
        while waiting:
            name = waiting.pop()
            if name in self.seen or name not in self.commits:
                continue
            self.seen.add(name)
            found.append(self.commits[name])
            waiting += self.commits[name].parents
        return sorted(found, key=lambda commit: commit.moment)


def _named_by_path(doc: Doc, key: str) -> bool:
    return doc[0] == key.partition("\0")[2]


def _authors(commits: Iterable[Commit], merge: Commit) -> tuple[str, ...]:
    """Who wrote *commits*, with those whom their messages and the merge's name beside them."""
    names = [name for c in commits for name in (c.author, *_named(c))]
    return tuple(dict.fromkeys(name for name in (*names, *_named(merge)) if name))


def _named(commit: Commit) -> list[str]:
    return [value for name, value in commit.trailers if name == "co-authored-by"]


def _by_path(commits: Iterable[Commit]) -> dict[str, list[Commit]]:
    """*commits* by what they changed, in their order."""
    found: dict[str, list[Commit]] = {}
    for commit in commits:
        for change in commit.changes:
            found.setdefault(change.path, []).append(commit)
    return found
