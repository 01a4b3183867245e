"""What the tests share: a tiny good site, the bad cases laid over it, builds inside this process, fixture files."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from handbook.core.catalogue import Catalogue, assemble
from handbook.core.language import Language, load
from handbook.core.pages import PAGE
from handbook.core.sheet import Viewpoint
from handbook.core.source import Source
from handbook.drawing.cache import DrawingCache
from handbook.drawing.studio import Studio
from handbook.journeys.model import Journey
from handbook.journeys.read import JOURNEY
from handbook.policies.read import POLICY

TESTS = Path(__file__).parent
ROOT = TESTS.parent
GOOD = TESTS / "cases" / "good"
BAD = TESTS / "cases" / "bad"
TODAY = "2026-03-01"
"""The day on which the tests take place, unless a test says another."""

PLUGINS = ("handbook", "handbook/policies", "handbook/journeys", "handbook/languages", "handbook/diagrams")


# ---- Sites ---------------------------------------------------------------------------------------------------


@cache
def project() -> Mapping[str, Any]:
    """The project's own mkdocs.yml."""
    return yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))


def configure(
    folder: Path,
    *,
    host: Mapping[str, Any] | None = None,
    revisions: Mapping[str, Any] | None = None,
    **options: Any,
) -> Path:
    """Write folder/mkdocs.yml: the handbook's plugins, the theme, and the Markdown that the project itself uses.

    *host* are options of the `handbook` plugin; *revisions* are those of `handbook/revisions`, which is left out for
    None; *options* are MkDocs' own.
    """
    plugins: list[Any] = list(PLUGINS)
    if revisions is not None:
        plugins.append({"handbook/revisions": dict(revisions)})
    plugins[0] = {"handbook": {"languages": ["ar", "en"], "messages": "ar", **(host or {})}}
    plugins[2] = {"handbook/journeys": {"guide": "playbook/mapping-a-journey"}}
    config = {
        "site_name": "Tiny handbook",
        "site_url": "https://tiny.example/guide/",
        "docs_dir": "content",
        "theme": {"name": "handbook"},
        "nav": ["index.md", "policies", "journeys", "playbook", "register.md"],
        "plugins": plugins,
        "markdown_extensions": project()["markdown_extensions"],
    }
    place = folder / "mkdocs.yml"
    place.write_text(yaml.safe_dump({**config, **options}, allow_unicode=True, sort_keys=False), "utf-8")
    return place


def make_site(folder: Path, case: Path | None = None, **options: Any) -> Path:
    """A site in *folder*: the good content, with that of *case* laid over it; see `configure` for *options*."""
    shutil.copytree(GOOD / "content", folder / "content")
    if case:
        if (case / "content").is_dir():
            shutil.copytree(case / "content", folder / "content", dirs_exist_ok=True)
        if (case / "case.yml").is_file():
            for step in yaml.safe_load((case / "case.yml").read_text("utf-8")):
                if "history" in step:
                    options = {"revisions": {}, **options}
                _take(step, folder / "content")
    configure(folder, **options)
    return folder


def _take(step: Mapping[str, Any], content: Path) -> None:
    """One line of a case.yml: what git cannot hold, or holds badly.

    - `write: PATH` with `text` (a text, or a list of texts and of {text, repeat}) and an `encoding`;
    - `symlink: PATH` with `to`;
    - `delete: PATH`;
    - `history: commit` of all that stands in the folder; `history: none` asks for a past and makes none;
      `history: cut off` before the last commit; `history: lose` with the `path` whose contents are lost.
    """
    match step:
        case {"write": path, "text": text, **rest}:
            parts = text if isinstance(text, list) else [text]
            whole = "".join(p["text"] * p["repeat"] if isinstance(p, dict) else p for p in parts)
            (content / path).write_bytes(whole.encode(rest.get("encoding", "utf-8")))
        case {"symlink": path, "to": target}:
            (content / path).symlink_to(target)
        case {"delete": path}:
            (content / path).unlink()
        case {"history": "commit"}:
            commit(content.parent)
        case {"history": "none"}:
            pass
        case {"history": "cut off"}:
            (content.parent / ".git" / "shallow").write_text(git(content.parent, "rev-parse", "HEAD"))
        case {"history": "lose", "path": path}:
            blob = git(content.parent, "rev-parse", f"HEAD:content/{path}").strip()
            (content.parent / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
        case _:
            raise ValueError(f"case.yml cannot say {step}")


AUTHOR = {
    "GIT_AUTHOR_NAME": "Test Author",
    "GIT_AUTHOR_EMAIL": "author@tests.example",
    "GIT_COMMITTER_NAME": "Test Publisher",
    "GIT_COMMITTER_EMAIL": "publisher@tests.example",
}
COMMITTED = "2026-02-01T08:00:00+0000"
"""When a test's commit is made, unless it says another moment."""


def git(folder: Path, *arguments: str, **environment: str) -> str:
    """What git says in *folder*, whatever the machine's own settings are; raises `CalledProcessError`."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **AUTHOR, **environment}
    command = ["git", "-c", "core.autocrlf=false", "-c", "safe.directory=*", *arguments]
    done = subprocess.run(command, cwd=folder, env=inherited | own, capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def commit(folder: Path, message: str = "Change", on: str = COMMITTED, **environment: str) -> str:
    """Commit all that stands in *folder*, which becomes a repository; the commit's id."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all", "content")
    moments = {"GIT_AUTHOR_DATE": on, "GIT_COMMITTER_DATE": on}
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message, **moments, **environment)
    return git(folder, "rev-parse", "HEAD").strip()


