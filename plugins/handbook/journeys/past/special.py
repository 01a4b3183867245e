"""Differences of a step, a pain point or an opportunity that deserve a sentence of their own.

Each function takes the two states, the two things and where they stand; it gives None for what it does not
understand, which is then told as any other field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from handbook.core.document import PersonaRef
from handbook.core.past import Statement
from handbook.journeys.exchange.fields import STEP, Names
from handbook.journeys.past.known import CHANCE
from handbook.journeys.past.match import paired
from handbook.journeys.past.say import Speaker
from handbook.journeys.past.sentence import Both, Spot, frozen, only_elsewhere, reordered, same_name
from handbook.journeys.past.state import Data, items

Told: TypeAlias = list[Statement] | None


def _initiator(both: Both, o: Data, n: Data, spot: Spot) -> Told:
    at = (*STEP, "initiator")
    old, new = both.old.value(at, o.get("initiator")), both.new.value(at, n.get("initiator"))
    if o.get("initiator") is None or n.get("initiator") is None or old == new:
        return None
    return [Statement("mod", both.t("initiator", name=spot.name, old=old, new=new), spot.place)]


def _emotion(both: Both, o: Data, n: Data, spot: Spot) -> Told:
    old, new = o.get("emotion"), n.get("emotion")
    each = [said if isinstance(said, dict) else None for said in (old, new)]
    if any(isinstance(said, list) for said in (old, new)):
        return None
    if each == [None, None] or None in (old, new):
        return [_felt(both, both.t("feeling.customer"), old, new, spot)]
    if None in each:
        return None
    before, after = (said or {} for said in each)
    who = list(dict.fromkeys((*before, *after)))
    return [
        _felt(both, both.t("feeling.persona", name=_persona(both.new, name)), before.get(name), after.get(name), spot)
        for name in who
        if before.get(name) != after.get(name)
    ]


def _persona(speaker: Speaker, name: str) -> str:
    return speaker.quoted(speaker.value(("scope", "personas"), PersonaRef(name), mark=False))


def _felt(both: Both, who: str, old: Any, new: Any, spot: Spot) -> Statement:
    said = {"who": who, "name": spot.name, "old": both.old.feeling(old), "new": both.new.feeling(new)}
    if old is None:
        return Statement("add", both.t("feeling.recorded", **{**said, "old": ""}), spot.place)
    if new is None:
        return Statement("del", both.t("feeling.dropped", **{**said, "new": ""}), spot.place)
    return Statement("mod", both.t("feeling.changed", **said), spot.place)


def _truth(both: Both, o: Data, n: Data, spot: Spot) -> Told:
    at = (*STEP, "moment_of_truth")
    yes = both.new.language.t("analysis.answer.yes")
    old, new = (speaker.value(at, item.get(at[-1])) == yes for speaker, item in ((both.old, o), (both.new, n)))
    if old == new:
        return None
    kind = "on" if new else "off"
    return [Statement("add" if new else "del", both.t(f"truth.{kind}", name=spot.name), spot.place)]


def _pointing(at: Names, key: str) -> Callable[[Both, Data, Data, Spot], Told]:
    """What something points to, in a sentence for each that came or went."""

    def told(both: Both, o: Data, n: Data, spot: Spot) -> Told:
        old, new = ([] if item.get(at[-1]) is None else item[at[-1]] for item in (o, n))
        if not all(isinstance(said, list) and all(isinstance(name, str) for name in said) for said in (old, new)):
            return None
        pairs = paired(old, new, [str])
        found = [
            Statement("del", both.t(f"{key}.removed", name=spot.name, other=both.old.value(at, pair.old)), spot.place)
            if pair.new is None
            else Statement(
                "add", both.t(f"{key}.added", name=spot.name, other=both.new.value(at, pair.new)), spot.place
            )
            for pair in pairs
            if pair.old is None or pair.new is None
        ]
        return found + [reordered(both, at, spot)] * any(pair.moved for pair in pairs)

    return told


def _status(both: Both, o: Data, n: Data, spot: Spot) -> Told:
    """An opportunity that is done closes pain points: they are named."""
    if n.get("status") != "done" or o.get("status") is None:
        return None
    at, eased = (*CHANCE, "status"), n.get("addresses")
    old = both.old.value(at, o["status"])
    pains = both.new.value((*CHANCE, "addresses"), eased) if isinstance(eased, list) and eased else ""
    key = "done.easing" if pains else "done.alone"
    return [Statement("mod", both.t(key, name=spot.name, old=old, **({"pains": pains} if pains else {})), spot.place)]


# ---- Ways from a step to others ----------------------------------------------------------------------------------


def ways(speaker: Speaker, step: Data) -> list[Data] | None:
    """Where *step* leads: as written, or to the next step of the file; None for what cannot be understood."""
    said = step.get("next")
    if said is None:
        after = _following(speaker, step.get("id"))
        return [{"to": after}] if after else []
    listed = [said] if isinstance(said, str) else said
    if not isinstance(listed, list):
        return None
    found = items([{"to": way} if isinstance(way, str) else way for way in listed])
    return found if found is not None and all(isinstance(way.get("to"), str) for way in found) else None


def _following(speaker: Speaker, name: object) -> str:
    steps: Iterable[Data] = (
        s for stage in items(speaker.data.get("stages")) or () for s in items(stage.get("steps")) or ()
    )
    names = [step.get("id") for step in steps]
    after = names[names.index(name) + 1 :] if name in names else []
    return str(after[0]) if after and after[0] is not None else ""


def _next(both: Both, o: Data, n: Data, spot: Spot) -> Told:
    old, new = ways(both.old, o), ways(both.new, n)
    if old is None or new is None:
        return None
    pairs = paired(old, new, [frozen, same_name("to")])
    found: list[Statement] = []
    for pair in pairs:
        if pair.new is None and pair.old is not None:
            found.append(
                Statement("del", both.t("way.removed", name=spot.name, to=_way(both.old, pair.old)), spot.place)
            )
        elif pair.old is None and pair.new is not None:
            found.append(Statement("add", both.t("way.added", name=spot.name, to=_way(both.new, pair.new)), spot.place))
        elif pair.old and pair.new and pair.old != pair.new:
            found += _condition(both, pair.old, pair.new, spot)
    return found + [reordered(both, (*STEP, "next"), spot)] * any(pair.moved for pair in pairs)


def _condition(both: Both, old: Data, new: Data, spot: Spot) -> Iterable[Statement]:
    """That a way is taken under another condition than before."""
    to = both.new.value((*STEP, "next", "to"), new["to"])
    if not (old.get("when") and new.get("when")):
        said = {"old": _way(both.old, old), "new": _way(both.new, new)}
        return [Statement("mod", both.t("way.changed", name=spot.name, **said), spot.place)]
    subject = both.t("way.when_of", name=spot.name, to=to)
    elsewhere = only_elsewhere(both, old["when"], new["when"], subject, spot)
    if elsewhere is not None:
        return elsewhere
    said = {"old": both.old.quoted(old["when"]), "new": both.new.quoted(new["when"])}
    return [Statement("mod", both.t("changed", what=subject, **said), spot.place)]


def _way(speaker: Speaker, way: Data) -> str:
    to = speaker.value((*STEP, "next", "to"), way["to"])
    return speaker.t("way.when", to=to, when=speaker.quoted(way["when"])) if way.get("when") else to


SPECIAL: Mapping[Names, Callable[[Both, Data, Data, Spot], Told]] = MappingProxyType(
    {
        (*STEP, "initiator"): _initiator,
        (*STEP, "emotion"): _emotion,
        (*STEP, "moment_of_truth"): _truth,
        (*STEP, "policies"): _pointing((*STEP, "policies"), "policy"),
        (*STEP, "next"): _next,
        (*CHANCE, "addresses"): _pointing((*CHANCE, "addresses"), "easing"),
        (*CHANCE, "status"): _status,
    }
)
