"""Paper: the text alone, in black on white, with a line that says what a copy is worth."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from browser.helpers import BASE, DIRECTION, LANGUAGES, report
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


@BY_LANGUAGE
def test_print_journey(language: str, visit: Visit) -> None:
    """A journey's diagram gets a lying sheet, and no text of it is cut off."""
    page = visit(f"/{language}/journeys/late-order/")
    page.evaluate("document.fonts.ready.then(() => null)")
    sizes = sheets(page.pdf(prefer_css_page_size=True))
    assert any(width > height for width, height in sizes), sizes
    page.set_viewport_size({"width": 987, "height": 660})  # what a lying A4 sheet leaves between its margins
    page.emulate_media(media="print")
    drawing = page.locator(".hb-swim__svg").bounding_box()
    assert drawing
    assert drawing["width"] <= 988, f"the drawing is {drawing['width']:.0f} px wide on a sheet of 987 px"
