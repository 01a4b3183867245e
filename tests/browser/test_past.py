"""A document's past in the browser: old texts in place of today's, the way through changes, days and areas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect
from site_server import served

import past
import support
from browser.helpers import DIRECTION, LANGUAGES, ROOT, Site, report
from browser.tabs import DESK, Tabs
from browser.test_accessibility import COLOURS, EVERYTHING, START
from browser.test_palette import BUTTON, scheme, wrong_ground
from browser.test_requests import STANDING_OUT, WIDTHS
from revisions import aged as read

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
ORDERS = "policies/late-orders/"
PAGES = {
    "history": f"{ORDERS}history/",
    "history with a withheld version": "policies/refunds/history/",
    "history of a page": "playbook/first-contact/history/",
    "history of a journey": "journeys/late-order/history/",
    "old version": f"{ORDERS}v/1.0/",
    "version to come": "policies/answering/v/1.1/",
    "old journey": "journeys/late-order/v/1.0/",
    "redline": f"{ORDERS}history/1.0-to-2.1/",
    "redline of a journey": "journeys/late-order/history/1.0-to-1.1/",
    "changes": "changes/",
    "in force": "changes/in-force/",
    "in force on a day": "changes/in-force/2025-04-01/",
    "upcoming": "changes/upcoming/",
    "document": ORDERS,
    "old text": f"{ORDERS}?at=r1",
    "compared": f"{ORDERS}?compare=r1",
    "journey compared": "journeys/late-order/?compare=r1",
}
"""An address, below its language, for each look of the past."""
AGAIN = ("history of a page", "version to come", "old text", "compared", "journey compared")
"""Without a script they are what others are."""
LOOKS = {kind: path for kind, path in PAGES.items() if kind not in ("history of a page", "version to come", "old text")}
"""Those that look like no other."""
PHONE = ("history with a withheld version", "redline", "compared", "in force")
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def old(aged: support.Built) -> Iterator[Site]:
    """The site with a past, served."""
    assert not aged.stopped, aged.printed
    with served(aged.site) as address:
        yield Site(aged.site, address)


@pytest.fixture(scope="module")
def shown(browser: Browser, old: Site) -> Iterator[Tabs]:
    """Open pages of the past, for the tests that only look."""
    tabs = Tabs(browser, old, old)
    yield tabs
    for window in tabs.windows.values():
        window.close()


@pytest.fixture(scope="module")
def windows(browser: Browser, old: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Windows on the site with a past, closed at the end."""
    made: list[BrowserContext] = []

    def window(**options: Any) -> BrowserContext:
        options = {"reduced_motion": "reduce", "viewport": DESK, **options}
        made.append(browser.new_context(base_url=old.address, **options))
        made[-1].set_default_timeout(10_000)
        return made[-1]

    yield window
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def plain(windows: Callable[..., BrowserContext]) -> Page:
    """The page that most tests share, one after the other."""
    return windows().new_page()


@pytest.fixture(scope="module")
def today() -> dict[tuple[str, str], str]:
    """By language and page, the words of today's text, once somebody has looked."""
    return {}


@pytest.fixture
def opened(windows: Callable[..., BrowserContext], plain: Page) -> Iterator[Opened]:
    """Opens an address, in a window of its own where there are options; fails where the page's scripts do."""
    wrong: list[str] = []
    listening: list[Page] = []

    def failed(error: object) -> None:
        wrong.append(f"script error: {error}")

    def asked(dialog: Dialog) -> None:
        wrong.append("a dialog opens")
        dialog.dismiss()

    def visit(address: str, **options: Any) -> Page:
        page = windows(**options).new_page() if options else plain
        if page not in listening:
            page.on("pageerror", failed)
            page.on("dialog", asked)
            listening.append(page)
        page.goto(address)
        return page

    yield visit
    for page in listening:
        page.remove_listener("pageerror", failed)
        page.remove_listener("dialog", asked)
    report(wrong)


def settled(page: Page) -> Page:
    """*page* once the text of another day, or the word why it cannot be shown, stands there."""
    page.locator(".hb-past__banner").wait_for()
    return page


def body(page: Page) -> str:
    """The words of the document's text, as they stand there."""
    return page.evaluate(
        """() => {
          const text = [".hb-past ~ .hb-body", ".hb-past ~ .hb-compared .hb-body", "article"]
          const found = text.map(name => document.querySelector(name)).find(Boolean).cloneNode(true)
          found.querySelectorAll(".hb-past, template, script").forEach(e => e.remove())
          return found.textContent.replace(/\\s+/g, "")
        }"""
    )


