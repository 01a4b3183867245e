"""What happens to documents in real repositories, each with the history that a reader must find."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from revisions.repository import (
    Change,
    Name,
    Repository,
    Truth,
    both,
    journey,
    moved,
    page,
    policy,
    runnable,
    translation,
)

Scenario = Callable[[Repository], Truth]
SCENARIOS: dict[str, Scenario] = {}
FORMER = {"the content folder renamed": ("handbook/docs",), "the content came down from the top": ("",)}
"""The earlier content folders of a scenario."""


def scenario(make: Scenario) -> Scenario:
    """Add a scenario; its name is its function's."""
    SCENARIOS[make.__name__.removeprefix("_").replace("_", " ")] = make
    return make


def pair(path: str, number: str, body: str = "Text.", version: str = "1.0") -> dict[Name, Change]:
    """A document in both languages."""
    return {
        f"content/ar/{path}.md": policy(number, body, version),
        f"content/en/{path}.md": translation(body, version),
    }


def born(repository: Repository, truth: Truth, *numbers: str, body: str = "Text.") -> int:
    """A first commit with the documents of *numbers*, each at policies/<its number>.md."""
    changes: dict[Name, Change] = {}
    for number in numbers:
        changes |= pair(f"policies/{number}", number, body)
    mark = repository.commit(changes, message="Begin")
    truth.add(mark, "major", *[key for number in numbers for key in both(number)])
    return mark


def three(folder: Path) -> Repository:
    """A repository with three revisions of one document and two of another."""
    repository = Repository(folder)
    born(repository, Truth(), "CS-001", "CS-002")
    repository.commit(pair("policies/CS-001", "CS-001", "More."))
    repository.commit(pair("policies/CS-001", "CS-001", "Most.") | pair("policies/CS-002", "CS-002", "More."))
    return repository.write()


# ---- Places --------------------------------------------------------------------------------------------------------


@scenario
def _mass_move(repository: Repository) -> Truth:
    """500 documents in one commit, more than git looks at for renames."""
    truth, numbers = Truth(), [f"CS-{n:03}" for n in range(500)]
    born(repository, truth, *numbers)
    changes: dict[Name, Change] = {}
    for number in numbers:
        old, new = pair(f"policies/{number}", number), pair(f"rules/{number}", number)
        changes |= moved((str(a), str(b), str(new[b])) for a, b in zip(old, new, strict=True))
    truth.add(repository.commit(changes, message="Move all"), "moved", *[k for n in numbers for k in both(n)])
    return truth


@scenario
def _two_documents_swap_paths(repository: Repository) -> Truth:
    truth = Truth()
    born(repository, truth, "CS-001", "CS-002")
    changes = pair("policies/CS-001", "CS-002") | pair("policies/CS-002", "CS-001")
    # The English files are the same, byte for byte, and git sees nothing in them; but each is another's now.
    mark = repository.commit(changes, message="Swap")
    truth.add(mark, "moved", *both("CS-001"), *both("CS-002"))
    return truth


@scenario
def _rewritten_while_moved(repository: Repository) -> Truth:
    truth = Truth()
    born(repository, truth, "CS-001", body="One two three. " * 30)
    away: dict[Name, Change] = {f"content/{code}/policies/CS-001.md": None for code in ("ar", "en")}
    mark = repository.commit(away | pair("rules/first", "CS-001", "Nothing is as it was. " * 30), message="Anew")
    truth.add(mark, "minor", *both("CS-001"))
    return truth


@scenario
def _moved_and_moved_back(repository: Repository) -> Truth:
    truth = Truth()
    born(repository, truth, "CS-001")
    here, there = pair("policies/CS-001", "CS-001"), pair("rules/CS-001", "CS-001")
    truth.add(repository.commit(dict.fromkeys(here) | there), "moved", *both("CS-001"))
    truth.add(repository.commit(dict.fromkeys(there) | here), "moved", *both("CS-001"))
    return truth


@scenario
def _plain_page_renamed(repository: Repository) -> Truth:
    """A page without an id is followed where its bytes are the same; else it is another page."""
    truth = Truth()
    text = page("A page of the playbook.")
    first = repository.commit({"content/ar/playbook/a.md": text})
    second = repository.commit({"content/ar/playbook/a.md": None, "content/ar/playbook/b.md": text})
    third = repository.commit({"content/ar/playbook/b.md": page("Other words.")})
    truth.add(first, "major", ("playbook/b", "ar"))
    truth.add(second, "moved", ("playbook/b", "ar"))
    truth.add(third, "minor", ("playbook/b", "ar"))
    return truth


@scenario
def _twins_renamed(repository: Repository) -> Truth:
    """Two plain pages with the same bytes move at once: which is which no one can say, but none is lost."""
    truth, text = Truth(), page("The same.")
    first = repository.commit({"content/ar/a.md": text, "content/ar/b.md": text})
    second = repository.commit(moved([("content/ar/a.md", "content/ar/c.md", text)]) | {"content/ar/b.md": None})
    third = repository.commit(moved([("content/ar/c.md", "content/ar/d.md", text)]) | {"content/ar/e.md": text})
    truth.add(first, "major", ("b", "ar"), ("d", "ar"))
    truth.add(second, "moved", ("d", "ar"))
    truth.add(second, "withdrawn", ("b", "ar"))
    truth.add(third, "moved", ("d", "ar"))
    truth.add(third, "major", ("e", "ar"))
    return truth


@scenario
def _a_new_page_at_an_old_path(repository: Repository) -> Truth:
    """Another document takes the path of one that moved away."""
    truth = Truth()
    born(repository, truth, "CS-001")
    mark = repository.commit(pair("policies/CS-001", "CS-002", "Another.") | pair("rules/x", "CS-001"))
    truth.add(mark, "moved", *both("CS-001"))
    truth.add(mark, "major", *both("CS-002"))
    return truth


