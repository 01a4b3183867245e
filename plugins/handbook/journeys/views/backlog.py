"""Pain points and opportunities as the templates see them, ranked, with their plot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from handbook.core.document import said
from handbook.core.language import Language
from handbook.core.sheet import Link, Viewpoint
from handbook.journeys.charts import plot
from handbook.journeys.insight.evidence import evidence, research_of
from handbook.journeys.model import Journey, Opportunity, PainPoint
from handbook.journeys.views.parts import Proof, StepLink, Way, proof, stage_links

CLOSED = ("done", "rejected")


@dataclass(frozen=True, slots=True)
class PainView:
    """What hurts. `weight` is severity × frequency, from 1 to 20."""

    number: str
    id: str
    anchor: str
    text: str
    severity: int
    severity_name: str
    frequency: int
    frequency_name: str
    weight: int
    cause: str
    confidence: str
    confidence_name: str
    sources: list[Way]
    stage: StepLink
    eased_by: list[Way]
    journey: Link | None = None


@dataclass(frozen=True, slots=True)
class OpportunityView:
    """What could be done. `score` is the value a unit of effort brings: (customer + business) / (2 × effort)."""

    number: str
    id: str
    anchor: str
    text: str
    customer: int
    business: int
    effort: int
    score: str
    worth: float
    owner: str
    status: str
    status_name: str
    solutions: list[str]
    url: str
    eases: list[Way]
    stage: StepLink
    journey: Link | None = None


@dataclass(frozen=True, slots=True)
class Plotted:
    """The drawing of the open opportunities, and what its dots mean: kind and words."""

    svg: Markup
    keys: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class BacklogView:
    """Both lists, the weightiest first, and the plot of what is open; None where nothing is."""

    pains: list[PainView]
    opportunities: list[OpportunityView]
    plot: Plotted | None


def in_order(journey: Journey, at: Viewpoint, page: str = "") -> tuple[list[PainView], list[OpportunityView]]:
    """A journey's pain points (PP1 …) and opportunities (OP1 …) in the order of the map."""
    language, known = at.language, research_of(journey)
    stages = stage_links(journey, language, page)
    pains = [(stages[n], pain) for n, stage in enumerate(journey.stages) for pain in stage.pain_points]
    opportunities = [
        (stages[n], opportunity) for n, stage in enumerate(journey.stages) for opportunity in stage.opportunities
    ]
    pain_ways = {pain.id: Way(f"PP{n}", f"{page}#pain-{pain.id}") for n, (_, pain) in enumerate(pains, 1)}
    eased: dict[str, list[Way]] = {name: [] for name in pain_ways}
    views: list[OpportunityView] = []
    for number, (stage, opportunity) in enumerate(opportunities, 1):
        name = f"OP{number}"
        addressed = list(dict.fromkeys(opportunity.addresses))
        for pain_id in addressed if opportunity.status != "rejected" else ():
            eased[pain_id].append(Way(name, f"{page}#opportunity-{opportunity.id}"))
        ways = [pain_ways[pain_id] for pain_id in addressed]
        views.append(_opportunity(name, opportunity, stage, ways, at))
    proofs = {pain.id: proof(evidence(pain.research_refs, known), language, page) for _, pain in pains}
    told = [_pain(pain_ways[p.id].text, p, stage, eased[p.id], language, proofs[p.id]) for stage, p in pains]
    return told, views


def _pain(
    number: str, pain: PainPoint, stage: StepLink, eased_by: list[Way], language: Language, sure: Proof
) -> PainView:
    return PainView(
        number=number,
        id=pain.id,
        anchor=f"pain-{pain.id}",
        text=pain.text[language.code],
        severity=pain.severity,
        severity_name=language.t(f"severity.{pain.severity}"),
        frequency=pain.frequency,
        frequency_name=language.t(f"frequency.{pain.frequency}"),
        weight=pain.severity * pain.frequency,
        cause=said(pain.cause, language.code),
        confidence=sure.confidence,
        confidence_name=sure.name,
        sources=sure.sources,
        stage=stage,
        eased_by=eased_by,
    )


def _opportunity(
    number: str, opportunity: Opportunity, stage: StepLink, eases: list[Way], at: Viewpoint
) -> OpportunityView:
    language = at.language
    worth = (opportunity.customer_value + opportunity.business_value) / 2 / opportunity.effort
    return OpportunityView(
        number=number,
        id=opportunity.id,
        anchor=f"opportunity-{opportunity.id}",
        text=opportunity.text[language.code],
        customer=opportunity.customer_value,
        business=opportunity.business_value,
        effort=opportunity.effort,
        score=language.number(round(worth, 1)),
        worth=worth,
        owner=at.catalogue.name(opportunity.owner, language.code),
        status=opportunity.status,
        status_name=language.t(f"opportunity.{opportunity.status}"),
        solutions=[text[language.code] for text in opportunity.solutions],
        url=opportunity.url or "",
        eases=eases,
        stage=stage,
    )


def ranked_pains(pains: Iterable[PainView]) -> list[PainView]:
    """The weightiest first; among equals the severest."""
    return sorted(pains, key=lambda pain: (-pain.weight, -pain.severity))


def ranked_opportunities(opportunities: Iterable[OpportunityView]) -> list[OpportunityView]:
    """Open before closed; then what brings most for its effort."""
    return sorted(opportunities, key=lambda opportunity: (opportunity.status in CLOSED, -opportunity.worth))


def backlog(pains: list[PainView], opportunities: list[OpportunityView], at: Viewpoint) -> BacklogView | None:
    """The backlog of what `in_order` gives; None where there is nothing in it."""
    if not pains and not opportunities:
        return None
    drawn = plotted(opportunities, at.language, "hb-backlog-plot")
    return BacklogView(ranked_pains(pains), ranked_opportunities(opportunities), drawn)


def plotted(opportunities: Sequence[OpportunityView], language: Language, name: str) -> Plotted | None:
    """The plot of the open ones among *opportunities*; None where all are closed."""
    open_ones = [item for item in opportunities if item.status not in CLOSED]
    if not open_ones:
        return None
    dots = [plot.Dot(item.number, item.effort, _value(item), item.status) for item in open_ones]
    keys = {item.status: item.status_name for item in open_ones}
    if plot.crowded(dots):
        keys["several"] = language.t("backlog.plot_several")
    order = (*get_args(Opportunity.model_fields["status"].annotation), "several")
    return Plotted(Markup(plot.draw(dots, language, name)), [(kind, keys[kind]) for kind in order if kind in keys])


def _value(opportunity: OpportunityView) -> float:
    return (opportunity.customer + opportunity.business) / 2
