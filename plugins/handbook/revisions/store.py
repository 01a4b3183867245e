"""The texts and the records of a document as data: for the script that shows old texts, and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from handbook.core.oldlinks import resolved
from handbook.revisions.model import Past, Revision
from handbook.revisions.texts import Digest


def texts(past: Past, digest: Digest, way: Callable[[str], str | None]) -> str:
    """Every block once, and for each revision which blocks it is made of, and which its comparison with the current.

    Measured at less than a kilobyte a revision, compressed; a page for each would be nineteen, not compressed.
    """
    current = past.current
    names: dict[int, str] = {}

    def named(numbers: tuple[int, ...]) -> list[str]:
        return [names.setdefault(number, f"b{len(names)}") for number in numbers]

    ends = {r.n: version.until.isoformat() for version in past.versions if version.until for r in version.revisions}
    revisions = []
    for revision in past.readable:
        if text := digest.texts.get(revision.n):
            since = digest.differences.get((revision.n, current.n)) if current else None
            revisions.append(
                {
                    "n": revision.n,
                    "label": revision.version,
                    "title": text.title,
                    "published": revision.published.isoformat(),
                    "effective": revision.effective.isoformat(),
                    **({"until": ends[revision.n]} if revision.n in ends else {}),
                    "blocks": named(text.blocks),
                    **({"since": named(since.blocks)} if since else {}),
                }
            )
    blocks = {name: resolved(digest.blocks[number], way) for number, name in names.items()}
    first = past.readable[0]
    whole: dict[str, Any] = {"document": first.document, "language": first.language, "page": past.shown}
    whole |= {"blocks": blocks, "revisions": revisions}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def records(past: Past, document: str, language: str) -> str:
    """The record of every revision that may be known of, the oldest first."""
    whole = {"document": document, "language": language, "revisions": [record(r) for r in past.revisions]}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def record(revision: Revision) -> dict[str, Any]:
    """A revision as data: days are ISO 8601; of a withheld one its number, its days and the reason."""
    known: dict[str, Any] = {
        "doc": revision.document,
        "lang": revision.language,
        "n": revision.n,
        "version": revision.version,
        "kind": revision.kind,
        "published": revision.published.isoformat(),
        "effective": revision.effective.isoformat(),
    }
    if revision.withheld is not None:
        return {**known, "withheld": dict(revision.withheld)}
    return {
        **known,
        "status": revision.status,
        "authors": list(revision.authors),
        "approver": revision.approver,
        "approver_source": revision.approver_source,
        "approval_ref": revision.approval_ref,
        "note": dict(revision.note),
        "commit": revision.commit,
        "blob": revision.blob,
        "sha256": revision.sha256,
    }
