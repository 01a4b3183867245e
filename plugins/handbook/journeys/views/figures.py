"""KPIs as the templates see them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from handbook.core.language import DateView, Language
from handbook.core.sheet import Link
from handbook.journeys.charts import spark
from handbook.journeys.insight.metrics import Figure
from handbook.journeys.model import Journey, Kpi
from handbook.journeys.views.parts import StepLink


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


def kpi_view(
    figure: Figure, journey: Journey, at: Language, stale: bool, stage: StepLink | None = None, link: Link | None = None
) -> KpiView:
    """A KPI in words, with its readings as a line."""
    kpi = figure.kpi
    way, months = figure.trend
    return KpiView(
        id=kpi.id,
        name=kpi.name[at.code],
        value=amount(figure.latest.value, kpi, at),
        target=at.t(f"kpi.target.{kpi.better}", value=amount(kpi.target, kpi, at)),
        status=figure.status,
        status_name=at.t(f"kpi.status.{figure.status}"),
        as_of=at.date(figure.latest.day),
        stale=stale,
        stale_text=at.t("kpi.stale") if stale else "",
        source=kpi.source[at.code],
        spark=Markup(spark.draw(figure, at)),
        trend=at.t(f"kpi.trend.{('down', 'level', 'up')[way + 1]}", n=months) if months else "",
        stage=stage,
        journey=link,
    )


def amount(value: float, kpi: Kpi, language: Language) -> str:
    """A figure with its unit."""
    unit = kpi.unit[language.code]
    return f"{language.number(value)}{'' if unit == '%' else ' '}{unit}"
