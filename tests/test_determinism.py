"""The same content and the same day give the same bytes, whatever the machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import support

LATER = "2026-04-15"
"""CS-002, which is pending on `support.TODAY`, has come into force; nothing else has changed."""

DIAGRAMS = support.fixtures(support.TESTS / "diagrams" / "mermaid", ".mmd")

CLOCK = """\
import datetime, time
OFFSET = 400 * 86400
read = time.time
time.time = lambda: read() + OFFSET


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)


datetime.datetime = Later
"""
"""A sitecustomize.py: Python's clock is more than a year ahead."""


def start(folder: Path, today: str, clock: str = "", **environment: str) -> subprocess.Popen[str]:
    """Begin to build the good site, with diagrams of all kinds, as the project's own mkdocs.yml configures it."""
    shutil.copytree(support.GOOD / "content", folder / "content")
    for page in folder.glob("content/*/playbook/first-contact.md"):
        fences = (f"\n```mermaid\n{path.read_text('utf-8')}```\n" for path in DIAGRAMS)
        page.write_text(page.read_text("utf-8") + "".join(fences), "utf-8")
    config = {"INHERIT": str(support.ROOT / "mkdocs.yml"), "docs_dir": "content", "site_dir": "site"}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    for number, path in enumerate(sorted((folder / "content").rglob("*"), reverse=bool(clock))):
        os.utime(path, (1_000_000_000 + number, 1_000_000_000 + number))
    support.commit(folder)
    (folder / "clock").mkdir()
    (folder / "clock" / "sitecustomize.py").write_text(clock, "utf-8")
    dropped = {"SOURCE_DATE_EPOCH", "LANGUAGE", "LC_ALL", "LANG", "TZ"}
    inherited = {name: value for name, value in os.environ.items() if name not in dropped}
    python_path = os.pathsep.join(filter(None, [str(folder / "clock"), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=folder,
        env={**inherited, "HANDBOOK_TODAY": today, "PYTHONPATH": python_path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Three builds at the same time: here, elsewhere, and later."""
    root = tmp_path_factory.mktemp("builds")
    folders = {"here": root / "a", "elsewhere": root / "another folder" / "مجلد", "later": root / "c"}
    running = {
        "here": start(folders["here"], support.TODAY, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1"),
        "elsewhere": start(
            folders["elsewhere"], support.TODAY, CLOCK, TZ="America/Adak", LANG="ar_SA.UTF-8", PYTHONHASHSEED="4321"
        ),
        "later": start(folders["later"], LATER, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1"),
    }
    for name, process in running.items():
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, f"{name}: {said}"
    return {
        name: {path: (folder / "site" / path).read_bytes() for path in support.files_of(folder / "site")}
        for name, folder in folders.items()
    }


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def test_machines_agree(sites: dict[str, dict[str, bytes]]) -> None:
    """Folder, time zone, locale, hash seed, file times and clock change not a byte of any file."""
    assert len(sites["here"]) > 50
    assert differing(sites["here"], sites["elsewhere"]) == []


def test_another_day_changes_what_has_changed(sites: dict[str, dict[str, bytes]]) -> None:
    """The document that came into force, and the lists that show its state; no other page."""
    state = [f"{code}/{path}" for code in ("ar", "en") for path in (
        "changes/calendar.ics",
        "changes/in-force/index.html",
        "changes/upcoming/index.html",
        "index.html",
        "policies/answering/history/index.html",
        "policies/answering/index.html",
        "policies/answering/v/1.0/index.html",
        "policies/index.html",
        "register.csv",
        "register.json",
        "register/index.html",
    )]  # fmt: skip
    changed = differing(sites["here"], sites["later"])
    assert [path for path in changed if not path.startswith("search/")] == sorted(state)
    assert "en/policies/late-orders/index.html" in sites["here"]


def test_the_clock_is_read_in_one_place() -> None:
    """Only the host asks what day it is: nobody else could be told another one."""
    package = support.ROOT / "plugins" / "handbook"
    asking = re.compile(r"\b(?:date|datetime)\.(?:today|now|utcnow)\(|\btime\.(?:time|localtime|gmtime|strftime)\(")
    found = [p.relative_to(package).as_posix() for p in package.rglob("*.py") if asking.search(p.read_text("utf-8"))]
    assert found == ["host.py"]
