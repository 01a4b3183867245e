"""Large drawings: buttons, keys and the wheel zoom, a drag scrolls, boxes are links; without script it scrolls too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from browser.helpers import KINDS, LANGUAGES, STRESS, Site, report
from browser.tabs import Found, Visit

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
FIGURE, BUTTON = ".hb-pan", ".hb-pan__tools button"

STATE = """() => {
  const figure = document.querySelector(".hb-pan"), drawing = figure.querySelector("svg")
  const { left, top, width, height } = drawing.getBoundingClientRect(), f = figure.getBoundingClientRect()
  return {
    scale: width / drawing.viewBox.baseVal.width, width, height, left: left - f.left, top: top - f.top, y: scrollY,
    wide: figure.clientWidth, high: figure.clientHeight, around: figure.scrollWidth,
    said: document.querySelector(".hb-pan__level")?.textContent,
  }
}"""
"""How large the drawing is, where it lies in its figure, and how far the page is scrolled."""


def large(language: str, visit: Visit, stress: Site, **options: object) -> Page:
    """The large journey, with its whole drawing in the middle of the window."""
    page = visit(f"{stress.address}/{language}/{STRESS}", **options)
    page.evaluate("document.fonts.ready.then(() => null)")
    show = "e => scrollBy({ top: e.getBoundingClientRect().top - 120, behavior: 'instant' })"
    page.locator(FIGURE).evaluate(show)
    return page


@BY_LANGUAGE
def test_buttons_zoom(language: str, visit: Visit, stress: Site) -> None:
    """Plus and minus change the scale by steps, fit shows the whole drawing, and each button has a name."""
    page = large(language, visit, stress)
    less, more, fit = page.locator(BUTTON).all()
    names = [control.get_attribute("aria-label") or control.inner_text() for control in (less, more, fit)]
    assert all(re.search(r"\w{2}", name) for name in names), names
    assert len(set(names)) == 3
    begin = page.evaluate(STATE)
    assert begin["around"] > begin["wide"], "the drawing is not large"
    more.click()
    grown = page.evaluate(STATE)
    assert grown["scale"] == pytest.approx(begin["scale"] * 1.25, rel=0.01)
    assert grown["said"] == f"{round(grown['scale'] * 100)}%"
    less.click()
    less.click()
    shrunk = page.evaluate(STATE)
    assert shrunk["scale"] == pytest.approx(begin["scale"] / 1.25, rel=0.01)
    fit.click()
    whole = page.evaluate(STATE)
    assert whole["width"] <= whole["wide"] + 1
    assert whole["height"] <= whole["high"] + 1
    assert -1 <= whole["left"] <= whole["wide"] - whole["width"] + 1, "not all of it shows"
    assert whole["around"] <= whole["wide"] + 1, "the figure still scrolls"
    assert whole["y"] == pytest.approx(begin["y"], abs=2), "the page jumped"
    while more.get_attribute("aria-disabled") == "false" and page.evaluate(STATE)["scale"] < 5:
        more.click()
    most = page.evaluate(STATE)
    assert most["scale"] == pytest.approx(4, rel=0.01)
    assert more.get_attribute("aria-disabled") == "true"


@BY_LANGUAGE
def test_keys_zoom(language: str, visit: Visit, stress: Site) -> None:
    """On the figure + and - zoom and 0 shows all; a browser's own zoom by Ctrl is left alone; Tab leads on."""
    page = large(language, visit, stress)
    page.locator(FIGURE).focus()
    scales = [page.evaluate(STATE)["scale"]]
    for key in ("+", "-", "=", "-", "Control+-", "0"):
        page.keyboard.press(key)
        scales.append(page.evaluate(STATE)["scale"])
    first = scales[0]
    wanted = [first, first * 1.25, first, first * 1.25, first, first]
    assert scales[:-1] == pytest.approx(wanted, rel=0.01)
    assert scales[-1] < first / 3
    ring = page.locator(FIGURE).evaluate("e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).boxShadow]")
    assert ring != ["none", "none"], "the figure shows no focus"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.matches('.hb-pan__tools button')")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.hb-pan a')"), "Tab does not lead on into the drawing"


@BY_LANGUAGE
def test_the_wheel_zooms_only_with_ctrl(language: str, visit: Visit, stress: Site) -> None:
    """With Ctrl what lies under the pointer stays there; without, the page scrolls."""
    page = large(language, visit, stress)
    box = page.locator(FIGURE).bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.3, box["y"] + 200
    page.mouse.move(x, y)
    under = f"""() => {{
      const b = document.querySelector(".hb-pan svg").getBoundingClientRect()
      return [({x} - b.left) / b.width, ({y} - b.top) / b.height]
    }}"""
    page.keyboard.press("Tab")  # a figure at rest keeps its place only once it scrolls
    before, held = page.evaluate(STATE), page.evaluate(under)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -150)
    page.wait_for_function(f"({STATE})().scale > {before['scale'] * 1.2}")
    after = page.evaluate(STATE)
    page.keyboard.up("Control")
    assert page.evaluate(under)[0] == pytest.approx(held[0], abs=3 / after["width"])
    assert page.evaluate(under)[1] == pytest.approx(held[1], abs=3 / after["height"])
    assert after["y"] == before["y"]
    small = large(language, visit, stress)
    small.locator(BUTTON).last.click()  # all of it shows, so there is nothing for the wheel to move but the page
    small.mouse.move(x, y)
    begin = small.evaluate(STATE)
    small.mouse.wheel(0, 200)
    small.wait_for_function(f"scrollY > {begin['y'] + 100}")
    assert small.evaluate(STATE)["scale"] == begin["scale"]


