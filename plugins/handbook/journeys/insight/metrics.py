"""The figures of journeys: readings from `metrics/*.csv`, and how each stands against its target.

A table has the columns journey, kpi, as_of, value; the latest reading wins, also over the figure in the journey.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Literal

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.document import Duration
from handbook.core.problems import Problem, Where, nearest
from handbook.core.tables import Row, Table
from handbook.journeys.model import Journey, Kpi

COLUMNS = ("journey", "kpi", "as_of", "value")
NEAR = 0.05
"""A figure misses its target narrowly when the gap is at most this share of the target."""
USUAL_REVIEW = Duration("6 months")
"""How long a figure stays fresh in a journey that names no review period."""

Status = Literal["met", "near", "missed"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure on a day."""

    day: dt.date
    value: float


Readings = Mapping[tuple[str, str], tuple[Reading, ...]]
"""(journey, KPI) → its readings, the oldest first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A KPI with all its readings, the oldest first; the last one counts."""

    kpi: Kpi
    history: tuple[Reading, ...]

    @property
    def latest(self) -> Reading:
        """The reading that counts."""
        return self.history[-1]

    @property
    def gap(self) -> float:
        """By how much the target is missed, as a share of it; 0 where it is met, infinite where it is 0."""
        kpi, value = self.kpi, self.latest.value
        gap = kpi.target - value if kpi.better == "higher" else value - kpi.target
        return 0.0 if gap <= 0 else gap / abs(kpi.target) if kpi.target else math.inf

    @property
    def status(self) -> Status:
        """Whether the target is met, narrowly missed, or missed."""
        if not self.gap:
            return "met"
        return "near" if self.gap <= NEAR or math.isclose(self.gap, NEAR) else "missed"

    def stale(self, journey: Journey, today: dt.date) -> bool:
        """Whether the reading is older than the journey's own review period."""
        return (journey.lifecycle.review_every or USUAL_REVIEW).after(self.latest.day) < today

    @property
    def trend(self) -> tuple[int, int]:
        """Which way the history runs (−1, 0, 1), and over how many months."""
        first, last = self.history[0], self.latest
        months = round((last.day - first.day).days / 30.44)
        return (last.value > first.value) - (last.value < first.value), months


def readings(catalogue: Catalogue) -> Readings:
    """All figures of KPIs up to today, from the catalogue's tables and from the journeys.

    Where both have one for a day, the table's counts. Rows that `problems` tells of are left out.
    """
    found: dict[tuple[str, str], dict[dt.date, float]] = defaultdict(dict)
    for table in catalogue.tables:
        for row in table.rows:
            day, value = _day(row), _value(row)
            if day and value is not None:
                found[row.cells.get("journey", ""), row.cells.get("kpi", "")].setdefault(day, value)
    for entry in catalogue.of(Journey):
        for kpi in (kpi for stage in entry.document.stages for kpi in stage.kpis):
            if kpi.value is not None and kpi.as_of:
                found[entry.document.id, kpi.id].setdefault(kpi.as_of, kpi.value)
    known = {key: sorted(day for day in days if day <= catalogue.today) for key, days in found.items()}
    return {key: tuple(Reading(day, found[key][day]) for day in days) for key, days in known.items() if days}


def figures(journey: Journey, known: Readings) -> dict[str, Figure]:
    """Every KPI of *journey* that has a figure, by id."""
    kpis = (kpi for stage in journey.stages for kpi in stage.kpis)
    return {kpi.id: Figure(kpi, known[journey.id, kpi.id]) for kpi in kpis if (journey.id, kpi.id) in known}


def _day(row: Row) -> dt.date | None:
    said = row.cells.get("as_of", "")
    try:
        return dt.date.fromisoformat(said) if re.fullmatch(r"\d{4}-\d\d-\d\d", said) else None
    except ValueError:
        return None


def _value(row: Row) -> float | None:
    said = row.cells.get("value", "")
    value = float(said) if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", said, re.ASCII) else math.nan
    return None if math.isnan(value) else value


# ---- What is wrong ---------------------------------------------------------------------------------------------


def problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Tables that nobody can read, readings of nothing, and KPIs without a figure."""
    journeys = {entry.document.id: entry for entry in catalogue.of(Journey)}
    first: dict[tuple[str, str, dt.date], Where] = {}
    known = {name: [kpi.id for stage in e.document.stages for kpi in stage.kpis] for name, e in journeys.items()}
    guess = cache(lambda name: nearest(name, journeys))  # looking for a likely name is dear, and rows repeat one
    named = set[tuple[str, str]]()
    unread = False
    for table in catalogue.tables:
        if missing := [name for name in COLUMNS if table.columns.count(name) != 1]:
            values = {"missing": ", ".join(missing), "known": ",".join(COLUMNS)}
            yield Problem(Where(table.uri), "table-columns", values)
            unread = True
            continue
        for row in table.rows:
            named.add((row.cells["journey"], row.cells["kpi"]))
            yield from _row(table, row, known, guess, first, catalogue.today)
    for entry in journeys.values():
        yield from _figures(entry, named, unread, catalogue.today)


def _row(
    table: Table,
    row: Row,
    kpis: Mapping[str, list[str]],
    guess: Callable[[str], str],
    first: dict[tuple[str, str, dt.date], Where],
    today: dt.date,
) -> Iterator[Problem]:
    where, cells, day = Where(table.uri, row.line), row.cells, _day(row)
    name, kpi = cells["journey"], cells["kpi"]
    if name not in kpis:
        yield Problem(where, "unknown-reference", {"id": name, "shelf": "documents", "guess": guess(name)})
    elif kpi not in kpis[name]:
        yield Problem(where, "unknown-kpi", {"journey": name, "id": kpi, "guess": nearest(kpi, kpis[name])})
    if _value(row) is None:
        yield Problem(where, "wrong-type", {"field": "value", "value": cells["value"], "expected": "number"})
    if day is None:
        yield Problem(where, "bad-date", {"field": "as_of", "value": cells["as_of"]})
    elif (name, kpi, day) in first:
        values = {"id": kpi, "day": day.isoformat(), "first": str(first[name, kpi, day])}
        yield Problem(where, "reading-twice", values)
    else:
        first[name, kpi, day] = where
        if day > today:
            yield Problem(where, "reading-in-future", {"day": day.isoformat()})


def _figures(entry: Entry[Journey], named: Set[tuple[str, str]], unread: bool, today: dt.date) -> Iterator[Problem]:
    """KPIs with half a figure, with one of tomorrow, or with none: *named* in no table either.

    Where a table is *unread*, nobody knows which KPIs it names.
    """
    journey = entry.document
    for number, stage in enumerate(journey.stages):
        for place, kpi in enumerate(stage.kpis):
            halved = (kpi.value is None) != (kpi.as_of is None)
            if halved or (kpi.value is None and not unread and (journey.id, kpi.id) not in named):
                values = {"id": kpi.id, "journey": journey.id}
                yield Problem(entry.where("stages", number, "kpis", place), "kpi-without-value", values)
            elif kpi.as_of and kpi.as_of > today:
                where = entry.where("stages", number, "kpis", place, "as_of")
                yield Problem(where, "reading-in-future", {"day": kpi.as_of.isoformat()})
