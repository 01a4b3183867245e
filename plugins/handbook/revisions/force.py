"""Which version of which document was in force on a day."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass

from handbook.core.catalogue import Entry
from handbook.core.document import Document
from handbook.revisions.archive import Archive, original
from handbook.revisions.runs import DAY

MOST_ROWS = 50_000
"""Pages of single days hold at most as many rows together: days times documents would grow without end."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which a version was, or will be, in force."""

    entry: Entry[Document]
    version: str
    since: dt.date
    until: dt.date | None
    """The last day; None where no end is known."""
    followed: bool = False
    """Whether a later version took its place."""

    def holds(self, day: dt.date) -> bool:
        """Whether the version was in force on *day*."""
        return self.since <= day and (self.until is None or day <= self.until)


def spans(archive: Archive) -> list[Span]:
    """Every version of every rule that was, is or will be in force, by document and day."""
    found: list[Span] = []
    for entry in sorted(archive.catalogue.entries.values(), key=lambda entry: entry.document.id):
        manner = archive.manner(entry)
        if manner and manner.binding:
            found += _spans(archive, entry)
    return found


def _spans(archive: Archive, entry: Entry[Document]) -> Iterable[Span]:
    versions = [version for version in archive.past(entry, original(entry)).versions if version.issued]
    for version in versions:
        if version.held:
            yield Span(entry, version.label, version.effective, version.until, version.followed)
    term = archive.term(entry)
    if not versions and term.first and entry.document.version:
        yield Span(entry, entry.document.version, term.first, term.last)


def changes(found: Iterable[Span]) -> dict[dt.date, list[tuple[Span, bool]]]:
    """By day, the versions that came into force (True) or ended without a successor (False); the first day first."""
    days: dict[dt.date, list[tuple[Span, bool]]] = {}
    ordered = list(found)
    begins = {(span.entry.document.id, span.since) for span in ordered}
    for span in ordered:
        days.setdefault(span.since, []).append((span, True))
        if span.until and span.until < dt.date.max:
            after = span.until + DAY
            if (span.entry.document.id, after) not in begins:
                days.setdefault(after, []).append((span, False))
    return dict(sorted(days.items()))


def on(found: Sequence[Span], day: dt.date) -> list[Span]:
    """What was in force on *day*: of each document one version, the later one where two overlap."""
    return list({span.entry.document.id: span for span in found if span.holds(day)}.values())


def shown_days(days: Sequence[dt.date], documents: Sized) -> Sequence[dt.date]:
    """Those of *days* that get a page of their own: all, or the latest that `MOST_ROWS` has room for."""
    return days[-max(MOST_ROWS // max(len(documents), 1), 1) :]


def neighbours(days: Sequence[dt.date], day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The days before and after *day*, one of *days*."""
    at = bisect_right(days, day) - 1
    return (days[at - 1] if at > 0 else None), (days[at + 1] if at + 1 < len(days) else None)
