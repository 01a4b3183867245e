"""Maps without keys: from the usual shape of a spreadsheet to the data of a journey, with cells as its leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from handbook.core.library import Touchpoint
from handbook.exchange import meaning
from handbook.exchange.grid import Found
from handbook.exchange.layout import Layout, Line, Said, by_index, groups, items, script, whole
from handbook.exchange.names import Ids, Library
from handbook.exchange.report import Report
from handbook.exchange.say import words
from handbook.journeys.exchange import fields
from handbook.journeys.exchange.fields import Shape

SHELVES = {"initiator": "actors", "receiver": "actors", "touchpoint": "touchpoints", "policies": "documents"}
OF_JOURNEY = {"actor": "actors", "personas": "personas", "area": "areas", "owner": "roles", "reviewers": "roles"}
OF_JOURNEY |= {"related_policies": "documents", "counterpart": "documents", "parent": "documents"}
SEVERITY, FREQUENCY, GRADE = "2", "3", "3"
"""What stands where nobody has judged yet: the middle of each scale."""


@dataclass(slots=True)
class _Step:
    data: dict[str, Any]
    columns: range


@dataclass(slots=True)
class Reader:
    """Turns one layout into data."""

    library: Library
    report: Report
    file: str
    language: str
    """With which texts are marked; empty where each stands for all languages."""
    ids: Ids = field(default_factory=Ids)
    counted: dict[str, int] = field(default_factory=dict)

    def read(self, found: Layout) -> dict[str, Any]:
        """The data of the journey, as far as the table tells it."""
        data = self._journey(found)
        data["stages"] = [self._stage(number, found) for number in range(len(found.spans))]
        for name in ("pains", "chances", "kpis"):
            if n := self.counted.get(name):
                self.report.assume(name, n=n)
        return data

    # ---- The whole journey -------------------------------------------------------------------------------------

    def _journey(self, found: Layout) -> dict[str, Any]:
        data: dict[str, Any] = {"title": _leaf({self.language: found.title})} if found.title else {}
        for name in dict.fromkeys(line.field for line in found.above):
            lines = [line for line in found.above if line.field == name]
            *around, last = name.split(".")
            target = data
            for part in around:
                target = target.setdefault(part, {})
            value = self._value(tuple(name.split(".")), lines, OF_JOURNEY.get(last, ""))
            if value is not None and value != []:
                if name == "title" and found.title:
                    self.report.leave([found.title], "", "twice")
                target[last] = value
        return {key: value for key, value in data.items() if value}

    def _value(self, names: fields.Names, lines: Sequence[Line], shelf: str) -> Any:
        """The value of a field of the journey, from the cells beside its labels."""
        shape = fields.shapes()[names]
        said = [(line.language, items(cell)) for line in lines for cell in dict.fromkeys(line.cells) if cell]
        texts = by_index(said)
        if shelf:
            one = [self._named(shelf, part, lines[0].label) for text in texts for part in self._parts(shelf, text)]
            known = [name for name in one if name]
            self.report.leave([] if shape.many else known[1:], lines[0].label, "one-only", names[-1])
            return known if shape.many else known[0] if known else None
        if shape.many:
            return [_leaf(text) if shape.text else next(iter(text.values())) for text in texts]
        together: Said = {}
        for code, cells in said:
            for cell in cells:
                together[code] = cell.saying(f"{together[code].text} {cell.text}") if code in together else cell
        first = next(iter(together.values()))
        return _leaf(together) if shape.text else first.saying(meaning.tidy(names, first.text))

    def _parts(self, shelf: str, text: Said) -> list[Found]:
        cell = next(iter(text.values()))
        return [cell.saying(part) for part in self.library.several(shelf, cell.text)]

    def _named(self, shelf: str, cell: Found, label: str) -> Found | None:
        """The id that *cell* names on *shelf*; what is not known goes into the report."""
        if name := self.library.find(shelf, cell.text):
            return cell.saying(name)
        self.report.leave([cell], label, "not-known", shelf, self.library.nearest(shelf, cell.text))
        return None

    # ---- Stages ------------------------------------------------------------------------------------------------

    def _stage(self, number: int, found: Layout) -> dict[str, Any]:
        span, name = found.spans[number], found.names[number]
        stage: dict[str, Any] = {"id": Found(self.ids.make(_latin(name), f"stage-{number + 1}")), "name": _leaf(name)}
        for key in ("goal", "questions", "perceptions", "kpis", "pain_points", "opportunities"):
            lines = found.lines_of(f"stages.{key}")
            said = [(code, cell) for _, cells in groups(lines, span) for code, cell in cells]
            if not said:
                continue
            if key == "goal":
                joined = [(code, [whole(cell)]) for code, cell in said]
                first, *others = by_index(joined)
                self.report.leave([cell for text in others for cell in text.values()], lines[0].label, "twice")
                stage[key] = _leaf(first)
            else:
                texts = by_index([(code, items(cell)) for code, cell in said])
                make = {"kpis": self._kpi, "pain_points": self._pain, "opportunities": self._chance}.get(key)
                made = [
                    make(text, f"{number + 1}-{n}", lines[0].label) if make else _leaf(text)
                    for n, text in enumerate(texts, 1)
                ]
                stage[key] = [one for one in made if one]
        stage["steps"] = [step.data for step in self._steps(number, found)]
        return stage

    def _pain(self, text: Said, place: str, _label: str) -> dict[str, Any]:
        self.counted["pains"] = self.counted.get("pains", 0) + 1
        name = self.ids.make(_latin(text), f"pain-{place}")
        return {"id": Found(name), "text": _leaf(text), "severity": Found(SEVERITY), "frequency": Found(FREQUENCY)}

    def _chance(self, text: Said, place: str, _label: str) -> dict[str, Any]:
        self.counted["chances"] = self.counted.get("chances", 0) + 1
        name = self.ids.make(_latin(text), f"chance-{place}")
        grades = {key: Found(GRADE) for key in ("customer_value", "business_value", "effort")}
        return {"id": Found(name), "text": _leaf(text), **grades}

    def _kpi(self, text: Said, place: str, label: str) -> dict[str, Any] | None:
        """A figure with its target in words: “On time 91% (target 96%)”, “Calls ≤ 30 s”."""
        cell = next(iter(text.values()))
        kpi = meaning.kpi(cell.text)
        if kpi is None or "value" not in kpi:  # one that has neither a value nor readings would stop the build
            self.report.leave([cell], label, "no-value" if kpi else "no-target")
            return None
        self.counted["kpis"] = self.counted.get("kpis", 0) + 1
        name = self.ids.make(kpi["name"], f"kpi-{place}")
        made: dict[str, Any] = {"id": Found(name)} | {key: cell.saying(value) for key, value in kpi.items()}
        made["name"] = _leaf(
            {code: cell.saying((meaning.kpi(said.text) or kpi)["name"]) for code, said in text.items()}
        )
        if not kpi["unit"]:
            made["unit"] = placeholder("kpi-unit", self.library)
        made["source"] = placeholder("kpi-source", self.library, file=self.file, text=cell.text)
        made["as_of"] = Found(self.library.catalogue.today.isoformat())
        return made

    # ---- Steps -------------------------------------------------------------------------------------------------

    def _steps(self, stage: int, found: Layout) -> list[_Step]:
        span = found.spans[stage]
        steps: list[_Step] = []
        for columns, said in groups(found.lines_of("stages.steps"), span):
            for text in by_index([(code, items(cell)) for code, cell in said]):
                name = self.ids.make(_latin(text), f"step-{stage + 1}-{len(steps) + 1}")
                steps.append(_Step({"id": Found(name), "name": _leaf(text)}, columns))
        if not steps:
            name = self.ids.make(_latin(found.names[stage]), f"step-{stage + 1}-1")
            steps = [_Step({"id": Found(name), "name": _leaf(found.names[stage])}, span)]
            self.report.assume("steps", value=next(iter(found.names[stage].values())).text)
        for path, shape in fields.shapes().items():
            lines = found.lines_of(".".join(path))
            if path[:2] == fields.STEP and len(path) > 2 and lines:
                for columns, said in groups(lines, span):
                    targets = [step for step in steps if set(step.columns) & set(columns)] or steps
                    self._give(path, shape, targets, said, lines)
        lines = found.lines_of(meaning.CHANNEL)
        label = lines[0].label if lines else ""
        for columns, said in groups(lines, span):
            targets = [step for step in steps if set(step.columns) & set(columns)] or steps
            self._channels(targets, by_index([(code, items(cell)) for code, cell in said]), label)
        return steps

    def _give(
        self, path: fields.Names, shape: Shape, steps: list[_Step], said: list[tuple[str, Found]], lines: Sequence[Line]
    ) -> None:
        """Give the values of a cell to its steps: one each where there are as many, else to the first ones."""
        name, label, at = path[-1], lines[0].label, said[0][1].at
        single = len(steps) == 1 and shape.text and not shape.many
        texts = by_index([(code, [whole(cell)] if single else items(cell)) for code, cell in said])
        shelf = SHELVES.get(name, "")
        if shelf and len(texts) < max(2, len(steps)):
            texts = [{"": part} for text in texts for part in self._parts(shelf, text)]
        values = [v for text in texts if (v := self._read(path, shape, text, lines)) is not None]
        if not values:
            return
        if name == "emotion" and len(values) == 1 < len(steps):
            self.report.assume("feeling", at=at, n=len(steps))
            values = values * len(steps)
        elif len(values) != len(steps) and len(steps) > 1:
            self.report.assume("spread", at=at, values=len(values), n=len(steps))
        if shape.many and len(values) != len(steps):
            steps[0].data.setdefault(name, []).extend(values)
            return
        for step, value in zip(steps, values, strict=False):
            if shape.many:
                step.data.setdefault(name, []).append(value)
            elif name in step.data:
                self.report.leave(_cells(value), label, "twice")
            else:
                step.data[name] = value
        for value in values[len(steps) :]:
            self.report.leave(_cells(value), label, "one-only", name)

    def _read(self, path: fields.Names, shape: Shape, text: Said, lines: Sequence[Line]) -> Any:
        """One value of a step; None where it goes into the report."""
        cell, label = next(iter(text.values())), lines[0].label
        if shelf := SHELVES.get(path[-1]):
            return self._named(shelf, cell, label)
        if path[-1] == "emotion":
            degree = meaning.feeling(self._of_five(cell, lines))
            if not degree or meaning.says_more(cell.text):
                self.report.leave([cell], label, "more-words" if degree else "no-feeling")
            return cell.saying(degree) if degree else None
        return _leaf(text) if shape.text else cell.saying(meaning.tidy(path, cell.text))

    def _of_five(self, cell: Found, lines: Sequence[Line]) -> str:
        """A degree from 1 to 5 as one from −2 to 2, where the whole row is written so."""
        all_cells = [one for line in lines for c in line.cells if c for one in items(c)]
        numbers = [meaning.numbers(one.text) for one in all_cells]
        if all(len(n) == 1 and 1 <= n[0] <= 5 for n in numbers) and max(n[0] for n in numbers) > 2:
            self.report.assume("five", at=lines[0].label)
            return str(int(meaning.numbers(cell.text)[0]) - 3)
        return cell.text

    def _channels(self, steps: list[_Step], texts: list[Said], label: str) -> None:
        """A channel is part of its touchpoint: it agrees with that, or is told."""
        placed = self.library.catalogue.library["touchpoints"]
        known = {name: one.item for name, one in placed.items() if isinstance(one.item, Touchpoint)}
        chosen = [str(known[s.data["touchpoint"].text].channel) for s in steps if "touchpoint" in s.data]
        others = dict.fromkeys(chosen)
        for cell in (part for text in texts for part in self._parts("channels", text)):
            channel = self._named("channels", cell, label)
            if channel and channel.text in chosen:
                self.report.used.add(cell.at)
            elif channel and others:
                code = script([cell]) or "en"
                names = ", ".join(self.library.name("channels", other, code) for other in others)
                self.report.leave([cell], label, "other-channel", names)
            elif channel:
                guess = ", ".join(name for name, item in known.items() if item.channel == channel.text)
                self.report.leave([cell], label, "no-touchpoint", guess=guess)


def placeholder(name: str, library: Library, **values: str) -> dict[str, Found]:
    """A sentence of words.yml in every language of the handbook, to be replaced by its editor."""
    said = words()["placeholders"][name]
    return {code: Found(said.get(code, said["en"]).format(**values)) for code in library.catalogue.languages}


def _leaf(text: Said) -> Any:
    """A text as the model has it: one for all languages, or one for each."""
    named = {code: cell for code, cell in text.items() if code}
    return named or next(iter(text.values()))


def _cells(value: Any) -> list[Found]:
    return list(value.values()) if isinstance(value, dict) else [value]


def _latin(text: Said) -> str:
    """What an id can be made of: the English text, or whichever there is."""
    return (text.get("en") or next(iter(text.values()))).text
