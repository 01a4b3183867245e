"""What was read from git, kept between builds: a file to which each build adds what is new.

Commits never change, so nothing that is kept is ever wrong; it can only be of another line of commits, which the
reader finds out. A file that is not whole, or was made by other rules, is as good as none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handbook.revisions.facts import Facts
from handbook.revisions.git import Change, Commit

SCHEMA = 3
"""To be raised when what is read, or how it is written down, changes."""


@dataclass(slots=True)
class Kept:
    """Commits and facts up to *head*; None where nothing has been read."""

    head: str | None = None
    branch: str = ""
    """The branch on which *head* was."""
    commits: dict[str, Commit] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)


def load(file: Path | None, key: list[Any]) -> Kept:
    """What *file* keeps of a repository that is known by *key*; nothing where any of it cannot be trusted."""
    kept = Kept()
    try:
        lines = file.read_text("utf-8").splitlines() if file else []
        for number, line in enumerate(lines):
            record = json.loads(line)
            if number == 0:
                if record != [SCHEMA, *key]:
                    return Kept()
            elif record["since"] == kept.head:  # two builds at once may have added the same
                kept.head, kept.branch = record["head"], record["branch"]
                kept.commits |= {raw[0]: _commit(raw) for raw in record["commits"]}
                kept.facts |= {blob: Facts(*raw) for blob, raw in record["facts"].items()}
    except Exception:  # whatever is wrong with it: it is read again from git
        return Kept()
    return kept


def save(
    file: Path | None,
    key: list[Any],
    since: str | None,
    head: str,
    branch: str,
    commits: Iterable[Commit],
    facts: Mapping[str, Facts],
) -> None:
    """Add what was read after *since* to *file*; with None begin it anew. A folder that takes nothing is no problem."""
    if file is None:
        return
    record = {
        "since": since,
        "head": head,
        "branch": branch,
        "commits": [[c.id, c.parents, c.moment, c.author, c.trailers, _flat(c.changes)] for c in commits],
        "facts": {blob: [known.fields, known.sha256, known.plain] for blob, known in facts.items()},
    }
    line = f"{json.dumps(record, separators=(',', ':'))}\n"
    try:
        if since:
            with file.open("a", encoding="utf-8") as out:
                out.write(line)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(f".{os.getpid()}")
        partial.write_text(f"{json.dumps([SCHEMA, *key])}\n{line}", "utf-8")
        partial.replace(file)
    except OSError:
        pass


def _flat(changes: Iterable[Change]) -> list[str | None]:
    return [part for change in changes for part in (change.path, change.blob)]


def _commit(raw: list[Any]) -> Commit:
    name, parents, moment, author, trailers, flat = raw
    changes = tuple(map(Change, flat[::2], flat[1::2]))
    return Commit(name, tuple(parents), moment, author, tuple((k, v) for k, v in trailers), changes)
