"""Both languages: attributes, the switch, pages for lost readers, addresses for machines and for people."""

from __future__ import annotations

import gzip
import json
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from browser.helpers import (
    BASE,
    DIRECTION,
    KINDS,
    LANGUAGES,
    LOST,
    OTHER,
    ROOT,
    UNTRANSLATED,
    Site,
    addresses,
    elements,
    language_of,
    report,
    translations,
    twin,
)
from browser.tabs import Tabs, Visit

NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SWITCH = ".hb-header a[data-hb-language]"


def root_attributes(page: Page) -> tuple[str, str, str]:
    """The language and direction that *page* has now, and the direction of its body."""
    root = page.evaluate("[document.documentElement.lang, document.documentElement.dir, document.body.dir]")
    return (*root,)


def wrong_language(page: Page, language: str, when: str) -> list[str]:
    """What is wrong with the attributes of *page*, which should be in *language*."""
    expected = (language, DIRECTION[language], DIRECTION[language])
    found = root_attributes(page)
    return [] if found == expected else [f"{page.url} {when}: lang, dir, body dir are {found}, not {expected}"]


def test_01_lang_and_dir(site: Site) -> None:
    """Every HTML file of a language says its language and direction on its root element."""
    wrong = []
    for name in site.files():
        language = name.partition("/")[0] if "/" in name else "ar"
        root = next(e for e in elements(site.folder / name) if e.tag == "html")
        whole = "/id/" not in name and name != "index.html"  # the others only lead on
        if root["lang"] != language or (whole and root["dir"] != DIRECTION[language]):
            wrong.append(f"{name}: {root}")
    report(wrong)


def test_01_lang_and_dir_in_the_browser(tabs: Tabs) -> None:
    """They are still right once the scripts have run."""
    report(what for language, _, page in tabs.all() for what in wrong_language(page, language, "opened"))


def test_01_lang_and_dir_after_switching(visit: Visit) -> None:
    """The root element follows the switch, the browser's back and its forward."""
    page, wrong = visit(), []
    for language, address in addresses(("home", "in force"), lost=False):
        page.goto(address)
        page.locator(SWITCH).click()
        page.wait_for_url(f"**{twin(address)}")
        wrong += wrong_language(page, OTHER[language], "after the switch")
        page.go_back()
        wrong += wrong_language(page, language, "after back")
        page.go_forward()
        wrong += wrong_language(page, OTHER[language], "after forward")
        page.locator(SWITCH).click()
        page.wait_for_url(f"**{address}")
        wrong += wrong_language(page, language, "after switching back")
    report(wrong)


def test_02_switch_keeps_the_page(site: Site, tabs: Tabs) -> None:
    """The switches of every page, in header and footer, lead to that page in the other language."""
    wrong, pages = [], set(site.pages())
    for language, address, page in tabs.all():
        if address not in pages:
            continue  # those for lost readers, which lead home
        links = page.locator("a[data-hb-language]").evaluate_all("all => all.map(a => [a.href, a.lang, a.hreflang])")
        if len(links) != 2:
            wrong.append(f"{address}: {len(links)} switches, not one in the header and one in the footer")
        for href, lang, hreflang in links:
            if (site.path(href), lang, hreflang) != (twin(address), OTHER[language], OTHER[language]):
                wrong.append(f"{address}: a switch leads to {href} (lang={lang}, hreflang={hreflang})")
    report(wrong)


