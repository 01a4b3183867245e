"""The backlog and the board of KPIs across all journeys."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handbook.core.sheet import Viewpoint, link
from handbook.journeys.insight.metrics import Readings, figures
from handbook.journeys.model import Journey
from handbook.journeys.views import backlog
from handbook.journeys.views.backlog import CLOSED, OpportunityView, PainView, Plotted
from handbook.journeys.views.figures import KpiView, listed
from handbook.journeys.views.parts import Way

URGENCY = ("missed", "near", "met")


@dataclass(frozen=True, slots=True)
class BacklogPage:
    """All pain points and opportunities, ranked; numbers are ranks."""

    title: str
    summary: str
    pains: list[PainView]
    opportunities: list[OpportunityView]
    plot: Plotted | None
    closed: list[OpportunityView]


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many figures have a status."""

    status: str
    name: str
    n: int


@dataclass(frozen=True, slots=True)
class KpisView:
    """All figures, the worst first."""

    title: str
    summary: str
    counts: list[StatusCount]
    kpis: list[KpiView]


def backlog_page(at: Viewpoint) -> BacklogPage:
    """The backlog. Here a pain is P1, P2 … and an opportunity 1, 2 … by rank, whatever its map calls it."""
    pains: list[PainView] = []
    opportunities: list[OpportunityView] = []
    for entry in at.catalogue.of(Journey):
        way = link(entry, at)
        own_pains, own_opportunities = backlog.in_order(entry.document, at, way.url)
        pains += (replace(pain, journey=way) for pain in own_pains)
        opportunities += (replace(opportunity, journey=way) for opportunity in own_opportunities)
    pains, opportunities = _numbered(backlog.ranked_pains(pains), backlog.ranked_opportunities(opportunities))
    return BacklogPage(
        title=at.language.t("backlog.title"),
        summary=at.language.t("backlog.summary"),
        pains=pains,
        opportunities=[opportunity for opportunity in opportunities if opportunity.status not in CLOSED],
        plot=backlog.plotted(opportunities, at.language, "hb-plot"),
        closed=[opportunity for opportunity in opportunities if opportunity.status in CLOSED],
    )


def _numbered(
    pains: list[PainView], opportunities: list[OpportunityView]
) -> tuple[list[PainView], list[OpportunityView]]:
    """Both lists with ranks for numbers and anchors, also where one names the other."""
    pain_rank = {(pain.journey, pain.number): f"P{rank}" for rank, pain in enumerate(pains, 1)}
    opportunity_rank = {
        (opportunity.journey, opportunity.number): str(rank) for rank, opportunity in enumerate(opportunities, 1)
    }

    def eased(pain: PainView) -> PainView:
        name = pain_rank[pain.journey, pain.number]
        ranks = [opportunity_rank[pain.journey, way.text] for way in pain.eased_by]
        ways = [Way(rank, f"#opportunity-{rank}") for rank in ranks]
        return replace(pain, number=name, anchor=f"pain-{name}", eased_by=ways)

    def easing(opportunity: OpportunityView) -> OpportunityView:
        name = opportunity_rank[opportunity.journey, opportunity.number]
        ranks = [pain_rank[opportunity.journey, way.text] for way in opportunity.eases]
        ways = [Way(rank, f"#pain-{rank}") for rank in ranks]
        return replace(opportunity, number=name, anchor=f"opportunity-{name}", eases=ways)

    return [eased(pain) for pain in pains], [easing(opportunity) for opportunity in opportunities]


def kpis(readings: Readings, at: Viewpoint) -> KpisView:
    """The board: what is furthest from its target first."""
    figured = [
        pair
        for entry in at.catalogue.of(Journey)
        for pair in listed(entry.document, figures(entry.document, readings), at, link(entry, at))
    ]
    figured.sort(key=lambda pair: (URGENCY.index(pair[0].status), -pair[0].gap))
    found = [view for _, view in figured]
    counts = [
        StatusCount(status, at.language.t(f"kpi.status.{status}"), sum(kpi.status == status for kpi in found))
        for status in URGENCY
    ]
    return KpisView(at.language.t("kpis.title"), at.language.t("kpis.summary"), counts, found)
