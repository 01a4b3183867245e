"""A journey as it is beside the same journey as it should be, as the templates see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from handbook.core.catalogue import Entry
from handbook.core.sheet import Link, Viewpoint, link
from handbook.drawing.studio import Studio
from handbook.journeys.charts import compare, scale
from handbook.journeys.insight import changes
from handbook.journeys.insight.changes import Change, StagePair
from handbook.journeys.model import Journey, Step
from handbook.journeys.views.parts import Feeling, feeling, listed


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A step that differs, and in what."""

    kind: str
    kind_name: str
    name: str
    details: list[str]


@dataclass(frozen=True, slots=True)
class StageChange:
    """A stage of both journeys: how it feels before and after, and the steps that differ."""

    number: int
    name: str
    before: Feeling | None
    before_mean: str
    after: Feeling | None
    after_mean: str
    change: str
    direction: str
    """up, down or same."""
    steps: list[ChangeView]


@dataclass(frozen=True, slots=True)
class CompareView:
    """Both journeys on one chart, with the figures and the changes of every stage."""

    lead: str
    svg: Markup
    as_is: Link
    to_be: Link
    gap: str
    rows: list[StageChange]


def compare_view(entry: Entry[Journey], at: Viewpoint, studio: Studio) -> CompareView | None:
    """The comparison of *entry* with its counterpart; None where it has none."""
    pair = changes.paired(entry, at.catalogue)
    if pair is None:
        return None
    before, after = pair
    code, t = at.language.code, at.language.t
    pairs = changes.stages(before.document, after.document)
    names = [stage.name[code] for stage in (p.before or p.after for p in pairs) if stage]
    means = [(changes.mean_feeling(p.before), changes.mean_feeling(p.after)) for p in pairs]
    words = t("compare.chart", title=before.document.title[code]), t("compare.description")
    rows = [
        _row(number, name, p, felt, before.document, after.document, at)
        for number, (p, name, felt) in enumerate(zip(pairs, names, means, strict=True), 1)
    ]
    return CompareView(
        lead=t("compare.lead"),
        svg=Markup(compare.draw(pairs, names, words, at.language, studio)),
        as_is=link(before, at),
        to_be=link(after, at),
        gap=_widest(means, names, at),
        rows=rows,
    )


def _row(
    number: int,
    name: str,
    pair: StagePair,
    felt: tuple[float | None, float | None],
    before: Journey,
    after: Journey,
    at: Viewpoint,
) -> StageChange:
    old, new = felt
    change = scale.signed(new - old) if old is not None and new is not None else ""
    return StageChange(
        number,
        name,
        feeling(old, at.language),
        scale.signed(old) if old is not None else "",
        feeling(new, at.language),
        scale.signed(new) if new is not None else "",
        change,
        {"+": "up", "−": "down"}.get(change[:1], "same"),
        [_change(one, before, after, at) for one in pair.changes],
    )


def _widest(means: list[tuple[float | None, float | None]], names: list[str], at: Viewpoint) -> str:
    """The stage that has to gain most, in a sentence; empty where none has to gain."""
    gains = [
        (new - old, -number)
        for number, (old, new) in enumerate(means, 1)
        if old is not None and new is not None and new > old
    ]
    if not gains:
        return ""
    gain, number = max(gains)
    return at.language.t("compare.gap", number=-number, name=names[-number - 1], gain=scale.signed(gain))


def _change(change: Change, before: Journey, after: Journey, at: Viewpoint) -> ChangeView:
    step = change.after or change.before
    assert step is not None
    kind_name = at.language.t(f"compare.kind.{change.kind}")
    details = list(_details(change, before, after, at))
    return ChangeView(change.kind, kind_name, step.name[at.language.code], details)


def _details(change: Change, before: Journey, after: Journey, at: Viewpoint) -> Iterator[str]:
    old, new = change.before, change.after
    if old is None or new is None:
        return
    for name in change.fields:
        if name == "stage":
            words = [_stage(journey, new.id, at) for journey in (before, after)]
        else:
            words = [_said(step, name, at) or at.language.t("compare.nothing") for step in (old, new)]
        yield at.language.t("compare.detail", field=at.language.t(f"compare.field.{name}"), old=words[0], new=words[1])


def _stage(journey: Journey, step: str, at: Viewpoint) -> str:
    return next(s.name[at.language.code] for s in journey.stages if any(own.id == step for own in s.steps))


def _said(step: Step, field: str, at: Viewpoint) -> str:
    language, code = at.language, at.language.code
    if field == "name":
        return step.name[code]
    if field == "emotion":
        if step.feeling is None:
            return ""
        return language.t("compare.feeling", word=scale.word(step.feeling, language), value=scale.signed(step.feeling))
    if field in ("duration", "wait"):
        return language.duration(getattr(step, field))
    if field == "policies":
        return listed(step.policies, language)
    return at.catalogue.name(getattr(step, field), code)
