"""What must hold inside a journey, beyond the form of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbook.core.catalogue import Catalogue, Check, Entry
from handbook.core.language import Language
from handbook.core.problems import Problem, Where, nearest
from handbook.core.strict_yaml import Place
from handbook.drawing.engine import DrawingError
from handbook.drawing.studio import Studio
from handbook.journeys.charts import swimlane
from handbook.journeys.insight import metrics
from handbook.journeys.model import Journey, Stage, Step
from handbook.journeys.read import RESERVED
from handbook.journeys.views.journey import page_ids


def _stages(journey: Journey) -> Iterator[tuple[Place, Stage]]:
    for number, stage in enumerate(journey.stages):
        yield ("stages", number), stage


def _steps(journey: Journey) -> Iterator[tuple[Place, Step]]:
    for at, stage in _stages(journey):
        for number, step in enumerate(stage.steps):
            yield (*at, "steps", number), step


def unique_ids(catalogue: Catalogue) -> Iterator[Problem]:
    """Ids name one thing in a journey: stages, steps, pains, opportunities and figures each among themselves."""
    for entry in catalogue.of(Journey):
        for group in _named(entry.document).values():
            first: dict[str, Place] = {}
            for at, name in group:
                if name in first:
                    values = {"id": name, "first": str(entry.where(*first[name], "id"))}
                    yield Problem(entry.where(*at, "id"), "duplicate-id", values)
                first.setdefault(name, at)


def _named(journey: Journey) -> dict[str, list[tuple[Place, str]]]:
    groups: dict[str, list[tuple[Place, str]]] = {
        "steps": [(at, step.id) for at, step in _steps(journey)],
        "stages": [(at, stage.id) for at, stage in _stages(journey)],
        "research": [(("research", number), item.id) for number, item in enumerate(journey.research)],
    }
    for name in ("kpis", "pain_points", "opportunities"):
        groups[name] = [
            ((*at, name, number), item.id)
            for at, stage in _stages(journey)
            for number, item in enumerate(getattr(stage, name))
        ]
    return groups


def local_references(catalogue: Catalogue) -> Iterator[Problem]:
    """`next`, `addresses` and `research_refs` mean something in the same journey."""
    for entry in catalogue.of(Journey):
        journey = entry.document
        known = {name: [who for _, who in group] for name, group in _named(journey).items()}
        for at, step in _steps(journey):
            ways = [((*at, "next", n, "to"), way.to) for n, way in enumerate(step.next or ())]
            yield from _unknown(entry, ways, known["steps"], "unknown-step")
            yield from _unknown(entry, _listed(at, step, "research_refs"), known["research"], "unknown-research")
        for at, stage in _stages(journey):
            for n, opportunity in enumerate(stage.opportunities):
                wanted = _listed((*at, "opportunities", n), opportunity, "addresses")
                yield from _unknown(entry, wanted, known["pain_points"], "unknown-pain-point")
            for n, pain in enumerate(stage.pain_points):
                wanted = _listed((*at, "pain_points", n), pain, "research_refs")
                yield from _unknown(entry, wanted, known["research"], "unknown-research")


def _listed(at: Place, owner: object, field: str) -> list[tuple[Place, str]]:
    return [((*at, field, number), name) for number, name in enumerate(getattr(owner, field))]


def _unknown(
    entry: Entry[Journey], wanted: Iterable[tuple[Place, str]], known: list[str], code: str
) -> Iterator[Problem]:
    for at, name in wanted:
        if name not in known:
            values = {"id": name, "guess": nearest(name, known), "known": ", ".join(known)}
            yield Problem(entry.where(*at), code, values)


def branches(catalogue: Catalogue) -> Iterator[Problem]:
    """A step with several ways says when each is taken."""
    for entry in catalogue.of(Journey):
        for at, step in _steps(entry.document):
            if step.next and len(step.next) > 1:
                for n, way in enumerate(step.next):
                    if way.when is None:
                        yield Problem(entry.where(*at, "next", n), "branch-without-condition", {"id": step.id})


def communications(catalogue: Catalogue) -> Iterator[Problem]:
    """A communication reaches somebody."""
    for entry in catalogue.of(Journey):
        for at, step in _steps(entry.document):
            if step.kind == "communication" and step.receiver is None:
                yield Problem(entry.where(*at), "communication-without-receiver", {"id": step.id})


def reserved_ids(catalogue: Catalogue) -> Iterator[Problem]:
    """No journey is called like a page across journeys, and no step like another place of its page."""
    for entry in catalogue.of(Journey):
        journey = entry.document
        if journey.id in RESERVED:
            yield Problem(entry.where("id"), "reserved-id", {"id": journey.id, "other": f"{journey.id}-journey"})
        taken = page_ids(journey)
        for at, step in _steps(journey):
            if step.id in taken or step.id.startswith("hb-"):
                yield Problem(entry.where(*at, "id"), "reserved-id", {"id": step.id, "other": f"{step.id}-step"})


def images(catalogue: Catalogue) -> Iterator[Problem]:
    """An image is there, and says in words what it shows."""
    pictures = {uri for uri in catalogue.files if not uri.endswith(".pdf")}
    for entry in catalogue.of(Journey):
        for at, step in _steps(entry.document):
            if step.image and step.image_alt is None:
                yield Problem(entry.where(*at, "image"), "image-without-text", {"id": step.id})
            if step.image and step.image not in pictures:
                values = {"id": step.id, "path": step.image, "guess": nearest(step.image, pictures)}
                yield Problem(entry.where(*at, "image"), "image-missing", values)


def guide(page: str | None) -> Check:
    """A check that the page which explains the method, named in mkdocs.yml, is there."""

    def check(catalogue: Catalogue) -> Iterator[Problem]:
        if page and f"{catalogue.languages[0]}/{page}.md" not in catalogue.pages:
            known = (uri.partition("/")[2].removesuffix(".md") for uri in catalogue.pages)
            values = {"page": page, "guess": nearest(page, known)}
            yield Problem(Where("../mkdocs.yml"), "guide-missing", values)

    return check


def counterparts(catalogue: Catalogue) -> Iterator[Problem]:
    """A journey's counterpart is a journey, shows the other state, and points back."""
    for entry in catalogue.of(Journey):
        journey = entry.document
        other = catalogue.entries.get(journey.counterpart) if journey.counterpart else None
        if other is None:
            continue
        mate = other.document
        paired = isinstance(mate, Journey) and mate.state != journey.state and mate.counterpart == journey.id
        if not paired:
            yield Problem(entry.where("counterpart"), "counterpart-not-paired", {"id": mate.id})


def drawable(languages: Iterable[Language], studio: Studio) -> Check:
    """A check that every journey's swim-lanes can be drawn now; what it draws is kept."""
    languages = tuple(languages)

    def check(catalogue: Catalogue) -> Iterator[Problem]:
        missing = studio.missing() if studio.renderer == "static" else ""
        for entry in catalogue.of(Journey):
            reasons = {missing}
            for language in () if missing else languages:
                try:
                    swimlane.draw_all(entry.document, language, catalogue, studio)
                except DrawingError as e:
                    reasons.add(e.reason)
            for reason in filter(None, reasons):
                studio.in_browser = True
                yield Problem(entry.where("stages"), "diagram-in-browser", {"reason": reason})

    return check


CHECKS: tuple[Check, ...] = (
    unique_ids,
    local_references,
    branches,
    communications,
    reserved_ids,
    images,
    counterparts,
    metrics.problems,
)
