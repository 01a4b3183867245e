"""The `handbook/policies` plugin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, event_priority

from handbook.core.sheet import Sheet, Viewpoint, shown
from handbook.host import host
from handbook.page import SheetPage
from handbook.policies import check, insert, past, sheets
from handbook.policies.model import REQUIRED_SECTIONS, Policy
from handbook.policies.read import POLICY
from handbook.policies.register import overview
from handbook.policies.render import standards_view

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext


class PoliciesConfig(Config):
    """Options of the `handbook/policies` plugin."""

    sections = c.DictOfItems(c.ListOfItems(c.Type(str)), default={})
    """Required heading ids by document type, in place of the built-in ones: `policy: [purpose, rule]`."""


class PoliciesPlugin(BasePlugin[PoliciesConfig]):
    """Controlled documents: their pages, the register, permanent addresses."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Register with the host."""
        own = {name: tuple(ids) for name, ids in self.config.sections.items()}
        house = host(config)
        house.kinds.append(POLICY)
        house.pasts[POLICY.name] = past.PAST
        house.checks += [
            *check.CHECKS,
            check.required_sections(REQUIRED_SECTIONS | own),
            insert.unknown_placeholders,
        ]
        house.sheet_makers.append(sheets.sheets)
        house.asset_makers.append(sheets.assets)
        house.additions.setdefault("home.html", []).append(_home)

    @event_priority(50)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Show the standards in numbers where the text asks for them."""
        if isinstance(page, SheetPage) and page.sheet.entry and isinstance(page.sheet.entry.document, Policy):
            standards = page.sheet.entry.document.standards
            if standards and (env := host(config).env):
                shown_there = standards_view(standards, context["language"])  # type: ignore[typeddict-item]  # the host's
                box = env.get_template("parts/standards.html").render({**context, "standards": shown_there})
                page.content = insert.fill(page.content or "", {"standards": box})
        return context


def _home(_sheet: Sheet, at: Viewpoint) -> Mapping[str, Any]:
    return shown(overview(at))
