"""The same commit gives the same bytes, whoever builds it, with whatever settings, in whichever sort of copy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import support
from revisions.test_leaks import live

DROPPED = ("SOURCE_DATE_EPOCH", "LANGUAGE", "LC_ALL", "LANG", "TZ", "HOME", "HANDBOOK_TODAY")
SETTINGS = {"history_from": "2025-03-01", "timezone": "Asia/Riyadh"}

HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
ELSEWHERE = {
    "TZ": "America/Adak",
    "LANG": "ar_SA.UTF-8",
    "PYTHONHASHSEED": "4321",
    "GIT_DIR": "/nowhere",
    "GIT_WORK_TREE": "/nowhere",
    "GIT_AUTHOR_NAME": "Somebody",
    "GIT_AUTHOR_DATE": "2001-01-01T00:00:00",
    "GIT_COMMITTER_DATE": "2001-01-01T00:00:00",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "log.showRoot",
    "GIT_CONFIG_VALUE_0": "false",
    "GIT_TRACE": "2",
}
GLOBAL = """\
[log]
    date = relative
    showRoot = false
    showSignature = true
[core]
    quotePath = true
    abbrev = 4
[diff]
    renames = copies
    noprefix = true
[i18n]
    logOutputEncoding = UTF-16
[color]
    ui = always
"""


def start(folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    """Begin to build the site in *folder* in a process of its own."""
    support.configure(folder, host={"today": support.TODAY, "cache": ".cache"}, revisions=SETTINGS)
    inherited = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=folder,
        env={**inherited, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def end(process: subprocess.Popen[str], folder: Path) -> dict[str, bytes]:
    """Every file of the site, once it is built."""
    said, _ = process.communicate(timeout=240)
    assert process.returncode == 0, said
    return {path: (folder / "site" / path).read_bytes() for path in support.files_of(folder / "site")}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The repository where it was made, a clone of it, and a second working tree without a branch."""
    root = tmp_path_factory.mktemp("bytes")
    places = {"here": root / "a", "elsewhere": root / "another folder" / "مجلد", "beside": root / "c"}
    repository = live(places["here"]).repository.write()
    places["elsewhere"].parent.mkdir()
    repository.git("clone", "--quiet", "--no-local", str(places["here"]), str(places["elsewhere"]))
    repository.git("worktree", "add", "--quiet", "--detach", str(places["beside"]))
    (root / "home").mkdir()
    (root / "home" / ".gitconfig").write_text(GLOBAL)
    return places


@pytest.fixture(scope="module")
def sites(folders: dict[str, Path]) -> dict[str, dict[str, bytes]]:
    home = {"HOME": str(folders["here"].parent / "home")}
    running = {
        "here": start(folders["here"], HERE),
        "elsewhere": start(folders["elsewhere"], ELSEWHERE | home),
        "beside": start(folders["beside"], HERE),
    }
    return {name: end(process, folders[name]) for name, process in running.items()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.mark.parametrize("place", ["elsewhere", "beside"])
def test_every_copy_gives_the_same_bytes(place: str, sites: dict[str, dict[str, bytes]]) -> None:
    assert sum(1 for path in sites["here"] if path.endswith("history/texts.json")) >= 8
    assert differing(sites["here"], sites[place]) == []


def test_what_is_kept_changes_no_byte(folders: dict[str, Path], sites: dict[str, dict[str, bytes]]) -> None:
    """The second build finds what the first one kept."""
    assert (folders["here"] / ".cache").is_dir()
    again = end(start(folders["here"], ELSEWHERE), folders["here"])
    assert differing(sites["here"], again) == []


def test_what_was_kept_earlier_changes_no_byte(folders: dict[str, Path], sites: dict[str, dict[str, bytes]]) -> None:
    """A build of an earlier commit kept its part; the rest is added."""
    copy = folders["here"].parent / "later"
    support.git(folders["here"], "clone", "--quiet", "--no-local", str(folders["here"]), str(copy))
    support.git(copy, "checkout", "--quiet", "HEAD~4")
    end(start(copy, HERE), copy)
    support.git(copy, "checkout", "--quiet", "-")
    assert differing(sites["here"], end(start(copy, HERE), copy)) == []


def test_nothing_is_compared_twice(folders: dict[str, Path], sites: dict[str, dict[str, bytes]]) -> None:
    """What a build kept, the next one of the same commit finds: it keeps nothing more."""
    before = sorted(support.files_of(folders["beside"] / ".cache"))
    end(start(folders["beside"], ELSEWHERE), folders["beside"])
    assert sorted(support.files_of(folders["beside"] / ".cache")) == before
