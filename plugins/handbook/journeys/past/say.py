"""What stands in a journey's data, in the reader's words: its fields' labels, its values, the names of its parts.

The data may be of any age: what is not understood is said as it is written.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from handbook.core.catalogue import Catalogue
from handbook.core.document import DocRef, Duration, Reference
from handbook.core.language import Language
from handbook.journeys.charts import scale
from handbook.journeys.exchange import fields
from handbook.journeys.exchange.fields import STAGE, STEP, Names
from handbook.journeys.past.known import CHANCE, KPI, LABELS, PAIN, POINTED, RESEARCH, SESSION, THINGS, WORDS
from handbook.journeys.past.state import Data, items

_TRUE, _FALSE = ("true", "True", "yes", "on"), ("false", "False", "no", "off")


@dataclass(frozen=True)
class Speaker:
    """Says in *language* what one state of a journey holds, with the names that *catalogue* has today."""

    language: Language
    catalogue: Catalogue
    data: Data

    def t(self, key: str, **values: object) -> str:
        """The words of comparisons at *key*."""
        return self.language.t(f"past.journey.{key}", **values)

    def text(self, said: object) -> str:
        """A text in the reader's language, or in the first that it has; empty for none."""
        if isinstance(said, dict):
            said = said.get(self.language.code) or next(iter(said.values()), "")
        return "" if said is None else said if isinstance(said, str) else _written(said)

    def quoted(self, said: object) -> str:
        """A text in the language's quotation marks."""
        return self.language.t("quote", text=self.text(said))

    def is_text(self, at: Names, said: object) -> bool:
        """Whether *said* is a text for readers: one for all languages, or one for each."""
        if isinstance(said, dict):
            told = bool(said) and all(isinstance(one, str) for one in said.values())
            return told and (_is_said(at) or said.keys() <= set(self.catalogue.languages))
        return isinstance(said, str) and _is_said(at)

    @cached_property
    def names(self) -> Mapping[tuple[Names, str], str]:
        """The parts of this state by what they are and their id: each one's name in quotation marks."""
        found: dict[tuple[Names, str], str] = {}
        for at, listed in self._parts():
            for item in listed or ():
                if isinstance(name := item.get("id"), str):
                    found.setdefault((at, name), self.name(at, item))
        return found

    def _parts(self) -> list[tuple[Names, list[Data] | None]]:
        stages = items(self.data.get("stages")) or []
        own = [(at, items(stage.get(at[-1]))) for stage in stages for at in (STEP, KPI, PAIN, CHANCE)]
        return [(RESEARCH, items(self.data.get("research"))), (STAGE, stages), *own]

    def name(self, at: Names, item: Data) -> str:
        """What people call *item*, in quotation marks where it is a text; its id where it has no name."""
        own = THINGS[at][1] if at in THINGS else next((n for n in ("name", "title", "text") if item.get(n)), "id")
        said = item.get(own)
        if at == SESSION and said is not None:
            return self.value((*at, own), said, item)
        return self.quoted(said if said is not None else item.get("id") or _written(item))

    def label(self, at: Names) -> str:
        """What people call the field *at*, without the thing that it belongs to; an unknown one as it is written."""
        if at in LABELS:
            return self.language.t(LABELS[at])
        said = fields.words()["fields"].get(".".join(at))
        if said is None:
            return str(at[-1])
        own = fields.spoken(said, self.language.code).rpartition(": ")[2]
        return own[:1].upper() + own[1:]

    def value(self, at: Names, said: Any, item: Data | None = None, mark: bool = True) -> str:
        """What the field *at* holds; *item* is what it belongs to. Texts get quotation marks, unless not *mark*."""
        if isinstance(said, list):
            whole = [self.value(at, one, item, mark) for one in said]
            return self.language.t("list.separator").join(whole) if whole else self.language.t("compare.nothing")
        if at == (*STEP, "emotion"):
            return self.feeling(said)
        if isinstance(said, dict) and not self.is_text(at, said):
            return self.name(at, said)
        if isinstance(said, dict):
            return self.quoted(said) if mark else self.text(said)
        told = self._scalar(at, said, item or {})
        return told or (self.quoted(said) if mark else self.text(said))

    def feeling(self, said: Any) -> str:
        """A degree of the scale in a word, or one for each persona."""
        if isinstance(said, dict):
            each = (f"{self._reference('personas', str(who))}: {self.feeling(felt)}" for who, felt in said.items())
            return self.language.t("list.separator").join(each) or self.language.t("compare.nothing")
        felt = _number(said)
        if felt is None or not -2 <= felt <= 2:
            return self.quoted(said)
        figure = scale.signed(felt)
        # In a right-to-left sentence a sign before a figure would come to stand behind it.
        figure = f"\N{LEFT-TO-RIGHT MARK}{figure}" if self.language.direction == "rtl" else figure
        return self.language.t("compare.feeling", word=scale.word(felt, self.language), value=figure)

    def _scalar(self, at: Names, said: Any, item: Data) -> str:
        """The value of a field of the model in words; empty where it is a text, or not understood."""
        shape = fields.shapes().get(at)
        if shape is None or said is None or shape.text:
            return ""
        if at in POINTED:
            return self.names.get((POINTED[at], str(said)), str(said))
        if at in WORDS:
            told = self._words(f"{WORDS[at]}.{said}")
            return f"{told} ({said})" if told and shape.limits else told
        if shape.limits == (1, 5):
            return self.language.t("score.of_five", n=said)
        if shape.inner is bool:
            known = "yes" if str(said) in _TRUE else "no" if str(said) in _FALSE else ""
            return self.language.t(f"analysis.answer.{known}") if known else ""
        if isinstance(shape.inner, type) and issubclass(shape.inner, Reference):
            return self._reference(shape.inner.shelf, str(said))
        if shape.inner in _READERS:
            return _READERS[shape.inner](self, said, item)
        return ""

    def _words(self, key: str) -> str:
        """The words at *key*; empty where there are none."""
        try:
            return self.language.t(key)
        except KeyError:
            return ""

    def _reference(self, shelf: str, name: str) -> str:
        """The name of something outside the journey, with the number of a document; the id of what is no more."""
        if shelf == DocRef.shelf:
            entry = self.catalogue.entries.get(name)
            if entry is None:
                return name
            return self.t("document", title=self.quoted(entry.document.title[self.language.code]), id=name)
        placed = self.catalogue.library.get(shelf, {}).get(name)
        return str(placed.item.name[self.language.code]) if placed else name  # type: ignore[attr-defined]  # all have one

    def amount(self, said: Any, kpi: Data) -> str:
        """A figure with the unit of its KPI."""
        number = _number(said)
        figure = self.text(said) if number is None else self.language.number(number)
        unit = self.text(kpi.get("unit"))
        return f"{figure}{'' if unit in ('%', '') else ' '}{unit}"

    def day(self, said: Any, _item: Data) -> str:
        """A day in words."""
        try:
            seen = self.language.date(dt.date.fromisoformat(str(said)))
        except ValueError:
            return ""
        return seen.text if seen else ""

    def length(self, said: Any, _item: Data) -> str:
        """A length of time in words."""
        try:
            return self.language.duration(Duration(said))
        except ValidationError:
            return ""


_READERS: Mapping[object, Callable[[Speaker, Any, Data], str]] = MappingProxyType(
    {float: Speaker.amount, dt.date: Speaker.day, Duration: Speaker.length}
)


def _is_said(at: Names) -> bool:
    shape = fields.shapes().get(at)
    return bool(shape and shape.text)


def _number(said: object) -> float | None:
    try:
        number = float(str(said))
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _written(said: object) -> str:
    """Data as text, in a notation that people can read."""
    return json.dumps(said, ensure_ascii=False)
