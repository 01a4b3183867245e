"""Where a build's drawings are made: fonts, icons and a cache, or the decision that browsers draw."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Literal

from handbook.core.language import Direction
from handbook.drawing import engine, measure
from handbook.drawing.cache import DrawingCache, fingerprint

Renderer = Literal["static", "browser"]


@dataclass(slots=True)
class Studio:
    """One for a build. `icons` gives an icon's inner SVG by its name."""

    fonts: Path
    icons: Callable[[str], str]
    cache: DrawingCache
    renderer: Renderer = "static"
    in_browser: bool = field(default=False, init=False)
    """Whether any drawing of this build is left to readers' browsers."""

    def missing(self) -> str:
        """Why this machine cannot draw; empty where it can."""
        if not engine.installed():
            return "merman has no wheel for this machine"
        return "" if measure.available(self.fonts) else f"there are no fonts in {self.fonts.name}/"

    def draw(self, package: str, parts: tuple[str, ...], make: Callable[[], str]) -> str | None:
        """The drawing of *parts* by *make*, from the cache where it is known; None where browsers must draw it.

        *package* holds the code that draws. Raises `DrawingError` as *make* does.
        """
        if self.renderer == "browser" or self.missing():
            self.in_browser = True
            return None
        return self.cache.get((fingerprint(package), *parts), make)


_ACROSS = re.compile(r"^(\s*(?:flowchart|graph|swimlane-beta)\s+)LR\b", re.MULTILINE)


def for_browser(source: str, direction: Direction) -> str:
    """The element that mermaid.js turns into a drawing, in the form that mermaid2 gives it.

    What runs across runs in the reading *direction*: static drawings are mirrored, these are told.
    """
    from mermaid2.fence import fence_mermaid_custom  # noqa: PLC0415  # brings BeautifulSoup along

    told = _ACROSS.sub(r"\1RL", source) if direction == "rtl" else source
    html: str = fence_mermaid_custom(escape(told, quote=False), "mermaid", "mermaid", {}, None)
    return html
