"""merman's SVG made fit for a page: no style of its own, classes for colours, short numbers, words for everybody.

merman writes a stylesheet into each drawing. A strict Content-Security-Policy would turn such a drawing black, and
it could not follow the page's palette. So the stylesheet is applied here, once: colours that stand for a role become
classes that the theme's CSS colours, everything else becomes a presentation attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

import cssselect2
import tinycss2
import tinycss2.color4

from handbook.diagrams.palette import ROLES

SVG = "{http://www.w3.org/2000/svg}"
PAINT = ("fill", "stroke")
KEPT = frozenset(
    """stroke-width stroke-dasharray stroke-linecap opacity fill-opacity stroke-opacity font-size font-weight
    text-anchor dominant-baseline visibility display""".split()
)
"""Properties that are worth a presentation attribute; fonts and colours are the theme's."""
DROPPED = frozenset({"style", "filter", "script", "foreignObject", "image", "animate", "a"})
_NUMBERS = frozenset("d transform x y x1 x2 y1 y2 cx cy r rx ry width height points viewBox dx dy refX refY".split())
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_URL = re.compile(r"url\(#([^)\s]+)\)")
_BY_COLOUR = {tuple(int(hexed[i : i + 2], 16) for i in (1, 3, 5)): role for role, hexed in ROLES.items()}

Declarations = Mapping[str, str]


def tidy(svg: str, name: str, title: str, description: str) -> str:
    """*svg* with ids under *name*, and with *title* and *description* where its author gave none."""
    root = ET.fromstring(_closed(svg))
    styles = _computed(root)
    _flatten_foreign(root)
    _centre_states(root)
    for element in list(root.iter()):
        _dress(element, styles.get(element, {}))
    _free_texts(root)
    _drop(root)
    _settle_ids(root)
    _name(root, name, title, description)
    ET.register_namespace("", SVG.strip("{}"))
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def _closed(svg: str) -> str:
    """HTML's void elements inside labels, closed for an XML parser."""
    return re.sub(r"<(br|hr|img)((?:\s[^<>]*?)?)\s*/?>", r"<\1\2/>", svg).replace("&nbsp;", "\u00a0")


def _computed(root: ET.Element) -> dict[ET.Element, dict[str, str]]:
    """What the drawing's stylesheet and style attributes say of every element, the strongest word last."""
    matcher = cssselect2.Matcher()
    for element in root.iter(f"{SVG}style"):
        for rule in tinycss2.parse_stylesheet(element.text or "", skip_comments=True, skip_whitespace=True):
            if rule.type == "qualified-rule":
                declared = _declarations(tinycss2.serialize(rule.content))
                for selector in _selectors(rule):
                    matcher.add_selector(selector, declared)
    found: dict[ET.Element, dict[str, str]] = {}
    for node in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        style: dict[str, str] = {}
        for _specificity, _order, _pseudo, declared in sorted(matcher.match(node), key=lambda match: match[:2]):
            style |= declared
        found[node.etree_element] = style | _declarations(node.etree_element.get("style", ""))
    return found


def _selectors(rule: tinycss2.ast.QualifiedRule) -> Iterator[cssselect2.compiler.CompiledSelector]:
    try:
        yield from (s for s in cssselect2.compile_selector_list(rule.prelude) if s.pseudo_element is None)
    except cssselect2.SelectorError:  # a browser would skip it too
        return


def _declarations(text: str) -> dict[str, str]:
    parsed = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    return {d.lower_name: tinycss2.serialize(d.value).strip() for d in parsed if d.type == "declaration"}


def _dress(element: ET.Element, style: Declarations) -> None:
    """Give an element its look by classes and attributes, and take its style away."""
    classes = element.get("class", "").split()
    for paint in PAINT:
        value = style.get(paint) or element.get(paint)
        if value is None:
            continue
        element.attrib.pop(paint, None)
        role = _role(value)
        if role:
            classes.append(f"mmd-{paint}-{role}")
        elif value not in ("inherit", "revert", "currentColor"):
            element.set(paint, value)
    for kept in sorted(KEPT & style.keys()):
        element.set(kept, style[kept].removesuffix("!important").strip())
    for gone in (
        "style",
        "filter",
        "font-family",
        "name",
        *(a for a in element.attrib if a.startswith("data-")),
    ):
        element.attrib.pop(gone, None)
    element.attrib.pop("class", None)
    if classes := [name for name in classes if name.startswith("mmd-")]:
        element.set("class", " ".join(classes))
    for attribute in sorted(_NUMBERS & element.attrib.keys()):
        element.set(attribute, _NUMBER.sub(_short, element.get(attribute, "")))


