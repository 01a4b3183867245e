"""What the pages of controlled documents show, as plain values for the templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from markupsafe import Markup, escape

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.document import said
from handbook.core.language import Language
from handbook.core.sheet import Banner, Chip, Viewpoint, link, links, using_documents
from handbook.policies.model import (
    Policy,
    Standard,
    days_overdue,
    ended,
    next_review,
    policies,
    state,
    superseded_by,
)
from handbook.policies.view import AreaView, Change, DocumentView, PolicyView, StandardView

ICONS = {
    "draft": "pencil",
    "review": "pencil",
    "pending": "clock",
    "force": "check",
    "superseded": "box",
    "retired": "box",
    "overdue": "alert",
}
LOOKS = {"review": "draft", "retired": "superseded"}
"""States that look like another one; their words differ."""


def chips(policy: Policy, at: Viewpoint) -> list[Chip]:
    """The state as chips: what the document is, and whether its review is late."""
    now = state(policy, at.catalogue)
    found = [_chip(now, at.language)]
    if days_overdue(policy, at.catalogue):
        found.append(_chip("overdue", at.language))
    return found


def _chip(kind: str, language: Language) -> Chip:
    key = {"force": "effective"}.get(kind, kind)
    return Chip(LOOKS.get(kind, kind), language.t(f"status.{key}"), ICONS[kind])


def banners(entry: Entry[Policy], at: Viewpoint) -> list[Banner]:
    """A banner for every state in which the text must not be taken for the rule in force, or may be out of date."""
    policy, t = entry.document, at.language.t
    kinds: list[str] = [now] if (now := state(policy, at.catalogue)) != "force" else []
    if late := days_overdue(policy, at.catalogue):
        kinds.append("overdue")
    begins = at.language.date(policy.effective_date)
    words = {
        "owner": escape(at.catalogue.name(policy.owner, at.language.code)),
        "date": begins.text if begins else "",
        "n": late,
    }
    found = []
    for kind in kinds:
        title = t(f"banner.{kind}.title", **words)
        text = _ending(policy, kind, at) or Markup(t(f"banner.{kind}.text", **words))
        found.append(Banner(LOOKS.get(kind, kind), ICONS[kind], title, text))
    return found


def _ending(policy: Policy, kind: str, at: Viewpoint) -> Markup | None:
    """What is said of a document that has ended: by what it was replaced, or since when it does not hold."""
    t = at.language.t
    if kind == "superseded":
        ways = [link(at.catalogue.entries[by.id], at) for by in superseded_by(policy, at.catalogue)]
        said = Markup(t("list.separator")).join(Markup('<a href="{}">{}</a>').format(w.url, w.title) for w in ways)
        return Markup(t("banner.superseded.text", link=said) if ways else t("banner.superseded.text_no_link"))
    if kind == "retired":
        last = at.language.date(ended(policy, at.catalogue))
        return Markup(t("banner.retired.text", date=last.text) if last else t("banner.retired.text_no_date"))
    return None


def policy_view(entry: Entry[Policy], at: Viewpoint) -> PolicyView:
    """Everything that a document's page shows around the text of its author."""
    policy, catalogue, code = entry.document, at.catalogue, at.language.code
    words, date = policy.words(code), at.language.date
    used = using_documents(entry, catalogue)
    now = state(policy, catalogue)
    return PolicyView(
        number=policy.id,
        title=policy.title[words],
        summary=said(policy.summary, words),
        type_name=at.language.t(f"type.{policy.type}"),
        area=catalogue.name(policy.area, code),
        state=now,
        chips=chips(policy, at),
        since=date(policy.effective_date) if now not in ("draft", "review") else None,
        until=date(ended(policy, catalogue)) if now in ("superseded", "retired") else None,
        version=policy.version,
        owner=catalogue.name(policy.owner, code),
        next_review=date(next_review(policy, catalogue)),
        banners=banners(entry, at),
        change=_change(policy, at.language),
        related=links(policy.related, at),
        supersedes=links(policy.supersedes, at),
        superseded_by=links((by.id for by in superseded_by(policy, catalogue)), at),
        satisfies=links(policy.satisfies, at),
        satisfied_by=links((e.document.id for e, place in used if place[0] == "satisfies"), at),
        used_by=links((e.document.id for e, place in used if place[0] == "related" and e.kind != "journey"), at),
        approved_by=catalogue.name(policy.approved_by, code),
        approved_on=date(policy.approved_on),
        approval_ref=policy.approval_ref or "",
        reviewers=[catalogue.name(role, code) for role in policy.reviewers],
        audience=[catalogue.name(role, code) for role in policy.audience],
        classification_name=at.language.t(f"classification.{policy.classification}"),
        permanent_url=at.url(f"{words}/id/{policy.id}/"),
    )


