"""A journey as BPMN 2.0: one pool, a lane for each actor, tasks, gateways, and where everything stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.drawing import engine, swim, ways
from handbook.drawing.measure import balance
from handbook.drawing.studio import Studio
from handbook.drawing.ways import Point
from handbook.exchange.say import Refused
from handbook.journeys.charts import swimlane
from handbook.journeys.model import Journey, Next, Step

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
TARGET = "urn:service-handbook:journeys"
LANE_HEAD, MARGIN, EVENT, GATEWAY, TASK = 30, 40, 36, 50, 60

for prefix, space in (("bpmn", BPMN), ("bpmndi", DI), ("dc", DC), ("di", DD)):
    ET.register_namespace(prefix, space)


@dataclass(frozen=True, slots=True)
class _Box:
    """A shape: its middle and its size in px."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bounds(self) -> dict[str, str]:
        return {
            "x": ways.px(self.x - self.width / 2),
            "y": ways.px(self.y - self.height / 2),
            "width": ways.px(self.width),
            "height": ways.px(self.height),
        }


@dataclass(frozen=True, slots=True)
class _Flow:
    """A sequence flow: its ends by id, its name, its way."""

    id: str
    start: str
    end: str
    name: str
    points: tuple[Point, ...]


def bpmn(journey: Journey, language: Language, catalogue: Catalogue, studio: Studio) -> str:
    """The BPMN XML with names in *language*; raises `Refused` and `DrawingError`."""
    if reason := studio.missing():
        raise Refused("no-drawing", reason=reason)

    def lines(text: str) -> list[str]:
        return balance(studio.fonts, text, swim.TEXT, swimlane.LABEL_WIDTH, bold=True)

    geometry = engine.layout(swimlane.mermaid(journey, language, catalogue, lines), studio.fonts, swim.TEXT)
    return _Drawing(journey, language, catalogue, geometry).text()


