"""The page of a document's history as a view: a row a version, with the smaller revisions inside."""

from __future__ import annotations

from markupsafe import Markup, escape

from handbook.core.sheet import Viewpoint, link
from handbook.revisions import addresses, say
from handbook.revisions.model import Revision, Version
from handbook.revisions.subject import (
    Subject,
    Ways,
    chip,
    unpublished,
    version_ways,
)
from handbook.revisions.texts import Difference, grouped
from handbook.revisions.views import (
    HistoryView,
    Row,
    Said,
    Way,
)


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
        unpublished=unpublished(subject, at),
        feed_url=at.url(addresses.feed(subject.page)) if past.issued else "",
        json_url=at.url(addresses.records(subject.page)),
    )


def _version_row(subject: Subject, version: Version, at: Viewpoint) -> Row:
    date, first = at.language.date, version.first
    if first.withheld is not None and not version.readable:
        reason = at.language.t("past.withheld", reason=say.picked(first.withheld, at.language))
        return Row(version.label, date(first.published), withheld=reason)
    paged = any(version is each for each in subject.past.issued)
    old = subject.past.preceding(version) if paged else None
    step = subject.difference(old.text if old else subject.past.before(first), version.text if paged else first)
    approver, source, weak = say.approval(version.text, at.catalogue, at.language)
    smaller = [r for r in reversed(version.revisions) if r is not first]
    authors = [name for revision in version.revisions for name in revision.authors]
    ways = version_ways(subject, version, old, at) if paged else _script_ways(subject, version.text)
    return Row(
        label=version.label,
        published=date(first.published),
        effective=date(version.effective) if version.issued and subject.binding else None,
        until=date(version.until) if version.issued and subject.binding and version.held else None,
        chip=chip(subject, version, at),
        kind_name="" if version.issued else at.language.t(f"revision.kind.{first.kind}"),
        approver=approver if subject.binding or version.text.approver else "",
        approver_source=source,
        approver_weak=weak,
        authors=list(dict.fromkeys(authors)),
        note=say.note(first, lambda: step, at.language),
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
    step = subject.difference(subject.past.before(revision), revision)
    ways = _script_ways(subject, revision)
    return Row(
        label=revision.name,
        published=date(revision.published),
        kind_name=at.language.t(f"revision.kind.{revision.kind}"),
        authors=list(revision.authors),
        note=say.note(revision, lambda: step, at.language),
        summary=_summary(revision, step, at),
        excerpt=_excerpt(subject, step, at),
        statements=_said(step),
        commit=revision.commit,
        fingerprint=revision.sha256,
        at=ways.at,
        compare_at=ways.compare_at,
    )


def _script_ways(subject: Subject, revision: Revision) -> Ways:
    """What a revision without a page is asked for: the script finds it among the document's texts."""
    current = subject.past.current
    if not revision.readable or current is None:
        return Ways()
    return Ways(at=revision.name, compare_at=revision.name if revision.n != current.n else "")


def _summary(revision: Revision, step: Difference | None, at: Viewpoint) -> str:
    """How much changed, unless the note is nothing but that."""
    counted = step is not None and bool(step.statements) and not revision.note
    return "" if counted else say.summary(step, at.language)


def _excerpt(subject: Subject, step: Difference | None, at: Viewpoint) -> Markup | None:
    """The blocks that changed, and nothing else."""
    if step is None or not any(step.changed):
        return None
    html = subject.html([n for n, changed in zip(step.blocks, step.changed, strict=True) if changed], at)
    page = escape(at.url(subject.page))  # a place in the text is not on this page
    return Markup(html.replace(' href="#', f' href="{page}#'))


def _said(step: Difference | None) -> list[Said]:
    return [Said(place, items) for place, items in grouped(step.statements)] if step else []
