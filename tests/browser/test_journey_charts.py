"""The charts of a journey: no label is cut off or covers another, and they run in the reading direction."""

from __future__ import annotations

from itertools import pairwise

import pytest

from browser.helpers import LANGUAGES, report
from browser.tabs import DESK, Found, Tabs

TOOLS = """
  const wrong = [], box = e => e.getBoundingClientRect()
  const said = e => `"${e.textContent.trim().slice(0, 40)}"`
  const shown = e => e.checkVisibility({ visibilityProperty: true })
  const out = (a, b) => Math.max(b.left - a.left, a.right - b.right, b.top - a.top, a.bottom - b.bottom)
  const share = (a, b) => Math.min(Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))
  // The letters stand on their line with a little air above; the box of a text is higher than they are.
  const letters = e => {
    const b = box(e), size = parseFloat(getComputedStyle(e).fontSize) * Math.abs(e.getScreenCTM().a)
    const line = new DOMPoint(0, e.y.baseVal[0].value).matrixTransform(e.getScreenCTM()).y
    return { left: b.left, right: b.right, top: line - 0.8 * size, bottom: line + 0.3 * size }
  }
  const apart = (things, more) => things.forEach(([one, a], place) => things.slice(0, place).forEach(([other, b]) => {
    if (share(a, b) > more) wrong.push(`${one} and ${other} cover each other by ${share(a, b).toFixed(1)} px`)
  }))
"""

EMOTION = (
    "svg => {"
    + TOOLS
    + """
  const frame = box(svg), all = name => [...svg.querySelectorAll(name)]
  const texts = all("text").filter(e => !e.closest(".hb-em-quote"))
  for (const e of texts) if (out(letters(e), frame) > 1) wrong.push(`${said(e)} stands out of the curve`)
  for (const e of all(".hb-em-face, .hb-em-mark, .hb-em-truth__flag, .hb-em-bar"))
    if (out(box(e), frame) > 1) wrong.push(`${e.getAttribute("class")} stands out of the curve`)
  for (const e of all(".hb-em-quote rect, .hb-em-quote text"))
    if (out(box(e), frame) > 1) wrong.push(`the quote ${said(e)} stands out of the curve`)
  for (const e of all(".hb-em-quote text"))
    if (out(box(e), box(e.parentElement.querySelector("rect"))) > 1) wrong.push(`${said(e)} stands out of its box`)
  const words = all(".hb-em-word, .hb-em-num, .hb-em-axis").map(e => [said(e), letters(e)])
  const flags = all(".hb-em-truth__flag").map((e, k) => [`flag ${k + 1}`, box(e)])
  apart([...words, ...flags], 1.5)
  const faces = all(".hb-em-face").map((e, k) => [`face ${k + 1}`, box(e)])
  words.forEach(([one, a]) => faces.forEach(([other, b]) => {
    if (share(a, b) > 4) wrong.push(`${one} and ${other} cover each other by ${share(a, b).toFixed(1)} px`)
  }))
  for (const e of all(".hb-em-truth__text")) {
    const flag = all(".hb-em-truth__flag").find(flag => out(letters(e), box(flag)) <= 1)
    if (!flag) wrong.push(`${said(e)} stands out of its flag`)
    for (const star of all(".hb-em-truth__star"))
      if (share(letters(e), box(star)) > 1) wrong.push(`${said(e)} runs into a star`)
  }
  return [words.length, wrong]
}"""
)
"""How many words a curve has, and what of it is cut off or covered."""

CHART = (
    "svg => {"
    + TOOLS
    + """
  const frame = box(svg), texts = [...svg.querySelectorAll("text")].filter(shown)
  for (const e of texts) if (out(letters(e), frame) > 1) wrong.push(`${said(e)} stands out of the chart`)
  for (const e of svg.querySelectorAll("circle, rect, path"))
    if (out(box(e), frame) > 3) wrong.push(`${e.getAttribute("class")} stands out of the chart`)
  apart(texts.map(e => [said(e), letters(e)]), 1)
  for (const e of texts) {
    const home = e.parentElement.matches("g") && e.parentElement.querySelector(":scope > rect, :scope > circle")
    if (home && out(letters(e), box(home)) > 1) wrong.push(`${said(e)} stands out of its ${home.tagName}`)
  }
  return [texts.length, wrong]
}"""
)
"""How many texts a chart has, and what of it is cut off or covered."""

CARD = (
    "card => {"
    + TOOLS
    + """
  const frame = box(card), spark = card.querySelector("svg.hb-spark")
  for (const e of card.querySelectorAll("p, h2, h3, span, bdi, a"))
    if (!e.matches(".hb-vh") && (out(box(e), frame) > 1 || (e.scrollWidth > e.clientWidth + 1 && e.clientWidth)))
      wrong.push(`${said(e)} does not fit its card`)
  if (spark) for (const e of spark.querySelectorAll("path, circle"))
    if (out(box(e), frame) > 1) wrong.push(`${e.getAttribute("class")} stands out of its card`)
  const rows = [...card.querySelectorAll(":scope > :is(p, h2, h3, div)")].filter(e => box(e).height)
  apart(rows.map(e => [said(e), box(e)]), 1)
  return wrong
}"""
)
"""What does not fit the card of an indicator."""


