"""Paper: the text alone, in black on white, with a line that says what a copy is worth."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from browser.helpers import BASE, DIRECTION, KINDS, LANGUAGES, STRESS, Site, report
from browser.tabs import Visit

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
HIDDEN = (".md-header", ".md-tabs", ".md-path", ".md-sidebar", ".hb-footer", ".hb-docfoot", ".md-skip")
POLICY = "policies/service-standards/"


def sheets(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each sheet of *pdf*, in points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    count = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    assert len(boxes) == count, "every page of a PDF by Chromium says its size"
    return [(float(width), float(height)) for width, height in boxes]


@BY_LANGUAGE
def test_print_styles(language: str, visit: Visit) -> None:
    """On paper the handbook's chrome is gone, the note about copies shows, and ink is black, even of a dark screen."""
    page = visit(f"/{language}/{POLICY}", color_scheme="dark", reduced_motion="reduce")
    if page.locator(".hb-printfoot").is_visible():
        pytest.fail("the note about copies shows on the screen")
    page.emulate_media(media="print")
    wrong = [f"{name} shows" for name in HIDDEN for found in page.locator(name).all() if found.is_visible()]
    if not page.locator("h1").is_visible():
        wrong.append("the title does not show")
    note = page.locator(".hb-printfoot")
    if not note.is_visible():
        wrong.append("the note about copies does not show")
    for word in ("CS-001", "2.0", f"{BASE}{language}/{POLICY}", page.locator("h1").inner_text()):
        if word not in note.inner_text():
            wrong.append(f"the note does not say {word!r}")
    ground, ink = page.evaluate(
        """[["body", "backgroundColor"], [".hb-body p", "color"]].map(
          ([name, what]) => getComputedStyle(document.querySelector(name))[what])"""
    )
    if ground not in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)") or ink != "rgb(0, 0, 0)":
        wrong.append(f"ground {ground}, ink {ink}")
    direction = page.locator("article").evaluate("e => getComputedStyle(e).direction")
    if direction != DIRECTION[language]:
        wrong.append(f"direction {direction}")
    report(wrong)


@BY_LANGUAGE
def test_print_to_pdf(language: str, visit: Visit, tmp_path: Path) -> None:
    """A policy prints on upright A4; where this machine can read PDF text, the number and the title are in it."""
    page = visit(f"/{language}/{POLICY}")
    page.evaluate("document.fonts.ready.then(() => null)")
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    sizes = sheets(pdf)
    assert 1 <= len(sizes) <= 8, sizes
    assert all(abs(width - 595) < 2 and abs(height - 842) < 2 for width, height in sizes), sizes
    assert b"IBMPlexSans" in pdf, "the PDF does not hold our font"
    if reader := shutil.which("pdftotext"):  # the styles are tested above in any case
        file = tmp_path / "policy.pdf"
        file.write_bytes(pdf)
        text = subprocess.run([reader, file, "-"], capture_output=True, text=True, check=True).stdout
        assert "CS-001" in text
        assert BASE in text


SHEET = {"width": 1039, "height": 700}
"""What a lying A4 sheet leaves between its margins, in px."""

PAPER = """([least, high]) => {
  const wrong = [], box = e => e.getBoundingClientRect(), all = name => [...document.querySelectorAll(name)]
  const style = (e, name) => getComputedStyle(e)[name]
  const seen = e => e.checkVisibility({ visibilityProperty: true }) && box(e).height > 0
  const wide = document.scrollingElement.scrollWidth, part = Math.min(1, innerWidth / wide)
  if (wide > innerWidth + 1) wrong.push(`the page is ${wide} px wide on a sheet of ${innerWidth} px`)
  for (const e of all("article :is(table, figure, svg, p, h2)"))
    if (seen(e) && !e.closest(".hb-vh") && (box(e).left < -1 || box(e).right > innerWidth + 1))
      wrong.push(`${e.getAttribute("class") || e.tagName} stands out of the sheet: ${e.textContent.slice(0, 40)}`)
  const letters = all(".hb-map__table *").filter(e => seen(e) && !e.closest(".hb-vh, [aria-hidden]")
    && [...e.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
  const points = e => {
    const svg = e.closest("svg"), size = parseFloat(style(e, "fontSize")) * 0.75 * part
    return svg ? size * Math.abs(svg.getScreenCTM().a) : size
  }
  const small = (e, where) => wrong.push(`${points(e).toFixed(1)} pt in ${where}: ${e.textContent.slice(0, 40)}`)
  for (const e of letters) if (points(e) < (e.closest("svg") ? least : 6.5)) small(e, "the map")
  const head = style(all(".hb-map__table thead")[0], "display")
  if (head !== "table-header-group") wrong.push("the stages are not repeated")
  for (const e of all(".hb-map__row")) {
    if (style(e, "breakInside") !== "avoid") wrong.push(`${e.className} may be cut`)
    if (box(e).height > high * innerHeight) wrong.push(`${e.className} is higher than a sheet`)
  }
  for (const e of all(".hb-stop, .hb-map__rh, .hb-map__corner"))
    if (style(e, "position") === "sticky") wrong.push(`${e.className} would stick to the sheet`)
  const scroll = all(".hb-map__scroll")[0]
  if (style(scroll, "overflowX") !== "visible" || box(scroll).height < box(all(".hb-map__table")[0]).height - 2)
    wrong.push("the box of the map cuts it off")
  const stages = all(".hb-swim--stage"), whole = all(".hb-swim--whole").filter(seen)
  if (stages.length && whole.length) wrong.push("the whole diagram is printed beside those of its stages")
  if (stages.some(e => !seen(e)) || (!stages.length && !all(".hb-swim").some(seen))) wrong.push("no diagram is printed")
  for (const e of all(".hb-swim svg text").filter(seen)) if (points(e) < least) small(e, "a diagram")
  for (const e of all(".hb-pan__tools, .hb-em-quote, .hb-download, .hb-jump"))
    if (seen(e)) wrong.push(`${e.getAttribute("class")} is printed`)
  const folds = all("details").filter(seen)
  if (folds.some(e => !seen(e.lastElementChild)) && !folds.every(e => e.matches(".hb-source-text")))
    wrong.push("something stays folded")
  return wrong
}"""
"""What is wrong with a journey on a lying sheet, where words of drawings have at least so many points and
rows at most this share of a sheet."""


@BY_LANGUAGE
@pytest.mark.parametrize("which", ["problem journey", "journey", "stress"])
def test_print_journey(which: str, language: str, visit: Visit, stress: Site) -> None:
    """A journey gets lying sheets, not too many; no row is cut, nothing is too wide or too small to read."""
    large = which == "stress"
    address = f"{stress.address}/{language}/{STRESS}" if large else f"/{language}/{KINDS[which]}"
    page = visit(address, reduced_motion="reduce")
    page.evaluate("document.fonts.ready.then(() => null)")
    sizes = sheets(page.pdf(prefer_css_page_size=True))
    wrong = [] if all(width > height for width, height in sizes) else [f"some sheets stand: {sizes}"]
    page.set_viewport_size(SHEET)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    full = page.evaluate("document.scrollingElement.scrollHeight") / SHEET["height"]
    if not full <= len(sizes) + 1 <= 1.4 * full + 3:
        wrong.append(f"{len(sizes)} sheets for what fills {full:.1f}")
    # Eight crowded stages are small on paper, and twelve steps in one of them make a row of more than a sheet; every
    # word of the drawings stands in the lists after them, too.
    report(wrong + page.evaluate(PAPER, [3, 1.3] if large else [5, 0.9]))
