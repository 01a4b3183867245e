"""The usual shape of a map in a spreadsheet: stages side by side in one row, labels in the first column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeAlias

from handbook.exchange import meaning
from handbook.exchange.grid import Cells, Found, Grid
from handbook.exchange.report import Report

Said: TypeAlias = dict[str, Found]
"""A text by language; under an empty name, one for all languages."""
STAGE_NAME = "stages.name"
OWNER, DOER = "lifecycle.owner", "stages.steps.initiator"
_ITEM = re.compile(r"\n+|\s*[•▪●◦‣]\s*|\s*[;؛]\s+")
_BULLET = re.compile(r"^\s*(?:[-*–—·]\s+|\(?[\d٠-٩]{1,2}[.)\-]\s+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A row that was understood: its field, the language it is in, and its cells at the columns of the stages."""

    field: str
    label: str
    language: str
    cells: tuple[Found | None, ...]


@dataclass(slots=True)
class Layout:
    """A map taken apart."""

    spans: list[range]
    """The columns of each stage."""
    names: list[Said]
    lines: list[Line] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)
    """What is said of the whole journey: the cells beside the label."""
    title: Found | None = None

    def lines_of(self, name: str) -> list[Line]:
        """The rows that are the field *name*."""
        return [line for line in self.lines if line.field == name]


def layout(grid: Grid, own: Mapping[str, str], forced: str, report: Report) -> Layout | None:
    """The map in *grid*, or None where no row holds stages; *own* are labels of the user, *forced* is a language."""
    place = _head(grid, own)
    if place is None:
        return None
    if _lies(grid.rows[place[0]], own):
        grid = Grid(grid.name, tuple(zip(*grid.rows, strict=True)), grid.beside)
        report.assume("turned")
        place = _head(grid, own)
        if place is None:
            return None
    head, first = place
    cells = grid.rows[head][first:]
    spans = _spans(cells, grid, head, first, report)
    named = [next(c for c in cells[span.start :] if c) for span in spans]
    label = _label(grid.rows[head][:first])
    found = Layout(spans, [{forced: cell} for cell in named])
    report.mapped.append((label.at if label else named[0].at, label.text if label else "", STAGE_NAME))
    last: tuple[str, Found | None, str] = ("", None, "")
    for number, row in enumerate(grid.rows):
        if number == head or not any(row):
            continue
        label = _label(row[:first], own)
        if label is None or label == last[1]:  # a row without a label, or under a merged one, goes on with the last
            name, label, language = last
            values = row[first:] if number > head else row
        else:
            name, language = meaning.field_of(label.text, own)
            values = row[first:] if number > head else tuple(c for c in row if c != label)
        if number < head and not name and _lone(row) and found.title is None:
            found.title = _lone(row)
            report.mapped.append((found.title.at, "", "title") if found.title else ("", "", ""))
            continue
        if (
            number > head
            and name == OWNER
            and _of_steps(values)
            and not meaning.own_label(label.text if label else "", own)
        ):
            report.leave([label, *values], label.text if label else "", "per-step", guess=DOER)
        else:
            _take(found, (name, label, language), values, number > head, forced, report)
        last = (name, label, language) if number > head else ("", None, "")
    _pair(found, forced, report)
    return found


def _of_steps(values: Cells) -> bool:
    """Whether the cells of a row say something of single stages or steps: one that is said of all stands first."""
    said = list(dict.fromkeys(cell for cell in values if cell))
    return bool(said) and (len(said) > 1 or values[0] != said[0])


def _take(
    found: Layout, row: tuple[str, Found | None, str], values: Cells, below: bool, forced: str, report: Report
) -> None:
    """Put a row where it belongs, or into the *report*."""
    name, label, language = row
    said = label.text if label else ""
    bullets = [cell for cell in values if name and cell and not items(cell)]
    report.leave(bullets, said, "bullet")
    if bullets:
        values = tuple(None if cell in bullets else cell for cell in values)
    if bullets and not any(values):
        report.used.add(label.at if label else "")
    elif not any(values):
        report.leave([label], "", "no-field")
    elif not name or (not below and name.startswith(("stages.", meaning.CHANNEL))):
        guess = meaning.nearest_label(said) if said and not name else ""
        report.leave([label, *values] if not below else values, said, "outside" if name else "no-field", guess=guess)
    else:
        where = found.lines if below and name.startswith(("stages.", meaning.CHANNEL)) else found.above
        where.append(Line(name, said, language or forced, tuple(values)))
        entry = (label.at if label else next(c for c in values if c).at, said, name)
        if entry not in report.mapped:
            report.mapped.append(entry)
        width = max((span.stop for span in found.spans), default=0)
        if where is found.lines:
            report.leave([c for c in values[width:] if c], said, "outside")


def _head(grid: Grid, own: Mapping[str, str]) -> tuple[int, int] | None:
    """The row of the stages and the column of the first one."""
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            if meaning.field_of(cell.text, own)[0] == STAGE_NAME and (first := _after(row, column)):
                return number, first
            break
    for number, row in enumerate(grid.rows):
        first = _after(row, 0)
        known = row[0] and meaning.field_of(row[0].text, own)[0]
        if first and not known and len({cell for cell in row[first:] if cell}) > 1:
            return number, first
    return None


