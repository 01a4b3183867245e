"""Problems on a terminal: once, by file and line, in the editor's language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from handbook.core.problems import Problem, ordered

COLOURS = {"error": "red", "warning": "yellow"}


def print_problems(problems: Sequence[Problem], console: Console, language: str = "en", root: str = "content") -> None:
    """Print *problems* grouped by file: English, and under it *language* where it is another one."""
    for path, group in groupby(ordered(problems), key=lambda problem: problem.where.path):
        console.print(f"\n[bold]{escape(root)}/{escape(path)}[/bold]", highlight=False, soft_wrap=True)
        for problem in group:
            _print(problem, console, language, f"{root}/{path}")


def _print(problem: Problem, console: Console, language: str, path: str) -> None:
    colour = COLOURS[problem.severity]
    where = f"{path}:{problem.where.line}:{problem.where.column}"
    head = Text.assemble((f"  {where} ", "dim"), (f"{problem.severity} ", colour), (problem.code, f"bold {colour}"))
    console.print(head, soft_wrap=True)
    for tongue in dict.fromkeys(("en", language)):
        said = (problem.message(tongue), problem.hint(tongue))
        console.print(Text("    " + " ".join(part for part in said if part)), soft_wrap=True)


def summary(problems: Sequence[Problem]) -> str:
    """How many of each: `2 errors, 1 warning`."""
    counts = {name: sum(p.severity == name for p in problems) for name in COLOURS}
    said = [f"{count} {name}{'s' * (count != 1)}" for name, count in counts.items() if count]
    return ", ".join(said) or "no problems"