@BY_LANGUAGE
def test_a_drag_scrolls_and_a_click_leads(language: str, visit: Visit, stress: Site) -> None:
    """A drag moves the drawing with the pointer, even begun on a box; a click on a box leads to the map."""
    page = large(language, visit, stress)
    node = page.locator(".hb-pan .hb-node__link").first
    box = node.bounding_box()
    assert box
    x, y, sign = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, 1 if language == "ar" else -1
    before = page.evaluate(STATE)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + sign * 80, y, steps=4)
    page.mouse.move(x + sign * 150, y, steps=4)
    page.mouse.up()
    moved = page.evaluate(STATE)
    assert abs(moved["left"] - before["left"] - sign * 150) < 12, "the drawing does not follow the pointer"
    assert "#" not in page.url, "the end of a drag counts as a click"
    page.mouse.click(x + sign * 150, y)
    page.wait_for_url("**/*#map-*")


def test_boxes_lead_to_the_map(maps: list[Found]) -> None:
    """Every box of every swim-lane leads to its step on the map, as do the ways into other stages."""
    wrong = []
    for _, address, page in maps:
        targets = page.locator(".hb-swim .hb-node__link").evaluate_all(
            r"""all => all.map(a => {
              const step = document.querySelector(a.getAttribute("href")), numbers = a.textContent.match(/\d+/g) || []
              return [a.getAttribute("href"), step && numbers.includes(step.querySelector("[aria-hidden]").textContent)]
            })"""
        )
        steps = page.locator(".hb-map__step").count()
        assert len({href for href, _ in targets if href.startswith("#map-")}) == steps, address
        wrong += [f"{address}: {href} is not its step on the map" for href, found in targets if not found]
    report(wrong)


@BY_LANGUAGE
@pytest.mark.parametrize("width", [1280, 390])
def test_the_step_on_the_map_is_marked(width: int, language: str, visit: Visit) -> None:
    """A click on a box brings its step into sight, not under the heads, and marks it."""
    page = visit(f"/{language}/{KINDS['problem journey']}", width=width, reduced_motion="reduce")
    link = page.locator(".hb-swim--stage .hb-node__link, .hb-swim .hb-node__link").last
    ground = "id => getComputedStyle(document.getElementById(id)).backgroundColor"
    name = (link.get_attribute("href") or "").removeprefix("#")
    before = page.evaluate(ground, name)
    link.evaluate("e => { e.focus(); e.scrollIntoView({ block: 'center' }) }")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/*#{name}")
    assert page.evaluate(ground, name) != before, "the step is not marked"
    seen = page.locator(f"#{name}").evaluate(
        """e => { const b = e.getBoundingClientRect(), at = document.elementFromPoint((b.left + b.right) / 2, b.top + 6)
          return b.top >= 0 && b.bottom <= innerHeight && e.contains(at) }"""
    )
    assert seen, "the step is not in sight"


@BY_LANGUAGE
def test_without_script_it_scrolls(language: str, visit: Visit, stress: Site) -> None:
    """A figure that no script touches scrolls by itself and is reached by the keyboard; nothing of the tools shows."""
    page = large(language, visit, stress, java_script_enabled=False)
    figure = page.locator(FIGURE)
    assert not page.locator(BUTTON).count()
    assert figure.get_attribute("tabindex") == "0"
    around, wide, aside = figure.evaluate("e => [e.scrollWidth, e.clientWidth, getComputedStyle(e).overflowX]")
    assert around > wide
    assert aside in ("auto", "scroll")
    figure.focus()
    page.keyboard.press("ArrowLeft" if language == "ar" else "ArrowRight")
    page.wait_for_timeout(300)
    assert figure.evaluate("e => Math.abs(e.scrollLeft)") > 10


def test_small_drawings_have_no_tools(maps: list[Found]) -> None:
    """Only a drawing of a large journey gets buttons; its stages have drawings of their own, which need none."""
    for _, address, page in maps:
        tools, whole, stages = (page.locator(name).count() for name in (BUTTON, ".hb-pan--on", ".hb-swim--stage"))
        assert tools == 3 * whole, address
        assert (stages == page.locator(".hb-stop").count()) if whole else stages == 0, address
