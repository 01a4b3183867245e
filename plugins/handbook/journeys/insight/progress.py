"""How far a journey has come on the eight steps of the mapping method, told from its own data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from handbook.journeys.model import Journey, Question

State = Literal["done", "now", "todo"]
GROUPS: tuple[str, ...] = get_args(Question.model_fields["group"].annotation)


@dataclass(frozen=True, slots=True)
class Progress:
    """One of the eight steps; `left` names what is still missing, empty when it is done."""

    state: State
    left: str = ""
    n: int = 0
    """How many are missing, where that can be counted."""


DONE = Progress("done")


def progress(journey: Journey, today: dt.date) -> list[Progress]:
    """The eight steps in their order."""
    return [step(journey, today) for step in STEPS]


def goals(journey: Journey, _today: dt.date) -> Progress:
    """Step 1: the scope says whose journey it is and what they expect."""
    scope = journey.scope
    if not scope.personas:
        return Progress("now", "personas")
    return DONE if scope.expectations else Progress("now", "expectations")


def research(journey: Journey, _today: dt.date) -> Progress:
    """Step 2: something has been found out, not only assumed."""
    if not journey.research:
        return Progress("todo", "research")
    sure = any(item.confidence != "assumption" for item in journey.research)
    return DONE if sure else Progress("now", "only_assumptions")


def touchpoints(journey: Journey, _today: dt.date) -> Progress:
    """Step 3: every stage says where customer and organisation meet."""
    without = sum(not any(step.touchpoint for step in stage.steps) for stage in journey.stages)
    if without == len(journey.stages):
        return Progress("todo", "touchpoints")
    return DONE if not without else Progress("now", "stages_without_touchpoint", without)


def stages(journey: Journey, _today: dt.date) -> Progress:
    """Step 4: stages, each with the customer's aim."""
    if len(journey.stages) < 2:
        return Progress("now", "one_stage")
    without = sum(stage.goal is None for stage in journey.stages)
    return DONE if not without else Progress("now", "stages_without_goal", without)


def mapped(journey: Journey, _today: dt.date) -> Progress:
    """Step 5: how every step feels."""
    without = sum(step.feeling is None for step in journey.steps)
    if without == len(journey.steps):
        return Progress("todo", "emotions")
    return DONE if not without else Progress("now", "steps_without_emotion", without)


def validated(journey: Journey, _today: dt.date) -> Progress:
    """Step 6: the map was held against what people know."""
    validation = journey.validation
    if validation is None or (validation.status == "assumption" and not validation.sessions):
        return Progress("todo", "sessions")
    return DONE if validation.status == "validated" else Progress("now", "not_validated")


def analysed(journey: Journey, _today: dt.date) -> Progress:
    """Step 7: all three checklists are answered, and every shortcoming has an action."""
    checklist = journey.analysis.checklist if journey.analysis else ()
    if not checklist:
        return Progress("todo", "checklists")
    if left := len(set(GROUPS) - {question.group for question in checklist}):
        return Progress("now", "groups_unanswered", left)
    without = sum(question.answer != "yes" and question.action is None for question in checklist)
    return DONE if not without else Progress("now", "answers_without_action", without)


def living(journey: Journey, today: dt.date) -> Progress:
    """Step 8: it is reviewed, and the next review is not overdue."""
    due = journey.lifecycle.next_review
    if due is None:
        return Progress("now" if journey.lifecycle.last_reviewed else "todo", "review")
    return DONE if due >= today else Progress("now", "overdue")


STEPS: tuple[Callable[[Journey, dt.date], Progress], ...] = (
    goals,
    research,
    touchpoints,
    stages,
    mapped,
    validated,
    analysed,
    living,
)
