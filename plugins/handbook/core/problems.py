"""What is wrong with the content, as data: where, which code, which values."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a source file; lines and columns count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `code` names an entry of problems.yml, which holds the words."""

    where: Where
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Errors stop every build; warnings stop a strict one."""
        return "warning" if catalogue_of_codes()[self.code]["severity"] == "warning" else "error"

    def message(self, language: str = "en") -> str:
        """What is wrong, as a sentence in *language* (English where there is none)."""
        return self._say("message", language)

    def hint(self, language: str = "en") -> str:
        """What was probably meant and how to mend it; may be empty."""
        return self._say("hint", language)

    def _say(self, what: str, language: str) -> str:
        words = catalogue_of_codes()[self.code]
        said = words.get(language, words["en"]).get(what, "")
        told = {**self.values, "guess": did_you_mean(str(self.values.get("guess", "")), language)}
        if "shelf" in told:
            shelves = catalogue_of_codes()["shelves"]
            told["shelf"] = shelves.get(language, shelves["en"]).get(told["shelf"], told["shelf"])
        return str(said).format(**told).strip()


class Invalid(Exception):
    """A source that could not be read, with every reason why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problem(s)")


def invalid(where: Where, code: str, **values: object) -> Invalid:
    """An `Invalid` with a single problem."""
    return Invalid([Problem(where, code, values)])


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """*problems* without repeats, by file, line and code."""
    unique = {(p.where, p.code, str(p.values)): p for p in problems}
    return [unique[key] for key in sorted(unique)]


def nearest(word: str, known: Iterable[str]) -> str:
    """The member of *known* that *word* was probably meant to be, or an empty string."""
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)), "")


def did_you_mean(guess: str, language: str) -> str:
    """The question that offers *guess*, in *language*; empty for an empty guess."""
    if not guess:
        return ""
    questions = catalogue_of_codes()["did-you-mean"]
    return str(questions.get(language, questions["en"])["message"]).format(guess=guess)


@cache
def catalogue_of_codes() -> dict[str, dict[str, Any]]:
    """Every code with its severity and its words by language, from problems.yml."""
    text = files(__package__).joinpath("problems.yml").read_text("utf-8")
    codes: dict[str, dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return codes
