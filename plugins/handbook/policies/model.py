"""A controlled document: what its front matter may say, and what follows from it on a day."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.document import Day, DocRef, Duration, Lang, Model, Name, RoleRef, Said, Text, Version
from handbook.core.pages import Written

Type = Literal["policy", "standard", "procedure", "guideline"]
Status = Literal["draft", "review", "approved", "effective", "superseded", "retired"]
State = Literal["draft", "review", "pending", "force", "superseded", "retired"]
"""What a document is on a day. *Pending* and *in force* are computed, never written."""

REQUIRED_SECTIONS: dict[str, tuple[str, ...]] = {
    "policy": ("purpose", "scope", "rule", "practice", "standard", "measures", "feedback", "training"),
    "standard": ("purpose", "scope", "standard", "measures"),
    "procedure": ("purpose", "scope", "steps", "records"),
    "guideline": ("purpose", "guidance"),
}
"""Heading ids by document type, in their order; a site may set its own."""


class Standard(Model):
    """A promise in numbers, shown where the body says `[[standards]]`."""

    value: Said
    """The number, which may carry a %."""
    unit: Text | None = None
    promise: Text
    """What the number is for: `to answer a call`."""
    level: Text | None = None
    """How often it must be kept: `for 80% of calls`."""


class Policy(Written):
    """A controlled document, as its Arabic original's front matter gives it."""

    id: Name
    """Others refer to the document by it, so it never changes."""
    type: Type
    version: Version
    """In quotation marks, so that 1.10 keeps its zero."""
    status: Status
    """What has been decided. Whether the document is in force on a day is computed."""
    owner: RoleRef
    """Who answers for the document."""
    reviewers: tuple[RoleRef, ...] = ()
    """Who reads each version before it is approved."""
    approved_by: RoleRef | None = None
    approved_on: Day | None = None
    approval_ref: Said | None = None
    """Where the decision is recorded: a number or a link."""
    effective_date: Day | None = None
    """The first day on which it holds."""
    valid_to: Day | None = None
    """The last day on which it holds, where that is known."""
    last_reviewed: Day | None = None
    review_every: Duration | None = None
    """How long after one review the next is due."""
    classification: Literal["public", "internal", "confidential"] = "internal"
    audience: tuple[RoleRef, ...] = ()
    """Who works by it: groups of staff are roles too."""
    supersedes: tuple[DocRef, ...] = ()
    """What it replaces from its first day."""
    related: tuple[DocRef, ...] = ()
    """What a reader may want next."""
    satisfies: tuple[DocRef, ...] = ()
    """The documents that it carries out."""
    standards: tuple[Standard, ...] = ()
    """The promises in numbers, in the order in which they are shown."""

    @property
    def next_review(self) -> dt.date | None:
        """The last review, or else the approval, plus the interval; never stored, so it cannot rot."""
        since = self.last_reviewed or self.approved_on or self.effective_date
        return self.review_every.after(since) if since and self.review_every else None

    def words(self, language: Lang) -> Lang:
        """*language* where the document is written in it, else the original's."""
        own = self.title.languages() or frozenset()
        return language if language in own else next(iter(own), language)


def state(policy: Policy, catalogue: Catalogue) -> State:
    """What *policy* is today."""
    if policy.status in ("draft", "review", "superseded", "retired"):
        return policy.status
    if policy.effective_date is None or policy.effective_date > catalogue.today:
        return "pending"
    if any(_begun(by, catalogue.today) for by in superseded_by(policy, catalogue)):
        return "superseded"
    if policy.valid_to and policy.valid_to < catalogue.today:
        return "retired"
    return "force"


def _begun(policy: Policy, today: dt.date) -> bool:
    decided = policy.status not in ("draft", "review")
    return decided and policy.effective_date is not None and policy.effective_date <= today


def superseded_by(policy: Policy, catalogue: Catalogue) -> list[Policy]:
    """The documents that say they replace *policy*."""
    return [
        use.by.document
        for use in catalogue.using("documents", policy.id)
        if use.at[0] == "supersedes" and isinstance(use.by, Entry) and isinstance(use.by.document, Policy)
    ]


def days_overdue(policy: Policy, catalogue: Catalogue) -> int:
    """How many days the review is late; 0 for a document in time or not in force."""
    due = policy.next_review
    if due is None or due >= catalogue.today or state(policy, catalogue) != "force":
        return 0
    return (catalogue.today - due).days


def next_review(policy: Policy, catalogue: Catalogue) -> dt.date | None:
    """The day of the next review; none for what is not, or no longer, to be followed."""
    return policy.next_review if state(policy, catalogue) in ("force", "pending") else None


def ended(policy: Policy, catalogue: Catalogue) -> dt.date | None:
    """The last day on which *policy* was in force: its own, or the day before its successor's first."""
    starts = [by.effective_date for by in superseded_by(policy, catalogue) if by.effective_date]
    return policy.valid_to or (min(starts) - dt.timedelta(days=1) if starts else None)


def policies(catalogue: Catalogue) -> list[Entry[Policy]]:
    """All controlled documents by number."""
    return sorted(catalogue.of(Policy), key=lambda entry: entry.document.id)
