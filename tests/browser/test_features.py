"""docs/journey-features.md says where the site has what tools for journey maps have: it must be there."""

from __future__ import annotations

import re

from browser.helpers import ROOT, Site

NOT_ON_A_PAGE = ("History of a map", "A change is reviewed", "A map for people", "A map on", "No stale diagram")
"""Rows about the whole project, or about what the site does not show."""


def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "journey-features.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in cells if row[-1] != "Page of the built site"]


def test_every_row_names_a_page() -> None:
    """But those that no page can show."""
    assert len(rows()) > 25
    assert [row[0] for row in rows() if "`" not in row[-1] and not row[0].startswith(NOT_ON_A_PAGE)] == []


def test_every_page_and_place_is_there(site: Site) -> None:
    """The addresses are those of the site that this repository builds."""
    for address in re.findall(r"`([^`]+/(?:#[\w-]+)?)`", " ".join(row[-1] for row in rows())):
        page, _, anchor = address.partition("#")
        html = (site.folder / page / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in html, address
