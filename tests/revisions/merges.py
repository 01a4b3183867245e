"""Scenarios of branches: each brings its work to the main line in another way."""

from __future__ import annotations

from revisions.repository import (
    HODA,
    OMAR,
    Repository,
    Truth,
    both,
)
from revisions.scenarios import born, pair, scenario


@scenario
def _an_evil_merge(repository: Repository) -> Truth:
    """The merge says what neither side said."""
    truth = Truth()
    first = born(repository, truth, "CS-001", "CS-002")
    side = repository.commit(pair("policies/CS-001", "CS-001", "Side."), branch="side", parents=(first,), author=OMAR)
    main = repository.commit(pair("policies/CS-001", "CS-001", "Main."))
    truth.add(main, "minor", *both("CS-001"))
    evil = pair("policies/CS-001", "CS-001", "Neither.") | pair("policies/CS-002", "CS-002", "Evil.")
    merge = repository.commit(evil, parents=(main, side), author=HODA, message="Merge side")
    truth.add(merge, "minor", *both("CS-001"), *both("CS-002"))
    return truth


@scenario
def _squashed(repository: Repository) -> Truth:
    """A branch of three commits becomes one."""
    truth = Truth()
    first = born(repository, truth, "CS-001")
    side = first
    for body in ("A.", "B.", "C."):
        side = repository.commit(pair("policies/CS-001", "CS-001", body), branch="side", parents=(side,))
    truth.add(repository.commit(pair("policies/CS-001", "CS-001", "C.")), "minor", *both("CS-001"))
    return truth


@scenario
def _rebased_and_merged(repository: Repository) -> Truth:
    """The branch's commits stand on the tip, and a merge follows that adds nothing to them."""
    truth = Truth()
    first = born(repository, truth, "CS-001")
    side = first
    for body in ("A.", "B."):
        side = repository.commit(pair("policies/CS-001", "CS-001", body), branch="side", parents=(side,), author=OMAR)
    merge = repository.commit(pair("policies/CS-001", "CS-001", "B."), parents=(first, side), message="Merge")
    truth.add(merge, "minor", *both("CS-001"))
    last = repository.commit(pair("policies/CS-001", "CS-001", "C."), parents=(merge,))
    truth.add(last, "minor", *both("CS-001"))
    return truth


@scenario
def _an_octopus(repository: Repository) -> Truth:
    """Three branches in one merge; each changed a document of its own."""
    truth, numbers = Truth(), ["CS-001", "CS-002", "CS-003"]
    first = born(repository, truth, *numbers)
    sides, whole = [], {}
    for number in numbers:
        changed = pair(f"policies/{number}", number, "Side.")
        sides.append(repository.commit(changed, branch=f"side-{number}", parents=(first,), author=OMAR))
        whole |= changed
    merge = repository.commit(whole, parents=(first, *sides), message="Merge three")
    truth.add(merge, "minor", *[key for number in numbers for key in both(number)])
    return truth


@scenario
def _two_histories_joined(repository: Repository) -> Truth:
    """A merge brings a history that began by itself."""
    truth = Truth()
    born(repository, truth, "CS-001")
    files = pair("policies/CS-002", "CS-002")
    other = repository.commit(files, branch="other", parents=())
    merge = repository.commit(files, parents=(repository.tip(), other), message="Merge")
    truth.add(merge, "major", *both("CS-002"))
    return truth
