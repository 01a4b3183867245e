"""Document numbers in running text."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

import support
from handbook.core.numbers import DocumentNumbers

PAGES = {("ar", "CS-001"): "ar/policies/late.md", ("ar", "CS-002"): "ar/policies/answering.md"}


@pytest.mark.parametrize("path", support.fixtures(Path(__file__).parent / "numbers"), ids=support.name_of)
def test_numbers_become_links(path: Path) -> None:
    """A number leads to its document, the page's own does not, and code, links and headings stay as they are."""
    case = support.parts(path)
    numbers = DocumentNumbers(PAGES)
    numbers.language, numbers.page = "ar", "ar/policies/answering.md"
    assert Markdown(extensions=[numbers]).convert(case["markdown"]) == case["html"].strip()


def test_only_numbers_of_the_readers_language_lead_somewhere() -> None:
    """A document without a page in this language keeps its plain number."""
    numbers = DocumentNumbers(PAGES)
    numbers.language, numbers.page = "en", "en/index.md"
    assert Markdown(extensions=[numbers]).convert("See CS-001.") == "<p>See CS-001.</p>"


def test_a_handbook_without_numbers_needs_no_pattern() -> None:
    """The extension does nothing where no document has a number."""
    assert Markdown(extensions=[DocumentNumbers({})]).convert("See CS-001.") == "<p>See CS-001.</p>"
