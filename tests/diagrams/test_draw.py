"""A fence as a figure."""

from __future__ import annotations

import re

import support
from handbook.diagrams.draw import Fences, digest

SOURCE = 'flowchart LR\n  a["<b>"] --> b'
EN = support.LANGUAGES["en"]


def test_a_mark_becomes_a_figure_with_its_source() -> None:
    """Readers get the drawing, and the text to copy, escaped."""
    fences = Fences(support.studio())
    html = fences.fill(f"<p>x</p>{fences.mark(SOURCE)}", EN)
    assert html.startswith('<p>x</p><figure class="hb-diagram">')
    assert "a[&quot;&lt;b&gt;&quot;] --&gt; b" in html
    assert "data-diagram" not in html


def test_the_same_drawing_twice_has_other_ids() -> None:
    """Two figures of one source on one page, each named by its own title."""
    fences = Fences(support.studio())
    html = fences.fill(fences.mark(SOURCE) * 3, EN)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(re.findall("<figure", html)) == 3
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


def test_a_mark_that_an_author_wrote_is_nothing() -> None:
    """Only what a fence has left behind is filled in."""
    html = f'<p>x</p><div class="hb-diagram" data-diagram="{digest("other")}"></div>'
    assert Fences(support.studio()).fill(html, EN) == "<p>x</p>"


def test_only_a_diagram_that_says_so_runs_from_right_to_left() -> None:
    """On a right-to-left page the theme mirrors all others."""
    fences = Fences(support.studio())
    kinds = {
        source: "hb-diagram--as-written" in fences.fill(fences.mark(source), EN)
        for source in (
            "flowchart RL\n a --> b",
            "flowchart LR\n a --> b",
            "flowchart LR\n subgraph s\n direction RL\n a\n end",
        )
    }
    assert list(kinds.values()) == [True, False, True]


def test_a_change_of_the_text_changes_the_name() -> None:
    """Drawings are told apart by what they are made from."""
    assert digest("a") != digest("b")
    assert digest("a") == digest("a")
