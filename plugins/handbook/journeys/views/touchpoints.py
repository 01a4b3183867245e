"""The pages of touchpoints and of channels: where customer and organisation meet, across all journeys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from handbook.core.catalogue import Catalogue, Entry
from handbook.core.document import Lang
from handbook.core.library import Channel, Touchpoint
from handbook.core.sheet import Viewpoint, link
from handbook.journeys.charts.swimlane import touchpoint_of
from handbook.journeys.model import Journey, Stage, Step
from handbook.journeys.views.cards import step_at
from handbook.journeys.views.parts import Feeling, StepLink, feeling, numbered, stage_links, step_link


@dataclass(frozen=True, slots=True)
class TouchpointUse:
    """The steps of one journey at a touchpoint."""

    title: str
    url: str
    steps: list[StepLink]


@dataclass(frozen=True, slots=True)
class TouchpointRow:
    """A touchpoint: who runs it, who answers for it, where it is used, how it feels at its worst."""

    id: str
    anchor: str
    name: str
    channel: str
    icon: str
    control: str
    control_name: str
    owner: str
    uses: list[TouchpointUse]
    times: str
    truths: int
    lowest: Feeling | None


@dataclass(frozen=True, slots=True)
class ControlCount:
    """How many touchpoints somebody runs."""

    control: str
    name: str
    n: int


@dataclass(frozen=True, slots=True)
class TouchpointsView:
    """The inventory; `unused` are those that no journey uses, `ownerless` those for which somebody should answer."""

    title: str
    summary: str
    counts: list[ControlCount]
    ownerless: int
    touchpoints: list[TouchpointRow]
    unused: list[TouchpointRow]


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel."""

    name: str
    icon: str


@dataclass(frozen=True, slots=True)
class ChannelUse:
    """A touchpoint of a stage on a channel."""

    name: str
    control: str
    steps: str


@dataclass(frozen=True, slots=True)
class StageChannels:
    """A row of the matrix: a stage, with a cell for every channel."""

    number: int
    name: str
    url: str
    cells: list[list[ChannelUse]]


@dataclass(frozen=True, slots=True)
class JourneyChannels:
    """The rows of one journey."""

    title: str
    url: str
    stages: list[StageChannels]


@dataclass(frozen=True, slots=True)
class ChannelsView:
    """The matrix of stages and the channels that any journey uses."""

    title: str
    summary: str
    caption: str
    channels: list[ChannelView]
    journeys: list[JourneyChannels]


def touchpoints(at: Viewpoint) -> TouchpointsView:
    """The inventory: what most steps use first."""
    shelf = at.catalogue.library.get("touchpoints", {})
    rows = [_row(placed.item, at) for placed in shelf.values() if isinstance(placed.item, Touchpoint)]
    used = sorted((row for row in rows if row.uses), key=lambda row: -sum(len(use.steps) for use in row.uses))
    t = at.language.t
    controls = get_args(Touchpoint.model_fields["control"].annotation)
    counts = [ControlCount(name, t(f"control.{name}"), sum(row.control == name for row in used)) for name in controls]
    return TouchpointsView(
        title=t("touchpoints.title"),
        summary=t("touchpoints.summary"),
        counts=[count for count in counts if count.n],
        ownerless=sum(not row.owner and row.control != "uncontrolled" for row in used),
        touchpoints=used,
        unused=[row for row in rows if not row.uses],
    )


def _row(touchpoint: Touchpoint, at: Viewpoint) -> TouchpointRow:
    language, code = at.language, at.language.code
    channel = at.catalogue.library["channels"][touchpoint.channel].item
    assert isinstance(channel, Channel)
    uses: dict[str, TouchpointUse] = {}
    steps: list[Step] = []
    for use in at.catalogue.using("touchpoints", touchpoint.id):
        if isinstance(use.by, Entry) and isinstance(use.by.document, Journey):
            way = link(use.by, at)
            number, step = step_at(use.by.document, use.at)
            steps.append(step)
            mine = uses.setdefault(use.by.document.id, TouchpointUse(way.title, way.url, []))
            mine.steps.append(step_link(number, step, language, way.url))
    return TouchpointRow(
        id=touchpoint.id,
        anchor=f"touchpoint-{touchpoint.id}",
        name=touchpoint.name[code],
        channel=channel.name[code],
        icon=channel.icon,
        control=touchpoint.control,
        control_name=language.t(f"control.{touchpoint.control}"),
        owner=at.catalogue.name(touchpoint.owner, code),
        uses=list(uses.values()),
        times=language.t("swimlane.steps", n=len(steps)),
        truths=sum(step.moment_of_truth for step in steps),
        lowest=feeling(min((s.feeling for s in steps if s.feeling is not None), default=None), language),
    )


def channels(at: Viewpoint) -> ChannelsView:
    """The matrix. A channel that no journey uses has no column."""
    entries = list(at.catalogue.of(Journey))
    used = {pair[1].id for e in entries for s in e.document.steps if (pair := touchpoint_of(s, at.catalogue))}
    shelf = at.catalogue.library.get("channels", {}).values()
    columns = [p.item for p in shelf if isinstance(p.item, Channel) and p.item.id in used]
    code = at.language.code
    return ChannelsView(
        title=at.language.t("channels.title"),
        summary=at.language.t("channels.summary"),
        caption=at.language.t("channels.caption"),
        channels=[ChannelView(channel.name[code], channel.icon) for channel in columns],
        journeys=[_channels_of(entry, columns, at) for entry in entries],
    )


def _channels_of(entry: Entry[Journey], columns: list[Channel], at: Viewpoint) -> JourneyChannels:
    way, journey = link(entry, at), entry.document
    numbers = {step.id: number for number, step in enumerate(journey.steps, 1)}
    rows = []
    for stage, where in zip(journey.stages, stage_links(journey, at.language, way.url), strict=True):
        met = _met(stage, at.catalogue)
        cells = []
        for channel in columns:
            here = [(point, steps) for point, where_, steps in met.values() if where_.id == channel.id]
            cells.append([_use(point, steps, numbers, at) for point, steps in here])
        rows.append(StageChannels(where.number, where.name, where.url, cells))
    return JourneyChannels(way.title, way.url, rows)


def _met(stage: Stage, catalogue: Catalogue) -> dict[str, tuple[Touchpoint, Channel, list[Step]]]:
    """The touchpoints of *stage* with their channels and steps."""
    found: dict[str, tuple[Touchpoint, Channel, list[Step]]] = {}
    for step in stage.steps:
        if pair := touchpoint_of(step, catalogue):
            found.setdefault(pair[0].id, (*pair, []))[2].append(step)
    return found


def _use(point: Touchpoint, steps: list[Step], numbers: dict[str, int], at: Viewpoint) -> ChannelUse:
    code: Lang = at.language.code
    return ChannelUse(point.name[code], point.control, numbered((numbers[step.id] for step in steps), at.language))
