"""A language's words, plurals and dates."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from handbook.core.document import Duration
from handbook.core.language import Language, load

AR, EN = load("ar"), load("en")


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "متأخرة يومًا واحدًا"),
        (2, "متأخرة يومين"),
        (3, "متأخرة 3 أيام"),
        (10, "متأخرة 10 أيام"),
        (11, "متأخرة 11 يومًا"),
        (99, "متأخرة 99 يومًا"),
        (100, "متأخرة 100 يوم"),
        (103, "متأخرة 103 أيام"),
    ],
)
def test_arabic_counts_as_arabic_does(n: int, said: str) -> None:
    """One, two, a few, many and a hundred are five different forms."""
    assert AR.t("review.overdue_days", n=n) == said


@pytest.mark.parametrize(
    ("length", "ar", "en"),
    [
        ("1 minute", "دقيقة واحدة", "1 minute"),
        ("2 hours", "ساعتان", "2 hours"),
        ("3 days", "3 أيام", "3 days"),
        ("11 weeks", "11 أسبوعًا", "11 weeks"),
        ("100 months", "100 شهر", "100 months"),
        ("1 years", "سنة واحدة", "1 year"),
    ],
)
def test_lengths_of_time_in_words(length: str, ar: str, en: str) -> None:
    """Every unit is said in the form that its number asks for."""
    assert (AR.duration(Duration(length)), EN.duration(Duration(length))) == (ar, en)


@pytest.mark.parametrize(
    ("day", "ar", "en"),
    [
        ("2026-03-01", ("1 مارس 2026", "12 رمضان 1447هـ"), ("1 March 2026", "12 Ramadan 1447 AH")),
        ("1924-08-01", ("1 أغسطس 1924", "1 محرم 1343هـ"), ("1 August 1924", "1 Muharram 1343 AH")),
        ("2077-11-16", ("16 نوفمبر 2077", "30 ذو الحجة 1500هـ"), ("16 November 2077", "30 Dhul Hijjah 1500 AH")),
        ("2077-11-17", ("17 نوفمبر 2077", None), ("17 November 2077", None)),
        ("1924-07-31", ("31 يوليو 1924", None), ("31 July 1924", None)),
    ],
)
def test_a_day_in_both_calendars(day: str, ar: tuple[str, str | None], en: tuple[str, str | None]) -> None:
    """Latin digits in both languages; no Hijri date outside the Umm al-Qura tables."""
    for language, said in ((AR, ar), (EN, en)):
        view = language.date(dt.date.fromisoformat(day))
        assert view is not None
        assert (view.iso, view.text, view.hijri) == (day, *said)


def test_no_day_and_no_length_have_no_words() -> None:
    """What a document does not say is not made up."""
    assert (AR.date(None), AR.duration(None)) == (None, "")


def test_a_new_language_borrows_english_for_what_it_does_not_say_yet(tmp_path: Path) -> None:
    """A translation of the interface can grow word by word, and shows no Hijri dates unless it asks for them."""
    (tmp_path / "fr.yml").write_text('name: "Français"\ndirection: ltr\nlocale: fr\nnav.home: "Accueil"\n', "utf-8")
    french = load("fr", tmp_path)
    assert (french.name, french.direction, french.t("nav.home")) == ("Français", "ltr", "Accueil")
    assert french.t("search.open") == EN.t("search.open")
    day = french.date(dt.date(2026, 3, 1))
    assert day is not None
    assert (day.text, day.hijri) == ("1 mars 2026", None)


def test_a_sites_own_words_win(tmp_path: Path) -> None:
    """A file in the site's folder stands before the packaged one."""
    (tmp_path / "en.yml").write_text('name: "House English"\ndirection: ltr\nlocale: en_GB\n', "utf-8")
    assert load("en", tmp_path).name == "House English"
    assert load("ar", tmp_path).name == AR.name


def test_a_language_without_words_is_named_with_the_file_to_write(tmp_path: Path) -> None:
    """The message tells an administrator what to do."""
    with pytest.raises(FileNotFoundError, match=r"'fr'.*fr\.yml"):
        load("fr", tmp_path)


def test_a_key_that_nobody_has_is_a_programmers_mistake() -> None:
    """It fails loudly rather than showing a key to readers."""
    with pytest.raises(KeyError):
        Language("xx", {"locale": "en"}).t("no.such.key")
