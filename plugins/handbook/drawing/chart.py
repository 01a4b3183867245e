"""What charts share: smooth lines through recorded values, the reading direction, places for labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from handbook.core.language import Language
from handbook.drawing.ways import Point, px


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing's width in px and the direction in which its time runs."""

    width: float
    mirrored: bool

    @classmethod
    def of(cls, width: float, language: Language) -> Sheet:
        """A sheet for readers of *language*."""
        return cls(width, language.direction == "rtl")

    def x(self, distance: float, width: float = 0) -> float:
        """Where something *width* px wide stands whose near edge lies *distance* px from where reading begins."""
        return self.width - distance - width if self.mirrored else distance

    def points(self, points: Iterable[Point]) -> list[Point]:
        """Points whose x was a distance from where reading begins, as they are drawn."""
        return [(self.x(x), y) for x, y in points]


def smooth(points: Sequence[Point]) -> str:
    """A smooth path through *points*, whose x rises or falls throughout, that never passes a recorded value.

    A monotone cubic spline with the harmonic mean of the slopes as tangents (Fritsch and Carlson). Drawn backwards
    it is the same curve.
    """
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in pairwise(slopes)]
    tangents = [slopes[0], *inner, slopes[-1]] if slopes else []
    path = f"M{px(points[0][0])} {px(points[0][1])}"
    for (a, b), (start, end) in zip(pairwise(points), pairwise(tangents), strict=True):
        third = (b[0] - a[0]) / 3
        path += f"C{px(a[0] + third)} {px(a[1] + start * third)} {px(b[0] - third)} {px(b[1] - end * third)}"
        path += f" {px(b[0])} {px(b[1])}"
    return path


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px, by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """The box of this size with its middle at *x*, *y*."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def meets(self, other: Box) -> bool:
        """Whether the two share any place."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether no part of it lies outside *other*."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def first_free(candidates: Iterable[Box], taken: Iterable[Box], bounds: Box) -> Box | None:
    """The first of *candidates* that lies in *bounds* and meets none of the *taken* ones."""
    occupied = list(taken)
    return next((box for box in candidates if box.within(bounds) and not any(box.meets(o) for o in occupied)), None)


def text(name: str, x: float, y: float, said: str) -> str:
    """A line of text with the class *name*; its middle and baseline stand at *x*, *y*."""
    return f'<text class="{name}" x="{px(x)}" y="{px(y)}">{escape(said, quote=False)}</text>'


def described(name: str, title: str, description: str) -> tuple[str, str]:
    """The attributes of a drawing with a title and a description, and these; *name* makes their ids unique."""
    labels = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    return labels, (
        f'<title id="{name}-title">{escape(title, quote=False)}</title>'
        f'<desc id="{name}-desc">{escape(description, quote=False)}</desc>'
    )
