"""Letters: no false styles in Arabic, our own font everywhere, code and arrows in their right direction."""

from __future__ import annotations

from typing import Any

from browser.helpers import KINDS, LANGUAGES, NAME, report
from browser.tabs import DESK, Tabs

STYLES = f"""() => {{
  const found = new Set(), name = {NAME}
  const look = (e, part) => {{
    const style = getComputedStyle(e, part)
    if (part && ["none", "normal"].includes(style.content)) return
    const say = (what, value) => found.add(`${{name(e)}}${{part || ""}} ${{what}} ${{value}}`)
    if (style.fontStyle !== "normal") say("font-style", style.fontStyle)
    if (style.textTransform !== "none") say("text-transform", style.textTransform)
    if (!["normal", "0px"].includes(style.letterSpacing)) say("letter-spacing", style.letterSpacing)
  }}
  let count = 0
  for (const e of document.querySelectorAll("body, body *")) {{
    if (e.closest("[lang]").lang !== "ar" || e.matches("script, code, code *")) continue
    count++
    for (const part of [null, "::before", "::after"]) look(e, part)
    if (e.matches("input")) look(e, "::placeholder")
  }}
  return [count, [...found]]
}}"""

TEXTS = (
    ":is(main, .hb-footer) :is(h1, h2, h3, h4, p, li, dt, dd, th, td, caption, figcaption, label, legend, summary), "
    "svg text, .hb-header :is(a, button), .md-tabs a"
)

CODE = r"""() => [...document.querySelectorAll("code, pre, kbd, samp")].flatMap(e => {
  const style = getComputedStyle(e), wrong = []
  if (style.direction !== "ltr") wrong.push(`direction ${style.direction}`)
  if (!style.unicodeBidi.startsWith("isolate")) wrong.push(`unicode-bidi ${style.unicodeBidi}`)
  if (e.matches("pre") && !["left", "start"].includes(style.textAlign)) wrong.push(`text-align ${style.textAlign}`)
  const text = [...e.childNodes].find(node => node.nodeType === 3 && node.data.trim())
  if (text && e.checkVisibility()) {
    const left = at => {
      const range = document.createRange()
      range.setStart(text, at)
      range.setEnd(text, at + 1)
      return range.getBoundingClientRect().left
    }
    const latin = text.data.split("\n")[0].search(/[\u0600-\u06ff]|$/) // up to the first Arabic letter
    if (latin > 1 && left(0) >= left(latin - 1)) wrong.push("its first letter is not on the left")
  }
  return wrong.length ? [`${e.tagName.toLowerCase()} ${e.textContent.slice(0, 20)}: ${wrong.join(", ")}`] : []
})"""

ARROWS = """() => {
  const wrong = [], seen = [], forward = document.dir === "rtl" ? -1 : 1
  const test = (what, style, to) => {
    seen.push(what)
    if ((new DOMMatrix(style.transform).a < 0 ? -1 : 1) !== to) wrong.push(`${what} points the wrong way`)
  }
  for (const item of document.querySelectorAll(".md-path__item:not(:first-child)"))
    test("the breadcrumb's chevron", getComputedStyle(item, "::before"), forward)
  for (const arrow of document.querySelectorAll(".hb-i--arrow")) {
    if (!arrow.checkVisibility()) continue // it has no direction then
    const back = arrow.closest(".hb-search-close") // back to the page, against the reading direction
    const what = back ? "the search's back" : `the arrow of ${arrow.parentElement.textContent.trim().slice(0, 30)}`
    test(what, getComputedStyle(arrow), back ? -forward : forward)
  }
  for (const closed of document.querySelectorAll("details:not([open]) > summary")) {
    const style = getComputedStyle(closed, "::after")
    if (style.content !== "none") test(`the chevron of ${closed.textContent.trim()}`, style, forward)
  }
  return [seen, wrong]
}"""

NAMES = r"""() => ["aria-label", "title", "placeholder", "alt", "data-label"].flatMap(name => {
  return [...document.querySelectorAll(`[${name}]`)].flatMap(e => {
    if (e.closest("[lang]").lang !== "ar") return []
    const said = e.getAttribute(name)
    return /[A-Za-z]{3}/.test(said) && !/[\u0600-\u06ff]/.test(said) ? [`${name}: ${said}`] : []
  })
})"""
"""Words that nobody sees on an Arabic page and that are not Arabic."""


