"""The scale of emotions, −2…+2, in words, faces and signed figures."""

from __future__ import annotations

import math

from handbook.core.language import Language

LOOKS = {-2: "low2", -1: "low1", 0: "mid", 1: "high1", 2: "high2"}
"""The end of class names and of icon names, by degree."""


def degree(feeling: float) -> int:
    """The degree nearest to *feeling*; halves go away from the middle, so that a mean does not hide a feeling."""
    return int(math.copysign(math.floor(abs(feeling) + 0.5), feeling)) if feeling else 0


def look(feeling: float) -> str:
    """The end of the class name for *feeling*."""
    return LOOKS[degree(feeling)]


def word(feeling: float, language: Language) -> str:
    """The degree of the scale nearest to *feeling*, in a word."""
    return language.t(f"emotion.{degree(feeling)}")


def signed(value: float) -> str:
    """A figure with its sign, one decimal at most: +2, −1.5, 0."""
    rounded = round(value, 1)
    if not rounded:
        return "0"
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):g}"
