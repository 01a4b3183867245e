"""A journey as a swim-lane diagram: one lane an actor, time in the reading direction.

The journey becomes Mermaid text; merman lays it out; here it is drawn again with even lanes, upright lane titles
and classes only, so that the theme's CSS colours it in both palettes. It is always drawn left to right: for a
right-to-left page the CSS mirrors the drawing and turns each text back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, get_args

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.core.library import Actor, Lane
from handbook.drawing import engine
from handbook.drawing.measure import balance, width
from handbook.drawing.studio import Studio
from handbook.journeys.model import Journey, Step

TEXT, TITLE, LABEL = 16, 17, 14
"""Sizes in px; the theme's CSS sets the same ones."""
LABEL_WIDTH = 150
HEAD_WIDTH, HEAD_GAP = 150, 34
LANE_PADDING, LANE_GAP, LANE_MINIMUM = 20, 6, 96
LINE = 21
CORNER = 10

def actors(journey: Journey, catalogue: Catalogue) -> list[Actor]:
    """Who takes a step, by lane from the customer to the outside, then in the order in which they appear."""
    shelf = catalogue.library["actors"]
    seen = [shelf[name].item for name in dict.fromkeys(step.initiator for step in journey.steps)]
    lanes = get_args(Lane)
    return sorted((a for a in seen if isinstance(a, Actor)), key=lambda actor: lanes.index(actor.lane))


def mermaid(
    journey: Journey, language: Language, catalogue: Catalogue, lines: Callable[[str], Iterable[str]] | None = None
) -> str:
    """The journey as Mermaid `swimlane-beta` text; *lines* breaks a label (by default it is left whole)."""
    code = language.code
    wrapped = lines or (lambda text: [text])
    starts, ends = journey.steps[0], {step.id for step in journey.steps} - {step.id for step, _ in journey.ways()}
    deciding = {step.id for step in journey.steps if step.next and len(step.next) > 1}
    names = {step.id: f"s{number}" for number, step in enumerate(journey.steps, 1)}

    def node(step: Step) -> str:
        label = "<br/>".join(_quoted(line) for line in wrapped(step.name[code]))
        if step.id in deciding:
            return f'{names[step.id]}{{"{label}"}}'
        if step is starts or step.id in ends:
            return f'{names[step.id]}(["{label}"])'
        return f'{names[step.id]}["{label}"]'

    title, description = titles(journey, language, catalogue)
    text = ["swimlane-beta LR", f"  accTitle: {_flat(title)}", f"  accDescr: {_flat(description)}"]
    for number, actor in enumerate(actors(journey, catalogue), 1):
        text.append(f'  subgraph lane{number}["{_quoted(actor.name[code])}"]')
        text += (f"    {node(step)}" for step in journey.steps if step.initiator == actor.id)
        text.append("  end")
    for step, way in journey.ways():
        when = f'|"{_quoted(way.when[code])}"|' if way.when else ""
        text.append(f"  {names[step.id]} -->{when} {names[way.to]}")
    return "\n".join(text) + "\n"


def _quoted(text: str) -> str:
    """*text* safe inside Mermaid's double quotes."""
    return _flat(text).replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")


def _flat(text: str) -> str:
    return " ".join(text.split()).replace(";", "،" if re.search("[\u0600-\u06ff]", text) else ",")


def titles(journey: Journey, language: Language, catalogue: Catalogue) -> tuple[str, str]:
    """The diagram's title and description for people who cannot see it."""
    code = language.code
    lanes = language.t("swimlane.lanes", n=len(actors(journey, catalogue)))
    steps = language.t("swimlane.steps", n=len(journey.steps))
    title = language.t("swimlane.name", title=journey.title[code])
    return title, language.t("swimlane.description", lanes=lanes, steps=steps)


def draw(journey: Journey, language: Language, catalogue: Catalogue, studio: Studio) -> str | None:
    """The journey's swim-lanes in one language as SVG; None where readers' browsers must draw them.

    Raises `DrawingError` where the engine cannot lay the diagram out.
    """

    def lines(text: str) -> list[str]:
        return [text] if studio.missing() else balance(studio.fonts, text, TEXT, LABEL_WIDTH, bold=True)

    people = actors(journey, catalogue)
    words = titles(journey, language, catalogue)
    source = mermaid(journey, language, catalogue, lines)

    def make() -> str:
        geometry = engine.layout(source, studio.fonts)
        lanes = _lanes(geometry, people, language.code)
        return _Pen(geometry, lanes, studio.fonts, studio.icons).draw(f"swim-{journey.id}", *words)

    looks = (f"{actor.lane} {actor.icon}" for actor in people)
    return studio.draw(__package__, (source, journey.id, *words, *looks), make)


