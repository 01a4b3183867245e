"""The outline of a Markdown text."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown import Markdown

import support
from handbook.core.markup import Outline, outline


def told(found: Outline) -> Iterator[str]:
    """An outline as the fixtures write it, by line."""
    lines = [(h.line, f'heading {h.level} {h.id} "{h.text}"{" given" * h.explicit}') for h in found.headings]
    lines += [(link.line, f"link {link.column} {link.target}") for link in found.links]
    for fence in found.fences:
        escaped = fence.text.replace('"', '\\"').replace("\n", "\\n")
        lines.append((fence.line, f'fence {fence.language} "{escaped}"'))
    lines += [(tag.line, f"tag {tag.name} {tag.attributes!r}") for tag in found.tags]
    for line, said in sorted(lines, key=lambda item: item[0]):
        yield f"{line} {said}"
    yield " ".join(["anchors", *sorted(found.anchors)])


@pytest.mark.parametrize("path", support.fixtures(Path(__file__).parent / "outlines"), ids=support.name_of)
def test_outline(path: Path) -> None:
    """Headings, links, fences and tags stand with their lines; code and comments hold none."""
    case = support.parts(path)
    assert list(told(outline(case["markdown"]))) == case["outline"].splitlines()


def test_lines_count_from_where_the_body_begins() -> None:
    """A problem in the body names the line of the file."""
    assert outline("\n## A {#a}\n", first_line=12).headings[0].line == 13


@pytest.mark.parametrize(
    "heading",
    [
        "Plain words",
        "Given {#given}",
        "**Bold** and _slanted_",
        "Use `code` here",
        "With a [link](x.md) inside",
        "A & B",
        "Same\n\n## Same",
        "بلا معرّف",
        "Café, 2nd",
    ],
)
def test_anchors_are_those_of_the_site(heading: str) -> None:
    """A link is checked against the ids that Markdown will really give to headings."""
    text = f"## {heading}\n\nWords.\n"
    named, options = [], {}
    for item in support.project()["markdown_extensions"]:
        name, said = next(iter(item.items())) if isinstance(item, dict) else (item, {})
        named.append(name)
        options[name] = said
    html = Markdown(extensions=named, extension_configs=options).convert(text)
    assert outline(text).anchors == set(re.findall(r'<h\d id="([^"]+)"', html))


@pytest.mark.parametrize(
    "storm",
    [
        "".join("`" * n + " " for n in range(1, 190)),
        "[a](<" * 3000,
        "# x {:" * 3000,
        "<a " * 6000,
        "![](" * 4500,
    ],
    ids=["backticks", "angles", "braces", "tags", "images"],
)
def test_a_storm_of_marks_costs_no_time(storm: str) -> None:
    """A line of the greatest length that is read is taken apart in a moment, whatever it holds."""
    started = time.perf_counter()
    outline(storm)
    assert time.perf_counter() - started < 1.5
