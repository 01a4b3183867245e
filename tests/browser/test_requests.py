"""What the pages ask the network for, and whether they fit the screen."""

from __future__ import annotations

from browser.helpers import NAME, report
from browser.tabs import DESK, Tabs

WIDTHS = (320, 390, 1280)

STANDING_OUT = f"""() => {{
  const root = document.scrollingElement, wide = root.clientWidth, name = {NAME}
  if (root.scrollWidth <= wide) return []
  const boxed = e => {{
    if (getComputedStyle(e).position === "fixed") return true
    const around = e.parentElement
    return around !== document.body && (getComputedStyle(around).overflowX !== "visible" || boxed(around))
  }}
  const out = [...document.body.querySelectorAll("*")].filter(e => {{
    const box = e.getBoundingClientRect()
    return box.width && (box.right > wide + 0.5 || box.left < -0.5) && !boxed(e)
  }})
  return [`${{root.scrollWidth}} px wide`, ...out.slice(0, 4).map(name)]
}}"""
"""Why the page scrolls sideways, if it does: its width and what stands out of it."""


def test_05_no_foreign_request_and_no_error(tabs: Tabs) -> None:
    """No page asks another host, asks for what is not there, or writes an error to the console."""
    pages = tabs.all()
    assert tabs.asked > 5 * len(pages), "nothing is heard"
    for address in ("/", "/ar/id/CS-005/"):  # these lead on
        page = tabs.windows["ar"].new_page()
        tabs.listen(page, address)
        page.goto(f"{tabs.own.address}{address}", wait_until="networkidle")
        page.close()
    for _, _, page in tabs.kinds("home", "register", "journey", "figures", lost=True, specimen=True):
        page.wait_for_load_state("networkidle")
    report(tabs.wrong)


def test_11_no_sideways_scroll(tabs: Tabs) -> None:
    """No page scrolls sideways, on a small phone, a phone and a desk."""
    wrong = []
    for _, address, page in tabs.all():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if found := page.evaluate(STANDING_OUT):
                wrong.append(f"{address} at {width} px: {', '.join(found)}")
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    report(wrong)