@dataclass(frozen=True, slots=True)
class _LaneBand:
    """A lane where merman put it (`old_…`, the extent of what stands in it) and where it is drawn."""

    id: str
    actor: Actor
    title: str
    old_top: float
    old_bottom: float
    top: float
    height: float

    @property
    def shift(self) -> float:
        """From merman's y to ours, for what stands in the lane."""
        return self.top + self.height / 2 - (self.old_top + self.old_bottom) / 2


def _lanes(geometry: Mapping[str, Any], people: list[Actor], code: str) -> list[_LaneBand]:
    """All lanes from top to bottom, each as high as the fullest one needs."""
    boxes = [node for node in geometry["nodes"] if not node["is_edge_label"]]
    extents = {}
    for lane in geometry["lanes"]:
        inside = [n for n in boxes if n["top_lane_id"] == lane["id"]]
        tops = [n["y"] - n["height"] / 2 for n in inside]
        bottoms = [n["y"] + n["height"] / 2 for n in inside]
        extents[lane["id"]] = (min(tops), max(bottoms))
    height = max(LANE_MINIMUM, max(bottom - top for top, bottom in extents.values()) + 2 * LANE_PADDING)
    by_id = {f"lane{number}": actor for number, actor in enumerate(people, 1)}
    in_order = sorted(extents, key=lambda name: extents[name][0])
    return [
        _LaneBand(name, by_id[name], by_id[name].name[code], *extents[name], number * (height + LANE_GAP), height)
        for number, name in enumerate(in_order)
    ]


class _Pen:
    """Draws one laid-out diagram."""

    def __init__(
        self, geometry: Mapping[str, Any], lanes: list[_LaneBand], fonts: Path, icons: Callable[[str], str]
    ) -> None:
        self.nodes = {n["id"]: n for n in geometry["nodes"] if not n["is_edge_label"]}
        self.labels = {n["id"]: n for n in geometry["nodes"] if n["is_edge_label"]}
        self.edges = geometry["edges"]
        self.lanes = lanes
        self.fonts = fonts
        self.icons = icons
        self.of = {lane.id: lane for lane in lanes}
        xs = [x for e in self.edges for x in (p["x"] for p in e["points"])]
        sides = [n["x"] + side * n["width"] / 2 for n in self.nodes.values() for side in (-1, 1)]
        self.left = min([*sides, *xs]) - HEAD_WIDTH - HEAD_GAP
        self.right = max([*sides, *xs]) + LANE_PADDING

    def draw(self, name: str, title: str, description: str) -> str:
        bottom = self.lanes[-1].top + self.lanes[-1].height
        box = f"{_n(self.left - 2)} -2 {_n(self.right - self.left + 4)} {_n(bottom + 4)}"
        ids = f"{name}-title", f"{name}-desc"
        parts = [
            f'<svg class="hb-swim__svg" viewBox="{box}" role="img" aria-labelledby="{ids[0]} {ids[1]}">',
            f'<title id="{ids[0]}">{escape(title)}</title><desc id="{ids[1]}">{escape(description)}</desc>',
            f'<defs><marker id="{name}-arrow" class="hb-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9"'
            ' markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .5L10 5 0 9.5z"/></marker></defs>',
            *(self._lane(lane) for lane in self.lanes),
            *(self._edge(edge, name) for edge in self.edges),
            *(self._node(node) for node in self.nodes.values()),
            *(self._edge_label(edge) for edge in self.edges if edge["label_node_id"]),
            "</svg>",
        ]
        return "".join(parts)

    def _lane(self, lane: _LaneBand) -> str:
        x, middle = self.left, lane.top + lane.height / 2
        centre = x + HEAD_WIDTH / 2
        lines = balance(self.fonts, lane.title, TITLE, HEAD_WIDTH - 16, bold=True)
        size = f'x="{_n(x)}" y="{_n(lane.top)}" height="{_n(lane.height)}" rx="{CORNER}"'
        first = middle + 22 - (len(lines) - 1) * LINE / 2
        icon = f'<g class="hb-lane__icon" transform="translate({_n(centre - 12)} {_n(first - 46)})">'
        return (
            f'<g class="hb-lane hb-lane--{lane.actor.lane}">'
            f'<rect class="hb-lane__body" {size} width="{_n(self.right - x)}"/>'
            f'<rect class="hb-lane__head" {size} width="{HEAD_WIDTH}"/>'
            f"{icon}{self.icons(lane.actor.icon)}</g>{_text(lines, centre, first, 'hb-lane__t')}</g>"
        )

    def _node(self, node: Mapping[str, Any]) -> str:
        x, y = node["x"], node["y"] + self.of[node["top_lane_id"]].shift
        w, h = node["width"], node["height"]
        if node["shape"] == "diamond":
            points = f"M{_n(x)} {_n(y - h / 2)}L{_n(x + w / 2)} {_n(y)}L{_n(x)} {_n(y + h / 2)}L{_n(x - w / 2)} {_n(y)}Z"
            shape = f'<path d="{points}"/>'
        else:
            rx = h / 2 if node["shape"] == "stadium" else CORNER
            place = f'x="{_n(x - w / 2)}" y="{_n(y - h / 2)}" width="{_n(w)}" height="{_n(h)}"'
            shape = f'<rect {place} rx="{_n(rx)}"/>'
        lines = re.split(r"<br\s*/?>|\n", node["label"])
        first = y + TEXT * 0.35 - (len(lines) - 1) * LINE / 2
        lane = self.of[node["top_lane_id"]].actor.lane
        return f'<g class="hb-node hb-node--{lane}">{shape}{_text(map(_plain, lines), x, first)}</g>'

    def _edge(self, edge: Mapping[str, Any], name: str) -> str:
        points = self._points(edge)
        back = " hb-edge--back" if points[-1][0] < points[0][0] - 1 else ""
        return f'<path class="hb-edge{back}" marker-end="url(#{name}-arrow)" d="{_rounded(points)}"/>'

    def _points(self, edge: Mapping[str, Any]) -> list[tuple[float, float]]:
        """The way of an edge in our lanes, without points that change nothing."""
        points: list[tuple[float, float]] = []
        for p in edge["points"]:
            point = (p["x"], self._y(p["y"]))
            if points and abs(points[-1][0] - point[0]) + abs(points[-1][1] - point[1]) < 0.5:
                continue
            if len(points) > 1 and _in_line(points[-2], points[-1], point):
                points[-1] = point
            else:
                points.append(point)
        return points if len(points) > 1 else points * 2

    def _y(self, y: float) -> float:
        """merman's y in our lanes: exact beside a lane's boxes, in proportion between them."""
        knots = [(old, old + lane.shift) for lane in self.lanes for old in (lane.old_top, lane.old_bottom)]
        if y <= knots[0][0]:
            return y + self.lanes[0].shift
        for (a, to_a), (b, to_b) in zip(knots, knots[1:], strict=False):
            if y <= b:
                return to_a + (y - a) * (to_b - to_a) / (b - a) if b > a else to_a
        return y + self.lanes[-1].shift

    def _edge_label(self, edge: Mapping[str, Any]) -> str:
        text = _plain(self.labels[edge["label_node_id"]]["label"])
        x, y = _first_half(self._points(edge))
        w = width(self.fonts, text, LABEL, bold=True) + 20
        place = f'x="{_n(x - w / 2)}" y="{_n(y - 12)}" width="{_n(w)}" height="24" rx="12"'
        return f'<g class="hb-elab"><rect {place}/>{_text([text], x, y + LABEL * 0.35)}</g>'


