"""Whether a YAML file has comments: who writes over it should know that they go."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

_MARK = re.compile(r"(?:^|(?<=\s))#", re.MULTILINE)
OURS = "# yaml-language-server:"
"""A line that every import writes anew."""


def has_any(path: Path) -> bool:
    """Whether the file at *path* has comments of its editors; true where it cannot be read but looks as if it had."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    marks = [found.start() for found in _MARK.finditer(text) if not text.startswith(OURS, found.start())]
    if not marks:
        return False
    try:
        scalars = [t for t in yaml.scan(text, Loader=yaml.BaseLoader) if isinstance(t, yaml.ScalarToken)]
    except yaml.YAMLError:
        return True
    inside = {n for t in scalars for n in range(t.start_mark.index, t.end_mark.index)}
    return any(mark not in inside for mark in marks)
