"""What HTML may reach a page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.safety import clean, hostile_svg

PIECES = """< > </ /> <!-- --> <script </script> <SCRIPT> <style> <iframe <object <embed <base <form <meta <link
<svg <math <template <a <p> <img <details <td href= src= srcdoc= style= onerror= onload= ONCLICK = "javascript:
'data:text/html, vbscript: java&#115;cript: &lt; &#x3c; " ' ` = &colon; x\x00 <x <![CDATA[ ]]> <? ?> عربي""".split()
html = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14).map(" ".join)
glued = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


class Seen(HTMLParser):
    """Every tag and attribute that a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@given(html | glued)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What has been cleaned is clean."""
    assert clean(clean(text)) == clean(text)


@given(html | glued)
def test_nothing_that_acts_gets_through(text: str) -> None:
    """No script, style, frame or handler survives, and no link with a scheme that is not on the list."""
    seen = Seen(clean(text))
    assert not seen.tags & set("script style iframe object embed base form meta link svg math template".split())
    for name, value in seen.attributes:
        assert not name.startswith("on")
        assert name not in ("style", "srcdoc", "formaction")
        if name in ("href", "src"):
            scheme = "".join(value.lower().partition(":")[0].split()) if ":" in value else ""
            assert scheme not in ("javascript", "data", "vbscript")


@pytest.mark.parametrize(
    "html",
    [
        '<p class="hb-x" id="a" dir="rtl" lang="ar">عربي <bdi>CS-001</bdi></p>',
        '<a href="../x/#y" class="hb-ref">x</a> <a href="mailto:a@example.org">m</a>',
        '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td rowspan="2">b</td></tr></tbody></table>',
        '<div class="hb-diagram" data-diagram="0123456789ab"></div>',
        '<li class="task-list-item"><input type="checkbox" disabled="" checked=""> done</li>',
    ],
)
def test_what_authors_need_passes_untouched(html: str) -> None:
    """Cleaning does not cost what Markdown and its extensions make."""
    assert clean(html) == html


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script with a prefix": '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    "handler": '<path onclick="alert(1)" d="M0 0"/>',
    "handler on a new line": '<path\nonmouseover\n=\n"alert(1)" d="M0 0"/>',
    "javascript link": '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    "written in references": '<set attributeName="href" to="&#106;avascript:alert(1)"/>',
    "HTML inside": '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
    "another file": '<image href="https://example.org/a.png"/>',
    "another file, old way": "<image xlink:href='https://example.org/a.png'/>",
    "stylesheet of another host": "<style>@import url(https://example.org/a.css);</style>",
    "paint of another host": '<path fill="url(https://example.org/a.svg#b)" d="M0 0"/>',
    "entity": "&x;",
}
HARMLESS = {
    "shape": '<path d="M2 12h20v2H2z"/>',
    "use of its own": '<defs><path id="a" d="M0 0"/></defs><use href="#a"/><use xlink:href="#a"/>',
    "own gradient": '<path fill="url(#a)" d="M0 0"/>',
    "style": "<style>.a{fill:red}</style>",
    "words": "<text>one = two; on = off is written online</text>",
}


def document(drawing: str) -> bytes:
    entity = '<!DOCTYPE svg [<!ENTITY x "&#60;script>alert(1)&#60;/script>">]>' if "&x;" in drawing else ""
    return f'{entity}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{drawing}</svg>'.encode()


@pytest.mark.parametrize("drawing", HOSTILE.values(), ids=HOSTILE)
def test_a_drawing_that_acts_is_refused(drawing: str) -> None:
    """An SVG may not run a script or fetch a file, however it is written."""
    assert hostile_svg(document(drawing))


@pytest.mark.parametrize("drawing", HARMLESS.values(), ids=HARMLESS)
def test_a_plain_drawing_is_not(drawing: str) -> None:
    """What drawing programs export as plain SVG is fine."""
    assert not hostile_svg(document(drawing))
