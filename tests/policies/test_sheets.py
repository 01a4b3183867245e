"""The pages and files that controlled documents make."""

from __future__ import annotations

from html.parser import HTMLParser

import support
from handbook.core.redirect import redirect
from handbook.policies.sheets import assets, sheets

CATALOGUE = support.catalogue(
    {
        "ar/policies/b.md": support.policy(id="A-1"),
        "en/policies/b.md": "---\ntitle: B\n---\n",
        "ar/policies/a.md": support.policy(id="A-2"),
        "en/policies/c.md": support.policy(id="A-3"),
    }
)
LANGUAGES = tuple(support.LANGUAGES.values())


def test_every_language_of_a_document_has_a_page() -> None:
    """And every language has the two lists, whatever is translated."""
    assert sorted(sheet.uri for sheet in sheets(CATALOGUE, LANGUAGES)) == [
        "ar/policies/a.md",
        "ar/policies/b.md",
        "ar/policies/index.md",
        "ar/register.md",
        "en/policies/b.md",
        "en/policies/c.md",
        "en/policies/index.md",
        "en/register.md",
    ]


def test_documents_stand_in_the_menu_by_number() -> None:
    """As in the register and in their areas, and in the same order in every language."""
    made = list(sheets(CATALOGUE, LANGUAGES))
    for code, wanted in (("ar", ["A-1", "A-2"]), ("en", ["A-1", "A-3"])):
        pages = [sheet for sheet in made if sheet.language == code and sheet.entry]
        in_menu = sorted(pages, key=lambda sheet: (sheet.order, sheet.uri))
        assert [sheet.entry.document.id for sheet in in_menu] == wanted


def test_every_number_has_an_address_that_stays() -> None:
    """In each language that the document has, beside the register's files."""
    made = {asset.uri: asset.content for asset in assets(CATALOGUE, LANGUAGES, lambda uri: uri.removesuffix("md"))}
    assert sorted(made) == [
        "ar/id/A-1/index.html",
        "ar/id/A-2/index.html",
        "ar/register.csv",
        "ar/register.json",
        "en/id/A-1/index.html",
        "en/id/A-3/index.html",
        "en/register.csv",
        "en/register.json",
    ]
    assert 'url=../../../en/policies/b."' in str(made["en/id/A-1/index.html"])


def test_a_redirect_escapes_what_it_is_given() -> None:
    """An address or a number cannot break out of its attribute."""

    class Tags(HTMLParser):
        seen: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.seen.append(tag)

    Tags().feed(redirect('../"><script>', "ar", "<script>"))
    assert "script" not in Tags.seen
    assert Tags.seen.count("a") == 1
