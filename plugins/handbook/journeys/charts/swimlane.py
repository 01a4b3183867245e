"""A journey as a swim-lane diagram: one lane an actor, time in the reading direction.

The journey becomes Mermaid text, which readers can copy; merman lays it out and `drawing.swim` draws it. A big
journey is also drawn stage by stage: there, a way into another stage ends at a box that names the step it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.core.library import Actor, Channel, Lane, Touchpoint
from handbook.drawing import swim
from handbook.drawing.measure import balance
from handbook.drawing.studio import Studio
from handbook.journeys.model import Journey, Next, Stage, Step

LABEL_WIDTH = 140
"""Where a step's words break, in px."""
BIG = 12
"""A journey with more steps than this is also drawn stage by stage."""
Lines = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the diagram: a step, or the way to one that is drawn elsewhere (then `label` says which)."""

    name: str
    step: Step
    lane: str
    label: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes in time, and the ways between them."""

    nodes: tuple[Node, ...]
    ways: tuple[tuple[str, Next, str], ...]
    """From a box, under which condition, to a box."""


def actors(journey: Journey, catalogue: Catalogue, stage: Stage | None = None) -> list[Actor]:
    """Who takes a step, by lane from the customer to the outside, then in the order in which they appear."""
    shelf = catalogue.library["actors"]
    steps = stage.steps if stage else journey.steps
    seen = [shelf[name].item for name in dict.fromkeys(step.initiator for step in steps)]
    lanes = get_args(Lane)
    return sorted((a for a in seen if isinstance(a, Actor)), key=lambda actor: lanes.index(actor.lane))


def diagram(journey: Journey, language: Language, stage: Stage | None = None) -> Diagram:
    """The boxes and ways of a journey, or of one *stage* of it."""
    code = language.code
    numbers = {step.id: number for number, step in enumerate(journey.steps, 1)}
    steps = {step.id: step for step in journey.steps}
    here = {step.id for step in stage.steps} if stage else set(steps)
    # An actor's id may hold what means something in Mermaid: boxes are named by numbers only.
    lanes = {name: number for number, name in enumerate(dict.fromkeys(step.initiator for step in journey.steps), 1)}
    before: dict[str, Node] = {}
    after: dict[str, Node] = {}
    ways: list[tuple[str, Next, str]] = []
    for step, way in journey.ways():
        start, end = f"s{numbers[step.id]}", f"s{numbers[way.to]}"
        if way.to not in here and step.id in here:
            end = f"to{numbers[way.to]}lane{lanes[step.initiator]}"
            label = language.t("swimlane.to", number=numbers[way.to])
            after[end] = Node(end, steps[way.to], step.initiator, label, True)
        elif way.to in here and step.id not in here:
            start = f"from{numbers[step.id]}lane{lanes[steps[way.to].initiator]}"
            label = language.t("swimlane.from", number=numbers[step.id])
            before[start] = Node(start, step, steps[way.to].initiator, label, True)
        elif way.to not in here:
            continue
        ways.append((start, way, end))
    own = (Node(f"s{numbers[s.id]}", s, s.initiator, s.name[code]) for s in journey.steps if s.id in here)
    return Diagram((*before.values(), *own, *after.values()), tuple(ways))


def mermaid(
    journey: Journey,
    language: Language,
    catalogue: Catalogue,
    lines: Lines | None = None,
    stage: Stage | None = None,
) -> str:
    """The journey, or one *stage*, as Mermaid `swimlane-beta` text; *lines* breaks a label (by default left whole)."""
    code = language.code
    drawn = diagram(journey, language, stage)
    title, description = titles(journey, language, catalogue, stage)
    text = ["swimlane-beta LR", f"  accTitle: {_flat(title)}", f"  accDescr: {_flat(description)}"]
    shape = _shapes(journey)
    for number, actor in enumerate(actors(journey, catalogue, stage), 1):
        text.append(f'  subgraph lane{number}["{swim.quoted(_flat(actor.name[code]))}"]')
        for node in drawn.nodes:
            if node.lane == actor.id:
                broken = lines(node.label) if lines else [node.label]
                label = "<br/>".join(swim.quoted(_flat(line)) for line in broken)
                begin, end = shape(node)
                text.append(f'    {node.name}{begin}"{label}"{end}')
        text.append("  end")
    for start, way, end in drawn.ways:
        when = f'|"{swim.quoted(_flat(way.when[code]))}"|' if way.when else ""
        text.append(f"  {start} -->{when} {end}")
    return "\n".join(text) + "\n"


