"""Document numbers in running text become links: an author writes CS-006 and readers can follow it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from posixpath import dirname, relpath
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString


class DocumentNumbers(Extension):
    """A Markdown extension; set `page` before each conversion."""

    def __init__(self, pages: Mapping[tuple[str, str], str]) -> None:
        """*pages* gives, for a language and a number, the page's path."""
        super().__init__()
        self.pages = pages
        self.language = ""
        self.page = ""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the pattern, after links and code."""
        numbers = {number for _, number in self.pages}
        if numbers:
            md.inlinePatterns.register(_Numbers(_pattern(numbers), self), "document-numbers", 20)


def _pattern(numbers: Iterable[str]) -> str:
    """One pattern for all numbers: their letters, then digits; a look-up decides which exist."""
    prefixes = {number.rstrip("0123456789") for number in numbers}
    return rf"(?<![\w/.-])((?:{'|'.join(map(re.escape, sorted(prefixes)))})\d+)(?![\w/])"


class _Numbers(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a", "h1", "h2", "h3", "h4", "h5", "h6")

    def __init__(self, pattern: str, names: DocumentNumbers) -> None:
        super().__init__(pattern)
        self.names = names

    def handleMatch(  # type: ignore[override]  # an element, not only text
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        number = m[1]
        page = self.names.pages.get((self.names.language, number))
        if page is None:
            return None, None, None
        if page == self.names.page:
            element = Element("bdi", {"class": "hb-ref"})
        else:
            href = relpath(page, dirname(self.names.page) or ".")
            element = Element("a", {"class": "hb-ref", "href": href})
        element.text = AtomicString(number)
        return element, m.start(0), m.end(0)
