"""What one state of a file says about itself: a few fields of its front matter, and what it is known by.

Read from every revision of every file, so it is read as bytes by one pattern; the models are not asked, because an
old file follows old rules.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import yaml

from handbook.core.source import MAX_BYTES

FIELDS = (
    "id",
    "version",
    "translates",
    "status",
    "classification",
    "effective_date",
    "valid_to",
    "approved_by",
    "approved_on",
    "approval_ref",
    "change_note",
)
_FIELD = re.compile(
    rb"^[\"']?(" + "|".join(FIELDS).encode() + rb")[\"']?[ \t]*:[ \t]*((?:[^\n]*)(?:\n[ \t]+[^\n]*)*)", re.MULTILINE
)
_MARKS = b"*_`"
_EMPHASIS = re.compile(rb"(?<![0-9])[*_`]+|[*_`]+(?![0-9])")
_CALCULATED = re.compile(rb"0\*+0")
_FLAT = bytes(ord("0") if chr(n).isdecimal() else ord("*") if n in _MARKS else n for n in range(128)) + bytes(
    range(128, 256)
)
"""Every digit as 0, every mark of emphasis as *: so that `2*3` is found by one look."""
_SPACES = bytes(ord(" ") if n in b"\t\v\f\r" else n for n in range(256))
_LINE = re.compile(rb"\n[ \t\r\n]*(?:[*+-][ \t])?")
"""The end of a line with what stands before the next one's words: white space, the mark of a list's item."""
_RULE = re.compile(rb"-{4,}")
BOM = b"\xef\xbb\xbf"
Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """One state of a file."""

    fields: Fields
    """Those of `FIELDS` that it has, as written: YAML."""
    sha256: str
    plain: str
    """The same for two states that differ in white space, line ends and emphasis only."""

    def text(self, name: str) -> str:
        """The field *name* as one text; empty where it has none."""
        raw = self.fields.get(name, "")
        if raw[:1] in ("'", '"'):
            return raw[1:].partition(raw[0])[0].strip()
        return raw.partition(" #")[0].strip() if raw not in ("~", "null") else ""

    def texts(self, name: str) -> dict[str, str]:
        """The field *name* by language; one text for all stands under an empty name."""
        raw = self.fields.get(name, "")
        try:
            data: Any = yaml.load(raw, Loader=yaml.CBaseLoader) if raw else None
        except yaml.YAMLError:
            return {}
        if isinstance(data, str) and data:
            return {"": data}
        return {str(k): v for k, v in data.items() if isinstance(v, str) and v} if isinstance(data, dict) else {}


def facts(raw: bytes, path: str) -> Facts:
    """The facts of a file with the bytes *raw* at *path*; of one that is too large the fields of its beginning."""
    known = hashlib.sha256(_plain(raw)).hexdigest()[:16]
    head = _head(raw[:MAX_BYTES], path)
    fields = {m[1].decode(): m[2].decode("utf-8", "replace").rstrip() for m in _FIELD.finditer(head)}
    return Facts(fields, hashlib.sha256(raw).hexdigest(), known)


def _plain(raw: bytes) -> bytes:
    """*raw* without what is form only: line ends, white space, emphasis, the marks of lists and rules.

    In quick steps, each skipped where there is nothing to do, and not by one pattern: a first reading is little else.
    """
    text = _LINE.sub(b" ", raw.removeprefix(BOM))
    flat = text.translate(_FLAT)
    if b"0*" in flat and _CALCULATED.search(flat):
        text = _EMPHASIS.sub(b"", text).translate(_SPACES)
    else:
        text = text.translate(_SPACES, _MARKS)
    if b"----" in text:
        text = _RULE.sub(b"---", text)
    while b"  " in text:
        text = text.replace(b"  ", b" ")
    return text.strip()


def _head(raw: bytes, path: str) -> bytes:
    """The part of a file that may say fields: of Markdown the front matter, of YAML all."""
    text = raw.removeprefix(BOM)
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not path.endswith(".md"):
        return text
    if not text.startswith(b"---\n"):
        return b""
    end = text.find(b"\n---", 3)
    return text[4 : end + 1] if end > 0 else b""
