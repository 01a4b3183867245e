"""Light and dark: the button, what it remembers, and the device's wish without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.helpers import LANGUAGES, addresses, report
from browser.tabs import Visit

BUTTON = "[data-hb-palette-button]"
LUMINANCE = """() => ["backgroundColor", "color"].map(name => {
  const canvas = document.createElement("canvas").getContext("2d")
  canvas.fillStyle = getComputedStyle(document.body)[name]
  canvas.fillRect(0, 0, 1, 1)
  const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255
})"""
"""How bright the page's ground and its text are, from 0 to 1."""


def scheme(page: Page) -> str | None:
    """The palette that the page has now."""
    return page.locator("body").get_attribute("data-md-color-scheme")


def wrong_ground(page: Page, dark: bool, when: str) -> list[str]:
    """What is wrong with the brightness of *page*."""
    ground, text = page.evaluate(LUMINANCE)
    good = ground < 0.2 < 0.7 < text if dark else text < 0.2 < 0.7 < ground
    return [] if good else [f"{page.url} {when}: ground {ground:.2f}, text {text:.2f}"]


@pytest.mark.parametrize("device", ["light", "dark"])
def test_palette_button(device: str, visit: Visit) -> None:
    """The button goes from the device's palette through light and dark and back, says which, and shows one sign."""
    page, wrong = visit("/ar/policies/service-standards/", color_scheme=device), []
    own = "slate" if device == "dark" else "default"
    names, signs = set(), set()
    for number, expected in enumerate([own, "default", "slate", own]):
        if scheme(page) != expected:
            wrong.append(f"after {number} clicks the palette is {scheme(page)}, not {expected}")
        wrong += wrong_ground(page, expected == "slate", f"after {number} clicks")
        names.add(page.locator(BUTTON).get_attribute("aria-label"))
        shown = page.locator(f"{BUTTON} svg").evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.innerHTML)"
        )
        signs |= set(shown)
        if len(shown) != 1:
            wrong.append(f"after {number} clicks the button shows {len(shown)} signs")
        page.locator(BUTTON).click()
    if len(names) != 3 or len(signs) != 3:
        wrong.append(f"three choices, but {len(names)} names and {len(signs)} signs")
    report(wrong)


def test_palette_survives_a_reload(visit: Visit) -> None:
    """What was chosen holds after a reload, on other pages and in the other language."""
    page, wrong = visit("/ar/", color_scheme="light"), []
    page.locator(BUTTON).click()
    page.locator(BUTTON).click()
    for way in ("chosen", "reload", "/ar/policies/", "/en/"):
        if way == "reload":
            page.reload()
        elif way.startswith("/"):
            page.goto(way)
        if scheme(page) != "slate":
            wrong.append(f"{way}: the palette is {scheme(page)}")
        wrong += wrong_ground(page, True, way)
    page.locator(BUTTON).click()
    page.reload()
    if scheme(page) != "default":
        wrong.append(f"back to the device's palette: {scheme(page)}")
    report(wrong)


@pytest.mark.parametrize("device", ["light", "dark"])
def test_palette_without_script(device: str, visit: Visit) -> None:
    """Without a script every page follows the device."""
    page, wrong = visit(java_script_enabled=False, color_scheme=device), []
    for _, address in addresses(("in force", "journey")):
        page.goto(address)
        wrong += wrong_ground(page, device == "dark", device)
    report(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_palette_follows_the_device(language: str, visit: Visit) -> None:
    """Without a choice the page follows the device, also when that changes."""
    page = visit(f"/{language}/", color_scheme="light")
    wrong = wrong_ground(page, False, "light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    report(wrong + wrong_ground(page, True, "dark"))
