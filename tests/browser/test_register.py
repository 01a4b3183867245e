"""The register sorts, filters and finds without loading a page, and is complete without a script."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.helpers import LANGUAGES, OTHER, Site, report
from browser.tabs import Visit

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
COLUMNS = ["number", "title", "status", "version", "owner", "effective_date", "next_review"]
STATES = ["all", "force", "pending", "draft", "superseded", "overdue"]


def rows(site: Site, language: str) -> dict[str, dict[str, Any]]:
    """Every document by its number, from the register as data."""
    data = json.loads((site.folder / language / "register.json").read_text("utf-8"))
    return {row["number"]: row for row in data["documents"]}


def numbers(page: Page) -> list[str]:
    """The numbers that show in the table, from top to bottom."""
    found: list[str] = page.locator("tbody tr").evaluate_all(
        "all => all.filter(row => row.checkVisibility()).map(row => row.cells[0].textContent.trim())"
    )
    return found


def value(row: dict[str, Any], column: str) -> Any:
    """What *row* is sorted by in *column*; None where it has nothing."""
    said = row.get(column)
    return tuple(int(part) for part in said.split(".")) if column == "version" else said or None


def out_of_order(values: list[Any], down: bool) -> bool:
    """Whether *values* are not sorted, those that are missing last."""
    known = [one for one in values if one is not None]
    return values != sorted(known, reverse=down) + [None] * (len(values) - len(known))


@BY_LANGUAGE
def test_register_sorts(language: str, site: Site, visit: Visit) -> None:
    """A click on a column's head sorts by it, upwards and then downwards, and says so."""
    page, documents, wrong = visit(f"/{language}/register/"), rows(site, language), []
    page.evaluate("window.stayed = true")
    heads = page.locator("thead th")
    assert numbers(page) == sorted(documents)
    assert heads.count() == len(COLUMNS)
    for place, column in enumerate(COLUMNS):
        for down in (False, True):
            heads.nth(place).get_by_role("button").click()
            says = heads.evaluate_all("all => all.map(e => e.getAttribute('aria-sort'))")
            expected = [None] * len(COLUMNS)
            expected[place] = "descending" if down else "ascending"  # type: ignore[call-overload]  # a word for None
            if says != expected:
                wrong.append(f"{column}: aria-sort is {says}")
            shown = numbers(page)
            if sorted(shown) != sorted(documents):
                wrong.append(f"{column}: the rows are {shown}")
            if column in ("title", "owner", "status"):
                texts = page.locator(f"tbody tr > :nth-child({place + 1})").all_inner_texts()
                order = "([all, lang]) => [...all].sort(new Intl.Collator(lang).compare)"
                expected_texts = page.evaluate(order, [texts, language])
                if texts != (expected_texts[::-1] if down else expected_texts):
                    wrong.append(f"{column}, down={down}: {texts}")
            else:
                values = [value(documents[number], column) for number in shown]
                if out_of_order(values, down):
                    wrong.append(f"{column}, down={down}: {values}")
    if not page.evaluate("window.stayed"):
        wrong.append("the page was loaded again")
    report(wrong)


def test_register_sorts_by_keyboard(visit: Visit) -> None:
    """A column's head is a button that the keyboard works."""
    page = visit("/en/register/")
    page.locator("thead th").nth(6).get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert page.locator("thead th").nth(6).get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Space")
    assert page.locator("thead th").nth(6).get_attribute("aria-sort") == "descending"