def version_words(old: Site, address: str) -> str:
    """The words of the text on the page at *address*."""
    html = (old.folder / address / "index.html").read_text("utf-8")
    part = read.of(read.parsed(html), "hb-body")[0]
    return re.sub(r"\s+", "", "".join(part.itertext()))


# ---- What only looks ------------------------------------------------------------------------------------------------


def test_no_page_of_the_past_scrolls_sideways(shown: Tabs) -> None:
    """On a small phone, a phone and a desk, all unfolded; and no page asked for anything it should not."""
    wrong = []
    for language, address, page in shown.below(shown.own, *LOOKS.values()):
        page.evaluate("document.querySelectorAll('.hb-fold').forEach(e => e.open = true)")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if found := page.evaluate(STANDING_OUT):
                wrong.append(f"{address} at {width} px: {', '.join(found)}")
        page.evaluate("document.querySelectorAll('.hb-fold').forEach(e => e.open = false)")
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        if page.evaluate("getComputedStyle(document.querySelector('article')).direction") != DIRECTION[language]:
            wrong.append(f"{address}: direction")
    report(wrong + shown.wrong)


@pytest.mark.parametrize("kind", LOOKS)
def test_axe_on_the_past(kind: str, shown: Tabs) -> None:
    """axe-core finds nothing, with all that folds open, in both palettes; what stacks, on a phone too."""
    source, wrong = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8"), []
    pages = {language: page for language, _, page in shown.below(shown.own, PAGES[kind])}
    for page in pages.values():
        page.evaluate(source)
        page.evaluate("document.querySelectorAll('.hb-fold').forEach(e => e.open = true)")
    looks = [(1280, "light", EVERYTHING), (1280, "dark", COLOURS)]
    for width, palette, rules in [*looks, (390, "light", EVERYTHING)] if kind in PHONE else looks:
        for page in pages.values():
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=palette)  # type: ignore[arg-type]  # one of two words
            page.evaluate(START, rules)
        for language, page in pages.items():
            passed, told = page.evaluate("told")
            if passed < (15 if rules is EVERYTHING else 1):
                wrong.append(f"{language} {palette} {width} px: only {passed} rules passed")
            wrong += [f"{language} {palette} {width} px: {what}" for what in told]
    for page in pages.values():
        page.evaluate("document.querySelectorAll('.hb-fold').forEach(e => e.open = false)")
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
    report(wrong)


def test_the_history_stacks_on_a_phone(shown: Tabs) -> None:
    """Each cell is a line with its own heading there, and a cell of a table at a desk."""
    wrong = []
    for _, address, page in shown.below(shown.own, PAGES["history"], PAGES["history with a withheld version"]):
        for width, stacked in ((390, True), (1280, False)):
            page.set_viewport_size({"width": width, "height": 900})
            rows = page.evaluate(
                """[...document.querySelectorAll("tr.hb-rev:not(.hb-rev--withheld)")].map(row => {
                  const cells = [...row.cells].filter(cell => cell.checkVisibility())
                  const left = cells.map(cell => Math.round(cell.getBoundingClientRect().left))
                  const heads = cells.slice(1).map(cell => getComputedStyle(cell, "::before").content)
                  const named = heads.filter(name => /[^"\\s]/.test(name) && name !== "none")
                  return [new Set(left).size, cells.length, named.length]
                })"""
            )
            for columns, cells, names in rows:
                if stacked and (columns > 2 or names < cells - 1):
                    wrong.append(f"{address}: {columns} columns of {cells} cells, {names} named")
                if not stacked and columns != cells:
                    wrong.append(f"{address}: {cells} cells in {columns} columns at a desk")
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    report(wrong)


def test_marks_are_told_apart_without_colours(shown: Tabs) -> None:
    """Where the reader's own colours replace ours: a line under what was added, one through what was removed."""
    lines = """name => {
      const mark = document.querySelector(`.hb-redline ${name}`)
      return [getComputedStyle(mark).textDecorationLine, getComputedStyle(mark, "::before").content]
    }"""
    for _, _, page in shown.below(shown.own, PAGES["redline"], PAGES["compared"]):
        page.emulate_media(forced_colors="active")
        (added, plus), (removed, minus) = page.evaluate(lines, "ins"), page.evaluate(lines, "del")
        page.emulate_media(forced_colors="none")
        assert (added, removed) == ("underline", "line-through")
        assert len({plus, minus, "none", '""'}) == 4


