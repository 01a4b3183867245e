"""Measures what it costs to read the past of every document from git, beside asking git for one file after another."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from generate import LANGUAGES, ROOT, TODAY, Lang, Plan, Writer, write, yaml_text
from mkdocs_git_revision_date_localized_plugin.util import Util

from handbook.revisions.history import read

sys.path.insert(0, str(ROOT / "tests"))  # the maker of repositories is a helper of the tests

from revisions.repository import HODA, OMAR, SARA, Change, Mark, Name, Repository

WORK = ROOT / "build/bench"
PARAGRAPHS, WORDS = 12, 45
MOVED_AT_ONCE = 200
AT_ONCE = 500
"""How many commits are written in one go."""


@dataclass
class Document:
    """A document of the made-up handbook as it is now."""

    number: int
    folder: str
    version: int = 10
    texts: dict[Lang, list[str]] = field(default_factory=dict)

    def path(self, lang: Lang) -> str:
        """Where its file lies."""
        return f"content/{lang}/{self.folder}/policy-{self.number:04}.md"

    def file(self, lang: Lang) -> str:
        """What its file says."""
        version = f"{self.version // 10}.{self.version % 10}"
        front: dict[str, object] = {"title": f"Policy {self.number}", "summary": "Made up."}
        if lang == LANGUAGES[0]:
            front |= {"id": f"CS-{self.number:04}", "type": "policy", "status": "effective", "version": version}
            front |= {"owner": "council", "approved_by": "council", "effective_date": "2025-01-01"}
            front |= {"change_note": {"ar": "تعديل في النص", "en": "The text was changed."}}
        else:
            front |= {"translates": version}
        return f"---\n{yaml_text(front)}---\n\n" + "\n\n".join(self.texts[lang]) + "\n"


class Past:
    """A handbook whose history is made up: most commits change one document, some move one, some are merges."""

    def __init__(self, folder: Path, documents: int, commits: int) -> None:
        self.random = Random(1)
        self.repository = Repository(folder)
        self.writers = {lang: Writer(lang, self.random) for lang in LANGUAGES}
        self.documents = [self._document(number) for number in range(documents)]
        self.left = commits
        self.revisions = 0

    def write(self) -> None:
        """Make all commits; `revisions` then says how many there are, of all documents and languages."""
        files: dict[Name, Change] = {d.path(lang): d.file(lang) for d in self.documents for lang in LANGUAGES}
        self._commit(files)
        self.revisions += len(files)
        middle = self.left // 2
        while self.left > 3:
            if self.left <= middle:
                middle = 0
                self._move(self.random.sample(self.documents, min(MOVED_AT_ONCE, len(self.documents))))
            self._step()
        while self.left:
            self._commit({"README": f"{self.left}"})
        self.repository.write()
        self.repository.git("repack", "-a", "-d", "-q")

    def _step(self) -> None:
        document = self.random.choice(self.documents)
        match self.random.choices(("edit", "version", "move", "merge", "other"), (70, 5, 5, 15, 5))[0]:
            case "edit":
                self._commit(self._edited(document))
            case "version":
                document.version += 1
                self._commit(self._edited(document, LANGUAGES))
            case "move":
                self._move([document])
            case "merge":
                self._merge(document)
            case _:
                self._commit({"README": f"{self.left}"})

    def _merge(self, document: Document) -> None:
        """A branch of one commit or two, and its merge: one revision."""
        tip = side = self.repository.tip()
        known = self.revisions
        whole: dict[Name, Change] = {}
        for _ in range(self.random.randint(1, 2)):
            whole |= self._edited(document, LANGUAGES)
            side = self._commit(whole, branch="side", parents=(side,))
        self._commit(whole, parents=(tip, side), message="Merge a branch")
        self.revisions = known + len(whole)

    def _move(self, documents: Sequence[Document]) -> None:
        changes: dict[Name, Change] = {}
        for document in documents:
            changes |= {document.path(lang): None for lang in LANGUAGES}
            document.folder = f"area-{self.random.randrange(10**6):06}"
            changes |= {document.path(lang): document.file(lang) for lang in LANGUAGES}
        self._commit(changes)
        self.revisions += len(documents) * len(LANGUAGES)

    def _edited(self, document: Document, languages: Sequence[Lang] = ()) -> dict[Name, Change]:
        """A paragraph of *document* in another wording, in both languages or in one."""
        chosen = languages or LANGUAGES[: self.random.randint(1, 2)]
        for lang in chosen:
            place = self.random.randrange(PARAGRAPHS)
            document.texts[lang][place] = self.writers[lang].paragraph(WORDS)
        self.revisions += len(chosen)
        return {document.path(lang): document.file(lang) for lang in chosen}

    def _commit(self, changes: dict[Name, Change], branch: str | None = None, **more: object) -> Mark:
        self.left -= 1
        who = self.random.choice((SARA, OMAR, HODA))
        mark = self.repository.commit(changes, author=who, branch=branch, **more)  # type: ignore[arg-type]
        if self.left % AT_ONCE == 0:
            self.repository.write(checkout=False)
        return mark

    def _document(self, number: int) -> Document:
        texts = {lang: [self.writers[lang].paragraph(WORDS) for _ in range(PARAGRAPHS)] for lang in LANGUAGES}
        return Document(number, f"area-{number % 20:02}", texts=texts)


# --------------------------------------------------------------------------------------------- a whole site


def _site(policies: int, rounds: int) -> None:
    """Build a made-up handbook whose policies changed *rounds* times, and print what their past takes."""
    folder = WORK / "history-site"
    write(Plan(policies, "ours"), folder)
    shutil.rmtree(folder / ".git")  # it gets a longer past
    random = Random(1)
    writers = {lang: Writer(lang, random) for lang in LANGUAGES}
    repository = Repository(folder)
    files = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in _texts_of(folder)}
    repository.commit({path.relative_to(folder).as_posix(): path.read_bytes() for path in _files_of(folder)})
    drafts = {Path(path).name for path, text in files.items() if "status: draft" in text}
    chosen = [path for path in files if "/policies/" in path and Path(path).name not in drafts]
    for number in range(1, rounds + 1):
        for path in chosen:
            lang: Lang = "ar" if "/ar/" in path else "en"
            files[path] = _reworded(files[path], writers[lang], f"1.{2 + number // 5}")
        repository.commit({path: files[path] for path in chosen})
    repository.write()
    built = {name: _build(folder, name) for name in ("without the past", "with it, nothing kept", "with it, again")}
    for name, (cpu, size) in built.items():
        print(f"{'a site ' + name:44}{cpu:9.2f} s of CPU {size / 1e6:6.1f} MB")
    stores = sorted((folder / "site").rglob("history/texts.json"))
    revisions = sum(len(json.loads(path.read_bytes())["revisions"]) for path in stores)
    for name, size in (("raw", _size(stores, len)), ("gzip", _size(stores, lambda raw: len(gzip.compress(raw, 6))))):
        print(f"{f'old texts, {name}':44}{size / revisions:9.0f} bytes for each of {revisions} revisions")


def _files_of(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "content").rglob("*") if path.is_file())


def _texts_of(folder: Path) -> list[Path]:
    return [path for path in _files_of(folder) if path.suffix == ".md"]


def _size(paths: Sequence[Path], measure: Callable[[bytes], int]) -> int:
    return sum(measure(path.read_bytes()) for path in paths)


def _reworded(text: str, writer: Writer, version: str) -> str:
    """*text* under this version, with one of its paragraphs in other words."""
    front, _, body = text.removeprefix("---\n").partition("\n---\n")
    front = re.sub(r"^(version|translates): .*$", rf"\1: '{version}'", front, flags=re.MULTILINE)
    parts = body.split("\n\n")
    place = writer.random.choice([n for n, part in enumerate(parts) if part[:1].isalpha()])
    parts[place] = writer.paragraph(len(parts[place].split()))
    return "\n".join(["---", front, "---", "\n\n".join(parts)])


def _build(folder: Path, name: str) -> tuple[float, int]:
    """CPU seconds of a build in a process of its own, and how many bytes came out."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    if name == "without the past":
        settings = re.sub(r"^  - handbook/revisions:\n(?:    .*\n)*", "", settings, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    shutil.rmtree(folder / "site", ignore_errors=True)
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "HANDBOOK_TODAY": TODAY}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    cpu = _spent(lambda: subprocess.run(command, cwd=folder, env=env, check=True))
    return cpu, _size([path for path in (folder / "site").rglob("*") if path.is_file()], len)


