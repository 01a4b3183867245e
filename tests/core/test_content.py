"""The content folder on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.core.content import collisions, scan


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("---\ntitle: x\n---\n", "utf-8")


def test_hidden_files_are_nobodys_business(tmp_path: Path) -> None:
    """What begins with a dot is neither read nor complained about."""
    write(tmp_path, "ar/index.md", ".git/config", ".DS_Store", "ar/.index.md.swp")
    found = scan(tmp_path)
    assert ([s.uri for s in found.sources], found.files, found.problems) == (
        ["ar/index.md"],
        frozenset({"ar/index.md"}),
        (),
    )


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Whatever order the disk gives them in."""
    write(tmp_path, "b.md", "a/z.md", "a/b.md", "A.yml")
    assert [s.uri for s in scan(tmp_path).sources] == ["A.yml", "a/b.md", "a/z.md", "b.md"]


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is the system's own, in both languages, and the other files are read."""
    write(tmp_path, "ar/a.md", "ar/b.md")
    whole = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    found = scan(tmp_path)
    (problem,) = found.problems
    assert (str(problem.where), problem.code) == ("ar/a.md:1", "file-unreadable")
    assert all("Permission denied" in problem.message(language) for language in ("en", "ar"))
    assert [s.uri for s in found.sources] == ["ar/b.md"]


def test_a_link_to_a_folder_above_is_not_followed(tmp_path: Path) -> None:
    """A loop of links ends at the first one."""
    write(tmp_path, "ar/index.md")
    (tmp_path / "ar" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [(str(p.where), p.code) for p in scan(tmp_path).problems] == [("ar/loop:1", "symlink")]


@pytest.mark.parametrize(
    ("uris", "clashing"),
    [
        (["ar/a.md", "ar/a/index.md"], ["ar/a/index.md"]),
        (["ar/a.md", "ar/A.md"], ["ar/A.md"]),
        (["ar/caf\u00e9.md", "ar/cafe\u0301.md"], ["ar/cafe\u0301.md"]),
        (["images/a.png", "images/A.PNG"], ["images/A.PNG"]),
        (["index.md", "ar/index.md", "ar/a.md", "en/a.md", "ar/a.png"], []),
    ],
)
def test_two_files_with_one_address(uris: list[str], clashing: list[str]) -> None:
    """Folders, capitals and two ways to write an accent must not make one address out of two."""
    assert [p.where.path for p in collisions(uris)] == clashing
