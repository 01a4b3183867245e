"""Mermaid fences in a build: drawn here, or left to browsers with all that they need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import support
from handbook.drawing import engine

VENDOR = "assets/vendor/mermaid/mermaid.min.js"
PAGES = ("en/playbook/first-contact/index.html", "ar/journeys/late-order/index.html")


def scripts(page: str) -> set[str]:
    return {Path(src).name for src in re.findall(r'<script[^>]* src="([^"]+)"', page)}


def test_drawings_are_in_the_page(good: support.Built) -> None:
    """No script draws anything, so none is published."""
    for path in PAGES:
        page = good.read(path)
        assert 'role="img"' in page
        assert 'class="mermaid"' not in page
        assert "mermaid.min.js" not in page
    assert not (good.site / VENDOR).exists()


def left_to_browsers(built: support.Built) -> None:
    """Pages with a diagram bring its text and the scripts; the others bring neither."""
    assert not built.stopped
    assert (built.site / VENDOR).is_file()
    for path in PAGES:
        page = built.read(path)
        assert 'class="mermaid"' in page, path
        assert "mermaid.min.js" in scripts(page), path
        for src in re.findall(r'<script[^>]* src="([^"]+)"', page):
            assert (built.site / path).parent.joinpath(src).resolve().is_file(), src
    assert "mermaid.min.js" not in scripts(built.read("en/policies/answering/index.html"))


def test_a_site_may_leave_drawings_to_browsers(tmp_path: Path) -> None:
    """`renderer: browser` is no problem that anybody is told of."""
    folder = support.make_site(tmp_path)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    chosen = config.replace("- handbook/diagrams\n", "- handbook/diagrams: {renderer: browser}\n")
    assert chosen != config
    (folder / "mkdocs.yml").write_text(chosen, "utf-8")
    built = support.build(folder)
    assert built.problems == []
    left_to_browsers(built)


def test_a_machine_without_the_engine_warns_and_leaves_drawings_to_browsers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A strict build stops; the other one publishes a site whose diagrams work."""
    monkeypatch.setattr(engine, "installed", lambda: False)
    folder = support.make_site(tmp_path)
    strict = support.build(folder)
    warned = support.reported(strict.printed)
    assert strict.stopped
    assert support.places(warned) == [
        "ar/playbook/first-contact.md:14 diagram-in-browser",
        "en/playbook/first-contact.md:11 diagram-in-browser",
        "journeys/late-order-to-be.yml:14 diagram-in-browser",
        "journeys/late-order.yml:27 diagram-in-browser",
    ]
    assert all("merman" in line for _, lines in warned for line in lines)
    left_to_browsers(support.build(folder, strict=False))


def test_one_diagram_beyond_the_engine_is_left_to_browsers(tmp_path: Path, drawings: str) -> None:
    """What Mermaid knows and merman does not is a warning, and the page still shows it."""
    folder = support.make_site(tmp_path, host={"cache": drawings})
    page = folder / "content" / "en" / "playbook" / "first-contact.md"
    page.write_text(page.read_text("utf-8").replace('a["Greets"]', 'a["$$x^2$$"]'), "utf-8")
    built = support.build(folder, strict=False)
    assert built.problems == ["en/playbook/first-contact.md:11 diagram-in-browser"]
    html = built.read("en/playbook/first-contact/index.html")
    assert 'class="mermaid"' in html
    assert "mermaid.min.js" in scripts(html)
    assert (built.site / VENDOR).is_file()