def test_09_arabic_is_never_slanted_capitalised_or_spaced(tabs: Tabs) -> None:
    """No Arabic element is italic, changed in case or letter-spaced: the letters join and have no capitals."""
    wrong = []
    for language, address, page in tabs.kinds(*KINDS, lost=True, specimen=True):
        count, found = page.evaluate(STYLES)
        assert count > (100 if language == "ar" else 0), address
        wrong += [f"{address}: {what}" for what in found]
    report(wrong)


def test_10_the_shipped_font_is_used(tabs: Tabs) -> None:
    """Every letter comes from the font that the site brings: no machine's own font steps in."""
    wrong = []
    kinds = ("home", "in force", "overdue", "register", "journeys", "problem journey", "page")
    for language, address, page in tabs.kinds(*kinds, lost=True, specimen=True):
        sample = {"ar": "نص", "en": "text"}[language]
        for weight in (400, 600):
            question = [f"{weight} 16px Handbook", sample]
            if not page.evaluate("([font, text]) => document.fonts.check(font, text)", question):
                wrong.append(f"{address}: weight {weight} is not loaded")
        session = page.context.new_cdp_session(page)
        for method in ("DOM.enable", "CSS.enable"):
            session.send(method)
        root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": TEXTS})["nodeIds"]
        letters = 0
        for node in nodes:
            fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            letters += sum(font["glyphCount"] for font in fonts)
            foreign = {font["familyName"]: font["glyphCount"] for font in fonts if not font["isCustomFont"]}
            if foreign and (text := _seen_text(session, node)):
                wrong.append(f"{address}: {foreign} in {text!r}")
        session.detach()
        if letters < 100:
            wrong.append(f"{address}: only {letters} letters were seen")
    report(wrong)


def _seen_text(session: Any, node: int) -> str:
    """The text of *node*; empty where it is code, which has a font of its own, or too small to be seen."""
    thing = session.send("DOM.resolveNode", {"nodeId": node})["object"]["objectId"]
    script = """function () {
      const own = !this.matches(":has(code, kbd)") && parseFloat(getComputedStyle(this).fontSize) > 0
      const small = [...this.children].some(e => getComputedStyle(e).fontSize === "0px")
      return own && !small ? this.outerHTML.slice(0, 160) : ""
    }"""
    asked = {"objectId": thing, "functionDeclaration": script, "returnByValue": True}
    said: str = session.send("Runtime.callFunctionOn", asked)["result"]["value"]
    return said


def test_12_code_runs_left_to_right(tabs: Tabs) -> None:
    """Code stands left to right and apart from the Arabic around it."""
    wrong = []
    for _, address, page in tabs.kinds(*KINDS, specimen=True):
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        wrong += [f"{address}: {what}" for what in page.evaluate(CODE)]
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = false)")
    for _, address, page in tabs.kinds(specimen=True):
        for place in ("article pre", "article p code", "article kbd"):
            assert page.locator(place).count(), f"{address} has no {place}"
    report(wrong)


def test_13_arrows_point_forward(tabs: Tabs) -> None:
    """Chevrons and arrows point where reading goes: left in Arabic, right in English."""
    wrong, kinds = [], set()
    for language, address, page in tabs.kinds(*KINDS, lost=True, specimen=True):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            seen, found = page.evaluate(ARROWS)
            kinds |= {(language, what.split()[1]) for what in seen}
            wrong += [f"{address} at {width} px: {what}" for what in found]
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    awaited = {(code, what) for code in LANGUAGES for what in ("breadcrumb's", "arrow", "search's", "chevron")}
    wrong += [f"not seen at all: {what}" for what in sorted(awaited - kinds)]
    report(wrong)


def test_words_for_voices_are_arabic(tabs: Tabs) -> None:
    """On Arabic pages the names and hints that only a voice or a pointer tells are Arabic too."""
    report(
        f"{address}: {what}"
        for _, address, page in tabs.kinds(*KINDS, lost=True, specimen=True)
        for what in page.evaluate(NAMES)
    )


def test_text_shows_while_fonts_load(tabs: Tabs) -> None:
    """Text shows in the machine's font until ours has come: no font may hide it."""
    (_, _, page), *_ = tabs.kinds("home")
    displays = page.evaluate("[...document.fonts].map(face => [face.family, face.display])")
    assert displays
    report(f"{family}: font-display {display}" for family, display in displays if display != "swap")
