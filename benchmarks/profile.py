"""Shows where the time of a build goes: the functions that cost most, and those called more a page as sites grow.

This file is called like a module of Python's own that cProfile imports: only a process of its own, whose path does
not begin here, may measure.
"""

from __future__ import annotations

import argparse
import os
import pstats
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

from generate import ROOT, TODAY, Plan, write

WORK = ROOT / "build/bench"
TOP = 40
GROWN, WORTH = 1.3, 0.02
"""What is told of a growing function: how many times the calls a page, and the seconds that it costs at least."""
MEASURED = """
import cProfile, runpy, sys, time
profile = cProfile.Profile(time.process_time)  # other work on the machine does not count
sys.argv = ["mkdocs", "build", "--quiet"]
try:
    profile.runcall(runpy.run_module, "mkdocs", run_name="__main__")
finally:
    profile.dump_stats("build.prof")
"""


def main() -> None:
    """Build at one size, or at two to compare, and print the dearest functions."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("policies", type=int, nargs="?", default=500, help="policies in each language (500)")
    parser.add_argument("--against", type=int, help="a smaller size: tells what grows faster than the site")
    parser.add_argument("--warm", action="store_true", help="with the drawings of a build before")
    said = parser.parse_args()
    stats = profiled(said.policies, said.warm)
    for order in ("cumulative", "tottime"):
        told = StringIO()
        stats.stream = told  # type: ignore[attr-defined]  # not declared
        stats.sort_stats(order).print_stats(TOP)
        print(_short(told.getvalue()))
    if said.against:
        print_growth(profiled(said.against, said.warm), stats, said.policies / said.against)


def profiled(policies: int, warm: bool) -> pstats.Stats:
    """The profile of a build of *policies* policies a language."""
    folder = WORK / f"profile-{policies}"
    write(Plan(policies, "ours"), folder)
    if warm:
        _build(folder, "-m", "mkdocs", "build", "--quiet")
    _build(folder, "-c", MEASURED)
    stats = pstats.Stats(str(folder / "build.prof"))
    shutil.rmtree(folder)
    return stats


def _build(folder: Path, *arguments: str) -> None:
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "HANDBOOK_TODAY": TODAY}
    if subprocess.run([sys.executable, *arguments], cwd=folder, env=env, check=False).returncode:
        sys.exit("The build failed; it says above why. Is the project installed for this Python (`make setup`)?")


def _short(text: str) -> str:
    """*text* with paths from the packages' folder or the project's on."""
    return re.sub(r"(?<=[ \n])/\S*?(?:/site-packages/|/plugins/|/lib/python[\d.]+/)", "", text)


def print_growth(small: pstats.Stats, large: pstats.Stats, times: float) -> None:
    """Print the functions that are called more often a page: counts, unlike times, are the same on every run."""
    print(f"Called more than {GROWN} times as often a page, in a site {times:.0f} times as large:")
    grown = []
    for function, (_, calls, own, *_rest) in large.stats.items():  # type: ignore[attr-defined]  # not declared
        before = small.stats.get(function, (0, 0))[1]  # type: ignore[attr-defined]
        if own > WORTH and calls > GROWN * times * before:
            grown.append((own, before, calls, "{}:{}({})".format(*function)))
    for own, before, calls, name in sorted(grown, reverse=True)[:TOP]:
        print(f"  {own:8.3f} s  {before:>9} → {calls:>9} calls  {_short(f' {name}').strip()}")


if __name__ == "__main__":
    main()
