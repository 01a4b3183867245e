"""Widths of texts, shaped by HarfBuzz with the fonts that the site ships: a box that fits here fits in the browser."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_FILE = "ibm-plex-sans-arabic-{script}-{weight}-normal.woff2"
_FEATURES = {"locl": False}
"""As in the site's CSS: localised forms would shrink digits beside Arabic."""


@dataclass(frozen=True)
class Face:
    """One font file, ready to shape."""

    font: hb.Font
    units: int


@lru_cache(maxsize=16)
def _face(path: Path) -> Face:
    unpacked = io.BytesIO()
    with TTFont(path) as font:
        font.flavor = None
        font.save(unpacked)
    face = hb.Face(unpacked.getvalue())
    return Face(hb.Font(face), face.upem)


def available(folder: Path) -> bool:
    """Whether *folder* has the fonts to measure with."""
    return (folder / _FILE.format(script="arabic", weight=400)).is_file()


@lru_cache(maxsize=65536)
def width(folder: Path, text: str, size: float, bold: bool = False) -> float:
    """The width of *text* in px at *size* px; *bold* takes the weight 600, which answers for every bold one."""
    weight = 600 if bold else 400
    total = 0.0
    for script, run in _runs(text):
        face = _face(folder / _FILE.format(script=script, weight=weight))
        buffer = hb.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        hb.shape(face.font, buffer, _FEATURES)
        total += sum(position.x_advance for position in buffer.glyph_positions) * size / face.units
    return total


def _runs(text: str) -> list[tuple[str, str]]:
    """*text* as runs of one script's font file; a space belongs to the run before it."""
    runs: list[tuple[str, str]] = []
    for character in text:
        script = "arabic" if _ARABIC.match(character) else "latin"
        if runs and (character == " " or runs[-1][0] == script):
            runs[-1] = (runs[-1][0], runs[-1][1] + character)
        else:
            runs.append((script, character))
    return runs


def wrap(folder: Path, text: str, size: float, limit: float, bold: bool = False) -> list[str]:
    """*text* in lines no wider than *limit* px where its words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(folder, longer, size, bold) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def balance(folder: Path, text: str, size: float, limit: float, bold: bool = False) -> list[str]:
    """*text* in as few lines as `wrap` needs, and those as even as they can be."""
    lines = wrap(folder, text, size, limit, bold)
    narrowest, widest = 0.0, limit
    while widest - narrowest > 1:
        middle = (narrowest + widest) / 2
        tried = wrap(folder, text, size, middle, bold)
        if len(tried) <= len(lines) and all(width(folder, line, size, bold) <= middle for line in tried):
            lines, widest = tried, middle
        else:
            narrowest = middle
    return lines
