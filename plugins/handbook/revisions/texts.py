"""What the revisions of a document said, and what differs between them: made once, and kept by what it is made from."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import handbook
from handbook.core.catalogue import Bundle
from handbook.core.document import Lang
from handbook.core.past import Article, Scribe, Statement
from handbook.core.past import Past as Manner
from handbook.core.problems import Invalid
from handbook.core.source import Source, decode
from handbook.drawing.cache import DrawingCache
from handbook.revisions.git import Repository
from handbook.revisions.model import Past, Revision
from handbook.revisions.redline import blocks, redline

AT_HAND = 64
"""How many documents' digests are kept in memory; the pages of one document are made one after the other."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two revisions."""

    added: int = 0
    """Words; so are those that were removed, and those whose form alone changed."""
    removed: int = 0
    formatting: int = 0
    places: int = 0
    sections: tuple[str, ...] = ()
    """The titles of those that changed; an empty one is what stands before the first."""
    unchanged: tuple[str, ...] = ()
    blocks: tuple[int, ...] = ()
    """The whole text with marks, as numbers of the digest's blocks."""
    changed: tuple[bool, ...] = ()
    """Which of these blocks carry a mark."""
    statements: tuple[Statement, ...] = ()
    """For documents that are data, in place of words."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a revision; its blocks are numbers of the digest's blocks."""

    title: str
    summary: str
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """All that the pages of a document's past say of its texts; every block of HTML stands in it once."""

    blocks: tuple[str, ...] = ()
    texts: Mapping[int, Text] = field(default_factory=dict)
    """By the number of the revision."""
    differences: Mapping[tuple[int, int], Difference] = field(default_factory=dict)
    """By the numbers of the older and the newer revision."""

    def html(self, numbers: Iterable[int]) -> str:
        """The blocks with these *numbers*, one after the other."""
        return "".join(self.blocks[number] for number in numbers)


def pairs(past: Past) -> list[tuple[Revision, Revision]]:
    """The revisions that are compared: each with the one before it, with the current one, and version with version."""
    readable, current = past.readable, past.current
    texts = [version.text for version in past.issued]
    found = [*pairwise(readable), *pairwise(texts)]
    found += [(revision, current) for revision in readable if current and revision.n != current.n]
    return list({(old.n, new.n): (old, new) for old, new in found}.values())


class Texts:
    """Makes digests; `fingerprint` is what they depend on beside the files."""

    def __init__(self, repository: Repository, roots: tuple[str, ...], scribe: Scribe, kept: DrawingCache) -> None:
        self.repository = repository
        self.roots = roots
        self.scribe = scribe
        self.kept = kept
        self.at_hand: OrderedDict[tuple[str, Lang], Digest] = OrderedDict()

    def digest(self, past: Past, manner: Manner, fingerprint: str) -> Digest:
        """The digest of a document whose kind shows its past in *manner*."""
        if not past.readable:
            return Digest()
        key = past.readable[0].document, past.readable[0].language
        if key not in self.at_hand:
            names = [f"{r.n} {r.path} {r.blob} {r.original} {r.version}" for r in past.readable]
            parts = (fingerprint, manner.fingerprint(), *key, *names)
            made = self.kept.get(parts, lambda: self._made(past.readable, pairs(past), manner))
            self.at_hand[key] = _read(json.loads(made))
            while len(self.at_hand) > AT_HAND:
                self.at_hand.popitem(last=False)
        self.at_hand.move_to_end(key)
        return self.at_hand[key]

    def compare(self, old: Revision, new: Revision, manner: Manner) -> Digest:
        """The texts of *old* and *new* and their one difference; whichever comes first, and kept nowhere."""
        return _read(json.loads(self._made((old, new), [(old, new)], manner)))

    def sources(self, revision: Revision) -> Bundle:
        """The files of *revision* as they were: the original first, and the one of its own language."""
        assert revision.blob is not None
        wanted = list(dict.fromkeys(blob for blob in (revision.original, revision.blob) if blob))
        raw = dict(self.repository.blobs.read(wanted))
        uri = self._uri(revision.path)
        key = uri.partition("/")[2].rpartition(".")[0] or uri
        texts = {blob: Source(uri, _text(data, uri)) for blob, data in raw.items()}
        first = texts[revision.original or revision.blob]
        if revision.original == revision.blob:
            return Bundle(key, {revision.language: first})
        return Bundle(key, {"": first, revision.language: texts[revision.blob]})

    def _uri(self, path: str) -> str:
        """A file's path from the content folder, wherever that lay."""
        root = next((root for root in self.roots if path.startswith(root)), "")
        return path[len(root) :].encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    def _made(self, revisions: tuple[Revision, ...], compared: list[tuple[Revision, Revision]], manner: Manner) -> str:
        bundles = {r.n: self.sources(r) for r in revisions}
        articles = {r.n: manner.article(bundles[r.n], r.language, self.scribe) for r in revisions}
        pool = _Pool()
        texts = {
            n: [article.title, article.summary, [pool.number(block) for block in blocks(article.html)]]
            for n, article in articles.items()
        }
        differences = []
        for old, new in compared:
            if manner.compare:
                before, after = (bundles[r.n].sources[r.language] for r in (old, new))
                statements = manner.compare(before, after, new.language, False).statements
                found = {"places": len(statements), "statements": [[s.kind, s.text, s.place] for s in statements]}
                found["blocks"] = [pool.number(block) for block in listed(statements)]
            else:
                found = _compared(articles[old.n], articles[new.n], pool)
            differences.append([old.n, new.n, found])
        made = {"blocks": list(pool.numbers), "texts": texts, "differences": differences}
        return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


