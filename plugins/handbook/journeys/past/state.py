"""One state of a journey's file: as data, and as a journey where today's model knows it for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from handbook.core.document import build
from handbook.core.problems import Invalid
from handbook.core.source import Source, parse_yaml
from handbook.journeys.exchange.data import as_data
from handbook.journeys.model import Journey

Data: TypeAlias = Mapping[str, Any]
"""Mappings, lists, texts, numbers and booleans, as a journey's YAML has them."""


@dataclass(frozen=True, slots=True)
class State:
    """What a file says."""

    raw: Data
    """As it is written: every scalar is a text."""
    data: Data
    """In one notation where it is a journey, else as it is written."""
    journey: Journey | None
    """None where today's model does not know it for one."""


@lru_cache(maxsize=16)
def read(source: Source) -> State | None:
    """The state that *source* writes; None where it is not even YAML of our kind.

    A few are kept: the current text is compared with every older one.
    """
    try:
        parsed = parse_yaml(source)
    except Invalid:
        return None
    try:
        journey = build(Journey, parsed)
    except Invalid:
        return State(parsed.data, parsed.data, None)
    return State(parsed.data, as_data(journey), journey)


def items(value: object) -> list[Data] | None:
    """*value* as a list of mappings, an absent one as an empty list; None for anything else."""
    if value is None:
        return []
    return value if isinstance(value, list) and all(isinstance(item, dict) for item in value) else None
