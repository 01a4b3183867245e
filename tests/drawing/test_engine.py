"""merman: text in, geometry or a named error out."""

from __future__ import annotations

import pytest

import support
from handbook.drawing import engine
from handbook.drawing.engine import DrawingError
from handbook.drawing.measure import width

FONTS = support.studio().fonts


def test_boxes_are_as_wide_as_the_words_in_our_fonts() -> None:
    """A label that fits here fits in the browser, in both scripts."""
    boxes = '    s1["يستلم الطلب كاملًا"]\n    s2["Receives"]\n'
    source = f'swimlane-beta LR\n  subgraph a["A"]\n{boxes}  end\n  s1 --> s2\n'
    nodes = {node["id"]: node for node in engine.layout(source, FONTS, 16)["nodes"]}
    for name, text in (("s1", "يستلم الطلب كاملًا"), ("s2", "Receives")):
        assert nodes[name]["label_width"] == pytest.approx(width(FONTS, text, 16, bold=True), abs=1)
        assert nodes[name]["width"] > nodes[name]["label_width"]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("flowchart LR\n  a --> b\n  b --> [[\n", 3),
        ("flowchart LR\n  a[\u0627\u0644\u0639\u0631\u0628\u064a\u0629] --> b\n  b --> ]\n", 3),
        ("sequenceDiagram\n  A->>B: hello\n  loop\n", 3),
    ],
)
def test_a_mistake_is_named_with_its_line(source: str, line: int) -> None:
    """Lines are counted in characters' lines, also behind letters of two bytes; the last line may be one too far."""
    with pytest.raises(DrawingError) as caught:
        engine.svg(source, FONTS, {}, "d")
    assert caught.value.syntax
    assert caught.value.reason
    assert not caught.value.reason.startswith("Diagram parse error")
    assert line <= caught.value.line <= line + 1


def test_a_text_of_no_known_kind_is_a_mistake() -> None:
    """The editor is told, not the reader's browser."""
    with pytest.raises(DrawingError) as caught:
        engine.svg("flowhcart LR\n a --> b\n", FONTS, {}, "d")
    assert caught.value.syntax
