"""An MkDocs page that is made from a sheet: nothing is read or parsed a second time."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from posixpath import dirname
from typing import TYPE_CHECKING

import markdown
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc

from handbook.core.numbers import DocumentNumbers
from handbook.core.oldlinks import MARK, OldLinks

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from handbook.core.sheet import Sheet


class Converter:
    """One Markdown instance for a whole build: making one costs as much as converting a page."""

    def __init__(self, config: MkDocsConfig, numbers: DocumentNumbers) -> None:
        self.numbers = numbers
        self.markdown = markdown.Markdown(
            extensions=[*config.markdown_extensions, numbers], extension_configs=config.mdx_configs or {}
        )

    def convert(self, page: SheetPage, config: MkDocsConfig, files: Files) -> str:
        """The HTML of *page*; sets what MkDocs keeps of a page's anchors and links."""
        md = self.markdown.reset()
        self.numbers.language, self.numbers.page = page.sheet.language, page.sheet.uri
        # The same processors that MkDocs' own Page.render registers; a registration under a known name replaces.
        raw = _RawHTMLPreprocessor()
        raw._register(md)
        anchors = _ExtractAnchorsTreeprocessor(page.file, files, config)
        anchors._register(md)
        links = _RelativePathTreeprocessor(page.file, files, config)
        links._register(md)
        html = md.convert(page.markdown or "")
        page.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids | page.sheet.anchors | {"top"}
        page.links_to_anchors = links.links_to_anchors
        return html


class _Marked(dict[tuple[str, str], str]):
    """Any number of the kinds that the handbook has: which of them lead anywhere is found out where they are shown."""

    def get(self, key: tuple[str, str], default: object = None) -> str:
        return f"{MARK}#{key[1]}"


class OldTexts:
    """Turns Markdown of the past into HTML: links lead to `@/` and a path, because where it is shown is not known yet.

    Neither warns: nobody can mend an old text.
    """

    def __init__(self, config: MkDocsConfig, numbers: Mapping[tuple[str, str], str]) -> None:
        self.numbers = DocumentNumbers(_Marked(numbers))
        self.links = OldLinks()
        options = {name: dict(of) for name, of in (config.mdx_configs or {}).items()}
        for of in options.values():
            of.pop("custom_fences", None)  # a drawing of the past is compared, and shown, as it was written
        self.markdown = markdown.Markdown(
            extensions=[*config.markdown_extensions, self.numbers, self.links], extension_configs=options
        )

    def __call__(self, body: str, language: str, uri: str) -> str:
        """The HTML of *body*, which stood in the file *uri*; not cleaned."""
        self.numbers.language, self.links.folder = language, dirname(uri)
        try:
            return self.markdown.reset().convert(body)
        except Exception:  # whatever an extension makes of a text that no check has seen
            return f"<pre>{escape(body)}</pre>"


class SheetPage(Page):
    """A page of the handbook."""

    def __init__(self, sheet: Sheet, converter: Converter, file: File, config: MkDocsConfig) -> None:
        super().__init__(sheet.title, file, config)
        self.sheet = sheet
        self.converter = converter
        # Not the day of the build: the same commit must give the same bytes on every day.
        self.update_date = "1980-01-01"

    def read_source(self, config: MkDocsConfig) -> None:
        """Take what the catalogue has read, unless another plugin brings a source."""
        source = config.plugins.on_page_read_source(page=self, config=config)
        self.markdown = self.sheet.body if source is None else source
        self.meta = {
            "title": self.sheet.title,
            "description": self.sheet.summary,
            "template": self.sheet.template,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the body; the table of contents begins with the title, which stands in the template."""
        self.content = self.converter.convert(self, config, files) if self.markdown else self.sheet.found_by
        inner = getattr(self.converter.markdown, "toc_tokens", []) if self.markdown else []
        self.toc = get_toc([{"level": 1, "id": "top", "name": self.sheet.title, "children": inner}])
        if not self.markdown:
            self.present_anchor_ids = {"top", *self.sheet.anchors}
