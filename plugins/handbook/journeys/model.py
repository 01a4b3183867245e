"""A customer's journey: the vocabulary of its YAML.

The words are the field's own (journey maps, service blueprints, CJML); the numbered parts follow the eight steps
of the mapping method: 1 goals, 2 research, 3 touchpoints (the library), 4 stages, 5 the map, 6 validation,
7 analysis, 8 the living document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from handbook.core.document import (
    ActorRef,
    Day,
    DocRef,
    Document,
    Duration,
    Model,
    Name,
    PersonaRef,
    RoleRef,
    Said,
    Text,
    TouchpointRef,
)

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Grade = Annotated[int, Field(ge=1, le=5)]
Emotion = Annotated[int, Field(ge=-2, le=2)]
Confidence = Literal["assumption", "partial", "validated"]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Scope(Model):
    """Step 1: whose journey, from where to where, and what for."""

    business_goal: Text
    customer_goal: Text
    actor: ActorRef
    personas: tuple[PersonaRef, ...] = ()
    scenario: Text
    trigger: Text | None = None
    expectations: tuple[Text, ...] = ()
    start: Text
    end: Text
    out_of_scope: tuple[Text, ...] = ()


class Research(Model):
    """Step 2: where a claim comes from."""

    id: Id
    method: Text
    date: Day
    sample: Text | None = None
    finding: Text
    url: Said | None = None
    confidence: Confidence


class Kpi(Model):
    """A figure that tells how a stage works; it stands here, or comes from the readings in `metrics/*.csv`."""

    id: Id
    name: Text
    unit: Text
    target: Number
    value: Number | None = None
    better: Literal["higher", "lower"] = "higher"
    as_of: Day | None = None
    """The day of `value`; both stand here or neither does."""
    source: Text


class PainPoint(Model):
    """What hurts, how badly and how often."""

    id: Id
    text: Text
    severity: Annotated[int, Field(ge=1, le=4)]
    """From 1, a nuisance, to 4, it stops the customer."""
    frequency: Grade
    cause: Text | None = None
    research_refs: tuple[Id, ...] = ()


class Opportunity(Model):
    """What could be done about it."""

    id: Id
    text: Text
    addresses: tuple[Id, ...] = ()
    """The pain points that it would ease."""
    customer_value: Grade
    business_value: Grade
    effort: Grade
    owner: RoleRef | None = None
    status: Literal["idea", "planned", "in_progress", "done", "rejected"] = "idea"
    url: Said | None = None
    solutions: tuple[Text, ...] = ()


class Next(Model):
    """Where a step leads, and under which condition."""

    to: Id
    when: Text | None = None


Ways = Id | tuple[Id | Next, ...] | None
"""What people may write for `next`."""


def _as_list(value: object) -> object:
    """`next: pays` says the same as `next: [{to: pays}]`."""
    ways = [value] if isinstance(value, str) else value
    return [{"to": way} if isinstance(way, str) else way for way in ways] if isinstance(ways, list) else ways


class Step(Model):
    """One thing that somebody does."""

    id: Id
    name: Text
    kind: Literal["action", "communication"] = "action"
    initiator: ActorRef
    """Who does it: this chooses the lane."""
    receiver: ActorRef | None = None
    """Whom a communication reaches."""
    touchpoint: TouchpointRef | None = None
    thoughts: Text | None = None
    quote: Text | None = None
    emotion: Emotion | dict[PersonaRef, Emotion] | None = None
    """How the customer feels, −2…+2: one number, or one for each persona."""
    intensity: Grade | None = None
    importance: Grade | None = None
    satisfaction: Grade | None = None
    moment_of_truth: bool = False
    duration: Duration | None = None
    wait: Duration | None = None
    """How long the customer waits before or during it."""
    physical_evidence: Text | None = None
    """What the customer sees or receives."""
    frontstage: Text | None = None
    """What staff do in the customer's sight."""
    backstage: Text | None = None
    """What is done out of the customer's sight."""
    support_processes: tuple[Text, ...] = ()
    systems: tuple[Text, ...] = ()
    policies: tuple[DocRef, ...] = ()
    image: Said | None = None
    image_alt: Text | None = None
    next: Annotated[tuple[Next, ...] | None, BeforeValidator(_as_list, json_schema_input_type=Ways)] = None
    """Absent: the next step of the file. Empty: the journey ends here."""
    research_refs: tuple[Id, ...] = ()

    @property
    def feeling(self) -> float | None:
        """The customer's emotion, −2…+2: the mean over personas where they differ."""
        if isinstance(self.emotion, dict):
            return sum(self.emotion.values()) / len(self.emotion) if self.emotion else None
        return self.emotion


class Stage(Model):
    """Steps 4 and 5: a part of the journey as the customer would name it."""

    id: Id
    name: Text
    goal: Text | None = None
    questions: tuple[Text, ...] = ()
    perceptions: tuple[Text, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    pain_points: tuple[PainPoint, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1)


class Session(Model):
    """A meeting at which the map was held against what people know."""

    date: Day
    with_: Text = Field(alias="with")
    participants: Annotated[int, Field(ge=1)]
    outcome: Text
    changes: Text | None = None


class Validation(Model):
    """Step 6: how far the map is confirmed."""

    status: Confidence
    sessions: tuple[Session, ...] = ()


class Question(Model):
    """One line of the three checklists."""

    group: Literal["customer", "touchpoints", "organisation"]
    question: Text
    answer: Literal["yes", "partly", "no"]
    note: Text | None = None
    action: Text | None = None


class Analysis(Model):
    """Step 7: what the map tells."""

    checklist: tuple[Question, ...] = ()


class Lifecycle(Model):
    """Step 8: who keeps the map alive."""

    owner: RoleRef
    reviewers: tuple[RoleRef, ...] = ()
    review_every: Duration | None = None
    last_reviewed: Day | None = None

    @property
    def next_review(self) -> dt.date | None:
        """Derived, never stored."""
        return self.review_every.after(self.last_reviewed) if self.review_every and self.last_reviewed else None


class Journey(Document):
    """A journey as its YAML file gives it."""

    id: Name
    """Others refer to the document by it, so it never changes."""
    type: Literal["end_to_end", "problem"]
    state: Literal["as_is", "to_be"] = "as_is"
    counterpart: DocRef | None = None
    """The same journey in the other state; it points back."""
    parent: DocRef | None = None
    related_policies: tuple[DocRef, ...] = ()
    tags: tuple[Said, ...] = ()
    scope: Scope
    research: tuple[Research, ...] = ()
    stages: tuple[Stage, ...] = Field(min_length=1, max_length=24)
    """As many as a map has room for."""
    validation: Validation | None = None
    analysis: Analysis | None = None
    lifecycle: Lifecycle

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in the order of the file."""
        return tuple(step for stage in self.stages for step in stage.steps)

    def ways(self) -> Iterator[tuple[Step, Next]]:
        """Every way from a step to another: those written down, and to the next step of the file where none is."""
        steps = self.steps
        for step, after in zip(steps, (*steps[1:], None), strict=True):
            if step.next is not None:
                yield from ((step, way) for way in step.next)
            elif after:
                yield step, Next(to=after.id)
