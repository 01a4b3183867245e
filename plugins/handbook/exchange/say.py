"""What import and export say, in English and Arabic: words.yml, and refusals made of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from handbook.core.problems import did_you_mean


class Refused(Exception):
    """Why something cannot be imported or exported, in both languages.

    A value that is a mapping has a text for each language.
    """

    def __init__(self, refusal: str, guess: str = "", **values: object) -> None:
        said = words()["refusals"][refusal]
        lines = (f"{said[c].format(**_in(c, values))} {did_you_mean(guess, c)}".strip() for c in said)
        super().__init__("\n".join(lines))


def _in(code: str, values: Mapping[str, object]) -> dict[str, object]:
    """*values* with texts of the language *code* in the place of mappings."""
    return {name: value[code] if isinstance(value, Mapping) else value for name, value in values.items()}


def each(group: str, name: str, **values: object) -> dict[str, str]:
    """A sentence of words.yml by language."""
    return {code: text.format(**values) for code, text in words()[group][name].items()}


def both(group: str, name: str, **values: object) -> list[str]:
    """A sentence of words.yml in each language."""
    return list(each(group, name, **values).values())


@cache
def words(file: str = "words.yml") -> Mapping[str, Any]:
    """The words of a file beside this one."""
    found: Mapping[str, Any] = yaml.load(files(__package__).joinpath(file).read_text("utf-8"), Loader=yaml.CBaseLoader)
    return found
