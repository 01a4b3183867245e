"""Every bad input under cases/bad: what is said, and that nothing else happens."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import support
from handbook.cli import main

ARABIC = re.compile("[\u0621-\u064a]")
HANDBOOK = Path(sys.executable).with_name("handbook")
PUBLISHING = {
    "history-none",
    "history-shallow",
    "history-unreadable",
    "history-duplicate-id",
    "page-new",
    "page-changed",
    "withheld-nothing",
}
"""What only a build asks."""
SECONDS = 5
"""A check takes a fraction of a second; a machine may be busy, but not a parser."""


@pytest.mark.parametrize("case", support.bad_cases(), ids=support.name_of)
def test_a_strict_build_reports_exactly_this_and_leaves_the_last_site(
    case: Path, tmp_path: Path, drawings: str
) -> None:
    """The problems are the expected ones, the build ends by MkDocs' Abort, and the last site still stands."""
    folder = support.make_site(tmp_path, case, host={"cache": drawings})
    last = folder / "site" / "ar" / "index.html"
    last.parent.mkdir(parents=True)
    last.write_text("the last site", "utf-8")

    built = support.build(folder)

    wanted, found = support.expected(case), support.reported(built.printed)
    assert support.places(found) == support.places(wanted)
    assert [said for said in wanted if said[1] and said not in found] == []
    assert [said for said in found if len(said[1]) != 2 or not ARABIC.search(said[1][1])] == []
    assert built.stopped
    assert list(support.files_of(built.site)) == ["ar/index.html"]
    assert last.read_text("utf-8") == "the last site"
    assert not list(folder.glob(".site*")), "something half-built lies beside the site"


def test_the_check_command_says_the_same_and_is_quick(tmp_path: Path, drawings: str) -> None:
    """`handbook check` fails for every case with the same problems and without a traceback, each in seconds.

    But for those of the history: they stop a publication, and nobody who is still writing.
    """
    wrong: dict[str, object] = {}
    seconds: dict[str, float] = {}
    for case in support.bad_cases():
        folder = support.make_site(tmp_path / case.name, case, host={"cache": drawings})
        started = time.perf_counter()
        said = CliRunner().invoke(main, ["check", "-f", str(folder / "mkdocs.yml")])
        seconds[case.name] = time.perf_counter() - started
        found, wanted = (support.places(told) for told in (support.reported(said.stderr), support.expected(case)))
        if case.name in PUBLISHING:
            wanted = []
        ended = 1 if wanted else 0
        if (said.exit_code, found) != (ended, wanted) or (wanted and not isinstance(said.exception, SystemExit)):
            wrong[case.name] = said.exception if said.exit_code else "passed"
    slowest = sorted(seconds, key=seconds.__getitem__, reverse=True)[:3]
    print("slowest:", ", ".join(f"{name} {seconds[name]:.2f} s" for name in slowest))
    assert not wrong
    assert seconds[slowest[0]] < SECONDS


@pytest.mark.parametrize("name", ["unknown-owner", "yaml-tag"])
def test_the_installed_command(name: str, tmp_path: Path, drawings: str) -> None:
    """The command on the path prints the problem on the error stream and ends with 1."""
    folder = support.make_site(tmp_path, support.BAD / name, host={"cache": drawings})
    said = subprocess.run([HANDBOOK, "check"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert support.places(support.reported(said.stderr)) == support.places(support.expected(support.BAD / name))
    assert said.returncode == 1
    assert "Traceback" not in said.stderr


def test_the_good_site_has_no_problems(tmp_path: Path, drawings: str) -> None:
    """What the cases are laid over is itself in order: a strict check says so and ends with 0."""
    folder = support.make_site(tmp_path, host={"cache": drawings})
    said = CliRunner().invoke(main, ["check", "-f", str(folder / "mkdocs.yml")])
    assert (said.exit_code, said.stderr) == (0, "")
    assert "8 documents in 2 languages" in said.stdout
    assert not list(folder.glob("*site*")), "a check builds nothing"
