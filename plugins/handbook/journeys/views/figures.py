"""KPIs as the templates see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from handbook.core.language import DateView, Language
from handbook.core.sheet import Link, Viewpoint
from handbook.journeys.charts import spark
from handbook.journeys.insight.metrics import Figure
from handbook.journeys.model import Journey, Kpi, Stage
from handbook.journeys.views.parts import StepLink, stage_links


@dataclass(frozen=True, slots=True)
class KpiView:
    """A figure against its target. `stage` and `journey` are given where the page does not say them already."""

    id: str
    name: str
    value: str
    target: str
    status: str
    status_name: str
    as_of: DateView | None
    stale: bool
    stale_text: str
    source: str
    spark: Markup
    trend: str
    stage: StepLink | None = None
    journey: Link | None = None


def listed(
    journey: Journey, own: Mapping[str, Figure], at: Viewpoint, link: Link | None = None
) -> Iterator[tuple[Figure, KpiView]]:
    """Every KPI of *journey* that has a figure among its *own*, with its stage, in the order of the map.

    *link* leads to the journey from a page that shows several.
    """
    places = stage_links(journey, at.language, link.url if link else "")
    for stage, place in zip(journey.stages, places, strict=True):
        for figure in of_stage(stage, own):
            yield figure, kpi_view(figure, journey, at, place, link)


def of_stage(stage: Stage, own: Mapping[str, Figure]) -> list[Figure]:
    """The figures of a stage's KPIs, among a journey's *own*."""
    return [own[kpi.id] for kpi in stage.kpis if kpi.id in own]


def kpi_view(
    figure: Figure, journey: Journey, at: Viewpoint, stage: StepLink | None = None, link: Link | None = None
) -> KpiView:
    """A KPI in words, with its readings as a line."""
    kpi, language = figure.kpi, at.language
    stale = figure.stale(journey, at.catalogue.today)
    way, months = figure.trend
    return KpiView(
        id=kpi.id,
        name=kpi.name[language.code],
        value=amount(figure.latest.value, kpi, language),
        target=language.t(f"kpi.target.{kpi.better}", value=amount(kpi.target, kpi, language)),
        status=figure.status,
        status_name=language.t(f"kpi.status.{figure.status}"),
        as_of=language.date(figure.latest.day),
        stale=stale,
        stale_text=language.t("kpi.stale") if stale else "",
        source=kpi.source[language.code],
        spark=Markup(spark.draw(figure, language)),
        trend=language.t(f"kpi.trend.{('down', 'level', 'up')[way + 1]}", n=months) if months else "",
        stage=stage,
        journey=link,
    )


def amount(value: float, kpi: Kpi, language: Language) -> str:
    """A figure with its unit."""
    unit = kpi.unit[language.code]
    return f"{language.number(value)}{'' if unit == '%' else ' '}{unit}"
