"""The part of a map that is a service blueprint: touchpoints, then three layers under three lines."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.core.document import Text
from handbook.journeys.model import Stage, Step
from handbook.journeys.views.parts import Meeting, actor, listed, meeting, numbered
from handbook.journeys.views.rows import Act, BlueprintLine, Cell, Layers, Row


class Blueprint(Layers):
    """Makes the rows of the service."""

    def service(self) -> Iterator[Row]:
        """What customers meet, and what is done for them in and out of their sight."""
        yield from self.row("physical", "texts", lambda stage: self.texts(s.physical_evidence for s in stage.steps))
        yield from self.row("touchpoints", "touchpoints", self._touchpoints)
        waiting: list[BlueprintLine] = []
        for line, name, cell in (
            ("interaction", "frontstage", self._acts("frontstage")),
            ("visibility", "backstage", self._acts("backstage")),
            ("internal", "support", self._support),
        ):
            waiting.append(BlueprintLine(line, self.t(f"map.line.{line}")))
            for row in self.row(name, "acts", cell):
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
            texts = self.texts(step.support_processes, step.systems)
            if who.lane == "support" and not texts:
                texts = [step.name[self.code]]
            if texts:
                mine = who if who.lane == "support" else None
                found.append(Act(self.numbers[step.id], mine, listed(texts, self.at.language)))
        return found
