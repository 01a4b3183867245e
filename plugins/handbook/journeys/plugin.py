"""The `handbook/journeys` plugin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from handbook.core.catalogue import Bundle, Catalogue
from handbook.core.document import Document, Lang
from handbook.core.past import Article, Comparison, Past, Scribe, Term
from handbook.core.sheet import Sheet, Viewpoint
from handbook.core.source import Source
from handbook.host import HostPlugin, host
from handbook.journeys import check, downloads, past, sheets
from handbook.journeys.insight import metrics
from handbook.journeys.model import Journey
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
        house.pasts[JOURNEY.name] = _past(house)
        house.checks += (*check.CHECKS, check.guide(self.config.guide))
        house.late_checks.append(check.drawable(house.languages.values(), house.studio))
        house.sheet_makers.append(sheets.sheets(desk))
        house.asset_makers.append(downloads.assets(house.studio))
        house.additions.setdefault("home.html", []).append(_home)
        house.additions.setdefault("policy.html", []).append(_policy)


def _past(house: HostPlugin) -> Past:
    """How journeys show their past: by today's names of what they refer to."""

    def article(bundle: Bundle, language: Lang, _scribe: Scribe) -> Article:
        return past.article(bundle.sources[language], house.languages[language], house.catalogue)

    def compare(old: Source, new: Source, language: Lang, drawn: bool) -> Comparison:
        return past.compare(old, new, house.languages[language], house.catalogue, house.studio if drawn else None)

    def term(document: Document, _catalogue: Catalogue) -> Term:
        assert isinstance(document, Journey)
        return Term(review=document.lifecycle.next_review, owner=document.lifecycle.owner)

    made: dict[int, str] = {}

    def fingerprint() -> str:
        if id(house.catalogue) not in made:
            made.clear()
            made[id(house.catalogue)] = past.fingerprint(house.catalogue)
        return made[id(house.catalogue)]

    return Past(article, compare, fingerprint, term)


def _home(_sheet: Sheet, at: Viewpoint) -> Mapping[str, Any]:
    return {"journeys": all_cards(at)}


def _policy(sheet: Sheet, at: Viewpoint) -> Mapping[str, Any]:
    return {"journeys": governed_by(sheet.entry, at) if sheet.entry else []}