# ---- The text of another day -------------------------------------------------------------------------------------


@BY_LANGUAGE
@pytest.mark.parametrize(
    ("page", "asked", "version"),
    [
        (ORDERS, "2024-08-01", "1.0"),
        (ORDERS, "2024-12-31", "1.0"),
        (ORDERS, "2025-01-01", "2.0"),
        (ORDERS, "2025-12-14", "2.0"),
        ("policies/answering/", "2026-03-31", "1.0"),
        ("policies/refunds/", "2025-02-09", "1.0"),
        ("journeys/late-order/", "2025-01-01", "1.0"),
        ("journeys/late-order/", "r1", "1.0"),
    ],
)
def test_the_text_of_a_day(page: str, asked: str, version: str, language: str, opened: Opened, old: Site) -> None:
    """It is the text of the version's page, under a banner that says so and leads back; the address is as asked."""
    if (language, page) == ("en", "policies/answering/"):
        asked = "2025-07-01"
    tab = settled(opened(f"/{language}/{page}?at={asked}"))
    assert body(tab) == version_words(old, f"{language}/{page}v/{version}")
    banner = tab.locator(".hb-past__banner")
    assert version in banner.inner_text()
    assert tab.locator("[data-hb-past-status]").text_content()
    assert tab.evaluate("document.documentElement.dataset.hbShows") == "at"
    assert tab.url.endswith(f"?at={asked}")
    assert tab.locator(".hb-map").count() == 0
    assert banner.locator("a").first.evaluate("e => e.href") == f"{old.address}/{language}/{page}"


@BY_LANGUAGE
def test_the_text_of_a_revision(language: str, opened: Opened, old: Site) -> None:
    """Each small change has its text; what speaks of today's text is away."""
    told = {"ar": ("عشرة أيام", "ثمانية أيام"), "en": ("ten days", "eight days")}[language]
    for asked, own, other in (("r1", *told), ("2024-05-01", *told), ("r2", *told[::-1]), ("2024-05-06", *told[::-1])):
        tab = settled(opened(f"/{language}/{ORDERS}?at={asked}"))
        words = tab.locator("article").inner_text()
        assert own in words
        assert other not in words
        assert tab.locator(".hb-trust").is_hidden() or tab.locator(".hb-trust").count() == 0


@BY_LANGUAGE
@pytest.mark.parametrize(
    ("page", "asked"),
    [
        (ORDERS, "at=2020-01-01"),
        (ORDERS, "at=r99"),
        (ORDERS, "at=r0"),
        (ORDERS, "at=2024-13-45"),
        (ORDERS, "at=<img src=x onerror=alert(1)>"),
        (ORDERS, 'compare=r1"onmouseover="alert(1)'),
        (ORDERS, "compare=r99"),
        (ORDERS, "at=constructor"),
        ("policies/refunds/", "at=r3"),
        ("policies/refunds/", "at=r1"),
        ("policies/refunds/", "at=2025-03-01"),
        ("policies/vouchers/", "at=2026-02-01"),
        ("policies/vouchers/", "at=2024-06-01"),
        ("playbook/first-contact/", "at=2023-01-01"),
    ],
)
def test_what_cannot_be_shown_leaves_todays_text(
    page: str, asked: str, language: str, opened: Opened, today: dict[tuple[str, str], str]
) -> None:
    """Before the first day and after the last, an unknown, a withheld or a draft's number, and what means nothing."""
    if (language, page) not in today:
        today[language, page] = body(opened(f"/{language}/{page}"))
    name, _, value = asked.partition("=")
    tab = settled(opened(f"/{language}/{page}?{name}={quote(value)}"))
    assert body(tab) == today[language, page]
    assert tab.locator("html[data-hb-shows]").count() == 0
    banner = tab.locator(".hb-past__banner")
    assert banner.locator("img").count() == 0
    assert "canary" not in banner.inner_text()
    assert tab.locator("[data-hb-past-status]").text_content()


@BY_LANGUAGE
def test_the_text_in_force_today_and_an_empty_question(language: str, opened: Opened) -> None:
    """The current text is called so and stays; nothing asked, nothing said."""
    tab = settled(opened(f"/{language}/{ORDERS}?at={support.TODAY}"))
    assert tab.locator("html[data-hb-shows]").count() == 0
    assert tab.locator(".hb-banner--superseded").count() == 0
    tab = opened(f"/{language}/{ORDERS}?at=")
    tab.wait_for_load_state("networkidle")
    assert tab.locator(".hb-past__banner").count() == 0


