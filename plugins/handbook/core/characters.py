"""Characters that make a text read differently from what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Overrides and embeddings can reorder what is shown (CVE-2021-42574). Marks that Arabic typing really needs
# (RLM, LRM, ALM, ZWNJ, ZWJ) and balanced isolates are fine.
_OVERRIDE = re.compile("[\u202a-\u202e]")
_ISOLATE = re.compile("[\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_HOMOGLYPH = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w+")
"""A word of Latin letters with a Greek or Cyrillic one among them: it looks like another word."""

Hidden = tuple[int, str, dict[str, object]]
"""Where in the line (from 1), the problem's code, its values."""


def hidden(line: str) -> Iterator[Hidden]:
    """What a reader of *line* would not see."""
    if line.isascii() and line.isprintable():
        return
    for pattern, code in ((_OVERRIDE, "bidi-override"), (_CONTROL, "control-character")):
        if found := pattern.search(line):
            yield found.start() + 1, code, {"character": f"U+{ord(found.group()):04X}"}
    if _unbalanced(line):
        yield 1, "bidi-unbalanced", {}
    if word := _HOMOGLYPH.search(line):
        yield word.start() + 1, "mixed-script", {"word": word.group()}


def _unbalanced(line: str) -> bool:
    depth = 0
    for mark in _ISOLATE.findall(line):
        depth += -1 if mark == "\u2069" else 1
        if depth < 0:
            return True
    return depth != 0
