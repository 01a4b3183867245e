"""The map of a journey: columns under their stages, heads that stay in sight, cards on a phone, no script needed."""

from __future__ import annotations

import itertools

import pytest

from browser.helpers import JOURNEYS, KINDS, LANGUAGES, STRESS, Site, report
from browser.tabs import DESK, Found, Visit

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

COLUMNS = """() => {
  const wrong = [], box = e => e.getBoundingClientRect(), all = name => [...document.querySelectorAll(name)]
  const svg = document.querySelector(".hb-emotion"), stops = all(".hb-stop").map(box)
  const ctm = svg.getScreenCTM(), at = x => x * ctm.a + ctm.e
  const rtl = getComputedStyle(svg.closest("table")).direction === "rtl"
  const near = (one, other, what) => {
    if (!(Math.abs(one - other) <= 2)) wrong.push(`${what} at ${one.toFixed(1)}, not at ${other.toFixed(1)} px`)
  }
  stops.forEach((stop, k) => {
    if (k && (rtl ? stop.right > stops[k - 1].left + 1 : stop.left < stops[k - 1].right - 1))
      wrong.push(`stage ${k + 1} does not stand after stage ${k}`)
    const slice = document.querySelector(`.hb-s${k + 1} .hb-slice`)
    if (slice) {
      const { x, width } = slice.viewBox.baseVal
      near(at(x), stop.left, `the slice of stage ${k + 1} begins`)
      near(at(x + width), stop.right, `the slice of stage ${k + 1} ends`)
    }
    for (const cell of all(`.hb-map__c.hb-s${k + 1}`)) {
      near(box(cell).left, stop.left, `a cell of stage ${k + 1} begins`)
      near(box(cell).right, stop.right, `a cell of stage ${k + 1} ends`)
    }
  })
  const lines = all(".hb-emotion .hb-em-col").map(e => box(e).left).sort((a, b) => a - b)
  const borders = stops.map(stop => stop.left).sort((a, b) => a - b).slice(1)
  if (lines.length !== borders.length) wrong.push(`${lines.length} lines between ${stops.length} stages`)
  lines.forEach((x, k) => near(x, borders[k], "a line of the curve"))
  const points = all(".hb-em-point")
  for (const point of points) {
    const step = document.getElementById(`map-${point.getAttribute("href").slice(1)}`)
    const list = [...step.parentElement.children], share = (list.indexOf(step) + 0.5) / list.length
    const stop = stops[Number(step.closest("td").className.match(/hb-s(\\d+)/)[1]) - 1]
    const hit = box(point.querySelector("circle"))
    const x = rtl ? stop.right - share * stop.width : stop.left + share * stop.width
    near((hit.left + hit.right) / 2, x, `the point of ${step.id}`)
  }
  return [stops.length, points.length, wrong]
}"""
"""How many stages and points there are, and what of the curve does not stand in its stage's column."""

UNCOVERED = """([name, from, to]) => [...document.querySelectorAll(name)].flatMap(e => {
  const { left, right, top, bottom } = e.getBoundingClientRect()
  if (top < from || bottom > to) return []
  const seen = document.elementFromPoint((left + right) / 2, Math.min((top + bottom) / 2, top + 8))
  return e.contains(seen) ? [] : [`${e.innerText.trim()} is covered by ${seen && seen.outerHTML.slice(0, 60)}`]
})"""
"""What is covered of the things called so that stand between two heights of the window."""


@pytest.mark.parametrize("width", [1320, 1024])
def test_the_curve_stands_over_its_columns(width: int, maps: list[Found]) -> None:
    """Borders, cells, slices and points agree within 2 px, and stages follow each other in the reading direction."""
    wrong, tested = [], 0
    for _, address, page in maps:
        page.set_viewport_size({"width": width, "height": 900})
        stages, points, found = page.evaluate(COLUMNS)
        assert stages > 3, address
        tested += points
        wrong += [f"{address}: {what}" for what in found]
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert tested > 20
    report(wrong)


