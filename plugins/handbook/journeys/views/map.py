"""The map of a journey: stages as columns, layers as rows. A row that no stage fills is absent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from handbook.core.document import Text, said
from handbook.core.sheet import Viewpoint, links
from handbook.drawing.studio import Studio
from handbook.journeys.charts import emotion, scale
from handbook.journeys.insight.evidence import Evidence, evidence, research_of, widest_gap
from handbook.journeys.insight.metrics import Figure
from handbook.journeys.model import Journey, Stage, Step
from handbook.journeys.views import backlog
from handbook.journeys.views.figures import kpi_view
from handbook.journeys.views.parts import (
    ActorView,
    Feeling,
    Meeting,
    Way,
    actor,
    feeling,
    listed,
    meeting,
    numbered,
    proof,
)


@dataclass(frozen=True, slots=True)
class MapStage:
    """A column."""

    number: int
    id: str
    name: str
    goal: str


@dataclass(frozen=True, slots=True)
class MapStep:
    """A step in its stage's cell."""

    number: int
    id: str
    anchor: str
    name: str
    actor: ActorView
    truth: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """What the customer thinks, or says (`quote`), at a step."""

    number: int
    text: str
    quote: bool


@dataclass(frozen=True, slots=True)
class Mood:
    """How a stage feels to somebody, and what they make of it; `who` is empty for everybody."""

    who: str
    feeling: Feeling | None
    perceptions: list[str]


@dataclass(frozen=True, slots=True)
class Act:
    """What is done at a step, and by whom where that is known."""

    number: int
    actor: ActorView | None
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """How sure some steps of a stage are."""

    confidence: str
    name: str
    steps: str
    sources: list[str]


@dataclass(frozen=True, slots=True)
class CurveView:
    """The emotion curve over all columns."""

    svg: Markup
    slices: list[str]
    legend: list[tuple[int, str]]
    gap: str
    scale: list[Feeling]


