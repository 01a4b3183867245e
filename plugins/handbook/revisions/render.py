"""The pages of one document's past as views: its history, its versions, what changed between two of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from handbook.core.catalogue import Entry
from handbook.core.document import Document, Lang
from handbook.core.oldlinks import resolved
from handbook.core.sheet import Banner, Chip, Viewpoint, link
from handbook.revisions import addresses, force, say
from handbook.revisions.archive import Archive, before
from handbook.revisions.model import Past, Revision, Version
from handbook.revisions.redline import numbered
from handbook.revisions.texts import Difference, grouped
from handbook.revisions.views import (
    Fact,
    HistoryView,
    Holding,
    Line,
    PastView,
    RedlineView,
    Row,
    Said,
    Side,
    VersionView,
    Way,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A document in one language, with its past."""

    archive: Archive
    entry: Entry[Document]
    language: Lang

    @property
    def page(self) -> str:
        """The path of its page."""
        return self.entry.pages[self.language]

    @property
    def past(self) -> Past:
        """What may be shown of its past."""
        return self.archive.past(self.entry, self.language)

    @property
    def binding(self) -> bool:
        """Whether it is a rule, of which one version is in force on a day."""
        manner = self.archive.manner(self.entry)
        return bool(manner and manner.binding)

    def difference(self, old: Revision | None, new: Revision | None) -> Difference | None:
        """What differs between two of its revisions."""
        return self.archive.difference(self.entry, old, new)

    def html(self, numbers: Sequence[int], at: Viewpoint) -> Markup:
        """Blocks of its old texts, their links led to where the pages lie now."""
        return self.placed(self.archive.digest(self.entry, self.language).html(numbers), at)

    def placed(self, html: str, at: Viewpoint) -> Markup:
        """*html* with its links led to where the pages lie now."""
        return Markup(resolved(html, place_of(self.archive, at)))


def place_of(archive: Archive, at: Viewpoint) -> Callable[[str], str | None]:
    """The way to what lies at a path now; None where nothing does."""
    known = archive.catalogue

    def way(uri: str) -> str | None:
        return at.url(uri) if uri in known.pages or uri in known.files else None

    return way


def compared(past: Past) -> list[tuple[Version, Version]]:
    """The issued versions that have a page of comparison: each with the next, and each with the last."""
    issued = past.issued
    found = [*pairwise(issued), *((version, issued[-1]) for version in issued[:-1])]
    return list({(old.label, new.label): (old, new) for old, new in found}.values())


def preceding(past: Past, version: Version) -> Version | None:
    """The issued version before *version*, which is one itself."""
    issued = past.issued
    at = next((n for n, each in enumerate(issued) if each.label == version.label), 0)
    return issued[at - 1] if at else None


# ---- History --------------------------------------------------------------------------------------------------


def history_view(subject: Subject, at: Viewpoint) -> HistoryView:
    """All versions, the newest first, with the smaller revisions inside each."""
    t, past = at.language.t, subject.past
    document = link(subject.entry, at)
    authors = [name for revision in reversed(past.revisions) for name in revision.authors]
    return HistoryView(
        title=t("history.title"),
        summary=t("history.summary"),
        number=document.number,
        document=Way(document.title, at.url(subject.page)),
        versions=[_version_row(subject, version, at) for version in reversed(past.versions)],
        contributors=list(dict.fromkeys(authors)),
        incomplete=say.incomplete(subject.archive.ground.trouble, at.language),
        unpublished=_unpublished(subject, at),
        feed_url=at.url(addresses.feed(subject.page)) if past.issued else "",
        json_url=at.url(addresses.records(subject.page)),
    )


def _unpublished(subject: Subject, at: Viewpoint) -> str:
    state = subject.archive.unpublished(subject.entry, subject.language)
    return at.language.t(f"past.unpublished.{state}") if state else ""


