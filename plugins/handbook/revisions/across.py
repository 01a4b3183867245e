"""The pages across all documents as views: what's new, what was in force on a day, what is to come."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from handbook.core.catalogue import Entry
from handbook.core.document import Document, Lang
from handbook.core.library import Item
from handbook.core.sheet import Viewpoint
from handbook.revisions import addresses, force, say
from handbook.revisions.archive import Archive
from handbook.revisions.force import Span
from handbook.revisions.model import Revision, Version
from handbook.revisions.subject import Subject, called, held_url, spoken
from handbook.revisions.views import (
    AreaFilter,
    ComingView,
    DayLink,
    DayView,
    HeldRow,
    InForceView,
    News,
    NewsView,
    ReviewView,
    RuleView,
    SpanView,
    Tool,
    UpcomingView,
    Way,
)

MOST_NEWS = 200
"""What's new lists so many versions; the older ones stand in the histories."""
SECTIONS = ("policies", "journeys")
"""The folders of the content that have a feed of their own."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A version that was issued, in one language."""

    subject: Subject
    version: Version

    @property
    def revision(self) -> Revision:
        """The revision that brought it."""
        return self.version.first

    @property
    def told_at(self) -> str:
        """The path of the page that tells what it changed; for the first version, of the document."""
        page, old = self.subject.page, self.subject.past.preceding(self.version)
        return addresses.redline(page, old.label, self.version.label) if old else self.subject.address(self.version)


@dataclass(frozen=True)
class Chronicle:
    """What happened to all documents; made once a build."""

    archive: Archive
    held: dict[tuple[object, ...], HeldRow] = field(default_factory=dict, repr=False)
    """Rows of the pages of days, by language and version."""
    _issues: dict[Lang, list[Issue]] = field(default_factory=dict, repr=False)

    @cached_property
    def spans(self) -> list[Span]:
        """Every version of every rule, with its days."""
        return force.spans(self.archive)

    @cached_property
    def rules(self) -> dict[str, list[Span]]:
        """The same by document."""
        found: dict[str, list[Span]] = {}
        for span in self.spans:
            found.setdefault(span.entry.document.id, []).append(span)
        return found

    @cached_property
    def changes(self) -> dict[dt.date, list[tuple[Span, bool]]]:
        """By day, what came into force and what ended."""
        return force.changes(self.spans)

    @cached_property
    def days(self) -> Sequence[dt.date]:
        """The days that have a page of their own."""
        return force.shown_days(list(self.changes), self.rules)

    def issues(self, language: Lang) -> list[Issue]:
        """Every issued version that may be read in *language*, the newest first."""
        if language not in self._issues:
            self._issues[language] = self._issued(language)
        return self._issues[language]

    def _issued(self, language: Lang) -> list[Issue]:
        found = [
            Issue(subject, version)
            for entry in self.archive.catalogue.entries.values()
            if language in entry.pages
            for subject in (Subject(self.archive, entry, language),)
            for version in subject.past.issued
        ]
        found.sort(key=lambda issue: (-issue.revision.moment, issue.revision.document, issue.version.label))
        return found


def note(issue: Issue, at: Viewpoint) -> str:
    """What the version changed."""
    old = issue.subject.past.preceding(issue.version)
    return say.note(
        issue.revision,
        lambda: issue.subject.difference(old.text, issue.version.text) if old else None,
        at.language,
    )


def begins(issue: Issue, at: Viewpoint) -> str:
    """From when the version is in force, as a sentence; empty where it was when it was published, and for no rule.

    The same on every day, because feeds say it too.
    """
    day = at.language.date(issue.version.effective)
    ahead = issue.subject.binding and issue.version.held and issue.version.effective > issue.revision.published
    return at.language.t("changes.from", date=day.text) if ahead and day else ""


def news(issue: Issue, at: Viewpoint) -> News:
    """An issued version as the reader is told of it."""
    subject, version = issue.subject, issue.version
    entry, page = subject.entry, subject.page
    number, title, url = spoken(entry, at)
    old = subject.past.preceding(version)
    area = entry.document.area
    return News(
        date=at.language.date(issue.revision.published),
        number=number,
        title=title,
        version=version.label,
        area=at.catalogue.name(area, at.language.code),
        area_id=area or "",
        kind_name=at.language.t(f"kind.{entry.kind}"),
        note=note(issue, at),
        begins=begins(issue, at),
        url=url,
        text_url=at.url(subject.address(version)),
        changes_url=at.url(addresses.redline(page, old.label, version.label)) if old else "",
    )


def news_view(chronicle: Chronicle, at: Viewpoint) -> NewsView:
    """The versions that were issued, the newest first."""
    t, code = at.language.t, at.language.code
    entries = [news(issue, at) for issue in chronicle.issues(code)[:MOST_NEWS]]
    counts = Counter(entry.area_id for entry in entries if entry.area_id)
    areas = [
        AreaFilter(name, placed.item.name[code], counts[name])
        for name, placed in at.catalogue.library["areas"].items()
        if counts[name] and isinstance(placed.item, Item)
    ]
    feeds = [Way(t("changes.feed.site"), at.url(addresses.site_feed(code)))]
    feeds += [Way(t(f"changes.feed.{name}"), at.url(addresses.site_feed(code, name))) for name in SECTIONS]
    ways = [
        Tool(t("force.title"), t("force.summary"), at.url(f"{code}/{addresses.IN_FORCE}"), "cal"),
        Tool(t("upcoming.title"), t("upcoming.summary"), at.url(f"{code}/{addresses.UPCOMING}"), "clock"),
    ]
    return NewsView(t("changes.title"), t("changes.summary"), entries, areas, feeds, ways)


