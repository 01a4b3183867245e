"""The reader finds, for every document, exactly the commits that changed it: on repositories whose history is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.revisions.history import Event
from revisions import merges, oddities, reading
from revisions.chance import Chance
from revisions.repository import (
    BEGAN,
    HODA,
    HOUR,
    OMAR,
    SARA,
    Person,
    Repository,
    Truth,
    both,
    journey,
    policy,
    translation,
)
from revisions.scenarios import FORMER, SCENARIOS, born, pair

PATH = "content/ar/a.md"
MORE = (merges, oddities)
"""Their scenarios are added to `SCENARIOS`."""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "handbook")


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_happens_to_documents(name: str, repository: Repository) -> None:
    truth = SCENARIOS[name](repository)
    repository.write()
    found = reading.told(reading.read_it(repository, former=FORMER.get(name, ())))
    assert found == truth.of(repository)


@pytest.mark.parametrize("seed", range(6))
def test_short_histories_made_by_chance(seed: int, repository: Repository) -> None:
    chance = Chance(repository, seed)
    chance.live(150)
    repository.write()
    assert reading.told(reading.read_it(repository)) == chance.truth.of(repository)


def test_a_long_history_made_by_chance(repository: Repository) -> None:
    """3,000 commits on the main branch, with those of its side branches more."""
    chance = Chance(repository, 2026)
    chance.live(3000)
    repository.write()
    history = reading.read_it(repository)
    found, truth = reading.told(history), chance.truth.of(repository)
    assert sum(map(len, truth.values())) > 5000
    assert [doc for doc in truth.keys() | found.keys() if truth.get(doc) != found.get(doc)] == []
    assert not history.duplicates
    assert not history.shallow


# ---- When, and by whom -----------------------------------------------------------------------------------------------


def last(repository: Repository, doc: tuple[str, str] = ("CS-001", "ar")) -> Event:
    return reading.read_it(repository.write()).events[doc][-1]


def test_a_revision_has_the_day_of_its_commit_and_not_of_its_author(repository: Repository) -> None:
    repository.commit({PATH: policy("CS-001")}, at=BEGAN, authored=BEGAN - 9 * 365 * 24 * HOUR, zone="+1400")
    assert last(repository).moment == BEGAN


def test_a_merge_is_dated_when_it_was_merged_and_signed_by_those_who_wrote_it(repository: Repository) -> None:
    first = born(repository, Truth(), "CS-001", "CS-002")
    files = pair("policies/CS-001", "CS-001", "A.")
    one = repository.commit(files, branch="side", parents=(first,), author=OMAR)
    two = repository.commit(
        pair("policies/CS-001", "CS-001", "B."),
        branch="side",
        parents=(one,),
        author=SARA,
        message="More\n\nCo-authored-by: Laila <laila@people.example>\n",
    )
    other = repository.commit(pair("policies/CS-002", "CS-002", "C."), branch="side", parents=(two,), author=HODA)
    whole = pair("policies/CS-001", "CS-001", "B.") | pair("policies/CS-002", "CS-002", "C.")
    repository.commit(whole, parents=(first, other), author=Person("Robot", ""), at=BEGAN + 99 * HOUR)
    found = last(repository)
    assert found.moment == BEGAN + 99 * HOUR
    assert found.authors == ("Omar", "Sara", "Laila")
    assert last(repository, ("CS-002", "ar")).authors == ("Hoda",)


def test_what_only_the_merge_did_is_the_mergers(repository: Repository) -> None:
    first = born(repository, Truth(), "CS-001")
    side = repository.commit({"README": "x"}, branch="side", parents=(first,), author=OMAR)
    repository.commit(pair("policies/CS-001", "CS-001", "Evil.") | {"README": "x"}, parents=(first, side), author=HODA)
    assert last(repository).authors == ("Hoda",)


def test_a_branch_that_took_in_the_main_one_brings_only_its_own(repository: Repository) -> None:
    """Its author merged the main branch into it: what others did there meanwhile is theirs."""
    first = born(repository, Truth(), "CS-001")
    side = repository.commit(pair("policies/CS-001", "CS-001", "A."), branch="side", parents=(first,), author=OMAR)
    main = repository.commit(pair("policies/CS-001", "CS-001", "B."), author=HODA)
    joined = pair("policies/CS-001", "CS-001", "A and B.")
    side = repository.commit(joined, branch="side", parents=(side, main), author=OMAR)
    repository.commit(joined, parents=(main, side), author=Person("Robot", ""))
    assert last(repository).authors == ("Omar",)


def test_people_are_called_as_the_mailmap_says(repository: Repository) -> None:
    repository.commit({".mailmap": "Sara Ali <sara@people.example>\n", PATH: policy("CS-001")}, author=SARA)
    assert last(repository).authors == ("Sara Ali",)


def test_names_in_old_encodings_are_read(repository: Repository) -> None:
    who = Person("René".encode("latin-1"), "rene@people.example")
    repository.commit({PATH: policy("CS-001")}, author=who, encoding="ISO-8859-1")
    assert last(repository).authors == ("René",)


ADDRESSES = [
    Person("sara@people.example", "sara@people.example"),
    Person("Sara sara@people.example", "sara@people.example"),
    Person("Sara (sara@people.example)", "sara@people.example"),
]


@pytest.mark.parametrize("who", ADDRESSES, ids=lambda who: str(who.name))
def test_no_address_is_ever_read(who: Person, repository: Repository) -> None:
    lines = (
        "Approved-by: Boss <boss@people.example>",
        "Reviewed-by: boss@people.example",
        "Co-authored-by: Laila <laila@people.example>",
        "Change-note: ask me@people.example now",
        "Signed-off-by: X <x@people.example>",
    )
    message = "Subject with an@people.example address\n\nBody of in@people.example.\n\n" + "\n".join(lines)
    repository.commit({PATH: policy("CS-001")}, author=who, message=message)
    history = reading.read_it(repository.write())
    assert "@" not in repr(history.events)
    assert "people.example" not in repr(history.events)


def test_trailers_are_read_from_the_last_paragraph_by_an_allow_list(repository: Repository) -> None:
    message = (
        "Subject\n\nApproved-by: Not this one\n\nSigned-off-by: Nobody\napproved-by : Laila\n"
        "Change-note: a long\n  note\nBug: 1\n"
    )
    repository.commit({PATH: policy("CS-001")}, message=message)
    assert last(repository).trailers == (("approved-by", "Laila"), ("change-note", "a long note"))


# ---- What stands beside an event ---------------------------------------------------------------------------------


def test_a_translation_carries_the_original_of_its_time(repository: Repository) -> None:
    repository.commit({PATH: policy("CS-001"), "content/en/a.md": translation()})
    repository.commit({PATH: policy("CS-001", "More.")})
    repository.commit({"content/en/a.md": translation("More.")})
    history = reading.read_it(repository.write())
    arabic, english = history.events["CS-001", "ar"], history.events["CS-001", "en"]
    assert [e.original for e in english] == [e.blob for e in arabic]
    assert history.facts[english[1].original or ""].text("version") == "1.0"


def test_a_translation_written_while_its_original_is_a_draft_comes_with_it(repository: Repository) -> None:
    """The draft of both languages is a revision of both once the original is in force, with its last wording."""
    english = "content/en/a.md"
    repository.commit({PATH: policy("CS-001"), english: translation()})
    repository.commit({PATH: policy("CS-001", "A.", "2.0", status="draft"), english: translation("A.", "2.0")})
    repository.commit({english: translation("B.", "2.0")})
    repository.commit({PATH: policy("CS-001", "B.", "2.0")})
    repository.commit({PATH: policy("CS-001", "C.", "3.0", status="draft"), english: translation("C.", "3.0")})
    history = reading.read_it(repository.write())
    known = reading.revisions(history)
    assert [(r.n, r.version) for r in known["CS-001", "ar"]] == [(1, "1.0"), (3, "2.0")]
    assert [(r.n, r.version) for r in known["CS-001", "en"]] == [(1, "1.0"), (3, "2.0")]
    assert known["CS-001", "en"][1].published >= known["CS-001", "ar"][1].published


def test_a_journey_is_one_file_in_both_languages(repository: Repository) -> None:
    repository.commit({"content/journeys/a.yml": journey("late")})
    repository.commit({"content/journeys/b.yml": journey("late"), "content/journeys/a.yml": None})
    history = reading.read_it(repository.write())
    assert set(history.events) == set(both("late"))
    assert history.events["late", "ar"] == history.events["late", "en"]
    assert [e.moved for e in history.events["late", "ar"]] == [False, True]


def test_the_end_of_a_number_used_twice_is_known(repository: Repository) -> None:
    SCENARIOS["an id used twice"](repository)
    first = reading.read_it(repository.write())
    assert list(first.duplicates) == [("CS-001", "ar")]
    repository.commit({"content/ar/again.md": policy("CS-002")})
    now = reading.read_it(repository.write())
    assert now.duplicates["CS-002", "ar"] == repository.clock
    assert now.duplicates["CS-001", "ar"] < repository.clock


def test_a_withdrawn_document_keeps_its_last_place(repository: Repository) -> None:
    repository.commit({PATH: policy("CS-001")})
    repository.commit({PATH: None})
    found = last(repository)
    assert (found.path, found.blob, found.moved) == (PATH, None, False)
