"""The register of documents and the home page's lists: the same rows for people, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.language import DateView, Language
from handbook.core.sheet import Viewpoint
from handbook.policies.model import Policy, days_overdue, policies, state
from handbook.policies.render import (
    AreaView,
    DocumentView,
    areas_view,
    document_view,
    latest_change,
    next_change,
)

FILTERS = ("force", "pending", "draft", "superseded", "overdue")
RECENT, UPCOMING = 5, 5
COLUMNS = ("number", "title", "type", "status", "version", "owner", "area", "effective_date", "next_review", "url")


@dataclass(frozen=True, slots=True)
class Filter:
    """A way to see a part of the register."""

    id: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The register's page."""

    title: str
    summary: str
    as_of: DateView
    rows: list[DocumentView]
    filters: list[Filter]
    csv_url: str
    json_url: str


@dataclass(frozen=True, slots=True)
class PoliciesView:
    """The page of documents by area."""

    title: str
    summary: str
    areas: list[AreaView]


@dataclass(frozen=True, slots=True)
class Event:
    """A change that has come into force, or a date ahead."""

    date: DateView
    day: str
    month: str
    year: str
    number: str
    version: str
    title: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of the house on its home page."""

    in_force: int
    latest: DateView | None
    next: DateView | None
    overdue: list[str]
    areas: list[AreaView]
    recent: list[Event]
    upcoming: list[Event]


def register_view(at: Viewpoint) -> RegisterView:
    """Every document with its state today."""
    rows = [document_view(entry, at) for entry in policies(at.catalogue)]
    counts = Counter(name for row in rows for name in row.states)
    t = at.language.t
    filters = [Filter("all", t("filter.all"), len(rows))]
    filters += [Filter(name, t(f"filter.{name}"), counts[name]) for name in FILTERS if counts[name]]
    as_of = at.language.date(at.catalogue.today)
    assert as_of is not None  # a day has words
    folder = at.language.code
    files = at.url(f"{folder}/register.csv"), at.url(f"{folder}/register.json")
    return RegisterView(t("register.title"), t("register.summary"), as_of, rows, filters, *files)


def policies_view(at: Viewpoint) -> PoliciesView:
    """Every document under its area."""
    return PoliciesView(at.language.t("policies.title"), at.language.t("policies.summary"), areas_view(at))


def overview(at: Viewpoint) -> Overview:
    """What the home page tells of the controlled documents."""
    catalogue = at.catalogue
    found = policies(catalogue)
    changed = [(day, note, e) for e in found if (day := _since(e, catalogue)) and (note := e.document.change_note)]
    changed.sort(key=lambda item: (-item[0].toordinal(), item[2].document.id))
    return Overview(
        in_force=sum(state(e.document, catalogue) == "force" for e in found),
        latest=at.language.date(latest_change(catalogue)),
        next=at.language.date(next_change(catalogue)),
        overdue=[e.document.id for e in found if days_overdue(e.document, catalogue)],
        areas=areas_view(at),
        recent=[_event(e, at, day, note[at.language.code]) for day, note, e in changed[:RECENT]],
        upcoming=_upcoming(found, at)[:UPCOMING],
    )


def _since(entry: Entry[Policy], catalogue: Catalogue) -> dt.date | None:
    return entry.document.effective_date if state(entry.document, catalogue) == "force" else None


def _upcoming(found: list[Entry[Policy]], at: Viewpoint) -> list[Event]:
    """What comes into force and what is due for review, by day."""
    ahead: list[tuple[dt.date, str, Entry[Policy]]] = []
    for entry in found:
        policy, now = entry.document, state(entry.document, at.catalogue)
        if now == "pending" and policy.effective_date:
            ahead.append((policy.effective_date, "upcoming.effective", entry))
        if now == "force" and policy.next_review and policy.next_review > at.catalogue.today:
            ahead.append((policy.next_review, "upcoming.review", entry))
    ahead.sort(key=lambda item: (item[0], item[2].document.id))
    return [_event(entry, at, day, at.language.t(key)) for day, key, entry in ahead]


def _event(entry: Entry[Policy], at: Viewpoint, day: dt.date, note: str) -> Event:
    policy, row = entry.document, document_view(entry, at)
    date = at.language.date(day)
    assert date is not None  # a day has words
    month = at.language.month(day)
    return Event(date, str(day.day), month, str(day.year), policy.id, policy.version, row.title, row.url, note)


def record(entry: Entry[Policy], language: Language, catalogue: Catalogue, url: str) -> dict[str, str]:
    """A document as text by column: dates are ISO, status is what it is today."""
    policy, code = entry.document, language.code
    now = state(policy, catalogue)
    values = (
        policy.id,
        policy.title[policy.words(code)],
        policy.type,
        {"force": "effective"}.get(now, now),
        policy.version,
        catalogue.name(policy.owner, code),
        catalogue.name(policy.area, code),
        policy.effective_date.isoformat() if policy.effective_date else "",
        policy.next_review.isoformat() if policy.next_review and now in ("force", "pending") else "",
        url,
    )
    return dict(zip(COLUMNS, values, strict=True))


def records(catalogue: Catalogue, language: Language, url: Callable[[str], str]) -> list[dict[str, str]]:
    """The register as records; *url* gives a page's address from the site's root."""
    found = []
    for entry in policies(catalogue):
        page = entry.pages.get(language.code) or next(iter(entry.pages.values()))
        found.append(record(entry, language, catalogue, url(page)))
    return found


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """The register for a spreadsheet: UTF-8 with the mark that Excel needs, no cell that would be a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for name, cell in row.items()})
    return out.getvalue().encode("utf-8-sig")


def as_json(rows: list[dict[str, str]], catalogue: Catalogue) -> str:
    """The register for a program."""
    return json.dumps({"as_of": catalogue.today.isoformat(), "documents": rows}, ensure_ascii=False, indent=1) + "\n"