@BY_LANGUAGE
def test_register_filters_by_state(language: str, visit: Visit) -> None:
    """A chip shows the documents of its state, as many as it says, and the page says how many."""
    page, wrong = visit(f"/{language}/register/"), []
    page.evaluate("window.stayed = true")
    for state in [*STATES[1:], "all"]:
        page.locator(f"#f-{state}").click()
        promised = int(page.locator(f"label[for=f-{state}] .hb-filter__n").inner_text())
        shown = numbers(page)
        expected = page.locator("tbody tr" if state == "all" else f"tbody tr.is-{state}").evaluate_all(
            "all => all.map(row => row.cells[0].textContent.trim())"
        )
        if shown != expected or len(shown) != promised or not shown:
            wrong.append(f"{state}: shows {shown}, has {expected}, promised {promised}")
        if str(promised) not in page.locator("[data-hb-count]").inner_text():
            wrong.append(f"{state}: says {page.locator('[data-hb-count]').inner_text()!r}")
    if not page.evaluate("window.stayed"):
        wrong.append("the page was loaded again")
    page.goto(f"/{language}/register/?show=overdue")
    if numbers(page) != ["CS-003"]:
        wrong.append(f"?show=overdue shows {numbers(page)}")
    report(wrong)


@BY_LANGUAGE
def test_register_finds(language: str, visit: Visit) -> None:
    """Words in the address or in the box leave the rows that have them; none says so."""
    page = visit(f"/{language}/register/?q=CS-005")
    page.wait_for_function("document.querySelector('[data-hb-count]').textContent")
    wrong = []
    if numbers(page) != ["CS-005"]:
        wrong.append(f"?q=CS-005 shows {numbers(page)}")
    if page.locator("#hb-find").input_value() != "CS-005":
        wrong.append("?q=CS-005: the box is empty")
    if page.locator("[data-md-toggle=search]").is_checked():
        wrong.append("?q=CS-005: the search stands over the table")
    page.evaluate("window.stayed = true")
    # Written otherwise than the title is: without hamza and with a vowel sign in Arabic, in capitals in English.
    typed = {"ar": [("تاخُر التسليم", "CS-005"), ("cs-001", "CS-001")], "en": [("LATE DEL", "CS-005")]}
    for words, expected in typed[language]:
        page.locator("#hb-find").fill(words)
        if numbers(page) != [expected]:
            wrong.append(f"{words!r} shows {numbers(page)}, not {expected}")
    page.locator("#hb-find").fill("zzzz")
    if numbers(page) or not page.locator("[data-hb-empty]").is_visible():
        wrong.append(f"'zzzz' shows {numbers(page)} and no word about it")
    page.locator("#hb-find").fill("")
    if len(numbers(page)) != 9:
        wrong.append(f"an empty box shows {numbers(page)}")
    if not page.evaluate("window.stayed"):
        wrong.append("the page was loaded again")
    report(wrong)


@BY_LANGUAGE
def test_register_without_script(language: str, site: Site, visit: Visit) -> None:
    """Without a script the register shows every document, and its links, the switch and the home form work."""
    page = visit(f"/{language}/register/", java_script_enabled=False)
    documents, wrong = rows(site, language), []
    shown = [row.locator("td").first.inner_text() for row in page.locator("tbody tr").all() if row.is_visible()]
    if shown != sorted(documents):
        wrong.append(f"shows {shown}")
    if page.locator("#hb-find").is_visible():
        wrong.append("the find box shows, and nothing would work it")
    if page.locator("thead button").count():
        wrong.append("a head is a button that nothing works")
    for number, row in documents.items():
        href = page.locator("tbody tr", has_text=number).locator("th a").get_attribute("href")
        if not (site.folder / language / "register" / (href or "") / "index.html").is_file():
            wrong.append(f"{number}: its link leads to {href}")
        assert row["url"]
    page.locator("tbody tr", has_text="CS-005").locator("th a").click()
    page.wait_for_url(f"**/{language}/policies/late-delivery/")
    page.locator(".hb-header a[data-hb-language]").click()
    page.wait_for_url(f"**/{OTHER[language]}/policies/late-delivery/")
    page.goto(f"/{language}/")
    page.locator("main input[name=q]").fill("CS-005")
    page.locator("main form button").click()
    page.wait_for_url(f"**/{language}/register/?q=CS-005")
    if page.locator("tbody tr").count() != len(documents):
        wrong.append("the home form's answer does not show every document")
    report(wrong)
