"""From a file of another program to the YAML of a journey: read, understood, completed, proved. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from handbook.core.catalogue import Bundle, Catalogue
from handbook.core.problems import Invalid
from handbook.core.source import Source, suspicious
from handbook.exchange import keyed, meaning, yaml_out
from handbook.exchange.grid import Found, Grid, read_csv
from handbook.exchange.layout import layout
from handbook.exchange.names import Library, slug
from handbook.exchange.plain import Reader, placeholder
from handbook.exchange.report import Report
from handbook.exchange.say import Refused, words
from handbook.exchange.workbook_in import read_xlsx
from handbook.journeys.exchange import fields
from handbook.journeys.model import Journey
from handbook.journeys.read import JOURNEY

ROUNDS = 2000
"""So many values may be taken out before the rest is looked at no more."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says of a file beside its name."""

    id: str | None = None
    language: str = ""
    """With which the texts of a table without keys are marked."""
    labels: Mapping[str, str] | None = None
    """Plain label → field; see `meaning.mapping`."""
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A journey that was read, its file's text, and what there is to tell."""

    journey: Journey
    text: str
    report: Report


def grids(raw: bytes, name: str) -> list[Grid]:
    """The sheets of the file called *name*; raises `Refused`."""
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        return read_xlsx(raw, name)
    if ending == "xlsm":
        raise Refused("macros", file=name)
    if ending in ("xls", "xlsb"):
        raise Refused("old-workbook", file=name)
    if ending != "csv":
        raise Refused("unknown-format", file=name)
    return [read_csv(raw, name)]


def journey(raw: bytes, name: str, catalogue: Catalogue, wishes: Wishes) -> Made:
    """The journey in the file called *name*; raises `Refused`."""
    sheets, report = grids(raw, name), Report()
    if keyed.has_keys(sheets):
        data = keyed.read(sheets, report)
        keyed.complete(data, report)
        if wishes.id:
            data["id"] = Found(wishes.id)
    else:
        data = _plain(sheets, name, catalogue, wishes, report)
    made = _settled(data, report, name)
    text = yaml_out.text(made, wishes.schema) + report.comments()
    _prove(text, made, catalogue, name)
    return Made(made, text, report)


def _plain(sheets: list[Grid], name: str, catalogue: Catalogue, wishes: Wishes, report: Report) -> dict[str, Any]:
    """The data of a map without keys, with what it does not tell assumed."""
    labels = wishes.labels or {}
    for grid in sheets:
        found = layout(grid, labels, wishes.language, report)
        if found is None:
            continue
        for other in sheets:
            report.leave([] if other is grid else other.cells, other.name, "sheet")
            report.leave(other.beside, "", "beside")
        reader = Reader(Library(catalogue), report, name, wishes.language)
        report.originals = {cell.at: cell for cell in grid.cells}
        data = reader.read(found)
        told = {cell.at for cell in _leaves(data)} | {one.cell.at for one in report.unplaced} | report.used
        told |= {at for at, _, _ in report.mapped}
        report.leave([cell for cell in grid.cells if cell.at not in told], "", "unused")
        return _completed(data, reader, name, wishes)
    raise Refused("no-stages", file=name)


def _completed(data: dict[str, Any], reader: Reader, name: str, wishes: Wishes) -> dict[str, Any]:
    """*data* with all that a journey must have; what is added is told."""
    report, library = reader.report, reader.library
    stem = name.rpartition(".")[0]
    if wishes.id:
        data["id"] = Found(wishes.id)
    else:
        data["id"] = Found(slug(stem) or "journey")
        report.assume("id", value=data["id"].text)
    if "title" not in data:
        data["title"] = Found(stem)
        report.assume("title", value=stem)
    if "type" not in data:
        data["type"] = Found("end_to_end")
        report.assume("type", value="end_to_end")
    if "state" not in data:
        report.assume("state", value="as_is")
    scope, steps = data.setdefault("scope", {}), [step for stage in data["stages"] for step in stage["steps"]]
    for field, step in (("start", steps[0]), ("end", steps[-1])):
        if field not in scope:
            scope[field] = step["name"]
            report.assume("ends", value=f"scope.{field}", step=step["id"].text)
    for field in ("business_goal", "customer_goal", "scenario"):
        if field not in scope:
            scope[field] = placeholder(f"scope.{field}", library)
            report.assume("scope", value=f"scope.{field}")
    for where, field, shelf, lane in ((scope, "actor", "actors", "customer"), (data, "lifecycle", "roles", "")):
        if field not in where:
            first = library.first(shelf, lane) or library.first(shelf)
            if not first:
                raise Refused("empty-shelf", shelf=shelf)
            where[field] = Found(first) if field == "actor" else {"owner": Found(first)}
            report.assume("owner" if shelf == "roles" else "actor", value=first)
    lonely = [step for step in steps if "initiator" not in step]
    for step in lonely:
        step["initiator"] = scope["actor"]
    if lonely:
        report.assume("initiator", n=len(lonely), value=scope["actor"].text)
    for step in steps:
        if "receiver" in step and "kind" not in step:
            step["kind"] = Found("communication")
            report.assume("receiver", value=step["id"].text)
    if not wishes.language:
        report.assume("once")
    return data


