"""merman, the Mermaid engine: text in, geometry or SVG out, errors as one exception."""

from __future__ import annotations

import atexit
import json
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from handbook.drawing.measure import width, wrap

FAMILY = "Handbook, sans-serif"
LINE_HEIGHT = 1.5
_BREAK = re.compile(r"\n|<br\s*/?>")
_MARKUP = re.compile(r"<(?!br)[^>]+>")
_BOLD = {"bold", "bolder", "600", "700", "800", "900"}
_LENGTHS = frozenset(
    """COMPUTED_LENGTH SIMPLE_BBOX_WIDTH RAW_BBOX_WIDTH TSPAN_BBOX_WIDTH WRAP_PROBE_BBOX_WIDTH
    BOUNDING_CLIENT_RECT_WIDTH CANVAS_MEASURE_TEXT_WIDTH""".split()
)
_BLOCKS = frozenset({"MEASURE", "WRAPPED", "MERMAID_CALCULATE_TEXT_DIMENSIONS", "WRAPPED_WITH_RAW_WIDTH"})
_WRONG = {"MERMAN_PARSE_ERROR", "MERMAN_NO_DIAGRAM"}
_EXTENTS = frozenset({"BBOX_X", "BBOX_X_WITH_ASCII_OVERHANG", "TITLE_BBOX_X"})


class DrawingError(Exception):
    """Mermaid text that cannot be drawn: wrong (`syntax`), or beyond this engine.

    `line` counts from 1 in that text and is 0 where the engine does not say.
    """

    def __init__(self, reason: str, line: int = 0, syntax: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.syntax = syntax


def installed() -> bool:
    """Whether this machine has the engine (there are wheels for Linux x86-64, macOS arm64 and Windows x64)."""
    return find_spec("merman") is not None


def layout(source: str, fonts: Path, size: int) -> dict[str, Any]:
    """The geometry of a diagram with bold text of *size* px that is not broken further; raises `DrawingError`."""
    config = {
        "theme": "base",
        "look": "classic",
        "flowchart": {"wrappingWidth": 1000},
        "themeVariables": {"fontSize": f"{size}px"},
    }
    laid_out = json.loads(_call("layout_json", source, fonts, {"site_config": config}, bold=True))["layout"]
    (geometry,) = laid_out.values()
    found: dict[str, Any] = geometry
    return found


def svg(source: str, fonts: Path, site_config: dict[str, Any], diagram_id: str) -> str:
    """merman's own SVG, styled inline; raises `DrawingError`."""
    return _call("render_svg", source, fonts, {"site_config": site_config, "svg": {"diagram_id": diagram_id}})


def _call(method: str, source: str, fonts: Path, options: dict[str, Any], bold: bool = False) -> str:
    import merman  # noqa: PLC0415  # only where there is a wheel

    try:
        said: str = getattr(_engine(fonts, bold), method)(source, json.dumps(options))
        return said
    except merman.MermanError.Binding as e:
        raise DrawingError(_reason(e.message), _line(e, source), e.code_name in _WRONG) from None


def _reason(message: str) -> str:
    """The sentence without the engine's own prefix and offset."""
    return re.sub(r"^Diagram parse error \([^)]*\): | at \d+$", "", message).strip() or message


def _line(error: Any, source: str) -> int:
    """The line of the byte at which the engine stopped."""
    span = getattr(error.diagnostic, "span", None)
    return source.encode()[: span.start].count(b"\n") + 1 if span else 0


@lru_cache(maxsize=4)
def _engine(fonts: Path, bold: bool) -> Any:
    import merman  # noqa: PLC0415

    services = merman.MermanEngineServices().with_text_measurer(_measurer(fonts, bold))
    return merman.MermanEngine("{}", services)


atexit.register(_engine.cache_clear)  # merman cannot free an engine any more while Python itself is being taken down


def _measurer(fonts: Path, all_bold: bool) -> Any:
    import merman  # noqa: PLC0415

    kinds = merman.MermanTextMeasurementResultKind

    def result(kind: Any, **values: Any) -> Any:
        empty = {"width": 0.0, "height": 0.0, "length": 0.0, "line_count": 0}
        optional = dict.fromkeys(("bbox_left", "bbox_right", "raw_width"))
        return merman.MermanTextMeasureResult(result_kind=kind, **{**empty, **optional, **values})

    class Measurer(merman.MermanTextMeasurer):  # type: ignore[misc]  # merman has no types
        """Answers merman's questions with the widths of the shipped fonts."""

        def measure(self, request: Any) -> Any:
            """One answer; None leaves it to merman."""
            operation, size = request.operation.name, request.font_size
            text, bold = _MARKUP.sub("", request.text), all_bold or str(request.font_weight) in _BOLD
            if operation in _LENGTHS:
                return result(kinds.LENGTH, length=width(fonts, text, size, bold))
            if operation in _EXTENTS:
                half = width(fonts, text, size, bold) / 2
                return result(kinds.HORIZONTAL_EXTENTS, bbox_left=half, bbox_right=half)
            if operation not in _BLOCKS:
                return None
            free = request.max_width is None or request.white_space.name == "NOWRAP"
            limit = 1e9 if free else request.max_width
            paragraphs = _BREAK.split(text)
            lines = [line for part in paragraphs for line in wrap(fonts, part, size, limit, bold)]
            block = {
                "width": max(width(fonts, line, size, bold) for line in lines) + 0.5,
                "height": len(lines) * size * LINE_HEIGHT,
                "line_count": len(lines),
            }
            if operation != "WRAPPED_WITH_RAW_WIDTH":
                return result(kinds.METRICS, **block)
            raw = max(width(fonts, part, size, bold) for part in paragraphs)
            return result(kinds.WRAPPED_WITH_RAW_WIDTH, raw_width=raw, **block)

    return Measurer()
