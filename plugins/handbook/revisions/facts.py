"""What one state of a file says about itself: a few fields of its front matter, and what it is known by.

Read from every revision of every file, so it is read as bytes by one pattern; the models are not asked, because an
old file follows old rules.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

import yaml

from handbook.core.source import MAX_BYTES
from handbook.revisions.git import printable

FIELDS = (
    "id",
    "version",
    "translates",
    "status",
    "classification",
    "effective_date",
    "valid_to",
    "approved_by",
    "approval_ref",
    "change_note",
)
_FIELD = re.compile(
    rb"^[\"']?(" + "|".join(FIELDS).encode() + rb")[\"']?[ \t]*:[ \t]*((?:[^\n]*)(?:\n[ \t]+[^\n]*)*)", re.MULTILINE
)
NOTHING = ("", "~", "null")
_PLAIN = re.compile(r"""[\w.-]+|"[\w.-]*"|'[\w.-]*'""")
"""A value that YAML reads as it stands."""
_UNUSUAL = re.compile(rb"""^(?![\w.-]+[ \t]*:|"[\w.-]+"[ \t]*:|'[\w.-]+'[ \t]*:|[ \t#-]|\.\.\.|$)""", re.MULTILINE)
"""A line that begins neither a field nor a list's item, nor goes on with one."""
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
        """The field *name* as one text; empty where it has none, a question mark where it is no text."""
        raw = self.fields.get(name, "")
        if _PLAIN.fullmatch(raw):
            return raw.strip("\"'")
        value = _loaded(raw)
        return printable(value) if isinstance(value, str) else "" if raw in NOTHING else "?"

    def texts(self, name: str) -> dict[str, str]:
        """The field *name* by language; one text for all stands under an empty name."""
        data = _loaded(self.fields.get(name, ""))
        if isinstance(data, str):
            data = {"": data}
        found = data.items() if isinstance(data, dict) else ()
        return {str(k): text for k, v in found if isinstance(v, str) and (text := printable(v))}


def facts(raw: bytes, path: str) -> Facts:
    """The facts of a file with the bytes *raw* at *path*; of one that is too large the fields of its beginning."""
    known = hashlib.sha256(_plain(raw)).hexdigest()[:16]
    return Facts(_fields(_head(raw[:MAX_BYTES], path)), hashlib.sha256(raw).hexdigest(), known)


def _fields(head: bytes) -> Fields:
    """Those of `FIELDS` that *head* has; by the YAML reader where it is not written line by line as people do.

    Whether a text may be shown hangs on them, so no way of writing them may be missed.
    """
    if _UNUSUAL.search(head):
        data = _loaded(head.decode("utf-8", "replace"))
        found = data if isinstance(data, dict) else {"status": "unreadable"}
        return {name: json.dumps(_flat(found[name]), ensure_ascii=False) for name in FIELDS if found.get(name)}
    return {m[1].decode(): m[2].decode("utf-8", "replace").rstrip() for m in _FIELD.finditer(head)}


def _flat(value: object) -> object:
    """A text, or texts by language; of anything else only that it is neither."""
    if isinstance(value, dict):
        return {str(key): text for key, text in value.items() if isinstance(text, str)}
    return value if isinstance(value, str) else "?"


def _loaded(raw: str) -> Any:
    """The data of YAML text; None for none, and for what is no YAML."""
    try:
        return yaml.load(raw, Loader=yaml.CBaseLoader) if raw not in NOTHING else None
    except yaml.YAMLError:
        return None


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
