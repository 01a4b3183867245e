"""Drawings: text fits its box, nothing is cut off, each has a name, and time runs in the reading direction."""

from __future__ import annotations

import re

import pytest

from browser.helpers import JOURNEYS, LANGUAGES, SPECIMEN, report
from browser.tabs import DESK, Found, Tabs

BASICS = r"""
  const box = e => e.getBoundingClientRect()
  const over = (inner, outer) => Math.max(
    outer.left - inner.left, inner.right - outer.right, outer.top - inner.top, inner.bottom - outer.bottom)
  const texts = e => [...e.querySelectorAll("text:not(.hb-node__n)")]
  const words = e => texts(e).map(t => t.textContent).join(" ").replace(/\s+/g, " ")
  const wrong = []
  // The letters stand on their line; the box of a text has more air above, or room for two marks on one letter.
  const letters = e => {
    const { left, right } = box(e), to = e.getScreenCTM()
    const size = parseFloat(getComputedStyle(e).fontSize) * Math.abs(to.d)
    const line = new DOMPoint(0, e.y.baseVal[0].value).matrixTransform(to).y
    return { left, right, top: line - 0.75 * size, bottom: line + 0.3 * size }
  }
  const within = (inner, outer, what, where) => {
    const out = over(box(inner), box(outer))
    if (out > 1) wrong.push(`${what} stands ${out.toFixed(1)} px out of its ${where}`)
    return out <= 1
  }
"""

SWIMLANE = (
    "svg => {"
    + BASICS
    + r"""
  const outOfDiamond = (text, path) => {
    const numbers = path.getAttribute("d").match(/-?[\d.]+/g).map(Number), to = path.getScreenCTM()
    const tips = [0, 2, 4, 6].map(i => new DOMPoint(numbers[i], numbers[i + 1]).matrixTransform(to))
    const xs = tips.map(p => p.x), ys = tips.map(p => p.y)
    const x = (Math.min(...xs) + Math.max(...xs)) / 2, y = (Math.min(...ys) + Math.max(...ys)) / 2
    const w = Math.max(...xs) - x, h = Math.max(...ys) - y
    const { left, right, top, bottom } = box(text)
    const corners = [[left, top], [right, top], [left, bottom], [right, bottom]]
    const beyond = corners.map(([a, b]) => Math.abs(a - x) / w + Math.abs(b - y) / h - 1)
    return Math.max(...beyond) * w * h / Math.hypot(w, h)
  }
  for (const node of svg.querySelectorAll(".hb-node")) {
    const shape = node.querySelector(":scope > rect, :scope > path")
    const badge = node.querySelector(".hb-node__n")
    if (badge) within(badge, node.querySelector(".hb-node__badge"), `number ${badge.textContent}`, "ring")
    for (const text of texts(node)) {
      const what = `"${text.textContent}"`
      if (!within(text, shape, what, "box") || shape.tagName !== "path") continue
      const out = outOfDiamond(text, shape)
      if (out > 2) wrong.push(`a corner of ${what} stands ${out.toFixed(1)} px out of its diamond`)
    }
  }
  for (const label of svg.querySelectorAll(".hb-elab")) {
    const out = over(letters(label.querySelector("text")), box(label.querySelector("rect")))
    if (out > 1) wrong.push(`"${words(label)}" stands ${out.toFixed(1)} px out of its pill`)
  }
  for (const title of svg.querySelectorAll(".hb-lane text"))
    within(title, title.closest(".hb-lane").querySelector(".hb-lane__head"), `"${title.textContent}"`, "lane's head")
  const diamond = thing => thing.querySelector(":scope > path") // its box has empty corners
  const things = [...svg.querySelectorAll(".hb-node, .hb-elab")]
  const full = things.filter(e => !diamond(e)).map(e => [words(e), box(e.querySelector("rect")), e])
  const marks = [...svg.querySelectorAll(".hb-node__badge, .hb-node__channel > circle")]
  full.push(...marks.map(e => [`the mark of ${words(e.closest(".hb-node"))}`, box(e), e.closest(".hb-node"), e]))
  full.forEach(([one, a, ours, mark], place) => full.slice(0, place).forEach(([other, b, theirs, twin]) => {
    if (ours === theirs && Boolean(mark) !== Boolean(twin)) return // a mark sits on the rim of its own box
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
    const share = Math.min(across, down)
    if (share > 1) wrong.push(`"${one}" and "${other}" cover each other by ${share.toFixed(1)} px`)
  }))
  for (const mark of marks) for (const text of texts(mark.closest(".hb-node"))) {
    const round = box(mark), { left, right, top, bottom } = letters(text)
    const x = (round.left + round.right) / 2, y = (round.top + round.bottom) / 2
    const away = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
    if (away < round.width / 2 - 1) wrong.push(`"${text.textContent}" runs into the mark of its box`)
  }
  for (const thing of svg.querySelectorAll("rect, path, text, circle"))
    if (!thing.closest("defs, marker"))
      within(thing, svg, `${thing.tagName}.${thing.getAttribute("class") || ""} ${thing.textContent}`, "drawing")
  return [things.length, wrong]
}"""
)
"""How many boxes a swim-lane drawing has, and what does not fit."""

