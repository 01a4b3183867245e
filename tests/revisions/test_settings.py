"""Settings of a repository, a person or a machine run nothing and change no answer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from revisions import reading
from revisions.reading import read_at
from revisions.repository import Change, Name, Repository, script
from revisions.scenarios import three

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts are those of POSIX")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return three(tmp_path / "handbook")


RUN = (
    "core.fsmonitor",
    "diff.external",
    "diff.x.command",
    "diff.x.textconv",
    "filter.x.clean",
    "filter.x.smudge",
    "filter.x.process",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.askPass",
    "core.alternateRefsCommand",
    "core.gitProxy",
    "credential.helper",
    "gpg.program",
    "gpg.ssh.program",
    "uploadpack.packObjectsHook",
    "merge.x.driver",
    "pager.log",
    "pager.status",
)
SAY = {
    "alias.log": "!touch ran",
    "color.ui": "always",
    "column.ui": "always",
    "core.abbrev": "4",
    "core.attributesFile": "/dev/null",
    "core.bigFileThreshold": "1",
    "core.hooksPath": "hooks",
    "core.ignoreCase": "true",
    "core.logAllRefUpdates": "always",
    "core.precomposeUnicode": "true",
    "core.quotePath": "true",
    "core.warnAmbiguousRefs": "true",
    "core.whitespace": "cr-at-eol",
    "diff.algorithm": "patience",
    "diff.ignoreSubmodules": "all",
    "diff.mnemonicPrefix": "true",
    "diff.noprefix": "true",
    "diff.orderFile": "no-such-file",
    "diff.relative": "true",
    "diff.renames": "copies",
    "diff.submodule": "log",
    "format.pretty": "oneline",
    "i18n.commitEncoding": "UTF-16",
    "i18n.logOutputEncoding": "UTF-16",
    "log.abbrevCommit": "true",
    "log.date": "relative",
    "log.decorate": "full",
    "log.diffMerges": "off",
    "log.excludeDecoration": "*",
    "log.follow": "true",
    "log.mailmap": "false",
    "log.showRoot": "false",
    "log.showSignature": "true",
    "mailmap.file": "own-mailmap",
    "status.branch": "true",
    "status.relativePaths": "false",
    "status.renames": "copies",
    "status.short": "true",
    "status.showStash": "true",
    "status.showUntrackedFiles": "no",
    "status.submoduleSummary": "true",
}


@pytest.fixture
def hostile(repository: Repository) -> Repository:
    """The same with every setting in it that could be turned against a build."""
    attributes: dict[Name, Change] = {".gitattributes": "*.md diff=x filter=x merge=x\n"}
    repository.commit(attributes)
    repository.write()
    ran = script(repository.folder / "run-me", f'touch "{repository.folder}/ran"; cat')
    for name in RUN:
        repository.git("config", name, str(ran))
    for name, value in SAY.items():
        repository.git("config", name, value)
    for name in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout", "pre-commit"):
        script(repository.folder / "hooks" / name, f'touch "{repository.folder}/ran"')
    (repository.folder / "own-mailmap").write_text("Somebody Else <sara@people.example>\n")
    (repository.folder / "ran").unlink(missing_ok=True)
    return repository


def test_settings_of_the_repository_run_nothing(hostile: Repository) -> None:
    read_at(hostile.docs)
    assert not (hostile.folder / "ran").exists()


def test_settings_of_the_repository_change_no_answer(hostile: Repository, tmp_path: Path) -> None:
    clean = tmp_path / "clean"
    hostile.git("clone", "--quiet", ".", str(clean))
    assert reading.same(read_at(hostile.docs), read_at(clean / "content"))


def test_settings_of_people_and_machines_change_no_answer(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = read_at(repository.docs)
    text = "".join(f'[{n.partition(".")[0]}]\n\t{n.partition(".")[2]} = "{v}"\n' for n, v in SAY.items())
    (tmp_path / "own").write_text(text + f"[core]\n\tfsmonitor = {script(tmp_path / 'run', 'touch ran')}\n")
    hostile = {
        "GIT_CONFIG_GLOBAL": str(tmp_path / "own"),
        "GIT_CONFIG_SYSTEM": str(tmp_path / "own"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "log.showRoot",
        "GIT_CONFIG_VALUE_0": "false",
        "GIT_CONFIG_PARAMETERS": "'log.showroot=false'",
        "GIT_DIR": str(tmp_path / "elsewhere"),
        "GIT_WORK_TREE": str(tmp_path),
        "GIT_INDEX_FILE": str(tmp_path / "no-index"),
        "GIT_OBJECT_DIRECTORY": str(tmp_path / "no-objects"),
        "GIT_NAMESPACE": "x",
        "GIT_EXTERNAL_DIFF": str(tmp_path / "run"),
        "GIT_PAGER": str(tmp_path / "run"),
        "GIT_TRACE": "1",
        "GIT_TRACE2": "2",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_GRAFT_FILE": str(tmp_path / "own"),
        "GIT_SHALLOW_FILE": str(tmp_path / "own"),
        "GIT_DIFF_OPTS": "-u0",
        "HOME": str(tmp_path / "no-home"),
        "XDG_CONFIG_HOME": str(tmp_path),
        "LANG": "ar_SA.UTF-8",
        "LC_ALL": "tr_TR.UTF-8",
        "LANGUAGE": "fr",
        "TZ": "Pacific/Kiritimati",
        "TERM": "xterm-256color",
        "COLUMNS": "20",
    }
    for name, value in hostile.items():
        monkeypatch.setenv(name, value)
    assert reading.same(read_at(repository.docs), plain)
    assert not list(tmp_path.rglob("ran"))
