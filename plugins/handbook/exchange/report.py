"""What an import tells: where each row went, what found no place, what had to be assumed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from handbook.exchange.allowed import allowed
from handbook.exchange.grid import Found
from handbook.exchange.say import both, words

LONGEST_LINE = 19_000
"""A content file holds no longer lines than 20,000 characters."""
LONGEST = 300
"""How much of a text the terminal shows; the file keeps all of it."""
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Characters that a content file may not hold, or that would end a comment's line."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A cell that became nothing, and why."""

    cell: Found
    label: str
    reason: str
    """A name in `reasons` of words.yml."""
    field: str = ""
    guess: str = ""

    def kept(self) -> str:
        """Address, label and text on one line."""
        label = f" {one_line(self.label)}:" if self.label and self.label != self.cell.text else ""
        return f"{self.cell.at}{label} {one_line(self.cell.text)}".strip()

    def why(self, language: str) -> str:
        """The reason as a part of a sentence."""
        sentence: str = words()["reasons"][self.reason][language]
        values = {"field": self.field, "shelf": self.field, "value": one_line(self.cell.text)}
        said = sentence.format(**values, allowed=allowed(self.field, language))
        guess = words()["report"]["nearest"][language].format(guess=self.guess) if self.guess else ""
        return f"{said}; {guess}" if guess and language == "en" else f"{said}، {guess}" if guess else said

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What sorts cells by sheet, row and column."""
        sheet, _, cell = self.cell.at.rpartition("!")
        letters, digits = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return sheet, int(digits or 0), len(letters), letters


@dataclass(slots=True)
class Report:
    """Filled while an import goes on."""

    mapped: list[tuple[str, str, str]] = field(default_factory=list)
    """Address, label and field of every row that was understood."""
    unplaced: list[Unplaced] = field(default_factory=list)
    mend: list[Unplaced] = field(default_factory=list)
    """Values that were refused though their record cannot do without them: it was left out because of them."""
    lost: list[Unplaced] = field(default_factory=list)
    """A cell of every record that was left out because a value of it is nowhere."""
    assumed: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    """Names in `assumptions` of words.yml, with their values."""
    originals: dict[str, Found] = field(default_factory=dict)
    """The cells as they stood in the file, by address."""
    used: set[str] = field(default_factory=set)
    """Addresses of cells that were understood, though nothing of theirs stands in the journey."""
    _seen: set[tuple[Found, str]] = field(default_factory=set)
    """Cells and labels of what is unplaced."""

    def leave(self, cells: Iterable[Found | None], label: str, reason: str, name: str = "", guess: str = "") -> None:
        """Note *cells* as not placed, each once."""
        for cell in cells:
            if cell and (cell, label) not in self._seen:
                self._seen.add((cell, label))
                self.unplaced.append(Unplaced(cell, label, reason, name, guess))

    def as_it_stood(self, cell: Found) -> Found:
        """*cell*, or where its text was made of another one, that one."""
        whole = self.originals.get(cell.at, cell)
        return cell if cell.text in whole.text else whole

    def assume(self, name: str, **values: object) -> None:
        """Note an assumption, once."""
        if (name, values) not in self.assumed:
            self.assumed.append((name, values))

    def lines(self) -> Iterator[str]:
        """The report for the terminal, in English and Arabic."""
        if self.mapped:
            yield from both("report", "mapped")
            yield from (f"  {' '.join(f'{at} {one_line(label)}'.split())} → {name}" for at, label, name in self.mapped)
        if self.unplaced:
            yield from both("report", "unplaced", n=len(self.unplaced))
            for one in self._in_order():
                kept = one.kept()
                yield f"  {kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + '…'}"
                yield from (f"      {one.why(language)}" for language in ("en", "ar"))
        if self.assumed:
            yield from both("report", "assumed", n=len(self.assumed))
            for name, values in self.assumed:
                yield from (f"  {sentence}" for sentence in both("assumptions", name, **values))

    def to_mend(self, over: bool) -> dict[str, str]:
        """The cells without which records would be lost, by language, empty for none; *over*: over an older file."""
        told = list(dict.fromkeys([*self.mend, *(self.lost if over else ())]))
        told.sort(key=lambda one: one.place)
        lines = {c: "\n".join(f"  {one.kept()[:LONGEST]} ({one.why(c)})" for one in told) for c in ("en", "ar")}
        return lines if told else {}

    def comments(self) -> str:
        """All that was not placed, as comments for the end of a YAML file; empty where everything was."""
        if not self.unplaced:
            return ""
        lines = [*both("report", "comment-head"), *(one.kept()[:LONGEST_LINE] for one in self._in_order())]
        return "\n" + "".join(f"# {line}\n" for line in lines)

    def _in_order(self) -> list[Unplaced]:
        return sorted(self.unplaced, key=lambda one: one.place)


def one_line(text: str) -> str:
    """*text* without line ends and without what a content file may not hold."""
    return " ".join(_HIDDEN.sub(" ", text).split())