@scenario
def _the_content_folder_renamed(repository: Repository) -> Truth:
    truth, text = Truth(), policy("CS-001")
    first = repository.commit({"handbook/docs/ar/a.md": text, "handbook/docs/journeys/j.yml": journey("j")})
    second = repository.commit({"handbook/docs/ar/a.md": policy("CS-001", "More text.")})
    third = repository.commit(
        {
            "handbook/docs/ar/a.md": None,
            "handbook/docs/journeys/j.yml": None,
            "content/ar/a.md": policy("CS-001", "More text."),
            "content/journeys/j.yml": journey("j"),
        }
    )
    truth.add(first, "major", ("CS-001", "ar"), *both("j"))
    truth.add(second, "minor", ("CS-001", "ar"))
    truth.add(third, "moved", ("CS-001", "ar"), *both("j"))
    return truth


@scenario
def _the_content_came_down_from_the_top(repository: Repository) -> Truth:
    """At first the language folders lay at the top of the repository."""
    truth, text = Truth(), policy("CS-001")
    truth.add(repository.commit({"ar/a.md": text}), "major", ("CS-001", "ar"))
    truth.add(repository.commit({"ar/a.md": None, "content/ar/a.md": text}), "moved", ("CS-001", "ar"))
    return truth


# ---- Coming and going ----------------------------------------------------------------------------------------------


@scenario
def _withdrawn_and_reinstated(repository: Repository) -> Truth:
    truth = Truth()
    born(repository, truth, "CS-001", "CS-002")
    files = pair("policies/CS-001", "CS-001")
    truth.add(repository.commit(dict.fromkeys(files), message="Withdraw"), "withdrawn", *both("CS-001"))
    repository.commit({"README": "Something else."})
    again = pair("policies/CS-001", "CS-001", "Text that is back.", "2.0")
    truth.add(repository.commit(again, message="Reinstate"), "major", *both("CS-001"))
    return truth


@scenario
def _a_change_reverted(repository: Repository) -> Truth:
    truth = Truth()
    born(repository, truth, "CS-001")
    truth.add(repository.commit(pair("policies/CS-001", "CS-001", "Worse.")), "minor", *both("CS-001"))
    truth.add(repository.commit(pair("policies/CS-001", "CS-001"), message="Revert"), "minor", *both("CS-001"))
    return truth


@scenario
def _an_id_changed(repository: Repository) -> Truth:
    """The number says who a document is: with another it is another, in both languages."""
    truth = Truth()
    born(repository, truth, "CS-001")
    mark = repository.commit({"content/ar/policies/CS-001.md": policy("CS-009")})
    truth.add(mark, "withdrawn", *both("CS-001"))
    truth.add(mark, "major", *both("CS-009"))
    return truth


@scenario
def _a_translation_apart_from_its_original(repository: Repository) -> Truth:
    """Away from its original's path it is a page of its own; back there it is the translation again."""
    truth = Truth()
    born(repository, truth, "CS-001")
    english = translation()
    apart = repository.commit(moved([("content/en/policies/CS-001.md", "content/en/other.md", english)]))
    truth.add(apart, "withdrawn", ("CS-001", "en"))
    truth.add(apart, "major", ("other", "en"))
    truth.add(
        repository.commit({"content/ar/policies/CS-001.md": policy("CS-001", "More.")}), "minor", ("CS-001", "ar")
    )
    back = repository.commit(moved([("content/en/other.md", "content/en/policies/CS-001.md", english)]))
    truth.add(back, "withdrawn", ("other", "en"))
    truth.add(back, "major", ("CS-001", "en"))
    return truth


@scenario
def _an_id_used_twice(repository: Repository) -> Truth:
    """A copy keeps its original's number for a while: meanwhile the older file is the document."""
    truth = Truth()
    truth.add(repository.commit({"content/ar/b.md": policy("CS-001")}), "major", ("CS-001", "ar"))
    repository.commit({"content/ar/a.md": policy("CS-001", "A copy.")})
    truth.add(repository.commit({"content/ar/b.md": policy("CS-001", "More.")}), "minor", ("CS-001", "ar"))
    mark = repository.commit({"content/ar/a.md": policy("CS-002", "A copy.")})
    truth.add(mark, "major", ("CS-002", "ar"))
    truth.add(repository.commit({"content/ar/b.md": policy("CS-001", "Most.")}), "minor", ("CS-001", "ar"))
    return truth


@scenario
def _a_translation_added_later(repository: Repository) -> Truth:
    truth = Truth()
    truth.add(repository.commit({"content/ar/a.md": policy("CS-001")}), "major", ("CS-001", "ar"))
    truth.add(repository.commit({"content/ar/a.md": policy("CS-001", "More.")}), "minor", ("CS-001", "ar"))
    truth.add(repository.commit({"content/en/a.md": translation()}), "major", ("CS-001", "en"))
    truth.add(repository.commit({"content/en/a.md": translation("More.")}), "minor", ("CS-001", "en"))
    truth.add(repository.commit({"content/en/a.md": None}), "withdrawn", ("CS-001", "en"))
    return truth


@scenario
def _commits_that_touch_nothing(repository: Repository) -> Truth:
    """Empty commits, other files, and a file's mode: none is a revision."""
    truth = Truth()
    first = born(repository, truth, "CS-001")
    repository.commit()
    repository.commit({"README": "x", "content/ar/notes.txt": "x", "content/journeys/images/x.svg": "<svg/>"})
    repository.commit({"content/ar/policies/CS-001.md": runnable(policy("CS-001"))})
    side = repository.commit(branch="side", parents=(first,))
    repository.commit(parents=(repository.tip(), side), message="Merge")
    return truth
