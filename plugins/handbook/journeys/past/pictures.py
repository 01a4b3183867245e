"""The swim-lanes of a journey before and after a change, for one page."""

from __future__ import annotations

import re

from markupsafe import Markup

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.core.past import Picture
from handbook.drawing.engine import DrawingError
from handbook.drawing.studio import Studio
from handbook.journeys.charts import swimlane
from handbook.journeys.model import Journey, Step

_LINK = re.compile(r'<a class="hb-node__link" href="[^"]*">(.*?)</a>', re.DOTALL)


def pictures(
    old: Journey | None, new: Journey | None, language: Language, catalogue: Catalogue, studio: Studio | None
) -> tuple[Picture, ...]:
    """Both drawings where steps, ways or actors differ.

    None where one of the two cannot be drawn: a reader could not compare them. The drawings lead nowhere, because the
    steps that theirs would lead to stand on another page.
    """
    if studio is None or studio.in_browser or studio.renderer == "browser" or studio.missing():
        return ()
    if old is None or new is None or not (_drawable(old, catalogue) and _drawable(new, catalogue)):
        return ()
    if _lanes(old, language) == _lanes(new, language):
        return ()
    found = []
    for when, journey in (("before", old), ("after", new)):
        # Its id makes those in the drawing: the page may also show the journey as it is, and no id has an underscore.
        named = _known(journey, catalogue).model_copy(update={"id": f"{journey.id}_{when}"})
        try:
            drawn = swimlane.draw(named, language, catalogue, studio)
        except DrawingError:
            return ()
        if drawn is None:
            return ()
        found.append(Picture(language.t(f"past.journey.{when}"), Markup(_LINK.sub(r"<g>\1</g>", drawn))))
    return tuple(found)


def _lanes(journey: Journey, language: Language) -> object:
    """What a reader sees of the order of work: who does what, and what follows."""
    drawn = swimlane.diagram(journey, language)
    ways = [(start, way.when and way.when[language.code], end) for start, way, end in drawn.ways]
    return [(node.name, node.lane, node.label) for node in drawn.nodes], ways


def _drawable(journey: Journey, catalogue: Catalogue) -> bool:
    """Whether today's library has all actors, and the journey all steps that a way leads to."""
    steps = {step.id for step in journey.steps}
    actors = catalogue.library.get("actors", {})
    return all(step.initiator in actors for step in journey.steps) and all(way.to in steps for _, way in journey.ways())


def _known(journey: Journey, catalogue: Catalogue) -> Journey:
    """*journey* without the touchpoints that today's library does not have: their marks are left out."""

    def known(step: Step) -> Step:
        there = step.touchpoint is None or step.touchpoint in catalogue.library.get("touchpoints", {})
        return step if there else step.model_copy(update={"touchpoint": None})

    stages = (s.model_copy(update={"steps": tuple(known(step) for step in s.steps)}) for s in journey.stages)
    return journey.model_copy(update={"stages": tuple(stages)})
