"""From a file of another program to the YAML of a journey: read, understood, completed, proved. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.core.catalogue import Bundle, Catalogue
from handbook.core.problems import Invalid
from handbook.core.source import Source, suspicious
from handbook.exchange import keyed, meaning, settle, yaml_out
from handbook.exchange.grid import Found, Grid, read_csv
from handbook.exchange.layout import layout
from handbook.exchange.names import Library, of_journey
from handbook.exchange.plain import Reader, placeholder
from handbook.exchange.report import Report
from handbook.exchange.say import Refused
from handbook.exchange.workbook_in import read_xlsx
from handbook.journeys.model import Journey
from handbook.journeys.read import JOURNEY


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
    _unmatched(wishes.labels or {}, report)
    made = settle.settled(data, report, name)
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
        told = {cell.at for cell in settle.leaves(data)} | {one.cell.at for one in report.unplaced} | report.used
        told |= {at for at, _, _ in report.mapped}
        report.leave([cell for cell in grid.cells if cell.at not in told], "", "unused")
        return _completed(data, reader, name, wishes)
    raise Refused("no-stages", file=name)


def _unmatched(labels: Mapping[str, str], report: Report) -> None:
    """Tell which of the user's *labels* no row has."""
    rows = {label for _, label, _ in report.mapped} | {one.label or one.cell.text for one in report.unplaced}
    used = {meaning.own_label(row, labels) for row in rows} if labels else set()
    written = labels.written if isinstance(labels, meaning.Labels) else {}
    for label in labels:
        if label not in used:
            report.assume("no-row", value=written.get(label, label))


def _completed(data: dict[str, Any], reader: Reader, name: str, wishes: Wishes) -> dict[str, Any]:
    """*data* with all that a journey must have; what is added is told."""
    report, library = reader.report, reader.library
    stem = name.rpartition(".")[0]
    if wishes.id:
        data["id"] = Found(wishes.id)
    else:
        data["id"] = Found(of_journey(stem))
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