# ---- In force on ----------------------------------------------------------------------------------------------


def in_force_view(chronicle: Chronicle, at: Viewpoint) -> InForceView:
    """Every version of every rule with its days, and the days on which something changed."""
    t, code = at.language.t, at.language.code
    dates = [
        DayLink(at.language.date(day), at.url(addresses.day(code, day)), list(_happened(chronicle, day, at)))
        for day in reversed(chronicle.days)
    ]
    policies = [_rule(chronicle.archive, found, at) for found in chronicle.rules.values()]
    return InForceView(t("force.title"), t("force.summary"), at.language.date(at.catalogue.today), policies, dates)


def _rule(archive: Archive, found: Sequence[Span], at: Viewpoint) -> RuleView:
    number, title, url = spoken(found[0].entry, at)
    today, date = at.catalogue.today, at.language.date
    rows = []
    for span in reversed(found):
        chip = say.chip(say.state(span.since, span.until, span.followed, today), at.language)
        rows.append(SpanView(span.version, held_url(archive, span, at), date(span.since), date(span.until), chip))
    return RuleView(number, title, url, rows)


def _happened(chronicle: Chronicle, day: dt.date, at: Viewpoint) -> Iterator[str]:
    for span, began in chronicle.changes[day]:
        word = "force.began" if began else "force.ended"
        yield at.language.t(word, document=called(span.entry, at), version=span.version)


def day_view(chronicle: Chronicle, day: dt.date, at: Viewpoint) -> DayView:
    """What was in force on *day*."""
    code, date = at.language.code, at.language.date
    earlier, later = force.neighbours(chronicle.days, day)
    rows = [_held(chronicle, span, at) for span in force.on(chronicle.spans, day)]
    words = date(day)
    assert words is not None  # a day has words
    return DayView(
        title=at.language.t("force.day_title", date=words.text),
        date=words,
        rows=rows,
        earlier_url=at.url(addresses.day(code, earlier)) if earlier else "",
        later_url=at.url(addresses.day(code, later)) if later else "",
        list_url=at.url(f"{code}/{addresses.IN_FORCE}"),
    )


def _held(chronicle: Chronicle, span: Span, at: Viewpoint) -> HeldRow:
    """The row of a version: the same on every day on which it held, because all these pages lie equally deep."""
    key = at.language.code, span.entry.document.id, span.version, span.since
    if key not in chronicle.held:
        number, title, _ = spoken(span.entry, at)
        url, since = held_url(chronicle.archive, span, at), at.language.date(span.since)
        chronicle.held[key] = HeldRow(number, title, span.version, url, since)
    return chronicle.held[key]


# ---- Upcoming -------------------------------------------------------------------------------------------------


def coming(chronicle: Chronicle) -> list[Span]:
    """The versions that will come into force, by day."""
    today = chronicle.archive.catalogue.today
    ahead = (span for span in chronicle.spans if span.since > today)
    return sorted(ahead, key=lambda span: (span.since, span.entry.document.id))


def reviews(archive: Archive) -> list[tuple[dt.date, Entry[Document]]]:
    """The documents that are to be looked at again, by day."""
    entries = archive.catalogue.entries.values()
    found = [(day, entry) for entry in entries if (day := archive.term(entry).review)]
    return sorted(found, key=lambda item: (item[0], item[1].document.id))


def upcoming_view(chronicle: Chronicle, at: Viewpoint) -> UpcomingView:
    """What will come into force, and what is due for review."""
    t, code = at.language.t, at.language.code
    versions = [_coming(chronicle, span, at) for span in coming(chronicle)]
    due = [_review(chronicle.archive, day, entry, at) for day, entry in reviews(chronicle.archive)]
    calendar = at.url(f"{code}/{addresses.CALENDAR}")
    return UpcomingView(t("upcoming.title"), t("upcoming.summary"), versions, due, calendar)


def _coming(chronicle: Chronicle, span: Span, at: Viewpoint) -> ComingView:
    entry, archive = span.entry, chronicle.archive
    number, title, _ = spoken(entry, at)
    language = at.language.code if at.language.code in entry.pages else next(iter(entry.pages))
    subject = Subject(archive, entry, language)
    version = next((v for v in subject.past.issued if v.label == span.version), None)
    now = next((each for each in reversed(chronicle.rules[entry.document.id]) if each.holds(at.catalogue.today)), None)
    old = subject.past.preceding(version) if version else None
    changes = addresses.redline(subject.page, old.label, span.version) if version and old else ""
    return ComingView(
        date=at.language.date(span.since),
        number=number,
        title=title,
        version=span.version,
        note=note(Issue(subject, version), at) if version else "",
        url=held_url(archive, span, at),
        now_url=held_url(archive, now, at) if now else "",
        now_version=now.version if now else "",
        changes_url=at.url(changes) if changes else "",
    )


def _review(archive: Archive, day: dt.date, entry: Entry[Document], at: Viewpoint) -> ReviewView:
    number, title, url = spoken(entry, at)
    owner = at.catalogue.name(archive.term(entry).owner, at.language.code)
    return ReviewView(at.language.date(day), number, title, owner, url, day < at.catalogue.today)
