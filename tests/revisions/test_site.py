"""The pages of a document's past as they were built: histories, versions, what lies between them, and the data."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest

import past
import support
import test_site as any_site
from handbook.revisions.redline import accepted, rejected
from past import Shown
from revisions import aged as read
from revisions.aged import Issue

HISTORIES = sorted(past.HISTORIES)
VERSIONS = read.readable()
REDLINES = [pair for pair in read.pairs() if not pair[0].page.startswith("journeys/")]
STATEMENTS = [pair for pair in read.pairs() if pair[0].page.startswith("journeys/")]


def named(value: object) -> str:
    """What pytest calls a version."""
    return f"{value.page} {value.label} {value.language}" if isinstance(value, Issue) else str(value)


def words(language: str, key: str) -> str:
    """A word of the interface."""
    return support.LANGUAGES[language].t(key)


def test_the_past_is_built(aged: support.Built) -> None:
    assert not aged.stopped, aged.printed
    assert len(list(read.light(aged))) > 60


# ---- Sound as any site --------------------------------------------------------------------------------------------

SOUND = (
    any_site.test_no_browser_has_to_mend_a_page,
    any_site.test_ids_are_unique,
    any_site.test_every_link_leads_somewhere,
    any_site.test_no_page_asks_another_host,
    any_site.test_nothing_runs_or_is_styled_inside_a_page,
    any_site.test_every_page_has_one_title_and_headings_without_gaps,
)


@pytest.fixture(scope="module")
def pages(aged: support.Built) -> dict[str, ET.Element]:
    """Every page of the site as a browser takes it."""
    return {p: html5lib.parse(aged.read(p)) for p in support.files_of(aged.site) if p.endswith(".html")}


@pytest.mark.parametrize("check", SOUND, ids=[check.__name__ for check in SOUND])
def test_light_pages_are_as_sound_as_others(
    check: Callable[..., None], aged: support.Built, pages: dict[str, ET.Element]
) -> None:
    """HTML by the letter, unique ids, links that lead somewhere, no foreign host, nothing inline, one title."""
    given = {"good": aged, "pages": pages}
    check(**{name: given[name] for name in inspect.signature(check).parameters})


def test_light_pages_are_not_to_be_found(aged: support.Built) -> None:
    """They are in no sitemap, no search and no menu, and tell search engines so."""
    folders = [path.removesuffix("index.html") for path in read.light(aged)]
    sitemap = aged.read("sitemap.xml")
    assert [f for f in folders if f"/guide/{f}<" in sitemap] == []
    indexes = "".join(aged.read(p) for p in support.files_of(aged.site) if p.startswith("search/"))
    assert "late-orders/" in indexes
    assert [f for f in folders if f in indexes] == []
    pages = [p for p in support.files_of(aged.site) if p.endswith("/index.html") and not read.LIGHT.search(f"/{p}")]
    for here in (f"/{path.removesuffix('index.html')}" for path in pages):
        links = read.tree(aged, here.strip("/")).xpath("//nav//a/@href")
        assert {urlsplit(urljoin(here, link)).path.lstrip("/") for link in links}.isdisjoint(folders), here
    for path in read.light(aged):
        (robots,) = read.tree(aged, path.removesuffix("/index.html")).xpath("//meta[@name='robots']/@content")
        assert "noindex" in robots


def test_a_light_page_leads_to_its_twin(aged: support.Built) -> None:
    """The switch of languages leads to the same page of the past, where that is there; else not to nowhere."""
    files, twins = set(support.files_of(aged.site)), 0
    for path in read.light(aged):
        folder, other = path.removesuffix("/index.html"), {"ar": "en", "en": "ar"}[path[:2]]
        twin = f"{other}/{path[3:]}"
        links = read.tree(aged, folder).xpath(f"//header//a[@hreflang='{other}']/@href")
        targets = {urljoin(f"/{folder}/", link).lstrip("/") + "index.html" for link in links}
        if twin in files:
            assert targets == {twin}
            twins += 1
        assert targets <= files
    assert twins > 60


def test_what_must_be_nowhere_is_nowhere(aged: support.Built) -> None:
    """No address of a person, no word of a draft, of a withheld or a confidential text, no message of a commit."""
    wrong = []
    for path in support.files_of(aged.site):
        raw = (aged.site / path).read_bytes()
        wrong += [(path, name) for name in past.HIDDEN if name.encode() in raw]
        wrong += [(path, name) for name in past.HIDDEN if name.encode("unicode_escape") in raw]
    assert not wrong
    said = support.git(aged.folder, "log", "--all", "--patch", "--format=%an %ae %cn %ce %B")
    assert [name for name in past.HIDDEN if name not in said] == [], "nothing to hide: the test is asleep"


def test_a_withheld_text_has_no_page(aged: support.Built) -> None:
    for language in ("ar", "en"):
        files = [p for p in support.files_of(aged.site) if p.startswith(f"{language}/policies/refunds/")]
        assert not [p for p in files if "1.1" in p]
        numbers = [r["n"] for r in read.loaded(aged, f"{language}/policies/refunds/history/texts.json")["revisions"]]
        assert numbers == [2, 4, 6]


# ---- Histories ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "page"), HISTORIES)
def test_a_history_has_a_row_for_every_version(language: str, page: str, aged: support.Built) -> None:
    """Newest first, with the right days, people and words; the smaller changes inside."""
    whole = read.tree(aged, f"{language}/{page}/history")
    rows = read.of(whole, "hb-rev")
    expected = read.issues(language, page)
    assert [read.text(read.of(row, "hb-ver")[0]) for row in rows] == [issue.label for issue in expected]
    for row, issue in zip(rows, expected, strict=True):
        shown, name = issue.first, support.LANGUAGES[language]
        assert read.days(row)[0] == shown.published
        assert name.date(_day(shown.published)).hijri in read.text(row)
        if shown.withheld:
            _assert_tombstone(row, language)
            continue
        if page in past.BINDING:
            assert read.days(row)[1:] == [day for day in (shown.starts, issue.last_day) if day]
            assert name.date(_day(shown.starts)).hijri in read.text(row)
        _assert_words(row, shown, language)
        folded = row.getnext() if row.getnext() is not None else row
        small = read.of(folded, "hb-smaller__i")
        assert len(small) == len(issue.revisions) - 1
        for item, revision in zip(small, reversed(issue.revisions[1:]), strict=True):
            assert item.get("id") == f"r{revision.n}"
            assert read.days(item)[0] == revision.published
            if revision.withheld:
                _assert_tombstone(item, language)
            else:
                assert words(language, f"revision.kind.{revision.kind}") in read.text(item)
                _assert_words(item, revision, language)


def _day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)


def _assert_tombstone(place: read.Tree, language: str) -> None:
    """Number, day and the reason; no name, no link, nothing that unfolds."""
    said = read.text(place)
    assert {"ar": "فيها بيانات شخصية.", "en": "It holds personal data."}[language] in said
    assert not place.xpath(".//a | .//details | .//ins | .//del")
    follows = place.getnext()
    assert follows is None or "hb-rev__more" not in follows.get("class", "")


def _assert_words(place: read.Tree, shown: Shown, language: str) -> None:
    """The note of this language and not of the other, the authors, and who approved."""
    said, own = read.text(place), ("ar", "en").index(language)
    assert shown.note[own] in said
    assert not shown.note[1 - own] or shown.note[1 - own] not in said
    assert [person.name for person in shown.authors if person.name not in said] == []
    if place.tag == "tr":
        weak = read.of(place, "hb-source--weak")
        council = {"ar": "مجلس الخدمة", "en": "Service Council"}[language]
        assert (council in said) == (shown.source == "record")
        if shown.source == "trailer":
            assert shown.approver in said
            assert weak


@pytest.mark.parametrize(("language", "page"), HISTORIES)
def test_the_records_say_the_same_as_data(language: str, page: str, aged: support.Built) -> None:
    """Every revision that may be known of, with what proves it: commit, contents and fingerprint, as git has them."""
    records = read.loaded(aged, f"{language}/{page}/history/history.json")["revisions"]
    expected = past.HISTORIES[language, page]
    told = [(r["n"], r["version"], r["kind"], r["published"], r["effective"]) for r in records]
    assert told == [(s.n, s.version, s.kind, s.published, s.starts) for s in expected]
    for record, shown in zip(records, expected, strict=True):
        if shown.withheld:
            assert set(record) == {"doc", "lang", "n", "version", "kind", "published", "effective", "withheld"}
            continue
        assert (record["approver"], record["approver_source"]) == (shown.approver, shown.source)
        assert record["authors"] == [person.name for person in shown.authors]
        note = record["note"]
        assert note.get(language, note.get("", "")) == shown.note[("ar", "en").index(language)]
        assert record["commit"] == read.commit_of(aged, shown)
        said = support.git(aged.folder, "cat-file", "blob", record["blob"])
        path = read.source(language, page)
        if shown.published >= "2024-07-01" or "first-contact" not in path:
            assert said == read.raw(aged, record["commit"], path)
        assert record["sha256"] == read.fingerprint(said)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_public_page_has_its_text_in_its_history(language: str, aged: support.Built) -> None:
    """Also a translation that was approved with its original, by a line in the original's file alone."""
    pages = [page for own, page in HISTORIES if own == language] + [past.APPROVED_ALONE]
    for page in pages:
        records = read.loaded(aged, f"{language}/{page}/history/history.json")["revisions"]
        assert records, page
        path = aged.folder / "content" / read.source(language, page)
        assert records[-1]["sha256"] == read.fingerprint(path.read_text("utf-8")), page
    (approved,) = read.loaded(aged, f"{language}/{past.APPROVED_ALONE}/history/history.json")["revisions"]
    assert (approved["published"], approved["effective"], approved["version"]) == ("2025-12-08", "2025-12-15", "1.0")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_document_says_what_changed_last(language: str, aged: support.Built) -> None:
    """Its line leads to that change, and to the history; a page whose text is not yet in force says which one is."""
    for page, label, day in (
        ("policies/late-orders", "2.1", "2025-12-08"),
        ("policies/answering", "1.1", "2026-02-20"),
        ("journeys/late-order", "1.1", "2025-10-06"),
        ("playbook/first-contact", "", "2025-09-01"),
    ):
        place = read.only(read.of(read.tree(aged, f"{language}/{page}"), "hb-past"))
        line = read.of(place, "hb-change")[-1]
        assert read.days(line) == [day]
        assert label in read.text(line)
        links = [urljoin(f"/{page}/", link) for link in place.xpath(".//a/@href")]
        assert f"/{page}/history/" in [link.partition("#")[0] for link in links]
    place = read.only(read.of(read.tree(aged, f"{language}/policies/answering"), "hb-past"))
    first = read.of(place, "hb-change")[0]
    assert first.xpath(".//a/@href") == ["v/1.0/"]
    assert read.days(first) == ["2026-03-31"]