SCALE = """() => {
  const box = e => e.getBoundingClientRect(), middle = e => (box(e).top + box(e).bottom) / 2
  const all = name => [...document.querySelectorAll(name)], wrong = []
  const [top, , , bottom] = all(".hb-emotion .hb-em-grid").map(middle)
  const [zero] = all(".hb-emotion .hb-em-zero").map(middle)
  const words = all(".hb-map__scale > span"), around = all(".hb-map__rh--curve > :is(.hb-map__rt, .hb-map__hint)")
  if (words.length !== 3) wrong.push(`${words.length} words`)
  words.forEach((e, k) => {
    const off = Math.abs(middle(e) - [top, zero, bottom][k])
    if (off > 6) wrong.push(`${e.innerText} stands ${off.toFixed(1)} px from its line`)
    for (const other of around) if (box(e).top < box(other).bottom - 2 && box(e).bottom > box(other).top + 2)
      wrong.push(`${e.innerText} and ${other.innerText} cover each other`)
  })
  return wrong
}"""
"""What is wrong with the words of the curve's scale."""


def test_the_scale_stands_at_its_heights(maps: list[Found]) -> None:
    """The words for the best, the middle and the worst feeling stand beside their lines, clear of the row's name."""
    wrong = []
    for _, address, page in maps:
        for width, media in ((1320, "screen"), (1024, "screen"), (1039, "print")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)  # type: ignore[arg-type]  # one of two words
            wrong += [f"{address} at {width} px, {media}: {what}" for what in page.evaluate(SCALE)]
        page.emulate_media(media="screen")
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    report(wrong)


def test_the_first_stage_stands_where_reading_begins(maps: list[Found]) -> None:
    """Rightmost in Arabic, leftmost in English, and the heads of the rows before it."""
    for language, address, page in maps:
        first, last, head = (
            page.locator(name).bounding_box() or {} for name in (".hb-stop--first", ".hb-stop--last", ".hb-map__corner")
        )
        order = [head["x"], first["x"], last["x"]]
        assert order == sorted(order, reverse=language == "ar"), address


@pytest.mark.parametrize("width", [1320, 1024])
def test_the_heads_stay_in_sight(width: int, maps: list[Found]) -> None:
    """Far down in the map the stages stand under the site's header; far aside the rows' heads are still there."""
    wrong = []
    for language, address, page in maps:
        page.set_viewport_size({"width": width, "height": 900})
        scroll = page.locator(".hb-map__scroll")
        boxed = scroll.evaluate("e => getComputedStyle(e).overflowY !== 'visible'")
        scroll.evaluate("e => e.scrollIntoView({ block: 'start', behavior: 'instant' })")
        page.mouse.move(0, 0)
        page.evaluate("innerHeight => scrollBy({ top: innerHeight, behavior: 'instant' })", 0 if boxed else 700)
        far = "([e, x]) => { e.scrollTop = 600; e.scrollLeft = x; return [e.scrollTop, Math.abs(e.scrollLeft)] }"
        down, aside = page.evaluate(far, [scroll.element_handle(), -300 if language == "ar" else 300])
        if boxed and (down < 300 or (aside < 50 and page.locator(".hb-map--long").count())):
            wrong.append(f"{address}: the box scrolls only {aside:.0f} px aside and {down:.0f} px down")
        edges = page.evaluate(
            """() => [".md-header", ".hb-map__scroll", ".hb-stop--first", ".hb-map__corner"]
              .map(name => document.querySelector(name).getBoundingClientRect())
              .map(b => [b.top, b.bottom, b.left, b.right])"""
        )
        header, box, stop, corner = edges
        top = max(box[0], header[1]) if boxed else header[1]
        if not top - 2 <= stop[0] <= top + 4:
            wrong.append(f"{address}: the stages stand at {stop[0]:.0f}, not at {top:.0f} px")
        start, edge = (corner[3], box[3]) if language == "ar" else (corner[2], box[2])
        if boxed and abs(start - edge) > 3:
            wrong.append(f"{address}: the first column stands {abs(start - edge):.0f} px from its edge")
        names = ((".hb-map__corner", 0), (".hb-map__rh", top + 80), *(() if boxed else ((".hb-stop", 0),)))
        for name, low in names:
            wrong += [f"{address}: {what}" for what in page.evaluate(UNCOVERED, [name, low, 880])]
        page.evaluate("e => { e.scrollTop = e.scrollLeft = 0; scrollTo(0, 0) }", scroll.element_handle())
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    report(wrong)


