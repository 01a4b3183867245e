"""The emotion curve above the columns of a journey's map: static SVG, finished for the reading direction.

Column *k* of the map owns the same width of the drawing; step *j* of *n* stands at (*j* + ½)/*n* of its column. The
part with the id `hb-emotion` holds no links, so that a phone's cards can show slices of it by `<use>`; the quotes lie
over it as links whose text shows on focus.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from handbook.core.language import Language
from handbook.drawing import chart, measure
from handbook.drawing.chart import Box
from handbook.drawing.studio import Studio
from handbook.drawing.ways import Point, px
from handbook.journeys.charts import scale
from handbook.journeys.charts.feelings import MARKS, Line, Moment, column, lines, moments, stroke
from handbook.journeys.insight.evidence import widest_gap
from handbook.journeys.model import Journey

ZERO, UNIT = 142, 38
"""The y of a neutral feeling, and the px of one degree."""
BOTTOM, ARC = 262, 300
"""Where the curve's part ends, and the height with the bars of intensity."""
FACE = 28
WORD, NUMBER, FLAG, QUOTE = 13, 12, 12, 13
"""Sizes of type in px; the theme's CSS sets the same ones."""
QUOTE_WIDTH, QUOTE_LINES = 190, 5


@dataclass(frozen=True, slots=True)
class Curve:
    """The finished drawing with the part of it that each stage's card shows, and its lines in their order."""

    svg: str
    slices: tuple[str, ...]
    lines: tuple[Line, ...]


def draw(journey: Journey, language: Language, studio: Studio, names: Mapping[str, str]) -> Curve | None:
    """The curve of *journey*, whose personas are called *names*; None where no feeling is recorded."""
    found = lines(journey)
    return _Pen(journey, found, language, studio, names).draw() if found else None