# ---- Versions ------------------------------------------------------------------------------------------------------


def state(issue: Issue) -> str:
    """What a version is on the day of the tests."""
    if issue.page not in past.BINDING:
        return "superseded" if issue.follows else "force"
    if issue.first.starts > support.TODAY:
        return "pending"
    return "superseded" if issue.last_day and issue.last_day < support.TODAY else "force"


@pytest.mark.parametrize("issue", VERSIONS, ids=named)
def test_a_version_has_its_page(issue: Issue, aged: support.Built) -> None:
    """It says at once whether it holds, tells its days, and proves its text by commit and fingerprint."""
    page = read.tree(aged, issue.address)
    (banner,) = [e for e in page.xpath("//article//*[@class]") if "hb-banner" in e.get("class").split()]
    assert f"hb-banner--{state(issue)}" in banner.get("class")
    assert banner.xpath(".//a/@href") == ["../../"]
    article, shown = read.text(page.xpath("//article")[0]), issue.text
    assert shown is not None
    commit = read.commit_of(aged, shown)
    assert commit in article
    assert read.fingerprint(read.raw(aged, commit, read.source(issue.language, issue.page))) in article
    facts = read.days(read.of(page, "hb-trust")[0])
    assert facts[0] == issue.first.published
    if issue.page in past.BINDING:
        assert facts[1:] == [day for day in (issue.first.starts, issue.last_day) if day]