@dataclass(frozen=True, slots=True)
class BlueprintLine:
    """One of the three lines of a service blueprint."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A layer; `kind` says what a cell holds, `lines` are drawn above it."""

    id: str
    name: str
    hint: str
    kind: str
    cells: Sequence[object]
    lines: list[BlueprintLine] = field(default_factory=list)
    curve: CurveView | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Layers that belong together."""

    id: str
    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class MapView:
    """The whole table; `target` says that its emotions are targets, `wide` that its columns are crowded."""

    caption: str
    target: bool
    wide: bool
    stages: list[MapStage]
    groups: list[Group]


Cell = Callable[[Stage], Sequence[object]]


def map_view(journey: Journey, at: Viewpoint, studio: Studio, figures: Mapping[str, Figure]) -> MapView:
    """The map of *journey* with the figures of its KPIs."""
    code, t = at.language.code, at.language.t
    stages = [MapStage(n, f"stage-{s.id}", s.name[code], said(s.goal, code)) for n, s in enumerate(journey.stages, 1)]
    layers = _Layers(journey, at, studio, figures)
    groups = [Group(name, t(f"map.group.{name}"), list(rows())) for name, rows in layers.groups().items()]
    return MapView(
        caption=t("map.caption", title=journey.title[code]),
        target=journey.state == "to_be",
        wide=emotion.crowded(journey),
        stages=stages,
        groups=[group for group in groups if group.rows],
    )


class _Layers:
    """Makes the rows of one map."""

    def __init__(self, journey: Journey, at: Viewpoint, studio: Studio, figures: Mapping[str, Figure]) -> None:
        self.journey, self.at, self.studio, self.figures = journey, at, studio, figures
        self.code, self.t, self.catalogue = at.language.code, at.language.t, at.catalogue
        self.numbers = {step.id: number for number, step in enumerate(journey.steps, 1)}
        self.known = research_of(journey)
        gap = widest_gap(journey)
        self.gap = gap[1].id if gap else ""
        pains, chances = backlog.in_order(journey, at)
        self.pains = {pain.id: pain for pain in pains}
        self.chances = {chance.id: chance for chance in chances}

    def groups(self) -> Mapping[str, Callable[[], Iterator[Row]]]:
        return {
            "customer": self._customer,
            "experience": self._experience,
            "service": self._service,
            "evidence": self._evidence,
        }

    def _row(self, name: str, kind: str, cell: Cell, words: str = "") -> Iterator[Row]:
        cells = [cell(stage) for stage in self.journey.stages]
        if any(cells):
            yield Row(name, *self._words(words or name), kind, cells)

    def _words(self, name: str) -> tuple[str, str]:
        """What a row is called, and the hint below its name."""
        return self.t(f"map.{name}.name"), self.t(f"map.{name}.hint")

    def _texts(self, *several: Iterable[Text | None]) -> list[str]:
        found = (text[self.code] for texts in several for text in texts if text)
        return list(dict.fromkeys(found))

    # ---- The customer ----

    def _customer(self) -> Iterator[Row]:
        yield from self._row("goals", "texts", lambda stage: self._texts([stage.goal]))
        yield from self._row("steps", "steps", lambda stage: [self._step(step) for step in stage.steps])
        yield from self._row("time", "texts", self._time)
        yield from self._row("voices", "voices", self._voices)
        yield from self._row("questions", "texts", lambda stage: self._texts(stage.questions))

    def _step(self, step: Step) -> MapStep:
        return MapStep(
            self.numbers[step.id],
            step.id,
            f"map-{step.id}",
            step.name[self.code],
            actor(step.initiator, self.catalogue, self.code),
            step.moment_of_truth,
            step.id == self.gap,
        )

    def _time(self, stage: Stage) -> list[str]:
        told = []
        for step in stage.steps:
            spans = [
                self.t(f"map.{name}", time=self.at.language.duration(length))
                for name, length in (("takes", step.duration), ("waits", step.wait))
                if length
            ]
            if spans:
                told.append(self.t("map.at_step", number=self.numbers[step.id], text=listed(spans, self.at.language)))
        return told

    def _voices(self, stage: Stage) -> list[Voice]:
        found = []
        for step in stage.steps:
            number = self.numbers[step.id]
            if step.quote:
                found.append(Voice(number, self.t("quote", text=step.quote[self.code]), True))
            if step.thoughts:
                found.append(Voice(number, step.thoughts[self.code], False))
        return found

    # ---- The experience ----

    def _experience(self) -> Iterator[Row]:
        shelf = self.catalogue.library.get("personas", {})
        names = {name: self._persona(name) for name in shelf}
        curve = emotion.draw(self.journey, self.at.language, self.studio, names)
        target = "_target" if self.journey.state == "to_be" else ""
        if curve:
            told = [line for line in curve.lines if line.persona]
            legend = [(number, names[line.persona]) for number, line in enumerate(told, 1) if line.persona]
            degrees = [Feeling(value, scale.word(value, self.at.language)) for value in (2, 0, -2)]
            view = CurveView(Markup(curve.svg), list(curve.slices), legend, self._gap_text(), degrees)
            yield Row("curve", *self._words(f"curve{target}"), "curve", [], curve=view)
        yield from self._row("feelings", "feelings", lambda stage: self._moods(stage, curve), f"feelings{target}")

    def _persona(self, name: str) -> str:
        item: Any = self.catalogue.library["personas"][name].item
        return str(item.name[self.code])

    def _gap_text(self) -> str:
        found = widest_gap(self.journey)
        if found is None:
            return ""
        number, step, _ = found
        values = {"importance": step.importance, "satisfaction": step.satisfaction}
        return self.t("map.gap_text", number=number, name=step.name[self.code], **values)

    def _moods(self, stage: Stage, curve: emotion.Curve | None) -> list[Mood]:
        """One mood for everybody, or one for each persona where they differ in this stage."""
        perceptions = self._texts(stage.perceptions)
        here = {step.id for step in stage.steps}
        means = []
        for line in curve.lines if curve else ():
            felt = [value for moment, value in line.points if moment.step.id in here]
            if felt:
                means.append((self._persona(line.persona) if line.persona else "", sum(felt) / len(felt)))
        if len({mean for _, mean in means}) <= 1:
            mood = feeling(means[0][1], self.at.language) if means else None
            return [Mood("", mood, perceptions)] if mood or perceptions else []
        moods = [Mood(who, feeling(mean, self.at.language), []) for who, mean in means]
        return [*moods, Mood("", None, perceptions)] if perceptions else moods

    # ---- The service: a blueprint with its three lines ----

    def _service(self) -> Iterator[Row]:
        yield from self._row("physical", "texts", lambda stage: self._texts(s.physical_evidence for s in stage.steps))
        yield from self._row("touchpoints", "touchpoints", self._touchpoints)
        waiting: list[BlueprintLine] = []
        for line, name, cell in (
            ("interaction", "frontstage", self._acts("frontstage")),
            ("visibility", "backstage", self._acts("backstage")),
            ("internal", "support", self._support),
        ):
            waiting.append(BlueprintLine(line, self.t(f"map.line.{line}")))
            for row in self._row(name, "acts", cell):
                yield Row(row.id, row.name, row.hint, row.kind, row.cells, waiting)
                waiting = []

    def _touchpoints(self, stage: Stage) -> list[Meeting]:
        used: dict[str, list[Step]] = {}
        for step in stage.steps:
            if step.touchpoint:
                used.setdefault(step.touchpoint, []).append(step)
        found = []
        for steps in used.values():
            view = meeting(steps[0], self.catalogue, self.code)
            assert view is not None
            numbers = numbered((self.numbers[step.id] for step in steps), self.at.language)
            found.append(Meeting(view.name, view.channel, view.icon, view.control, numbers))
        return found

    def _acts(self, layer: str) -> Cell:
        """What is done on *layer*: as a step tells it, or the step itself where somebody of that lane takes it."""
        lanes = {"frontstage": ("frontstage",), "backstage": ("backstage", "external")}[layer]

        def cell(stage: Stage) -> list[Act]:
            found = []
            for step in stage.steps:
                people = [actor(name, self.catalogue, self.code) for name in (step.initiator, step.receiver) if name]
                who = next((person for person in people if person.lane in lanes), None)
                text: Text | None = getattr(step, layer)
                own = step.name if people[0].lane in lanes else None
                if told := text or own:
                    found.append(Act(self.numbers[step.id], who, told[self.code]))
            return found

        return cell

    def _support(self, stage: Stage) -> list[Act]:
        found = []
        for step in stage.steps:
            who = actor(step.initiator, self.catalogue, self.code)
            texts = self._texts(step.support_processes, step.systems)
            if who.lane == "support" and not texts:
                texts = [step.name[self.code]]
            if texts:
                mine = who if who.lane == "support" else None
                found.append(Act(self.numbers[step.id], mine, listed(texts, self.at.language)))
        return found

    # ---- Evidence and action ----

    def _evidence(self) -> Iterator[Row]:
        yield from self._row("claims", "claims", self._claims)
        yield from self._row("kpis", "kpis", self._kpis)
        yield from self._row("pains", "pains", lambda stage: [self.pains[pain.id] for pain in stage.pain_points])
        yield from self._row("opportunities", "opportunities", self._chances)
        yield from self._row(
            "policies", "links", lambda stage: links((name for step in stage.steps for name in step.policies), self.at)
        )

    def _chances(self, stage: Stage) -> list[backlog.OpportunityView]:
        return [self.chances[chance.id] for chance in stage.opportunities]

    def _claims(self, stage: Stage) -> list[Claim]:
        """The steps of a stage by how sure they are: the surest first."""
        found: dict[str, tuple[list[int], list[Evidence]]] = {}
        for step in stage.steps:
            sure = evidence(step.research_refs, self.known)
            numbers, proofs = found.setdefault(sure.confidence, ([], []))
            numbers.append(self.numbers[step.id])
            proofs.append(sure)
        claims = []
        for confidence in ("validated", "partial", "assumption"):
            if confidence in found:
                numbers, proofs = found[confidence]
                ways: list[Way] = [way for one in proofs for way in proof(one, self.at.language).sources]
                texts = list(dict.fromkeys(way.text for way in ways))
                name = self.t(f"confidence.{confidence}")
                claims.append(Claim(confidence, name, numbered(numbers, self.at.language), texts))
        return claims

    def _kpis(self, stage: Stage) -> list[object]:
        language, today = self.at.language, self.catalogue.today
        found = (self.figures[kpi.id] for kpi in stage.kpis if kpi.id in self.figures)
        return [kpi_view(figure, self.journey, language, figure.stale(self.journey, today)) for figure in found]
