"""Widths of texts and where they break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.drawing.measure import balance, width, wrap

FONTS = support.studio().fonts
word = st.text(st.sampled_from("abcWي ملعi1.،"), min_size=1, max_size=12).filter(str.strip)
words = st.lists(word, min_size=1, max_size=9)
limits = st.integers(20, 300)


@given(words, limits)
def test_lines_fit_where_words_allow(said: list[str], limit: int) -> None:
    """No line is wider than it may be, unless it is a single word; and no word is lost or moved."""
    text = " ".join(said)
    for breaks in (wrap, balance):
        lines = breaks(FONTS, text, 16, limit)
        assert " ".join(lines).split() == text.split()
        assert all(" " not in line or width(FONTS, line, 16) <= limit for line in lines)


@given(words, limits)
def test_balanced_lines_are_no_more_and_no_wider(said: list[str], limit: int) -> None:
    """Evening out the lines costs neither a line nor any room."""
    text = " ".join(said)
    plain, even = wrap(FONTS, text, 16, limit), balance(FONTS, text, 16, limit)
    assert len(even) == len(plain)
    assert max(width(FONTS, line, 16) for line in even) <= max(width(FONTS, line, 16) for line in plain) + 1


def test_two_lines_are_even() -> None:
    """A long line with one word left over becomes two of the same kind."""
    text = "one two three four five six seven eight nine"
    limit = width(FONTS, text, 16) - 5
    assert wrap(FONTS, text, 16, limit)[1] == "nine"
    assert len(balance(FONTS, text, 16, limit)[1].split()) >= 4


@pytest.mark.parametrize("text", ["Receives the order", "يستلم الطلب", "طلب CS-001 جديد", "1234"])
def test_widths_grow_with_size_and_weight(text: str) -> None:
    """Twice the size is twice the width, and bold is not narrower."""
    assert width(FONTS, text, 32) == pytest.approx(2 * width(FONTS, text, 16))
    assert width(FONTS, text, 16, bold=True) >= width(FONTS, text, 16) > 0


def test_arabic_is_shaped_and_not_added_up() -> None:
    """Joined letters are narrower than the same letters alone."""
    assert width(FONTS, "سسس", 16) < 3 * width(FONTS, "س", 16)


def test_nothing_has_no_width_and_one_empty_line() -> None:
    """A label may be empty."""
    assert (width(FONTS, "", 16), wrap(FONTS, "", 16, 50), balance(FONTS, " ", 16, 50)) == (0, [""], [""])
