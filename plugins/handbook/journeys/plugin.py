"""The `handbook/journeys` plugin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from handbook.core.catalogue import Catalogue
from handbook.core.sheet import Sheet, Viewpoint
from handbook.host import host
from handbook.journeys import check, downloads, sheets
from handbook.journeys.insight import metrics
from handbook.journeys.read import JOURNEY
from handbook.journeys.views.cards import all_cards, governed_by
from handbook.journeys.views.journey import Desk

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class JourneysConfig(Config):
    """Options of the `handbook/journeys` plugin; drawings are the business of `handbook/diagrams`."""

    guide = c.Optional(c.Type(str))
    """The page that explains the eight steps under the headings step-1 … step-8: `playbook/mapping-a-journey`."""


class JourneysPlugin(BasePlugin[JourneysConfig]):
    """Customer journeys: their pages, the pages across them, and the steps that each policy governs."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Register with the host."""
        house = host(config)

        def desk(catalogue: Catalogue) -> Desk:
            return Desk(house.studio, metrics.readings(catalogue), self.config.guide or "")

        house.kinds.append(JOURNEY)
        house.checks += (*check.CHECKS, check.guide(self.config.guide))
        house.late_checks.append(check.drawable(house.languages.values(), house.studio))
        house.sheet_makers.append(sheets.sheets(desk))
        house.asset_makers.append(downloads.assets(house.studio))
        house.additions.setdefault("home.html", []).append(_home)
        house.additions.setdefault("policy.html", []).append(_policy)


def _home(_sheet: Sheet, at: Viewpoint) -> Mapping[str, Any]:
    return {"journeys": all_cards(at)}


def _policy(sheet: Sheet, at: Viewpoint) -> Mapping[str, Any]:
    return {"journeys": governed_by(sheet.entry, at) if sheet.entry else []}
