"""A long history made by chance from a seed, which keeps its own list of what happened to every document."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from functools import cache

from revisions.repository import HODA, OMAR, SARA, Change, Mark, Name, Person, Repository, Truth, policy, translation


@dataclass(frozen=True, slots=True)
class Text:
    """What a file says, as numbers."""

    version: int = 1
    words: int = 0
    bold: bool = False

    def body(self, number: str) -> str:
        """Markdown."""
        word = "**word**" if self.bold else "word"
        return f"Of {number}: {word} {self.words}.\n\n" + f"A paragraph that stays in {number}.\n" * 3


@dataclass(frozen=True, slots=True)
class State:
    """A document at one moment; a language's text is None where it has none."""

    path: str
    arabic: Text | None = Text()
    english: Text | None = None

    @cache  # noqa: B019 - a state is as good as its numbers, and a test ends soon
    def files(self, number: str) -> dict[Name, Change]:
        """Its files."""
        found: dict[Name, Change] = {}
        if self.arabic:
            found[f"content/ar/{self.path}.md"] = policy(number, self.arabic.body(number), f"{self.arabic.version}.0")
        if self.english:
            found[f"content/en/{self.path}.md"] = translation(
                self.english.body(number), f"{self.english.version}.0", title=f"Title of {number}"
            )
        return found


ABSENT = State("", None)


def kind(old: State, new: State, before: Text | None, after: Text | None) -> str | None:
    """How a text of a document changed; None where it did not."""
    if not before or not after:
        return None if before is after else "major" if after else "withdrawn"
    if before.version != after.version:
        return "major"
    if before.words != after.words:
        return "minor"
    if old.path != new.path:
        return "moved"
    return "editorial" if before.bold != after.bold else None


@dataclass
class Chance:
    """The handbook, and the branch being written."""

    repository: Repository
    seed: int
    truth: Truth = field(default_factory=Truth)
    now: dict[str, State] = field(default_factory=dict)
    """By the document's id."""
    made: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def live(self, commits: int) -> None:
        """Go on for so many commits of the main branch."""
        for _ in range(commits):
            before = dict(self.now)
            match self.random.choices(("plain", "merge", "empty", "many"), (80, 12, 3, 5))[0]:
                case "plain":
                    self._step(self.random.choice((1, 1, 1, 2, 3)))
                    mark = self._commit(before)
                case "many":
                    self._step(len(self.now) // 2, "move", "format")
                    mark = self._commit(before)
                case "merge":
                    mark = self._merge(before)
                case _:
                    mark = self.repository.commit({"README": str(self.random.random())})
            for number in sorted(before.keys() | self.now.keys()):
                self._note(mark, number, before.get(number, ABSENT), self.now.get(number, ABSENT))

    def _note(self, mark: Mark, number: str, old: State, new: State) -> None:
        for key, before, after in (
            ((number, "ar"), old.arabic, new.arabic),
            ((number, "en"), old.english, new.english),
        ):
            if found := kind(old, new, before, after):
                self.truth.add(mark, found, key)

    def _commit(self, before: dict[str, State], **options: object) -> Mark:
        return self.repository.commit(self._changes(before), author=self._somebody(), **options)  # type: ignore[arg-type]

    def _merge(self, before: dict[str, State]) -> Mark:
        """A branch of a few commits, brought in by a merge; sometimes the main branch went on meanwhile."""
        tip = self.repository.tip() if self.now else None
        if tip is None:
            self._step(1)
            return self._commit(before)
        side = tip
        for _ in range(self.random.randint(1, 3)):
            known = dict(self.now)
            self._step(1)
            side = self._commit(known, branch=f"side-{self.made}-{tip}", parents=(side,))
        if self.random.random() < 0.5:
            tip = self.repository.commit({"README": str(self.random.random())})
        return self._commit(before, parents=(tip, side), message="Merge a branch")

    def _changes(self, before: dict[str, State]) -> dict[Name, Change]:
        changes: dict[Name, Change] = {}
        touched = [number for number, state in self.now.items() if before.get(number, ABSENT) != state]
        for number in touched:
            changes |= dict.fromkeys(before.get(number, ABSENT).files(number))
        for number in touched:
            changes |= self.now[number].files(number)
        return changes

    def _step(self, times: int, *only: str) -> None:
        for _ in range(times):
            alive = [number for number, state in self.now.items() if state.arabic]
            names = ("text", "format", "version", "move", "rewrite", "swap", "translate", "withdraw", "back", "new")
            what = self.random.choice(only) if only else self.random.choices(names, (30, 8, 8, 8, 4, 3, 12, 3, 3, 6))[0]
            if not alive or what == "new":
                self.made += 1
                english = Text() if self.random.random() < 0.5 else None
                self.now[f"CS-{self.made:03}"] = State(f"policies/d{self.made}", Text(), english)
                continue
            number = self.random.choice(alive)
            self._change(what, number, alive)

    def _change(self, what: str, number: str, alive: list[str]) -> None:
        state = self.now[number]
        text, english = state.arabic or Text(), state.english
        fresh = self.random.getrandbits(60)
        match what:
            case "text":
                state = replace(state, arabic=replace(text, words=fresh))
            case "format":
                state = replace(state, arabic=replace(text, bold=not text.bold))
            case "version":
                state = replace(state, arabic=replace(text, version=text.version + 1, words=fresh))
            case "move":
                state = replace(state, path=f"{self.random.choice(('rules', 'policies/x', 'old'))}/p{fresh}")
            case "rewrite":
                state = replace(state, path=f"new/p{fresh}", arabic=replace(text, words=fresh))
            case "swap":
                other = self.random.choice(alive)
                self.now[other], path = replace(self.now[other], path=state.path), self.now[other].path
                state = replace(state, path=path)
            case "translate":
                state = replace(state, english=replace(english or Text(), words=fresh, version=text.version))
            case "withdraw":
                state = replace(state, arabic=None, english=None)
            case "back":
                gone = [number for number, state in self.now.items() if not state.arabic]
                number = self.random.choice(gone) if gone else number
                if gone:
                    state = replace(self.now[number], arabic=Text(version=9, words=fresh))
        self.now[number] = state

    def _somebody(self) -> Person:
        return self.random.choice((SARA, OMAR, HODA))