def _n(value: float) -> str:
    """A number as short as a drawing needs it: one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")


def _plain(label: str) -> str:
    for code, character in (("#quot;", '"'), ("#lt;", "<"), ("#gt;", ">")):
        label = label.replace(code, character)
    return label


def _text(lines: Iterable[str], x: float, first: float, name: str = "") -> str:
    """Lines of text centred on *x*, the first one's baseline at *first*."""
    attribute = f' class="{name}"' if name else ""
    return "".join(
        f'<text{attribute} x="{_n(x)}" y="{_n(first + number * LINE)}">{escape(line, quote=False)}</text>'
        for number, line in enumerate(lines)
    )


Point = tuple[float, float]


def _in_line(a: Point, b: Point, c: Point) -> bool:
    """Whether *b* lies straight between *a* and *c* on an upright or level line."""
    return abs(a[0] - b[0]) + abs(b[0] - c[0]) < 0.5 or abs(a[1] - b[1]) + abs(b[1] - c[1]) < 0.5


def _rounded(points: list[Point]) -> str:
    """A path through *points* with round corners."""
    path = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        enter, leave = _toward(corner, before), _toward(corner, after)
        path.append(f"L{_n(enter[0])} {_n(enter[1])}Q{_n(corner[0])} {_n(corner[1])} {_n(leave[0])} {_n(leave[1])}")
    return "".join(path) + f"L{_n(points[-1][0])} {_n(points[-1][1])}"


def _toward(corner: Point, other: Point) -> Point:
    distance = abs(other[0] - corner[0]) + abs(other[1] - corner[1])
    share = min(CORNER, distance / 2) / distance if distance else 0.0
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _first_half(points: list[Point]) -> Point:
    """The middle of the longest of the first two legs: near the decision, clear of its box."""
    legs = list(zip(points, points[1:], strict=False))[:2]
    a, b = max(legs, key=lambda leg: abs(leg[0][0] - leg[1][0]) + abs(leg[0][1] - leg[1][1]))
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