MERMAID = (
    "svg => {"
    + BASICS
    + r"""
  const labels = [...svg.querySelectorAll("text")].filter(text => text.textContent.trim())
  for (const text of labels) {
    const said = `"${text.textContent.replace(/\s+/g, " ").trim()}"`
    within(text, svg, said, "drawing")
    const shapes = "rect, polygon, circle, path[class*=node]"
    let group = text.parentElement
    while (group !== svg && !group.querySelector(shapes)) group = group.parentElement
    const [shape, ...more] = group === svg ? [] : group.querySelectorAll(shapes)
    if (shape && !more.length) within(text, shape, said, shape.tagName)
  }
  return [labels.length, wrong]
}"""
)
"""How many texts a drawing by Mermaid has, and what does not fit."""

CURVE = (
    "svg => {"
    + BASICS
    + r"""
  for (const thing of svg.querySelectorAll("path, circle")) within(thing, svg, thing.outerHTML, "drawing")
  for (const number of svg.querySelectorAll("text")) {
    const frame = box(svg), { left, right, top } = box(number)
    // Digits stand on their line, and the box of a text goes on below it.
    const line = new DOMPoint(0, number.y.baseVal[0].value).matrixTransform(number.getScreenCTM()).y
    if (left < frame.left || right > frame.right || top < frame.top || line > frame.bottom)
      wrong.push(`${number.textContent} is cut off`)
  }
  return wrong
}"""
)
"""What does not fit in an emotion curve."""

NODES = r"""svg => [...svg.querySelectorAll(".hb-node:not(.hb-node--elsewhere)")].map(node => {
  const { left, right } = node.querySelector("rect, path").getBoundingClientRect()
  return [Number(node.querySelector(".hb-node__n").textContent), left, right]
})"""
"""The number of each step in a swim-lane, and its sides."""

UNNAMED = r"""() => [...document.querySelectorAll("svg")].flatMap(svg => {
  const e = svg.matches("[role=img], [role=group]") ? svg : svg.querySelector(":scope > [role=img]")
  const hidden = svg.closest("[aria-hidden=true], svg svg")
  if (!e) return hidden ? [] : [`not named, not hidden: ${svg.outerHTML.slice(0, 120)}`]
  const ids = (e.getAttribute("aria-labelledby") || "").split(" ")
  return ["title", "desc"].flatMap(tag => {
    const said = e.querySelector(`:scope > ${tag}`)
    return said && said.textContent.trim() && ids.includes(said.id) ? [] : [`no ${tag}: ${svg.outerHTML.slice(0, 120)}`]
  })
})"""
"""Drawings without a name; one that holds links is a group, or keeps them beside its picture."""


