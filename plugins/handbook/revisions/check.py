"""What stops the publication of a site: pages whose past is not known, or not whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from handbook.core.catalogue import Catalogue, Check
from handbook.core.library import Withheld
from handbook.core.problems import Problem, Where
from handbook.revisions.archive import Archive

GIT = Where(".git")
"""Where problems lie that no file of the content has."""
UNPUBLISHED = {"new": "page-new", "changed": "page-changed"}


def published(archive: Callable[[Catalogue], Archive]) -> Check:
    """Every page is committed as it stands, and its history is whole."""

    def check(catalogue: Catalogue) -> Iterator[Problem]:
        known = archive(catalogue)
        trouble, history = known.ground.trouble, known.ground.history
        if trouble:
            yield Problem(GIT, trouble.code, {"reason": trouble.reason})
        for entry in catalogue.entries.values():
            for language, parsed in entry.sources.items():
                if state := known.unpublished(entry, language):
                    yield Problem(Where(parsed.uri), UNPUBLISHED[state])
                ended = history.duplicates.get((entry.document.id, language)) if history else None
                since = known.since(entry)
                if ended and not (since and dt.datetime.fromtimestamp(ended, known.settings.zone).date() < since):
                    yield Problem(entry.where("id"), "history-duplicate-id", {"id": entry.document.id})

    return check


def withheld(archive: Callable[[Catalogue], Archive]) -> Check:
    """Whatever is to be withheld exists: a misspelt version would publish what it was meant to hide."""

    def check(catalogue: Catalogue) -> Iterator[Problem]:
        known = archive(catalogue)
        if known.ground.history is None:
            return
        for placed in catalogue.library["withheld"].values():
            item = placed.item
            assert isinstance(item, Withheld)
            if not known.would_show(catalogue.entries[item.document], item):
                values = {"document": item.document, "revision": item.revision}
                yield Problem(placed.where("revision"), "withheld-nothing", values)

    return check