@pytest.mark.parametrize("issue", [v for v in VERSIONS if not v.page.startswith("journeys/")], ids=named)
def test_a_version_has_the_words_of_its_file(issue: Issue, aged: support.Built) -> None:
    """All of them, in their order."""
    assert issue.text is not None
    path = read.source(issue.language, issue.page)
    body = read.raw(aged, read.commit_of(aged, issue.text), path).split("---\n", 2)[2]
    plain = re.sub(r"\{#[\w-]+\}|\]\([^)]*\)|\[\[\w+\]\]|!!! \w+|^\d+\.|\|[-|]+\|", " ", body, flags=re.MULTILINE)
    told = iter(re.findall(r"\w+", read.text(read.of(read.tree(aged, issue.address), "hb-body")[0])))
    assert [word for word in re.findall(r"\w+", plain) if word not in told] == []


@pytest.mark.parametrize("issue", VERSIONS, ids=named)
def test_texts_json_rebuilds_every_version(issue: Issue, aged: support.Built) -> None:
    """Its blocks are the article of the version's page; its links lead from the document's page to the same places."""
    store = read.loaded(aged, f"{issue.language}/{issue.page}/history/texts.json")
    assert issue.text is not None
    entry = read.only([r for r in store["revisions"] if r["n"] == issue.text.n])
    assert (entry["label"], entry["published"]) == (issue.label, issue.text.published)
    assert entry["effective"] == issue.text.starts
    rebuilt = read.fragment("".join(store["blocks"][name] for name in entry["blocks"]))
    page = read.tree(aged, issue.address)
    shown = read.fragment(read.inner(read.of(page, "hb-body")[0]))
    assert read.shape(rebuilt, f"{issue.language}/{issue.page}") == read.shape(shown, issue.address)
    assert entry["title"] == read.text(page.xpath("//h1")[0])


