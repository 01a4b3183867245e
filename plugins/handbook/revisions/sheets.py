"""The pages of the past as sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.core.sheet import Sheet, Sheets
from handbook.revisions import addresses
from handbook.revisions.across import Chronicle, day_view, in_force_view, news_view, upcoming_view
from handbook.revisions.rows import history_view
from handbook.revisions.subject import Subject, compared
from handbook.revisions.versions import redline_view, version_view


def sheets(chronicle: Callable[[Catalogue], Chronicle]) -> Sheets:
    """For every document its history, its versions and what changed between them; and the pages across all."""

    def make(catalogue: Catalogue, languages: tuple[Language, ...]) -> Iterable[Sheet]:
        known = chronicle(catalogue)
        spoken = {language.code: language for language in languages}
        for entry in catalogue.entries.values():
            if known.archive.manner(entry):
                for code in entry.pages:
                    yield from _document(Subject(known.archive, entry, code), spoken[code])
        for language in languages:
            yield from _across(known, language)

    return make


def _document(subject: Subject, language: Language) -> Iterator[Sheet]:
    page, code, t = subject.page, subject.language, language.t
    name = subject.entry.document.title[code]

    def light(uri: str, title: str, template: str, view: Callable[..., object], *more: object) -> Sheet:
        return Sheet(
            uri=uri,
            language=code,
            title=title,
            template=template,
            view=partial(view, subject, *more),
            above=page,
        )

    yield light(addresses.history(page), t("history.page_title", title=name), "history.html", history_view)
    for version in subject.past.issued:
        title = t("version.page_title", title=name, version=version.label)
        yield light(addresses.version(page, version.label), title, "version.html", version_view, version)
    for old, new in compared(subject.past):
        title = t("redline.page_title", title=name, old=old.label, new=new.label)
        uri = addresses.redline(page, old.label, new.label)
        yield light(uri, title, "redline.html", redline_view, old, new)


def _across(known: Chronicle, language: Language) -> Iterator[Sheet]:
    t, code = language.t, language.code
    for order, (uri, name, template, view) in enumerate(
        (
            (addresses.NEWS, "changes", "changes.html", news_view),
            (addresses.IN_FORCE, "force", "in-force.html", in_force_view),
            (addresses.UPCOMING, "upcoming", "upcoming.html", upcoming_view),
        )
    ):
        yield Sheet(
            uri=f"{code}/{uri}",
            language=code,
            title=t(f"{name}.title"),
            summary=t(f"{name}.summary"),
            template=template,
            view=partial(view, known),
            order=order,
        )
    for day in known.days:
        words = language.date(day)
        yield Sheet(
            uri=addresses.day(code, day),
            language=code,
            title=t("force.day_title", date=words.text if words else ""),
            template="in-force-day.html",
            view=partial(day_view, known, day),
            above=f"{code}/{addresses.IN_FORCE}",
        )
