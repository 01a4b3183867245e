"""The menu."""

from __future__ import annotations

from collections import Counter

import pytest

import support
from handbook.core.sheet import Sheet, Viewpoint
from handbook.languages.nav import IN_DRAWER, IN_FOOTER, Chrome, Menu, crumbs, menu

AT = support.viewpoint("en", support.catalogue({}))


def sheets(*keys: str, orders: dict[str, int] | None = None) -> list[Sheet]:
    """English pages at *keys*, called after their files."""
    number = orders or {}
    return [
        Sheet(f"en/{key}", "en", key.removesuffix(".md"), "main.html", lambda at: None, order=number.get(key, 0))
        for key in keys
    ]


def told(found: Menu) -> list[tuple[str, list[str]]]:
    return [(section.first.key, [sheet.key for sheet in section.pages]) for section in found.sections]


@pytest.mark.parametrize(
    ("keys", "order", "wanted"),
    [
        (
            ["zoo/index.md", "index.md", "register.md", "policies/b.md", "policies/index.md", "policies/a.md"],
            ["index.md", "policies", "register.md"],
            [
                ("index.md", []),
                ("policies/index.md", ["policies/a.md", "policies/b.md"]),
                ("register.md", []),
                ("zoo/index.md", []),
            ],
        ),
        (["b/index.md", "a/index.md"], [], [("a/index.md", []), ("b/index.md", [])]),
        (["a/index.md"], ["nothing", "a/"], [("a/index.md", [])]),
        (["a/two.md", "a/one.md"], ["a"], [("a/one.md", ["a/two.md"])]),
        (["a/index.md", "a/b/index.md", "a/b/c.md"], ["a"], [("a/index.md", ["a/b/c.md", "a/b/index.md"])]),
    ],
    ids=["wanted-first", "by-name", "unknown-and-slash", "no-first-page", "deep"],
)
def test_sections_stand_in_the_wanted_order(keys: list[str], order: list[str], wanted: object) -> None:
    """What mkdocs.yml names comes first, the rest by name; a folder begins with its index."""
    assert told(menu(sheets(*keys), order)) == wanted


def test_pages_may_say_where_they_stand() -> None:
    """`order` goes before the file's name, and the index before both."""
    keys = ["a/c.md", "a/b.md", "a/index.md"]
    assert told(menu(sheets(*keys, orders={"a/b.md": 2, "a/c.md": 1, "a/index.md": 9}), [])) == [
        ("a/index.md", ["a/c.md", "a/b.md"])
    ]


def test_every_page_knows_its_section() -> None:
    """Also the first one of a folder and a page of its own."""
    found = menu(sheets("index.md", "a/index.md", "a/b.md"), [])
    assert {uri: section.name for uri, section in found.by_page.items()} == {
        "en/index.md": "index.md",
        "en/a/index.md": "a",
        "en/a/b.md": "a",
    }


def test_a_menu_is_rendered_once_for_many_pages() -> None:
    """A thousand pages of a section cost what one costs; another depth, section or language is another menu."""
    calls: Counter[str] = Counter()

    def render(name: str, **context: object) -> str:
        calls[name] += 1
        return f"{name} {calls[name]}"

    pages = sheets("index.md", "a/index.md", *(f"a/{n}.md" for n in range(1000)), "b/index.md")
    found, chrome = menu(pages, []), Chrome(render)
    made = {
        (page.folder, chrome.menus(found, found.by_page[page.uri], AT, page.uri.count("/"))["tabs"]) for page in pages
    }
    assert calls == {"tabs": 3, "drawer": 3, "footer": 3}
    assert len(made) == 3
    chrome.menus(found, found.by_page["en/a/1.md"], AT, 5)
    chrome.menus(found, found.by_page["en/a/1.md"], support.viewpoint("ar", AT.catalogue), 2)
    assert calls["tabs"] == 5


def test_a_menu_shows_a_part_of_a_long_section() -> None:
    """The drawer opens the reader's own section only, the footer some pages of each; both say that there is more."""
    pages = sheets("a/index.md", *(f"a/{n:03}.md" for n in range(IN_DRAWER + 1)), "b/index.md", "b/one.md")
    found = menu(pages, [])
    drawer = found.shown(found.sections[0], AT, IN_DRAWER, all_children=False)
    footer = found.shown(found.sections[1], AT, IN_FOOTER, all_children=True)
    assert [(s.active, len(s.children), s.more) for s in drawer] == [(True, IN_DRAWER, True), (False, 0, False)]
    assert [(s.active, len(s.children), s.more) for s in footer] == [(False, IN_FOOTER, True), (True, 1, False)]


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("index.md", []),
        ("a/index.md", ["Home"]),
        ("a/b.md", ["Home", "a/index"]),
        ("register.md", ["Home"]),
    ],
)
def test_the_way_from_the_home_page(key: str, wanted: list[str]) -> None:
    """Home and the section's first page, without the page itself; home is called home, whatever its title."""
    pages = {sheet.key: sheet for sheet in sheets("index.md", "a/index.md", "a/b.md", "register.md")}
    way: list[str] = [
        link.title for link in crumbs(pages[key], {p.uri: p for p in pages.values()}, menu(pages.values(), []), AT)
    ]
    assert way == wanted


def test_menu_links_are_the_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses come from where the reader stands."""
    at = Viewpoint(AT.language, AT.catalogue, lambda uri: f"../{uri}")
    found = menu(sheets("a/index.md", "a/b.md"), [])
    (section,) = found.shown(found.sections[0], at, 9, all_children=True)
    assert (section.url, section.children[0].url) == ("../en/a/index.md", "../en/a/b.md")