def _change(policy: Policy, language: Language) -> Change | None:
    on = language.date(policy.effective_date)
    if policy.change_note is None or on is None:
        return None
    return Change(on, policy.version, policy.change_note[language.code])


def standards_view(standards: Iterable[Standard], language: Language) -> list[StandardView]:
    """The promises of a document in one language."""
    code = language.code
    return [StandardView(s.value, said(s.unit, code), s.promise[code], said(s.level, code)) for s in standards]


def document_view(entry: Entry[Policy], at: Viewpoint) -> DocumentView:
    """A document as a row or an item of a list."""
    policy, catalogue, code = entry.document, at.catalogue, at.language.code
    way = link(entry, at)
    now = state(policy, catalogue)
    late = days_overdue(policy, catalogue)
    starts = at.language.date(policy.effective_date)
    since_text = ""
    if starts and now not in ("draft", "review"):
        since_text = at.language.t("since.pending", date=starts.text) if now == "pending" else starts.text
    return DocumentView(
        number=policy.id,
        title=way.title,
        url=way.url,
        summary=said(policy.summary, policy.words(code)),
        chips=chips(policy, at),
        states=[LOOKS.get(now, now), *(["overdue"] if late else [])],
        version=policy.version,
        owner=catalogue.name(policy.owner, code),
        type_name=at.language.t(f"type.{policy.type}"),
        area=catalogue.name(policy.area, code),
        since=starts if since_text else None,
        since_text=since_text,
        next_review=at.language.date(next_review(policy, catalogue)),
        overdue_text=at.language.t("review.overdue_days", n=late) if late else "",
        lang_note="" if code in entry.pages else at.language.t("register.untranslated"),
    )


def areas_view(at: Viewpoint) -> list[AreaView]:
    """Every area that has documents, in the order of the library; what belongs to none comes last."""
    by_area: dict[str, list[DocumentView]] = {}
    for entry in policies(at.catalogue):
        by_area.setdefault(entry.document.area or "", []).append(document_view(entry, at))
    found = []
    for name, placed in at.catalogue.library.get("areas", {}).items():
        if name in by_area:
            area, code = placed.item, at.language.code
            summary = said(area.summary, code)  # type: ignore[attr-defined]  # an Area
            found.append(AreaView(area.name[code], summary, area.icon, by_area[name]))  # type: ignore[attr-defined]
    if "" in by_area:
        found.append(AreaView(at.language.t("policies.no_area"), "", "list", by_area[""]))
    return found


def latest_change(catalogue: Catalogue) -> dt.date | None:
    """The last day on which something came into force."""
    return max((d for d in _starts(catalogue) if d <= catalogue.today), default=None)


def next_change(catalogue: Catalogue) -> dt.date | None:
    """The next day on which something will."""
    return min((d for d in _starts(catalogue) if d > catalogue.today), default=None)


def _starts(catalogue: Catalogue) -> Iterable[dt.date]:
    for entry in policies(catalogue):
        if entry.document.effective_date and entry.document.status not in ("draft", "review"):
            yield entry.document.effective_date
