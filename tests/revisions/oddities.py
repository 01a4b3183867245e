"""Scenarios of form and of odd files: what changes no word, and what is no text at all."""

from __future__ import annotations

from revisions.repository import (
    HOUR,
    OMAR,
    SARA,
    Change,
    Name,
    Person,
    Repository,
    Truth,
    both,
    journey,
    link,
    policy,
    submodule,
)
from revisions.scenarios import born, pair, scenario

BEFORE = """\
One word and *another* one that `runs`.

- a
- b

| x | y |
|---|---|
| 1 | 2 |"""
AFTER = """\
One  **word** and _another_ one
that runs.

-   a
-   b


| x    | y   |
|------|-----|
| 1    | 2   |

"""


@scenario
def _everything_reformatted(repository: Repository) -> Truth:
    truth, numbers = Truth(), ["CS-001", "CS-002", "CS-003"]
    born(repository, truth, *numbers, body=BEFORE)
    changes: dict[Name, Change] = {}
    for number in numbers:
        changes |= pair(f"policies/{number}", number, AFTER)
    truth.add(repository.commit(changes), "editorial", *[key for number in numbers for key in both(number)])
    return truth


@scenario
def _line_ends(repository: Repository) -> Truth:
    truth, path = Truth(), "content/ar/a.md"
    text = policy("CS-001", "One.\n\nTwo.")
    truth.add(repository.commit({path: text.replace("\n", "\r\n")}), "major", ("CS-001", "ar"))
    truth.add(repository.commit({path: text}), "editorial", ("CS-001", "ar"))
    truth.add(repository.commit({path: "\ufeff" + text}), "editorial", ("CS-001", "ar"))
    return truth


@scenario
def _git_attributes(repository: Repository) -> Truth:
    """What git may do to files when it checks them out does not touch what was committed."""
    truth = Truth()
    text = policy("CS-001", "$Id$ text")
    first = repository.commit(
        {
            ".gitattributes": "*.md text eol=crlf ident -diff filter=none working-tree-encoding=UTF-16\n*.yml binary\n",
            "content/journeys/j.yml": journey("j"),
        }
    )
    truth.add(first, "major", *both("j"))
    truth.add(repository.commit({"content/ar/a.md": text}), "major", ("CS-001", "ar"))
    truth.add(repository.commit({"content/ar/a.md": text + "More."}), "minor", ("CS-001", "ar"))
    return truth


# ---- Odd things ----------------------------------------------------------------------------------------------------


@scenario
def _letters_of_the_past(repository: Repository) -> Truth:
    """Messages and names in Latin-1, in no encoding at all, and in Arabic."""
    truth = Truth()
    born(repository, truth, "CS-001")
    people = [
        (Person("René".encode("latin-1"), "rene@people.example"), "Été".encode("latin-1"), "ISO-8859-1"),
        (Person(b"Ren\xe9", "rene@people.example"), b"\xff\xfe broken \x01\x02\x03", ""),
        (Person("سارة", "sara@people.example"), "تعديل\n\nApproved-by: عمر\n", ""),
        (Person("", "nobody@people.example"), "", ""),
        (Person("A  \t B", ""), "x" * 100_000 + "\n\x1e\x1f\n\n", "no-such-encoding"),
    ]
    for number, (who, message, encoding) in enumerate(people):
        changes = pair("policies/CS-001", "CS-001", f"Text {number}.")
        truth.add(repository.commit(changes, author=who, message=message, encoding=encoding), "minor", *both("CS-001"))
    return truth


ODD: list[Name] = [
    "content/ar/with space.md",
    "content/ar/with\nline end.md",
    'content/ar/with "quotes".md',
    "content/ar/with\\backslash.md",
    "content/ar/with\ttab.md",
    "content/ar/:100644 100644 a b M.md",
    "content/ar/سياسة الشكاوى.md",
    "content/ar/e\u0301.md",
    "content/ar/-r.md",
    "content/ar/\x01\x02.md",
]


@scenario
def _odd_file_names(repository: Repository) -> Truth:
    truth = Truth()
    names = dict(enumerate(ODD))
    first = repository.commit({path: policy(f"CS-{n:03}") for n, path in names.items()})
    truth.add(first, "major", *[(f"CS-{n:03}", "ar") for n in names])
    junk: dict[Name, Change] = {b"content/ar/\xff\xfe.md": b"\xff", b"content/\xff/a.md": "x", b"\xff": "x"}
    second = repository.commit({path: policy(f"CS-{n:03}", "More.") for n, path in names.items()} | junk)
    truth.add(second, "minor", *[(f"CS-{n:03}", "ar") for n in names])
    truth.add(second, "major", ("\udcff\udcfe", "ar"))
    return truth


@scenario
def _no_text_at_all(repository: Repository) -> Truth:
    """Once a document was a picture, a link, another repository, empty, or of ten megabytes."""
    truth, path = Truth(), "content/ar/a.md"
    truth.add(repository.commit({path: policy("CS-001")}), "major", ("CS-001", "ar"))
    huge = policy("CS-001", "Many words of text.\n\n" * 500_000)
    truth.add(repository.commit({path: huge}), "minor", ("CS-001", "ar"))
    truth.add(repository.commit({path: policy("CS-001", "\x00\x01 binary")}), "minor", ("CS-001", "ar"))
    truth.add(repository.commit({path: policy("CS-001")}), "minor", ("CS-001", "ar"))
    return truth


@scenario
def _links_and_submodules(repository: Repository) -> Truth:
    """A path that holds no file: the document is not there meanwhile."""
    truth, path = Truth(), "content/ar/a.md"
    truth.add(repository.commit({path: policy("CS-001")}), "major", ("CS-001", "ar"))
    gone = repository.commit({path: link("../b.md"), "content/ar/folder.md/x.md": policy("CS-002")})
    truth.add(gone, "withdrawn", ("CS-001", "ar"))
    truth.add(gone, "major", ("CS-002", "ar"))
    repository.commit({path: submodule("1" * 40)})
    truth.add(repository.commit({path: policy("CS-001", "Back.", "2.0")}), "major", ("CS-001", "ar"))
    return truth


@scenario
def _dates_years_off(repository: Repository) -> Truth:
    """Authors' clocks, time zones, and a committer's clock that goes back: the chain's order counts."""
    truth = Truth()
    born(repository, truth, "CS-001")
    stamps = [(0, 0, "+1400"), (HOUR, 4_000_000_000, "-1200"), (-HOUR, 1, "+0545"), (5 * HOUR, -HOUR, "-0000")]
    for number, (later, authored, zone) in enumerate(stamps):
        changes = pair("policies/CS-001", "CS-001", f"Text {number}.")
        at = repository.clock + later
        mark = repository.commit(changes, at=at, authored=abs(authored), zone=zone, author=SARA, committer=OMAR)
        truth.add(mark, "minor", *both("CS-001"))
    return truth


@scenario
def _replaced_and_grafted(repository: Repository) -> Truth:
    """A machine's own refs/replace and grafts tell another history: they are not looked at."""
    truth = Truth()
    born(repository, truth, "CS-001")
    marks = [repository.commit(pair("policies/CS-001", "CS-001", f"Text {n}.")) for n in range(4)]
    for mark in marks:
        truth.add(mark, "minor", *both("CS-001"))
    repository.write()
    repository.git("replace", repository.sha(marks[2]), repository.sha(marks[0]))
    grafts = repository.folder / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{repository.sha(marks[3])}\n")
    return truth
