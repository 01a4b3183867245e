"""A journey as a swim-lane diagram: one lane an actor, time in the reading direction.

The journey becomes Mermaid text, which readers can copy; merman lays it out and `drawing.swim` draws it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import get_args

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.core.library import Actor, Lane
from handbook.drawing import swim
from handbook.drawing.measure import balance
from handbook.drawing.studio import Studio
from handbook.journeys.model import Journey, Step

LABEL_WIDTH = 140
"""Where a step's words break, in px."""


def actors(journey: Journey, catalogue: Catalogue) -> list[Actor]:
    """Who takes a step, by lane from the customer to the outside, then in the order in which they appear."""
    shelf = catalogue.library["actors"]
    seen = [shelf[name].item for name in dict.fromkeys(step.initiator for step in journey.steps)]
    lanes = get_args(Lane)
    return sorted((a for a in seen if isinstance(a, Actor)), key=lambda actor: lanes.index(actor.lane))


def mermaid(
    journey: Journey,
    language: Language,
    catalogue: Catalogue,
    lines: Callable[[str], Iterable[str]] | None = None,
) -> str:
    """The journey as Mermaid `swimlane-beta` text; *lines* breaks a label (by default it is left whole)."""
    code = language.code
    wrapped = lines or (lambda text: [text])
    starts, ends = journey.steps[0], {s.id for s in journey.steps} - {s.id for s, _ in journey.ways()}
    deciding = {step.id for step in journey.steps if step.next and len(step.next) > 1}
    names = {step.id: f"s{number}" for number, step in enumerate(journey.steps, 1)}

    def node(step: Step) -> str:
        label = "<br/>".join(swim.quoted(_flat(line)) for line in wrapped(step.name[code]))
        if step.id in deciding:
            return f'{names[step.id]}{{"{label}"}}'
        if step is starts or step.id in ends:
            return f'{names[step.id]}(["{label}"])'
        return f'{names[step.id]}["{label}"]'

    title, description = titles(journey, language, catalogue)
    text = ["swimlane-beta LR", f"  accTitle: {_flat(title)}", f"  accDescr: {_flat(description)}"]
    for number, actor in enumerate(actors(journey, catalogue), 1):
        text.append(f'  subgraph lane{number}["{swim.quoted(_flat(actor.name[code]))}"]')
        text += (f"    {node(step)}" for step in journey.steps if step.initiator == actor.id)
        text.append("  end")
    for step, way in journey.ways():
        when = f'|"{swim.quoted(_flat(way.when[code]))}"|' if way.when else ""
        text.append(f"  {names[step.id]} -->{when} {names[way.to]}")
    return "\n".join(text) + "\n"


def _flat(text: str) -> str:
    """*text* on one line, without the semicolon that ends a Mermaid statement."""
    return " ".join(text.split()).replace(";", "،" if re.search("[\u0600-\u06ff]", text) else ",")


def titles(journey: Journey, language: Language, catalogue: Catalogue) -> tuple[str, str]:
    """The diagram's title and description for people who cannot see it."""
    code = language.code
    lanes = language.t("swimlane.lanes", n=len(actors(journey, catalogue)))
    steps = language.t("swimlane.steps", n=len(journey.steps))
    title = language.t("swimlane.name", title=journey.title[code])
    return title, language.t("swimlane.description", lanes=lanes, steps=steps)


def draw(journey: Journey, language: Language, catalogue: Catalogue, studio: Studio) -> str | None:
    """The journey's swim-lanes in one language as SVG; None where readers' browsers must draw them.

    Raises `DrawingError` where the engine cannot lay the diagram out.
    """

    people, code = actors(journey, catalogue), language.code
    lanes = [swim.Lane(f"lane{n}", actor.name[code], actor.lane, actor.icon) for n, actor in enumerate(people, 1)]
    words, name = titles(journey, language, catalogue), f"swim-{journey.id}"

    def lines(text: str) -> list[str]:
        return balance(studio.fonts, text, swim.TEXT, LABEL_WIDTH, bold=True)

    def make() -> str:
        boxes = {f"s{number}": lines(step.name[code]) for number, step in enumerate(journey.steps, 1)}
        return swim.draw(mermaid(journey, language, catalogue, lines), lanes, boxes, studio, name, words)

    looks = (f"{lane.look} {studio.icons(lane.icon)}" for lane in lanes)
    return studio.draw(__package__, (mermaid(journey, language, catalogue), name, *words, *looks), make)
