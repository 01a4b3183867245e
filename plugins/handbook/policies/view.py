"""What the templates of controlled documents see: plain values, never the model."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.core.language import DateView
from handbook.core.sheet import Banner, Chip, Link
from handbook.policies.model import State


@dataclass(frozen=True, slots=True)
class Change:
    """What the last version changed."""

    date: DateView
    version: str
    note: str


@dataclass(frozen=True, slots=True)
class StandardView:
    """A promise in numbers."""

    value: str
    unit: str
    promise: str
    level: str


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A document's page around its text."""

    number: str
    title: str
    summary: str
    type_name: str
    area: str
    state: State
    chips: list[Chip]
    since: DateView | None
    until: DateView | None
    version: str
    owner: str
    next_review: DateView | None
    banners: list[Banner]
    change: Change | None
    related: list[Link]
    supersedes: list[Link]
    superseded_by: list[Link]
    satisfies: list[Link]
    satisfied_by: list[Link]
    used_by: list[Link]
    approved_by: str
    approved_on: DateView | None
    approval_ref: str
    reviewers: list[str]
    audience: list[str]
    classification_name: str
    permanent_url: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as one of many: in the register, in its area."""

    number: str
    title: str
    url: str
    summary: str
    chips: list[Chip]
    states: list[str]
    version: str
    owner: str
    type_name: str
    area: str
    since: DateView | None
    since_text: str
    next_review: DateView | None
    overdue_text: str
    lang_note: str


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area with its documents."""

    name: str
    summary: str
    icon: str
    documents: list[DocumentView]
