"""Where the claims of a map come from: a claim without research is an assumption."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from handbook.journeys.model import Confidence, Journey, Research, Step

ORDER: tuple[Confidence, ...] = get_args(Confidence)
"""From the weakest to the strongest."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure a claim is, and the research behind it."""

    confidence: Confidence
    sources: tuple[Research, ...]


def evidence(references: Iterable[str], known: Mapping[str, Research]) -> Evidence:
    """The evidence of a claim with *references*: as sure as its surest source."""
    sources = tuple(known[name] for name in references if name in known)
    surest = max((source.confidence for source in sources), key=ORDER.index, default=ORDER[0])
    return Evidence(surest, sources)


def research_of(journey: Journey) -> dict[str, Research]:
    """A journey's research by id."""
    return {item.id: item for item in journey.research}


def widest_gap(journey: Journey) -> tuple[int, Step, int] | None:
    """The step at which importance exceeds satisfaction most, with its number from 1 and the gap (1 to 4).

    The first of several; None where no step falls short. The method is Strativity's: the largest difference
    between importance and performance is the moment of truth to work on first.
    """
    gaps = [
        (step.importance - step.satisfaction, number, step)
        for number, step in enumerate(journey.steps, 1)
        if step.importance and step.satisfaction
    ]
    gap, number, step = max(gaps, key=lambda item: (item[0], -item[1]), default=(0, 0, None))
    return (number, step, gap) if step and gap > 0 else None