class _Pool:
    """Every block once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, block: str) -> int:
        return self.numbers.setdefault(block, len(self.numbers))


def _compared(old: Article, new: Article, pool: _Pool) -> dict[str, Any]:
    same = (old.title, old.summary) == (new.title, new.summary)
    found = redline(*(article.html if same else _head(article) + article.html for article in (old, new)))
    return {
        "added": found.added,
        "removed": found.removed,
        "formatting": found.formatting,
        "places": found.places,
        "sections": found.sections,
        "unchanged": found.unchanged,
        "blocks": [pool.number(block) for block in found.blocks],
        "changed": found.changed,
    }


def _head(article: Article) -> str:
    """The title and the summary, for the comparison of texts in which one of them changed."""
    summary = f'<p class="hb-lead">{escape(article.summary)}</p>' if article.summary else ""
    return f'<p class="hb-title">{escape(article.title)}</p>{summary}'


def listed(statements: Iterable[Statement]) -> Iterator[str]:
    """*statements* as blocks of HTML: a list under each place."""
    for place, items in grouped(statements):
        if place:
            yield f"<h2>{escape(place)}</h2>"
        lines = "".join(f'<li class="hb-chg hb-chg--{s.kind}">{escape(s.text)}</li>' for s in items)
        yield f'<ul class="hb-statements">{lines}</ul>'


def grouped(statements: Iterable[Statement]) -> list[tuple[str, list[Statement]]]:
    """*statements* by their place, in the order in which the places first come."""
    places: dict[str, list[Statement]] = {}
    for statement in statements:
        places.setdefault(statement.place, []).append(statement)
    return list(places.items())


def _read(made: Mapping[str, Any]) -> Digest:
    texts = {int(n): Text(title, summary, tuple(numbers)) for n, (title, summary, numbers) in made["texts"].items()}
    differences = {(old, new): _difference(raw) for old, new, raw in made["differences"]}
    return Digest(tuple(made["blocks"]), texts, differences)


def _difference(raw: Mapping[str, Any]) -> Difference:
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in raw.items()}
    values["statements"] = tuple(Statement(*parts) for parts in raw.get("statements", ()))
    return Difference(**values)


def _text(raw: bytes, uri: str) -> str:
    """The text of an old file, whatever its encoding was."""
    try:
        return decode(raw, uri)
    except Invalid:
        return raw.decode("utf-8-sig", "replace")


def shelf(kept: Path | None, made_by: str) -> DrawingCache:
    """Where digests are kept that are made by what *made_by* names; those made by anything else are thrown away."""
    if kept is None:
        return DrawingCache(None, remembered=False)
    for old in kept.glob("past/*"):
        if old.name != made_by[:16]:
            shutil.rmtree(old, ignore_errors=True)
    return DrawingCache(kept / "past" / made_by[:16], ".json", remembered=False)


LIBRARIES = ("Markdown", "pymdown-extensions", "Pygments", "nh3", "lxml", "rapidfuzz")


def fingerprint(*settings: object) -> str:
    """What the HTML of old texts depends on: all our code and words, the libraries, and the *settings* of Markdown."""
    said = re.sub(r" at 0x[0-9a-f]+", "", repr(settings))  # a function is the same wherever it lies in memory
    digest = hashlib.sha256(said.encode())
    digest.update(" ".join(version(name) for name in LIBRARIES).encode())
    top = Path(handbook.__file__).parent
    for path in sorted((*top.rglob("*.py"), *top.rglob("*.yml"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
