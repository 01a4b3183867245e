"""What a field may hold, in a few words: for the people who mend a cell."""

from __future__ import annotations

import datetime as dt

from handbook.core.document import Duration, Reference
from handbook.exchange.say import words
from handbook.journeys.exchange import fields
from handbook.journeys.exchange.fields import Shape

_IDS = frozenset({"id", "to", "addresses", "research_refs"})


def allowed(name: str, code: str) -> str:
    """What the field with the path *name* may be, in the language *code*; empty for an unknown one."""
    field, _ = fields.names(tuple(name.split(".")))
    shape = fields.shapes().get(field)
    if shape is None:
        return ""
    low, high = shape.limits or (0, 0)
    sentence = fields.spoken(words()["allowed"][_kind(field[-1], shape)], code)
    return sentence.format(low=low, high=high, choices=", ".join(shape.choices))


def _kind(name: str, shape: Shape) -> str:
    """A name in `allowed` of words.yml."""
    if shape.limits:
        return "range"
    if shape.choices:
        return "choices"
    if name in _IDS or (isinstance(shape.inner, type) and issubclass(shape.inner, Reference)):
        return "id"
    if shape.model:
        return "parts"
    return {int: "integer", float: "number", dt.date: "day", Duration: "length"}.get(shape.inner, "text")
