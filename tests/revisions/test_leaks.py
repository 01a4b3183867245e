"""What must not be shown stands nowhere in a site: not on a page, nor in data, feeds, the search or a packed file."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import support
from revisions.repository import Change, Mark, Name, Person, Repository, journey, page, policy, translation

SECRET = re.compile(rb"zq[a-z]+\d*", re.IGNORECASE)
"""Words that mark what a reader must not find; those that begin with `zqshown` must be there, or nothing was tested."""
BODY = {
    "ar": "## الغاية {{#purpose}}\n\nنص {0}.\n\n## الإرشاد {{#guidance}}\n\n[[standards]]\n\nقل اسمك أولًا.",
    "en": "## Purpose {{#purpose}}\n\nText {0}.\n\n## Guidance {{#guidance}}\n\n[[standards]]\n\nGive your name first.",
}
MAIL = "someone@zqmail.example"
SARA = Person("Sara", MAIL)


class Life:
    """Writes documents day by day."""

    def __init__(self, folder: Path) -> None:
        self.repository = Repository(folder)
        self.day = dt.datetime(2025, 1, 10, 12, tzinfo=dt.UTC)

    def on(self, day: str) -> Life:
        """Go on at that day."""
        self.day = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
        return self

    def commit(self, changes: dict[Name, Change], who: Person = SARA, **more: object) -> Mark:
        """A commit; the next one is made on the next day."""
        self.day += dt.timedelta(days=1)
        at = int(self.day.timestamp())
        return self.repository.commit(changes, author=who, at=at, **more)  # type: ignore[arg-type]

    def write(
        self, number: str, version: str, word: str, *, who: Person = SARA, tell: str = "", **fields: object
    ) -> Mark:
        """A new state of a document in both languages: *word* stands wherever something can be said."""
        message = f"zqmessage\n\n{tell}" if tell else "zqmessage"
        return self.commit(files(number, version, word, **fields), who, message=message)


def files(number: str, version: str, word: str, **fields: object) -> dict[Name, Change]:
    """A document in both languages with *word* in its title, summary, text, standards and note."""
    both = {"ar": f"كلمة {word}", "en": f"word {word}"}
    said: dict[str, object] = {
        "title": f"عنوان {word}",
        "summary": f"خلاصة {word}.",
        "type": "guideline",
        "change_note": {"ar": f"تغيير {word}.", "en": f"Change {word}."},
        "standards": [{"value": "5", "unit": both, "promise": both}],
        "approval_ref": f"ref-{word}",
    }
    english = translation(BODY["en"].format(word), version, title=f"Title {word}", summary=f"Summary {word}.")
    return {
        f"content/ar/policies/{number}.md": policy(number, BODY["ar"].format(word), version, **{**said, **fields}),
        f"content/en/policies/{number}.md": english,
    }


def live(folder: Path) -> Life:
    """A handbook with everything in its past that must not be shown."""
    life = Life(folder)
    good = support.GOOD / "content"
    life.commit({f"content/{p.relative_to(good)}": p.read_bytes() for p in sorted(good.rglob("*")) if p.is_file()})
    life.write("CS-101", "0.9", "zqbefore1")

    life.on("2025-04-01").write("CS-101", "1.0", "zqshown1")
    who = Person("Zqheldauthor", MAIL)
    life.write(
        "CS-101", "1.1", "zqheld1", who=who, tell="Approved-by: Zqheldapprover\nCo-authored-by: Zqheldother <x>\n"
    )
    life.write("CS-101", "1.1", "zqheld2", who=who, tell="Change-note: zqheldnote\n")
    life.write("CS-101", "1.2", "zqshown2")
    life.write("CS-101", "2.0", "zqdraft1", status="draft")
    life.write("CS-101", "2.0", "zqdraft2", status="review")
    life.write("CS-101", "2.0", "fine")
    life.write("CS-101", "2.1", "zqclosed1", classification="confidential")
    life.write("CS-101", "2.2", "fine")

    _held_by_commit(life)
    _never_merged(life)

    life.on("2025-06-01").write("CS-102", "1.0", "zqbefore2")
    life.on("2025-09-01").write("CS-102", "1.1", "fine", history_from="2025-08-01")
    life.write("CS-103", "1.0", "zqclosed2")
    life.write("CS-103", "1.1", "fine", classification="confidential")
    life.write("CS-104", "1.0", "zqdeleted1")
    life.commit({"content/journeys/gone.yml": journey("zqdeleted2", "zqdeleted3")})
    life.commit(
        {"content/ar/playbook/zqdeleted4.md": page("zqdeleted5"), "content/ar/playbook/gone.md": page("zqdeleted6")}
    )
    gone = [*files("CS-104", "", ""), "content/journeys/gone.yml"]
    gone += ["content/ar/playbook/zqdeleted4.md", "content/ar/playbook/gone.md"]
    life.commit(dict.fromkeys(gone))

    life.write(
        "CS-105", "1.0", "fine", who=Person(MAIL, MAIL), tell=f"Approved-by: {MAIL}\nCo-authored-by: A <{MAIL}>\n"
    )
    life.write("CS-105", "1.1", "fine", who=Person(f"B ({MAIL})", MAIL), tell=f"Change-note: ask {MAIL} why\n")
    hidden = files("CS-105", "1.2", "fine", zqfield="zqvalue")
    path = "content/ar/policies/CS-105.md"
    hidden[path] = f"{hidden[path]}\n<!-- zqcomment -->\n\n<p onclick='zqscript'>x</p><script>zqscript()</script>\n"
    life.commit(hidden)
    life.write("CS-105", "1.3", "fine")
    return life


def _held_by_commit(life: Life) -> None:
    """One revision is withheld, by its commit, and its translation of the day after is not; nor is what follows."""
    life.write("CS-106", "1.0", "zqshown3")
    whole = files("CS-106", "1.1", "zqheld3")
    arabic, english = "content/ar/policies/CS-106.md", "content/en/policies/CS-106.md"
    held = life.commit({arabic: whole[arabic]}, message="zqmessage")
    life.commit({english: files("CS-106", "1.1", "fine")[english]})
    life.write("CS-106", "1.1", "fine")
    _held_beside_an_old_translation(life)
    life.repository.write()
    items = [
        {"id": "one", "document": "CS-101", "revision": "1.1", "reason": {"ar": "سبب zqshown4", "en": "Why zqshown4"}},
        {
            "id": "two",
            "document": "CS-106",
            "revision": life.repository.sha(held),
            "reason": {"ar": "سبب آخر", "en": "Another reason"},
        },
        {"id": "three", "document": "CS-107", "revision": "1.1", "reason": {"ar": "سبب ثالث", "en": "A third reason"}},
    ]
    life.commit({"content/library/withheld.yml": yaml.safe_dump(items, allow_unicode=True)})


def _held_beside_an_old_translation(life: Life) -> None:
    """A translation of a version that nobody knows any more is reworded while the withheld one is in force."""
    day, english = life.day.date().isoformat(), "content/en/policies/CS-107.md"
    life.on("2025-01-20").write("CS-107", "1.0", "zqbefore3")
    arabic = "content/ar/policies/CS-107.md"
    life.on(day).commit({arabic: files("CS-107", "1.1", "zqheld4")[arabic]})
    life.commit({english: files("CS-107", "1.0", "fine")[english]}, message="zqmessage")
    life.write("CS-107", "1.2", "fine")


def _never_merged(life: Life) -> None:
    """A branch whose first wording was changed before it was merged, and one that was never merged."""
    tip = life.repository.tip()
    side = life.commit(files("CS-101", "2.3", "zqside1"), branch="side", parents=(tip,), message="zqmessage")
    side = life.commit(files("CS-101", "2.3", "fine"), branch="side", parents=(side,), message="zqmessage")
    life.commit(files("CS-101", "2.3", "zqside2"), branch="other", parents=(tip,), message="zqmessage")
    life.commit(files("CS-101", "2.3", "fine"), parents=(tip, side), message="Merge branch zqmessage")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, drawings: str) -> support.Built:
    folder = tmp_path_factory.mktemp("leaks") / "handbook"
    live(folder).repository.write()
    support.configure(
        folder,
        host={"cache": drawings, "today": support.TODAY},
        revisions={"history_from": "2025-03-01"},
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HANDBOOK_TODAY", raising=False)
        return support.build(folder)


def words(site: Path) -> Iterator[tuple[str, str]]:
    """Every marked word of a site, with the file that it stands in or is named by."""
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        text = gzip.decompress(raw) if path.suffix == ".gz" else raw
        name = path.relative_to(site).as_posix()
        for word in {found.lower() for found in SECRET.findall(text + b"\n" + name.encode())}:
            if path.suffix not in (".woff2", ".png", ".ico"):
                yield word.decode(), name


def test_the_site_is_built(site: support.Built) -> None:
    assert not site.stopped, site.printed
    assert (site.site / "ar" / "policies" / "CS-101" / "history" / "index.html").is_file()


def test_what_must_not_be_shown_stands_nowhere(site: support.Built) -> None:
    found: dict[str, list[str]] = {}
    for word, path in words(site.site):
        if not word.startswith("zqshown"):
            found.setdefault(word, []).append(path)
    assert found == {}


def test_what_may_be_shown_is_there(site: support.Built) -> None:
    """The same words where nothing forbids them: the search above does find what is there."""
    found: dict[str, set[str]] = {}
    for word, path in words(site.site):
        found.setdefault(word, set()).add(path)
    assert {"zqshown1", "zqshown2", "zqshown3", "zqshown4"} <= found.keys()
    for code in ("ar", "en"):
        assert f"{code}/policies/CS-101/v/1.0/index.html" in found["zqshown1"]
        assert f"{code}/policies/CS-101/history/texts.json" in found["zqshown1"]
        assert f"{code}/policies/CS-101/history/history.json" in found["zqshown1"]
        assert f"{code}/policies/CS-101/history/feed.xml" in found["zqshown1"]
        assert f"{code}/policies/CS-101/history/index.html" in found["zqshown4"]


@pytest.mark.parametrize(
    "path", ["v/1.1", "v/0.9", "v/2.1", "history/1.0-to-1.1", "history/1.1-to-1.2", "history/1.1-to-2.3"]
)
def test_no_page_is_made_of_what_is_withheld(path: str, site: support.Built) -> None:
    for code in ("ar", "en"):
        assert not (site.site / code / "policies" / "CS-101" / path).exists()


def test_a_withheld_version_keeps_its_number_and_its_day(site: support.Built) -> None:
    text = site.read("en/policies/CS-101/history/index.html")
    assert "1.1" in text
    assert "Why zqshown4" in text
    assert "2025-04-03" in text


def test_of_a_document_that_is_closed_now_nothing_old_is_told(site: support.Built) -> None:
    assert not (site.site / "ar" / "policies" / "CS-103" / "v").exists()
    assert not (site.site / "ar" / "policies" / "CS-103" / "history" / "texts.json").exists()
