"""Problems as data, and as words on a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from handbook.core.problems import Problem, Where, did_you_mean, nearest, ordered
from handbook.core.report import print_problems, summary

FIELD = Problem(Where("ar/a.md", 3), "unknown-field", {"field": "titel", "guess": "title", "known": "id, title"})
FILE = Problem(Where("ar/a.md", 1), "empty-file")
LATE = Problem(Where("en/a.md", 2), "translation-behind", {"translated": "1.0", "version": "1.1"})


def test_problems_come_once_and_in_the_order_of_an_editor() -> None:
    """By file, line and code, whatever found them first or twice."""
    assert ordered([LATE, FIELD, FILE, FIELD]) == [FILE, FIELD, LATE]


def test_a_problem_speaks_both_languages() -> None:
    """Message and hint, with the guess in the words of the language; English where there is no other."""
    assert FIELD.message("en") == "There is no field “titel”."
    assert FIELD.message("ar") == "لا يوجد حقل باسم «titel»."
    assert FIELD.hint("en") == "Did you mean “title”? Known here: id, title."
    assert FIELD.hint("fr") == FIELD.hint("en")


def test_without_a_guess_nothing_is_asked() -> None:
    """The hint then begins with what is known."""
    assert Problem(FIELD.where, FIELD.code, {**FIELD.values, "guess": ""}).hint("en") == "Known here: id, title."
    assert did_you_mean("", "ar") == ""


@pytest.mark.parametrize(
    ("word", "guess"), [("efective", "effective"), ("verison", "version"), ("x", ""), ("", ""), ("draft!", "draft")]
)
def test_the_nearest_word(word: str, guess: str) -> None:
    """A slip is recognised, a different word is not."""
    assert nearest(word, ["version", "effective", "draft", "retired"]) == guess


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        ([], "no problems"),
        ([FIELD], "1 error"),
        ([FIELD, FILE, LATE], "2 errors, 1 warning"),
        ([LATE] * 2, "2 warnings"),
    ],
)
def test_a_summary_counts(problems: list[Problem], said: str) -> None:
    """Errors before warnings, singular and plural."""
    assert summary(problems) == said


def printed(problems: list[Problem], language: str) -> list[str]:
    out = io.StringIO()
    print_problems(problems, Console(file=out, width=40), language)
    return out.getvalue().splitlines()


def test_a_report_groups_by_file_and_never_wraps() -> None:
    """Each place can be clicked in a terminal; English comes first, the editor's language under it."""
    assert printed([LATE, FIELD], "ar") == [
        "",
        "content/ar/a.md",
        "  content/ar/a.md:3:1 error unknown-field",
        "    There is no field “titel”. Did you mean “title”? Known here: id, title.",
        "    لا يوجد حقل باسم «titel». هل تقصد «title»؟ الحقول المعروفة هنا: id, title.",
        "",
        "content/en/a.md",
        "  content/en/a.md:2:1 warning translation-behind",
        f"    {LATE.message('en')} {LATE.hint('en')}",
        f"    {LATE.message('ar')} {LATE.hint('ar')}",
    ]


def test_an_english_report_says_it_once() -> None:
    """The same sentence is not printed under itself."""
    assert len(printed([FILE], "en")) == 4


def test_brackets_in_names_and_values_are_only_brackets() -> None:
    """What an author wrote is never taken for a colour of the terminal."""
    odd = Problem(Where("ar/[red]x.md"), "unknown-placeholder", {"name": "bold", "guess": "", "known": "[i]"})
    assert printed([odd], "en")[1:] == [
        "content/ar/[red]x.md",
        "  content/ar/[red]x.md:1:1 error unknown-placeholder",
        "    There is no placeholder “[[bold]]”. Placeholders: [i].",
    ]
