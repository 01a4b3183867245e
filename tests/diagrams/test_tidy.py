"""merman's SVG made fit for a page."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import support
from handbook.core.safety import hostile_svg
from handbook.diagrams import draw
from handbook.diagrams.tidy import tidy

STUDIO = support.studio()
MERMAID = support.fixtures(Path(__file__).parent / "mermaid", ".mmd")


def drawing(path: Path, code: str = "en") -> str:
    svg = draw.draw(path.read_text("utf-8"), support.LANGUAGES[code], STUDIO)
    assert svg is not None
    return svg


@pytest.fixture(params=MERMAID, ids=support.name_of)
def svg(request: pytest.FixtureRequest) -> str:
    """A tidied drawing of every kind of diagram."""
    return drawing(request.param)


def test_nothing_of_its_own_style_is_left(svg: str) -> None:
    """No stylesheet, style attribute, font, script, HTML or picture: a strict policy would block or blacken it."""
    root = ET.fromstring(svg)
    for element in root.iter():
        assert element.tag.startswith("{http://www.w3.org/2000/svg}"), element.tag
        assert element.tag.partition("}")[2] not in ("style", "script", "foreignObject", "image", "a", "filter")
        assert not {"style", "font-family", "filter"} & element.attrib.keys()
        assert not [name for name in element.attrib if name.startswith(("on", "data-"))]
    assert not hostile_svg(svg.encode())


def test_colours_are_roles(svg: str) -> None:
    """What merman painted with the palette carries a class that the theme colours, and no class but those."""
    root = ET.fromstring(svg)
    classes = {name for element in root.iter() for name in element.get("class", "").split()}
    assert classes
    assert all(name.startswith(("mmd-fill-", "mmd-stroke-")) for name in classes)


def test_ids_are_unique_and_every_reference_has_one(svg: str) -> None:
    """Markers and titles are found, on a page with other drawings too."""
    ids = re.findall(r'\sid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)
    assert all(name.startswith("diagram-") for name in ids)


def test_numbers_are_short(svg: str) -> None:
    """One decimal is finer than a screen."""
    for element in ET.fromstring(svg).iter():
        for name in ("d", "transform", "points", "x", "y", "width", "height", "viewBox"):
            assert not re.search(r"\.\d\d", element.get(name, "")), (name, element.get(name))


def test_it_is_named_for_people_who_cannot_see_it(svg: str) -> None:
    """Title and description come first and are referred to."""
    root = ET.fromstring(svg)
    title, description = root[0], root[1]
    assert [child.tag.partition("}")[2] for child in (title, description)] == ["title", "desc"]
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert root.get("role") == "img"
    assert title.text
    assert description.text


def words(svg: str) -> str:
    return " ".join(" ".join(ET.fromstring(svg).itertext()).split())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("flowchart", ["يبدأ", "عرف", "الحاجة؟", "نعم", "المجموعة", "store"]),
        ("sequence", ["العميل", "Agent", "أين طلبي؟", "Looks it up", "Tomorrow", "Sorry"]),
        ("state", ["Draft", "موافقة", "InForce"]),
        ("class", ["Document", "Policy", "promises"]),
        ("pie", ["Reasons", "Address", "42%"]),
        ("er", ["POLICY", "STANDARD", "has"]),
        ("mindmap", ["service", "promise", "proof"]),
    ],
)
def test_no_word_is_lost(name: str, said: list[str]) -> None:
    """Tidying keeps every text of the drawing."""
    found = words(drawing(Path(__file__).parent / "mermaid" / f"{name}.mmd"))
    assert [word for word in said if word not in found] == []


def test_an_authors_own_title_stays() -> None:
    """`accTitle` and `accDescr` win over the words that every diagram gets."""
    root = ET.fromstring(drawing(Path(__file__).parent / "mermaid" / "sequence.mmd"))
    assert (root[0].text, root[1].text) == ("A question", "The customer asks and the agent answers.")


def test_without_one_the_language_names_it() -> None:
    """In the page's language."""
    path = Path(__file__).parent / "mermaid" / "pie.mmd"
    assert ET.fromstring(drawing(path, "ar"))[0].text == support.LANGUAGES["ar"].t("diagram.title")


def test_an_authors_colour_stays_a_colour() -> None:
    """Red that somebody asked for is an attribute, not a role of the palette."""
    svg = drawing(Path(__file__).parent / "mermaid" / "flowchart.mmd")
    assert re.search(r'fill="(?:#ff0000|#f00|red)"', svg)


NS = 'xmlns="http://www.w3.org/2000/svg"'


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        (
            "<style>.a rect{fill:#16282a}</style><g class='a'><rect width='1'/></g>",
            '<g><rect class="mmd-fill-ink" width="1"></rect></g>',
        ),
        (
            "<rect style='stroke:#475759;stroke-width:2px' x='1.26' width='3' data-x='1'/>",
            '<rect class="mmd-stroke-line" stroke-width="2px" width="3" x="1.3"></rect>',
        ),
        (
            "<defs><marker id='a'/></defs><g/><path d='M-0.04 1.00L2.25 3' fill='none'/>",
            '<path d="M0 1L2.2 3" fill="none"></path>',
        ),
        (
            "<foreignObject x='2' width='10' height='4'><p xmlns='http://www.w3.org/1999/xhtml'>One<br>two</p></foreignObject>",
            '<text class="mmd-fill-ink" dominant-baseline="central" text-anchor="middle" x="7" y="2">One two</text>',
        ),
    ],
    ids=["stylesheet", "attribute", "idle", "html"],
)
def test_styles_become_classes_and_attributes(inside: str, wanted: str) -> None:
    """The strongest word wins, idle parts go, HTML labels become text."""
    svg = tidy(f"<svg {NS} viewBox='0 0 9 9'>{inside}</svg>", "n", "T", "D")
    assert ET.canonicalize(svg).partition("</desc>")[2].removesuffix("</svg>") == wanted