# ------------------------------------------------------------------------------------------------- measuring


def _spent(work: Callable[[], object]) -> float:
    """CPU seconds that *work* takes, with those of all processes it starts."""

    def now() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return process_time() + children.ru_utime + children.ru_stime

    began = now()
    work()
    return now() - began


def _read(folder: Path, kept: Path | None) -> None:
    """In a process of its own: read once, and print what that took."""
    found = []
    began = perf_counter()
    cpu = _spent(lambda: found.append(read(folder / "content", LANGUAGES, kept)))
    revisions = sum(map(len, found[0].events.values()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    said = {"cpu": cpu, "wall": perf_counter() - began, "revisions": revisions, "documents": len(found[0].events)}
    print(json.dumps(said | {"processes": found[0].repository.processes, "peak": peak}))


def _plugin(folder: Path, paths: Sequence[Path]) -> None:
    """In a process of its own: the last date of each file, as the plugin for dates that most sites use asks for it."""
    util = Util(config={"enable_git_follow": True, "strict": False}, mkdocs_dir=str(folder))
    util.get_git_commit_timestamp(str(paths[0]))
    print(json.dumps({"cpu": _spent(lambda: [util.get_git_commit_timestamp(str(path)) for path in paths])}))


def _apart(*arguments: object) -> dict[str, float]:
    command = [sys.executable, __file__, *map(str, arguments)]
    env = {name: value for name, value in os.environ.items() if name != "CI"}
    out = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
    return dict(json.loads(out.splitlines()[-1]))


def _ask_git(folder: Path, paths: Sequence[Path], *options: str) -> None:
    for path in paths:
        command = ["git", "log", "--format=%H %ct", *options, "--", str(path)]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Make the repository, read it in all ways, and print what each took."""
    said = _arguments()
    if said.read:
        return _read(said.read[0], said.read[1] if len(said.read) > 1 else None)
    if said.plugin:
        return _plugin(said.plugin[0], said.plugin[1:])
    folder = WORK / f"history-{said.documents}-{said.commits}"
    shutil.rmtree(folder, ignore_errors=True)
    past = Past(folder, said.documents, said.commits)
    past.write()
    _report(folder, past, said.sample)
    _site(said.policies, said.rounds)
    if not said.keep:
        shutil.rmtree(folder)
        shutil.rmtree(WORK / "history-site")
    return None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000, help="documents, each in two languages (2000)")
    parser.add_argument("--commits", type=int, default=10_000, help="commits of all branches (10000)")
    parser.add_argument("--sample", type=int, default=40, help="files for which git is asked one by one (40)")
    parser.add_argument("--policies", type=int, default=40, help="policies of the site that is built (40)")
    parser.add_argument("--rounds", type=int, default=20, help="how often each of them has changed (20)")
    parser.add_argument("--keep", action="store_true", help=f"keep the repository in {WORK.relative_to(ROOT)}")
    parser.add_argument("--read", type=Path, nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--plugin", type=Path, nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


def _report(folder: Path, past: Past, sample: int) -> None:
    files = sorted((folder / "content").rglob("*.md"))
    size = sum(path.stat().st_size for path in files) // len(files)
    commits = int(past.repository.git("rev-list", "--count", "HEAD"))
    print(f"{len(files)} files of {size} bytes each (mean), {commits} commits; load {os.getloadavg()[0]:.1f}")
    kept = folder / ".git/kept.jsonl"
    ours = {"nothing kept": _apart("--read", folder, kept), "nothing new": _apart("--read", folder, kept)}
    past.left = 1
    past.repository.commit(past._edited(past.documents[0], LANGUAGES))
    past.repository.write()
    ours["one commit new"] = _apart("--read", folder, kept)
    ours["no cache at all"] = _apart("--read", folder)
    if any(found["revisions"] not in (past.revisions, past.revisions - len(LANGUAGES)) for found in ours.values()):
        sys.exit(f"Not all revisions were found: {ours}, but there are {past.revisions}")
    for name, found in ours.items():
        more = f"{found['wall']:6.2f} s wall, {found['peak']:.0f} MB, {found['processes']:.0f} processes"
        print(f"{'ours, ' + name:44}{found['cpu']:9.2f} s of CPU {more}")
    chosen = Random(2).sample(files, min(sample, len(files)))
    many = len(files) / len(chosen)
    others = {
        "git log for each file": _spent(lambda: _ask_git(folder, chosen)) * many,
        "git log --follow for each file": _spent(lambda: _ask_git(folder, chosen, "--follow")) * many,
        "git-revision-date-localized, the last date": _apart("--plugin", folder, *chosen)["cpu"] * many,
    }
    base = ours["no cache at all"]["cpu"]
    for name, cpu in others.items():
        print(f"{name:44}{cpu:9.1f} s of CPU, {cpu / base:6.0f} times ours (of {len(chosen)} files)")
    kb = kept.stat().st_size / 1000
    print(f"kept for later: {kb:.0f} KB; {past.revisions} revisions, all of them found")


if __name__ == "__main__":
    main()
