"""The words hold to the code: problem codes, their explanations, and the interface in two languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from string import Formatter

import pytest
import yaml

import support
from handbook.core.problems import catalogue_of_codes

CODES = catalogue_of_codes()
PARTS = ("did-you-mean", "shelves")
"""Not problems, but what the sentences of several are made of."""
TOLD = {code: words for code, words in CODES.items() if code not in PARTS}
PACKAGE = support.ROOT / "plugins" / "handbook"
ARABIC = re.compile("[\u0621-\u064a]")

ELSEWHERE = {
    "file-unreadable": "tests/core/test_content.py: whoever runs the tests as root may read everything",
    "history-off-chain": "tests/revisions/test_edges.py: it takes two builds",
    "diagram-in-browser": "tests/diagrams/test_plugin.py: it depends on the machine",
}
"""Codes that no folder of files can bring about, and who does."""


def codes_in_source() -> Iterator[tuple[str, str]]:
    """Every code that the package names where it makes a problem, with the file."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name("Problem" | "invalid"), args=[_, code, *_]):
                    for part in ast.walk(code):
                        if isinstance(part, ast.Constant):
                            yield str(part.value), path.name
                case ast.Assign(targets=[target], value=value) if "code" in ast.unparse(target).split(", ")[0]:
                    for part in ast.walk(value):
                        if isinstance(part, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z]+)+", str(part.value)):
                            yield str(part.value), path.name


def test_every_problem_is_explained_and_nothing_else() -> None:
    """docs/problems.md has a section for each code."""
    text = (support.ROOT / "docs" / "problems.md").read_text("utf-8")
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert sorted(sections) == sorted(TOLD)


def test_every_code_in_the_source_has_words() -> None:
    """A problem without words would be a traceback."""
    found = list(codes_in_source())
    assert len(found) > 40
    assert [(code, path) for code, path in found if code not in CODES] == []


@pytest.mark.parametrize("code", TOLD)
def test_every_code_is_used(code: str) -> None:
    """Words that nobody says are taken out."""
    assert any(f'"{code}"' in path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("code", TOLD)
def test_every_problem_has_a_case(code: str) -> None:
    """A folder of bad input shows it, or a test that is named here."""
    shown = {place.rpartition(" ")[2] for case in support.bad_cases() for place, _ in support.expected(case)}
    assert (code in shown) != (code in ELSEWHERE)


def fields(text: str) -> set[str]:
    """What stands in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CODES)
def test_a_problem_says_the_same_in_both_languages(code: str) -> None:
    """The same values, a message and a hint in each, severity known."""
    words = CODES[code]
    said = {language: " ".join(words[language].values()) for language in ("en", "ar")}
    assert fields(said["en"]) == fields(said["ar"])
    assert words["en"].keys() == words["ar"].keys()
    assert ARABIC.search(said["ar"])
    assert not ARABIC.search(said["en"])
    if code in TOLD:
        assert words["severity"] in ("error", "warning")
        assert words["en"].keys() == {"message", "hint"}
        assert all(words[language]["message"].endswith((".", "؟", "?")) for language in ("en", "ar"))


# ---- The interface -------------------------------------------------------------------------------------------


def strings(code: str) -> dict[str, str | dict[str, str]]:
    """The words of a language as its file gives them."""
    return yaml.load(files("handbook").joinpath("strings", f"{code}.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)


AR, EN = strings("ar"), strings("en")
PLURALS = [key for key, words in AR.items() if isinstance(words, dict)]


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    """Side by side, two editors see the same file."""
    assert list(AR) == list(EN)


@pytest.mark.parametrize("code", support.LANGUAGES)
def test_no_key_stands_twice(code: str) -> None:
    """YAML would take the last one in silence."""
    text = files("handbook").joinpath("strings", f"{code}.yml").read_text("utf-8")
    keys = re.findall(r"^([\w.-]+):", text, re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))


def test_both_languages_are_given_the_same_values() -> None:
    """A brace that one language forgets would hide a name or a date from its readers."""

    def filled(words: str | dict[str, str]) -> set[str]:
        return fields(" ".join(words.values()) if isinstance(words, dict) else words)

    assert {key: filled(words) for key, words in AR.items()} == {key: filled(words) for key, words in EN.items()}


@pytest.mark.parametrize("key", PLURALS)
def test_arabic_counts_in_all_its_forms(key: str) -> None:
    """One, two, a few, many and other; the number itself is said in all but one and two."""
    words = AR[key]
    assert isinstance(words, dict)
    assert {"one", "two", "few", "many", "other"} <= words.keys() <= {"zero", "one", "two", "few", "many", "other"}
    assert all("{n}" in words[form] for form in ("few", "many", "other"))
    assert len({words[form] for form in ("one", "two", "few")}) == 3


@pytest.mark.parametrize("key", PLURALS)
def test_english_counts_too(key: str) -> None:
    """A plural in one language is a plural in the other."""
    words = EN[key]
    assert isinstance(words, dict)
    assert {"one", "other"} <= words.keys()


def test_arabic_is_written_in_arabic() -> None:
    """No word of the interface was left in English, but for names of formats and settings."""
    plain = {"direction", "locale", "script", "quote", "list.separator"}
    left = {
        key: words
        for key, words in AR.items()
        if isinstance(words, str) and key not in plain and not ARABIC.search(words) and re.search("[A-Za-z]{3}", words)
        if not re.fullmatch(r"[^{}]*(\{\w+\}[^{}]*)+", words)
    }
    assert left == {}