class _Pen:
    """Draws one curve."""

    def __init__(
        self, journey: Journey, found: Sequence[Line], language: Language, studio: Studio, names: Mapping[str, str]
    ) -> None:
        self.journey, self.lines, self.language, self.studio, self.names = journey, found, language, studio, names
        self.column = column(journey)
        self.sheet = chart.Sheet.of(self.column * len(journey.stages), language)
        self.moments = moments(journey)
        gap = widest_gap(journey)
        self.gap = gap[0] if gap else 0
        self.height = ARC if any(step.intensity for step in journey.steps) else BOTTOM
        self.taken: list[Box] = []

    def draw(self) -> Curve:
        title = self.language.t("curve.title", title=self.journey.title[self.language.code])
        labels, names = chart.described("hb-emotion", title, self._description())
        drawn = "".join([*self._ground(), *self._flags(), *self._curves(), *self._arc()])
        quotes = "".join(self._quotes())
        svg = (
            f'<svg class="hb-emotion" viewBox="0 0 {self.sheet.width} {self.height}">'
            f'<g id="hb-emotion" {labels}>{names}{drawn}</g>{quotes}</svg>'
        )
        slices = tuple(
            f"{px(self.sheet.x(place * self.column, self.column))} 0 {self.column} {self.height}"
            for place in range(len(self.journey.stages))
        )
        return Curve(svg, slices, tuple(self.lines))

    def _description(self) -> str:
        said = []
        for line in self.lines:
            if line.persona:
                said.append(f"{self.names[line.persona]}:")
            for moment, felt in line.points:
                name = moment.step.name[self.language.code]
                emotion = f"{scale.word(felt, self.language)} ({scale.signed(felt)})"
                said.append(self.language.t("curve.step", number=moment.number, name=name, emotion=emotion))
        return " ".join(said)

    # ---- The ground ----

    def _ground(self) -> Iterator[str]:
        w = self.sheet.width
        yield f'<clipPath id="hb-emotion-above"><rect width="{w}" height="{ZERO}"/></clipPath>'
        yield f'<clipPath id="hb-emotion-below"><rect y="{ZERO}" width="{w}" height="{BOTTOM - ZERO}"/></clipPath>'
        yield from (f'<path class="hb-em-grid" d="M0 {_y(value)}H{w}"/>' for value in (2, 1, -1, -2))
        if len(self.lines) == 1:
            path = self._path(self.lines[0])
            area = f"{path}V{ZERO}H{px(self.sheet.x(0))}Z"
            yield f'<path class="hb-em-area--good" clip-path="url(#hb-emotion-above)" d="{area}"/>'
            yield f'<path class="hb-em-area--bad" clip-path="url(#hb-emotion-below)" d="{area}"/>'
        for place in range(1, len(self.journey.stages)):
            yield f'<path class="hb-em-col" d="M{place * self.column} 0V{self.height}"/>'
        yield f'<path class="hb-em-zero" d="M0 {ZERO}H{w}"/>'
        yield from (chart.text("hb-em-axis", self.sheet.x(13), _y(v) - 4, scale.signed(v)) for v in (2, 0, -2))
        self.taken += [Box.around(self.sheet.x(13), _y(v) - 8, 24, 14) for v in (2, 0, -2)]

    def _path(self, line: Line) -> str:
        points: list[Point] = [(moment.x, _y(felt)) for moment, felt in line.points]
        ends = [(0.0, points[0][1]), *points, (self.sheet.width, points[-1][1])]
        return chart.smooth(self.sheet.points(ends))

    # ---- Moments of truth ----

    def _flags(self) -> Iterator[str]:
        """A flag over each moment of truth, inside its own column; where a column has several, only stars."""
        truths = [moment for moment in self.moments if moment.step.moment_of_truth]
        word = self.language.t("journey.moment_of_truth")
        wide = measure.width(self.studio.fonts, word, FLAG, bold=True) + 36
        top = dict.fromkeys((m.number for m in truths), float(BOTTOM))
        for moment, felt in (point for line in self.lines for point in line.points):
            if moment.number in top:
                # The word stands above what is not below neutral, and under what is.
                room = 24 if felt >= 0 else 2
                top[moment.number] = min(top[moment.number], _y(felt) - FACE / 2 - room)
        for moment in truths:
            alone = sum(other.stage == moment.stage for other in truths) == 1 and wide < self.column
            w = wide if alone else 26
            start = self.column * moment.stage
            centre = self.sheet.x(min(max(moment.x, start + w / 2 + 4), start + self.column - w / 2 - 4))
            x = self.sheet.x(moment.x)
            self.taken.append(Box.around(centre, 18, w, 26))
            star = centre if not alone else centre + (w / 2 - 14) * (1 if self.sheet.mirrored else -1)
            yield f'<path class="hb-em-truth__stem" d="M{px(x)} 31V{px(max(top[moment.number], 31))}"/>'
            place = f'x="{px(centre - w / 2)}" y="6" width="{px(w)}" height="25" rx="12.5"'
            yield f'<rect class="hb-em-truth__flag" {place}/>'
            yield f'<g class="hb-em-truth__star" transform="translate({px(star - 8)} 10.5) scale(.67)">'
            yield f"{self.studio.icons('star')}</g>"
            if alone:
                shift = 9 if not self.sheet.mirrored else -9
                yield chart.text("hb-em-truth__text", centre + shift, 22.5, word)

    # ---- Lines, faces and words ----

    def _curves(self) -> Iterator[str]:
        target = " hb-em-line--target" if self.journey.state == "to_be" else ""
        several = len(self.lines) > 1
        for number, line in enumerate(self.lines, 1):
            look = f" hb-em-line--{stroke(number)}" if several else ""
            yield f'<path class="hb-em-line{look}{target}" d="{self._path(line)}"/>'
        for number, line in enumerate(self.lines, 1):
            draw = self._marks(number, line) if several else self._faces(line)
            yield from draw
        # Where personas agree, the point is labelled once.
        points = (point for line in self.lines for point in line.points)
        labelled = list({(moment.number, felt): (moment, felt) for moment, felt in points}.values())
        for moment, felt in labelled:
            size = FACE + 10 if moment.number == self.gap else FACE - 2
            self.taken.append(Box.around(self.sheet.x(moment.x), _y(felt), size, size))
        # The strongest feelings are named first: where words would meet, the milder ones go without.
        strongest = sorted(labelled, key=lambda p: (not p[0].step.moment_of_truth, -abs(p[1]), p[0].number))
        for moment, felt in strongest:
            yield self._label(moment, felt)

    def _outer(self) -> list[tuple[Moment, float]]:
        """For every step, the feeling that lies furthest from the middle of all personas'."""
        by_step: dict[int, tuple[Moment, float]] = {}
        for line in self.lines:
            for moment, felt in line.points:
                known = by_step.get(moment.number)
                if known is None or abs(felt) > abs(known[1]):
                    by_step[moment.number] = (moment, felt)
        return list(by_step.values())

    def _faces(self, line: Line) -> Iterator[str]:
        for moment, felt in line.points:
            size = min(FACE, self.column / len(self.journey.stages[moment.stage].steps) * 0.92)
            x, y, look = self.sheet.x(moment.x), _y(felt), scale.look(felt)
            if moment.number == self.gap:
                yield f'<circle class="hb-em-gap" cx="{px(x)}" cy="{px(y)}" r="{px(size / 2 + 5)}"/>'
            place = f"translate({px(x - size / 2)} {px(y - size / 2)}) scale({size / 24:.3f})"
            icon = self.studio.icons(f"face-{look}")
            yield f'<g class="hb-em-face hb-em-face--{look}" transform="{place}">{icon}</g>'

    def _marks(self, number: int, line: Line) -> Iterator[str]:
        shape = MARKS[stroke(number) - 1]
        for moment, felt in line.points:
            x, y = px(self.sheet.x(moment.x)), px(_y(felt))
            if moment.number == self.gap and number == 1:
                yield f'<circle class="hb-em-gap" cx="{x}" cy="{y}" r="14"/>'
            yield f'<path class="hb-em-mark hb-em-mark--{stroke(number)}" transform="translate({x} {y})" d="{shape}"/>'

    def _label(self, moment: Moment, felt: float) -> str:
        """The step's number with the word for the feeling where there is room for it, else the number alone."""
        start, fonts = self.sheet.x(self.column * moment.stage, self.column), self.studio.fonts
        column = Box(start + 3, 8, start + self.column - 3, BOTTOM - 2)
        x, y = self.sheet.x(moment.x), _y(felt)
        sides = [y + side for side in ((24, 28, -24) if felt < 0 else (-24, -28, 24))]
        full = f"{moment.number}. {scale.word(felt, self.language)}"
        for said, size, look in ((full, WORD, "hb-em-word"), (str(moment.number), NUMBER, "hb-em-num")):
            w = measure.width(fonts, said, size, bold=True) + 4
            near = min(max(x, column.left + w / 2), column.right - w / 2)
            shifts = (0, 14, -14, 26, -26) if look == "hb-em-word" else (0, 10, -10)
            candidates = [Box.around(near + shift, side, w, size + 3) for side in sides for shift in shifts]
            if box := chart.first_free(candidates, self.taken, column):
                self.taken.append(box)
                name = f"{look} {look}--{scale.look(felt)}" if look == "hb-em-word" else look
                return chart.text(name, (box.left + box.right) / 2, box.bottom - 4, said)
        return ""

    # ---- Intensity and quotes ----

    def _arc(self) -> Iterator[str]:
        """A bar a step, as high as the feeling is strong: the dramatic arc."""
        if self.height == BOTTOM:
            return
        yield f'<path class="hb-em-barbase" d="M0 {ARC - 6}H{self.sheet.width}"/>'
        for moment in self.moments:
            if moment.step.intensity:
                w = min(18, self.column / len(self.journey.stages[moment.stage].steps) * 0.5)
                high = moment.step.intensity * 5
                place = f'x="{px(self.sheet.x(moment.x) - w / 2)}" y="{ARC - 6 - high}" width="{px(w)}"'
                yield f'<rect class="hb-em-bar" {place} height="{high}" rx="2"/>'

    def _quotes(self) -> Iterator[str]:
        felt = {moment.number: value for moment, value in self._outer()}
        for moment in self.moments:
            if moment.step.quote is None or moment.number not in felt:
                continue
            said = self.language.t("quote", text=moment.step.quote[self.language.code])
            x, y = self.sheet.x(moment.x), _y(felt[moment.number])
            broken = measure.balance(self.studio.fonts, said, QUOTE, min(QUOTE_WIDTH, self.sheet.width - 30))
            if len(broken) > QUOTE_LINES:  # the row of thoughts and quotes says it whole
                broken = [*broken[: QUOTE_LINES - 1], f"{broken[QUOTE_LINES - 1]} …"]
            w = max(measure.width(self.studio.fonts, line, QUOTE) for line in broken) + 20
            h = 19 * len(broken) + 12
            left = min(max(x - w / 2, 2), self.sheet.width - w - 2)
            top = y + 20 if y + 20 + h < self.height else max(y - 20 - h, 2)
            place = f'x="{px(left)}" y="{px(top)}" width="{px(w)}" height="{px(h)}" rx="6"'
            texts = "".join(
                chart.text("hb-em-quote__text", left + w / 2, top + 20 + 19 * n, line) for n, line in enumerate(broken)
            )
            label = escape(self.language.t("curve.quote", number=moment.number, quote=said))
            yield (
                f'<a class="hb-em-point" href="#{moment.step.id}" aria-label="{label}">'
                f'<circle class="hb-em-hit" cx="{px(x)}" cy="{px(y)}" r="18"/>'
                f'<g class="hb-em-quote" aria-hidden="true"><rect {place}/>{texts}</g></a>'
            )


def _y(feeling: float) -> float:
    return ZERO - UNIT * feeling
