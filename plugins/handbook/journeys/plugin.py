"""The `handbook/journeys` plugin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from handbook.core.sheet import Sheet, Viewpoint
from handbook.host import host
from handbook.journeys import check, sheets
from handbook.journeys.read import JOURNEY
from handbook.journeys.render import all_cards, governed_by, journey_view

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class JourneysConfig(Config):
    """The `handbook/journeys` plugin has no options; drawings are the business of `handbook/diagrams`."""


class JourneysPlugin(BasePlugin[JourneysConfig]):
    """Customer journeys: their pages and the steps that each policy governs."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Register with the host."""
        house = host(config)

        house.kinds.append(JOURNEY)
        house.checks += check.CHECKS
        house.late_checks.append(check.drawable(house.languages.values(), house.studio))
        house.sheet_makers.append(sheets.sheets(lambda entry, at: journey_view(entry, at, house.studio)))
        house.additions.setdefault("home.html", []).append(_home)
        house.additions.setdefault("policy.html", []).append(_policy)


def _home(_sheet: Sheet, at: Viewpoint) -> Mapping[str, Any]:
    return {"journeys": all_cards(at)}


def _policy(sheet: Sheet, at: Viewpoint) -> Mapping[str, Any]:
    return {"journeys": governed_by(sheet.entry, at) if sheet.entry else []}
