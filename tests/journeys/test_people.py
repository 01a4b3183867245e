"""The page of personas and actors."""

from __future__ import annotations

import pytest

import support
from handbook.journeys.views.people import people
from journeys import made

ACROSS = made.across()
BOTH = pytest.mark.parametrize("code", support.LANGUAGES)


@BOTH
def test_a_persona_feels_as_its_own_line_tells(code: str) -> None:
    """The mean of its own feelings and its own lowest step; of a journey that tells none apart, everybody's."""
    language = support.LANGUAGES[code]
    new, regular, absent = people(support.viewpoint(code, ACROSS)).personas
    at = f"/{code}/journeys"

    def low(number: int, name: str) -> str:
        return language.t("curve.low_text", number=number, name=name)

    told = [
        [(way.url, way.feeling and (way.feeling.value, way.feeling.word), way.low) for way in persona.journeys]
        for persona in (new, regular, absent)
    ]
    upset, ease, neutral = -2, 1, 0
    assert told == [
        [(f"{at}/a.md", (upset, language.t("emotion.-2")), low(1, "Looks"))],
        [
            (f"{at}/a.md", (ease, language.t("emotion.1")), low(3, "Answers")),
            (f"{at}/b.md", (neutral, language.t("emotion.0")), low(1, "Waits")),
            (f"{at}/c.md", None, ""),
        ],
        [],
    ]


@BOTH
def test_a_persona_is_told_in_the_readers_language(code: str) -> None:
    """Name, actor, aims and troubles, and the place on the page to which journeys lead."""
    new, regular, _ = people(support.viewpoint(code, ACROSS)).personas
    assert (new.name, new.actor) == (("جديد", "العميل") if code == "ar" else ("New", "Customer"))
    assert (new.anchor, new.goals, new.frustrations) == ("persona-new", ["To begin"], ["Forms"])
    assert (regular.goals, regular.frustrations) == ([], [])


@BOTH
def test_an_actor_is_counted_by_the_steps_that_it_takes(code: str) -> None:
    """In each journey where it appears; whoever is only reached, or is who a journey is about, appears too."""
    language = support.LANGUAGES[code]
    actors = people(support.viewpoint(code, ACROSS)).actors
    told = {actor.id: [(way.url[-4:-3], way.steps) for way in actor.journeys] for actor in actors}
    assert told == {
        "customer": [(name, language.t("swimlane.steps", n=n)) for name, n in (("a", 2), ("b", 3), ("c", 1))],
        "agent": [("a", language.t("swimlane.steps", n=1))],
        "courier": [("a", language.t("swimlane.steps", n=1))],
        "nobody": [],
    }
    assert [(actor.anchor, actor.lane_name) for actor in actors][2:] == [
        ("actor-courier", language.t("lane.external")),
        ("actor-nobody", language.t("lane.support")),
    ]


def test_without_people_the_page_is_empty() -> None:
    """A handbook may begin without a persona."""
    catalogue = support.catalogue({"library/personas.yml": "[]"})
    assert people(support.viewpoint("en", catalogue)).personas == []