def _shapes(journey: Journey) -> Callable[[Node], tuple[str, str]]:
    """How a box is written: round at both ends of the journey and where another drawing goes on, pointed to decide."""
    first, leading = journey.steps[0], {step.id for step, _ in journey.ways()}

    def shape(node: Node) -> tuple[str, str]:
        if not node.elsewhere and node.step.next and len(node.step.next) > 1:
            return "{", "}"
        round_ = node.elsewhere or node.step is first or node.step.id not in leading
        return ("([", "])") if round_ else ("[", "]")

    return shape


def _flat(text: str) -> str:
    """*text* on one line, without the semicolon that ends a Mermaid statement."""
    return " ".join(text.split()).replace(";", "،" if re.search("[\u0600-\u06ff]", text) else ",")


def titles(journey: Journey, language: Language, catalogue: Catalogue, stage: Stage | None = None) -> tuple[str, str]:
    """The diagram's title and description for people who cannot see it."""
    code = language.code
    lanes = language.t("swimlane.lanes", n=len(actors(journey, catalogue, stage)))
    steps = language.t("swimlane.steps", n=len(stage.steps if stage else journey.steps))
    title = language.t("swimlane.name", title=journey.title[code])
    if stage:
        title = language.t("swimlane.stage_name", title=journey.title[code], stage=stage.name[code])
    return title, language.t("swimlane.description", lanes=lanes, steps=steps)


def draw(
    journey: Journey, language: Language, catalogue: Catalogue, studio: Studio, stage: Stage | None = None
) -> str | None:
    """The swim-lanes of a journey, or of one *stage*, as SVG; None where readers' browsers must draw them.

    Raises `DrawingError` where the engine cannot lay the diagram out.
    """
    people, code = actors(journey, catalogue, stage), language.code
    lanes = [swim.Lane(f"lane{n}", actor.name[code], actor.lane, actor.icon) for n, actor in enumerate(people, 1)]
    words = titles(journey, language, catalogue, stage)
    name = f"hb-swim-{journey.id}-{stage.id}" if stage else f"hb-swim-{journey.id}"
    nodes = diagram(journey, language, stage).nodes

    def lines(text: str) -> list[str]:
        return balance(studio.fonts, text, swim.TEXT, LABEL_WIDTH, bold=True)

    def make() -> str:
        boxes = {node.name: box for node, box in _boxes(nodes, journey, catalogue, lines)}
        return swim.draw(mermaid(journey, language, catalogue, lines, stage), lanes, boxes, studio, name, words)

    bare = (box for _, box in _boxes(nodes, journey, catalogue, lambda label: [label]))
    marks = [f"{box.number} {studio.icons(box.icon) if box.icon else ''} {box.look} {box.href}" for box in bare]
    looks = [f"{lane.look} {studio.icons(lane.icon)}" for lane in lanes]
    parts = (mermaid(journey, language, catalogue, None, stage), name, *words, *looks, *marks)
    return studio.draw(__package__, parts, make)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A journey's swim-lanes: as a whole, and where it is big, also stage by stage."""

    whole: str | None
    stages: tuple[tuple[int, Stage, str], ...]


def draw_all(journey: Journey, language: Language, catalogue: Catalogue, studio: Studio) -> Drawn:
    """Everything that a journey's page draws; raises `DrawingError`."""
    whole = draw(journey, language, catalogue, studio)
    split = enumerate(journey.stages, 1) if whole and len(journey.steps) > BIG else ()
    stages = ((number, stage, draw(journey, language, catalogue, studio, stage)) for number, stage in split)
    return Drawn(whole, tuple((number, stage, svg) for number, stage, svg in stages if svg))


def _boxes(
    nodes: Sequence[Node], journey: Journey, catalogue: Catalogue, lines: Callable[[str], Sequence[str]]
) -> Iterator[tuple[Node, swim.Box]]:
    """What each box shows: a step leads to its place on the map, the way to another step to that step in words."""
    numbers = {step.id: str(number) for number, step in enumerate(journey.steps, 1)}
    for node in nodes:
        if node.elsewhere:
            yield node, swim.Box(lines(node.label), href=f"#{node.step.id}", elsewhere=True)
            continue
        meeting = touchpoint_of(node.step, catalogue)
        icon, look = (meeting[1].icon, meeting[0].control) if meeting else ("", "")
        yield node, swim.Box(lines(node.label), numbers[node.step.id], icon, look, f"#map-{node.step.id}")


def touchpoint_of(step: Step, catalogue: Catalogue) -> tuple[Touchpoint, Channel] | None:
    """Where *step* meets the customer, and on which channel; None where it does not."""
    if step.touchpoint is None:
        return None
    touchpoint = catalogue.library["touchpoints"][step.touchpoint].item
    assert isinstance(touchpoint, Touchpoint)
    channel = catalogue.library["channels"][touchpoint.channel].item
    assert isinstance(channel, Channel)
    return touchpoint, channel