# ---- Proof -----------------------------------------------------------------------------------------------------


def _settled(data: dict[str, Any], report: Report, file: str) -> Journey:
    """The journey that *data* is without the values that the model refuses: those go into the *report*."""
    for _ in range(ROUNDS):
        try:
            return Journey.model_validate(_texts(data))
        except ValidationError as e:
            wrong = [(_path(data, error["loc"]), error["type"] == "missing", error["loc"]) for error in e.errors()]
        place, missing, loc = next((one for one in wrong if not one[1]), wrong[0])
        name = ".".join(str(part) for part in place if isinstance(part, str))
        if missing:
            lacking = ".".join((name, str(loc[-1]))).strip(".")
            place = _item(place)
            if not place:
                raise Refused("not-a-journey", file=file, reasons="\n".join(_reasons(lacking, report)))
            _take_out(data, place, report, "incomplete", lacking)
        elif not place:
            raise Refused("not-a-journey", file=file, reasons=str(loc))
        else:
            _take_out(data, place, report, "not-valid", name)
    raise Refused("too-large", file=file, limit=ROUNDS)


def _reasons(lacking: str, report: Report) -> Iterator[str]:
    """What is missing, and the values that were refused on the way there."""
    for language in ("en", "ar"):
        yield words()["reasons"]["incomplete"][language].format(field=lacking)
        yield from (f"{one.kept()} ({one.why(language)})" for one in report.unplaced if one.reason == "not-valid")


def _texts(value: Any) -> Any:
    """*value* with texts in the place of cells."""
    if isinstance(value, dict):
        return {key: _texts(inner) for key, inner in value.items()}
    return [_texts(inner) for inner in value] if isinstance(value, list) else value.text


Path = tuple[str | int, ...]


def _path(data: Any, loc: Iterable[str | int]) -> Path:
    """The part of *loc* that exists in *data*: pydantic also names members of unions."""
    at: list[str | int] = []
    for part in loc:
        places: Iterable[str | int] = (
            data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
        )
        if part in places:
            data = data[part]
            at.append(part)
    return tuple(at)


def _item(place: Path) -> Path:
    """The innermost item of a list around *place* that the journey can do without; empty for none."""
    for end in range(len(place), 0, -1):
        names = tuple(part for part in place[:end] if isinstance(part, str))
        if isinstance(place[end - 1], int) and names not in (fields.STAGE, fields.STEP):
            return place[:end]
    return place if place in (("analysis",), ("validation",)) else ()


def _take_out(data: Any, place: Path, report: Report, reason: str, name: str) -> None:
    """Take the value at *place* out of *data* into the *report*."""
    around: Any = data
    for part in place[:-1]:
        around = around[part]
    cells = list(_leaves(around.pop(place[-1])))
    if around == [] and len(place) > 1:  # an empty list may say something else than none: after `next`, the end
        _take_out(data, place[:-1], report, reason, name)
    read = [cell for cell in cells if cell.at]  # the others were assumed
    report.leave(map(report.as_it_stood, read or cells), name, reason, name)


def _leaves(value: Any) -> Iterator[Found]:
    if isinstance(value, Found):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)


def _prove(text: str, made: Journey, catalogue: Catalogue, file: str) -> None:
    """Read *text* as a build would; raises `Refused` where it is refused or says another journey."""
    uri = f"{JOURNEY.folder}/{made.id}{JOURNEY.suffix}"
    try:
        if problems := list(suspicious(text, uri)):
            raise Invalid(problems)
        entry = JOURNEY.read(Bundle(made.id, {"": Source(uri, text)}), catalogue.languages)
    except Invalid as e:
        said = [f"{p.where.line}: {p.message(code)}" for p in e.problems for code in ("en", "ar")]
        raise Refused("not-a-journey", file=file, reasons="\n".join(said)) from None
    assert entry.document == made, "the YAML says another journey than the table"


def mapped(said: Iterable[str]) -> dict[str, str]:
    """The labels of `LABEL=FIELD`; raises `Refused`."""
    return meaning.mapping(said)
