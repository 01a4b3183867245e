"""The emotion curves of a journey as it is and as it should be, on one chart: static SVG in the reading direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from handbook.core.language import Language
from handbook.drawing import chart, measure
from handbook.drawing.chart import Box
from handbook.drawing.studio import Studio
from handbook.drawing.ways import Point, px
from handbook.journeys.charts import scale
from handbook.journeys.insight.changes import StagePair
from handbook.journeys.model import Stage

COLUMN, HEIGHT, ZERO, UNIT = 200, 330, 146, 50
LABEL, TAG = 14, 13
"""Sizes of type in px; the theme's CSS sets the same ones."""
LABEL_LINE = 19


def draw(
    pairs: Sequence[StagePair], names: Sequence[str], words: tuple[str, str], language: Language, studio: Studio
) -> str:
    """The chart of *pairs*, whose stages are called *names*; *words* are title and description.

    Empty where either journey has no recorded feeling.
    """
    sheet = chart.Sheet.of(COLUMN * len(pairs), language)
    before = _points([pair.before for pair in pairs])
    after = _points([pair.after for pair in pairs])
    if not before or not after:
        return ""
    ends = [[(0.0, line[0][1]), *line, (sheet.width, line[-1][1])] for line in (before, after)]
    as_is, to_be = (sheet.points(line) for line in ends)
    labels, described = chart.described("hb-compare", *words)
    parts = [
        *_ground(sheet, names, studio),
        f'<path class="hb-cmp__gap" d="{chart.smooth(as_is)}L{chart.smooth(to_be[::-1])[1:]}Z"/>',
        f'<path class="hb-cmp__zero" d="M0 {ZERO}H{px(sheet.width)}"/>',
        f'<path class="hb-cmp__asis" d="{chart.smooth(as_is)}"/>',
        f'<path class="hb-cmp__tobe" d="{chart.smooth(to_be)}"/>',
        *(f'<circle class="hb-cmp__asis-pt" cx="{px(x)}" cy="{px(y)}" r="6"/>' for x, y in as_is[1:-1]),
        *(f'<path class="hb-cmp__tobe-pt" d="M{px(x)} {px(y - 9)}l9 9-9 9-9-9z"/>' for x, y in to_be[1:-1]),
        *_tags(as_is, to_be, sheet, language, studio),
    ]
    return f'<svg class="hb-cmp" viewBox="0 0 {px(sheet.width)} {HEIGHT}" {labels}>{described}{"".join(parts)}</svg>'


def _points(stages: Sequence[Stage | None]) -> list[Point]:
    """The recorded feelings of a journey whose stages stand in these columns."""
    found: list[Point] = []
    for column, stage in enumerate(stages):
        steps = stage.steps if stage else ()
        for number, step in enumerate(steps):
            if step.feeling is not None:
                found.append((COLUMN * (column + (number + 0.5) / len(steps)), _y(step.feeling)))
    return found


def _y(feeling: float) -> float:
    return ZERO - UNIT * feeling


def _ground(sheet: chart.Sheet, names: Sequence[str], studio: Studio) -> Iterator[str]:
    yield from (f'<path class="hb-cmp__grid" d="M0 {_y(value)}H{px(sheet.width)}"/>' for value in (2, 1, -1, -2))
    yield from (f'<path class="hb-cmp__col" d="M{COLUMN * n} 14V276"/>' for n in range(1, len(names)))
    yield from (
        chart.text("hb-cmp__axis", sheet.x(14), _y(value) - 5, scale.signed(value)) for value in (2, 1, 0, -1, -2)
    )
    for number, name in enumerate(names):
        lines = measure.balance(studio.fonts, f"{number + 1}. {name}", LABEL, COLUMN - 16, bold=True)[:2]
        for row, line in enumerate(lines):
            yield chart.text("hb-cmp__label", sheet.x(COLUMN * (number + 0.5)), 298 + row * LABEL_LINE, line)


def _tags(
    as_is: Sequence[Point], to_be: Sequence[Point], sheet: chart.Sheet, language: Language, studio: Studio
) -> Iterator[str]:
    """The names of the two lines: the upper one's above its highest point, the lower one's below its lowest.

    Where the two names would meet, the second stands at another of its points, at last in a corner.
    """
    taken: list[Box] = []
    bounds = Box(24, 2, sheet.width - 24, 276)
    for kind, line, other in (("tobe", to_be, as_is), ("asis", as_is, to_be)):
        word = language.t(f"compare.tag.{kind}")
        w = measure.width(studio.fonts, word, TAG, bold=True) + 24
        above = sum(y for _, y in line) / len(line) <= sum(y for _, y in other) / len(other)
        points = sorted(line[1:-1], key=lambda point: point[1] if above else -point[1])
        places = [(x, y + side) for side in ((-26, 26) if above else (26, -26)) for x, y in points]
        places += [(x, y) for y in (14, 264) for x in (0, sheet.width)]
        near = [(min(max(x, w / 2 + 24), sheet.width - w / 2 - 24), y) for x, y in places]
        boxes = [Box.around(x, y, w, 24) for x, y in near]
        box = chart.first_free(boxes, taken, bounds) or boxes[-1]
        taken.append(box)
        place = f'x="{px(box.left)}" y="{px(box.top)}" width="{px(w)}" height="24" rx="12"'
        said = f'<text x="{px(box.left + w / 2)}" y="{px(box.top + 17)}">{escape(word, quote=False)}</text>'
        yield f'<g class="hb-cmp__tag hb-cmp__tag--{kind}"><rect {place}/>{said}</g>'
