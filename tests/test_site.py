"""The good site as a browser will read it: well-formed, whole, and quiet."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest

import support

BASE = "https://tiny.example/guide/"
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def pages(good: support.Built) -> dict[str, ET.Element]:
    """Every page of the site as a browser takes it."""
    found = {path: html5lib.parse(good.read(path)) for path in support.files_of(good.site) if path.endswith(".html")}
    assert len(found) > 20
    return found


def test_no_browser_has_to_mend_a_page(good: support.Built) -> None:
    """Every page is HTML by the letter of the standard."""
    wrong = []
    for path in support.files_of(good.site):
        if path.endswith(".html"):
            parser = html5lib.HTMLParser()
            parser.parse(good.read(path))
            wrong += [(path, place, code) for place, code, _ in parser.errors]
    assert not wrong


def addresses(page: ET.Element) -> Iterator[tuple[str, str]]:
    """Every address that a page names, with what names it."""
    for element in page.iter():
        for name in ("href", "src", "action", "poster", "data-src"):
            if value := element.get(name):
                yield f"{element.tag.removeprefix(HTML)}[{name}]", value
        if element.get("http-equiv") == "refresh":
            yield "refresh", element.get("content", "").partition("url=")[2]


def test_ids_are_unique(pages: dict[str, ET.Element]) -> None:
    """And whatever refers to an id on its page finds it."""
    wrong = []
    for path, page in pages.items():
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        wrong += [(path, "twice", name) for name in set(ids) if ids.count(name) > 1]
        for element in page.iter():
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                wrong += [(path, name, target) for target in element.get(name, "").split() if target not in ids]
    assert not wrong


def test_every_link_leads_somewhere(pages: dict[str, ET.Element], good: support.Built) -> None:
    """To a file of the site, and to a place that is on it."""
    files = set(support.files_of(good.site))
    ids = {path: {element.get("id") for element in page.iter()} for path, page in pages.items()}
    wrong = []
    for path, page in pages.items():
        for what, address in addresses(page):
            parts = urlsplit(address)
            if parts.scheme in ("https", "http") and not address.startswith(BASE):
                continue
            local = parts.path.removeprefix("/guide/") if parts.scheme or parts.path.startswith("/guide/") else None
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            if local is not None:
                target = local or "."
            if not parts.path and not parts.scheme:
                target = path
            elif target == "." or parts.path.endswith("/") or target.endswith(".."):
                target = posixpath.normpath(f"{target}/index.html")
            if target not in files or (parts.fragment and parts.fragment not in ids.get(target, {parts.fragment})):
                wrong.append((path, what, address))
    assert not wrong


def test_no_page_asks_another_host(pages: dict[str, ET.Element], good: support.Built) -> None:
    """Pictures, scripts, styles and fonts are the site's own; only links that a reader clicks lead elsewhere."""
    wrong = [
        (path, what, address)
        for path, page in pages.items()
        for what, address in addresses(page)
        if urlsplit(address).netloc and not address.startswith(BASE) and what != "a[href]"
    ]
    assert not wrong
    css = good.read("assets/handbook.css")
    assert not re.findall(r"url\(\s*[\"']?(?:https?:)?//[^)]*\)|@import[^;]*;", css)


def test_nothing_runs_or_is_styled_inside_a_page(pages: dict[str, ET.Element]) -> None:
    """A strict Content-Security-Policy needs no exception."""
    wrong = []
    for path, page in pages.items():
        for element in page.iter():
            tag = element.tag.removeprefix(HTML) if isinstance(element.tag, str) else ""
            if tag == "style" or (tag == "script" and (element.text or "").strip() and element.get("type") is None):
                wrong.append((path, tag))
            wrong += [(path, tag, name) for name, _ in element.items() if name == "style" or name.startswith("on")]
            wrong += [(path, tag, v) for _, v in element.items() if v.lower().strip().startswith("javascript:")]
    assert not wrong


def test_every_page_has_one_title_and_headings_without_gaps(pages: dict[str, ET.Element]) -> None:
    """Screen readers jump from heading to heading: one first level, and no level left out."""
    wrong = []
    for path, page in pages.items():
        if "/id/" in path or path == "index.html":
            continue
        levels = [int(e.tag[-1]) for e in page.iter() if re.fullmatch(rf"{re.escape(HTML)}h[1-6]", str(e.tag))]
        if levels.count(1) != 1 or any(b - a > 1 for a, b in pairwise(levels)):
            wrong.append((path, levels))
    assert not wrong


def test_what_an_author_wrote_is_there_without_a_script(good: support.Built) -> None:
    """Numbers are links, the promises stand in their box, the table and the callout are whole."""
    page = good.read("en/policies/late-orders/index.html")
    assert '<a class="hb-ref" href="../answering/">CS-002</a>' in page
    assert "[[standards]]" not in page
    assert "to tell the customer" in page
    assert "<td>The delivery charge</td>" in page
    assert f'<p class="admonition-title">{support.LANGUAGES["en"].t("callout.must")}</p>' in page


def test_the_sitemap_lists_all_pages(good: support.Built, pages: dict[str, ET.Element]) -> None:
    """Every page of a reader, with its translations, and nothing else."""
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = ET.fromstring(good.read("sitemap.xml"))
    listed = {loc.text for loc in root.findall("s:url/s:loc", ns)}
    readable = {p for p in pages if "/id/" not in p and not p.endswith("404.html") and p != "index.html"}
    assert listed == {f"{BASE}{path.removesuffix('index.html')}" for path in readable}
    assert all(len(url.findall("x:link", ns)) == 2 for url in root.findall("s:url", ns))


def test_a_promise_that_is_not_given_is_not_asked_for(tmp_path: Path, drawings: str) -> None:
    """A text that asks for standards in numbers where there are none shows no placeholder to readers."""
    folder = support.make_site(tmp_path, host={"cache": drawings})
    for code in ("ar", "en"):
        text = folder / "content" / code / "policies" / "answering.md"
        text.write_text(text.read_text("utf-8") + "\n[[standards]]\n", "utf-8")
    built = support.build(folder)
    assert built.stopped or "[[standards]]" not in built.read("en/policies/answering/index.html")
