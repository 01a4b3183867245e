"""Which feelings the emotion curve shows, and where they stand: steps with their places, a line for each persona."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.core.document import PersonaRef
from handbook.journeys.model import Journey, Step

COLUMN, WIDE_COLUMN = 200, 320
"""The width of a stage in px of the drawing; the wide one where a stage has more than `CROWDED` steps."""
CROWDED = 6
MARKS = (
    "M-6 0a6 6 0 1 0 12 0 6 6 0 1 0-12 0z",
    "M0-8L8 0 0 8-8 0z",
    "M-6-6H6V6H-6z",
    "M0-7L8 6H-8z",
    "M0 7L8-6H-8z",
)
"""A circle, a diamond, a square and two triangles: lines are told apart without colour."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A step on the drawing: its number from 1, its stage from 0, its distance from where reading begins."""

    number: int
    stage: int
    step: Step
    x: float


@dataclass(frozen=True, slots=True)
class Line:
    """One persona's feelings, or everybody's where they agree (then `persona` is None)."""

    persona: PersonaRef | None
    points: tuple[tuple[Moment, float], ...]


def crowded(journey: Journey) -> bool:
    """Whether the columns must be wide."""
    return max(len(stage.steps) for stage in journey.stages) > CROWDED


def column(journey: Journey) -> int:
    """The width of a stage on the drawing, in px."""
    return WIDE_COLUMN if crowded(journey) else COLUMN


def moments(journey: Journey) -> list[Moment]:
    """Every step with its place."""
    wide = column(journey)
    found: list[Moment] = []
    for place, stage in enumerate(journey.stages):
        for number, step in enumerate(stage.steps):
            x = wide * (place + (number + 0.5) / len(stage.steps))
            found.append(Moment(len(found) + 1, place, step, x))
    return found


def lines(journey: Journey) -> list[Line]:
    """The lines of the drawing: one for each persona where any step tells them apart; none where nothing is felt.

    Those of the scope come first, in its order; what a step tells of everybody counts for each.
    """
    steps = moments(journey)
    told_apart = dict.fromkeys(name for s in journey.steps if isinstance(s.emotion, dict) for name in s.emotion)
    found = []
    personas = dict.fromkeys((*journey.scope.personas, *told_apart)) if told_apart else {}
    for persona in (*personas,) or (None,):
        points = ((moment, _felt(moment.step, persona)) for moment in steps)
        found.append(Line(persona, tuple((moment, felt) for moment, felt in points if felt is not None)))
    return [line for line in found if line.points]


def _felt(step: Step, persona: PersonaRef | None) -> float | None:
    if isinstance(step.emotion, dict):
        return step.emotion.get(persona) if persona else step.feeling
    return step.emotion


def stroke(number: int) -> int:
    """Which of the five strokes and marks the line *number* has, counted from 1."""
    return (number - 1) % len(MARKS) + 1
