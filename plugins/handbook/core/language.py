"""A language of the handbook: its words, its plurals, its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from hijridate import Gregorian

from handbook.core.document import Duration

Direction = Literal["rtl", "ltr"]
FIRST_HIJRI, LAST_HIJRI = dt.date(1924, 8, 1), dt.date(2077, 11, 16)
"""The days that the Umm al-Qura tables of hijridate cover."""


@dataclass(frozen=True, slots=True)
class DateView:
    """A day as readers see it: ISO for machines, the Gregorian words, the Hijri words where asked for."""

    iso: str
    text: str
    hijri: str | None = None


@dataclass(frozen=True)
class Language:
    """A language with every word that the site says in it."""

    code: str
    strings: Mapping[str, str | Mapping[str, str]]
    fallback: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    """English, for a word that a new language does not have yet."""

    @cached_property
    def name(self) -> str:
        """The language's own name for itself."""
        return str(self.strings["name"])

    @cached_property
    def direction(self) -> Direction:
        """Which way it is written."""
        return "rtl" if self.strings["direction"] == "rtl" else "ltr"

    @cached_property
    def locale(self) -> Locale:
        """Babel's rules for its plurals and dates."""
        return Locale.parse(str(self.strings["locale"]))

    def t(self, key: str, **values: object) -> str:
        """The words at *key*, with *values* in their braces; `n` chooses the plural form.

        Raises `KeyError` for a key that neither the language nor the fallback has.
        """
        words = self.strings[key] if key in self.strings else self.fallback[key]
        if not isinstance(words, str):
            number = values.get("n", 0)
            assert isinstance(number, int), f"{key} says a number: give n."
            words = words.get(self.locale.plural_form(number), words["other"])
        return words.format(**values) if values else words

    def date(self, day: dt.date | None) -> DateView | None:
        """*day* in words; None for None."""
        return _date(self, day) if day else None

    def month(self, day: dt.date) -> str:
        """The name of the month of *day*."""
        return str(format_date(day, "LLLL", locale=self.locale))

    def number(self, value: float) -> str:
        """A figure with at most two decimals, below 0.01 with two digits, in the Western digits of the whole site."""
        pattern = "@@" if 0 < abs(value) < 0.01 else "#,##0.##"
        return str(format_decimal(value + 0.0, pattern, locale=self.locale, numbering_system="latn"))

    def duration(self, length: Duration | None) -> str:
        """A length of time in words; empty for None."""
        if length is None:
            return ""
        return self.t(f"duration.{length.unit}s", n=length.amount)

    def __hash__(self) -> int:
        return hash(self.code)


@lru_cache(maxsize=4096)
def _date(language: Language, day: dt.date) -> DateView:
    words = format_date(day, "d MMMM y", locale=language.locale)
    hijri = None
    if FIRST_HIJRI <= day <= LAST_HIJRI and "date.hijri" in language.strings:
        umm = Gregorian(day.year, day.month, day.day).to_hijri()
        month = language.t(f"hijri.{umm.month}")
        hijri = language.t("date.hijri", day=umm.day, month=month, year=umm.year)
    return DateView(day.isoformat(), words, hijri)


def load(code: str, folder: Path | None = None) -> Language:
    """The language *code* from `folder/code.yml`, else from the package's own strings.

    Raises `FileNotFoundError` where there is no such file, `ValueError` where it is not whole.
    """
    own = files("handbook").joinpath("strings")
    english = _strings(own.joinpath("en.yml").read_text("utf-8"))
    if folder and (folder / f"{code}.yml").is_file():
        return _whole(Language(code, _strings((folder / f"{code}.yml").read_text("utf-8")), english))
    packaged = own.joinpath(f"{code}.yml")
    if not packaged.is_file():
        raise FileNotFoundError(
            f"There are no words for the language '{code}': write {folder or 'strings'}/{code}.yml."
        )
    return Language(code, _strings(packaged.read_text("utf-8")), english)


def _whole(language: Language) -> Language:
    """*language*, if it says what nobody can guess; raises `ValueError` naming what is missing."""
    if missing := [key for key in ("name", "direction", "locale") if key not in language.strings]:
        raise ValueError(f"The words for the language '{language.code}' do not say: {', '.join(missing)}.")
    try:
        _ = language.locale
    except (UnknownLocaleError, ValueError):
        said = language.strings["locale"]
        raise ValueError(f"The words for the language '{language.code}' name an unknown locale: {said}.") from None
    return language


def _strings(text: str) -> dict[str, str | dict[str, str]]:
    strings: dict[str, str | dict[str, str]] = yaml.load(text, Loader=yaml.CBaseLoader)
    return strings
