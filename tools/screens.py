"""Takes pictures of the main pages: both languages, phone and desktop, light and dark, into build/screens/."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from site_server import served

ROOT = Path(__file__).parent.parent
PAGES = {
    "home": "",
    "policies": "policies/",
    "policy": "policies/service-standards/",
    "register": "register/",
    "journeys": "journeys/",
    "journey": "journeys/late-order/",
    "journey-to-be": "journeys/late-order-to-be/",
    "touchpoints": "journeys/touchpoints/",
    "channels": "journeys/channels/",
    "backlog": "journeys/backlog/",
    "kpis": "journeys/kpis/",
    "people": "journeys/people/",
    "playbook": "playbook/first-contact/",
    "changes": "changes/",
    "in-force": "changes/in-force/",
    "upcoming": "changes/upcoming/",
    "history": "policies/late-delivery/history/",
    "version": "policies/late-delivery/v/1.3/",
    "redline": "policies/late-delivery/history/1.3-to-1.4/",
    "404": "nothing-here/",
}
WIDTHS = {"desktop": 1280, "phone": 390}
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def main(wanted: list[str]) -> None:
    """Picture the pages called *wanted*, or all."""
    site, screens = ROOT / "site", ROOT / "build" / "screens"
    if not (site / "index.html").is_file():
        sys.exit("There is no site yet: run `make site` first.")
    screens.mkdir(parents=True, exist_ok=True)
    with served(site) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=list(ARGUMENTS))
        for scheme in ("light", "dark"):
            for device, width in WIDTHS.items():
                view = {"width": width, "height": 900}
                page = browser.new_page(viewport=view, color_scheme=scheme)
                for name, path in PAGES.items():
                    for language in ("ar", "en"):
                        if not wanted or name in wanted:
                            page.goto(f"{address}/{language}/{path}", wait_until="networkidle")
                            page.screenshot(path=screens / f"{name}-{language}-{device}-{scheme}.png", full_page=True)
                page.close()
        browser.close()
    print(f"The pictures are in {screens.relative_to(ROOT)}/.")


if __name__ == "__main__":
    main(sys.argv[1:])
