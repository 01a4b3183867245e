"""The one index of all documents: read once, checked once, then asked by everybody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from handbook.core.document import Document, Lang, Reference, leaves
from handbook.core.library import Library, Placed, read_library
from handbook.core.problems import Invalid, Problem, Where
from handbook.core.source import Parsed, Source
from handbook.core.strict_yaml import Place
from handbook.core.tables import Table, parse_csv

METRICS = "metrics/"
"""The folder of the content whose CSV files are figures."""

D_co = TypeVar("D_co", bound=Document, covariant=True)
E = TypeVar("E", bound=Document)


@dataclass(frozen=True, slots=True)
class Entry(Generic[D_co]):
    """A document, the files that it is written in, and the pages that show it."""

    kind: str
    document: D_co
    sources: Mapping[Lang, Parsed]
    """By language; a journey's one file stands under each."""
    pages: Mapping[Lang, str]
    """By language, the page's path in MkDocs' terms: `ar/policies/complaints.md`."""

    @property
    def original(self) -> Parsed:
        """The file that carries what is said once, whatever the language."""
        return next(iter(self.sources.values()))

    def where(self, *at: str | int) -> Where:
        """The place of a field in the original."""
        return self.original.where(*at)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of one document: by language, or one for all under an empty name."""

    key: str
    sources: Mapping[Lang, Source]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: where its files lie and how a bundle of them becomes an entry."""

    name: str
    folder: str
    suffix: str
    read: Callable[[Bundle, tuple[Lang, ...]], Entry[Document]]
    by_language: bool = True
    """Whether the files lie under a folder a language."""

    def holds(self, uri: str, languages: tuple[Lang, ...]) -> tuple[Lang, str] | None:
        """The language and the key of the file at *uri*, or None where it is of another kind."""
        language, _, rest = uri.partition("/") if self.by_language else ("", "", uri)
        if self.by_language and language not in languages:
            return None
        if not rest.endswith(self.suffix) or not rest.startswith(f"{self.folder}/" if self.folder else ""):
            return None
        return language, rest.removesuffix(self.suffix)


@dataclass(frozen=True, slots=True)
class Use:
    """A place that refers to something: a document's field, or a library item's."""

    by: Entry[Document] | Placed
    at: Place

    def where(self) -> Where:
        """The place in the file."""
        return self.by.where(*self.at)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All documents and the library, as of *today*."""

    today: dt.date
    languages: tuple[Lang, ...]
    """The first is the original's."""
    entries: Mapping[str, Entry[Document]] = field(default_factory=dict)
    library: Library = field(default_factory=dict)
    pages: Mapping[str, tuple[Entry[Document], Lang]] = field(default_factory=dict)
    uses: Mapping[tuple[str, str], tuple[Use, ...]] = field(default_factory=dict)
    """(shelf, id) → who refers to it."""
    tables: tuple[Table, ...] = ()
    """The figures of `metrics/*.csv`, in the order of the files."""
    files: frozenset[str] = frozenset()
    """The paths of files that are published as they are: images, PDFs."""

    def of(self, model: type[E]) -> Iterator[Entry[E]]:
        """Every entry whose document is a *model*, in the order of the files."""
        for entry in self.entries.values():
            if isinstance(entry.document, model):
                yield entry  # type: ignore[misc]  # Entry is covariant; the line above made it one

    def name(self, reference: Reference | None, language: Lang) -> str:
        """The name of what *reference* means, in *language*; empty for none."""
        if reference is None:
            return ""
        if reference.shelf == "documents":
            return self.entries[reference].document.title[language]
        return str(self.library[reference.shelf][reference].item.name[language])  # type: ignore[attr-defined]

    def using(self, shelf: str, name: str) -> tuple[Use, ...]:
        """Who refers to *name* on *shelf*."""
        return self.uses.get((shelf, name), ())


Check = Callable[[Catalogue], Iterable[Problem]]


def assemble(
    sources: Iterable[Source],
    kinds: Iterable[Kind],
    languages: tuple[Lang, ...],
    today: dt.date,
    unreadable: Iterable[str] = (),
    files: frozenset[str] = frozenset(),
) -> tuple[Catalogue, list[Problem]]:
    """The catalogue of all *sources*, and every reason why one of them could not be read.

    A document with a file among the *unreadable* ones is left out: without it, nothing can be said of the others.
    """
    kinds = tuple(kinds)
    bundles: dict[tuple[str, str], dict[Lang, Source]] = defaultdict(dict)
    shelves: list[Source] = []
    tables: list[Table] = []
    problems: list[Problem] = []
    for source in sources:
        if source.uri.startswith("library/"):
            shelves.append(source)
        elif source.uri.startswith(METRICS) and source.uri.endswith(".csv"):
            try:
                tables.append(parse_csv(source))
            except Invalid as e:
                problems += e.problems
        elif found := _kind_of(source.uri, kinds, languages):
            kind, language, key = found
            bundles[kind.name, key][language] = source
        else:
            problems.append(Problem(Where(source.uri), "misplaced-file"))
    for uri in unreadable:
        if found := _kind_of(uri, kinds, languages):
            bundles.pop((found[0].name, found[2]), None)
    library, misread = read_library(shelves)
    problems += misread
    entries = _entries(bundles, {kind.name: kind for kind in kinds}, languages, problems)
    pages = {uri: (e, lang) for e in entries.values() for lang, uri in e.pages.items()}
    uses = _uses(entries, library)
    return Catalogue(today, languages, entries, library, pages, uses, tuple(tables), files), problems


def _kind_of(uri: str, kinds: tuple[Kind, ...], languages: tuple[Lang, ...]) -> tuple[Kind, Lang, str] | None:
    for kind in kinds:
        if found := kind.holds(uri, languages):
            return kind, *found
    return None


def _entries(
    bundles: Mapping[tuple[str, str], Mapping[Lang, Source]],
    kinds: Mapping[str, Kind],
    languages: tuple[Lang, ...],
    problems: list[Problem],
) -> dict[str, Entry[Document]]:
    entries: dict[str, Entry[Document]] = {}
    for (name, key), sources in bundles.items():
        in_order = {lang: sources[lang] for lang in (*languages, "") if lang in sources}
        try:
            entry = kinds[name].read(Bundle(key, in_order), languages)
        except Invalid as e:
            problems += e.problems
            continue
        if first := entries.get(entry.document.id):
            values = {"id": entry.document.id, "first": str(first.where("id"))}
            problems.append(Problem(entry.where("id"), "duplicate-id", values))
        entries.setdefault(entry.document.id, entry)
    return entries


def _uses(entries: Mapping[str, Entry[Document]], library: Library) -> dict[tuple[str, str], tuple[Use, ...]]:
    uses: dict[tuple[str, str], list[Use]] = defaultdict(list)
    owners: list[tuple[Entry[Document] | Placed, object]] = [(e, e.document) for e in entries.values()]
    owners += [(placed, placed.item) for shelf in library.values() for placed in shelf.values()]
    for owner, model in owners:
        for at, leaf in leaves(model):
            if isinstance(leaf, Reference):
                uses[leaf.shelf, str(leaf)].append(Use(owner, at))
    return {key: tuple(found) for key, found in uses.items()}
