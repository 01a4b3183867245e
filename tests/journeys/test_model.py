"""A journey's vocabulary."""

from __future__ import annotations

import support

STEPS = """
stages:
  - id: first
    name: x
    steps:
      - {id: a, name: x, initiator: customer, emotion: -2}
      - {id: b, name: x, initiator: customer, next: d, emotion: {new-customer: -1, other: 2}}
      - {id: c, name: x, initiator: customer, next: [], emotion: {}}
  - id: second
    name: x
    steps:
      - {id: d, name: x, initiator: customer, next: [{to: a, when: x}, e]}
      - {id: e, name: x, initiator: customer, emotion: 0}
"""
JOURNEY, _ = support.journey(STEPS)


def test_ways_run_from_step_to_step() -> None:
    """What is written wins; without it the next step of the file follows, over the end of a stage too."""
    ways = [(step.id, way.to, way.when["en"] if way.when else None) for step, way in JOURNEY.ways()]
    assert ways == [("a", "b", None), ("b", "d", None), ("d", "a", "x"), ("d", "e", None)]


def test_a_feeling_is_one_or_the_mean_of_several() -> None:
    """A step may tell the emotion of each persona, and zero is a feeling too."""
    assert [step.feeling for step in JOURNEY.steps] == [-2, 0.5, None, None, 0]
