"""From what git says to the record of each revision: which version, when, by whom, and whether it may be shown."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from zoneinfo import ZoneInfo

from handbook.core.document import Lang
from handbook.revisions.facts import Facts
from handbook.revisions.model import Kind, Revision, Source
from handbook.revisions.replay import Doc, Event

CLOSED = "confidential"
SETTLED = ("", "approved", "effective", "superseded", "retired")
OPEN = ("", "public", "internal")
"""What a document may say of itself for its text to be shown: anything else, known or not, keeps it back."""
LABEL = re.compile(r"\d{1,6}\.\d{1,6}")
"""A number that may become an address; an old file may say anything."""
APPROVALS = ("approved-by", "reviewed-by")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A revision whose text must not be shown: all those of a version, or the one of a commit."""

    revision: str
    """A version's number, or a commit's id of at least seven digits."""
    reason: Mapping[Lang, str]

    def means(self, revision: Revision) -> bool:
        """Whether *revision* is, or is one of, what is withheld."""
        if "." in self.revision:
            return revision.version == self.revision
        return revision.commit.startswith(self.revision)


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides which revisions are shown, and how their days are told."""

    zone: ZoneInfo
    since: dt.date | None = None
    """Nothing that was published before this day is shown."""
    withheld: tuple[Withheld, ...] = ()


def records(
    doc: Doc,
    events: Sequence[Event],
    facts: Mapping[str, Facts],
    rules: Rules,
    originals: Sequence[Revision] = (),
) -> tuple[Revision, ...]:
    """The revisions of *doc* that may be known of, the oldest first.

    For a translation *originals* are the revisions of the original: they carry what is said once.
    """
    carriers = _Originals(originals)
    found: list[Revision] = []
    said: dict[int, Mapping[Lang, str]] = {}
    for n, (event, following) in enumerate(zip(events, [*events[1:], None], strict=False), 1):
        revision = _record(doc, n, event, facts, rules.zone, carriers)
        if event.blob and not _public(event, facts, revision):
            later = _approved_later(event, following, revision, carriers)
            if later is None:
                continue
            revision = _record(doc, n, later, facts, rules.zone, carriers)
        said[n] = dict(_trailer_notes(event))
        if rules.since and revision.published < rules.since:
            continue
        if event.blob:
            found.append(revision)
        elif found and found[-1].blob:
            last = found[-1]
            found.append(replace(revision, version=last.version, status=last.status, effective=last.effective))
    whole = []
    before: Revision | None = None
    for revision in found:
        note = _note(revision, before) or said[revision.n]
        whole.append(replace(revision, kind=_kind(revision, before, facts), note=note))
        before = revision
    return tuple(_held(whole, rules.withheld))


class _Originals:
    """The revisions of the original, as its translation asks for them."""

    def __init__(self, revisions: Sequence[Revision]) -> None:
        self.revisions = sorted(revisions, key=lambda r: r.moment)
        self.moments = [r.moment for r in self.revisions]
        self.withheld = {r.blob: r.withheld for r in revisions if r.withheld is not None and r.blob}
        self.by_version: dict[str, list[Revision]] = {}
        for revision in self.revisions:
            if revision.readable and revision.numbered:
                self.by_version.setdefault(revision.version, []).append(revision)

    def of(self, version: str, moment: int) -> Revision | None:
        """The revision that carries what is said once of *version*: the last until *moment*, or the first after.

        A withheld one carries nothing for its translation.
        """
        same = self.by_version.get(version, [])
        at = bisect_right(same, moment, key=lambda r: r.moment)
        return same[max(at - 1, 0)] if same else None

    def since(self, moment: int) -> Iterator[Revision]:
        """The revisions from *moment* on."""
        return islice(self.revisions, bisect_left(self.moments, moment), None)


def _record(
    doc: Doc, n: int, event: Event, facts: Mapping[str, Facts], zone: ZoneInfo, originals: _Originals
) -> Revision:
    own = facts.get(event.blob or "")
    said = facts.get(event.original or "")
    version = _label(own, said) or f"r{n}"
    told = originals.of(version, event.moment)
    if told is None and said and said.text("version") not in ("", version):
        said = None  # the original is at another version: what that says is not said of this one
    origin = told.blob if told else event.original if said else None
    translated = {blob for blob in (origin, event.original) if blob}
    carrier = facts.get(origin or "") or said
    published = dt.datetime.fromtimestamp(event.moment, zone).date()
    approver, source = _approver(carrier, event)
    return Revision(
        document=doc[0],
        language=doc[1],
        n=n,
        version=version,
        kind="minor",
        moment=event.moment,
        published=published,
        effective=day_of(carrier.text("effective_date") if carrier else "") or published,
        status=carrier.text("status") if carrier else "",
        authors=event.authors,
        approver=approver,
        approver_source=source,
        approval_ref=carrier.text("approval_ref") if carrier else "",
        note=carrier.texts("change_note") if carrier else {},
        commit=event.commit,
        path=event.path,
        blob=event.blob,
        original=origin,
        sha256=own.sha256 if own else "",
        last_day=day_of(carrier.text("valid_to")) if carrier else None,
        withheld=next((originals.withheld[blob] for blob in translated if blob in originals.withheld), None),
    )


def _approved_later(event: Event, following: Event | None, revision: Revision, originals: _Originals) -> Event | None:
    """*event* as of the day on which the original alone was approved; None where that has not happened.

    A translation that came for review with its original is not touched when the original's status is: it becomes
    public with it, and not when somebody changes it again.
    """
    for original in originals.since(event.moment):
        if following is not None and original.moment >= following.moment:
            return None
        if original.blob and revision.version == original.version:
            return replace(event, commit=original.commit, moment=original.moment, original=original.blob)
    return None


def _label(own: Facts | None, said: Facts | None) -> str:
    """The number of the version: the one that a translation says, or the original's; empty where neither has one."""
    numbers = (own.text("translates") if own else "", said.text("version") if said else "")
    return next((number for number in numbers if LABEL.fullmatch(number)), "")


