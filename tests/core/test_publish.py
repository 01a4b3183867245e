"""A new site takes the old one's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.core.publish import beside, take_over


def site(folder: Path, words: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(words, "utf-8")
    return folder


def test_the_place_beside_is_free(tmp_path: Path) -> None:
    """What a killed build left there is gone, and the site itself is not touched."""
    old = site(tmp_path / "site", "old")
    site(tmp_path / ".site.next", "half")
    assert not beside(old).exists()
    assert beside(old).parent == tmp_path, "a rename is enough only on the same disk"
    assert (old / "index.html").read_text("utf-8") == "old"


def test_the_new_site_takes_over_whole(tmp_path: Path) -> None:
    """Nothing of the old one is left, neither in it nor beside it."""
    old = site(tmp_path / "site", "old")
    (old / "gone.html").write_text("old", "utf-8")
    take_over(site(tmp_path / "new", "new"), old)
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
    assert [p.read_text("utf-8") for p in old.iterdir()] == ["new"]


def test_the_first_site_has_no_old_one(tmp_path: Path) -> None:
    """A site can be put where none was."""
    take_over(site(tmp_path / "new", "new"), tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "new"


def test_the_old_site_comes_back_where_the_new_one_cannot_move(tmp_path: Path) -> None:
    """A failure between the two renames leaves readers the site that they had."""
    old = site(tmp_path / "site", "old")
    with pytest.raises(OSError, match="missing"):
        take_over(tmp_path / "missing", old)
    assert (old / "index.html").read_text("utf-8") == "old"