@BY_LANGUAGE
def test_compared_with_today(language: str, opened: Opened, old: Site) -> None:
    """Without what is struck through it is today's text, without what is new the old one."""
    tab = settled(opened(f"/{language}/{ORDERS}?compare=r1"))
    tab.locator("[data-hb-tools]").wait_for()
    left = """drop => {
      const text = document.querySelector("[data-hb-marked]").cloneNode(true)
      text.querySelectorAll(drop).forEach(e => e.remove())
      return text.textContent.replace(/\\s+/g, "")
    }"""
    newest = version_words(old, f"{language}/{ORDERS}v/2.1")
    assert tab.evaluate(left, "del, .hb-chg--del") == newest
    assert {"ar": "عشرةأيام", "en": "tendays"}[language] in tab.evaluate(left, "ins, .hb-chg--add")
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    tab = settled(opened(f"/{language}/journeys/late-order/?compare=r1"))
    said = tab.locator("[data-hb-marked]").inner_text()
    assert {"ar": "ينهي المكالمة", "en": "Hangs up"}[language] in said
    assert tab.locator("[data-hb-marked] .hb-chg").count() >= 5


@BY_LANGUAGE
def test_a_day_is_chosen(language: str, opened: Opened) -> None:
    """On the document and on its history; what the history leads to needs the script and is shown by it."""
    tab = opened(f"/{language}/{ORDERS}")
    tab.locator(".hb-past__day > summary").click()
    tab.locator(".hb-past__day input[name=at]").fill("2025-02-02")
    tab.locator(".hb-past__day button").click()
    tab.wait_for_url("**/?at=2025-02-02")
    assert "2.0" in settled(tab).locator(".hb-past__banner").inner_text()
    tab = opened(f"/{language}/{ORDERS}history/")
    tab.locator("#hb-day").fill("2024-06-10")
    tab.locator(".hb-day button").click()
    tab.wait_for_url(f"**/{ORDERS}?at=2024-06-10")
    settled(tab)
    tab.go_back()
    for fold in tab.locator(".hb-fold > summary").all():
        if fold.is_visible():
            fold.click()
    link = tab.locator("#r2 [data-hb-compare]")
    assert link.is_visible()
    link.click()
    assert settled(tab).url.endswith("?compare=r2")


# ---- From change to change ---------------------------------------------------------------------------------------

FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect()
  const at = [...document.querySelectorAll("[data-hb-marked] .hb-chg")].indexOf(e)
  const seen = box.top < innerHeight && box.bottom > 0
  return [at, seen, getComputedStyle(e).outlineStyle !== "none"]
}"""


@BY_LANGUAGE
@pytest.mark.parametrize("kind", ["redline", "redline of a journey", "compared"])
def test_keys_lead_from_change_to_change(kind: str, language: str, opened: Opened) -> None:
    """Forth and back, on an Arabic keyboard too, in sight and with a ring; not while someone writes."""
    tab = opened(f"/{language}/{PAGES[kind]}", color_scheme="light")  # its own: what is switched off is remembered
    tab.locator("[data-hb-tools]").wait_for()
    total, visited = tab.locator("[data-hb-marked] .hb-chg").count(), []
    for key in ["n"] * (total + 1) + ["p"] * (total + 1) + ["j", "k"]:
        tab.keyboard.press(key)
        visited.append(tab.evaluate(FOCUSED))
    forth, back = list(range(total)), list(range(total))[::-1]
    last = [1, 0] if total > 1 else [0, 0]
    assert [at for at, _, _ in visited] == [*forth, total - 1, *back[1:], 0, 0, *last]
    assert all(seen and ring for _, seen, ring in visited)
    tab.evaluate("document.activeElement.blur()")
    press = "code => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ى', code, bubbles: true}))"
    tab.evaluate(press, "KeyN")
    assert tab.evaluate(FOCUSED)[0] >= 0
    if kind == "compared":
        tab.locator(".hb-past__day > summary").evaluate("e => e.parentElement.open = true")
        for field in ("input[name=at]", ".md-search__input, #hb-q"):
            found = tab.locator(field).first
            if found.count() and found.is_visible():
                found.focus()
                tab.keyboard.press("n")
                assert tab.evaluate(FOCUSED)[0] == -1, field
                tab.keyboard.press("Escape")
        tab.evaluate("scrollTo(0, 0)")
    tab.locator("[data-hb-keys]").uncheck()
    tab.keyboard.press("n")
    assert tab.evaluate(FOCUSED)[0] == -1


@BY_LANGUAGE
def test_an_address_leads_to_a_change(language: str, opened: Opened) -> None:
    """And says where the reader is; the last one has nothing after it."""
    tab = opened(f"/{language}/{PAGES['redline']}#c2")
    expect(tab.locator("#c2, .hb-chg:has(#c2)").first).to_be_in_viewport()
    assert "2" in tab.locator("[data-hb-at-change]").inner_text()
    total = tab.locator("[data-hb-marked] .hb-chg").count()
    on = tab.locator("[data-hb-step='1']")
    for _ in range(total):
        if on.get_attribute("aria-disabled") != "true":
            on.click()
    assert on.get_attribute("aria-disabled") == "true"
    assert str(total) in tab.locator("[data-hb-at-change]").inner_text()


@BY_LANGUAGE
def test_only_what_changed(language: str, opened: Opened) -> None:
    """All blocks with a mark stay, the rest is folded into lines that unfold; it can be taken back."""
    tab = opened(f"/{language}/{PAGES['redline']}")
    hidden = "[...document.querySelector('[data-hb-marked]').children].filter(e => !e.checkVisibility()).length"
    assert tab.evaluate(hidden) == 0
    tab.locator("[data-hb-only]").check()
    folded = tab.evaluate(hidden)
    assert folded > 3
    assert all(change.is_visible() for change in tab.locator("[data-hb-marked] .hb-chg").all())
    assert tab.locator("[data-hb-marked] table:visible:not(:has(.hb-chg), .hb-chg, .hb-chg *)").count() == 0
    gaps = tab.locator(".hb-gap")
    before = gaps.count()
    gaps.first.press("Enter")
    assert gaps.count() == before - 1
    assert tab.evaluate(hidden) < folded
    assert tab.evaluate("document.activeElement.checkVisibility() && document.activeElement !== document.body")
    tab.locator("[data-hb-only]").uncheck()
    assert (tab.evaluate(hidden), gaps.count()) == (0, 0)


# ---- Days and areas to choose ----------------------------------------------------------------------------------------


def rows(page: Page) -> list[tuple[str, str, str]]:
    """The rows of "in force on" that show: number, version, first day."""
    found = page.evaluate(
        """[...document.querySelectorAll("tr[data-hb-since]")].filter(row => row.checkVisibility()).map(row =>
          [row.dataset.hbOf, row.querySelector("td bdi").textContent, row.dataset.hbSince])"""
    )
    return sorted((number, version, since) for number, version, since in found)


@BY_LANGUAGE
def test_in_force_on_a_day(language: str, opened: Opened, aged: support.Built) -> None:
    """The rows that held then, from the field and from the address; all of them for no day and for nonsense."""
    spans = read.held(aged)
    every = sorted((number, version, since) for number, found in spans.items() for version, since, _ in found)
    tab = opened(f"/{language}/changes/in-force/")
    assert rows(tab) == every
    for day in ("2025-03-01", "2024-03-31", "2025-12-31", "2026-01-01", "2026-04-01"):
        tab.locator("#hb-on").fill(day)
        tab.locator("[data-hb-force-day] button[type=submit]").click()
        assert rows(tab) == read.on(spans, day)
        assert tab.url.endswith(f"?on={day}")
        assert tab.locator("[data-hb-empty]").is_visible() == (not read.on(spans, day))
        assert tab.locator("[data-hb-count]").inner_text()
    tab.locator("[data-hb-force-day] button[type=reset]").click()
    assert rows(tab) == every
    assert "on=" not in tab.url
    assert rows(opened(f"/{language}/changes/in-force/?on=2024-12-31")) == read.on(spans, "2024-12-31")
    for nonsense in ("yesterday", "2025-02-30", "<b>", ""):
        assert rows(opened(f"/{language}/changes/in-force/?on={quote(nonsense)}")) == every


@BY_LANGUAGE
def test_news_of_an_area(language: str, opened: Opened) -> None:
    """Only the chosen area's entries stay, and the count says how many."""
    tab = opened(f"/{language}/changes/")
    items = tab.locator(".hb-news__i")
    every = items.count()
    tab.locator("#area-selling").check()
    seen = [item for item in items.all() if item.is_visible()]
    assert [item.get_attribute("data-hb-area") for item in seen] == ["selling"]
    assert "1" in tab.locator("[data-hb-news-filter] [data-hb-count]").inner_text()
    tab.locator("#area-all").check()
    assert len([item for item in items.all() if item.is_visible()]) == every


