"""An old state of a journey in words: what an auditor reads as the text of that day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from markupsafe import Markup, escape

from handbook.core.past import Article
from handbook.core.source import Source
from handbook.journeys.exchange.fields import STAGE, STEP, Names
from handbook.journeys.past.differ import ordered
from handbook.journeys.past.known import CHANCE, KPI, PAIN, QUESTION, RESEARCH, SESSION, THINGS
from handbook.journeys.past.say import Speaker
from handbook.journeys.past.special import ways
from handbook.journeys.past.state import Data

_HEADINGS = {
    KPI: "figures.title",
    PAIN: "backlog.section_pains",
    CHANCE: "backlog.section_opportunities",
    STEP: "journey.steps",
    RESEARCH: "journey.research",
    SESSION: "validation.title",
    QUESTION: "analysis.title",
}
_TOLD = {"name", "initiator", "receiver", "kind", "next"}
"""What a step's sentence says."""


def journey(speaker: Speaker) -> Article:
    """The journey of *speaker* from its scope to its life: a heading for every part and every stage."""
    data, t = speaker.data, speaker.language.t
    apart = {"title", "summary", "scope", "research", "stages", "validation", "analysis", "lifecycle"}
    parts = [
        _part("about", t("journey.meta"), _facts(speaker, (), data, apart | {"id", "change_note", "history_from"}))
    ]
    parts.append(_part("scope", t("journey.scope"), _facts(speaker, ("scope",), data["scope"])))
    parts.append(_part("research", t(_HEADINGS[RESEARCH]), _things(speaker, RESEARCH, data)))
    first = 1
    for stage in data["stages"]:
        parts.append(_stage(speaker, stage, first))
        first += len(stage["steps"])
    validation, analysis = data.get("validation", {}), data.get("analysis", {})
    told = _facts(speaker, ("validation",), validation, {"sessions"}) + _things(speaker, SESSION, validation)
    parts.append(_part("validation", t(_HEADINGS[SESSION]), told))
    parts.append(_part("analysis", t(_HEADINGS[QUESTION]), _things(speaker, QUESTION, analysis)))
    life = _facts(speaker, ("lifecycle",), data["lifecycle"])
    parts.append(_part("lifecycle", speaker.label(("lifecycle",)), life))
    return Article(
        speaker.text(data["title"]), speaker.text(data.get("summary")), str(Markup("\n").join(filter(None, parts)))
    )


def _part(name: str, title: str, told: Markup) -> Markup:
    return Markup('<h2 id="{}">{}</h2>\n{}').format(name, title, told) if told else Markup()


def _stage(speaker: Speaker, stage: Data, first: int) -> Markup:
    """A stage: what it says of itself, its steps numbered from *first*, then its lists."""
    t = speaker.language.t
    told = _facts(speaker, STAGE, stage, {"id", "name", "steps", "kpis", "pain_points", "opportunities"})
    steps = (_step(speaker, step, number) for number, step in enumerate(stage["steps"], first))
    told += Markup('<h3>{}</h3>\n<ol start="{}">\n{}\n</ol>\n').format(
        t(_HEADINGS[STEP]), first, Markup("\n").join(steps)
    )
    for at in (KPI, PAIN, CHANCE):
        if listed := _things(speaker, at, stage):
            told += Markup("<h3>{}</h3>\n{}").format(t(_HEADINGS[at]), listed)
    return _part(f"stage-{stage['id']}", speaker.text(stage["name"]), told)


def _step(speaker: Speaker, step: Data, number: int) -> Markup:
    facts = _facts(speaker, STEP, step, _TOLD | {"id"})
    return Markup("<li><p>{}</p>\n{}</li>").format(sentence(speaker, step, number), facts)


