"""Shows where the time of a build goes: the functions that cost most, and those that cost more a page as sites grow.

This file is called like a module of Python's own that cProfile imports: only a process of its own, whose path does
not begin here, may measure.
"""

from __future__ import annotations

import argparse
import os
import pstats
import shutil
import subprocess
import sys
from pathlib import Path

from generate import ROOT, TODAY, Plan, write

WORK = ROOT / "build/bench"
TOP = 40
GROWN, WORTH = 1.5, 0.05
"""What is told of a growing function: how many times as dear a page it is, and the seconds it costs at least."""


def main() -> None:
    """Build at one size, or at two to compare, and print the dearest functions."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("policies", type=int, nargs="?", default=500, help="policies in each language (500)")
    parser.add_argument("--against", type=int, help="a smaller size: tells what grows faster than the site")
    parser.add_argument("--warm", action="store_true", help="with the drawings of a build before")
    said = parser.parse_args()
    stats = profiled(said.policies, said.warm)
    for order in ("cumulative", "tottime"):
        stats.sort_stats(order).print_stats(TOP)
    if said.against:
        print_growth(profiled(said.against, said.warm), stats, said.policies / said.against)


def profiled(policies: int, warm: bool) -> pstats.Stats:
    """The profile of a build of *policies* policies a language."""
    folder = WORK / f"profile-{policies}"
    write(Plan(policies, "ours"), folder)
    if warm:
        _build(folder)
    _build(folder, "-m", "cProfile", "-o", "build.prof")
    stats = pstats.Stats(str(folder / "build.prof")).strip_dirs()
    shutil.rmtree(folder)
    return stats


def _build(folder: Path, *measure: str) -> None:
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "HANDBOOK_TODAY": TODAY}
    command = [sys.executable, *measure, "-m", "mkdocs", "build", "--quiet"]
    if subprocess.run(command, cwd=folder, env=env, check=False).returncode:
        sys.exit("The build failed; it says above why. Is the project installed for this Python (`make setup`)?")


def print_growth(small: pstats.Stats, large: pstats.Stats, times: float) -> None:
    """Print the functions whose own time a page has grown."""
    print(f"Own time that grew more than {GROWN} times as fast as the site, which grew {times:.0f} times:")
    grown = []
    for function, (_, calls, own, *_rest) in large.stats.items():  # type: ignore[attr-defined]  # not declared
        before = small.stats.get(function, (0, 0, 0.0))[2]  # type: ignore[attr-defined]
        if own > max(WORTH, GROWN * times * before):
            grown.append((own - times * before, own, before, calls, "{}:{}({})".format(*function)))
    for _, own, before, calls, name in sorted(grown, reverse=True)[:TOP]:
        print(f"  {before:8.3f} s → {own:8.3f} s  {calls:>10} calls  {name}")


if __name__ == "__main__":
    main()