def _version_row(subject: Subject, version: Version, at: Viewpoint) -> Row:
    date, first = at.language.date, version.first
    if first.withheld is not None and not version.readable:
        reason = at.language.t("past.withheld", reason=say.picked(first.withheld, at.language))
        return Row(version.label, date(first.published), withheld=reason)
    paged = any(version is each for each in subject.past.issued)
    old = preceding(subject.past, version) if paged else None
    step = subject.difference(old.text if old else before(subject.past, first), version.text if paged else first)
    approver, source, weak = say.approval(version.text, at.catalogue, at.language)
    smaller = [r for r in reversed(version.revisions) if r is not first]
    authors = [name for revision in version.revisions for name in revision.authors]
    ways = _version_ways(subject, version, old, at) if paged else _script_ways(subject, version.text)
    return Row(
        label=version.label,
        published=date(first.published),
        effective=date(first.effective) if version.issued and subject.binding else None,
        until=date(version.until) if version.issued and subject.binding else None,
        chip=_chip(subject, version, at),
        kind_name="" if version.issued else at.language.t(f"revision.kind.{first.kind}"),
        approver=approver if subject.binding or version.text.approver else "",
        approver_source=source,
        approver_weak=weak,
        authors=list(dict.fromkeys(authors)),
        note=say.note(first, step, at.language),
        summary=_summary(first, step, at),
        excerpt=None if paged else _excerpt(subject, step, at),
        statements=[] if paged else _said(step),
        commit=version.text.commit,
        fingerprint=version.text.sha256,
        smaller=[_smaller_row(subject, revision, at) for revision in smaller],
        text_url=ways.text,
        changes_url=ways.changes,
        compare_url=ways.compare,
        at=ways.at,
        compare_at=ways.compare_at,
    )


def _smaller_row(subject: Subject, revision: Revision, at: Viewpoint) -> Row:
    date = at.language.date
    if revision.withheld is not None:
        reason = at.language.t("past.withheld", reason=say.picked(revision.withheld, at.language))
        return Row(revision.name, date(revision.published), withheld=reason)
    step = subject.difference(before(subject.past, revision), revision)
    ways = _script_ways(subject, revision)
    return Row(
        label=revision.name,
        published=date(revision.published),
        kind_name=at.language.t(f"revision.kind.{revision.kind}"),
        authors=list(revision.authors),
        note=say.note(revision, step, at.language),
        summary=_summary(revision, step, at),
        excerpt=_excerpt(subject, step, at),
        statements=_said(step),
        commit=revision.commit,
        fingerprint=revision.sha256,
        at=ways.at,
        compare_at=ways.compare_at,
    )


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways from a row; empty where there is none."""

    text: str = ""
    changes: str = ""
    compare: str = ""
    at: str = ""
    compare_at: str = ""


def _version_ways(subject: Subject, version: Version, old: Version | None, at: Viewpoint) -> _Ways:
    if not version.readable:
        return _Ways()
    last, page = subject.past.issued[-1], subject.page
    text = page if version.label == last.label else addresses.version(page, version.label)
    changes = at.url(addresses.redline(page, old.label, version.label)) if old else ""
    compare = at.url(addresses.redline(page, version.label, last.label)) if version.label != last.label else ""
    return _Ways(at.url(text), changes, compare)


def _script_ways(subject: Subject, revision: Revision) -> _Ways:
    """What a revision without a page is asked for: the script finds it among the document's texts."""
    current = subject.past.current
    if not revision.readable or current is None:
        return _Ways()
    return _Ways(at=revision.name, compare_at=revision.name if revision.n != current.n else "")


def _chip(subject: Subject, version: Version, at: Viewpoint) -> Chip | None:
    if not (subject.binding and version.issued):
        return None
    return say.chip(say.standing(version, at.catalogue.today), at.language)


