"""What import and export say, in English and Arabic: words.yml, and refusals made of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from handbook.core.problems import did_you_mean


class Refused(Exception):
    """Why something cannot be imported or exported, in both languages."""

    def __init__(self, refusal: str, guess: str = "", **values: object) -> None:
        said = words()["refusals"][refusal]
        super().__init__("\n".join(f"{said[c].format(**values)} {did_you_mean(guess, c)}".strip() for c in said))


def both(group: str, name: str, **values: object) -> list[str]:
    """A sentence of words.yml in each language."""
    return [text.format(**values) for text in words()[group][name].values()]


@cache
def words(file: str = "words.yml") -> Mapping[str, Any]:
    """The words of a file beside this one."""
    found: Mapping[str, Any] = yaml.load(files(__package__).joinpath(file).read_text("utf-8"), Loader=yaml.CBaseLoader)
    return found