@pytest.mark.parametrize(("language", "page"), HISTORIES)
def test_texts_json_is_whole(language: str, page: str, aged: support.Built) -> None:
    """All texts that may be read and no other; each block is used; comparisons lead from each to the current one."""
    store = read.loaded(aged, f"{language}/{page}/history/texts.json")
    shown = [s for s in past.HISTORIES[language, page] if not s.withheld]
    assert [r["n"] for r in store["revisions"]] == [s.n for s in shown]
    used = {name for r in store["revisions"] for name in [*r["blocks"], *r.get("since", ())]}
    assert used == set(store["blocks"])
    assert "since" not in store["revisions"][-1]
    if page.startswith("journeys/"):
        return
    texts = {r["n"]: "".join(store["blocks"][name] for name in r["blocks"]) for r in store["revisions"]}
    newest = store["revisions"][-1]
    for revision in store["revisions"][:-1]:
        marked = "".join(store["blocks"][name] for name in revision["since"])
        assert _words(accepted(marked)).endswith(_words(texts[newest["n"]]))
        assert _words(rejected(marked)).endswith(_words(texts[revision["n"]]))


# ---- What lies between versions ---------------------------------------------------------------------------------


def _words(html: str) -> str:
    return read.text(read.fragment(html))


def _told(issue: Issue, built: support.Built, with_head: bool) -> str:
    page = read.tree(built, issue.address)
    parts = [read.of(page, "hb-body")[0]]
    if with_head:
        parts = [page.xpath("//h1")[0], *read.of(read.of(page, "hb-doc")[0], "hb-lead"), *parts]
    return " ".join(read.text(part) for part in parts)


@pytest.mark.parametrize(("old", "new"), REDLINES, ids=named)
def test_a_redline_holds_both_texts(old: Issue, new: Issue, aged: support.Built) -> None:
    """Whoever accepts all reads the new version's page, whoever rejects all the old one's; every place has a number."""
    path = f"{new.language}/{new.page}/history/{old.label}-to-{new.label}"
    page = read.tree(aged, path)
    text = read.only(read.of(page, "hb-redline"))
    html = read.inner(text)
    head = "hb-title" in html
    assert _words(accepted(html)) == _told(new, aged, head)
    assert _words(rejected(html)) == _told(old, aged, head)
    places = read.of(text, "hb-chg")
    assert places
    assert [text.xpath(f".//*[@id='c{n}']") != [] for n in range(1, len(places) + 1)] == [True] * len(places)
    assert not text.xpath(f".//*[@id='c{len(places) + 1}']")
    for marked in text.xpath(".//ins | .//del"):
        assert [a for a in marked.iterancestors() if "hb-chg" in a.get("class", "")], read.text(marked)
    follows = read.issues(new.language, new.page)
    if follows.index(old) == follows.index(new) + 1:
        assert new.first.note[("ar", "en").index(new.language)] in read.text(page.xpath("//article")[0])


@pytest.mark.parametrize(("old", "new"), STATEMENTS, ids=named)
def test_a_journey_tells_its_changes_in_sentences(old: Issue, new: Issue, aged: support.Built) -> None:
    """A step came, one went, one moved, a feeling changed, a pain point closed; and both drawings are there."""
    page = read.tree(aged, f"{new.language}/{new.page}/history/{old.label}-to-{new.label}")
    own = ("ar", "en").index(new.language)
    said = [(item.get("class"), read.text(item)) for item in read.of(page, "hb-said__i")]
    for kind, name in (
        ("add", ("نعتذر ونشرح", "We apologise and explain")),
        ("del", ("ينهي المكالمة", "Hangs up")),
        ("del", ("انتظار طويل", "A long wait")),
        ("mod", ("يتصل ويسأل", "Calls and asks")),
    ):
        assert [t for c, t in said if f"--{kind}" in c.split()[1] and name[own] in t], (kind, name[own], said)
    assert [t for c, t in said if "hb-said__i--move" in c and re.search("وُجد|found|يستلم|Receives", t)], said
    feelings = [t for c, t in said if "hb-said__i--mod" in c and "2" in t]
    assert any(re.search(r"[-−]2|2[-−]", t) and "0" in t for t in feelings), feelings
    assert len(read.of(page, "hb-chg")) == len(said)
    assert len(page.xpath("//figure//*[local-name()='svg']")) == 2


def test_the_tests_know_every_page_of_the_past(aged: support.Built) -> None:
    """No version and no redline that this module does not look at."""
    expected = {f"{issue.address}/index.html" for issue in VERSIONS}
    expected |= {f"{b.language}/{b.page}/history/{a.label}-to-{b.label}/index.html" for a, b in read.pairs()}
    expected |= {f"{code}/{past.APPROVED_ALONE}/v/1.0/index.html" for code in ("ar", "en")}
    found = {path for path in read.light(aged) if "/v/" in path or "-to-" in path.split("/history/")[-1]}
    assert found == expected
