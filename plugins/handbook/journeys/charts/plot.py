"""Opportunities by value and effort: static SVG, effort growing in the reading direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from handbook.core.language import Language
from handbook.drawing import chart
from handbook.drawing.ways import px

SIZE, HEIGHT = 400, 406
LEFT, TOP, CELL_X, CELL_Y = 46, 42, 66, 60
"""Where the field begins, and the size of the cell of one degree of effort by one of value."""
MARGIN = 22
"""How far the quarters reach beyond the field, above and below: room for their names."""
SHOWN = 2
"""With more opportunities than this in a cell, their number stands there instead of their names."""
RADIUS = 14.5
"""Of a dot: values a half apart, which is the least, do not meet."""
MIDDLE = 2.5


@dataclass(frozen=True, slots=True)
class Dot:
    """An opportunity: its name on the drawing, effort and value from 1 to 5."""

    name: str
    effort: float
    value: float
    status: str


def draw(dots: Sequence[Dot], language: Language, name: str) -> str:
    """The plot, whose ids begin with *name*; empty for no dots. The table beside it holds the figures."""
    if not dots:
        return ""
    sheet = chart.Sheet.of(SIZE, language)
    labels, names = chart.described(name, language.t("plot.title"), language.t("plot.description", n=len(dots)))
    drawn = "".join([*_ground(sheet, language), *_dots(dots, sheet)])
    return f'<svg class="hb-plot" viewBox="0 0 {SIZE} {HEIGHT}" {labels}>{names}{drawn}</svg>'


def _x(effort: float) -> float:
    return LEFT + (effort - 0.5) * CELL_X


def _y(value: float) -> float:
    return TOP + (5.5 - value) * CELL_Y


def _ground(sheet: chart.Sheet, language: Language) -> Iterator[str]:
    wide, high = MIDDLE * CELL_X, MIDDLE * CELL_Y + MARGIN
    for (column, row), kind in zip(product((0, 1), (0, 1)), ("do", "fill", "plan", "leave"), strict=True):
        x, y = sheet.x(LEFT + column * wide, wide), TOP - MARGIN + row * high
        place = f'x="{px(x)}" y="{px(y)}" width="{px(wide)}" height="{px(high)}"'
        yield f'<rect class="hb-plot__quad hb-plot__quad--{kind}" {place}/>'
        yield chart.text("hb-plot__quad-t", x + wide / 2, y + (17 if not row else high - 8), language.t(f"plot.{kind}"))
    for degree in range(1, 6):
        yield chart.text("hb-plot__axis", sheet.x(_x(degree)), HEIGHT - 26, str(degree))
        yield chart.text("hb-plot__axis", sheet.x(33), _y(degree) + 4, str(degree))
    yield chart.text("hb-plot__axis hb-plot__axis--name", sheet.x(LEFT + wide), HEIGHT - 5, language.t("plot.effort"))
    yield chart.text("hb-plot__axis hb-plot__axis--name", sheet.x(LEFT + 24), 13, language.t("plot.value"))


def crowded(dots: Sequence[Dot]) -> bool:
    """Whether any dot of the drawing stands for several."""
    return any(len(here) > SHOWN for here in _cells(dots).values())


def _cells(dots: Sequence[Dot]) -> Mapping[tuple[float, float], Sequence[Dot]]:
    cells: dict[tuple[float, float], list[Dot]] = defaultdict(list)
    for dot in dots:
        cells[dot.effort, dot.value].append(dot)
    return cells


def _dots(dots: Sequence[Dot], sheet: chart.Sheet) -> Iterator[str]:
    for (effort, value), here in _cells(dots).items():
        x, y = sheet.x(_x(effort)), _y(value)
        if len(here) > SHOWN:
            yield _dot(x, y, f"×{len(here)}", "several")
            continue
        for number, dot in enumerate(here):
            aside = (number - (len(here) - 1) / 2) * (2 * RADIUS + 2)
            yield _dot(x + (-aside if sheet.mirrored else aside), y, dot.name, dot.status)


def _dot(x: float, y: float, name: str, status: str) -> str:
    circle = f'<circle cx="{px(x)}" cy="{px(y)}" r="{RADIUS}"/>'
    return f'<g class="hb-plot__dot hb-plot__dot--{status}">{circle}{chart.text("hb-plot__name", x, y + 4, name)}</g>'