def _role(value: str) -> str | None:
    """The role that a colour stands for; half transparent ones keep theirs."""
    colour = tinycss2.color4.parse_color(value)
    if colour is None or isinstance(colour, str) or colour.alpha == 0:
        return None
    red, green, blue = (round(part * 255) for part in colour.to("srgb")[:3])
    return _BY_COLOUR.get((red, green, blue))


def _short(number: re.Match[str]) -> str:
    said = f"{float(number[0]):.1f}".rstrip("0").rstrip(".")
    return "0" if said in ("-0", "") else said


def _flatten_foreign(root: ET.Element) -> None:
    """HTML labels become SVG text in the middle of their box."""
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            words = " ".join(" ".join(child.itertext()).split())
            if child.tag == f"{SVG}foreignObject" and words:
                x, y, w, h = (float(child.get(a, "0").removesuffix("px") or 0) for a in ("x", "y", "width", "height"))
                text = ET.Element(f"{SVG}text", {"x": f"{x + w / 2:.1f}", "y": f"{y + h / 2:.1f}"})
                text.attrib |= {
                    "text-anchor": "middle",
                    "dominant-baseline": "central",
                    "class": "mmd-fill-ink",
                }
                text.text = words
                parent[place] = text


def _centre_states(root: ET.Element) -> None:
    """merman places a state's label by its left edge, as if it were HTML that centres itself."""
    for state in root.iter(f"{SVG}g"):
        for label in state if "statediagram-state" in state.get("class", "") else ():
            if label.get("class") == "label":
                label.set("transform", re.sub(r"\([^,\s]+", "(0", label.get("transform", ""), count=1))
                label.set("text-anchor", "middle")


def _free_texts(root: ET.Element) -> None:
    """A text with a transform of its own goes into a group that takes it: the theme turns texts by `transform`."""
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag == f"{SVG}text" and child.get("transform"):
                group = ET.Element(f"{SVG}g", {"transform": child.attrib.pop("transform")})
                group.append(child)
                parent[place] = group


def _drop(root: ET.Element) -> None:
    """Take away what does not draw: stylesheets, filters, frames, markers nobody uses, empty groups."""
    names = _referred(root)
    for parent in reversed(list(root.iter())):
        for child in list(parent):
            tag = child.tag.removeprefix(SVG) if isinstance(child.tag, str) else ""
            idle = tag in ("marker", "symbol", "clipPath", "linearGradient") and child.get("id") not in names
            empty = tag in ("g", "defs") and len(child) == 0
            shapeless = tag == "rect" and not child.get("width")
            if tag in DROPPED or not child.tag.startswith(SVG) or idle or empty or shapeless:
                parent.remove(child)


def _references(element: ET.Element) -> Iterator[tuple[str, str]]:
    """The attributes of *element* that refer to an id, with the id."""
    for attribute, value in element.attrib.items():
        yield from ((attribute, name) for name in _URL.findall(value))
        if attribute.endswith("href") and value.startswith("#"):
            yield attribute, value[1:]


def _referred(root: ET.Element) -> set[str]:
    """Every id that an attribute refers to."""
    return {name for element in root.iter() for _, name in _references(element)}


def _settle_ids(root: ET.Element) -> None:
    """Keep the ids that something refers to, each once, and no reference to what is not there."""
    names = _referred(root)
    there: set[str] = set()
    for element in root.iter():
        name = element.get("id")
        if name in names and name not in there:
            there.add(name)
        else:
            element.attrib.pop("id", None)
    for element in root.iter():
        for attribute in [attribute for attribute, name in _references(element) if name not in there]:
            element.attrib.pop(attribute, None)


def _name(root: ET.Element, name: str, title: str, description: str) -> None:
    """Name the drawing for people who cannot see it, first thing inside it."""
    for place, (tag, default) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{SVG}{tag}", {"id": f"{name}-{tag}"})
        element.text = default
        for own in root.findall(f"{SVG}{tag}"):
            element.text = own.text or default
            root.remove(own)
        root.insert(place, element)
    box = root.get("viewBox", "0 0 0 0").split()
    root.attrib.clear()
    root.attrib |= {
        "id": name,
        "viewBox": " ".join(box),
        "width": box[2],
        "height": box[3],
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-desc",
    }