PHONE = """() => {
  const wrong = [], box = e => e.getBoundingClientRect(), rtl = document.dir === "rtl"
  const shown = [...document.querySelectorAll(".hb-stop, .hb-map__c")].filter(e => e.checkVisibility() && box(e).height)
  const stage = e => Number(e.className.match(/hb-s(\\d+)/)[1])
  const seen = shown.map(e => [box(e).top, stage(e), e.classList.contains("hb-stop")]).sort((a, b) => a[0] - b[0])
  seen.forEach(([, number, head], place) => {
    const before = place ? seen[place - 1][1] : 0
    if (number < before) wrong.push(`a piece of stage ${number} stands below stage ${before}`)
    if (number > before && !head) wrong.push(`stage ${number} does not begin with its name`)
  })
  const stages = document.querySelectorAll(".hb-stop").length
  if (new Set(seen.map(([, number]) => number)).size !== stages) wrong.push("a stage has no card")
  if (shown.some(e => e.matches(".hb-map__c--empty"))) wrong.push("an empty cell shows")
  for (const e of shown) {
    if (e.scrollWidth > e.clientWidth + 1) wrong.push(`${e.innerText.slice(0, 40)} is wider than its card`)
    const label = e.querySelector(".hb-map__label")
    if (e.matches(".hb-map__c") && !label?.checkVisibility()) wrong.push("a cell has no label")
  }
  const svg = document.querySelector(".hb-emotion")
  for (const e of document.querySelectorAll(".hb-em-point")) {
    e.focus()
    if (document.activeElement === e) wrong.push(`${e.getAttribute("href")} of the large curve takes the focus`)
  }
  if (svg.closest("td").getBoundingClientRect().width > 2) wrong.push("the large curve shows")
  const steps = stage => document.querySelectorAll(`.hb-map__row--steps .hb-s${stage} li`).length
  let first = 1
  for (let number = 1; number <= stages; number += 1) {
    const slice = document.querySelector(`.hb-map__c.hb-s${number} .hb-slice`)
    if (slice) {
      const { x, width, height } = slice.viewBox.baseVal, b = box(slice), card = box(slice.closest("td"))
      const say = what => wrong.push(`the curve of stage ${number} ${what}`)
      if (b.width < 100) say(`is only ${b.width} px wide`)
      if (b.left < card.left - 0.5 || b.right > card.right + 0.5) say("leaves its card")
      if (Math.abs((b.left + b.right) - (card.left + card.right)) > 4) say("stands askew")
      if (Math.abs(b.height / b.width - height / width) > 0.02) say("is distorted")
      const here = [...svg.querySelectorAll(".hb-em-word, .hb-em-num")].filter(e => {
        const at = e.x.baseVal[0].value
        return at > x && at < x + width
      }).map(e => parseInt(e.textContent))
      const strange = here.filter(n => n < first || n >= first + steps(number))
      if (!here.length || strange.length) say(`shows the steps ${here}`)
      const size = 13 * b.width / width
      if (size < 9) say(`has words of ${size.toFixed(1)} px`)
    }
    first += steps(number)
  }
  return wrong
}"""
"""What is wrong with the cards of a phone."""


@pytest.mark.parametrize("width", [390, 320])
def test_one_card_a_stage_on_a_phone(width: int, maps: list[Found]) -> None:
    """Cards come in the order of the stages, without empty cells, each with its own part of the curve."""
    wrong = []
    for _, address, page in maps:
        page.set_viewport_size({"width": width, "height": 800})
        wrong += [f"{address}: {what}" for what in page.evaluate(PHONE)]
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        wrong += [f"{address}: the page is {wide} px wide"] if wide > width else []
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    report(wrong)


@BY_LANGUAGE
def test_without_script(language: str, visit: Visit, stress: Site) -> None:
    """Map, curve, cards, lanes, links and downloads are there when no script runs."""
    page, wrong = visit(java_script_enabled=False), []
    paths = [f"/{language}/{KINDS[kind]}" for kind in JOURNEYS] + [f"{stress.address}/{language}/{STRESS}"]
    for (width, names), path in itertools.product(
        ((1280, (".hb-emotion", ".hb-stop", ".hb-swim__svg", ".hb-download a")), (390, (".hb-slice", ".hb-map__step"))),
        paths,
    ):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        wrong += [f"{path} at {width}: no {name}" for name in names if not page.locator(name).first.is_visible()]
        if page.locator(".hb-pan__tools").count():
            wrong.append(f"{path}: buttons that do nothing")
    assert page.locator(".hb-jump a").count() > 5
    report(wrong)
