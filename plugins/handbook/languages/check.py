"""What must hold between the languages of a document."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.core.catalogue import Catalogue, Check
from handbook.core.pages import Written
from handbook.core.problems import Problem, Where, nearest


def missing_translations(catalogue: Catalogue) -> Iterator[Problem]:
    """Every written document stands in every language."""
    for entry in catalogue.of(Written):
        for language in catalogue.languages:
            if language not in entry.pages:
                key = next(iter(entry.pages.values())).partition("/")[2]
                values = {"language": language, "path": f"{language}/{key}"}
                yield Problem(Where(entry.original.uri), "missing-translation", values)


def same_sections(catalogue: Catalogue) -> Iterator[Problem]:
    """A translation has the sections of the original under the same ids, so that a link survives the switch."""
    for entry in catalogue.of(Written):
        original, *translations = entry.sources.values()
        wanted = [h.id for h in original.outline.headings if h.explicit]
        for parsed in translations:
            found = {h.id: h for h in parsed.outline.headings}
            for section in (name for name in wanted if name not in found):
                near = nearest(section, found.keys() - set(wanted))
                line = found[near].line if near else 1
                values = {"section": section, "original": original.uri, "guess": near}
                yield Problem(Where(parsed.uri, line), "missing-section", values)


def headings_have_ids(catalogue: Catalogue) -> Iterator[Problem]:
    """Sections carry an ASCII id of their own: what a heading is called differs between languages."""
    for entry in catalogue.of(Written):
        for parsed in entry.sources.values():
            for heading in parsed.outline.headings:
                if heading.level == 2 and not heading.explicit:
                    yield Problem(Where(parsed.uri, heading.line), "heading-without-id", {"text": heading.text})


def translated_version(catalogue: Catalogue) -> Iterator[Problem]:
    """A translation says which version it translates, and that is the original's."""
    for entry in catalogue.of(Written):
        version = getattr(entry.document, "version", None)
        for language, translation in entry.document.translations.items():
            if version and translation.translates and translation.translates != version:
                values = {"translated": translation.translates, "version": version}
                yield Problem(entry.sources[language].where("translates"), "translation-behind", values)


CHECKS: tuple[Check, ...] = (missing_translations, same_sections, headings_have_ids, translated_version)
