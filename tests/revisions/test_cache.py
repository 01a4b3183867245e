"""What is kept between builds never changes an answer: with it and without it the reader says the same."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from handbook.revisions import kept as keeping
from handbook.revisions.history import History
from revisions import reading
from revisions.chance import Chance
from revisions.repository import OMAR, SARA, Repository, Truth, journey, moved, policy, translation
from revisions.scenarios import born, pair


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "handbook")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "history.jsonl"


def agree(repository: Repository, kept: Path) -> History:
    """Read with *kept*, and again without: the same. Then once more: nothing is left to be read."""
    repository.write()
    with_it, without = reading.read_it(repository, kept), reading.read_it(repository)
    assert reading.answer(with_it) == reading.answer(without)
    return with_it


def at_rest(repository: Repository, kept: Path) -> bool:
    """Whether a reading now asks git for nothing but where HEAD is."""
    return reading.read_it(repository, kept).repository.processes <= 2


# ---- The life of a repository --------------------------------------------------------------------------------------


def test_each_step_of_a_long_life(repository: Repository, kept: Path) -> None:
    truth = Truth()
    first = born(repository, truth, "CS-001", "CS-002")
    agree(repository, kept)
    assert at_rest(repository, kept)

    repository.commit(pair("policies/CS-001", "CS-001", "More."))
    agree(repository, kept)

    repository.commit({"README": "Nothing of the handbook."})
    agree(repository, kept)
    assert at_rest(repository, kept)

    side = repository.commit(pair("policies/CS-002", "CS-002", "Side."), branch="side", parents=(first,), author=OMAR)
    agree(repository, kept)
    merge = repository.commit(pair("policies/CS-002", "CS-002", "Side."), parents=(repository.tip(), side))
    assert agree(repository, kept).events["CS-002", "ar"][-1].authors == ("Omar",)

    text = policy("CS-002", "Side.")
    repository.commit(moved([("content/ar/policies/CS-002.md", "content/ar/rules/CS-002.md", text)]))
    agree(repository, kept)

    repository.back_to(merge)
    agree(repository, kept)
    assert at_rest(repository, kept)

    repository.commit(pair("policies/CS-001", "CS-001", "After going back."))
    agree(repository, kept)

    repository.write()
    repository.git("commit", "--quiet", "--amend", "-m", "Other words", env={"GIT_COMMITTER_DATE": "1700000000 +0000"})
    before = repository.git("rev-parse", "HEAD")
    assert agree(repository, kept).head == before
    assert at_rest(repository, kept)


def test_a_branch_older_than_what_is_kept(repository: Repository, kept: Path) -> None:
    """A merge brings in commits that began before the ones that were kept."""
    first = born(repository, Truth(), "CS-001")
    side = first
    for body in ("A.", "B.", "C."):
        side = repository.commit(pair("policies/CS-001", "CS-001", body), branch="side", parents=(side,), author=OMAR)
    for number in range(3):
        repository.commit({"README": f"{number}"}, parents=(first if number == 0 else repository.tip(),))
        agree(repository, kept)
    repository.commit(pair("policies/CS-001", "CS-001", "C."), parents=(repository.tip(), side), author=SARA)
    assert agree(repository, kept).events["CS-001", "ar"][-1].authors == ("Omar",)


@pytest.mark.parametrize("seed", range(3))
def test_a_life_made_by_chance(seed: int, repository: Repository, kept: Path) -> None:
    """Read now and then: what was added piece by piece is the whole."""
    chance = Chance(repository, seed)
    for _ in range(12):
        chance.live(chance.random.randint(0, 25))
        if chance.now:
            agree(repository, kept)
    assert reading.told(reading.read_it(repository, kept)) == chance.truth.of(repository)


def test_a_page_without_an_id_moves_between_two_readings(repository: Repository, kept: Path) -> None:
    text = translation("A page.")
    repository.commit({"content/ar/a.md": text})
    agree(repository, kept)
    repository.commit(moved([("content/ar/a.md", "content/ar/b.md", text)]))
    agree(repository, kept)
    repository.commit({"content/ar/a.md": text})
    agree(repository, kept)


def test_people_get_other_names(repository: Repository, kept: Path) -> None:
    repository.commit({"content/ar/a.md": policy("CS-001")}, author=OMAR)
    agree(repository, kept)
    repository.commit({".mailmap": "Omar Ali <omar@people.example>\n"})
    assert agree(repository, kept).events["CS-001", "ar"][0].authors == ("Omar Ali",)
    repository.commit({".mailmap": None})
    assert agree(repository, kept).events["CS-001", "ar"][0].authors == ("Omar",)


def test_other_languages_and_folders(repository: Repository, kept: Path) -> None:
    repository.commit({"docs/ar/a.md": policy("CS-001"), "content/journeys/j.yml": journey("j")})
    repository.commit(moved([("docs/ar/a.md", "content/ar/a.md", policy("CS-001"))]))
    assert len(agree(repository, kept).events["CS-001", "ar"]) == 1
    longer = reading.read_it(repository, kept, ("docs",))
    assert len(longer.events["CS-001", "ar"]) == 2
    assert reading.same(longer, reading.read_it(repository, None, ("docs",)))
    agree(repository, kept)


# ---- What may have become of the file ------------------------------------------------------------------------------


@pytest.fixture
def filled(repository: Repository, kept: Path) -> bytes:
    """What is kept of three readings."""
    born(repository, Truth(), "CS-001")
    agree(repository, kept)
    for body in ("More.", "Most."):
        repository.commit({"content/ar/policies/CS-001.md": policy("CS-001", body)})
        agree(repository, kept)
    return kept.read_bytes()


def test_it_is_added_to(filled: bytes) -> None:
    assert len(filled.splitlines()) == 4


def test_cut_off_anywhere(repository: Repository, kept: Path, filled: bytes) -> None:
    """Whatever a full disk or a killed build leaves is a beginning of it, or nothing."""
    key = json.loads(filled.splitlines()[0])[1:]
    whole = keeping.load(kept, key)
    heads = {None, *(json.loads(line)["head"] for line in filled.splitlines()[1:])}
    for cut in range(len(filled)):
        kept.write_bytes(filled[:cut])
        found = keeping.load(kept, key)
        assert found.head in heads
        assert found.commits.items() <= whole.commits.items()
        assert found.facts.items() <= whole.facts.items()


def test_answers_with_a_file_that_was_cut_off(repository: Repository, kept: Path, filled: bytes) -> None:
    ends = [at for at, byte in enumerate(filled) if byte == ord("\n")]
    places = {0, 1, len(filled) - 2, *ends, *(end + 1 for end in ends), *range(0, len(filled), len(filled) // 20)}
    for cut in sorted(places):
        kept.write_bytes(filled[:cut])
        agree(repository, kept)
        agree(repository, kept)
        assert at_rest(repository, kept)


RUBBISH = {
    "empty": b"",
    "bytes": bytes(range(256)) * 9,
    "no UTF-8": b"\xff\xfe[]",
    "no JSON": b"history\n" * 3,
    "JSON of another kind": b"[]\n{}\n3\nnull\n",
    "deep": b"[" * 100_000,
    "long number": b"9" * 100_000,
    "zeros": b"\0" * 4096,
}


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish(rubbish: str, repository: Repository, kept: Path, filled: bytes) -> None:
    kept.write_bytes(RUBBISH[rubbish])
    agree(repository, kept)
    assert at_rest(repository, kept)


WRONG = [
    '{"since": null, "head": "x", "commits": [], "facts": []}',
    '{"since": null, "head": 3, "commits": {}, "facts": {}}',
    '{"since": null, "head": "x", "commits": [[1, 2, 3, 4, 5, 6]], "facts": {}}',
    '{"since": null, "head": "x", "commits": [null], "facts": {"b": null}}',
    '{"since": null, "head": "-h", "commits": [], "facts": {}}',
    '{"since": null, "head": "--output=x", "commits": [], "facts": {}}',
    "{}",
    "[]",
    "null",
]


@pytest.mark.parametrize("line", WRONG)
def test_a_line_of_another_shape(line: str, repository: Repository, kept: Path, filled: bytes) -> None:
    kept.write_bytes(filled.splitlines()[0] + f"\n{line}\n".encode())
    agree(repository, kept)


def test_the_head_alone_is_believed_of_nobody(repository: Repository, kept: Path, filled: bytes) -> None:
    """A file that claims to know everything and holds nothing."""
    head = repository.git("rev-parse", "HEAD")
    line = json.dumps({"since": None, "head": head, "commits": [], "facts": {}})
    kept.write_bytes(filled.splitlines()[0] + f"\n{line}\n".encode())
    agree(repository, kept)


def test_made_by_other_rules(
    repository: Repository, kept: Path, filled: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "SCHEMA", keeping.SCHEMA + 1)
    agree(repository, kept)
    assert kept.read_bytes() != filled
    assert at_rest(repository, kept)


def test_of_another_repository(repository: Repository, kept: Path, filled: bytes, tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    other.commit({"content/ar/policies/CS-001.md": policy("CS-001", "Elsewhere.")})
    assert len(agree(other, kept).events["CS-001", "ar"]) == 1
    assert len(agree(repository, kept).events["CS-001", "ar"]) == 3


def test_of_the_same_repository_cut_off(repository: Repository, kept: Path, filled: bytes, tmp_path: Path) -> None:
    """A shallow clone's first commit seems to have written everything: neither believes the other's file."""
    shallow = tmp_path / "shallow"
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(shallow))
    found = reading.read_at(shallow / "content", kept)
    assert found.shallow
    assert len(found.events["CS-001", "ar"]) == 1
    assert len(agree(repository, kept).events["CS-001", "ar"]) == 3


def test_a_folder_that_takes_nothing(repository: Repository, kept: Path, tmp_path: Path) -> None:
    born(repository, Truth(), "CS-001")
    file = tmp_path / "file"
    file.write_text("x")
    agree(repository, file / "history.jsonl")
    folder = tmp_path / "shut"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        agree(repository, folder / "history.jsonl")
    finally:
        folder.chmod(stat.S_IRWXU)
    kept.mkdir(parents=True)
    agree(repository, kept)


def test_the_same_added_twice(repository: Repository, kept: Path, filled: bytes) -> None:
    """Two builds at once may both add what is new, and one of them over the other."""
    lines = filled.splitlines(keepends=True)
    for order in ([0, 1, 2, 2, 3, 3], [0, 1, 3, 2], [0, 2, 3], [0, 1, 1, 2, 3], [0, 0, 1]):
        kept.write_bytes(b"".join(lines[number] for number in order))
        agree(repository, kept)
        agree(repository, kept)


def test_builds_at_once(repository: Repository, kept: Path) -> None:
    chance = Chance(repository, 1)
    chance.live(100)
    repository.write()
    with ProcessPoolExecutor(4, get_context("spawn")) as pool:
        told = list(pool.map(reading.aside, [(repository.folder, kept)] * 12))
    assert len(set(told)) == 1
    agree(repository, kept)
    assert at_rest(repository, kept)
    assert list(kept.parent.iterdir()) == [kept]
