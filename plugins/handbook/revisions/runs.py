"""The versions that revisions make up, and the days on which each held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from handbook.revisions.model import Past, Revision, Version

ENDED = ("superseded", "retired")
"""What a document says of itself when it holds no longer."""
DAY = dt.timedelta(days=1)


def past(revisions: Sequence[Revision], shown: int | None = None) -> Past:
    """*revisions* and the versions that they make up; *shown* is the number of the one on the document's page."""
    versions: list[Version] = []
    first_later = dt.date.max
    runs = [tuple(run) for _, run in groupby(revisions, key=_Run())]
    for run, before in zip(reversed(runs), [*reversed(runs[:-1]), ()], strict=False):
        version = Version(run[0].version, run[0].numbered, run, run[0].effective)
        effective = _began(version, before)
        ends = [first_later, *_ends(version)]
        until = day_before(min(ends)) if min(ends) < dt.date.max else None
        versions.append(replace(version, effective=effective, until=until, followed=bool(versions)))
        first_later = min(first_later, effective)
    return Past(tuple(revisions), tuple(reversed(versions)), shown)


def _began(version: Version, before: Sequence[Revision]) -> dt.date:
    """The first day on which *version* held; what was withdrawn *before* holds again when it comes back, not sooner."""
    effective = version.text.effective
    back = bool(before) and before[-1].kind == "withdrawn"
    return max(effective, version.first.published) if back else effective


def _ends(version: Version) -> Iterator[dt.date]:
    """The first days on which *version* no longer held, as its own revisions say."""
    last = version.revisions[-1]
    if last.kind == "withdrawn":
        yield last.published
    ended = list(takewhile(lambda revision: revision.status in ENDED, reversed(version.revisions)))
    if ended:
        yield ended[-1].published
    if (day := version.text.last_day) and day < dt.date.max:
        yield day + DAY


def day_before(day: dt.date) -> dt.date:
    """The day before *day*; the calendar's first has none before it."""
    return day - DAY if day > dt.date.min else day


class _Run:
    """A key by which revisions of one version stand together, and small changes stand with what they changed.

    What comes back after it was withdrawn begins anew, whatever its number.
    """

    def __init__(self) -> None:
        self.key = (0, "")
        self.numbered = True
        self.withdrawn = False

    def __call__(self, revision: Revision) -> tuple[int, str]:
        small = revision.kind in ("editorial", "moved", "withdrawn")
        goes_on = small and not revision.numbered and not self.numbered
        if self.withdrawn or not goes_on:
            self.key = self.key[0] + self.withdrawn, revision.version
        self.numbered = revision.numbered
        self.withdrawn = revision.kind == "withdrawn"
        return self.key
