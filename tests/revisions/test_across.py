"""What stands across all documents: in force on a day, what's new, what is to come; as pages, feeds and a calendar."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

import past
import support
from revisions import aged as read

SITE = "https://tiny.example/guide/"
LANGUAGES = ("ar", "en")
A = "{http://www.w3.org/2005/Atom}"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
REVIEWS = {
    "CS-001": "2026-12-01",
    "CS-002": "2026-08-10",
    "CS-003": "2027-07-15",
    "CS-005": "2027-12-15",
    "late-order": "2027-01-20",
}
"""When each document is due for review; CS-004 has ended, and the target journey says nothing."""


@pytest.fixture(scope="module")
def later(aged: support.Built, tmp_path_factory: pytest.TempPathFactory, drawings: str) -> support.Built:
    """The same site after a commit to a page that has no versions."""
    folder = tmp_path_factory.mktemp("later") / "site"
    shutil.copytree(aged.folder, folder, ignore=shutil.ignore_patterns("site"))
    for code in LANGUAGES:
        page = folder / "content" / code / "index.md"
        page.write_text(page.read_text("utf-8") + "\nA line.\n", "utf-8")
    support.commit(folder, "canarymessage", "2026-02-27T08:00:00+0000", **past.OMAR.environment)
    return support.build(folder)


def at(built: support.Built, url: str) -> Path:
    """The file at an address of the site."""
    assert url.startswith(SITE), url
    place = urlsplit(url.removeprefix(SITE)).path
    return built.site / (f"{place}index.html" if place.endswith("/") or not place else place)


# ---- In force on ---------------------------------------------------------------------------------------------------


def test_the_independent_reading_is_awake(aged: support.Built) -> None:
    spans = read.held(aged)
    assert sorted(spans) == ["CS-001", "CS-002", "CS-003", "CS-004", "CS-005"]
    assert spans["CS-001"] == [
        ("1.0", "2024-04-01", "2024-12-31"),
        ("2.0", "2025-01-01", "2025-12-14"),
        ("2.1", "2025-12-15", ""),
    ]
    assert read.on(spans, "2025-03-01") == [("CS-001", "2.0", "2025-01-01"), ("CS-003", "1.1", "2025-02-10")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_has_a_page_that_says_what_held(language: str, aged: support.Built) -> None:
    """As the front matters of all commits say; the withheld version's number stays; each row leads to that text."""
    spans = read.held(aged)
    days = read.changes(spans)
    found = sorted(path.name for path in (aged.site / language / "changes/in-force").iterdir() if path.is_dir())
    assert found == days
    for number, day in enumerate(days):
        folder = f"{language}/changes/in-force/{day}"
        page = read.tree(aged, folder)
        rows = page.xpath("//tbody/tr")
        told = []
        for row in rows:
            name, version = read.text(read.of(row, "hb-num")[0]), read.text(row.xpath("./td//bdi")[0])
            told.append((name, version, read.days(row)[0]))
            (link,) = row.xpath(".//a/@href")
            target = (aged.site / folder / link).resolve()
            current = not target.as_posix().endswith(f"/v/{version}")
            assert (target / "index.html").is_file()
            assert not current or version in ("1.1", spans[name][-1][0])
        assert sorted(told) == read.on(spans, day)
        beside = [read.text(read.tree(aged, f"{language}/changes/in-force/{d}").xpath("//h1")[0]) for d in days]
        assert len(set(beside)) == len(days)
        ways = page.xpath("//a[@rel='prev']/@href"), page.xpath("//a[@rel='next']/@href")
        before, after = days[number - 1 : number] if number else [], days[number + 1 : number + 2]
        assert ways == ([f"../{d}/" for d in before], [f"../{d}/" for d in after])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_all_days(language: str, aged: support.Built) -> None:
    """A row a version, of each document the newest first; the rows carry the days that the script asks for."""
    page = read.tree(aged, f"{language}/changes/in-force")
    told: dict[str, list[tuple[str, str, str]]] = {}
    for row in page.xpath("//tbody/tr[@data-hb-since]"):
        version = read.text(row.xpath("./td//bdi")[0])
        told.setdefault(row.get("data-hb-of"), []).insert(
            0, (version, row.get("data-hb-since"), row.get("data-hb-until"))
        )
        assert read.days(row) == [day for day in (row.get("data-hb-since"), row.get("data-hb-until")) if day]
    assert told == read.held(aged)
    links = page.xpath("//section[@aria-labelledby='days']//p//a/@href")
    assert links == [f"{day}/" for day in reversed(read.changes(read.held(aged)))]


