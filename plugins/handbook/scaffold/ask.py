"""The questions about a new document: what may be answered, and what is refused, in English and Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from handbook.core.problems import did_you_mean, nearest
from handbook.scaffold.new import words


class Refused(Exception):
    """Why a document cannot be begun, in both languages; a value may differ between them."""

    def __init__(self, refusal: str, guess: str = "", **values: object) -> None:
        said = words("words.yml")["refusals"][refusal]
        lines = (f"{said[code].format(**_spoken(values, code))} {did_you_mean(guess, code)}".strip() for code in said)
        super().__init__("\n".join(lines))


def _spoken(values: Mapping[str, object], language: str) -> dict[str, object]:
    return {key: value[language] if isinstance(value, Mapping) else value for key, value in values.items()}


Rule = Callable[[str], str]
"""What an answer becomes; raises `Refused`."""


def one_of(known: Collection[str]) -> Rule:
    """The answer is one of *known*."""

    def rule(answer: str) -> str:
        if answer not in known:
            raise Refused("not-known", nearest(answer, known), answer=answer, known=", ".join(known))
        return answer

    return rule


def title(answer: str) -> str:
    """The answer is a line with a word in it."""
    line = " ".join(answer.split())
    if not line:
        raise Refused("no-text")
    return line


def free(refusal: str, pattern: str, limit: int, taken: Collection[str]) -> Rule:
    """The answer has the form of *pattern*, is no longer than *limit*, and belongs to nobody else."""

    def rule(answer: str) -> str:
        if not re.fullmatch(pattern, answer) or len(answer) > limit:
            raise Refused(refusal, answer=answer)
        if answer in taken:
            raise Refused("taken", answer=answer)
        return answer

    return rule


@dataclass(frozen=True, slots=True)
class Questions:
    """Puts one question after another: *given* answers count first, then *prompt*'s; without it, the defaults."""

    given: Mapping[str, str | None]
    prompt: Callable[[str, str | None, Rule], str] | None = field(default=None)
    """Asks for a text, given its question, its default and its rule."""

    def ask(self, name: str, rule: Rule, default: str | None = None, known: Collection[str] = ()) -> str:
        """The answer to the question *name* of words.yml, shown with what is *known*; raises `Refused`."""
        question = words("words.yml")["questions"][name]
        said = self.given.get(name.replace("-", "_"))
        if said is None and self.prompt:
            choices = f" ({', '.join(known)})" if known else ""
            return self.prompt(f"{question['en']} {question['ar']}{choices}", default, rule)
        said = said if said is not None else default
        if not said:
            raise Refused("no-answer", question=question, flag=f"--{name}")
        return rule(said)

    def choose(self, name: str, known: Collection[str], default: str | None = None) -> str:
        """The answer to a question that has only the answers *known*; raises `Refused`."""
        return self.ask(name, one_of(known), default, known)
