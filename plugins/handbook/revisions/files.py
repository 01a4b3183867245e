"""The files of the past: old texts for the script, records for programs, feeds, the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import urljoin

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.core.redirect import redirect
from handbook.core.sheet import Asset, Assets, Viewpoint, link
from handbook.revisions import addresses
from handbook.revisions.across import SECTIONS, Chronicle, Issue, begins, coming, note, reviews
from handbook.revisions.calendar import Appointment, calendar
from handbook.revisions.feeds import MOST, Item, atom
from handbook.revisions.store import records, texts
from handbook.revisions.subject import Subject, called, place_of


def assets(chronicle: Callable[[Catalogue], Chronicle], site: str) -> Assets:
    """Every file of the past; *site* is the site's whole address, or empty."""

    def make(catalogue: Catalogue, languages: tuple[Language, ...], url: Callable[[str], str]) -> Iterable[Asset]:
        known = chronicle(catalogue)
        for language in languages:
            yield from _feeds(known, language, url, site)
            at = Viewpoint(language, catalogue, lambda uri: urljoin(site, url(uri)) if site else "")
            yield Asset(f"{language.code}/{addresses.CALENDAR}", _calendar(known, at))
            for entry in catalogue.entries.values():
                if language.code in entry.pages and known.archive.manner(entry):
                    yield from _of(Subject(known.archive, entry, language.code), language, url)

    return make


def _of(subject: Subject, language: Language, url: Callable[[str], str]) -> Iterator[Asset]:
    """The data of one document; its links lead from the document's own page, where the script puts them."""
    page, past = subject.page, subject.past
    if subject.binding:
        for version in past.issued:
            place = addresses.permanent(subject.language, subject.entry.document.id, version.label)
            target = relative(url(addresses.version(page, version.label)), place)
            yield Asset(f"{place}index.html", redirect(target, subject.language, version.label))
    yield Asset(addresses.records(page), records(past, subject.entry.document.id, subject.language))
    if past.readable:
        catalogue = subject.archive.catalogue
        here = Viewpoint(language, catalogue, lambda uri: relative(url(uri), url(page)))
        digest = subject.archive.digest(subject.entry, subject.language)
        yield Asset(addresses.texts(page), texts(past, digest, place_of(subject.archive, here)))


def _feeds(known: Chronicle, language: Language, url: Callable[[str], str], site: str) -> Iterator[Asset]:
    code, t = language.code, language.t
    issues = known.issues(code)

    def feed(path: str, title: str, chosen: Sequence[Issue], of: str) -> Asset:
        at = Viewpoint(language, known.archive.catalogue, _whole(url, site, path))
        began = chosen[-1].revision.moment if chosen else 0
        items = [_item(issue, at) for issue in chosen[:MOST]]
        return Asset(path, atom(title, code, path, site, at.url(of), items, began))

    home = f"{code}/{addresses.NEWS}"
    yield feed(addresses.site_feed(code), t("changes.feed.site"), issues, home)
    by_page: dict[str, list[Issue]] = {}
    for issue in issues:
        by_page.setdefault(issue.subject.page, []).append(issue)
    for name in SECTIONS:
        chosen = [issue for issue in issues if issue.subject.page.startswith(f"{code}/{name}/")]
        yield feed(addresses.site_feed(code, name), t(f"changes.feed.{name}"), chosen, home)
    for page, own in by_page.items():
        name = own[0].subject.entry.document.title[code]
        yield feed(addresses.feed(page), t("history.page_title", title=name), own, page)


def _whole(url: Callable[[str], str], site: str, path: str) -> Callable[[str], str]:
    """Addresses as the file at *path* may give them: whole ones, or for a site without an address from the file."""
    return lambda uri: urljoin(site, url(uri)) if site else relative(url(uri), path)


def _item(issue: Issue, at: Viewpoint) -> Item:
    label = issue.version.label
    return Item(
        document=issue.subject.entry.document.id,
        version=label,
        title=at.language.t("changes.feed.entry", title=called(issue.subject.entry, at), version=label),
        note=" ".join(part for part in (note(issue, at), begins(issue, at)) if part),
        url=at.url(issue.told_at),
        moment=issue.revision.moment,
        area=at.catalogue.name(issue.subject.entry.document.area, at.language.code),
    )


def _calendar(known: Chronicle, at: Viewpoint) -> bytes:
    """The days on which versions come into force, and those of reviews, by day."""
    t, code = at.language.t, at.language.code
    found = []
    for span in (span for span in coming(known) if span.since < dt.date.max):
        words = t("calendar.effective", document=called(span.entry, at), version=span.version)
        url = link(span.entry, at).url
        uid = f"{code}/{span.entry.document.id}/{span.version}/effective"
        found.append(Appointment(uid, span.since, words, words, url, _written(span.since)))
    for day, entry in reviews(known.archive):
        if at.catalogue.today <= day < dt.date.max:
            words, url = t("calendar.review", document=called(entry, at)), link(entry, at).url
            uid = f"{code}/{entry.document.id}/review/{day.isoformat()}"
            found.append(Appointment(uid, day, words, words, url, _written(day)))
    return calendar(t("upcoming.title"), sorted(found, key=lambda each: (each.day, each.uid)))


def _written(day: dt.date) -> int:
    """A moment that is the same in every build: the beginning of the year before *day*."""
    return int(dt.datetime(max(day.year - 1, 1970), 1, 1, tzinfo=dt.UTC).timestamp())


def relative(target: str, page: str) -> str:
    """The way from the address *page* to the address *target*, both from the site's root."""
    return "../" * page.count("/") + target
