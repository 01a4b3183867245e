"""Pages that are written beside MkDocs': histories, old versions, comparisons.

There are many times as many of them as of documents, and none needs a menu, a search index or a Markdown parser: a
template and a view are enough, a millisecond each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from mkdocs.commands.build import get_context
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_relative_url

from handbook.core.language import Language
from handbook.core.sheet import Sheet

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files


class LightPages:
    """The light pages of a build, in the order in which they were added."""

    def __init__(self, files: Files) -> None:
        """*files* are all others of the site."""
        self.files = files
        self.pages: list[tuple[Sheet, str, str]] = []

    def add(self, sheet: Sheet, file: File) -> None:
        """Write *sheet*, when the time comes, where MkDocs would write *file*."""
        self.pages.append((sheet, file.dest_uri, file.url))

    def write(
        self,
        site: Path,
        env: Environment,
        config: MkDocsConfig,
        context: Callable[[Sheet], Mapping[str, Any]],
        languages: Mapping[str, Language],
    ) -> None:
        """Write all into *site*, one at a time, so that no memory holds them all; *context* is what a template sees."""
        common = get_context(Navigation([], []), self.files, config)
        for sheet, place, url in self.pages:
            assert (site / place).resolve().is_relative_to(site.resolve()), place
            whole = urljoin(config.site_url, url) if config.site_url else ""
            around = {**common, "base_url": get_relative_url(".", url), "sheet_title": sheet.title, "sheet_url": whole}
            html = env.get_template(sheet.template).render(around | dict(context(sheet)))
            write(site / place, directed(html, languages[sheet.language]))


def directed(html: str, language: Language) -> str:
    """*html*, a whole page, with the direction of *language*: Material gives it to the body only."""
    return html.replace(f'<html lang="{language.code}"', f'<html lang="{language.code}" dir="{language.direction}"', 1)


def write(path: Path, content: str | bytes) -> None:
    """Write a file, and the folders around it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
