"""The emotion curve of a journey as a small static drawing: one point a step, time in the reading direction."""

from __future__ import annotations

from html import escape

from handbook.core.language import Language
from handbook.drawing import chart
from handbook.journeys.charts import scale
from handbook.journeys.model import Journey, Step

WIDTH, HEIGHT, MARGIN = 320, 112, 22
ZERO, UNIT = 50, 19
"""The y of a neutral feeling and the px of one degree; the scale runs from −2 to +2."""
ALL_NUMBERED = 10
"""With more steps than this, only the first, the hardest and the last carry a number: more would overlap."""


def felt(journey: Journey) -> list[tuple[int, Step, float]]:
    """The steps whose emotion is recorded: number in the journey, step, emotion."""
    numbered = enumerate(journey.steps, 1)
    return [(number, step, step.feeling) for number, step in numbered if step.feeling is not None]


def hardest(journey: Journey) -> tuple[int, Step] | None:
    """The step at which the customer feels worst, the first of several; None where nothing is recorded."""
    found = felt(journey)
    if not found:
        return None
    number, step, _ = min(found, key=lambda item: (item[2], item[0]))
    return number, step


def draw(journey: Journey, language: Language, name: str) -> str:
    """The curve as SVG; *name* makes its ids unique on the page. Empty where fewer than two feelings are recorded."""
    found = felt(journey)
    if len(found) < 2:
        return ""
    low = hardest(journey)
    step = (WIDTH - 2 * MARGIN) / (len(found) - 1)
    points = chart.Sheet.of(WIDTH, language).points(
        (MARGIN + place * step, ZERO - feeling * UNIT) for place, (_, _, feeling) in enumerate(found)
    )
    title = language.t("curve.title", title=journey.title[language.code])
    steps = (
        language.t("curve.step", number=number, name=step.name[language.code], emotion=scale.word(feeling, language))
        for number, step, feeling in found
    )
    target = " hb-curve--target" if journey.state == "to_be" else ""
    parts = [
        f'<svg class="hb-curve{target}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-t {name}-d">',
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(" ".join(steps))}</desc>',
        f'<path class="hb-curve__zero" d="M8 {ZERO}H{WIDTH - 8}"/>',
        f'<path class="hb-curve__line" d="{chart.smooth(points)}"/>',
    ]
    shown = {found[0][0], found[-1][0], low[0] if low else 0}
    for (number, _, _), (x, y) in zip(found, points, strict=True):
        is_low = low is not None and number == low[0]
        parts.append(_diamond(x, y) if is_low else f'<circle class="hb-curve__pt" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>')
        if len(found) <= ALL_NUMBERED or number in shown:
            parts.append(f'<text class="hb-curve__n" x="{x:.1f}" y="{HEIGHT - 3}">{number}</text>')
    return "".join([*parts, "</svg>"])


def _diamond(x: float, y: float) -> str:
    return f'<path class="hb-curve__low" d="M{x:.1f} {y - 8:.1f}l8 8-8 8-8-8z"/>'