def _lies(row: Cells, own: Mapping[str, str]) -> bool:
    """Whether the row of stages is one of labels: then the stages stand below one another, and the table is turned."""
    said = [meaning.field_of(cell.text, own)[0] for cell in dict.fromkeys(row) if cell]
    return STAGE_NAME in said and sum(map(bool, said)) > max(2, len(said) / 2)


def _after(row: Cells, column: int) -> int:
    """The next column with another cell; 0 for none."""
    here = row[column]
    return next((n for n in range(column + 1, len(row)) if row[n] and row[n] != here), 0)


def _spans(cells: Cells, grid: Grid, head: int, first: int, report: Report) -> list[range]:
    """The columns of each stage: a merged name reaches over several, an empty or an equal one goes on with the last."""
    used = [any(row[first + n] for row in grid.rows[head:]) for n in range(len(cells))]
    width = max(number + 1 for number, use in enumerate(used) if use)
    starts: list[int] = []
    last: Found | None = None
    for number, cell in enumerate(cells[:width]):
        if cell is None or cell == last:
            continue
        if last and cell.text.strip() == last.text.strip():
            report.used.add(cell.at)
            report.assume("same-stage", value=cell.text.strip())
        else:
            starts.append(number)
            last = cell
    return [range(start, end) for start, end in zip(starts, [*starts[1:], width], strict=True)]


def _label(cells: Cells, own: Mapping[str, str] | None = None) -> Found | None:
    """The label among the cells before the stages: the last one that means a field, else the last one."""
    said = list(dict.fromkeys(cell for cell in cells if cell))
    known = [cell for cell in said if own is not None and meaning.field_of(cell.text, own)[0]]
    return next(reversed(known or said), None)


def _lone(row: Cells) -> Found | None:
    """The only cell of a row."""
    said = list(dict.fromkeys(cell for cell in row if cell))
    return said[0] if len(said) == 1 else None


def _pair(found: Layout, forced: str, report: Report) -> None:
    """Tell languages by their letters where a field has a row in each; the names of stages too."""
    if forced:
        return
    names = found.lines_of(STAGE_NAME)
    for lines in (found.lines, found.above):
        for name in {line.field for line in lines}:
            mine = [(n, line) for n, line in enumerate(lines) if line.field == name]
            scripts = [script(line.cells) for _, line in mine]
            if len({*scripts} - {""}) > 1 or (name == STAGE_NAME and names):
                for (n, line), letters in zip(mine, scripts, strict=True):
                    lines[n] = Line(name, line.label, line.language or letters, line.cells)
    for line in found.lines_of(STAGE_NAME):
        for number, span in enumerate(found.spans):
            cell = next((line.cells[n] for n in span if line.cells[n]), None)
            report.used |= {c.at for n in span if cell and (c := line.cells[n]) and c.text.strip() == cell.text.strip()}
            first = next(iter(found.names[number].values()))
            if cell and line.language != script([first]):
                found.names[number] = {script([first]): first, line.language: cell}
    found.lines = [line for line in found.lines if line.field != STAGE_NAME]


def script(cells: Cells) -> str:
    """The language whose letters *cells* mostly have; empty for none."""
    text = "".join(cell.text for cell in cells if cell)
    arabic, latin = len(re.findall("[\u0621-\u064a]", text)), len(re.findall("[A-Za-z]", text))
    return "" if arabic == latin else "ar" if arabic > latin else "en"


# ---- Cells -----------------------------------------------------------------------------------------------------


def items(cell: Found) -> list[Found]:
    """The lines and bullets of a cell."""
    parts = (_BULLET.sub("", part).strip() for part in _ITEM.split(cell.text))
    return [cell.saying(" ".join(part.split())) for part in parts if part]


def whole(cell: Found) -> Found:
    """A cell as one text."""
    return (
        cell.saying(" ".join(part.text for part in items(cell)))
        if "\n" in cell.text
        else cell.saying(cell.text.strip())
    )


def groups(lines: Sequence[Line], span: range) -> Iterator[tuple[range, list[tuple[str, Found]]]]:
    """The cells of *lines* within a stage, by the columns over which the first line's cells reach."""
    for _, columns in groupby(span, key=lambda n: [line.cells[n] if n < len(line.cells) else None for line in lines]):
        numbers = list(columns)
        said = [(line.language, cell) for line in lines if (cell := line.cells[numbers[0]])]
        if said:
            yield range(numbers[0], numbers[-1] + 1), said


def by_index(said: Sequence[tuple[str, Sequence[Found]]]) -> list[Said]:
    """Items that stand at the same place in different languages, together; those of one language one after another."""
    lists: dict[str, list[Found]] = {}
    for language, found in said:
        lists.setdefault(language, []).extend(found)
    length = max(map(len, lists.values()), default=0)
    return [{code: found[n] for code, found in lists.items() if n < len(found)} for n in range(length)]
