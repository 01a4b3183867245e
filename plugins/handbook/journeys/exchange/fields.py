"""The fields of a journey as they are called outside: the path of each, its order, its label.

A key is a path without the numbers of stages and steps, because those are the columns of a table:
`stages.goal.ar`, `stages.kpis.1.name.en`, `stages.steps.next.2.to`, `scope.actor`.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

import yaml

from handbook.core.document import Model, Text
from handbook.journeys.model import Journey

Key: TypeAlias = tuple[str | int, ...]
"""The parts of a key; a number is the place in a list, from 1."""
Names: TypeAlias = tuple[str, ...]
"""A key without numbers, languages and personas: the path of a field in the model."""

STAGE: Names = ("stages",)
STEP: Names = ("stages", "steps")
_EARLY = {STEP: 2.5}
"""In a table the steps follow the stage's name and goal: figures and pain points come below them."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[^."]+')


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field holds."""

    place: float
    """Its order among its neighbours."""
    inner: Any
    """A model, `Text`, or what a scalar is checked against."""
    many: bool
    """Whether it is a list."""
    by_name: bool
    """Whether its value may be a mapping: a text by language, an emotion by persona."""
    needed: bool
    default: Any = None
    limits: tuple[int, int] | None = None
    """The least and the greatest whole number that it may be, both inclusive; None where nothing limits it."""

    @property
    def model(self) -> type[Model] | None:
        """The model of its parts, where it has parts."""
        return self.inner if isinstance(self.inner, type) and issubclass(self.inner, Model) else None

    @property
    def text(self) -> bool:
        """Whether it says something to readers."""
        return self.inner is Text

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that it may be; empty where it may be any."""
        if self.inner is bool:
            return "true", "false"
        return get_args(self.inner) if get_origin(self.inner) is Literal else ()


def _alternatives(annotation: Any) -> Iterator[Any]:
    """The types of a union, without None and without what pydantic adds."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for inner in get_args(annotation):
            yield from _alternatives(inner)
    elif annotation is not type(None):
        yield annotation


def _limits(annotation: Any, metadata: Iterable[Any] = ()) -> tuple[int, int] | None:
    """The first pair of limits in *metadata*, or else inside *annotation*."""
    low = next((int(one.ge) for one in metadata if getattr(one, "ge", None) is not None), None)
    high = next((int(one.le) for one in metadata if getattr(one, "le", None) is not None), None)
    if low is not None and high is not None:
        return low, high
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        said = [part for one in more for part in getattr(one, "metadata", (one,))]
        return _limits(inner, said)
    return next((found for inner in get_args(annotation) if (found := _limits(inner))), None)


def _walk(model: type[Model], at: Names) -> Iterator[tuple[Names, Shape]]:
    for number, (own, field) in enumerate(model.model_fields.items()):
        names = (*at, field.alias or own)
        found = list(_alternatives(field.annotation))
        many = get_origin(found[0]) is tuple
        inner = next(_alternatives(get_args(found[0])[0])) if many else found[0]
        by_name = inner is Text or any(get_origin(one) is dict for one in found)
        shape = Shape(_EARLY.get(names, number), inner, many, by_name, field.is_required(), field.default)
        shape = replace(shape, limits=_limits(field.annotation, field.metadata) if inner is int else None)
        yield names, shape
        if shape.model:
            yield from _walk(shape.model, names)


@cache
def shapes() -> Mapping[Names, Shape]:
    """Every field of a journey by its path, in the order of the model."""
    return dict(_walk(Journey, ()))


def names(key: Key) -> tuple[Names, str]:
    """The field that *key* means, and the language or persona at its end; the field is empty for an unknown key."""
    said = [part for part in key if isinstance(part, str)]
    for rest in (0, 1):
        field = tuple(said[: len(said) - rest])
        shape = shapes().get(field)
        if shape and (not rest or shape.by_name):
            return field, said[-1] if rest else ""
    return (), ""


def known(key: Key) -> bool:
    """Whether *key* is the path of something in a journey: with numbers only where there are lists, one for each."""
    said: Names = ()
    before: str | int = 0
    for part in key:
        if isinstance(part, str):
            said = (*said, part)
        elif isinstance(before, int) or said in (STAGE, STEP) or not (s := shapes().get(said)) or not s.many:
            return False
        before = part
    return bool(names(key)[0])


def order(key: Key) -> tuple[tuple[int, float, str], ...]:
    """What sorts keys as the model does, languages and personas by name."""
    found, said = [], list[str]()
    for part in key:
        if isinstance(part, int):
            found.append((1, float(part), ""))
            continue
        said.append(part)
        shape = shapes().get(tuple(said))
        found.append((0, shape.place, "") if shape else (2, 0.0, part))
    return tuple(found)


def written(key: Key) -> str:
    """*key* as text; a part that could be taken for another thing stands in quotation marks."""
    return ".".join(
        part if isinstance(part, str) and _PLAIN.fullmatch(part) else json.dumps(part, ensure_ascii=False)
        for part in key
    )


def parse(text: str) -> Key:
    """The key that *text* writes; empty where it is none, or not that of a journey's field."""
    text = text.strip()
    parts = _PART.findall(text)
    if ".".join(parts) != text:
        return ()
    try:
        key = tuple(json.loads(part) if part[0] == '"' else int(part) if part.isdecimal() else part for part in parts)
    except ValueError:
        return ()
    return key if known(key) else ()


# ---- Words -----------------------------------------------------------------------------------------------------


@cache
def words() -> Mapping[str, Any]:
    """The labels of all fields and what else a table says, from words.yml, by language."""
    found: Mapping[str, Any] = yaml.load(
        files(__package__).joinpath("words.yml").read_text("utf-8"), Loader=yaml.CBaseLoader
    )
    return found


def spoken(said: Mapping[str, str], code: str) -> str:
    """What is *said* in the language *code*, or else in English."""
    return said.get(code) or said["en"]


def label(key: Key, code: str) -> str:
    """What people call the field at *key*: with its number in a list, and with its language or persona."""
    field, rest = names(key)
    parts = [spoken(words()["fields"][".".join(field)], code)]
    numbers = [str(part) for part in key if isinstance(part, int)]
    if numbers:
        parts.append(" / ".join(numbers))
    if rest:
        language = words()["languages"].get(rest) if shapes()[field].text else None
        parts.append(f"({spoken(language, code) if language else rest})")
    return " ".join(parts)
