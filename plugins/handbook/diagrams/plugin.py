"""The `handbook/diagrams` plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, event_priority

from handbook.diagrams.draw import Fences, drawable
from handbook.drawing.studio import Renderer
from handbook.host import expose, host

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

SUPERFENCES = "pymdownx.superfences"
VENDORED = "assets/vendor/mermaid/"
"""What only a page with a drawing for the browser needs."""


class DiagramsConfig(Config):
    """Options of the `handbook/diagrams` plugin."""

    renderer = c.Choice(("static", "browser"), default="static")
    """`static`: drawings are made when the site is built; `browser`: mermaid.js draws them from the site's own copy."""


class DiagramsPlugin(BasePlugin[DiagramsConfig]):
    """Mermaid fences become drawings."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Take over the `mermaid` fence and register with the host."""
        house = host(config)
        house.studio.renderer = cast("Renderer", self.config.renderer)
        house.checks.append(drawable(house.languages.__getitem__, house.studio))
        self.fences = Fences(house.studio)
        house.finishes.append(self.fences.fill)
        if SUPERFENCES not in config.markdown_extensions:
            config.markdown_extensions.append(SUPERFENCES)
        options = config.mdx_configs.setdefault(SUPERFENCES, {})
        others = [fence for fence in options.get("custom_fences", []) if fence["name"] != "mermaid"]
        options["custom_fences"] = [*others, {"name": "mermaid", "class": "mermaid", "format": self._format}]

    def _format(self, source: str, *_args: Any, **_options: Any) -> str:
        return self.fences.mark(source)

    @event_priority(-100)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Publish mermaid.js only where it is needed."""
        if not host(config).studio.in_browser:
            for file in [file for file in files if file.src_uri.startswith(VENDORED)]:
                files.remove(file)
        return files

    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Tell the template whether the page needs mermaid.js."""
        if host(config).studio.in_browser:
            view: dict[str, Any] = context.get("view", {})  # type: ignore[assignment]  # the host's
            drawn = f"{page.content}{getattr(view.get('lanes'), 'whole', '')}"
            expose(context, browser_diagrams='class="mermaid"' in drawn)
        return context
