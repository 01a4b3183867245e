"""What a controlled document is on a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

import support
from handbook.core.catalogue import Catalogue
from handbook.policies.model import Policy, days_overdue, ended, policies, state

STATES = yaml.safe_load((Path(__file__).parent / "states.yml").read_text("utf-8"))


def catalogue(documents: list[dict[str, Any]], today: str | dt.date = support.TODAY) -> Catalogue:
    """A catalogue of guidelines with the fields of *documents*."""
    return support.catalogue({f"ar/policies/{d['id']}.md": support.policy(**d) for d in documents}, today)


def policy(name: str, of: Catalogue) -> Policy:
    document = of.entries[name].document
    assert isinstance(document, Policy)
    return document


@pytest.mark.parametrize("case", STATES, ids=[case["name"] for case in STATES])
def test_states_by_day(case: dict[str, Any]) -> None:
    """Pending, in force, superseded and overdue follow from dates and from other documents, never from a status."""
    for day, wanted in case["days"].items():
        found = catalogue(case["documents"], day)
        said = {}
        for name in wanted:
            late = days_overdue(policy(name, found), found)
            said[name] = state(policy(name, found), found) + (f" late {late}" if late else "")
        assert (day, said) == (day, wanted)


def test_the_last_day_of_a_text_is_the_one_before_its_successors() -> None:
    """A document's own last day wins; without a successor's date there is none."""
    found = catalogue(
        [
            {"id": "A-1"},
            {"id": "A-2", "valid_to": dt.date(2026, 1, 31)},
            {"id": "A-3"},
            {"id": "A-4", "supersedes": ["A-1", "A-2"], "effective_date": dt.date(2026, 3, 1)},
        ]
    )
    days = [ended(policy(f"A-{n}", found), found) for n in (1, 2, 3)]
    assert days == [dt.date(2026, 2, 28), dt.date(2026, 1, 31), None]


def test_documents_are_listed_by_number() -> None:
    """Whatever their files are called."""
    found = support.catalogue(
        {"ar/policies/a.md": support.policy(id="A-2"), "ar/policies/b.md": support.policy(id="A-1")}
    )
    assert [entry.document.id for entry in policies(found)] == ["A-1", "A-2"]


def test_a_version_keeps_its_zero() -> None:
    """1.10 comes after 1.9 and is not 1.1."""
    text = "---\nid: A-1\ntitle: T\ntype: policy\nversion: 1.10\nstatus: draft\nowner: agent\n---\n"
    assert policy("A-1", support.catalogue({"ar/policies/a.md": text})).version == "1.10"
