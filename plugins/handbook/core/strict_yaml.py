"""YAML as plain as JSON: mappings, lists and text, with the place of every field.

Scalars stay text: the models decide what is a number, a date or a yes. So `version: 1.10` keeps its zero and
`answer: no` is not turned into a boolean. Anchors, aliases, tags and merges are refused, because they let a
page say something that is not written where the reader looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import yaml

from handbook.core.characters import hidden
from handbook.core.problems import Invalid, Problem, Where, invalid

Place: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

MAX_DEPTH = 20
MAX_EVENTS = 20_000


def load(text: str, uri: str, first_line: int = 1) -> tuple[Value, Mapping[Place, tuple[int, int]]]:
    """The data of *text* and, for every field, its line and column in the file.

    Raises `Invalid` for what is not YAML or more than JSON-like; *first_line* is the file's line of the text.
    """
    reader = _Reader(uri, first_line)
    try:
        value = reader.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        raise invalid(Where(uri, line, column), "yaml-syntax", reason=e.problem or e.context or "") from None
    except yaml.YAMLError as e:
        raise invalid(Where(uri, first_line), "yaml-syntax", reason=str(e).split("\n")[0]) from None
    if reader.problems:
        raise Invalid(reader.problems)
    return value, reader.places


class _Reader:
    def __init__(self, uri: str, first_line: int) -> None:
        self.uri = uri
        self.first_line = first_line
        self.places: dict[Place, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def document(self, events: Iterator[yaml.Event]) -> Value:
        counted = self._counted(events)
        next(counted)  # the stream's start
        if isinstance(next(counted), yaml.StreamEndEvent):
            return None
        value = self._value(next(counted), counted, ())
        next(counted)  # the document's end
        if not isinstance(after := next(counted), yaml.StreamEndEvent):
            raise invalid(self._where(after), "yaml-several-documents")
        return value

    def _counted(self, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
        for number, event in enumerate(events):
            if number > MAX_EVENTS:
                raise invalid(self._where(event), "yaml-too-large", limit=MAX_EVENTS)
            yield event

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], at: Place) -> Value:
        if len(at) > MAX_DEPTH:
            raise invalid(self._where(event), "nesting-too-deep", what="YAML", limit=MAX_DEPTH)
        self.places.setdefault(at, self._place(event))
        self._refuse_more_than_json(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, at)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, at)
        return self._scalar(event)

    def _mapping(self, events: Iterator[yaml.Event], at: Place) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            if key in found:
                values = {"key": key, "first": self.places[(*at, key)][0]}
                self.problems.append(Problem(self._where(event), "yaml-duplicate-key", values))
            self.places[(*at, key)] = self._place(event)
            found[key] = self._value(next(events), events, (*at, key))
        return found

    def _sequence(self, events: Iterator[yaml.Event], at: Place) -> list[Value]:
        found: list[Value] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._value(event, events, (*at, len(found))))
        return found

    def _key(self, event: yaml.Event) -> str:
        self._refuse_more_than_json(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise invalid(self._where(event), "yaml-key-not-text")
        if event.value == "<<" and not event.style:
            raise invalid(self._where(event), "yaml-not-json-like", what="<<")
        return str(event.value)

    def _scalar(self, event: yaml.Event) -> str | None:
        assert isinstance(event, yaml.ScalarEvent)
        if event.style == '"':  # what an escape writes, the check of the file's own text has not seen
            for _column, code, values in hidden(str(event.value)):
                self.problems.append(Problem(self._where(event), code, values))
        plain = not event.style  # the C parser gives an empty text, the Python one None
        return None if plain and event.value in ("", "~", "null") else str(event.value)

    def _refuse_more_than_json(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise invalid(self._where(event), "yaml-not-json-like", what=f"{sign}{anchor}")
        if tag:
            raise invalid(self._where(event), "yaml-not-json-like", what=tag)

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        assert mark is not None  # events of a text have one
        return mark.line + self.first_line, mark.column + 1

    def _where(self, event: yaml.Event) -> Where:
        return Where(self.uri, *self._place(event))