class _Drawing:
    """One journey with the layout that its diagram has."""

    def __init__(self, journey: Journey, language: Language, catalogue: Catalogue, geometry: Mapping[str, Any]) -> None:
        self.journey, self.code = journey, language.code
        self.actors = swimlane.actors(journey, catalogue)
        self.nodes = {node["id"]: node for node in geometry["nodes"] if not node["is_edge_label"]}
        self.edges = list(geometry["edges"])
        self.lanes = {lane["id"]: lane for lane in geometry["lanes"]}
        self.numbers = {step.id: f"s{number}" for number, step in enumerate(journey.steps, 1)}
        self.ways: dict[str, list[Next]] = {step.id: [] for step in journey.steps}
        for step, way in journey.ways():
            self.ways[step.id].append(way)
        self.shapes: dict[str, _Box] = {}
        self.flows: list[_Flow] = []
        self._place()

    # ---- Where everything stands -------------------------------------------------------------------------------

    def _place(self) -> None:
        for step in self.journey.steps:
            node = self.nodes[self.numbers[step.id]]
            x, y, width, height = node["x"], node["y"], node["width"], min(node["height"], 90)
            if self._decides(step):
                height = min(height, TASK)
                if self._asks(step):
                    self.shapes[_step(step.id)] = _Box(x, y, GATEWAY, GATEWAY)
                    continue
                self.shapes[_gateway(step.id)] = _Box(x + width / 2 + GATEWAY / 2 - 10, y, GATEWAY, GATEWAY)
                x, width = x - GATEWAY / 2, width - 20
                self._flow(_step(step.id), _gateway(step.id), "")
            self.shapes[_step(step.id)] = _Box(x, y, width, height)
        first = self.journey.steps[0]
        self._event("start", _step(first.id), -1)
        self._flow("start", _step(first.id), "")
        for step in self.journey.steps:
            for way in self.ways[step.id]:
                start = _gateway(step.id) if _gateway(step.id) in self.shapes else _step(step.id)
                self._flow(start, _step(way.to), way.when[self.code] if way.when else "", (step.id, way.to))
            if not self.ways[step.id]:
                self._event(f"end-{step.id}", _step(step.id), 1)
                self._flow(_step(step.id), f"end-{step.id}", "")

    def _decides(self, step: Step) -> bool:
        return len(self.ways[step.id]) > 1

    def _asks(self, step: Step) -> bool:
        """Whether the step itself is the decision: its name is a question."""
        return step.name[self.code].rstrip().endswith(("?", "؟"))

    def _event(self, name: str, beside: str, side: int) -> None:
        box = self.shapes[beside]
        self.shapes[name] = _Box(box.x + side * (box.width / 2 + MARGIN / 2 + EVENT / 2), box.y, EVENT, EVENT)

    def _flow(self, start: str, end: str, name: str, of: tuple[str, str] | None = None) -> None:
        number = sum(flow.start == start and flow.end == end for flow in self.flows)
        points = self._points(of, number) if of else []
        self.flows.append(_Flow(f"flow.{len(self.flows) + 1}", start, end, name, tuple(points)))

    def _points(self, of: tuple[str, str], number: int) -> list[Point]:
        """The way between two steps as the layout gives it, the *number*-th of several."""
        start, end = (self.numbers[step] for step in of)
        found = [edge for edge in self.edges if (edge["from"], edge["to"]) == (start, end)]
        return [(p["x"], p["y"]) for p in found[number]["points"]] if number < len(found) else []

    def _waypoints(self, flow: _Flow) -> list[Point]:
        """The way of *flow*, from the border of one shape to that of the other."""
        start, end = self.shapes[flow.start], self.shapes[flow.end]
        inner = [p for p in flow.points[1:-1] if not _within(p, start) and not _within(p, end)]
        if start is end:
            right, low = start.x + start.width / 2, start.y + start.height / 2
            corners = [(right + 20, start.y), (right + 20, low + 20), (start.x, low + 20)]
            return [(right, start.y), *corners, (start.x, low)]
        towards, back = inner[0] if inner else (end.x, end.y), inner[-1] if inner else (start.x, start.y)
        return [_border(start, towards), *inner, _border(end, back)]

    # ---- What is written ---------------------------------------------------------------------------------------

    def text(self) -> str:
        """The file."""
        journey, title = self.journey, self.journey.title[self.code]
        root = ET.Element(_q(BPMN, "definitions"), {"id": "definitions", "targetNamespace": TARGET})
        collaboration = _add(root, "collaboration", id="collaboration")
        _add(collaboration, "participant", id="pool", name=title, processRef=_journey(journey.id))
        process = _add(root, "process", id=_journey(journey.id), name=title, isExecutable="false")
        self._process(process)
        diagram = ET.SubElement(root, _q(DI, "BPMNDiagram"), {"id": "diagram"})
        plane = ET.SubElement(diagram, _q(DI, "BPMNPlane"), {"id": "plane", "bpmnElement": "collaboration"})
        self._plane(plane)
        ET.indent(root)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"

    def _process(self, process: ET.Element) -> None:
        lanes = _add(process, "laneSet", id="lanes")
        ends = {name: _owner(name) for name in self.shapes}
        initiators = {step.id: step.initiator for step in self.journey.steps}
        for actor in self.actors:
            lane = _add(lanes, "lane", id=f"lane-{actor.id}", name=actor.name[self.code])
            for name, owner in ends.items():
                if initiators[owner or self.journey.steps[0].id] == actor.id:
                    _add(lane, "flowNodeRef").text = name
        _add(process, "startEvent", [], [f.id for f in self.flows if f.start == "start"], id="start")
        for step in self.journey.steps:
            names = [_step(step.id), *([_gateway(step.id)] if _gateway(step.id) in self.shapes else [])]
            gate = self._decides(step) and self._asks(step)
            kinds = ["exclusiveGateway" if gate else "sendTask" if step.kind == "communication" else "task"]
            for name, kind in zip(names, [*kinds, "exclusiveGateway"], strict=False):
                said = {"name": step.name[self.code]} if name == names[0] else {}
                _add(process, kind, *self._ends(name), id=name, **said)
            if not self.ways[step.id]:
                _add(process, "endEvent", *self._ends(f"end-{step.id}"), id=f"end-{step.id}")
        for flow in self.flows:
            named = {"name": flow.name} if flow.name else {}
            _add(process, "sequenceFlow", id=flow.id, sourceRef=flow.start, targetRef=flow.end, **named)

    def _ends(self, name: str) -> tuple[list[str], list[str]]:
        return [f.id for f in self.flows if f.end == name], [f.id for f in self.flows if f.start == name]

    def _plane(self, plane: ET.Element) -> None:
        boxes = self.shapes.values()
        points = [point for flow in self.flows for point in self._waypoints(flow)]
        left = min([b.x - b.width / 2 for b in boxes] + [x for x, _ in points]) - MARGIN
        right = max([b.x + b.width / 2 for b in boxes] + [x for x, _ in points]) + MARGIN
        places = {f"lane-{actor.id}": self.lanes[f"lane{n}"] for n, actor in enumerate(self.actors, 1)}
        tops = [lane["y"] - lane["height"] / 2 for lane in places.values()]
        bottoms = [lane["y"] + lane["height"] / 2 for lane in places.values()]
        pool = _box(left - LANE_HEAD, min(tops), right, max(bottoms))
        _shape(plane, "pool", pool, horizontal=True)
        for (name, _), top, bottom in zip(places.items(), tops, bottoms, strict=True):
            below = min((other for other in tops if other > top), default=bottom)
            _shape(plane, name, _box(left, top, right, below), horizontal=True)
        for name, box in self.shapes.items():
            _shape(plane, name, box)
        for flow in self.flows:
            edge = ET.SubElement(plane, _q(DI, "BPMNEdge"), {"id": _drawn(flow.id), "bpmnElement": flow.id})
            for x, y in self._waypoints(flow):
                ET.SubElement(edge, _q(DD, "waypoint"), {"x": ways.px(x), "y": ways.px(y)})


