"""The YAML of a journey as an editor would write it: in the order of the model, a text's languages on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handbook.journeys.exchange.data import as_data
from handbook.journeys.model import Journey

WIDTH = 120
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_/.-]*|\d{4}-\d{2}-\d{2}|\d+ [a-z]+")
"""What may stand without quotation marks: ids, days, lengths of time."""
_MEANS_MORE = frozenset({"yes", "no", "true", "false", "on", "off", "null", "y", "n"})
"""Words that other readers of YAML take for more than a text."""
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
"""What YAML would read as the end of a line, or refuses to read."""


def text(journey: Journey, schema: str | None = None) -> str:
    """The file of *journey*; *schema* is the way from it to its JSON Schema, for editors."""
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    return "\n".join([*head, *_mapping(as_data(journey), 0)]) + "\n"


def _mapping(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    before = " " * indent
    for key, value in data.items():
        name = f"{before}{_scalar(key)}:"
        flow = _flow(value)
        if flow is not None and (len(name) + 1 + len(flow) <= WIDTH or not isinstance(value, dict)):
            yield f"{name} {flow}"
        elif isinstance(value, dict):
            yield name
            yield from _mapping(value, indent + 2)
        else:
            yield name
            yield from _list(value, indent + 2)


def _list(items: Sequence[Any], indent: int) -> Iterator[str]:
    for item in items:
        flow = _flow(item)
        if flow is not None and (indent + 2 + len(flow) <= WIDTH or not isinstance(item, dict)):
            yield f"{' ' * indent}- {flow}"
        else:
            first, *others = _mapping(item, indent + 2)
            yield f"{' ' * indent}- {first.lstrip()}"
            yield from others


def _flow(value: Any) -> str | None:
    """*value* on one line where that is how it is written: scalars, texts by language, short lists of words, ways."""
    if isinstance(value, list):
        plain = all(isinstance(item, str) and _WORD.fullmatch(item) for item in value)
        return "[" + ", ".join(map(_scalar, value)) + "]" if plain else None
    if isinstance(value, dict):
        leaves = all(not isinstance(inner, dict | list) for inner in value.values())
        if not (leaves and _is_small(value)) and not value.keys() <= {"to", "when"}:
            return None if value else "{}"
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    return _scalar(value)


def _is_small(value: Mapping[str, Any]) -> bool:
    """Whether *value* is a text by language or an emotion by persona, not a part of the journey."""
    return not value.keys() & {"id", "owner", "status", "group", "date"}


def _scalar(value: Any) -> str:
    if isinstance(value, str) and not (_WORD.fullmatch(value) and value.lower() not in _MEANS_MORE):
        return _ESCAPED.sub(lambda m: f"\\u{ord(m.group()):04x}", json.dumps(value, ensure_ascii=False))
    return str(value).lower() if isinstance(value, bool) else str(value)
