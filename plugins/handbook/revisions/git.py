"""Git, asked a handful of times for a whole build: never once a page.

Nothing of a machine's or a person's settings reaches it, and nothing that a repository's own settings name is run.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone must not fetch what it lacks: it is told
    "GIT_GRAFT_FILE": os.devnull,
    "LC_ALL": "C",
    "TZ": "UTC",
}
OPTIONS = tuple(
    part
    for setting in (
        "core.quotePath=false",
        "core.fsmonitor=false",
        "safe.directory=*",
        "advice.graftFileDeprecated=false",
        "log.showRoot=true",
        "mailmap.file=",
        "mailmap.blob=",
    )
    for part in ("-c", setting)
)
LOG = (
    "log",
    "--full-history",  # with --sparse: every commit is listed, so that the line of first parents has no gaps
    "--sparse",
    "--diff-merges=first-parent",
    "--raw",
    "-z",
    "--no-renames",
    "--no-abbrev",
    "--no-show-signature",
    "--no-follow",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    f"-O{os.devnull}",  # whatever order of files the repository prefers
    "--use-mailmap",
    "--encoding=UTF-8",
    "--format=%x01%H%n%P%n%ct%n%aN%n%B",
)
LATEST = 253_402_000_000
"""The last moment that a calendar can say: git takes later ones, which are mistakes."""
CHUNK = 1 << 20


class NoRepository(Exception):
    """There is no history to read: no git, no repository, or no commit in it; the message says which."""


class GitFailed(Exception):
    """Git ended with an error, or an object is missing; the message is git's own."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a commit changed; `blob` is None where it is gone, or is no longer a file."""

    path: str
    blob: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, and what it changed against its first parent."""

    id: str
    parents: tuple[str, ...]
    moment: int
    """When it was committed: seconds since 1970 in UTC."""
    author: str
    """A name, never an address; empty where there is none."""
    trailers: tuple[tuple[str, str], ...]
    """Those of `TRAILERS` that its message ends with, the names in small letters."""
    changes: tuple[Change, ...]


@dataclass(slots=True)
class Repository:
    """The repository around a folder. `processes` counts how often git was started."""

    top: Path
    prefix: str
    """The folder's path from the top, with a slash at its end; empty for the top itself."""
    shallow: bool
    head: str
    branch: str
    """The branch that is checked out: `refs/heads/main`; empty where it is a commit."""
    processes: int = 0
    _blobs: Blobs | None = field(default=None, repr=False)

    def log(self, since: str | None, folders: Iterable[str]) -> Iterator[Commit]:
        """Every commit from *since* (the beginning for None) to HEAD, with the changes below *folders*, the last first.

        Raises `GitFailed` where git ends with an error or says anything on its error stream.
        """
        span = f"{since}..{self.head}" if since else self.head
        paths = [f":(top,literal){folder}" for folder in folders]
        return _commits(self._streamed(*LOG, span, "--", *paths))

    def contents(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Each of *ids* with the bytes of the file, in order, from a process of its own: for many at once."""
        names = list(ids)
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{name}\n" for name in names).encode())
            asked.seek(0)
            answers = Blobs(self._started("cat-file", "--batch", "--buffer", stdin=asked))
        try:
            yield from ((name, answers.next(name)) for name in names)
        finally:
            answers.close()

    @property
    def blobs(self) -> Blobs:
        """The one process that gives the contents of a few files at a time, for a whole build."""
        if self._blobs is None:
            self._blobs = Blobs(self._started("cat-file", "--batch", stdin=subprocess.PIPE))
        return self._blobs

    def close(self) -> None:
        """End the process that gives the contents of files."""
        if self._blobs:
            self._blobs.close()
            self._blobs = None

    def _started(self, *arguments: str, **options: object) -> subprocess.Popen[bytes]:
        self.processes += 1
        return _start(self.top / self.prefix, *arguments, **options)

    def _streamed(self, *arguments: str) -> Iterator[bytes]:
        """What git says, piece by piece between its zero bytes."""
        with tempfile.TemporaryFile() as errors:
            process = self._started(*arguments, stderr=errors)
            assert process.stdout is not None
            rest = b""
            try:
                while chunk := process.stdout.read(CHUNK):
                    *pieces, rest = (rest + chunk).split(b"\0")
                    yield from pieces
            finally:
                process.stdout.close()
                code = process.wait()
            errors.seek(0)
            error = errors.read()
        if code or error:
            raise GitFailed(_words(error) or f"git {arguments[0]} ended with {code}")
        if rest:
            yield rest


def find(folder: Path) -> Repository:
    """The repository around *folder*; raises `NoRepository` where there is none, or no git, or nothing committed."""
    if not folder.is_dir():
        raise NoRepository(f"{folder} is not a folder")
    try:
        process = _start(folder, "rev-parse", "--show-toplevel", "--show-prefix", "--is-shallow-repository")
        out, error = process.communicate()
    except (FileNotFoundError, PermissionError):
        raise NoRepository("git is not installed") from None
    if process.returncode:
        raise NoRepository(_words(error))
    top, prefix, shallow = out.decode("utf-8", "surrogateescape").split("\n")[:3]
    process = _start(folder, "rev-parse", "--quiet", "HEAD^{commit}", "--symbolic-full-name", "HEAD")
    out, _ = process.communicate()
    if process.returncode:
        raise NoRepository("nothing has been committed")
    head, name = out.decode("utf-8", "surrogateescape").split("\n")[:2]
    branch = name if name.startswith("refs/heads/") else ""
    return Repository(Path(top), prefix, shallow == "true", head, branch, processes=2)


def is_blob(blob: str, data: bytes) -> bool:
    """Whether *data* is what git knows as *blob*, as it is or with the line ends that git would have stored.

    Found out without git, which would run the filters that a repository's settings name.
    """
    kind = "sha1" if len(blob) == 40 else "sha256"
    texts = (data, data.replace(b"\r\n", b"\n")) if b"\r\n" in data else (data,)
    return any(hashlib.new(kind, b"blob %d\0%b" % (len(text), text)).hexdigest() == blob for text in texts)


class Blobs:
    """A process that gives the contents of files by their ids."""

    AT_ONCE = 60
    """How many are asked for before reading: few enough that the questions fit into the smallest pipe."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def read(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Each of *ids* with its bytes, in order; raises `GitFailed` where one is missing."""
        waiting = list(ids)
        for start in range(0, len(waiting), self.AT_ONCE):
            part = waiting[start : start + self.AT_ONCE]
            assert self.process.stdin is not None
            try:
                self.process.stdin.write("".join(f"{name}\n" for name in part).encode())
                self.process.stdin.flush()
            except OSError as e:
                raise GitFailed(f"git cat-file has ended: {e.strerror}") from None
            for name in part:
                yield name, self.next(name)

    def next(self, name: str) -> bytes:
        """The answer to the next question, which was for *name*."""
        assert self.process.stdout is not None
        head = self.process.stdout.readline().split()
        if len(head) != 3:
            raise GitFailed(f"the object {name} is missing")
        size = int(head[2])
        data = self.process.stdout.read(size + 1)
        if len(data) != size + 1:
            raise GitFailed(f"the object {name} could not be read whole")
        return data[:-1]

    def close(self) -> None:
        """Let the process end."""
        self.process.kill()  # whoever else holds the other end must not keep us waiting
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(OSError):  # what was still to be written is not wanted any more
                if stream:
                    stream.close()
        self.process.wait()


def _start(folder: Path, *arguments: str, **options: object) -> subprocess.Popen[bytes]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | SETTINGS
    streams: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    return subprocess.Popen(["git", *OPTIONS, *arguments], cwd=folder, env=own, **(streams | options))  # type: ignore[call-overload,no-any-return]


def _commits(pieces: Iterator[bytes]) -> Iterator[Commit]:
    head: bytes | None = None
    changes: list[Change] = []
    for piece in pieces:
        if piece.startswith(b"\x01"):
            if head is not None:
                yield _commit(head, changes)
            head, changes = piece, []
        elif piece.lstrip(b"\n").startswith(b":"):
            changes.append(_change(piece.lstrip(b"\n"), next(pieces)))
    if head is not None:
        yield _commit(head, changes)


def _change(raw: bytes, path: bytes) -> Change:
    _, mode, _, blob, status = raw.split(b" ")
    is_file = mode.startswith(b"100") and status[:1] != b"D"  # not a link, nor another repository
    return Change(_path(path), blob.decode() if is_file else None)


def _path(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _commit(raw: bytes, changes: list[Change]) -> Commit:
    name, parents, moment, author, message = raw[1:].decode("utf-8", "replace").split("\n", 4)
    found = trailers(message)
    return Commit(
        name, tuple(parents.split()), min(max(int(moment), 0), LATEST), without_address(author), found, tuple(changes)
    )


TRAILERS = ("approved-by", "reviewed-by", "co-authored-by", "change-note", "change-note-ar", "change-note-en")
_TRAILER = re.compile(r"([A-Za-z][A-Za-z-]*)[ \t]*:[ \t]*(.+)")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ADDRESS = re.compile(r"<[^>]*>|\(?\S*@\S*\)?")


def trailers(message: str) -> tuple[tuple[str, str], ...]:
    """Those of `TRAILERS` in the last paragraph of *message*, lines that go on joined, addresses taken out."""
    last = re.split(r"\n[ \t]*\n", message.strip())[-1]
    unfolded = re.sub(r"\n[ \t]+", " ", last)
    found = (_TRAILER.fullmatch(line.strip()) for line in unfolded.split("\n"))
    named = ((match[1].lower(), without_address(match[2])) for match in found if match)
    return tuple((name, value) for name, value in named if name in TRAILERS and value)


def without_address(text: str) -> str:
    """*text* without e-mail addresses; empty where it was nothing else."""
    return printable(_ADDRESS.sub(" ", text))


def printable(text: str) -> str:
    """*text* in one line, without characters that XML does not know or that turn what stands around them."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _words(error: bytes) -> str:
    """What git said, in one line."""
    said = error.decode("utf-8", "replace").strip().split("\n")
    return next((line.removeprefix("fatal: ").removeprefix("error: ") for line in reversed(said) if line), "")
