"""The words of the past, as plain text: what changed, who approved, which state a version is in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from handbook.core.catalogue import Catalogue
from handbook.core.document import Lang
from handbook.core.language import Language
from handbook.core.sheet import Chip
from handbook.revisions.archive import Trouble
from handbook.revisions.model import Revision, Version
from handbook.revisions.texts import Difference

NAMED_SECTIONS = 2
"""A note names the sections that changed where they are at most so many."""
ICONS = {"force": "check", "superseded": "box", "pending": "clock", "never": "box", "ended": "box"}
LOOKS = {"never": "superseded", "ended": "superseded"}
"""States that look like another one; their words differ."""


def picked(words: Mapping[Lang, str], language: Language) -> str:
    """What was written in *language*, for all languages, or in any."""
    return words.get(language.code) or words.get("") or next(iter(words.values()), "")


def note(revision: Revision, counted: Callable[[], Difference | None], language: Language) -> str:
    """What *revision* changed: as people wrote, or else as *counted* against the one before it."""
    if revision.note:
        return picked(revision.note, language)
    t = language.t
    if revision.kind in ("editorial", "moved", "withdrawn"):
        return t(f"revision.note.{revision.kind}")
    difference = counted()
    if difference is None:
        return t("revision.note.first") if revision.kind == "major" else ""
    if difference.statements:
        return t("revision.note.statements", n=len(difference.statements))
    if difference.places:
        titles = [title for title in difference.sections if title]
        if titles and len(titles) == len(difference.sections) <= NAMED_SECTIONS:
            quoted = t("list.separator").join(t("quote", text=title) for title in titles)
            return t("revision.note.passages_in", n=difference.places, sections=quoted)
        return t("revision.note.passages", n=difference.places)
    return t("revision.note.formatting" if difference.formatting else "revision.note.record")


def summary(difference: Difference | None, language: Language) -> str:
    """How much differs: sections, words added and removed; for data the number of changes."""
    t = language.t
    if difference is None:
        return ""
    if difference.statements:
        return t("redline.changes", n=len(difference.statements))
    if not difference.places:
        return t("redline.form_only") if difference.formatting else ""
    parts = [t("redline.sections", n=len(difference.sections))]
    parts += [t(f"redline.{name}", n=n) for name in ("added", "removed") if (n := getattr(difference, name))]
    return t("list.separator").join(parts)


def approval(revision: Revision, catalogue: Catalogue, language: Language) -> tuple[str, str, bool]:
    """Who approved, where that is told, and whether that is weak: nobody, or a commit's message."""
    t = language.t
    if revision.approver_source == "record":
        role = catalogue.library["roles"].get(revision.approver)
        name = role.item.name[language.code] if role else revision.approver  # type: ignore[attr-defined]  # a role
        return str(name), revision.approval_ref, False
    if revision.approver_source == "trailer":
        return revision.approver, t("revision.approver.trailer"), True
    return t("revision.approver.none"), "", True


def standing(version: Version, today: dt.date) -> str:
    """What a version of a rule is on a day: force, pending, superseded, ended, or never in force."""
    return state(version.effective, version.until, version.followed, today) if version.held else "never"


def state(since: dt.date, until: dt.date | None, followed: bool, today: dt.date) -> str:
    """What is told today of what holds from *since* to *until*, and is then *followed* by another or is not."""
    if since > today:
        return "pending"
    if until and until < today:
        return "superseded" if followed else "ended"
    return "force"


def chip(name: str, language: Language) -> Chip:
    """A state as a chip."""
    return Chip(LOOKS.get(name, name), language.t(f"version.state.{name}"), ICONS[name])


def incomplete(trouble: Trouble | None, language: Language) -> str:
    """Why the history is not, or not wholly, shown."""
    return language.t(f"past.{trouble.code}") if trouble else ""