# ---- Paper, palette, no script -----------------------------------------------------------------------------------


@BY_LANGUAGE
def test_paper_shows_what_is_folded(language: str, opened: Opened) -> None:
    """Before printing all unfolds, afterwards it is as it was; what was open stays so."""
    tab = opened(f"/{language}/{PAGES['history']}")
    states = "[...document.querySelectorAll('.hb-fold')].map(e => e.open)"
    tab.locator(".hb-fold > summary").first.click()
    before = tab.evaluate(states)
    assert before.count(True) == 1
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(tab.evaluate(states))
    tab.emulate_media(media="print")
    assert tab.locator("#r2").is_visible()
    assert tab.locator("[data-hb-tools], .hb-day").first.is_hidden()
    tab.emulate_media(media="screen")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.evaluate(states) == before


@BY_LANGUAGE
def test_the_palette_goes_along(language: str, opened: Opened) -> None:
    """What was chosen on a page of the handbook holds on the light ones, and the other way round."""
    tab, wrong = opened(f"/{language}/{ORDERS}", color_scheme="light"), []
    tab.locator(BUTTON).click()
    tab.locator(BUTTON).click()
    for kind in ("history", "old version", "redline"):
        tab.goto(f"/{language}/{PAGES[kind]}")
        if scheme(tab) != "slate":
            wrong.append(f"{kind}: the palette is {scheme(tab)}")
        wrong += wrong_ground(tab, True, kind)
    tab.locator(BUTTON).click()
    tab.goto(f"/{language}/{ORDERS}")
    report(wrong + wrong_ground(tab, False, "back"))


@BY_LANGUAGE
def test_without_a_script_all_can_be_read(language: str, opened: Opened, old: Site) -> None:
    """Every text, mark and row is there; what needs the script is not offered; the palette is the device's."""
    wrong: list[str] = []
    tab = opened(f"/{language}/", java_script_enabled=False, color_scheme="dark")
    for kind, path in PAGES.items():
        if kind in AGAIN:
            continue
        tab.goto(f"/{language}/{path}")
        for name in ("[data-hb-tools]", "form", "[data-hb-at]", "[data-hb-compare]", "[data-hb-shown-by-script]"):
            wrong += [f"{kind}: {name} shows" for found in tab.locator(f"article {name}").all() if found.is_visible()]
        if not tab.locator("h1").is_visible() or not tab.locator("article a").first.is_visible():
            wrong.append(f"{kind}: no title or no link")
        wrong += wrong_ground(tab, True, kind)
    tab.goto(f"/{language}/{PAGES['redline']}")
    html = (old.folder / language / PAGES["redline"] / "index.html").read_text("utf-8")
    assert tab.locator(".hb-redline ins").count() == len(read.of(read.parsed(html), "hb-redline")[0].xpath(".//ins"))
    assert tab.locator(".hb-redline").is_visible()
    tab.goto(f"/{language}/{PAGES['history']}")
    fold = tab.locator(".hb-fold").first
    fold.locator("summary").first.click()
    assert fold.locator(":scope > :not(summary)").first.is_visible()
    assert tab.locator("tr.hb-rev a").first.is_visible()
    report(wrong)


@BY_LANGUAGE
def test_without_the_store_the_page_says_so(language: str, opened: Opened) -> None:
    """Where the texts cannot be fetched, today's text stays, and the reader is told."""
    tab = opened(f"/{language}/{ORDERS}")
    before = body(tab)
    for answer in ({"status": 500}, {"status": 200, "body": "not json"}):
        tab.route("**/texts.json", lambda route, _, said=answer: route.fulfill(**said))
        tab.goto(f"/{language}/{ORDERS}?at=r1")
        settled(tab)
        assert body(tab) == before
        tab.unroute("**/texts.json")


def test_the_past_has_both_texts_to_show() -> None:
    """The days above are those of the past: version 2.1 is in force on the day of the tests."""
    (newest, *_) = read.issues("en", "policies/late-orders")
    assert (newest.label, newest.first.starts) == ("2.1", "2025-12-15")
    assert past.HISTORIES["en", "policies/late-orders"][0].n == 1
