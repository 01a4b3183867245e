"""The page of an issued version, and the page of what changed between two, as views."""

from __future__ import annotations

from markupsafe import Markup, escape

from handbook.core.sheet import Banner, Viewpoint, link
from handbook.revisions import addresses, say
from handbook.revisions.model import Version
from handbook.revisions.redline import numbered
from handbook.revisions.subject import (
    Subject,
    chip,
    version_ways,
)
from handbook.revisions.texts import Difference, grouped
from handbook.revisions.views import (
    Fact,
    RedlineView,
    Said,
    Side,
    VersionView,
    Way,
)


def version_view(subject: Subject, version: Version, at: Viewpoint) -> VersionView:
    """The text of *version* as it was."""
    t, date, page = at.language.t, at.language.date, subject.page
    revision = version.text
    digest = subject.archive.digest(subject.entry, subject.language)
    text = digest.texts.get(revision.n)
    approver, source, _ = say.approval(revision, at.catalogue, at.language)
    facts = [Fact(t("history.columns.published"), "", date(version.first.published))]
    if subject.binding:
        facts.append(Fact(t("version.since"), "", date(version.effective)))
        if version.until and version.held:
            facts.append(Fact(t("version.until"), "", date(version.until)))
        facts.append(Fact(t("history.columns.approver"), " · ".join(part for part in (approver, source) if part)))
    own = addresses.permanent(subject.language, subject.entry.document.id, version.label)
    cite = own if subject.binding else ""
    old = subject.past.preceding(version)
    ways = version_ways(subject, version, old, at)
    return VersionView(
        title=text.title if text else "",
        summary=text.summary if text else "",
        number=link(subject.entry, at).number,
        version=version.label,
        chip=chip(subject, version, at),
        banner=_banner(subject, version, at),
        facts=facts,
        html=subject.html(text.blocks, at) if text else Markup(),
        document_url=at.url(page),
        history_url=at.url(addresses.history(page)),
        changes_url=ways.changes,
        compare_url=ways.compare,
        commit=revision.commit,
        fingerprint=revision.sha256,
        cite_path=cite,
        cite_url=at.url(cite or addresses.version(page, version.label)),
    )


def _banner(subject: Subject, version: Version, at: Viewpoint) -> Banner:
    """What a reader of an old text must know first: whether it holds, and where the one is that does."""
    t, last = at.language.t, subject.past.issued[-1]
    kind, look = _state(subject, version, at)
    day = at.language.date(version.effective if kind == "pending" else version.until)
    values = {"version": version.label, "next": last.label, "date": day.text if day else ""}
    word = "version.read_page" if subject.past.shown is None else "version.read_current"
    way = Markup('<a href="{}">{}</a>').format(at.url(subject.page), t(word))
    text = Markup(escape(t(f"version.banner.{kind}.text", **values))) + " " + way
    return Banner(look, say.ICONS.get(look, "box"), t(f"version.banner.{kind}.title", **values), text)


def _state(subject: Subject, version: Version, at: Viewpoint) -> tuple[str, str]:
    """What is said of a version, and how that looks."""
    current = version.text.n == subject.past.shown
    if not subject.binding:
        return ("current", "force") if current else ("earlier", "superseded")
    state = say.standing(version, at.catalogue.today)
    if state == "force":
        return ("force" if current or version.until is None else "until"), "force"
    if state == "pending":
        return "pending", "pending"
    return {"superseded": "old"}.get(state, state), "superseded"


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
    sides = [Side(side.label, at.url(subject.address(side))) for side in (old, new)]
    follows = subject.past.preceding(new)
    return RedlineView(
        title=t("redline.title", old=old.label, new=new.label),
        number=document.number,
        document=Way(document.title, at.url(page)),
        banner=_banner(subject, new, at) if new is not last else None,
        summary=say.summary(found, at.language) or t("redline.none"),
        note=say.note(new.first, lambda: None, at.language) if follows is old and new.first.note else "",
        places=[f"c{n}" for n in range(1, count + 1)],
        html=subject.placed(html, at),
        unchanged=[title for title in found.unchanged if title],
        statements=[Said(place, items) for place, items in grouped(comparison.statements)] if comparison else [],
        pictures=list(comparison.pictures) if comparison else [],
        old=sides[0],
        new=sides[1],
        history_url=at.url(addresses.history(page)),
    )
