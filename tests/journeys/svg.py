"""What the tests of drawings share: reading an SVG as XML, and what must hold for every one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

Cubic = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""A piece of a curve: where it starts, its two handles, where it ends."""


PLACES = frozenset({"x", "y", "cx", "cy", "r", "rx", "width", "height", "d", "transform", "viewBox"})


def parse(svg: str) -> ET.Element:
    """The root of *svg*."""
    return ET.fromstring(svg)


def all_of(root: ET.Element, name: str) -> list[ET.Element]:
    """Every element that has the class *name*, in the order of the drawing."""
    return [e for e in root.iter() if name in (e.get("class") or "").split()]


def numbers(element: ET.Element, *names: str) -> list[float]:
    """Attributes as figures."""
    return [float(element.get(name, "nan")) for name in names]


def words(root: ET.Element, name: str) -> list[str]:
    """The texts with the class *name*."""
    return [e.text or "" for e in all_of(root, name)]


def told(root: ET.Element) -> tuple[str, str]:
    """What a drawing's title and description say to people who cannot see it."""
    (labelled,) = [e for e in root.iter() if e.get("aria-labelledby")]
    texts = {e.get("id"): e.text or "" for e in labelled}
    title, description = (texts[name] for name in labelled.attrib["aria-labelledby"].split())
    return title, description


def strict(root: ET.Element) -> list[str]:
    """What a strict page would not take, or a screen reader would stumble over."""
    elements = list(root.iter())
    ids = [e.attrib["id"] for e in elements if "id" in e.attrib]
    wrong = [f"the id {name} twice" for name in set(ids) if ids.count(name) > 1]
    wrong += [f"{e.tag} with a style" for e in elements if "style" in e.attrib or e.tag.endswith("style")]
    wrong += [f"{e.tag} with {name}" for e in elements for name in e.attrib if name.startswith("on")]
    wrong += [f"{e.tag} of its own colour" for e in elements if {"fill", "stroke"} & e.attrib.keys()]
    places = ((e.tag, name, value) for e in elements for name, value in e.attrib.items() if name in PLACES)
    return wrong + [f"{tag} {name}={value}" for tag, name, value in places if re.search(r"nan|inf|\de[+-]", value)]


def cubics(path: str) -> list[Cubic]:
    """The pieces of a path that begins with M and goes on with one C each."""
    assert re.fullmatch(r"M[^A-Z]+(C[^A-Z]+)*", path)
    flat = [float(n) for n in re.findall(r"-?[\d.]+", path)]
    points = list(zip(flat[::2], flat[1::2], strict=True))
    return [(a, *points[3 * n + 1 : 3 * n + 3], points[3 * n + 3]) for n, a in enumerate(points[:-1:3])]  # type: ignore[misc]


def sampled(piece: Cubic, steps: int = 40) -> Iterator[tuple[float, float]]:
    """Points on a piece of a curve, ends included."""
    for n in range(steps + 1):
        t = n / steps
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (sum(w * point[axis] for w, point in zip(weights, piece, strict=True)) for axis in (0, 1))
        yield x, y


def overshoot(path: str) -> float:
    """How far a curve passes, up or down, the ends of any of its pieces; and sideways, how far time runs back."""
    worst = 0.0
    for piece in cubics(path):
        low, high = sorted((piece[0][1], piece[3][1]))
        points = list(sampled(piece))
        worst = max(worst, *(max(low - y, y - high) for _, y in points))
        way = 1 if piece[3][0] >= piece[0][0] else -1
        worst = max(worst, *(way * (a[0] - b[0]) for a, b in pairwise(points)))
    return worst
