"""What changes from a journey as it is to the same journey as it should be. Stages and steps are matched by id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handbook.core.catalogue import Catalogue, Entry
from handbook.journeys.model import Journey, Stage, Step

Kind = Literal["added", "removed", "moved", "changed"]
FIELDS = ("name", "initiator", "touchpoint", "emotion", "duration", "wait", "policies")
"""What is compared in a step that both have, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Change:
    """A step that differs; `before` or `after` is None where only the other has it."""

    kind: Kind
    before: Step | None
    after: Step | None
    fields: tuple[str, ...] = ()
    """Which of `FIELDS` differ; `stage` where it moved."""


@dataclass(frozen=True, slots=True)
class StagePair:
    """A stage of both, or of one of them, with what changes in it."""

    before: Stage | None
    after: Stage | None
    changes: tuple[Change, ...]


def paired(entry: Entry[Journey], catalogue: Catalogue) -> tuple[Entry[Journey], Entry[Journey]] | None:
    """The journey as it is and as it should be, whichever *entry* is; None where it has no counterpart."""
    name = entry.document.counterpart
    other = catalogue.entries.get(name) if name else None
    if other is None or not isinstance(other.document, Journey):
        return None
    pair: tuple[Entry[Journey], Entry[Journey]] = (entry, other)  # type: ignore[assignment]  # its document is one
    return pair if entry.document.state == "as_is" else (pair[1], pair[0])


def stages(before: Journey, after: Journey) -> list[StagePair]:
    """All stages, in the order of *before*; those that only *after* has come where it has them."""
    old, new = ({stage.id: stage for stage in journey.stages} for journey in (before, after))
    order = list(old)
    last = -1
    for name in new:
        if name in old:
            last = order.index(name)
        else:
            last += 1
            order.insert(last, name)
    homes = [{s.id: stage.id for stage in journey.stages for s in stage.steps} for journey in (before, after)]
    steps = [{s.id: s for s in journey.steps} for journey in (before, after)]
    return [
        StagePair(old.get(name), new.get(name), tuple(_changes(old.get(name), new.get(name), homes, steps)))
        for name in order
    ]


def _changes(
    old: Stage | None, new: Stage | None, homes: list[dict[str, str]], steps: list[dict[str, Step]]
) -> Iterator[Change]:
    for step in old.steps if old else ():
        if step.id not in homes[1]:
            yield Change("removed", step, None)
    for step in new.steps if new else ():
        before = steps[0].get(step.id)
        if before is None:
            yield Change("added", None, step)
            continue
        fields = tuple(name for name in FIELDS if _value(before, name) != _value(step, name))
        if homes[0][step.id] != homes[1][step.id]:
            yield Change("moved", before, step, ("stage", *fields))
        elif fields:
            yield Change("changed", before, step, fields)


def _value(step: Step, name: str) -> object:
    """What is compared: of emotions their mean, however many personas they are told of."""
    return step.feeling if name == "emotion" else getattr(step, name)


def mean_feeling(stage: Stage | None) -> float | None:
    """How the customer feels in *stage*: the mean over its steps, −2…+2; None where nothing is recorded."""
    felt = [step.feeling for step in stage.steps if step.feeling is not None] if stage else []
    return sum(felt) / len(felt) if felt else None