# ---- What's new --------------------------------------------------------------------------------------------------


def issued(language: str) -> list[tuple[str, str]]:
    """Page and version of all that was issued in *language*, the newest first."""
    found = [issue for issue in read.readable() if issue.language == language]
    found.sort(key=lambda issue: issue.first.published, reverse=True)
    return [(issue.page, issue.label) for issue in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_new_lists_every_version(language: str, aged: support.Built) -> None:
    """With its day, its words in the reader's language, and the ways to the text and to what it changed."""
    page = read.tree(aged, f"{language}/changes")
    items = read.of(read.of(page, "hb-news")[0], "hb-news__i")
    told = []
    for item in items:
        target = urlsplit(item.xpath(".//h3/a/@href")[0]).path.strip("./")
        version = read.text(read.of(item, "hb-feed__meta")[0].xpath(".//bdi[not(@class)]")[0]).split()[-1]
        told.append((target, version))
        if target == past.APPROVED_ALONE:
            continue
        (issue,) = [i for i in read.issues(language, target) if i.label == version]
        assert read.days(item) == [issue.first.published]
        assert issue.first.note[LANGUAGES.index(language)] in read.text(item)
    assert sorted(told) == sorted([*issued(language), (past.APPROVED_ALONE, "1.0")])
    days = [read.days(item)[0] for item in items]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_leads_to_what_changed(language: str, aged: support.Built) -> None:
    links = read.tree(aged, language).xpath("//article//a/@href")
    assert {"changes/", "policies/answering/history/1.0-to-1.1/"} <= set(links)


# ---- Feeds ---------------------------------------------------------------------------------------------------------


def feeds(built: support.Built) -> list[str]:
    """The paths of all feeds."""
    return [p for p in support.files_of(built.site) if re.search(r"/(?:changes/\w+|history/feed)\.xml$", p)]


def test_every_feed_is_atom(aged: support.Built) -> None:
    """What RFC 4287 asks for is there, once; days are RFC 3339; addresses are whole and lead to files of the site."""
    names: dict[str, str] = {}
    for path in feeds(aged):
        root = ET.fromstring(aged.read(path))
        assert root.tag == f"{A}feed"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == path[:2]
        links = {link.get("rel"): link.get("href", "") for link in root.findall(f"{A}link")}
        assert links["self"] == SITE + path
        assert at(aged, links["alternate"]).is_file()
        assert root.findtext(f"{A}author/{A}name")
        ids = []
        for part in (root, *root.findall(f"{A}entry")):
            for name in ("id", "title", "updated"):
                (said,) = part.findall(f"{A}{name}")
                assert (said.text or "").strip(), (path, name)
            assert STAMP.fullmatch(part.findtext(f"{A}updated") or "")
            ids.append(part.findtext(f"{A}id") or "")
            assert re.fullmatch(r"tag:tiny\.example,\d{4}(?:-\d\d){0,2}:[!-~]+", ids[-1])
        assert len(set(ids)) == len(ids)
        assert names.setdefault(ids[0], path) == path
        entries = root.findall(f"{A}entry")
        stamps = [entry.findtext(f"{A}updated") or "" for entry in entries]
        assert stamps == sorted(stamps, reverse=True)
        assert root.findtext(f"{A}updated") == stamps[0]
        for entry in entries:
            (link,) = entry.findall(f"{A}link")
            assert link.get("rel") == "alternate"
            assert at(aged, link.get("href", "")).is_file()
            assert entry.findtext(f"{A}summary")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feeds_tell_of_every_version(language: str, aged: support.Built) -> None:
    """All in the site's feed, those of a folder in its own, those of a document in its own; ids agree between them."""

    def told(path: str) -> set[str]:
        root = ET.fromstring(aged.read(f"{language}/{path}"))
        return {entry.findtext(f"{A}id") or "" for entry in root.findall(f"{A}entry")}

    whole, both = told("changes/feed.xml"), [told(f"changes/{name}.xml") for name in ("policies", "journeys")]
    assert len(whole) == len(issued(language)) + 1
    assert whole == both[0] | both[1]
    assert not both[0] & both[1]
    assert len(both[1]) == 2
    own = [told(p.partition("/")[2]) for p in feeds(aged) if p.startswith(f"{language}/") and "/history/" in p]
    assert sorted(name for ids in own for name in ids) == sorted(whole)


def test_a_feed_tells_nothing_twice(aged: support.Built, later: support.Built) -> None:
    """After an unrelated commit every feed, and the calendar, has the same bytes."""
    assert not later.stopped, later.printed
    assert feeds(later) == feeds(aged)
    assert [p for p in feeds(aged) if later.read(p) != aged.read(p)] == []
    for code in LANGUAGES:
        path = f"{code}/changes/calendar.ics"
        assert later.read(path) == aged.read(path)
        records = read.loaded(later, f"{code}/history/history.json")["revisions"]
        assert [(r["n"], r["kind"]) for r in records] == [(1, "major"), (2, "minor")], "the commit is not seen"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_name_their_feeds(language: str, aged: support.Built) -> None:
    """A feed reader that is given the page finds the feed."""
    for folder, name in ((f"{language}/changes", "feed.xml"), (f"{language}/policies/refunds/history", "feed.xml")):
        found = read.tree(aged, folder).xpath("//link[@type='application/atom+xml']/@href")
        assert name in found
        assert all((aged.site / folder / link).is_file() for link in found)


# ---- What is to come -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar(language: str, aged: support.Built) -> None:
    """A whole day for each version to come and for each review, with a name of its own that does not change."""
    raw = (aged.site / language / "changes/calendar.ics").read_bytes()
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(raw)
    events = calendar.walk("VEVENT")
    names = [str(event["UID"]) for event in events]
    assert len(set(names)) == len(names)
    told = {}
    for event in events:
        day = event.decoded("DTSTART")
        assert type(day) is dt.date
        assert event.decoded("DTEND") == day + dt.timedelta(days=1)
        assert event.decoded("DTSTAMP").tzinfo is not None
        assert at(aged, str(event["URL"])).is_file()
        told[str(event["UID"])] = (day.isoformat(), str(event["SUMMARY"]))
    begins = [(day, said) for uid, (day, said) in told.items() if uid.endswith("/effective")]
    assert [day for day, _ in begins] == ["2026-04-01"]
    assert "CS-002" in begins[0][1]
    assert "1.1" in begins[0][1]
    due = {uid.split("/")[1]: day for uid, (day, _) in told.items() if "/review/" in uid}
    assert due == REVIEWS
    assert len(told) == len(REVIEWS) + 1
    assert raw.count(b"METHOD:PUBLISH") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_upcoming(language: str, aged: support.Built) -> None:
    """The version to come with the text in force beside it, and the reviews by day."""
    page = read.tree(aged, f"{language}/changes/upcoming")
    versions, reviews = (page.xpath(f"//section[@aria-labelledby='{name}']//li") for name in ("versions", "reviews"))
    (coming,) = versions
    assert read.days(coming) == ["2026-04-01"]
    links = set(coming.xpath(".//a/@href"))
    base = "../../policies/answering/"
    assert links == {base, f"{base}history/1.0-to-1.1/", f"{base}v/1.0/"}
    assert past.ASKED[LANGUAGES.index(language)] in read.text(coming)
    assert [read.days(item)[0] for item in reviews] == sorted(REVIEWS.values())
    assert page.xpath("//a[contains(@href, 'calendar.ics')]/@href") == ["../calendar.ics"]
