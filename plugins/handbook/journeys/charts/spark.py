"""A KPI's readings as a line of a few words' size: static SVG, time in the reading direction."""

from __future__ import annotations

from handbook.core.language import Language
from handbook.drawing import chart
from handbook.drawing.ways import px
from handbook.journeys.insight.metrics import Figure

WIDTH, HEIGHT, MARGIN = 120, 36, 6


def draw(figure: Figure, language: Language) -> str:
    """The line with the target; empty where there is one reading only. The words beside it say what it shows."""
    if len(figure.history) < 2:
        return ""
    sheet = chart.Sheet.of(WIDTH, language)
    values = [reading.value for reading in figure.history]
    low, high = min(*values, figure.kpi.target), max(*values, figure.kpi.target)
    first, last = figure.history[0].day, figure.latest.day

    def y(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)

    days = (last - first).days
    points = [
        (sheet.x(MARGIN + (reading.day - first).days / days * (WIDTH - 2 * MARGIN)), y(reading.value))
        for reading in figure.history
    ]
    line = "L".join(f"{px(a)} {px(b)}" for a, b in points)
    x, end = points[-1]
    return (
        f'<svg class="hb-spark" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'<path class="hb-spark__target" d="M0 {px(y(figure.kpi.target))}H{WIDTH}"/>'
        f'<path class="hb-spark__line" d="M{line}"/>'
        f'<circle class="hb-spark__end" cx="{px(x)}" cy="{px(end)}" r="3.5"/></svg>'
    )
