"""The page of personas and actors, each with the journeys in which they appear."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.core.catalogue import Entry
from handbook.core.library import Actor, Persona
from handbook.core.sheet import Viewpoint, link
from handbook.journeys.charts import feelings
from handbook.journeys.model import Journey
from handbook.journeys.views.parts import Feeling, feeling


@dataclass(frozen=True, slots=True)
class PersonaJourney:
    """A journey of a persona: how it feels on the whole, and where it is hardest."""

    title: str
    url: str
    feeling: Feeling | None
    low: str


@dataclass(frozen=True, slots=True)
class PersonaRow:
    """A type of customer."""

    id: str
    anchor: str
    name: str
    summary: str
    actor: str
    goals: list[str]
    frustrations: list[str]
    journeys: list[PersonaJourney]


@dataclass(frozen=True, slots=True)
class ActorJourney:
    """A journey in which an actor takes steps, or is reached by some."""

    title: str
    url: str
    steps: str
    """How many steps it takes; empty for an actor whom others only reach."""


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Who takes part in journeys, and on which lane."""

    id: str
    anchor: str
    name: str
    lane: str
    lane_name: str
    icon: str
    journeys: list[ActorJourney]


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Everybody who appears in a journey."""

    title: str
    summary: str
    personas: list[PersonaRow]
    actors: list[ActorRow]


def people(at: Viewpoint) -> PeopleView:
    """The page, in the order of the library."""
    library, t = at.catalogue.library, at.language.t
    personas = (placed.item for placed in library.get("personas", {}).values())
    actors = (placed.item for placed in library.get("actors", {}).values())
    return PeopleView(
        t("people.title"),
        t("people.summary"),
        [_persona(item, at) for item in personas if isinstance(item, Persona)],
        [_actor(item, at) for item in actors if isinstance(item, Actor)],
    )


def _persona(persona: Persona, at: Viewpoint) -> PersonaRow:
    code = at.language.code
    users = [entry for entry in at.catalogue.of(Journey) if persona.id in entry.document.scope.personas]
    return PersonaRow(
        id=persona.id,
        anchor=f"persona-{persona.id}",
        name=persona.name[code],
        summary=persona.summary[code],
        actor=at.catalogue.name(persona.actor, code),
        goals=[text[code] for text in persona.goals],
        frustrations=[text[code] for text in persona.frustrations],
        journeys=[_felt(entry, persona.id, at) for entry in users],
    )


def _felt(entry: Entry[Journey], persona: str, at: Viewpoint) -> PersonaJourney:
    """How a journey feels to *persona*: as told of it, else as told of everybody."""
    found = feelings.lines(entry.document)
    line = next((line for line in found if line.persona in (persona, None)), None)
    way = link(entry, at)
    if line is None:
        return PersonaJourney(way.title, way.url, None, "")
    moment, _ = min(line.points, key=lambda point: (point[1], point[0].number))
    mean = sum(felt for _, felt in line.points) / len(line.points)
    low = at.language.t("curve.low_text", number=moment.number, name=moment.step.name[at.language.code])
    return PersonaJourney(way.title, way.url, feeling(mean, at.language), low)


def _actor(actor: Actor, at: Viewpoint) -> ActorRow:
    code, t = at.language.code, at.language.t
    entries: dict[str, Entry[Journey]] = {}
    for use in at.catalogue.using("actors", actor.id):
        if isinstance(use.by, Entry) and isinstance(use.by.document, Journey):
            entries.setdefault(use.by.document.id, use.by)  # type: ignore[arg-type]  # its document is one
    journeys = []
    for entry in entries.values():
        way = link(entry, at)
        n = sum(step.initiator == actor.id for step in entry.document.steps)
        journeys.append(ActorJourney(way.title, way.url, t("swimlane.steps", n=n) if n else ""))
    return ActorRow(
        id=actor.id,
        anchor=f"actor-{actor.id}",
        name=actor.name[code],
        lane=actor.lane,
        lane_name=t(f"lane.{actor.lane}"),
        icon=actor.icon,
        journeys=journeys,
    )
