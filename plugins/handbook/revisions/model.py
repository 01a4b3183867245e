"""The record of each revision, and the issued versions that revisions make up."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from handbook.core.document import Lang

Kind = Literal["major", "minor", "editorial", "moved", "withdrawn"]
"""A new version or the first; other words; only another form; only another place; taken away."""
Source = Literal["record", "trailer", "none"]
"""Where an approval is told: in the document, in the commit's message, nowhere."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a document in one language, as readers and programs may see it."""

    document: str
    language: Lang
    n: int
    """The number of the revision: 1 is the oldest in the repository, whether or not that one is shown."""
    version: str
    """As the document says; `r3` where it has no versions."""
    kind: Kind
    moment: int
    """When it was published: seconds since 1970 in UTC."""
    published: dt.date
    """The same as a day in the site's time zone."""
    effective: dt.date
    """The first day on which it holds."""
    status: str
    """What the document said of itself; empty for documents without a status."""
    authors: tuple[str, ...]
    approver: str
    """A role's id where `approver_source` is the record, a person's name where it is a trailer."""
    approver_source: Source
    approval_ref: str
    note: Mapping[Lang, str]
    """What people wrote of the change, by language; one text for all stands under an empty name."""
    commit: str
    path: str
    blob: str | None
    """The contents of the file as git knows them; None for one that was withdrawn."""
    original: str | None
    """The contents of the file in the original's language at that time."""
    sha256: str
    last_day: dt.date | None = None
    """The last day on which it holds, as the document says; None where it says none."""
    withheld: Mapping[Lang, str] | None = None
    """Why the text may not be shown, by language; such a revision says its number and its day, and nothing else."""

    @property
    def name(self) -> str:
        """What addresses call it: `r3`."""
        return f"r{self.n}"

    @property
    def numbered(self) -> bool:
        """Whether the document has versions, and so this revision the number of one."""
        return self.version != self.name

    @property
    def readable(self) -> bool:
        """Whether it has a text that may be shown."""
        return self.blob is not None and self.withheld is None


@dataclass(frozen=True, slots=True)
class Version:
    """Revisions that follow each other under one version number; a document without numbers has one for each."""

    label: str
    """`2.1`, or `r3` where the document has no versions."""
    issued: bool
    """Whether it has a number, and so a permanent page."""
    revisions: tuple[Revision, ...]
    """The oldest first."""
    effective: dt.date
    """The first day on which it holds: as its last text says, because a day may be moved before it comes."""
    until: dt.date | None = None
    """The last day on which it held; None where no end is known."""
    followed: bool = False
    """Whether a later version has taken its place."""

    @property
    def held(self) -> bool:
        """Whether there is a day on which it holds: another may have replaced it before its first."""
        return self.until is None or self.effective <= self.until

    def holds(self, day: dt.date) -> bool:
        """Whether it holds on *day*."""
        return self.effective <= day and (self.until is None or day <= self.until)

    @property
    def first(self) -> Revision:
        """The revision that brought it."""
        return self.revisions[0]

    @property
    def text(self) -> Revision:
        """The revision whose text is the version's: the last one that may be read, or else the last."""
        return next((r for r in reversed(self.revisions) if r.readable), self.revisions[-1])

    @property
    def readable(self) -> bool:
        """Whether it has a text that may be shown."""
        return self.text.readable


@dataclass(frozen=True)
class Past:
    """What is known of a document in one language, the oldest first; only what may be shown."""

    revisions: tuple[Revision, ...] = ()
    versions: tuple[Version, ...] = ()
    shown: int | None = None
    """The number of the revision that the document's own page shows; None where that shows what may not be known of
    yet, such as a draft of the next version."""

    @cached_property
    def readable(self) -> tuple[Revision, ...]:
        """The revisions with a text that may be shown."""
        return tuple(r for r in self.revisions if r.readable)

    @property
    def current(self) -> Revision | None:
        """The newest text that may be shown."""
        return self.readable[-1] if self.readable else None

    @cached_property
    def issued(self) -> tuple[Version, ...]:
        """The versions that have a page, the oldest first; where a number came twice, the later one."""
        latest = {v.label: v for v in self.versions if v.issued and v.readable}
        return tuple(v for v in self.versions if latest.get(v.label) is v)

    def before(self, revision: Revision) -> Revision | None:
        """The readable revision that came before *revision*."""
        at = bisect_left(self._numbers, revision.n)
        return self.readable[at - 1] if at else None

    def preceding(self, version: Version) -> Version | None:
        """The issued version before *version*, which is one itself."""
        at = self._places.get(version.label, 0)
        return self.issued[at - 1] if at else None

    @cached_property
    def _numbers(self) -> list[int]:
        return [revision.n for revision in self.readable]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {version.label: at for at, version in enumerate(self.issued)}
