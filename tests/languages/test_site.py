"""The way in, the switch, and addresses for machines."""

from __future__ import annotations

import pytest

import support
from handbook.core.sheet import Sheet
from handbook.languages.site import alternates, depth, entrance, in_words_of, sitemap

LANGUAGES = tuple(support.LANGUAGES.values())
SHEETS = {
    uri: Sheet(uri, uri[:2], uri, "main.html", lambda at: None)
    for uri in ("ar/index.md", "en/index.md", "ar/a/b.md", "en/only.md")
}


def test_a_switch_leads_to_the_same_page_or_home() -> None:
    """Where there is no translation, the switch says so and leads to the other language's home page."""
    at = support.viewpoint("ar", support.catalogue({}))
    same, other = (alternates(SHEETS[uri], SHEETS, LANGUAGES, at) for uri in ("ar/index.md", "ar/a/b.md"))
    assert [(a.code, a.direction, a.url, a.exists) for a in same] == [("en", "ltr", "/en/index.md", True)]
    assert [(a.code, a.url, a.exists) for a in other] == [("en", "/en/index.md", False)]


def test_the_sitemap_names_every_page_with_its_translations() -> None:
    """Itself among them, as search engines ask."""
    made = sitemap(SHEETS, LANGUAGES, lambda uri: f"https://x/{uri}")
    found = {entry.url: [(twin.code, twin.url) for twin in entry.alternates] for entry in made}
    assert len(found) == 4
    both = [("ar", "https://x/ar/index.md"), ("en", "https://x/en/index.md")]
    assert found["https://x/ar/index.md"] == found["https://x/en/index.md"] == both
    assert found["https://x/en/only.md"] == [("en", "https://x/en/only.md")]


def test_the_entrance_works_without_a_script() -> None:
    """It refreshes to the first language and links to each, in its own language and direction."""
    page = str(entrance(LANGUAGES, "en").content)
    assert '<noscript><meta http-equiv="refresh" content="0; url=en/"></noscript>' in page
    assert '<a href="ar/" lang="ar" dir="rtl">العربية</a>' in page
    assert '<a href="en/" lang="en" dir="ltr">English</a>' in page


@pytest.mark.parametrize(("url", "wanted"), [("", 0), ("en/", 1), ("en/a/b/", 3), ("404.html", 0), ("en/404.html", 1)])
def test_depth(url: str, wanted: int) -> None:
    """How many folders lead back to the root."""
    assert depth(url) == wanted


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (
            '<div class="admonition must"><p class="admonition-title">Must</p></div>',
            '<div class="admonition must"><p class="admonition-title">واجب</p></div>',
        ),
        (
            '<div class="admonition must"><p class="admonition-title">Read this</p></div>',
            '<div class="admonition must"><p class="admonition-title">Read this</p></div>',
        ),
        ("<p>Must</p>", "<p>Must</p>"),
    ],
    ids=["unnamed", "named", "no-callout"],
)
def test_callouts_speak_the_pages_language(html: str, wanted: str) -> None:
    """Only where Markdown put the English name of the type in place of a title."""
    assert in_words_of(support.LANGUAGES["ar"], html) == wanted
