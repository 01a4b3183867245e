"""What must hold for controlled documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbook.core.catalogue import Catalogue, Check
from handbook.core.problems import Problem, Where, nearest
from handbook.policies.model import Policy


def required_sections(sections: Mapping[str, tuple[str, ...]]) -> Check:
    """A check that every document has the sections of its type, in every language."""

    def check(catalogue: Catalogue) -> Iterator[Problem]:
        for entry in catalogue.of(Policy):
            required = sections.get(entry.document.type, ())
            for parsed in entry.sources.values():
                found = [h.id for h in parsed.outline.headings]
                for missing in (section for section in required if section not in found):
                    near = nearest(missing, set(found) - set(required))
                    line = next((h.line for h in parsed.outline.headings if h.id == near), 1)
                    values = {"section": missing, "type": entry.document.type, "guess": near}
                    yield Problem(Where(parsed.uri, line), "missing-heading", values)

    return check


def approvals(catalogue: Catalogue) -> Iterator[Problem]:
    """What is approved says by whom, when, and from which day."""
    for entry in catalogue.of(Policy):
        policy = entry.document
        if policy.status in ("approved", "effective"):
            for field in ("approved_by", "approved_on", "effective_date"):
                if getattr(policy, field) is None:
                    values = {"field": field, "status": policy.status}
                    yield Problem(entry.where("status"), "approval-incomplete", values)


ORDER = (("approved_on", "effective_date"), ("effective_date", "valid_to"))
"""Approve before use; use before the end (ISO 9001:2015, 7.5.3)."""


def dates(catalogue: Catalogue) -> Iterator[Problem]:
    """Dates follow each other, and nothing was reviewed in the future."""
    for entry in catalogue.of(Policy):
        for earlier, later in ORDER:
            first, second = getattr(entry.document, earlier), getattr(entry.document, later)
            if first and second and first > second:
                values = {"earlier": earlier, "later": later, "first": first, "second": second}
                yield Problem(entry.where(later), "dates-out-of-order", values)
        reviewed = entry.document.last_reviewed
        if reviewed and reviewed > catalogue.today:
            yield Problem(entry.where("last_reviewed"), "review-in-future", {"date": reviewed})


CHECKS: tuple[Check, ...] = (approvals, dates)
