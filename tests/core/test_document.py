"""What documents are made of: durations, dates, texts, and problems with a place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handbook.core.document import Day, Document, Duration, Model, Text, build, leaves
from handbook.core.problems import Invalid
from handbook.core.source import Source, parse_yaml

TABLE = (Path(__file__).parent / "durations.txt").read_text("utf-8").splitlines()[1:]
days = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
lengths = st.builds(
    "{} {}".format, st.integers(1, 400), st.sampled_from(["minutes", "hours", "days", "weeks", "months", "years"])
).map(Duration)


@pytest.mark.parametrize("line", TABLE)
def test_a_length_of_time_after_a_day(line: str) -> None:
    """Months keep the day, or take the last one of a shorter month."""
    day, length, then = line[:10], line[12:23].strip(), line[25:]
    assert Duration(length).after(dt.date.fromisoformat(day)) == dt.date.fromisoformat(then)


@given(days, days, lengths)
def test_a_later_start_never_ends_earlier(one: dt.date, other: dt.date, length: Duration) -> None:
    """A length of time keeps the order of days and never leads back."""
    first, second = sorted([one, other])
    assert first <= length.after(first) <= length.after(second)


@pytest.mark.parametrize("length", ["1 day", "1 month", "999 years"])
def test_the_calendar_has_a_last_day(length: str) -> None:
    """A date typed with a wrong year is no reason for a traceback."""
    assert Duration(length).after(dt.date.max) == dt.date.max


@pytest.mark.parametrize(
    "said", ["a month", "1 fortnight", "-1 days", "1.5 hours", "12  months", "6 month s", "99999 years", ""]
)
def test_other_words_are_no_length_of_time(said: str) -> None:
    """Only a whole number and a unit are understood, and no number that leads out of the calendar."""
    with pytest.raises(ValidationError):
        Duration(said)


class Dated(Model):
    day: Day | None = None


def problems(model: type[Model], text: str) -> list[str]:
    with pytest.raises(Invalid) as caught:
        build(model, parse_yaml(Source("file.yml", text)))
    return [f"{p.where.line} {p.code}" for p in caught.value.problems]


@pytest.mark.parametrize("said", ["2026-02-30", "01/03/2026", "2026", "0", "March 2026", "2026-3-1", '""'])
def test_only_an_iso_day_is_a_date(said: str) -> None:
    """What looks like a number of seconds, or like another country's date, is refused and not guessed at."""
    assert problems(Dated, f"# a date\nday: {said}\n") == ["2 bad-date"]


def test_a_field_without_a_value_is_as_good_as_none() -> None:
    """An editor may leave `effective_date:` empty until it is known."""
    assert build(Dated, parse_yaml(Source("file.yml", "day:\n"))).day is None


def test_one_problem_a_place() -> None:
    """A field that may be one of two things is reported once, at its own line."""
    assert problems(Document, "id: x\ntitle: [a, b]\n") == ["2 wrong-type"]


def test_a_text_falls_back_to_the_language_that_it_has() -> None:
    """A reader sees another language rather than nothing."""
    text = Text({"ar": "نعم"})
    assert (text["ar"], text["en"], Text("OK")["en"]) == ("نعم", "نعم", "OK")


def test_leaves_are_all_texts_and_references_with_their_places() -> None:
    """What checks walk over: nothing is left out, however deep it lies."""
    document = Document.model_validate({"id": "x", "title": {"ar": "أ", "en": "a"}, "area": "craft"})
    found = {at: str(leaf) if isinstance(leaf, str) else leaf.root for at, leaf in leaves(document)}
    assert found == {("title",): {"ar": "أ", "en": "a"}, ("area",): "craft"}
