"""From merman's coordinates to ours: lanes of even height, columns without wide gaps between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

LANE_PADDING, LANE_GAP, LANE_MINIMUM = 28, 6, 96
COLUMN_GAP = 26

Geometry: TypeAlias = Mapping[str, Any]
"""What merman's layout of a swim-lane diagram gives: nodes, lanes and edges with their places in px."""
Knots: TypeAlias = list[tuple[float, float]]
"""From merman's coordinate to ours, at the places where the scale changes; in order."""


@dataclass(frozen=True, slots=True)
class Band:
    """A lane as it is drawn; `id` is that of its subgraph."""

    id: str
    top: float
    height: float


def bands(geometry: Geometry) -> tuple[list[Band], Knots]:
    """All lanes from top to bottom, each as high as the fullest one needs, and the way of every y into them."""
    boxes = [node for node in geometry["nodes"] if not node["is_edge_label"]]
    extents = {
        lane["id"]: (
            lane["y"] - lane["height"] / 2,
            min(n["y"] - n["height"] / 2 for n in boxes if n["top_lane_id"] == lane["id"]),
            max(n["y"] + n["height"] / 2 for n in boxes if n["top_lane_id"] == lane["id"]),
            lane["y"] + lane["height"] / 2,
        )
        for lane in geometry["lanes"]
    }
    height = max(LANE_MINIMUM, max(low - high for _, high, low, _ in extents.values()) + 2 * LANE_PADDING)
    found, knots = [], []
    for number, name in enumerate(sorted(extents, key=lambda lane: extents[lane][1])):
        edge, high, low, end = extents[name]
        top = number * (height + LANE_GAP)
        shift = top + height / 2 - (high + low) / 2
        knots += [(edge, top + 5), (high, high + shift), (low, low + shift), (end, top + height - 5)]
        found.append(Band(name, top, height))
    return found, knots


def columns(geometry: Geometry) -> Knots:
    """The way of every x: boxes and labels keep their width, wide gaps between them close up."""
    fixed = [(n["x"] - n["width"] / 2, n["x"] + n["width"] / 2) for n in geometry["nodes"]]
    places = {x for sides in fixed for x in sides} | {p["x"] for e in geometry["edges"] for p in e["points"]}
    knots: Knots = []
    for x in sorted(places):
        if not knots:
            knots.append((x, 0.0))
            continue
        before, drawn = knots[-1]
        covered = any(left <= before and x <= right for left, right in fixed)
        knots.append((x, drawn + (x - before if covered else min(x - before, COLUMN_GAP))))
    return knots


def mapped(value: float, knots: Knots) -> float:
    """*value* in our coordinates: in proportion between two knots, shifted outside them."""
    place = bisect_left(knots, (value, float("-inf")))
    if place == 0 or place == len(knots):
        old, new = knots[min(place, len(knots) - 1)]
        return value + new - old
    (a, to_a), (b, to_b) = knots[place - 1], knots[place]
    return to_a + (value - a) * (to_b - to_a) / (b - a) if b > a else to_b