@pytest.mark.parametrize("width", [390, 1280])
def test_14_swimlane_labels_fit(width: int, maps: list[Found]) -> None:
    """In the swim-lanes every text stays in its box, no box or mark covers another, and nothing is cut off."""
    wrong = []
    for _, address, page in maps:
        page.set_viewport_size({"width": width, "height": 900})
        for number, drawing in enumerate(page.locator(".hb-swim__svg").all()):
            boxes, found = drawing.evaluate(SWIMLANE)
            assert boxes > (1 if number else 10), address
            wrong += [f"{address} drawing {number}: {what}" for what in found]
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    report(wrong)


def test_14_mermaid_labels_fit(tabs: Tabs) -> None:
    """In Mermaid's drawings every text stays in its box and in the drawing."""
    wrong, specimens = [], 0
    for _, address, page in tabs.all():
        drawings = page.locator(".hb-diagram svg").all()
        specimens += len(drawings) if address.endswith(SPECIMEN) else 0
        for number, drawing in enumerate(drawings, 1):
            texts, found = drawing.evaluate(MERMAID)
            wrong += [f"{address} drawing {number}: {what}" for what in found]
            if texts < 3:
                wrong.append(f"{address} drawing {number}: {texts} texts")
    if specimens != 2 * len(LANGUAGES):
        wrong.append(f"the specimens have {specimens} drawings")
    report(wrong)


def test_14_curves_fit(tabs: Tabs) -> None:
    """Nothing of an emotion curve is cut off."""
    wrong = []
    for _, address, page in tabs.kinds("home", "journeys", "in force"):
        curves = page.locator(".hb-curve").all()
        assert curves, address
        wrong += [f"{address}: {what}" for curve in curves for what in curve.evaluate(CURVE)]
    report(wrong)


def test_15_every_drawing_has_title_and_description(tabs: Tabs) -> None:
    """Each drawing is either hidden from voices or named by a title and a description of its own."""
    pages = tabs.all()
    assert sum(page.locator("svg[role=img]").count() for _, _, page in pages) > 20
    report(f"{address}: {what}" for _, address, page in pages for what in page.evaluate(UNNAMED))


def test_16_time_runs_in_the_reading_direction(maps: list[Found]) -> None:
    """The first step stands rightmost in Arabic and leftmost in English, and the lanes' heads before it."""
    wrong = []
    for language, address, page in maps:
        sign = -1 if language == "ar" else 1  # from here on, smaller is earlier
        for drawing in page.locator(".hb-swim__svg").all():
            sides = drawing.evaluate(NODES)
            starts = {number: min(sign * left, sign * right) for number, left, right in sides}
            middles = {number: sign * (left + right) / 2 for number, left, right in sides}
            first = min(starts)
            earlier = [number for number, x in middles.items() if x < middles[first] - 1]
            wrong += [f"{address}: step {number} stands before the first step {first}" for number in earlier]
            for head in drawing.locator(".hb-lane__head").all():
                left, right = head.evaluate("e => [e.getBoundingClientRect().left, e.getBoundingClientRect().right]")
                if max(sign * left, sign * right) > min(starts.values()):
                    wrong.append(f"{address}: a lane's head does not stand before step {first}")
    report(wrong)


def test_16_curves_run_in_the_reading_direction(tabs: Tabs) -> None:
    """A curve's first number stands rightmost in Arabic and leftmost in English."""
    wrong = []
    for language, address, page in tabs.kinds("home", "journeys", "in force"):
        for curve in page.locator(".hb-curve").all():
            numbers = curve.locator("text").evaluate_all(
                "all => all.map(e => [Number(e.textContent), e.getBoundingClientRect().left])"
            )
            across = [x for _, x in sorted(numbers)]
            if len(across) < 2 or across != sorted(across, reverse=language == "ar"):
                wrong.append(f"{address}: the numbers stand at {numbers}")
    report(wrong)


def test_16_reading_order_of_the_steps(tabs: Tabs) -> None:
    """The steps in words come in the order of their numbers."""
    for _, address, page in tabs.kinds(*JOURNEYS):
        said = page.locator(".hb-stage__steps .hb-steps__n [aria-hidden]").all_inner_texts()
        assert [int(number) for number in said if re.fullmatch(r"\d+", number)] == list(range(1, len(said) + 1)), (
            address
        )
