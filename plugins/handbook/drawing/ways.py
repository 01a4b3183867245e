"""The ways between boxes: polylines with round corners that meet their boxes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

CORNER = 10
SHORT = 16
"""A last leg that leaves no room for an arrow behind its corner."""

Point: TypeAlias = tuple[float, float]


def px(value: float) -> str:
    """A number as short as a drawing needs it: at most one decimal."""
    return f"{round(value, 1) + 0:g}"


def in_line(a: Point, b: Point, c: Point) -> bool:
    """Whether *b* lies straight between *a* and *c* on an upright or level line."""
    return abs(a[0] - b[0]) + abs(b[0] - c[0]) < 0.5 or abs(a[1] - b[1]) + abs(b[1] - c[1]) < 0.5


def rounded(points: list[Point]) -> str:
    """A path through *points* with round corners."""
    path = [f"M{_at(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.append(f"L{_at(_toward(corner, before))}Q{_at(corner)} {_at(_toward(corner, after))}")
    return "".join(path) + f"L{_at(points[-1])}"


def _at(point: Point) -> str:
    return f"{px(point[0])} {px(point[1])}"


def _toward(corner: Point, other: Point) -> Point:
    distance = abs(other[0] - corner[0]) + abs(other[1] - corner[1])
    share = min(CORNER, distance / 2) / distance if distance else 0.0
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def trim(points: list[Point], end: int, centre: Point, node: Mapping[str, Any]) -> None:
    """Take away a last leg too short for an arrow where the leg before it already meets the box."""
    beside = 1 if end == 0 else -2
    (x, y), (a, b) = points[end], points[beside]
    if len(points) < 3 or abs(x - a) + abs(y - b) >= SHORT:
        return
    upright = abs(x - a) < abs(y - b)
    off, half = (b - centre[1], node["height"] / 2) if upright else (a - centre[0], node["width"] / 2)
    if abs(off) < half:
        points.pop(end)


def attach(points: list[Point], end: int, centre: Point, node: Mapping[str, Any], aside: float = 0) -> None:
    """Move the end of a way to the side of its box that it comes from; at a diamond, with its leg, to the tip.

    A way that lies *aside* of another one meets the diamond as far off its tip.
    """
    beside = 1 if end == 0 else -2
    axis = 1 if abs(points[end][0] - points[beside][0]) < abs(points[end][1] - points[beside][1]) else 0
    half = node["height" if axis else "width"] / 2
    away = points[beside][axis] - centre[axis]
    if abs(away) > half:
        moved = list(points[end])
        moved[axis] = centre[axis] + (half if away > 0 else -half)
        points[end] = (moved[0], moved[1])
    if node["shape"] == "diamond":
        for place in (end, beside):
            x, y = points[place]
            points[place] = (centre[0] + aside, y) if axis else (x, centre[1] + aside)
        if aside and abs(away) > half:
            inward = half * aside / (node["width" if axis else "height"] / 2)
            moved = list(points[end])
            moved[axis] += -inward if away > 0 else inward
            points[end] = (moved[0], moved[1])