def _step(name: str) -> str:
    return f"step-{name}"


def _gateway(name: str) -> str:
    return f"choice-{name}"


def _journey(name: str) -> str:
    return f"journey-{name}"


def _drawn(name: str) -> str:
    """The id of what draws *name*: no other id begins with these letters and a dot."""
    return f"di.{name}"


def _owner(name: str) -> str:
    """The step that a shape belongs to; empty for the start."""
    return name.partition("-")[2]


def _q(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _add(
    around: ET.Element, tag: str, incoming: Iterable[str] = (), outgoing: Iterable[str] = (), **said: str
) -> ET.Element:
    made = ET.SubElement(around, _q(BPMN, tag), said)
    for name, flows in (("incoming", incoming), ("outgoing", outgoing)):
        for flow in flows:
            ET.SubElement(made, _q(BPMN, name)).text = flow
    return made


def _shape(plane: ET.Element, name: str, box: _Box, horizontal: bool = False) -> None:
    said = {"id": _drawn(name), "bpmnElement": name} | ({"isHorizontal": "true"} if horizontal else {})
    ET.SubElement(ET.SubElement(plane, _q(DI, "BPMNShape"), said), _q(DC, "Bounds"), box.bounds)


def _box(left: float, top: float, right: float, bottom: float) -> _Box:
    return _Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)


def _within(point: Point, box: _Box) -> bool:
    return abs(point[0] - box.x) <= box.width / 2 and abs(point[1] - box.y) <= box.height / 2


def _border(box: _Box, towards: Point) -> Point:
    """Where the border of *box* is met on the way to another point, level or upright; small shapes at their tips."""
    dx, dy = towards[0] - box.x, towards[1] - box.y
    even = box.width > GATEWAY
    if abs(dx) * box.height >= abs(dy) * box.width:
        y = towards[1] if even and abs(dy) < box.height / 2 else box.y
        return box.x + (box.width / 2 if dx > 0 else -box.width / 2), y
    x = towards[0] if even and abs(dx) < box.width / 2 else box.x
    return x, box.y + (box.height / 2 if dy > 0 else -box.height / 2)
