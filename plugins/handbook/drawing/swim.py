"""Draws swim-lanes that merman has laid out: even lanes, upright lane titles, classes only.

The theme's CSS colours the drawing in both palettes. It is always drawn left to right: for a right-to-left page the
CSS mirrors the drawing and turns each text back, so every text stands on its middle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, TypeAlias

from handbook.drawing import engine, spread, ways
from handbook.drawing.measure import balance, width
from handbook.drawing.spread import LANE_PADDING, Band, Geometry
from handbook.drawing.studio import Studio
from handbook.drawing.ways import CORNER, Point, px

TEXT, TITLE, LABEL, NUMBER = 16, 17, 14, 13
"""Sizes in px; the theme's CSS sets the same ones."""
HEAD_WIDTH, HEAD_GAP = 150, 34
LINE = 21
BESIDE = 10
"""How far the way back lies beside the way there, where two boxes are joined both ways."""
OUTSIDE = 9
"""How far a mark's middle lies off the edge of a diamond, in both directions."""
MARGIN = 6
"""What is free around the lanes: a way may run along their edge."""
SMALLEST = 0.82
"""The drawing shrinks to this share of its size and no further: then its frame scrolls."""

_ENTITIES = (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"))
"""How Mermaid writes characters that would end a label or begin markup; the first one first."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane's head; `id` is that of its subgraph, `look` the end of its class names."""

    id: str
    title: str
    look: str
    icon: str


@dataclass(frozen=True, slots=True)
class Box:
    """What a node shows beside its place and shape."""

    lines: Sequence[str]
    number: str = ""
    """Stands on the corner where reading begins."""
    icon: str = ""
    """The icon on the other corner: the channel on which the step meets the customer."""
    look: str = ""
    """The end of that icon's class name."""
    href: str = ""
    elsewhere: bool = False
    """Whether it stands for a step that another drawing shows."""


Boxes: TypeAlias = Mapping[str, Box]


def draw(source: str, lanes: Sequence[Lane], boxes: Boxes, studio: Studio, name: str, words: tuple[str, str]) -> str:
    """The SVG of Mermaid swim-lanes. *boxes* tells of every node, in time: a way against it goes back.

    *name* makes ids unique on a page; *words* are title and description. Raises `DrawingError`.
    """
    geometry = engine.layout(source, studio.fonts, TEXT)
    for node in geometry["nodes"]:
        if node["shape"] == "diamond":
            node["height"] = _flat_height(node)
    return _Pen(geometry, lanes, boxes, studio).draw(name, *words)


def _flat_height(diamond: Mapping[str, Any]) -> float:
    """The least height at which a diamond as wide as merman's still holds its text: merman makes them square."""
    height, label = float(diamond["height"]), float(diamond["label_height"])
    free = 1 - float(diamond["label_width"]) / float(diamond["width"])
    return min(height, (label + 8) / max(free, 0.1))


class _Pen:
    """Draws one laid-out diagram."""

    def __init__(self, geometry: Geometry, lanes: Sequence[Lane], boxes: Boxes, studio: Studio) -> None:
        self.nodes = {n["id"]: n for n in geometry["nodes"] if not n["is_edge_label"]}
        self.labels = {n["id"]: n for n in geometry["nodes"] if n["is_edge_label"]}
        self.edges = geometry["edges"]
        self.bands, self.rows = spread.bands(geometry)
        self.columns = spread.columns(geometry)
        self.lanes = {lane.id: lane for lane in lanes}
        self.boxes = boxes
        self.pairs = {(edge["from"], edge["to"]) for edge in self.edges if edge["from"] != edge["to"]}
        self.rank = {name: number for number, name in enumerate(boxes)}
        self.studio = studio
        self.left = self.columns[0][1] - HEAD_WIDTH - HEAD_GAP
        self.right = self.columns[-1][1] + LANE_PADDING

    def draw(self, name: str, title: str, description: str) -> str:
        bottom = self.bands[-1].top + self.bands[-1].height
        width, height = self.right - self.left + 2 * MARGIN, bottom + 2 * MARGIN
        ids = f"{name}-title", f"{name}-desc"
        parts = [
            f'<svg class="hb-swim__svg" viewBox="{px(self.left - MARGIN)} {-MARGIN} {px(width)} {px(height)}"',
            f' width="{px(width * SMALLEST)}" height="{px(height * SMALLEST)}" role="group"',
            f' aria-labelledby="{ids[0]} {ids[1]}">',
            f'<title id="{ids[0]}">{escape(title)}</title><desc id="{ids[1]}">{escape(description)}</desc>',
            f'<defs><marker id="{name}-arrow" class="hb-arrow" viewBox="0 0 10 10" refX="9" refY="5"',
            ' markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">',
            '<path d="M0 .5L10 5 0 9.5z"/></marker></defs>',
            *(self._lane(band) for band in self.bands),
            *(self._edge(edge, name) for edge in self.edges),
            # In time, so that the keyboard goes from step to step.
            *(self._node(self.nodes[name]) for name in self.boxes),
            *(self._edge_label(self.labels[edge["label_node_id"]]) for edge in self.edges if edge["label_node_id"]),
            "</svg>",
        ]
        return "".join(parts)

    def _place(self, thing: Mapping[str, float]) -> Point:
        """Where merman's point lies in our drawing."""
        return spread.mapped(thing["x"], self.columns), spread.mapped(thing["y"], self.rows)

    def _lane(self, band: Band) -> str:
        lane, x, middle = self.lanes[band.id], self.left, band.top + band.height / 2
        centre = x + HEAD_WIDTH / 2
        lines = balance(self.studio.fonts, lane.title, TITLE, HEAD_WIDTH - 16, bold=True)
        size = f'x="{px(x)}" y="{px(band.top)}" height="{px(band.height)}" rx="{CORNER}"'
        first = middle + 22 - (len(lines) - 1) * LINE / 2
        icon = f'<g class="hb-lane__icon" transform="translate({px(centre - 12)} {px(first - 46)})">'
        return (
            f'<g class="hb-lane hb-lane--{lane.look}">'
            f'<rect class="hb-lane__body" {size} width="{px(self.right - x)}"/>'
            f'<rect class="hb-lane__head" {size} width="{HEAD_WIDTH}"/>'
            f"{icon}{self.studio.icons(lane.icon)}</g>{_text(lines, centre, first, 'hb-lane__t')}</g>"
        )

    def _node(self, node: Mapping[str, Any]) -> str:
        x, y = self._place(node)
        w, h = node["width"], node["height"]
        if node["shape"] == "diamond":
            corners = (x, y - h / 2), (x + w / 2, y), (x, y + h / 2), (x - w / 2, y)
            shape = f'<path d="M{"L".join(f"{px(a)} {px(b)}" for a, b in corners)}Z"/>'
        else:
            rx = h / 2 if node["shape"] == "stadium" else CORNER
            place = f'x="{px(x - w / 2)}" y="{px(y - h / 2)}" width="{px(w)}" height="{px(h)}"'
            shape = f'<rect {place} rx="{px(rx)}"/>'
        box = self.boxes[node["id"]]
        first = y + TEXT * 0.35 - (len(box.lines) - 1) * LINE / 2
        look = self.lanes[node["top_lane_id"]].look + (" hb-node--elsewhere" if box.elsewhere else "")
        drawn = f'<g class="hb-node hb-node--{look}">{shape}{_text(box.lines, x, first)}{self._marks(node, box)}</g>'
        return f'<a class="hb-node__link" href="{escape(box.href)}">{drawn}</a>' if box.href else drawn

    def _marks(self, node: Mapping[str, Any], box: Box) -> str:
        """The number and the channel of a box, on its upper corners."""
        x, y = self._place(node)
        if node["shape"] == "diamond":  # beside its upper edges, clear of the words
            aside, above = node["width"] / 4 + OUTSIDE, node["height"] / 4 + OUTSIDE
        else:
            aside, above = node["width"] / 2 - 6, node["height"] / 2 + (4 if node["shape"] == "stadium" else 0)
        marks = ""
        if box.number:
            circle = f'<circle class="hb-node__badge" cx="{px(x - aside)}" cy="{px(y - above)}" r="11"/>'
            marks += circle + _text([box.number], x - aside, y - above + NUMBER * 0.35, "hb-node__n")
        if box.icon:
            place = f"translate({px(x + aside - 8)} {px(y - above - 8)}) scale(.667)"
            circle = f'<circle cx="{px(x + aside)}" cy="{px(y - above)}" r="13"/>'
            icon = f'<g transform="{place}">{self.studio.icons(box.icon)}</g>'
            marks += f'<g class="hb-node__channel hb-node__channel--{box.look}">{circle}{icon}</g>'
        return marks

    def _edge(self, edge: Mapping[str, Any], name: str) -> str:
        points = self._points(edge)
        back = " hb-edge--back" if self._goes_back(edge) else ""
        return f'<path class="hb-edge{back}" marker-end="url(#{name}-arrow)" d="{ways.rounded(points)}"/>'

    def _goes_back(self, edge: Mapping[str, Any]) -> bool:
        return self.rank[edge["to"]] <= self.rank[edge["from"]]

    def _points(self, edge: Mapping[str, Any]) -> list[Point]:
        """The way of an edge, without points that change nothing."""
        points: list[Point] = []
        for point in map(self._place, edge["points"]):
            if points and abs(points[-1][0] - point[0]) + abs(points[-1][1] - point[1]) < 0.5:
                continue
            if len(points) > 1 and ways.in_line(points[-2], points[-1], point):
                points[-1] = point
            else:
                points.append(point)
        points = points if len(points) > 1 else points * 2
        aside = BESIDE if (edge["to"], edge["from"]) in self.pairs and self._goes_back(edge) else 0
        points = [(x + aside, y + aside) for x, y in points]
        for end, name in ((0, edge["from"]), (-1, edge["to"])):
            centre, node = self._place(self.nodes[name]), self.nodes[name]
            ways.trim(points, end, centre, node)
            ways.attach(points, end, centre, node, aside)
        return points

    def _edge_label(self, label: Mapping[str, Any]) -> str:
        text = _plain(label["label"])
        x, y = self._place(label)
        w = width(self.studio.fonts, text, LABEL, bold=True) + 20
        place = f'x="{px(x - w / 2)}" y="{px(y - 12)}" width="{px(w)}" height="24" rx="12"'
        return f'<g class="hb-elab"><rect {place}/>{_text([text], x, y + LABEL * 0.35)}</g>'


def quoted(text: str) -> str:
    """*text* safe inside Mermaid's double quotes."""
    for character, code in _ENTITIES:
        text = text.replace(character, code)
    return text


def _plain(label: str) -> str:
    """A label as its author wrote it: merman gives Mermaid's entities as HTML's."""
    for character, code in reversed(_ENTITIES):
        label = label.replace(code, character)
    return unescape(label)


def _text(lines: Iterable[str], x: float, first: float, name: str = "") -> str:
    """Lines of text centred on *x*, the first one's baseline at *first*."""
    attribute = f' class="{name}"' if name else ""
    return "".join(
        f'<text{attribute} x="{px(x)}" y="{px(first + number * LINE)}">{escape(line, quote=False)}</text>'
        for number, line in enumerate(lines)
    )
