"""Checks that hold for every document, whatever its kind."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from handbook.core.catalogue import Catalogue, Check, Entry
from handbook.core.document import Document, Reference, leaves
from handbook.core.library import Placed
from handbook.core.markup import Link
from handbook.core.problems import Problem, Where, nearest
from handbook.core.safety import unsafe
from handbook.core.source import Parsed
from handbook.core.strict_yaml import Place


def unknown_references(catalogue: Catalogue) -> Iterator[Problem]:
    """Every id that is referred to must be somebody's."""
    for (shelf, name), uses in catalogue.uses.items():
        known: Iterable[str] = catalogue.entries if shelf == "documents" else catalogue.library[shelf]
        if name not in known:
            values = {"id": name, "shelf": shelf, "guess": nearest(name, known)}
            yield from (Problem(use.where(), "unknown-reference", values) for use in uses)


def missing_texts(catalogue: Catalogue) -> Iterator[Problem]:
    """A text that is given by language must be given in all of them, and in no other."""
    owners: list[Entry[Document] | Placed] = [*catalogue.entries.values()]
    owners += [placed for shelf in catalogue.library.values() for placed in shelf.values()]
    for owner in owners:
        for at, leaf in leaves(owner.document if isinstance(owner, Entry) else owner.item):
            if isinstance(leaf, Reference) or (languages := leaf.languages()) is None or _by_files(owner, at):
                continue
            for language in sorted(set(catalogue.languages) - languages):
                values = {"field": ".".join(map(str, at)), "language": language}
                yield Problem(owner.where(*at), "missing-text", values)
            for language in sorted(languages - set(catalogue.languages)):
                values = {"language": language, "guess": nearest(language, catalogue.languages)}
                yield Problem(owner.where(*at, language), "unknown-language", values)


def _by_files(owner: Entry[Document] | Placed, at: Place) -> bool:
    """Whether a text comes from the files of the languages: a missing one is a missing translation."""
    return isinstance(owner, Entry) and owner.kind in WRITTEN and at[0] in ("title", "summary", "translations")


WRITTEN = frozenset({"policy", "page"})
"""Kinds with one file a language."""


def unique_sections(catalogue: Catalogue) -> Iterator[Problem]:
    """An id stands once on a page."""
    for parsed in _written(catalogue):
        first: dict[str, int] = {}
        for heading in parsed.outline.headings:
            if heading.explicit and heading.id in first:
                values = {"id": heading.id, "first": f"{parsed.uri}:{first[heading.id]}"}
                yield Problem(Where(parsed.uri, heading.line), "duplicate-id", values)
            first.setdefault(heading.id, heading.line)


def unsafe_html(catalogue: Catalogue) -> Iterator[Problem]:
    """HTML in a page that the site would remove."""
    for parsed in _written(catalogue):
        yield from unsafe(parsed.outline, parsed.uri)


def no_level_one_heading(catalogue: Catalogue) -> Iterator[Problem]:
    """The title stands in the front matter; a second one in the body would compete with it."""
    for parsed in _written(catalogue):
        for heading in parsed.outline.headings:
            if heading.level == 1:
                yield Problem(Where(parsed.uri, heading.line), "heading-level-one", {"text": heading.text})


def unknown_icons(known: frozenset[str]) -> Check:
    """A check that every icon of the library is one of *known*."""

    def check(catalogue: Catalogue) -> Iterator[Problem]:
        for shelf in catalogue.library.values():
            for placed in shelf.values():
                name = getattr(placed.item, "icon", None)
                if name and name not in known:
                    values = {"name": name, "guess": nearest(name, known), "known": ", ".join(sorted(known))}
                    yield Problem(placed.where("icon"), "unknown-icon", values)

    return check


def broken_links(generated: Mapping[str, frozenset[str]]) -> Check:
    """A check for links whose page, file or anchor does not exist.

    *generated* gives the places that the template of every page makes.
    """

    def check(catalogue: Catalogue) -> Iterator[Problem]:
        anchors = dict(generated)
        for parsed in _written(catalogue):
            anchors[parsed.uri] = parsed.outline.anchors | generated.get(parsed.uri, frozenset())
        for parsed in _written(catalogue):
            for link in parsed.outline.links:
                yield from _broken(link, parsed, anchors, catalogue.files)

    return check


def _broken(
    link: Link, parsed: Parsed, anchors: Mapping[str, frozenset[str]], files: frozenset[str]
) -> Iterator[Problem]:
    target, _, anchor = unquote(link.target).partition("#")
    if ":" in target or target.startswith("/"):
        return
    uri = posixpath.normpath(posixpath.join(posixpath.dirname(parsed.uri), target)) if target else parsed.uri
    where = Where(parsed.uri, link.line, link.column)
    if uri not in anchors and uri not in files:
        here = posixpath.dirname(parsed.uri) or "."
        guess = nearest(uri, anchors)
        values = {"target": target, "guess": posixpath.relpath(guess, here) if guess else ""}
        yield Problem(where, "broken-link", values)
    elif anchor and uri in anchors and anchor not in anchors[uri] | {"top"}:
        values = {"anchor": anchor, "page": uri, "guess": nearest(anchor, anchors[uri])}
        yield Problem(where, "broken-anchor", values)


def _written(catalogue: Catalogue) -> Iterator[Parsed]:
    for entry in catalogue.entries.values():
        if entry.kind in WRITTEN:
            yield from entry.sources.values()


CHECKS: tuple[Check, ...] = (unknown_references, missing_texts, unsafe_html, no_level_one_heading, unique_sections)
