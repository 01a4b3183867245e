"""The good site's files against the ones kept in expected/.

`UPDATE_GOLDEN=1 pytest tests/golden` writes them anew; read the difference before committing it.

What is kept of a page, so that a change of content or structure shows and a change of looks does not:

- the root element, the title, and those meta and link elements that are not about looks;
- `<main>` without the menu's drawer, which is kept on each language's home page only;
- of a drawing its root element and its words: lines and curves are tests/drawing's and the browser's business;
- one element a line, without blank lines.

CSV loses its byte order mark and carriage returns, which git would not keep (tests/policies looks at the bytes).
Left out: assets/ (Material's and the theme's own files), pictures, and the compressed sitemap.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import support

EXPECTED = Path(__file__).parent / "expected"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
TEXTS = (".html", ".csv", ".json", ".xml")

_HEAD = re.compile(r"<html [^>]*>|<title>.*?</title>|<meta [^>]*>|<link [^>]*>")
_LOOKS = re.compile(r'charset|name="viewport"|rel="(?:stylesheet|preload|icon)"')
_DRAWER = re.compile(r'<div class="md-sidebar md-sidebar--primary.*?</nav>\s*</div>\s*</div>', re.DOTALL)
_DRAWING = re.compile(r"(<svg[^>]*>)(.*?)</svg>", re.DOTALL)
_WORDS = re.compile(r"<(title|desc|text)[^>]*>(.*?)</\1>", re.DOTALL)
_SIZES = re.compile(r' (?:width|height|viewBox)="[^"]*"')


def page(html: str, with_drawer: bool) -> str:
    """What is kept of a page; see above."""
    head, main, rest = html.partition("<main ")
    if not main:  # the entrance and the permanent addresses: pages of one line
        return one_a_line(html)
    kept = [tag for tag in _HEAD.findall(head) if not _LOOKS.search(tag)]
    body = f"<main {rest.partition('</main>')[0]}</main>"
    return one_a_line("\n".join(kept) + "\n" + _DRAWING.sub(_drawing, body if with_drawer else _DRAWER.sub("", body)))


def _drawing(found: re.Match[str]) -> str:
    words = [text for _, text in _WORDS.findall(found[2])]
    return "\n".join([_SIZES.sub("", found[1]), *words, "</svg>"])


def one_a_line(text: str) -> str:
    broken = re.sub(r">\s*<", ">\n<", text)
    return "\n".join(line.strip() for line in broken.splitlines() if line.strip()) + "\n"


def kept(path: str, raw: bytes) -> str:
    """The text of a file as expected/ has it."""
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    if path.endswith(".html"):
        return page(text, with_drawer=path in ("ar/index.html", "en/index.html"))
    return one_a_line(text) if path.endswith(".xml") else text


@pytest.fixture(scope="module")
def made(good: support.Built) -> dict[str, str]:
    """Every text file of the handbook's own, as it is kept."""
    paths = [p for p in support.files_of(good.site) if p.endswith(TEXTS) and not p.startswith("assets/")]
    found = {path: kept(path, (good.site / path).read_bytes()) for path in paths}
    if UPDATE:
        write(found)
    return found


def write(found: dict[str, str]) -> None:
    for path in [p for p in EXPECTED.rglob("*") if p.is_file()]:
        path.unlink()
    for name, text in found.items():
        (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
        (EXPECTED / name).write_text(text, "utf-8", newline="\n")


def test_no_page_is_missing_and_none_is_new(made: dict[str, str]) -> None:
    """The site has exactly the expected files."""
    assert sorted(made) == list(support.files_of(EXPECTED))


@pytest.mark.parametrize("path", [] if UPDATE else list(support.files_of(EXPECTED)))
def test_a_file_is_as_expected(path: str, made: dict[str, str]) -> None:
    """Line by line; UPDATE_GOLDEN=1 takes the new one where the difference is meant."""
    assert made.get(path, "").splitlines() == (EXPECTED / path).read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("change", "shows"),
    [
        (lambda html: html.replace("Late orders</h1>", "Later orders</h1>"), True),
        (lambda html: html.replace('dir="ltr"', 'dir="rtl"', 1), True),
        (lambda html: html.replace('rel="canonical"', 'rel="other"'), True),
        (lambda html: html.replace(">Notices", ">Sees"), False),
        (lambda html: re.sub(r"main\.\w+\.min\.css", "main.0000.min.css", html), False),
        (lambda html: html.replace("    ", "  "), False),
    ],
    ids=["title", "direction", "canonical", "elsewhere", "stylesheet", "spaces"],
)
def test_what_is_kept_is_what_matters(change: Callable[[str], str], shows: bool, good: support.Built) -> None:
    """A change of words or structure shows; one of looks does not."""
    html = good.read("en/policies/late-orders/index.html")
    assert (page(change(html), False) != page(html, False)) is shows
