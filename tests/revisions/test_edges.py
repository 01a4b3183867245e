"""Repositories that are odd, cut off, damaged or hostile: the right answer or a clear word, and nothing is run."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from handbook.revisions.git import GitFailed, NoRepository, is_blob
from revisions import reading
from revisions.reading import read_at
from revisions.repository import OMAR, Change, Name, Repository, page, policy, script
from revisions.scenarios import pair, three

GIT = shutil.which("git") or ""
PATH = "content/ar/policies/CS-001.md"
DOC = ("CS-001", "ar")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts and owners are those of POSIX")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return three(tmp_path / "handbook")


# ---- Where a repository is ----------------------------------------------------------------------------------------


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(NoRepository, match="repository"):
        read_at(tmp_path / "content")


def test_nothing_committed(tmp_path: Path) -> None:
    empty = Repository(tmp_path / "new").write(checkout=False)
    empty.docs.mkdir()
    with pytest.raises(NoRepository, match="nothing has been committed"):
        read_at(empty.docs)


def test_no_git(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(NoRepository, match="git is not installed"):
        read_at(repository.docs)


def test_a_repository_without_a_working_tree(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    (tmp_path / "bare.git" / "content").mkdir()
    with pytest.raises(NoRepository):
        read_at(tmp_path / "bare.git" / "content")


def test_the_content_at_the_top(tmp_path: Path) -> None:
    flat = Repository(tmp_path / "flat", content=".")
    mark = flat.commit({"ar/a.md": policy("CS-001"), "en/a.md": page()})
    flat.write()
    assert [e.commit for e in read_at(flat.folder).events[DOC]] == [flat.sha(mark)]


def test_a_folder_with_an_odd_name(tmp_path: Path) -> None:
    for name in ("دليل الخدمة", "*?[x]", ":(top)", "a'b\"c", "-x", " "):
        odd = Repository(tmp_path / name, content=f"{name}/content")
        odd.commit({f"{name}/content/ar/a.md": policy("CS-001"), "x/content/ar/a.md": policy("CS-002")})
        odd.write()
        assert set(read_at(odd.docs).events) == {DOC}


def test_a_second_working_tree(repository: Repository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"), "HEAD~1")
    found = read_at(tmp_path / "other" / "content")
    assert len(found.events[DOC]) == 2
    assert found.events[DOC] == read_at(repository.docs).events[DOC][:2]


def test_a_submodule(repository: Repository, tmp_path: Path) -> None:
    outer = Repository(tmp_path / "outer")
    outer.commit({"README": "x", "content/ar/policies/CS-001.md": policy("CS-001")})
    outer.write()
    allowed = ("-c", "protocol.file.allow=always")
    outer.git(*allowed, "submodule", "--quiet", "add", repository.folder.as_uri(), "inner")
    assert read_at(outer.folder / "inner" / "content").events == read_at(repository.docs).events
    assert len(read_at(outer.docs).events[DOC]) == 1


def test_a_repository_in_a_repository(repository: Repository) -> None:
    """The nearest counts: a folder of the handbook that is a repository of its own has its own history."""
    inner = Repository(repository.docs / "nested")
    inner.commit({"content/ar/a.md": policy("CS-003")})
    inner.write()
    assert set(read_at(inner.docs).events) == {("CS-003", "ar")}


def test_no_branch_is_checked_out(repository: Repository) -> None:
    whole = read_at(repository.docs).events
    repository.git("checkout", "--quiet", "--detach", "HEAD")
    assert read_at(repository.docs).events == whole
    repository.git("checkout", "--quiet", "HEAD~1")
    assert read_at(repository.docs).events[DOC] == whole[DOC][:2]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_another_user(repository: Repository) -> None:
    """As on a build server, whose files another user fetched."""
    whole = read_at(repository.docs).events
    for place in [repository.folder, *repository.folder.rglob("*")]:
        os.chown(place, 54321, 54321, follow_symlinks=False)
    assert read_at(repository.docs).events == whole


def test_sha256_names(tmp_path: Path) -> None:
    """A repository may name its objects by SHA-256."""
    folder = tmp_path / "new"
    folder.mkdir()
    outer = Repository(tmp_path / "old")
    outer.git("init", "--quiet", "--object-format=sha256", str(folder))
    new = Repository(folder, branch=outer.git("-C", str(folder), "symbolic-ref", "--short", "HEAD"))
    mark = new.commit({PATH: policy("CS-001")})
    new.commit({PATH: policy("CS-001", "More.")})
    new.write()
    found = read_at(new.docs).events[DOC]
    assert len(found) == 2
    assert found[0].commit == new.sha(mark)
    assert len(found[0].commit) == 64


# ---- What is missing ----------------------------------------------------------------------------------------------


def test_a_shallow_clone_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "--quiet", "--depth=2", repository.folder.as_uri(), str(tmp_path / "shallow"))
    assert read_at(tmp_path / "shallow" / "content").shallow
    assert not read_at(repository.docs).shallow


def test_a_partial_clone_is_told_and_fetches_nothing(repository: Repository, tmp_path: Path) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    repository.git("clone", "--quiet", "--filter=blob:none", repository.folder.as_uri(), str(clone))
    objects = sorted(path for path in (clone / ".git" / "objects").rglob("*") if path.is_file())
    with pytest.raises(GitFailed):
        read_at(clone / "content")
    assert objects == sorted(path for path in (clone / ".git" / "objects").rglob("*") if path.is_file())


@pytest.mark.parametrize("what", ["HEAD~1", "HEAD~2^{tree}", "HEAD~1:" + PATH, "HEAD~2:content/ar"])
def test_an_object_is_missing(what: str, repository: Repository) -> None:
    name = repository.git("rev-parse", what)
    (repository.folder / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(GitFailed) as told:
        read_at(repository.docs)
    assert str(told.value)


def test_an_object_is_damaged(repository: Repository) -> None:
    name = repository.git("rev-parse", f"HEAD~1:{PATH}")
    file = repository.folder / ".git" / "objects" / name[:2] / name[2:]
    file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    file.write_bytes(b"no zlib at all")
    with pytest.raises(GitFailed):
        read_at(repository.docs)


FAULTS = {
    "a word on the error stream": 'case "$*" in *" log "*) echo "warning: odd" >&2;; esac; exec GIT "$@"',
    "an error at the end": 'case "$*" in *" log "*) GIT "$@"; exit 3;; esac; exec GIT "$@"',
    "an error at once": 'case "$*" in *" log "*) exit 128;; esac; exec GIT "$@"',
    "killed half-way": 'case "$*" in *" log "*) GIT "$@" | head -c 300; kill -9 $$;; esac; exec GIT "$@"',
    "no contents": 'case "$*" in *cat-file*) exit 0;; esac; exec GIT "$@"',
    "one of many": 'case "$*" in *cat-file*) read -r n; echo "$n" | GIT "$@"; exit 0;; esac; exec GIT "$@"',
    "half of one": 'case "$*" in *cat-file*) read -r n; echo "$n" | GIT "$@" | head -c 99; exit;; esac; exec GIT "$@"',
}


@pytest.mark.parametrize("fault", FAULTS)
def test_git_fails(fault: str, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However git ends, half an answer is never taken for a whole one."""
    script(tmp_path / "bin" / "git", FAULTS[fault].replace("GIT", GIT))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(GitFailed) as told:
        read_at(repository.docs)
    assert str(told.value)


