"""A journey as plain data: what its YAML would say, in the order of the model."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, RootModel

from handbook.journeys.model import Journey


def as_data(journey: Journey) -> dict[str, Any]:
    """Mappings, lists, texts, numbers and booleans that make an equal journey again.

    What is absent, and what is empty where nothing is the rule, is left out; days are ISO 8601 text.
    """
    found: dict[str, Any] = _plain(journey)
    return found


def _plain(value: Any) -> Any:
    match value:
        case RootModel():
            return _plain(value.root)
        case BaseModel():
            fields = type(value).model_fields
            return {
                field.alias or name: _plain(said)
                for name, field in fields.items()
                if (said := getattr(value, name)) is not None
                and not (said == field.default and isinstance(said, tuple | bool))
            }
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case bool() | int():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < 1e15 else value
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)


def as_json(journey: Journey) -> str:
    """The whole journey for a program, in all its languages; it holds to `schemas/journey.schema.json`."""
    return json.dumps(as_data(journey), ensure_ascii=False, indent=1) + "\n"
