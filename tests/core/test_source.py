"""Reading a file: encodings, hidden characters, front matter."""

from __future__ import annotations

import pytest

from handbook.core.problems import Invalid
from handbook.core.source import Source, decode, parse_markdown, suspicious


def test_line_ends_of_any_system_are_one() -> None:
    """Files from Windows and old Macs have the same lines as all others."""
    assert decode(b"a\r\nb\rc\n", "x.md") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("raw", "likely", "line"),
    [
        ("عنوان".encode("utf-16"), "UTF-16", 1),
        ("Title".encode("utf-16-le"), "UTF-16", 1),
        ("الرد على العميل".encode("windows-1256"), "Windows-1256", 1),
        ("id: x\ntitle: Café".encode("windows-1252"), "Windows-1252", 2),
    ],
)
def test_another_encoding_is_named(raw: bytes, likely: str, line: int) -> None:
    """The report says which encoding it looks like and where the first strange byte stands."""
    with pytest.raises(Invalid) as caught:
        decode(raw, "x.md")
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["likely"], problem.where.line) == ("encoding-not-utf8", likely, line)


@pytest.mark.parametrize(
    "text",
    [
        "رقم الطلب \u200f(12)\u200e في CS\u200c-001\u200d\u061c",
        "يقول \u2068Hello\u2069 ثم \u2067\u2066a\u2069\u2069.",
        "Αθήνα и Москва are cities, 5 µm",
        "tab\tand no-break\u00a0space",
    ],
)
def test_what_arabic_typing_needs_is_not_suspicious(text: str) -> None:
    """Direction marks, joiners, balanced isolates and whole words of other scripts are fine."""
    assert not list(suspicious(text, "x.md"))


@pytest.mark.parametrize("mark", ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e"])
def test_every_override_and_embedding_is_found(mark: str) -> None:
    """The column is where the mark stands, and the report names it by its number."""
    (problem,) = suspicious(f"one\nab{mark}c", "x.md")
    assert (str(problem.where), problem.where.column, problem.code) == ("x.md:2", 3, "bidi-override")
    assert f"U+{ord(mark):04X}" in problem.message("ar")


def test_an_isolate_does_not_reach_into_the_next_line() -> None:
    """Balance counts by line, because a paragraph ends what is open."""
    assert [p.where.line for p in suspicious("\u2068a\nb\u2069", "x.md")] == [1, 2]


def test_the_body_knows_its_line() -> None:
    """Front matter, body, and where each begins in the file."""
    parsed = parse_markdown(Source("x.md", "---\nid: x\n---\n\n## A {#a}\n"))
    assert (parsed.data, parsed.body, parsed.body_line) == ({"id": "x"}, "\n## A {#a}\n", 4)
    assert parsed.outline.headings[0].line == 5


@pytest.mark.parametrize("text", ["---\nid: x\n---", "---\nid: x\n---\n"])
def test_a_file_may_be_all_front_matter(text: str) -> None:
    """With or without a line end behind the last fence."""
    parsed = parse_markdown(Source("x.md", text))
    assert (parsed.data, parsed.body) == ({"id": "x"}, "")


def test_a_page_may_have_empty_front_matter() -> None:
    """Two fences with nothing between them say nothing."""
    parsed = parse_markdown(Source("x.md", "---\n---\n\nWords.\n"))
    assert (parsed.data, parsed.body.strip()) == ({}, "Words.")


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    """Only a fence on the first line opens front matter."""
    parsed = parse_markdown(Source("x.md", "Words\n\n---\n\nmore\n"))
    assert (parsed.data, parsed.body_line) == ({}, 1)


def test_a_field_that_is_not_there_is_placed_where_it_belongs() -> None:
    """A problem of a missing field stands at the nearest field around it."""
    parsed = parse_markdown(Source("x.md", "---\nstandards:\n  - value: 1\n---\n"))
    assert str(parsed.where("standards", 0, "promise")) == "x.md:3"
    assert str(parsed.where("nothing")) == "x.md:2"