def _summary(revision: Revision, step: Difference | None, at: Viewpoint) -> str:
    """How much changed, unless the note is nothing but that."""
    counted = step is not None and bool(step.statements) and not revision.note
    return "" if counted else say.summary(step, at.language)


def _excerpt(subject: Subject, step: Difference | None, at: Viewpoint) -> Markup | None:
    """The blocks that changed, and nothing else."""
    if step is None or not any(step.changed):
        return None
    return subject.html([n for n, changed in zip(step.blocks, step.changed, strict=True) if changed], at)


def _said(step: Difference | None) -> list[Said]:
    return [Said(place, items) for place, items in grouped(step.statements)] if step else []


# ---- Versions and what lies between them ----------------------------------------------------------------------


def version_view(subject: Subject, version: Version, at: Viewpoint) -> VersionView:
    """The text of *version* as it was."""
    t, date, page = at.language.t, at.language.date, subject.page
    revision = version.text
    digest = subject.archive.digest(subject.entry, subject.language)
    text = digest.texts.get(revision.n)
    approver, source, _ = say.approval(revision, at.catalogue, at.language)
    facts = [Fact(t("history.columns.published"), "", date(version.first.published))]
    if subject.binding:
        facts.append(Fact(t("version.since"), "", date(version.first.effective)))
        if version.until:
            facts.append(Fact(t("version.until"), "", date(version.until)))
        facts.append(Fact(t("history.columns.approver"), " · ".join(part for part in (approver, source) if part)))
    old = preceding(subject.past, version)
    ways = _version_ways(subject, version, old, at)
    return VersionView(
        title=text.title if text else "",
        summary=text.summary if text else "",
        number=link(subject.entry, at).number,
        version=version.label,
        chip=_chip(subject, version, at),
        banner=_banner(subject, version, at),
        facts=facts,
        html=subject.html(text.blocks, at) if text else Markup(),
        document_url=at.url(page),
        history_url=at.url(addresses.history(page)),
        changes_url=ways.changes,
        compare_url=ways.compare,
        commit=revision.commit,
        fingerprint=revision.sha256,
        cite_url=at.url(addresses.version(page, version.label)),
    )


def _banner(subject: Subject, version: Version, at: Viewpoint) -> Banner:
    """What a reader of an old text must know first: whether it holds, and where the one is that does."""
    t, today = at.language.t, at.catalogue.today
    last = subject.past.issued[-1]
    state = say.standing(version, today) if subject.binding else "superseded"
    way = Markup('<a href="{}">{}</a>').format(at.url(subject.page), t("version.read_current"))
    if version.label == last.label and not (subject.binding and state == "superseded"):
        kind = state if subject.binding else "current"
        look = {"current": "force"}.get(kind, kind)
    else:
        kind = {"force": "until", "superseded": "old"}.get(state, state) if subject.binding else "earlier"
        look = {"until": "force", "pending": "pending"}.get(kind, "superseded")
    values = {
        "version": version.label,
        "next": last.label,
        "date": _day(at, version.first.effective if kind == "pending" else version.until),
    }
    if kind == "old" and version.until is None:
        kind = "earlier"
    text = Markup(escape(t(f"version.banner.{kind}.text", **values))) + " " + way
    return Banner(look, say.ICONS.get(look, "box"), t(f"version.banner.{kind}.title", **values), text)


def _day(at: Viewpoint, day: object) -> str:
    found = at.language.date(day)  # type: ignore[arg-type]  # a date or None
    return found.text if found else ""


