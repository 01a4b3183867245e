"""Placeholders in a document's text."""

from __future__ import annotations

import pytest

import support
from handbook.policies.insert import fill, unknown_placeholders

HEAD = support.policy(id="A-1", standards=[{"value": "1", "promise": "a promise"}])


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("[[standards]]\n", []),
        ("\n[[standard]]\n", [2]),
        ("a [[standard]] inside a sentence\n", []),
        ("```\n[[standard]]\n```\n", []),
        ("[[one]]\n\n[[two]]\n", [1, 3]),
    ],
)
def test_a_placeholder_nobody_knows_is_found_on_its_line(body: str, lines: list[int]) -> None:
    """Only where it stands alone, and not in an example of code."""
    found = unknown_placeholders(support.catalogue({"ar/policies/a.md": HEAD + body}))
    unknown = [problem for problem in found if problem.code == "unknown-placeholder"]
    assert [problem.where.line - HEAD.count("\n") for problem in unknown] == lines


def test_a_value_takes_the_place_of_its_paragraph() -> None:
    """The same words inside a sentence stay words."""
    html = "<p>[[standards]]</p><p>see [[standards]]</p>"
    assert fill(html, {"standards": "<ul></ul>"}) == "<ul></ul><p>see [[standards]]</p>"
