"""The past of the site with a past against the files kept in expected_past/, by the rules of test_golden.py.

Only what the past adds: histories, old versions, redlines, data, feeds, the calendar, the pages across all documents.
Beside those rules: data is written one value a line, and a commit's id is told by its number, because every commit
changes its name where anything before it changes (test_site.py looks at the real ones).
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import support
from golden.test_golden import UPDATE, kept
from revisions.aged import commits

EXPECTED = Path(__file__).parent / "expected_past"
PAST = re.compile(r"^(?:ar|en)/(?:.+/)?(?:history|v|changes)/.*\.(?:html|json|xml|ics)$")


def shown(path: str, raw: bytes, names: dict[str, str]) -> str:
    """The text of a file as expected_past/ has it; *names* are what commits are called."""
    text = kept(path, raw)
    if path.endswith(".json"):
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    return re.sub("|".join(names), lambda found: names[found[0]], text)


@pytest.fixture(scope="module")
def made(aged: support.Built) -> dict[str, str]:
    """Every file of the past, as it is kept."""
    names = {commit.id: f"commit-{number:02}" for number, commit in enumerate(commits(aged), 1)}
    paths = [path for path in support.files_of(aged.site) if PAST.match(path)]
    found = {path: shown(path, (aged.site / path).read_bytes(), names) for path in paths}
    if UPDATE:
        write(found)
    return found


def write(found: dict[str, str]) -> None:
    for path in [p for p in EXPECTED.rglob("*") if p.is_file()]:
        path.unlink()
    for name, text in found.items():
        (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
        (EXPECTED / name).write_text(text, "utf-8", newline="\n")


def test_no_file_of_the_past_is_missing_and_none_is_new(made: dict[str, str]) -> None:
    """The past has exactly the expected files."""
    assert sorted(made) == list(support.files_of(EXPECTED))


@pytest.mark.parametrize("path", [] if UPDATE else list(support.files_of(EXPECTED)))
def test_a_file_of_the_past_is_as_expected(path: str, made: dict[str, str]) -> None:
    """Line by line; UPDATE_GOLDEN=1 takes the new one where the difference is meant."""
    assert made.get(path, "").splitlines() == (EXPECTED / path).read_text("utf-8").splitlines()
