"""Documents written in Markdown, one file a language: the original carries all, a translation only its words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Literal, TypeVar

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from handbook.core.catalogue import Bundle, Entry, Kind
from handbook.core.document import DocRef, Document, Lang, Model, RoleRef, Said, Text, Version, build
from handbook.core.past import Article, Past, Scribe
from handbook.core.problems import Invalid, Problem
from handbook.core.source import Parsed, parse_markdown


class SourceHash(Model):
    """What the original said when it was translated: sha256, whole and by section."""

    document: Said
    sections: Mapping[str, Said] = Field(default_factory=dict)


class Translation(Model):
    """The front matter of a file that translates another."""

    title: Said
    summary: Said | None = None
    translates: Version | None = None
    """The version of the original, in quotation marks."""
    source_hash: SourceHash | None = None


class Written(Document):
    """A document with a Markdown body."""

    translations: Mapping[Lang, Translation] = Field(default_factory=dict, exclude=True)
    """By language; made from the translations' files."""

    @field_validator("translations", mode="before")
    @classmethod
    def _not_written(cls, _value: object) -> object:
        raise PydanticCustomError("extra_forbidden", "translations are files of their own")


class Page(Written):
    """A plain page: the home page, a playbook page, an explanation."""

    template: Literal["main.html", "home.html", "section.html"] | None = None
    owner: RoleRef | None = None
    related: tuple[DocRef, ...] = ()
    order: int = 0
    """Where it stands among the pages of its folder; equal numbers by file name."""


W = TypeVar("W", bound=Written)


def read_bundle(bundle: Bundle, model: type[W], known: Mapping[str, Any] | None = None) -> tuple[W, dict[Lang, Parsed]]:
    """The document that the files of *bundle* make, and each file taken apart.

    Raises `Invalid` with the problems of all files.
    """
    parsed: dict[Lang, Parsed] = {}
    translations: dict[Lang, Translation] = {}
    document: W | None = None
    problems: list[Problem] = []
    original = next(iter(bundle.sources))
    for language, source in bundle.sources.items():
        try:
            parsed[language] = parse_markdown(source)
            if language == original:
                document = _original(model, parsed[language], language, known or {})
            else:
                translations[language] = build(Translation, parsed[language])
        except Invalid as e:
            problems += [_of_original(problem, model, bundle.sources[original].uri) for problem in e.problems]
    if problems or document is None:
        raise Invalid(problems)
    return _joined(document, original, translations), parsed


def _original(model: type[W], parsed: Parsed, language: Lang, known: Mapping[str, Any]) -> W:
    data = {**known, **parsed.data}
    for field in ("title", "summary"):
        if isinstance(data.get(field), str):
            data[field] = {language: data[field]}
    return build(model, parsed, data)


def _of_original(problem: Problem, model: type[Written], original: str) -> Problem:
    """*problem*, or a clearer one where a translation repeats what its original carries."""
    if problem.code == "unknown-field" and problem.where.path != original:
        field = str(problem.values["field"])
        if field in model.model_fields:
            return Problem(problem.where, "field-of-original", {"field": field, "original": original})
    return problem


def _joined(document: W, language: Lang, translations: Mapping[Lang, Translation]) -> W:
    """*document* with the words of its translations beside its own."""
    title = {language: document.title[language]}
    summary = {language: document.summary[language]} if document.summary else {}
    for code, translation in translations.items():
        title[code] = translation.title
        if translation.summary:
            summary[code] = translation.summary
    words = {
        "title": Text(title),
        "summary": Text(summary) if summary else None,
        "translations": translations,
    }
    return document.model_copy(update=words)


def read(bundle: Bundle, languages: tuple[Lang, ...]) -> Entry[Page]:
    """A plain page; its id is its path unless it says another."""
    page, parsed = read_bundle(bundle, Page, {"id": bundle.key})
    return Entry("page", page, parsed, {lang: source.uri for lang, source in parsed.items()})


def article(bundle: Bundle, language: Lang, scribe: Scribe) -> Article:
    """The text of a document in Markdown as *bundle* had it; of one that cannot be taken apart, the file as it was."""
    source = bundle.sources[language]
    try:
        parsed = parse_markdown(source)
    except Invalid:
        return Article(bundle.key, "", f"<pre>{escape(source.text)}</pre>")
    title, summary = (_said(parsed.data.get(name), language) for name in ("title", "summary"))
    return Article(title or bundle.key, summary, scribe(parsed.body, language, source.uri))


def _said(value: object, language: Lang) -> str:
    """A text of an old file, whichever way it was written."""
    if isinstance(value, dict):
        value = value.get(language) or next(iter(value.values()), "")
    return value if isinstance(value, str) else ""


PAST = Past(article)
PAGE = Kind("page", "", ".md", read)
