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
from handbook.core.sheet import Viewpoint, link
from handbook.policies.model import Policy, days_overdue, next_review, policies, state
from handbook.policies.render import areas_view, document_view, latest_change, next_change
from handbook.policies.view import AreaView, DocumentView

FILTERS = ("force", "pending", "draft", "superseded", "overdue")
RECENT, UPCOMING = 5, 5
COLUMNS = (
    "number",
    "title",
    "type",
    "status",
    "version",
    "owner",
    "area",
    "effective_date",
    "next_review",
    "url",
)


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
class Change:
    """A version that has come into force."""

    date: DateView
    number: str
    version: str
    title: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """A date to come: something comes into force, or is due for review."""

    day: str
    month: str
    year: str
    title: str
    url: str
    what: str
    hijri: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of today."""

    id: str
    term: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home page tells of the controlled documents."""

    facts: list[Fact]
    areas: list[AreaView]
    recent: list[Change]
    upcoming: list[Ahead]


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
    """What is in force, what changed, what comes."""
    found = policies(at.catalogue)
    return Overview(_facts(found, at), areas_view(at), _recent(found, at)[:RECENT], _upcoming(found, at)[:UPCOMING])


def _facts(found: list[Entry[Policy]], at: Viewpoint) -> list[Fact]:
    t, catalogue = at.language.t, at.catalogue
    in_force = sum(state(e.document, catalogue) == "force" for e in found)
    late = [e.document.id for e in found if days_overdue(e.document, catalogue)]
    facts = [Fact("in_force", t("facts.in_force"), str(in_force), "")]
    for key, day in (("latest", latest_change(catalogue)), ("next", next_change(catalogue))):
        if date := at.language.date(day):
            facts.append(Fact(key, t(f"facts.{key}"), date.text, date.hijri or ""))
    value, note = (str(len(late)), t("list.separator").join(late)) if late else (t("facts.none"), "")
    return [*facts, Fact("overdue", t("facts.overdue"), value, note)]


def _recent(found: list[Entry[Policy]], at: Viewpoint) -> list[Change]:
    """What came into force with a note, the latest first."""
    changed = []
    for entry in found:
        policy, starts = entry.document, at.language.date(entry.document.effective_date)
        if starts and policy.change_note and state(policy, at.catalogue) == "force":
            way, note = link(entry, at), policy.change_note[at.language.code]
            changed.append(Change(starts, policy.id, policy.version, way.title, way.url, note))
    return sorted(sorted(changed, key=lambda c: c.number), key=lambda c: c.date.iso, reverse=True)


def _upcoming(found: list[Entry[Policy]], at: Viewpoint) -> list[Ahead]:
    """What comes into force and what is due for review, by day."""
    dates: list[tuple[dt.date, str, Entry[Policy]]] = []
    for entry in found:
        policy, now = entry.document, state(entry.document, at.catalogue)
        if now == "pending" and policy.effective_date:
            dates.append((policy.effective_date, "upcoming.effective", entry))
        if now == "force" and policy.next_review and policy.next_review > at.catalogue.today:
            dates.append((policy.next_review, "upcoming.review", entry))
    dates.sort(key=lambda item: (item[0], item[2].document.id))
    return [_ahead(day, key, entry, at) for day, key, entry in dates]


def _ahead(day: dt.date, key: str, entry: Entry[Policy], at: Viewpoint) -> Ahead:
    way, date = link(entry, at), at.language.date(day)
    what = at.language.t(key, number=entry.document.id, version=entry.document.version)
    month = at.language.month(day)
    return Ahead(str(day.day), month, str(day.year), way.title, way.url, what, date.hijri if date else None)


def record(entry: Entry[Policy], language: Language, catalogue: Catalogue, url: str) -> dict[str, str]:
    """A document as text by column: dates are ISO, status is what it is today."""
    policy, code = entry.document, language.code
    now, due = state(policy, catalogue), next_review(policy, catalogue)
    values = (
        policy.id,
        policy.title[policy.words(code)],
        policy.type,
        {"force": "effective"}.get(now, now),
        policy.version,
        catalogue.name(policy.owner, code),
        catalogue.name(policy.area, code),
        policy.effective_date.isoformat() if policy.effective_date else "",
        due.isoformat() if due else "",
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
