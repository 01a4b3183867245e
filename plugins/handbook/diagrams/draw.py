"""A Mermaid fence as a figure: drawn when the site is built, or left to readers' browsers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from html import escape

from handbook.core.catalogue import Catalogue, Check
from handbook.core.language import Language
from handbook.core.markup import Fence
from handbook.core.pages import Written
from handbook.core.problems import Problem, Where
from handbook.diagrams.palette import theme_variables
from handbook.diagrams.tidy import tidy
from handbook.drawing import engine
from handbook.drawing.engine import DrawingError
from handbook.drawing.studio import Studio, for_browser

CONFIG = {
    "theme": "base",
    "look": "classic",
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False},
    "fontFamily": engine.FAMILY,
    "securityLevel": "strict",
    "themeVariables": theme_variables(),
}
_RIGHT_TO_LEFT = re.compile(r"^\s*(?:flowchart|graph|swimlane-beta)\s+RL\b|^\s*direction\s+RL\b", re.MULTILINE)
_MARK = re.compile(r'<div class="hb-diagram" data-diagram="([0-9a-f]{12})"></div>')


def draw(source: str, language: Language, studio: Studio) -> str | None:
    """The SVG of Mermaid text, named in *language*; None where browsers must draw. Raises `DrawingError`."""
    name = f"diagram-{digest(source)}"
    title, description = language.t("diagram.title"), language.t("diagram.description")

    def make() -> str:
        return tidy(engine.svg(source, studio.fonts, CONFIG, name), name, title, description)

    return studio.draw(__package__, (source, title, description), make)


def digest(source: str) -> str:
    """A short name for Mermaid text."""
    return hashlib.sha256(source.encode()).hexdigest()[:12]


class Fences:
    """Turns the fences of a build's pages into figures: first a mark, then, behind the last cleaning, the drawing."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.sources: dict[str, str] = {}

    def mark(self, source: str) -> str:
        """What stands for the drawing while the page is still cleaned."""
        self.sources[digest(source)] = source
        return f'<div class="hb-diagram" data-diagram="{digest(source)}"></div>'

    def fill(self, html: str, language: Language) -> str:
        """*html* with a figure for every mark; a drawing that comes twice gets other ids the second time."""
        if "data-diagram" not in html:
            return html
        seen: dict[str, int] = {}

        def figure(found: re.Match[str]) -> str:
            key = found[1]
            source = self.sources.get(key)
            if source is None:  # written by an author, who meant nothing by it
                return ""
            seen[key] = seen.get(key, 0) + 1
            svg = _figure(source, language, self.studio)
            return svg if seen[key] == 1 else svg.replace(f"diagram-{key}", f"diagram-{key}-{seen[key]}")

        return _MARK.sub(figure, html)


def _figure(source: str, language: Language, studio: Studio) -> str:
    try:
        svg = draw(source, language, studio)
    except DrawingError:  # told by the check
        svg = None
    if svg is None:
        studio.in_browser = True
        return f'<figure class="hb-diagram hb-diagram--browser">{for_browser(source, language.direction)}</figure>'
    as_written = " hb-diagram--as-written" if _RIGHT_TO_LEFT.search(source) else ""
    label = escape(language.t("diagram.scroll"))
    summary = escape(language.t("swimlane.source"))
    return (
        f'<figure class="hb-diagram{as_written}"><div class="hb-diagram__scroll" role="group" aria-label="{label}"'
        f' tabindex="0">{svg}</div><details class="hb-source-text"><summary>{summary}</summary>'
        f'<pre tabindex="0"><code>{escape(source)}</code></pre></details></figure>'
    )


def drawable(language: Callable[[str], Language], studio: Studio) -> Check:
    """A check that every Mermaid fence can be drawn now; what it draws is kept."""

    def check(catalogue: Catalogue) -> Iterator[Problem]:
        for entry in catalogue.of(Written):
            for code, parsed in entry.sources.items():
                for fence in parsed.outline.fences:
                    if fence.language == "mermaid":
                        yield from _undrawable(fence, parsed.uri, language(code), studio)

    return check


def _undrawable(fence: Fence, uri: str, language: Language, studio: Studio) -> Iterator[Problem]:
    missing = studio.missing()
    if missing and studio.renderer == "static":
        studio.in_browser = True
        yield Problem(Where(uri, fence.line), "diagram-in-browser", {"reason": missing})
    elif not missing:
        try:
            draw(fence.text, language, studio)
        except DrawingError as e:
            code = "diagram-syntax" if e.syntax else "diagram-in-browser"
            studio.in_browser = studio.in_browser or not e.syntax
            yield Problem(Where(uri, fence.line + max(e.line - 1, 0)), code, {"reason": e.reason})
