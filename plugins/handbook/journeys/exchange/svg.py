"""Swim-lanes as a file of their own: what the site's stylesheet says becomes attributes that every viewer knows.

The site's drawing runs left to right and is mirrored by CSS. Here the mirroring is part of the file, and each text
and each channel's icon is turned back about its own middle.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from handbook.core.catalogue import Catalogue
from handbook.core.language import Direction, Language
from handbook.drawing.studio import Studio
from handbook.journeys.charts import swimlane
from handbook.journeys.model import Journey

NAMESPACE = "http://www.w3.org/2000/svg"
FONTS = "'IBM Plex Sans Arabic', 'Noto Sans Arabic', 'Segoe UI', Tahoma, Arial, sans-serif"
"""The face that the site ships, then what machines have for Arabic and Latin together."""
PAPER, INK, PATH = "#fff", "#16282a", "#2a3542"
LANES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "customer": ("#0b5f66", "#e7f3f3"),
        "frontstage": ("#2b4c86", "#eaf0fa"),
        "backstage": ("#7a4a00", "#fbf0dc"),
        "support": ("#48535f", "#edf0f3"),
        "external": ("#7b3468", "#f8edf4"),
    }
)
"""Ink and ground of each lane: the light palette of the theme's tokens."""
_LINE = {"fill": "none", "stroke-linecap": "round", "stroke-linejoin": "round"}
_STYLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "hb-lane__body": {"fill": "{ground}"},
        "hb-lane__head": {"fill": "{lane}"},
        "hb-lane__icon": {**_LINE, "stroke": PAPER, "stroke-width": "1.8"},
        "hb-edge": {"fill": "none", "stroke": PATH, "stroke-width": "2"},
        "hb-edge--back": {"stroke-dasharray": "7 5"},
        "hb-arrow": {"fill": PATH},
        "hb-elab": {"fill": INK},
        "hb-node": {"fill": PAPER, "stroke": "{lane}", "stroke-width": "2", "stroke-linejoin": "round"},
        "hb-node--elsewhere": {"stroke-dasharray": "6 4"},
        "hb-node__badge": {"fill": "{lane}", "stroke": PAPER, "stroke-width": "1", "stroke-dasharray": "none"},
        "hb-node__channel": {**_LINE, "fill": PAPER, "stroke": "{lane}", "stroke-width": "2"},
        "hb-node__channel--uncontrolled": {"stroke-dasharray": "4 3"},
    }
)
_TEXTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "": {"fill": INK, "font-size": "16"},
        "hb-lane__t": {"fill": PAPER, "font-size": "17"},
        "hb-elab": {"fill": PAPER, "font-size": "14"},
        "hb-node__n": {"fill": PAPER, "font-size": "13", "font-weight": "700"},
    }
)


def swimlanes(journey: Journey, language: Language, catalogue: Catalogue, studio: Studio) -> str | None:
    """The journey's swim-lanes as an SVG file; None where this machine cannot draw. Raises `DrawingError`."""
    drawn = swimlane.draw(journey, language, catalogue, studio)
    return standalone(drawn, language.direction) if drawn else None


def standalone(drawn: str, direction: Direction) -> str:
    """A swim-lane drawing of the site as a file that needs nothing else, running in the reading *direction*."""
    source = ET.fromstring(drawn)
    left, top, width, height = (float(number) for number in source.attrib["viewBox"].split())
    size = {"width": f"{width:g}", "height": f"{height:g}"}
    svg = ET.Element("svg", {"xmlns": NAMESPACE, "viewBox": source.attrib["viewBox"], **size, "role": "img"})
    if labels := source.get("aria-labelledby"):
        svg.set("aria-labelledby", labels)
    fonts = {"font-family": FONTS, "font-weight": "600", "text-anchor": "middle"}
    ET.SubElement(svg, "rect", {"x": f"{left:g}", "y": f"{top:g}", **size, "fill": PAPER})
    mirror = f"translate({2 * left + width:g} 0) scale(-1 1)" if direction == "rtl" else ""
    group = ET.Element("g", fonts | ({"transform": mirror} if mirror else {}))
    for child in source:
        place = svg if _name(child) in ("title", "desc", "defs") else group
        made = _made(child, ("frontstage", ()), bool(mirror))
        if place is svg:
            svg.insert(len([c for c in svg if c.tag != "rect"]), made)
        else:
            group.append(made)
    svg.append(group)
    return ET.tostring(svg, "unicode", short_empty_elements=True) + "\n"


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


_Around = tuple[str, tuple[str, ...]]
"""The lane that an element lies on, and the classes around it."""


def _made(element: ET.Element, around: _Around, mirrored: bool) -> ET.Element:
    """*element* and all in it with attributes in place of classes; a link becomes a group."""
    name, classes = _name(element), tuple(element.get("class", "").split())
    lane = next((c.split("--")[1] for c in classes if c.partition("--")[2] in LANES), around[0])
    around = (lane, (*around[1], *classes))
    kept = {key: value for key, value in element.attrib.items() if key not in ("class", "href", "style")}
    made = ET.Element({"a": "g"}.get(name, name), kept)
    if name == "text":
        made.attrib |= _text(element, around[1], mirrored)
    else:
        for one in classes:
            made.attrib |= {key: _coloured(value, lane) for key, value in _STYLES.get(one, {}).items()}
    made.text, made.tail = element.text, element.tail
    made.extend(_made(child, around, mirrored) for child in element)
    if mirrored and "hb-node__channel" in classes:
        _turned_back(made)
    return made


def _coloured(value: str, lane: str) -> str:
    ink, ground = LANES[lane]
    return value.format(lane=ink, ground=ground)


def _text(element: ET.Element, classes: tuple[str, ...], mirrored: bool) -> dict[str, str]:
    found = dict(_TEXTS[""], stroke="none")
    for name in classes:
        found |= _TEXTS.get(name, {})
    if mirrored:
        found["transform"] = f"translate({2 * float(element.attrib['x']):g} 0) scale(-1 1)"
    if _runs_right_to_left("".join(element.itertext())):
        found["direction"] = "rtl"
    return found


def _runs_right_to_left(text: str) -> bool:
    strong = next((kind for c in text if (kind := unicodedata.bidirectional(c)) in ("L", "R", "AL")), "L")
    return strong != "L"


def _turned_back(channel: ET.Element) -> None:
    """Turn a channel's icon back about the middle of its circle."""
    circle, icon = channel.find("circle"), channel.find("g")
    if circle is not None and icon is not None:
        middle = f"translate({2 * float(circle.attrib['cx']):g} 0) scale(-1 1)"
        icon.set("transform", f"{middle} {re.sub(' +', ' ', icon.get('transform', ''))}".strip())