def redline_view(subject: Subject, old: Version, new: Version, at: Viewpoint) -> RedlineView:
    """What changed from *old* to *new*."""
    t, page = at.language.t, subject.page
    document, last = link(subject.entry, at), subject.past.issued[-1]
    found = subject.difference(old.text, new.text) or Difference()
    comparison = subject.archive.comparison(subject.entry, old.text, new.text)
    html, count = ("", 0)
    if comparison is None:
        digest = subject.archive.digest(subject.entry, subject.language)
        html, count = numbered(digest.blocks[number] for number in found.blocks)
    sides = [
        Side(side.label, at.url(page if side is last else addresses.version(page, side.label))) for side in (old, new)
    ]
    follows = preceding(subject.past, new)
    return RedlineView(
        title=t("redline.title", old=old.label, new=new.label),
        number=document.number,
        document=Way(document.title, at.url(page)),
        banner=_banner(subject, new, at) if new is not last else None,
        summary=say.summary(found, at.language) or t("redline.none"),
        note=say.note(new.first, None, at.language) if follows is old and new.first.note else "",
        places=[f"c{n}" for n in range(1, count + 1)],
        html=subject.placed(html, at),
        unchanged=[title for title in found.unchanged if title],
        statements=[Said(place, items) for place, items in grouped(comparison.statements)] if comparison else [],
        pictures=list(comparison.pictures) if comparison else [],
        old=sides[0],
        new=sides[1],
        history_url=at.url(addresses.history(page)),
    )


# ---- The document's own page ----------------------------------------------------------------------------------


def past_view(subject: Subject, at: Viewpoint) -> PastView:
    """What stands under the title of a document."""
    page, past = subject.page, subject.past
    return PastView(
        line=_line(subject, at),
        in_force=_holding(subject, at),
        history_url=at.url(addresses.history(page)),
        store_url=at.url(addresses.texts(page)) if past.readable else "",
        incomplete=say.incomplete(subject.archive.ground.trouble, at.language),
        unpublished=_unpublished(subject, at),
    )


def _line(subject: Subject, at: Viewpoint) -> Line | None:
    """The last change of words: a version, or a smaller change after it."""
    past = subject.past
    revision = next((r for r in reversed(past.readable) if r.kind in ("major", "minor")), None)
    if revision is None:
        return None
    step = subject.difference(before(past, revision), revision)
    issued = not revision.version.startswith("r")
    return Line(
        at.language.date(revision.published),
        revision.version if issued else "",
        say.note(revision, step, at.language),
        _changes_url(subject, revision, at),
    )


def _changes_url(subject: Subject, revision: Revision, at: Viewpoint) -> str:
    """Where *revision*'s changes are shown: on a page of their own, or in the history."""
    past, page = subject.past, subject.page
    if before(past, revision) is None:
        return ""
    version = next((v for v in past.issued if v.first is revision), None)
    old = preceding(past, version) if version else None
    if version and old:
        return at.url(addresses.redline(page, old.label, version.label))
    return f"{at.url(addresses.history(page))}#{revision.name}"


def _holding(subject: Subject, at: Viewpoint) -> Holding | None:
    """The version that holds today, where the page shows one that does not yet."""
    issued, today = subject.past.issued, at.catalogue.today
    if not subject.binding or not issued or issued[-1].first.effective <= today:
        return None
    version = next((v for v in reversed(issued) if say.standing(v, today) == "force"), None)
    if version is None:
        return None
    url = at.url(addresses.version(subject.page, version.label))
    return Holding(version.label, url, at.language.date(version.until))


def spoken(entry: Entry[Document], at: Viewpoint) -> tuple[str | None, str, str]:
    """Number, title and address of *entry* for the reader."""
    found = link(entry, at)
    return found.number, found.title, found.url


def held_url(archive: Archive, span: force.Span, at: Viewpoint) -> str:
    """The text of the version of *span*: in the reader's language, or in another that has it; its page at least."""
    for language in dict.fromkeys((at.language.code, *span.entry.pages)):
        if language in span.entry.pages:
            issued = archive.past(span.entry, language).issued
            if span.version in {version.label for version in issued[:-1]}:
                return at.url(addresses.version(span.entry.pages[language], span.version))
            if issued and issued[-1].label == span.version:
                return at.url(span.entry.pages[language])
    return spoken(span.entry, at)[2]
