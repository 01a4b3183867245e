"""What a document's own page says of its past, as a view."""

from __future__ import annotations

from handbook.core.sheet import Viewpoint
from handbook.revisions import addresses, say
from handbook.revisions.model import Revision
from handbook.revisions.subject import (
    Subject,
    unpublished,
)
from handbook.revisions.views import (
    Holding,
    Line,
    PastView,
)


def past_view(subject: Subject, at: Viewpoint) -> PastView:
    """What stands under the title of a document."""
    page, past = subject.page, subject.past
    return PastView(
        line=_line(subject, at),
        in_force=_holding(subject, at),
        history_url=at.url(addresses.history(page)),
        store_url=at.url(addresses.texts(page)) if past.readable else "",
        incomplete=say.incomplete(subject.archive.ground.trouble, at.language),
        unpublished=unpublished(subject, at),
    )


def _line(subject: Subject, at: Viewpoint) -> Line | None:
    """The last change of words: a version, or a smaller change after it."""
    past = subject.past
    revision = next((r for r in reversed(past.readable) if r.kind in ("major", "minor")), None)
    if revision is None or past.shown is None:
        return None
    return Line(
        at.language.date(revision.published),
        revision.version if revision.numbered else "",
        say.note(revision, lambda: subject.difference(past.before(revision), revision), at.language),
        _changes_url(subject, revision, at),
    )


def _changes_url(subject: Subject, revision: Revision, at: Viewpoint) -> str:
    """Where *revision*'s changes are shown: on a page of their own, or in the history."""
    past, page = subject.past, subject.page
    if past.before(revision) is None:
        return ""
    version = next((v for v in past.issued if v.first is revision), None)
    old = past.preceding(version) if version else None
    if version and old:
        return at.url(addresses.redline(page, old.label, version.label))
    return f"{at.url(addresses.history(page))}#{revision.name}"


def _holding(subject: Subject, at: Viewpoint) -> Holding | None:
    """The version that holds today, where the page shows another: one that does not yet, or a draft."""
    holding = [v for v in subject.past.issued if say.standing(v, at.catalogue.today) == "force"]
    if not subject.binding or not holding or holding[-1].text.n == subject.past.shown:
        return None
    url = at.url(subject.address(holding[-1]))
    return Holding(holding[-1].label, url, at.language.date(holding[-1].until))
