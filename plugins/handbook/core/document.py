"""What every document is made of: models, texts in several languages, references, durations."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, RootModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError, core_schema

from handbook.core.problems import Invalid, Problem, nearest
from handbook.core.source import Parsed
from handbook.core.strict_yaml import Place

Lang = str
"""A language's code as in the folder names of the content: `ar`, `en`."""

NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$"
"""An id that is a part of an address: no slash, nothing that leads out of a folder."""
ID_PATTERN = rf"{NAME_PATTERN[:-1]}(?:/{NAME_PATTERN[1:-1]})*$"


def _iso(value: object) -> object:
    """Refuse what pydantic would also take for a date, such as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise PydanticCustomError("date_parsing", "a day is written as 2026-03-01")
    return value


Day = Annotated[dt.date, BeforeValidator(_iso)]
"""A calendar day, written as ISO 8601: `2026-03-01`."""
Name = Annotated[str, Field(pattern=NAME_PATTERN, max_length=80)]
DocId = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Said = Annotated[str, Field(min_length=1)]


def slug(text: str) -> str:
    """Small Latin letters, digits and hyphens of *text*, 60 at most; empty where it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain.replace("'", "")))[:60].rstrip("-")


class Model(BaseModel):
    """Something that people write: closed, so that a misspelt field is found; frozen, so that nothing changes it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Text(RootModel[Said | Annotated[dict[str, Said], Field(min_length=1)]]):
    """A text: one string for all languages, or one for each."""

    model_config = ConfigDict(frozen=True)

    def __getitem__(self, language: Lang) -> str:
        """The text in *language*, or in the first language that it has."""
        if isinstance(self.root, str):
            return self.root
        return self.root.get(language) or next(iter(self.root.values()))

    def languages(self) -> frozenset[str] | None:
        """The languages that the text has; None where one string serves all."""
        return None if isinstance(self.root, str) else frozenset(self.root)


def said(text: Text | None, language: Lang) -> str:
    """*text* in *language*; empty for none."""
    return text[language] if text else ""


class Reference(str):
    """The id of something else; `shelf` says what kind of thing."""

    shelf: ClassVar[str] = ""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(pattern=ID_PATTERN))


class DocRef(Reference):
    """A policy, a journey or a page."""

    shelf = "documents"


class AreaRef(Reference):
    """An area of the handbook."""

    shelf = "areas"


class RoleRef(Reference):
    """A role: people are never named."""

    shelf = "roles"


class ActorRef(Reference):
    """Who takes a step."""

    shelf = "actors"


class PersonaRef(Reference):
    """A type of customer."""

    shelf = "personas"


class ChannelRef(Reference):
    """Where customer and organisation meet."""

    shelf = "channels"


class TouchpointRef(Reference):
    """One meeting of customer and organisation on a channel."""

    shelf = "touchpoints"


VERSION_PATTERN = r"^\d+\.\d+$"
DURATION_PATTERN = r"^[1-9]\d{0,2} (minute|hour|day|week|month|year)s?$"
REVISION_PATTERN = r"^(\d+\.\d+|[0-9a-f]{7,40})$"
EXAMPLES = {
    VERSION_PATTERN: "1.0",
    DURATION_PATTERN: "30 minutes, 12 months",
    NAME_PATTERN: "late-order",
    REVISION_PATTERN: "1.0, 3f9c2ab",
}
"""What people are shown in place of a pattern."""

Version = Annotated[str, Field(pattern=VERSION_PATTERN)]


class Duration(RootModel[Annotated[str, Field(pattern=DURATION_PATTERN)]]):
    """A length of time in words: `30 minutes`, `12 months`."""

    model_config = ConfigDict(frozen=True)

    @property
    def amount(self) -> int:
        """How many units."""
        return int(self.root.split()[0])

    @property
    def unit(self) -> str:
        """minute, hour, day, week, month or year."""
        return self.root.split()[1].removesuffix("s")

    def after(self, day: dt.date) -> dt.date:
        """The day that lies this long after *day*: the last of a shorter month, the calendar's last at the latest.

        Minutes and hours count as no days.
        """
        days = self.amount * {"day": 1, "week": 7}.get(self.unit, 0)
        months = self.amount * {"month": 1, "year": 12}.get(self.unit, 0) + day.month - 1
        try:
            year, month = day.year + months // 12, months % 12 + 1
            last = monthrange(year, month)[1]
            return dt.date(year, month, min(day.day, last)) + dt.timedelta(days=days)
        except (ValueError, OverflowError):
            return dt.date.max


class Document(Model):
    """What every document has, whatever its kind."""

    id: DocId
    """Others refer to the document by it, so it never changes."""
    title: Text
    summary: Text | None = None
    """One sentence: what the reader gets."""
    area: AreaRef | None = None
    version: Version | None = None
    """In quotation marks, so that 1.10 keeps its zero; without it, only revisions are counted."""
    change_note: Text | None = None
    """What changed in this version, for readers. It is overwritten by the next: the history keeps the old one."""
    history_from: Day | None = None
    """Nothing that was published before this day is shown of the document's history."""