def _approver(carrier: Facts | None, event: Event) -> tuple[str, Source]:
    """Who approved: as the document says, or another person than the authors as the commit says, or nobody."""
    if carrier and (role := carrier.text("approved_by")):
        return role, "record"
    for kind in APPROVALS:
        for name, value in event.trailers:
            if name == kind and value not in event.authors:
                return value, "trailer"
    return "", "none"


def _public(event: Event, facts: Mapping[str, Facts], revision: Revision) -> bool:
    """Whether the document was public then, as its file said then and as the version's own file says."""
    sides = [known for blob in (event.original, revision.original) if (known := facts.get(blob or ""))]
    return all(side.text("status") in SETTLED and side.text("classification") in OPEN for side in sides)


def _note(revision: Revision, before: Revision | None) -> Mapping[Lang, str]:
    """The note in the file, if it is of this change: it is new, or the version is."""
    old = before is not None and before.version == revision.version and dict(before.note) == dict(revision.note)
    return {} if old or revision.blob is None else revision.note


def _kind(revision: Revision, before: Revision | None, facts: Mapping[str, Facts]) -> Kind:
    if revision.blob is None:
        return "withdrawn"
    if before is None or before.blob is None or (before.version != revision.version and revision.numbered):
        return "major"
    moved = before.path != revision.path
    same = facts[before.blob].plain == facts[revision.blob].plain
    return ("moved" if moved else "editorial") if same else "minor"


def _held(revisions: Sequence[Revision], withheld: Sequence[Withheld]) -> Iterator[Revision]:
    """*revisions* as they may be shown; a withheld file stays withheld when it is moved or comes again."""
    reasons = {r.blob: held.reason for r in revisions for held in withheld if held.means(r) and r.blob}
    for revision in revisions:
        reason = revision.withheld or reasons.get(revision.blob or "")
        yield revision if reason is None else _tombstone(revision, reason)


def _tombstone(revision: Revision, reason: Mapping[Lang, str]) -> Revision:
    """Of a withheld revision its number and its day."""
    return replace(
        revision,
        withheld=reason,
        authors=(),
        approver="",
        approver_source="none",
        approval_ref="",
        note={},
        commit="",
        sha256="",
        path="",
    )


def _trailer_notes(event: Event) -> Iterator[tuple[Lang, str]]:
    """What the commit's message says of the change, by language; for all under an empty name."""
    for name, value in event.trailers:
        if name.startswith("change-note"):
            yield name.removeprefix("change-note").lstrip("-"), value


def day_of(text: str) -> dt.date | None:
    """The day that *text* writes as 2026-03-01; None for anything else."""
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
