"""From the data of an import to a journey: what the model refuses is taken out, and told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pydantic import ValidationError

from handbook.exchange.grid import Found
from handbook.exchange.report import Report, Unplaced
from handbook.exchange.say import Refused, each
from handbook.journeys.exchange import fields
from handbook.journeys.model import Journey

ROUNDS = 100
"""So often all that is wrong may be taken out before the rest is looked at no more."""
Path: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True)
class _Settling:
    """A journey's data on its way through the model, and what was taken out of it."""

    data: dict[str, Any]
    report: Report
    file: str
    taken: dict[tuple[int, str | int], list[Unplaced]] = field(default_factory=dict)
    """What stood at a name in a mapping, by the mapping's identity."""
    kept: list[Any] = field(default_factory=list)
    """Those mappings: what is still there gives its identity to no other."""

    def values(self, places: Iterable[Path]) -> None:
        """Take out the values at *places*, the last first, so that no number in a list changes meanwhile."""
        for place in sorted(places, reverse=True):
            self._take_out(place, "not-valid", _name(place))

    def _take_out(self, place: Path, reason: str, lacking: str) -> list[Unplaced]:
        """Take the value at *place* out of the data into the report."""
        around = _at(self.data, place[:-1])
        cells = list(leaves(around.pop(place[-1])))
        read = [cell for cell in cells if cell.at]  # the others were assumed
        stood = list(dict.fromkeys(map(self.report.as_it_stood, read or cells)))
        self.report.leave(stood, _name(place), reason, lacking)
        gone = [Unplaced(cell, _name(place), reason, lacking) for cell in stood]
        self._note(around, place[-1], gone)
        while len(place) > 1 and (around == [] or (around == {} and _is_text(place[:-1]))):
            place = place[:-1]  # an empty list may say something else than none: after `next`, the end
            around = _at(self.data, place[:-1])
            around.pop(place[-1])
            self._note(around, place[-1], gone)
        return gone

    def _note(self, around: Any, name: str | int, gone: list[Unplaced]) -> None:
        self.taken.setdefault((id(around), name), []).extend(gone)
        self.kept.append(around)

    def records(self, lacks: Iterable[tuple[Path, str]]) -> None:
        """Take out the items that lack something; raises `Refused` where the journey cannot do without one."""
        items: dict[Path, tuple[str, list[Unplaced]]] = {}
        reasons: dict[str, list[str]] = {"en": [], "ar": []}
        for place, name in lacks:
            lacking, item = ".".join(filter(None, (_name(place), name))), _item(place)
            blamed = self.taken.get((id(_at(self.data, place)), name), [])
            if item:
                items.setdefault(item, (lacking, []))[1].extend(blamed)
                continue
            for code, said in each("reasons", "incomplete", field=lacking).items():
                reasons[code] += [said, *(f"{one.kept()} ({one.why(code)})" for one in blamed)]
        if reasons["en"]:
            texts = {code: "\n".join(dict.fromkeys(said)) for code, said in reasons.items()}
            raise Refused("not-a-journey", file=self.file, reasons=texts)
        for item in sorted(items, reverse=True):
            lacking, blamed = items[item]
            gone = self._take_out(item, "incomplete", lacking)
            self.report.mend += blamed
            self.report.lost += [] if blamed else gone[:1]


def settled(data: dict[str, Any], report: Report, file: str) -> Journey:
    """The journey that *data* is without the values that the model refuses: those go into the *report*."""
    settling = _Settling(data, report, file)
    for _ in range(ROUNDS):
        try:
            return Journey.model_validate(_texts(data))
        except ValidationError as e:
            wrong = _deepest(data, e)
        values = [place for place, lacking in wrong if not lacking]
        if () in values:
            raise Refused("not-a-journey", file=file, reasons=each("reasons", "not-valid", field="", allowed=""))
        if values:
            settling.values(values)
        else:
            settling.records(wrong)
    raise Refused("too-large", file=file, limit=ROUNDS)


def _deepest(data: Any, error: ValidationError) -> list[tuple[Path, str]]:
    """Where the model finds fault, with the name of what is missing there, if that is it.

    A list whose only item is wrong is called too short as well, and every member of a union has its complaint: of two
    places one inside the other, the inner one counts.
    """
    found: dict[tuple[Path, str], Path] = {}
    for one in error.errors():
        lacking = str(one["loc"][-1]) if one["type"] == "missing" else ""
        place = _path(data, one["loc"])
        found[place, lacking] = (*place, lacking) if lacking else place
    around = {whole[:end] for whole in found.values() for end in range(len(whole))}
    return [key for key, whole in found.items() if whole not in around]


def _at(data: Any, place: Path) -> Any:
    """What stands at *place*."""
    for part in place:
        data = data[part]
    return data


def _name(place: Path) -> str:
    return ".".join(part for part in place if isinstance(part, str))


def _is_text(place: Path) -> bool:
    """Whether *place* is that of a value by language or persona, which is none without any."""
    shape = fields.shapes().get(tuple(part for part in place if isinstance(part, str)))
    return shape is not None and shape.by_name


def _texts(value: Any) -> Any:
    """*value* with texts in the place of cells."""
    if isinstance(value, dict):
        return {key: _texts(inner) for key, inner in value.items()}
    return [_texts(inner) for inner in value] if isinstance(value, list) else value.text


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


def leaves(value: Any) -> Iterator[Found]:
    """All cells inside *value*."""
    if isinstance(value, Found):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