M = TypeVar("M", bound=BaseModel)


def build(model: type[M], parsed: Parsed, data: Mapping[str, Any] | None = None, at: Place = ()) -> M:
    """Validate *data* (or all of *parsed*) as *model*, or raise `Invalid` with a place for every problem.

    *at* is where *data* lies in *parsed*.
    """
    try:
        return model.model_validate(parsed.data if data is None else data)
    except ValidationError as e:
        raise Invalid(_problem(model, parsed, at, error) for error in _without_echoes(e.errors())) from None


def _without_echoes(errors: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """One error a place: a union reports each of its members, and a list that an item spoils is "too short"."""
    seen = set[Place]()
    around = {place[:n] for place in (_place(error["loc"]) for error in errors) for n in range(len(place))}
    for error in errors:
        place = _place(error["loc"])
        if place not in seen and not (error["type"] == "too_short" and place in around):
            seen.add(place)
            yield error


_BRANCH = re.compile(r"^(constrained-\w+|function-\w+\[.*|(dict|list|tuple)\[.*)$")


def _place(loc: tuple[int | str, ...]) -> Place:
    """The place in the file, without the names that pydantic gives to the members of a union."""
    return tuple(part for part in loc if isinstance(part, int) or not _BRANCH.match(part))


def _problem(model: type[BaseModel], parsed: Parsed, at: Place, error: ErrorDetails) -> Problem:
    place = (*at, *_place(error["loc"]))
    field = ".".join(map(str, place)) or "(file)"
    kind, given = error["type"], error["input"]
    code, values = "wrong-type", {"field": field, "value": _short(given), "expected": _expected(error)}
    if kind == "extra_forbidden":
        known = _fields_around(model, error["loc"])
        name = str(error["loc"][-1])
        code, values = (
            "unknown-field",
            {"field": name, "guess": nearest(name, known), "known": ", ".join(known)},
        )
    elif kind == "missing":
        code, values = "missing-field", {"field": field}
    elif kind.startswith("date"):
        code, values = "bad-date", {"field": field, "value": _short(given)}
    elif kind == "literal_error" or "pattern" in kind or "greater" in kind or "less" in kind or "too_" in kind:
        known = [word.strip("'") for word in re.split(r", | or ", _expected(error))]
        code, values["guess"] = "bad-value", nearest(str(given), known) if kind == "literal_error" else ""
    return Problem(parsed.where(*place), code, values)


def _short(value: object) -> str:
    said = str(value)
    return said if len(said) <= 60 else said[:59] + "…"


def _expected(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    for key in ("expected", "pattern", "ge", "le", "gt", "lt", "min_length", "max_length"):
        if key in context:
            sign = {"ge": "≥ ", "le": "≤ ", "gt": "> ", "lt": "< ", "min_length": "≥ ", "max_length": "≤ "}
            return f"{sign.get(key, '')}{EXAMPLES.get(context[key], context[key])}"
    return error["type"].removesuffix("_type").removesuffix("_parsing").replace("_", " ")


def _fields_around(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The names that would have been right beside the field at *loc*."""
    for part in loc[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items() if not field.exclude]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Model) else None
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model), None)


def leaves(value: object, at: Place = ()) -> Iterator[tuple[Place, Reference | Text]]:
    """Every reference and every text in *value*, with its place."""
    if isinstance(value, Reference | Text):
        yield at, value
    elif isinstance(value, BaseModel):
        for name, inner in value.__dict__.items():
            if inner is not None:
                yield from leaves(inner, (*at, name))
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*at, number))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(key, (*at, key))
            yield from leaves(inner, (*at, key))
