"""Links of old texts: they name files that may have moved, and are shown on pages of another place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

MARK = "@/"
"""What a link begins with whose rest is a path from the content folder."""


class OldLinks(Extension):
    """A Markdown extension; set `folder`, that of the text's file, before each conversion."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = ""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processor, after links have been made."""
        md.treeprocessors.register(_Links(self), "old-links", 0)


class _Links(Treeprocessor):
    def __init__(self, of: OldLinks) -> None:
        super().__init__()
        self.of = of

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name and (target := element.get(name)):
                element.set(name, self._marked(target))

    def _marked(self, target: str) -> str:
        path, mark, anchor = target.partition("#")
        if not path or path.startswith((MARK, "/")) or ":" in path.split("/")[0]:
            return target
        return f"{MARK}{posixpath.normpath(posixpath.join(self.of.folder, unquote(path)))}{mark}{anchor}"


_LINK = re.compile(rf' href="{MARK}([^"#]*)(#[^"]*)?"')
_IMAGE = re.compile(rf'<img\b[^>]* src="{MARK}([^"]*)"[^>]*>')
_NUMBER = re.compile(rf'<a class="hb-ref" href="{MARK}(#[^"]*)">(.*?)</a>', re.DOTALL)
_ALT = re.compile(r' alt="([^"]*)"')


def resolved(html: str, way: Callable[[str], str | None]) -> str:
    """*html* with its marked links led to what *way* says of a path.

    A link to what is gone becomes plain words, and so does the number of a document that is not there.
    """

    def link(found: re.Match[str]) -> str:
        path, anchor = unescape(found[1]), found[2] or ""
        to = way(path) if path else way(anchor)
        return "" if to is None else f' href="{escape(to)}{anchor if path else ""}"'

    def image(found: re.Match[str]) -> str:
        to = way(unescape(found[1]))
        if to is not None:
            return found[0].replace(f"{MARK}{found[1]}", escape(to), 1)
        alt = _ALT.search(found[0])
        return f'<span class="hb-gone">{alt[1] if alt else ""}</span>'

    def number(found: re.Match[str]) -> str:
        return found[0] if way(unescape(found[1])) else found[2]

    return _LINK.sub(link, _IMAGE.sub(image, _NUMBER.sub(number, html))) if MARK in html else html