@pytest.mark.parametrize("fault", ["no contents", "one of many", "half of one"])
def test_git_dies_while_it_gives_contents(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is more to ask than a pipe holds."""
    many = Repository(tmp_path / "many")
    many.commit({f"content/ar/{number}.md": page(f"{number}") for number in range(3000)})
    many.write()
    test_git_fails(fault, many, tmp_path, monkeypatch)


# ---- What has not been committed ----------------------------------------------------------------------------------


def committed(repository: Repository, doc: tuple[str, str] = DOC) -> bool:
    """Whether a document's file is what was committed last."""
    last = read_at(repository.docs).events[doc][-1]
    return is_blob(last.blob or "", (repository.folder / last.path).read_bytes())


def test_what_has_not_been_committed_is_no_revision(repository: Repository) -> None:
    docs = repository.docs
    before = read_at(docs).events
    (docs / "ar" / "صفحة جديدة.md").write_text(policy("CS-005"), "utf-8")
    (docs / "ar" / "staged.md").write_text(policy("CS-006"), "utf-8")
    (docs / "ar" / "policies" / "CS-001.md").write_text(policy("CS-001", "Not committed."), "utf-8")
    (docs / "en" / "policies" / "CS-002.md").unlink()
    repository.git("add", "content/ar/staged.md")
    repository.git("mv", "content/ar/policies/CS-002.md", 'content/ar/with "odd" name.md')
    assert read_at(docs).events == before
    assert not committed(repository)


@pytest.mark.parametrize("change", [b"", b" ", b"\n", b"\r\n", b"\r", b"\0"])
def test_a_page_that_differs_by_a_byte_is_not_what_was_committed(change: bytes, repository: Repository) -> None:
    file = repository.folder / PATH
    file.write_bytes(file.read_bytes() + change)
    assert committed(repository) == (not change)


def test_a_page_checked_out_with_other_line_ends_is_what_was_committed(repository: Repository) -> None:
    repository.git("config", "core.autocrlf", "true")
    (repository.folder / PATH).unlink()
    repository.git("checkout", "--", PATH)
    assert b"\r\n" in (repository.folder / PATH).read_bytes()
    assert committed(repository)


# ---- A line of commits that turned off ----------------------------------------------------------------------------


def test_a_pull_that_turned_the_line_of_first_parents(repository: Repository, tmp_path: Path) -> None:
    """Somebody merged the main branch into hers and pushed that: what was the main line is a side branch now."""
    kept = tmp_path / "history.jsonl"
    before = reading.read_it(repository, kept)
    assert not before.off_chain
    main = repository.tip()
    hers = repository.commit({"README": "Hers."}, branch="hers", parents=(1,), author=OMAR)
    whole: dict[Name, Change] = {}
    whole |= pair("policies/CS-001", "CS-001", "Most.") | pair("policies/CS-002", "CS-002", "More.")
    merge = repository.commit(whole, parents=(hers, main), branch="hers")
    repository.back_to(merge)
    repository.write()
    for _ in range(2):  # said until somebody mends it, not once
        found = reading.read_it(repository, kept)
        assert found.off_chain
        assert found.events == read_at(repository.docs).events
    repository.back_to(main)
    repository.write()
    mended = reading.read_it(repository, kept)
    assert not mended.off_chain
    assert mended.events == before.events


def test_an_ordinary_merge_turns_nothing(repository: Repository, tmp_path: Path) -> None:
    kept = tmp_path / "history.jsonl"
    reading.read_it(repository, kept)
    side = repository.commit({"README": "x"}, branch="side", parents=(1,))
    repository.commit({"README": "x"}, parents=(repository.tip(), side))
    repository.write()
    assert not reading.read_it(repository, kept).off_chain


# ---- How often git is started -------------------------------------------------------------------------------------


def started(count: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """How often git is started for a handbook of *count* pages: with nothing kept, something new, and nothing new."""
    log = folder / "log"
    script(folder / "bin" / "git", f'echo "$*" >> "{log}"; exec {GIT} "$@"')
    repository = Repository(folder / "handbook")
    names = [f"CS-{number:04}" for number in range(count)]
    for body in ("First.", "Second."):
        files: dict[Name, Change] = {}
        for name in names:
            files |= pair(f"policies/{name}", name, body)
        repository.commit(files)
    repository.write()
    times = []
    with monkeypatch.context() as patch:
        patch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
        for step in range(3):
            if step == 1:
                with monkeypatch.context() as plain:
                    plain.setenv("PATH", os.environ["PATH"].partition(os.pathsep)[2])
                    repository.commit(pair("policies/CS-0000", "CS-0000", "Third."))
                    repository.write()
            log.unlink(missing_ok=True)
            history = reading.read_it(repository, folder / "history.jsonl")
            times.append([history.repository.processes, len(log.read_text().splitlines())])
    return times


def test_git_is_started_as_often_for_ten_pages_as_for_a_thousand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = started(10, tmp_path / "few", monkeypatch)
    assert few == started(1000, tmp_path / "many", monkeypatch)
    assert all(counted == really for counted, really in few)
    assert [counted for counted, _ in few] == [4, 4, 2]