def sentence(speaker: Speaker, step: Data, number: int) -> str:
    """Who does what to whom, and what follows, as plain text; *number* is that of the step."""
    t, name = speaker.language.t, speaker.text(step["name"])
    said = {at: speaker.value((*STEP, at), step[at]) for at in ("initiator", "receiver") if step.get(at)}
    key = "step.communication" if "receiver" in said else "step.action"
    if name.endswith(("?", "؟")):
        key = "step.communication_question" if "receiver" in said else "step.question"
    words = {"receiver": said["receiver"]} if "receiver" in said else {}
    told = [t(key, actor=said["initiator"], name=name, **words)]
    numbers = {s["id"]: n for n, s in enumerate((s for stage in speaker.data["stages"] for s in stage["steps"]), 1)}
    for way in ways(speaker, step) or ():
        there = numbers.get(way["to"], 0)
        key = f"step.branch{'_back' * (0 < there <= number)}"
        if not way.get("when"):
            key = "step.back_one" if 0 < there <= number else "step.next_one"
        when = {"when": speaker.text(way["when"])} if way.get("when") else {}
        told.append(t(key, number=there or way["to"], **when))
    return " ".join(told if len(told) > 1 else (*told, t("step.end")))


def _facts(speaker: Speaker, at: Names, item: Data, without: Collection[str] = ()) -> Markup:
    """Every field of *item* but some, as a list of terms with what they say."""
    lines = [
        Markup("<li><strong>{}</strong> {}</li>").format(
            speaker.language.t("past.journey.term", term=speaker.label((*at, name))), _said(speaker, (*at, name), item)
        )
        for name in ordered(at, item)
        if name not in without
    ]
    return _list(lines)


def _said(speaker: Speaker, at: Names, item: Data) -> Markup:
    """What a field says; several texts stand in a list of their own, because a text has commas."""
    said = item[at[-1]]
    if isinstance(said, list) and len(said) > 1 and all(speaker.is_text(at, one) for one in said):
        return Markup("\n{}").format(_list(Markup("<li>{}</li>").format(speaker.text(one)) for one in said))
    return escape(speaker.value(at, said, item, mark=at[-1] == "quote"))


def _list(lines: Iterable[Markup]) -> Markup:
    told = Markup("\n").join(lines)
    return Markup("<ul>\n{}\n</ul>\n").format(told) if told else told


def _things(speaker: Speaker, at: Names, parent: Data) -> Markup:
    """A list of things by name, each with all that it says."""
    own = THINGS[at][1]
    lines = [
        Markup("<li><p>{}</p>\n{}</li>").format(
            speaker.value((*at, own), item[own], item, mark=False), _facts(speaker, at, item, {"id", own})
        )
        for item in parent.get(at[-1], ())
    ]
    return _list(lines)


# ---- What is no journey of today's model -----------------------------------------------------------------------


def raw(source: Source, speaker: Speaker) -> Article:
    """All that a file says, as lists of terms within lists of terms."""
    data = speaker.data
    title = speaker.text(data.get("title")) or _stem(source)
    return Article(title, speaker.text(data.get("summary")), str(_tree(speaker, (), data)))


def _tree(speaker: Speaker, at: Names, said: Any) -> Markup:
    if isinstance(said, dict) and not speaker.is_text(at, said):
        return Markup("<dl>\n{}\n</dl>").format(Markup("\n").join(_terms(speaker, at, said)))
    if isinstance(said, list):
        lines = Markup("\n").join(Markup("<li>{}</li>").format(_tree(speaker, at, one)) for one in said)
        return Markup("<ul>\n{}\n</ul>").format(lines)
    return Markup("{}").format(speaker.value(at, said, mark=False))


def _terms(speaker: Speaker, at: Names, said: Data) -> Iterator[Markup]:
    for name in ordered(at, said):
        inner = (*at, name)
        yield Markup("<dt>{}</dt><dd>{}</dd>").format(speaker.label(inner), _tree(speaker, inner, said[name]))


def unreadable(source: Source) -> Article:
    """The text as it is."""
    return Article(_stem(source), "", str(Markup("<pre>{}</pre>").format(source.text)))


def _stem(source: Source) -> str:
    return source.uri.rpartition("/")[2].rpartition(".")[0]
