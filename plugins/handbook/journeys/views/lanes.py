"""The swim-lanes of a journey as the templates see them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from handbook.core.library import Channel, Touchpoint
from handbook.core.sheet import Viewpoint
from handbook.drawing.engine import DrawingError
from handbook.drawing.studio import Studio, for_browser
from handbook.journeys.charts import swimlane
from handbook.journeys.model import Journey
from handbook.journeys.views.parts import stage_links


@dataclass(frozen=True, slots=True)
class StageLanes:
    """The swim-lanes of one stage."""

    number: int
    name: str
    url: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class ChannelKey:
    """What a small mark on a box means."""

    name: str
    icon: str
    control: str
    control_name: str


@dataclass(frozen=True, slots=True)
class LanesView:
    """The swim-lanes of the whole journey, and stage by stage where it is big."""

    whole: Markup
    drawn: bool
    """Whether it is drawn; else readers' browsers draw it."""
    big: bool
    stages: list[StageLanes]
    channels: list[ChannelKey]
    mermaid: str


def lanes_view(journey: Journey, at: Viewpoint, studio: Studio) -> LanesView:
    """The swim-lanes as SVG, or for readers' browsers to draw."""
    mermaid = swimlane.mermaid(journey, at.language, at.catalogue)
    try:
        drawn = swimlane.draw_all(journey, at.language, at.catalogue, studio)
    except DrawingError:  # told by the check
        drawn = swimlane.Drawn(None, ())
    if drawn.whole is None:
        studio.in_browser = True
    whole = drawn.whole or for_browser(mermaid, at.language.direction)
    where = stage_links(journey, at.language)
    split = [StageLanes(n, s.name[at.language.code], where[n - 1].url, Markup(svg)) for n, s, svg in drawn.stages]
    return LanesView(Markup(whole), drawn.whole is not None, bool(split), split, _channels(journey, at), mermaid)


def _channels(journey: Journey, at: Viewpoint) -> list[ChannelKey]:
    """Every channel of the journey under every control that it has there."""
    met = (swimlane.touchpoint_of(step, at.catalogue) for step in journey.steps)
    seen: dict[tuple[str, str], tuple[Touchpoint, Channel]] = {}
    for pair in filter(None, met):
        seen.setdefault((pair[1].id, pair[0].control), pair)
    code, t = at.language.code, at.language.t
    return [
        ChannelKey(channel.name[code], channel.icon, point.control, t(f"control.{point.control}"))
        for point, channel in seen.values()
    ]
