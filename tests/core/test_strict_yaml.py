"""YAML as plain as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.core.characters import hidden
from handbook.core.problems import Invalid, Problem
from handbook.core.strict_yaml import load

# YAML knows no lone surrogates, and forbids most control characters or folds them.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Co"]), max_size=30).filter(
    lambda text: not list(hidden(text))
)
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()


def like_json(leaves):
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=15
    )


def as_text(value):
    """What *value* is to somebody who reads scalars as text."""
    if isinstance(value, list):
        return [as_text(item) for item in value]
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    return value if value is None or isinstance(value, str) else json.dumps(value)


@pytest.mark.parametrize("path", support.fixtures(Path(__file__).parent / "yaml"), ids=support.name_of)
def test_values_and_places(path: Path) -> None:
    """Scalars stay text, only an empty one is nothing, and every field knows its line and column."""
    case = support.parts(path)
    value, places = load(case["yaml"], "file.yml")
    assert value == json.loads(case["value"])
    named = {".".join(map(str, at)): f"{line}:{column}" for at, (line, column) in places.items()}
    for wanted in case["places"].splitlines():
        name, _, place = wanted.rpartition(" ")
        assert (name, named[name]) == (name, place)


def test_lines_count_from_where_the_text_stands_in_its_file() -> None:
    """Front matter begins on the file's second line."""
    _, places = load("id: x\ntitle: y\n", "file.md", first_line=2)
    assert places["title",] == (3, 1)


@given(like_json(texts | st.none() | numbers))
def test_json_is_read_as_it_is(value: object) -> None:
    """Whatever JSON can say is read back, numbers and booleans as they were written."""
    assert load(json.dumps(value, ensure_ascii=False), "file.yml")[0] == as_text(value)


@given(like_json(texts | st.none()))
def test_yaml_is_read_as_it_is(value: object) -> None:
    """Texts survive the styles that a YAML writer chooses for them."""
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=40)
    assert load(text, "file.yml")[0] == value


@given(st.dictionaries(texts.filter(bool), like_json(texts), min_size=1, max_size=5))
def test_every_place_points_at_its_field(value: dict[str, object]) -> None:
    """The line and column of a field are where its name stands."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    _, places = load(text, "file.yml")
    lines = text.split("\n")
    for key in value:
        line, column = places[key,]
        assert lines[line - 1][column - 1 :].startswith(json.dumps(key, ensure_ascii=False))


@given(st.text(st.sampled_from("[]{}:,-&*!|>'\"#%@`?~<= \n\tab1"), max_size=40))
def test_any_text_is_data_or_a_problem_with_a_place(text: str) -> None:
    """No text makes the reader fail in another way than by saying what is wrong, and where."""
    problems: tuple[Problem, ...] = ()
    try:
        load(text, "file.yml")
    except Invalid as e:
        problems = e.problems
    assert all(1 <= p.where.line <= text.count("\n") + 2 and p.message("ar") for p in problems)