def test_02_untranslated_page(variant: Site, visit: Visit) -> None:
    """Where a page has no translation, its switches say so and lead to the other language's home."""
    address = f"/ar/{UNTRANSLATED}"
    page = visit(variant.address + address)
    switches = page.locator("a[data-hb-language=en]")
    wrong = []
    for place, switch in zip(("header", "footer"), switches.all(), strict=True):
        if "غير مترجمة" not in switch.inner_text():
            wrong.append(f"{place}: the switch does not say so: {switch.inner_text()!r}")
        if switch.get_attribute("rel"):
            wrong.append(f"{place}: the switch claims rel={switch.get_attribute('rel')}")
    page.set_viewport_size({"width": 390, "height": 800})
    if not any("غير مترجمة" in switch.inner_text() for switch in switches.all()):
        wrong.append("at 390 px no switch says so")
    switches.first.click()
    page.wait_for_url("**/en/")
    wrong += wrong_language(page, "en", "after the switch")
    if not page.locator("a[data-hb-language=ar]").first.get_attribute("href"):
        wrong.append("/en/: no way back")
    report(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_03_lost(language: str, site: Site, visit: Visit) -> None:
    """A reader who asks for a page that is not there is told so first in the language of the address."""
    page = visit()
    answer = page.goto(f"/{language}/{LOST}")
    wrong = wrong_language(page, language, "opened")
    if not answer or answer.status != 404:
        wrong.append(f"status {answer and answer.status}")
    halves = page.locator(".hb-lost__half").evaluate_all("all => all.map(e => [e.lang, e.dir])")
    order = [language, OTHER[language]]
    if halves != [[code, DIRECTION[code]] for code in order]:
        wrong.append(f"halves are {halves}")
    if page.locator("h1").evaluate("e => e.closest('[lang]').lang") != language:
        wrong.append("the h1 is in another language")
    arabic = any("\u0600" <= letter <= "\u06ff" for letter in page.title())
    if arabic != (language == "ar"):
        wrong.append(f"the title is {page.title()!r}")
    for link in page.locator("main a[href^='/']").all():
        target = site.folder / (link.get_attribute("href") or "").strip("/") / "index.html"
        if not target.is_file():
            wrong.append(f"a way out leads nowhere: {link.get_attribute('href')}")
    report(wrong)


@pytest.mark.parametrize("which", ["site", "variant"])
def test_04_hreflang_is_reciprocal(which: str, request: pytest.FixtureRequest) -> None:
    """Every page names its translation where there is one, no other, and is named by it in turn."""
    built: Site = request.getfixturevalue(which)
    pages, wrong = set(built.pages()), []
    for address in sorted(pages):
        expected = {OTHER[language_of(address)]: twin(address)} if twin(address) in pages else {}
        named = translations(built, address)
        named.pop(language_of(address), None)  # a page may name itself
        if named != expected:
            wrong.append(f"{address}: names {named}, not {expected}")
        for other in named.values():
            if other in pages and translations(built, other).get(language_of(address)) != address:
                wrong.append(f"{other}: does not name {address} in turn")
    if which == "variant" and f"/ar/{UNTRANSLATED}" not in pages:
        wrong.append(f"the page without a translation is not in the site: {UNTRANSLATED}")
    report(wrong)


@pytest.mark.parametrize("which", ["site", "variant"])
def test_04_sitemap(which: str, request: pytest.FixtureRequest) -> None:
    """The sitemap holds every page once, each with the languages that it has, by full addresses."""
    built: Site = request.getfixturevalue(which)
    pages, listed, wrong = set(built.pages()), [], []
    raw = (built.folder / "sitemap.xml").read_bytes()
    for entry in ElementTree.fromstring(raw).iterfind("s:url", NAMESPACES):
        url = entry.findtext("s:loc", "", NAMESPACES)
        address = url.replace(BASE, "/", 1)
        listed.append(address)
        expected = {language_of(a): f"{BASE}{a[1:]}" for a in (address, twin(address)) if a in pages}
        named = {link.get("hreflang"): link.get("href") for link in entry.iterfind("x:link", NAMESPACES)}
        if named != expected:
            wrong.append(f"{url}: names {named}, not {expected}")
    wrong += [f"{address}: not in the sitemap" for address in sorted(pages - set(listed))]
    wrong += [f"{address}: in the sitemap, not in the site" for address in sorted(set(listed) - pages)]
    if len(listed) != len(set(listed)):
        wrong.append("a page is listed twice")
    if gzip.decompress((built.folder / "sitemap.xml.gz").read_bytes()) != raw:
        wrong.append("sitemap.xml.gz holds something else")
    report(wrong)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"locale": "ar-SA"}, "ar"),
        ({"locale": "ar"}, "ar"),
        ({"locale": "en-GB"}, "en"),
        ({"locale": "fr-FR"}, "ar"),
        ({"locale": "en-GB", "java_script_enabled": False}, "ar"),
    ],
    ids=["ar-SA", "ar", "en-GB", "fr-FR", "no script"],
)
def test_entrance(options: dict[str, object], expected: str, site: Site, visit: Visit) -> None:
    """The site's root leads to the reader's language; to the first one without a script or for other languages."""
    page = visit("/", **options)
    page.wait_for_url(f"**/{expected}/")
    assert site.path(page.url) == f"/{expected}/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_addresses(language: str, site: Site, visit: Visit) -> None:
    """Each document's number is an address that leads to it, with a script or without."""
    for options in ({}, {"java_script_enabled": False}):
        page = visit(f"/{language}/id/CS-005/", **options)
        page.wait_for_url(f"**/{language}/policies/late-delivery/")
    wrong = []
    rows = json.loads((site.folder / language / "register.json").read_text("utf-8"))["documents"]
    for row in rows:
        tags = elements(site.folder / language / "id" / row["number"] / "index.html")
        target = next(e for e in tags if e["http-equiv"] == "refresh")["content"]
        if not target.endswith(f"../{row['url']}"):
            wrong.append(f"{row['number']}: leads to {target}, not {row['url']}")
    assert len(rows) == 9
    report(wrong)


def test_edit_links(site: Site) -> None:
    """Each page's edit link leads to the file that it is written in, in its own language."""
    start, wrong, seen = "https://git.example/service/handbook/_edit/main/content/", [], 0
    made = ("", "policies/", "journeys/", "register/")  # made by the build: there may be no file to edit
    for address in site.pages():
        language, path = language_of(address), address.split("/", 2)[2]
        source = f"{language}/{path}".rstrip("/")
        sources = [f"{source}.md", f"{source}/index.md", f"{path.rstrip('/')}.yml"]
        expected = [f"{start}{name}" for name in sources if (ROOT / "content" / name).is_file()]
        tags = elements(site.folder / address.strip("/") / "index.html")
        links = [e["href"] for e in tags if "edit" in e["rel"].split()]
        seen += len(links)
        if links != expected and not (path in made and not links):
            wrong.append(f"{address}: {links}, not {expected}")
    for kind in ("in force", "journey", "page"):
        assert KINDS[kind] not in made
    assert seen > 30
    report(wrong)
