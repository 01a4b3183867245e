"""What the reader says of a repository, in the words of the truth."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from handbook.revisions.history import Doc, History, read
from handbook.revisions.model import Revision
from handbook.revisions.record import Rules, records
from revisions.repository import Key, Repository

LANGUAGES = ("ar", "en")
RULES = Rules(ZoneInfo("UTC"))


def revisions(history: History, rules: Rules = RULES) -> dict[Doc, tuple[Revision, ...]]:
    """The records of every document and language."""
    found: dict[Doc, tuple[Revision, ...]] = {}
    for doc, events in sorted(history.events.items(), key=lambda item: LANGUAGES.index(item[0][1])):
        originals = found.get((doc[0], LANGUAGES[0]), ()) if doc[1] != LANGUAGES[0] else ()
        found[doc] = records(doc, events, history.facts, rules, originals)
    return found


def told(history: History) -> dict[Key, list[tuple[str, str]]]:
    """For each document and language the commits that changed it, and how: what `Truth.of` gives."""
    return {doc: [(r.commit, r.kind) for r in known] for doc, known in revisions(history).items()}


def read_it(repository: Repository, kept: Path | None = None, former: tuple[str, ...] = ()) -> History:
    """The history of a repository's content."""
    return read_at(repository.docs, kept, former)


def read_at(folder: Path, kept: Path | None = None, former: tuple[str, ...] = ()) -> History:
    """The history of the content in *folder*; no process is left running."""
    history = read(folder, LANGUAGES, kept, former)
    history.repository.close()
    return history


def same(one: History, other: History) -> bool:
    """Whether two readings say the same of every document."""
    return answer(one) == answer(other)


def answer(history: History) -> tuple[object, ...]:
    """All that a reading says, to be compared; the facts only of what the events name."""
    blobs = {blob for events in history.events.values() for e in events for blob in (e.blob, e.original) if blob}
    known: Mapping[str, object] = {blob: history.facts[blob] for blob in sorted(blobs)}
    return history.head, history.shallow, dict(history.events), known, dict(history.duplicates)


def aside(place: tuple[Path, Path]) -> str:
    """What the reader says of a repository's folder with a cache, asked in another process."""
    folder, kept = place
    return repr(sorted(read_at(folder / "content", kept).events.items()))
