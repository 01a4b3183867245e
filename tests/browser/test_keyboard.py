"""The keyboard alone: skip link, drawer, and a walk through all stops of a page and of a map."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, TimeoutError

from browser.helpers import KINDS, LANGUAGES, addresses, report
from browser.tabs import Visit

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
OPENER, DRAWER = "[data-hb-drawer-open]", "#hb-drawer"

FOCUS = """() => {
  const e = document.activeElement
  if (!e || e === document.body) return null
  const box = e.getBoundingClientRect(), on = selector => Boolean(e.closest(selector))
  const shown = e.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0
  const inside = box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight
  const said = (e.textContent || e.getAttribute("aria-label") || "").trim().slice(0, 40)
  const kind = e.getAttribute("class") || "", point = e.querySelector(":scope > .hb-em-hit")
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(e)
  const drawn = point && getComputedStyle(point).stroke !== "none"
  const ring = drawn || boxShadow !== "none" || (outlineStyle !== "none" && parseFloat(outlineWidth) > 0)
  return { name: `${e.tagName.toLowerCase()}.${kind} ${said}`, drawer: on("#hb-drawer"), shown, inside, ring }
}"""
"""What has the focus: its name, where it is, whether it shows, lies in the window, and is seen to have the focus."""


def inside(page: Page, selector: str) -> bool:
    """Whether the focus is in what *selector* names."""
    found: bool = page.evaluate("selector => document.activeElement.closest(selector) !== null", selector)
    return found


def test_skip_link(visit: Visit) -> None:
    """The first stop is the skip link, and it leads past the header to the title."""
    page, wrong = visit(width=1280, height=500), []
    for _, address in addresses(("home", "in force", "register", "journey")):
        page.goto(address)
        page.keyboard.press("Tab")
        if not inside(page, "a.md-skip"):
            wrong.append(f"{address}: the first stop is {page.evaluate(FOCUS)}")
            continue
        if not page.evaluate(FOCUS)["inside"]:
            wrong.append(f"{address}: the skip link does not show while it has the focus")
        page.keyboard.press("Enter")
        try:
            page.wait_for_url("**/*#top", timeout=3000)
        except TimeoutError:
            wrong.append(f"{address}: the skip link leads to {page.url}")
        seen = page.evaluate(
            """() => {
              const box = name => document.querySelector(name).getBoundingClientRect()
              const [header, title] = [box(".md-header"), box("#top")]
              return title.top >= header.bottom - 1 && title.bottom <= innerHeight
            }"""
        )
        if not seen:
            wrong.append(f"{address}: the title is not in sight after the jump")
        page.keyboard.press("Tab")
        after = """() => Boolean(document.getElementById("top").compareDocumentPosition(document.activeElement)
          & Node.DOCUMENT_POSITION_FOLLOWING)"""
        if not page.evaluate(after):
            wrong.append(f"{address}: the stop after the jump is {page.evaluate(FOCUS)}, which stands before the title")
    report(wrong)


@BY_LANGUAGE
def test_drawer_by_keyboard(language: str, visit: Visit) -> None:
    """On a phone the menu opens, keeps the focus inside, closes on Escape and gives the focus back."""
    page = visit(f"/{language}/policies/service-standards/", width=390, height=800)
    for _ in range(20):
        page.keyboard.press("Tab")
        if inside(page, OPENER):
            break
    assert inside(page, OPENER), "Tab does not reach the menu button"
    assert page.locator(OPENER).get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.wait_for_function("selector => !document.querySelector(selector).inert", arg=DRAWER)
    wrong = []
    if not inside(page, DRAWER):
        wrong.append(f"open: the focus is at {page.evaluate(FOCUS)}")
    page.wait_for_timeout(400)  # it slides in
    box = page.locator(DRAWER).bounding_box()
    assert box
    edge = box["x"] + box["width"] - 390 if language == "ar" else box["x"]
    if abs(edge) > 1:
        wrong.append(f"open: it does not stand at the side where reading starts: {box}")
    if page.locator(OPENER).get_attribute("aria-expanded") != "true":
        wrong.append("open: the button does not say so")
    if page.locator(DRAWER).get_attribute("role") != "dialog":
        wrong.append("open: it is no dialog")
    stops = page.locator(f"{DRAWER} :is(a[href], button)").count()
    for key in ("Tab", "Shift+Tab"):
        for number in range(stops + 2):
            page.keyboard.press(key)
            if not inside(page, DRAWER):
                wrong.append(f"open: {key} number {number + 1} leaves it for {page.evaluate(FOCUS)}")
                break
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    if not inside(page, OPENER):
        wrong.append(f"closed: the focus is at {page.evaluate(FOCUS)}, not at the menu button")
    if page.locator(DRAWER).evaluate("e => e.checkVisibility({ visibilityProperty: true })"):
        wrong.append("closed: it still shows")
    if page.locator(OPENER).get_attribute("aria-expanded") != "false":
        wrong.append("closed: the button does not say so")
    report(wrong)


@BY_LANGUAGE
@pytest.mark.parametrize(
    ("width", "paths"),
    [
        (390, ["policies/service-standards/", "register/", "journeys/late-order/", "journeys/channels/"]),
        (1280, ["journeys/late-order/", "journeys/touchpoints/", "journeys/backlog/"]),
    ],
)
def test_every_stop_shows(width: int, paths: list[str], language: str, visit: Visit) -> None:
    """A walk by Tab meets only what shows, lies in the window, and is not in the closed menu."""
    page, wrong = visit(width=width, height=800), []
    for path in paths:
        page.goto(f"/{language}/{path}")
        stops = 0
        while stops < 400:
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus is None:
                break
            stops += 1
            name = focus["name"]
            if focus["drawer"]:
                wrong.append(f"{path}: {name} is in the closed menu")
            elif not focus["shown"]:
                wrong.append(f"{path}: {name} does not show")
            elif not focus["inside"]:
                wrong.append(f"{path}: {name} is not in the window")
            elif not focus["ring"]:
                wrong.append(f"{path}: {name} does not show that it has the focus")
        assert 15 < stops < 400, f"{path}: {stops} stops"
    report(wrong)


def active(page: Page) -> tuple[str, float]:
    """What has the focus, by its address, and how far down it stands."""
    href, top = page.evaluate(
        "(e => [e.getAttribute('href') || '', e.getBoundingClientRect().top + scrollY])(document.activeElement)"
    )
    return href, top


@BY_LANGUAGE
def test_the_keyboard_reads_cards_downwards(language: str, visit: Visit) -> None:
    """On a phone Tab meets the links of the map from top to bottom."""
    page = visit(f"/{language}/{KINDS['problem journey']}", width=390, height=800)
    links = page.locator(".hb-map a[href]:not(.hb-em-point)").count()
    assert links > 3
    page.locator(".hb-map__scroll").focus()
    page.keyboard.press("Tab")
    tops = []
    while page.evaluate("Boolean(document.activeElement.closest('.hb-map'))"):
        tops.append(active(page)[1])
        page.keyboard.press("Tab")
    assert len(tops) == links
    assert tops == sorted(tops)


@BY_LANGUAGE
def test_points_show_what_was_said(language: str, visit: Visit) -> None:
    """Each point of the curve can be reached, in the order of the steps, and shows its quote while it has the focus."""
    page = visit(f"/{language}/{KINDS['problem journey']}", width=1280)
    ids = page.locator(".hb-map__step").evaluate_all("all => all.map(e => '#' + e.id.replace('map-', ''))")
    points = page.locator(".hb-em-point")
    shown = "all => all.filter(e => getComputedStyle(e.querySelector('.hb-em-quote')).visibility === 'visible').length"
    assert points.evaluate_all(shown) == 0
    page.locator(".hb-map__scroll").focus()
    met = []
    for _ in range(points.count()):
        page.keyboard.press("Tab")
        met.append(active(page)[0])
        assert points.evaluate_all(shown) == 1, met
        here = "getComputedStyle(document.activeElement.querySelector('.hb-em-quote')).visibility"
        assert page.evaluate(here) == "visible", met
        ring = "getComputedStyle(document.activeElement.querySelector('.hb-em-hit')).stroke"
        assert page.evaluate(ring) not in ("none", ""), "the point has no ring"
        assert page.evaluate("document.activeElement.getAttribute('aria-label').length > 10")
    assert [ids.index(href) for href in met] == sorted(ids.index(href) for href in met)
    assert len(set(met)) == len(met)
    page.keyboard.press("Tab")
    assert points.evaluate_all(shown) == 0, "a quote stays"
