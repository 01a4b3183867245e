"""What must hold inside a journey."""

from __future__ import annotations

import datetime as dt
import re

import support
from handbook.core.catalogue import assemble
from handbook.core.content import scan
from handbook.journeys.model import Journey
from handbook.journeys.read import JOURNEY
from handbook.journeys.views.journey import page_ids


def test_no_step_can_take_the_id_of_another_place(good: support.Built) -> None:
    """Whatever has an id on a journey's page, and is not a step, is known to the check of reserved ids."""
    content = scan(good.folder / "content")
    catalogue, _ = assemble(content.sources, [JOURNEY], tuple(support.LANGUAGES), dt.date.fromisoformat(support.TODAY))
    open_to_steps = {}
    for entry in catalogue.of(Journey):
        known = page_ids(entry.document) | {step.id for step in entry.document.steps}
        for uri in entry.pages.values():
            found = re.findall(r'\sid="(?!hb-)([a-z][a-z0-9-]*)"', good.read(uri.replace(".md", "/index.html")))
            assert len(found) > 10
            open_to_steps[uri] = set(found) - known
    assert {uri: places for uri, places in open_to_steps.items() if places} == {}