@pytest.mark.parametrize("width", [1320, 1024])
def test_words_of_the_curve_fit(width: int, maps: list[Found]) -> None:
    """No word, flag, face or quote of a curve is cut off, and none covers another."""
    wrong = []
    for _, address, page in maps:
        page.set_viewport_size({"width": width, "height": 900})
        words, found = page.locator(".hb-emotion").evaluate(EMOTION)
        assert words > 8, address
        wrong += [f"{address} at {width} px: {what}" for what in found]
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    report(wrong)


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_labels_of_charts_fit(width: int, tabs: Tabs, maps: list[Found]) -> None:
    """No label of the comparison, of the plot, or on the card of an indicator is cut off or covers another."""
    wrong, charts, cards = [], 0, 0
    for _, address, page in maps + tabs.kinds("backlog", "figures"):
        page.set_viewport_size({"width": width, "height": 900})
        for chart in page.locator("svg.hb-cmp, svg.hb-plot").all():
            charts += 1
            texts, found = chart.evaluate(CHART)
            assert texts > 8, address
            wrong += [f"{address} at {width} px: {what}" for what in found]
        for card in page.locator(".hb-kpi").all():
            cards += 1
            wrong += [f"{address} at {width} px: {what}" for what in card.evaluate(CARD)]
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert charts >= 12
    assert cards > 40
    report(wrong)


PLACES = """svg => name => [...svg.querySelectorAll(name)].map(e => {
  const { left, right } = e.getBoundingClientRect()
  return [e.textContent.trim(), (left + right) / 2]
})"""
"""The words and the middle of everything called so in a drawing."""


def middles(page: Found, svg: str, name: str) -> list[tuple[str, float]]:
    """Words and middle, counted in the reading direction, of everything called *name* in the first *svg* of *page*."""
    language, _, tab = page
    found = tab.locator(svg).first.evaluate(f"(svg, name) => ({PLACES})(svg)(name)", name)
    return [(words, -x if language == "ar" else x) for words, x in found]


def test_charts_run_in_the_reading_direction(tabs: Tabs, maps: list[Found]) -> None:
    """Stages, steps, effort and time begin at the right in Arabic and at the left in English."""
    wrong = []
    for page in maps:
        steps = middles(page, ".hb-emotion", ".hb-em-bar")
        wrong += [f"{page[1]}: {steps}"] if any(a[1] >= b[1] for a, b in pairwise(steps)) else []
        scale = middles(page, ".hb-emotion", ".hb-em-axis")
        if max(x for _, x in scale) > min(x for _, x in steps):
            wrong.append(f"{page[1]}: the scale does not stand before the first step")
    compared = tabs.kinds("problem journey")
    for page in compared:
        said = middles(page, ".hb-cmp", ".hb-cmp__label")
        labels = [(int(words.split(".")[0]), x) for words, x in said if "." in words]
        assert len(labels) > 3, page[1]
        assert [x for _, x in sorted(labels)] == sorted(x for _, x in labels), page[1]
        points = [x for _, x in middles(page, ".hb-cmp", ".hb-cmp__asis-pt")]
        assert points == sorted(points), page[1]
    for page in compared + tabs.kinds("backlog"):
        axis = [(words, x) for words, x in middles(page, ".hb-plot", ".hb-plot__axis") if words.isdigit()]
        effort = [x for _, x in axis[0::2]]
        assert [words for words, _ in axis[0::2]] == list("12345"), page[1]
        assert effort == sorted(effort), page[1]
        assert effort[-1] - effort[0] > 100, page[1]
        quads = dict(zip(("do", "fill", "plan", "leave"), middles(page, ".hb-plot", ".hb-plot__quad"), strict=True))
        assert quads["do"][1] < quads["plan"][1], page[1]
    for language, address, tab in tabs.kinds("figures"):
        sparks = tab.locator(".hb-spark").evaluate_all(
            """all => all.map(svg => [svg.querySelector(".hb-spark__line"), svg.querySelector(".hb-spark__end")]
              .map(e => (b => [b.left, b.right])(e.getBoundingClientRect())))"""
        )
        assert sparks, address
        for (left, right), end in sparks:
            last = sum(end) / 2
            if abs(last - (left if language == "ar" else right)) > abs(last - (right if language == "ar" else left)):
                wrong.append(f"{address}: a line of figures ends where it should begin")
    report(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plot_says_what_its_table_says(language: str, tabs: Tabs) -> None:
    """Every open opportunity of a journey's table has its dot, at its value and effort, unless many share a place."""
    ((_, _, page),) = [found for found in tabs.kinds("problem journey") if found[0] == language]
    rows = page.locator(".hb-backlog tbody tr").evaluate_all(
        """all => all.map(tr => [tr.querySelector(".hb-fid").textContent.trim(),
          Boolean(tr.querySelector(".hb-pill--done, .hb-pill--rejected"))])"""
    )
    drawn = [words for words, _ in middles((language, "", page), ".hb-plot", ".hb-plot__dot text")]
    assert sorted(drawn) == sorted(name for name, closed in rows if not closed)