def own_copy(folder: Path) -> Path:
    """The project's content with its history, in *folder*, committed as it stands: a strict build takes no less.

    Where the project itself has no whole history, it begins with this one commit.
    """
    if (ROOT / ".git").exists():
        git(ROOT, "clone", "--quiet", "--no-checkout", str(ROOT), str(folder))
        if git(folder, "rev-parse", "--is-shallow-repository").strip() == "true":
            shutil.rmtree(folder / ".git")
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    if (folder / ".git").exists():
        git(folder, "reset", "--quiet")
        if not git(folder, "status", "--porcelain", "--", "content"):
            return folder
    commit(folder)
    return folder


@dataclass(frozen=True)
class Built:
    """What a build said and left."""

    folder: Path
    stopped: bool
    printed: str

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def read(self, path: str) -> str:
        """A file of the site."""
        return (self.site / path).read_text("utf-8")

    @property
    def problems(self) -> list[str]:
        """The problems that were reported, as `path:line code`."""
        return places(reported(self.printed))


def configured(folder: Path, **options: Any) -> MkDocsConfig:
    """The configuration of the site in *folder*, as `mkdocs build` loads it."""
    return load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"), **options)


def build(folder: Path, *, strict: bool = True) -> Built:
    """Build as `mkdocs build` does; whatever is raised beside MkDocs' own Abort is a defect and goes through."""
    printed, stopped = io.StringIO(), False
    with contextlib.redirect_stderr(printed):
        config = configured(folder, strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        except Abort:
            stopped = True
        finally:
            config.plugins.on_shutdown()
    return Built(folder, stopped, printed.getvalue())


_REPORTED = re.compile(r"^  content/(?P<path>.+):(?P<line>\d+):\d+ (?:error|warning) (?P<code>[\w-]+)$")


Said = tuple[str, list[str]]
"""A problem as `path:line code`, and its words: English, then Arabic."""


def reported(printed: str) -> list[Said]:
    """Every problem of a printed report."""
    found: list[Said] = []
    for line in printed.splitlines():
        if named := _REPORTED.match(line):
            found.append((f"{named['path']}:{named['line']} {named['code']}", []))
        elif line.startswith("    "):
            found[-1][1].append(line.strip())
    return found


def places(problems: list[Said]) -> list[str]:
    """*problems* without their words, in order."""
    return sorted(place for place, _ in problems)


# ---- Documents without a site -----------------------------------------------------------------------------------

LANGUAGES: Mapping[str, Language] = {code: load(code) for code in ("ar", "en")}


def catalogue(files: Mapping[str, str], today: str | dt.date = TODAY) -> Catalogue:
    """The catalogue of *files*, by path, beside the good site's library."""
    library = {f"library/{p.name}": p.read_text("utf-8") for p in (GOOD / "content" / "library").glob("*.yml")}
    sources = [Source(uri, text) for uri, text in {**library, **files}.items()]
    day = dt.date.fromisoformat(str(today))
    found, problems = assemble(sources, (POLICY, JOURNEY, PAGE), tuple(LANGUAGES), day)
    assert not problems, [f"{p.where} {p.message()}" for p in problems]
    return found


def policy(**fields: Any) -> str:
    """The file of a guideline that says only what it must, and *fields*."""
    least = {"title": "T", "type": "guideline", "version": "1.0", "status": "effective", "owner": "agent"}
    return f"---\n{yaml.safe_dump({**least, **fields}, allow_unicode=True)}---\n"


JOURNEY_HEAD = """\
id: j
title: {ar: رحلة, en: Journey}
type: problem
scope: {business_goal: b, customer_goal: c, actor: customer, scenario: s, start: s, end: e}
lifecycle: {owner: agent}
"""


def journey(stages: str, **files: str) -> tuple[Journey, Catalogue]:
    """A journey with *stages* (YAML that begins with `stages:`), in the catalogue that it stands in."""
    found = catalogue({"journeys/j.yml": JOURNEY_HEAD + stages, **files})
    (entry,) = found.of(Journey)
    return entry.document, found


def viewpoint(language: str, of: Catalogue) -> Viewpoint:
    """A reader at the site's root."""
    return Viewpoint(LANGUAGES[language], of, lambda uri: f"/{uri}")


def studio(folder: Path | None = None, icon: str = "M0 0h9") -> Studio:
    """Where drawings are made with the theme's fonts; every icon is the same path."""
    fonts = ROOT / "theme" / "handbook_theme" / "assets" / "vendor" / "fonts"
    return Studio(fonts, lambda name: f'<path d="{icon}"/>', DrawingCache(folder))


# ---- Cases as files ------------------------------------------------------------------------------------------


def bad_cases() -> list[Path]:
    """Every folder under cases/bad."""
    return sorted(path for path in BAD.iterdir() if path.is_dir())


def expected(case: Path) -> list[Said]:
    """What expected.txt says: a problem a line, and indented below it, where given, its words in both languages."""
    found: list[Said] = []
    for line in (case / "expected.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            found[-1][1].append(line.strip())
        elif line:
            found.append((line, []))
    return found


def fixtures(folder: Path, ending: str = ".txt") -> list[Path]:
    """The fixture files of *folder*; none would mean a test that tests nothing."""
    found = sorted(folder.glob(f"*{ending}"))
    assert found, f"no *{ending} in {folder}"
    return found


def parts(path: Path) -> dict[str, str]:
    """A fixture file's parts by name: each begins after a line `===== name`."""
    pieces = re.split(r"^===== (\w+)\n", path.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def name_of(path: object) -> str:
    """What pytest calls a case that is a file or a folder."""
    return path.stem if isinstance(path, Path) else str(path)


def files_of(site: Path) -> Iterator[str]:
    """The paths of all files below *site*, in order."""
    yield from sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
