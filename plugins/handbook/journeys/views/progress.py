"""The eight steps of the method for one journey, and who keeps it alive."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.core.language import DateView
from handbook.core.sheet import Viewpoint
from handbook.journeys.insight.progress import progress
from handbook.journeys.model import Journey

SECTIONS = ("scope", "research", "map", "map", "map", "validation", "analysis", "living")
"""The part of the journey's page that shows each step's work."""


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """One of the eight steps; `guide` leads to the page that explains it."""

    number: int
    name: str
    state: str
    state_name: str
    left: str
    url: str
    guide: str


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How far a journey has come."""

    done: int
    total: int
    text: str
    steps: list[ProgressStep]


@dataclass(frozen=True, slots=True)
class LivingView:
    """Who keeps the map alive, and when it is reviewed."""

    owner: str
    reviewers: list[str]
    cadence: str
    last_reviewed: DateView | None
    next_review: DateView | None
    overdue: bool


def progress_view(journey: Journey, at: Viewpoint, guide: str, sections: frozenset[str]) -> ProgressView:
    """The eight steps; *guide* is the address of the page that explains them (empty for none).

    *sections* are the parts that the journey's page has.
    """
    t = at.language.t
    steps = [
        ProgressStep(
            number,
            t(f"progress.{number}"),
            found.state,
            t(f"progress.state.{found.state}"),
            t(f"progress.left.{found.left}", n=found.n) if found.left else "",
            f"#{section}" if section in sections else "",
            f"{guide}#step-{number}" if guide else "",
        )
        for number, (found, section) in enumerate(zip(progress(journey, at.catalogue.today), SECTIONS, strict=True), 1)
    ]
    done = sum(step.state == "done" for step in steps)
    return ProgressView(done, len(steps), t("progress.text", done=done, total=len(steps)), steps)


def living(journey: Journey, at: Viewpoint) -> LivingView:
    """Who keeps *journey* alive."""
    life, code, language = journey.lifecycle, at.language.code, at.language
    return LivingView(
        at.catalogue.name(life.owner, code),
        [at.catalogue.name(role, code) for role in life.reviewers],
        language.t("living.every", time=language.duration(life.review_every)) if life.review_every else "",
        language.date(life.last_reviewed),
        language.date(life.next_review),
        overdue(journey, at) > 0,
    )


def overdue(journey: Journey, at: Viewpoint) -> int:
    """For how many days the review is due; 0 where it is not."""
    due = journey.lifecycle.next_review
    return max((at.catalogue.today - due).days, 0) if due else 0
