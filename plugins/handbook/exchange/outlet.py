"""A journey in each of the formats that it can be exported in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from handbook.core.catalogue import Catalogue
from handbook.core.language import Language
from handbook.core.library import Touchpoint
from handbook.drawing.engine import DrawingError
from handbook.drawing.studio import Studio
from handbook.exchange.bpmn import bpmn
from handbook.exchange.png import png
from handbook.exchange.say import Refused
from handbook.exchange.workbook_out import xlsx
from handbook.journeys.charts import swimlane
from handbook.journeys.exchange.data import as_json
from handbook.journeys.exchange.svg import swimlanes
from handbook.journeys.exchange.table import as_csv
from handbook.journeys.model import Journey

Made = Callable[[Journey, Language, Catalogue, Studio], str | bytes]
TEXTS = frozenset({"csv", "json", "svg", "mermaid", "bpmn"})
"""Formats that a terminal or a pipe can take."""
ENDINGS: Mapping[str, str] = MappingProxyType({"mermaid": "mmd"})
"""How files are called whose format is not their ending."""
_DRAWN = frozenset({"svg", "png", "mermaid", "bpmn"})


def export(journey: Journey, form: str, language: Language, catalogue: Catalogue, studio: Studio) -> bytes:
    """The file of *journey* in the format *form*; raises `Refused`."""
    if form in _DRAWN:
        _refuse_unknown_parts(journey, catalogue)
    try:
        made = FORMATS[form](journey, language, catalogue, studio)
    except DrawingError as e:
        raise Refused("no-drawing", reason=e.reason) from None
    return made if isinstance(made, bytes) else made.encode("utf-8")


def _refuse_unknown_parts(journey: Journey, catalogue: Catalogue) -> None:
    """What is drawn must exist; `handbook check` says more."""
    shelves = catalogue.library
    steps = {step.id for step in journey.steps}
    missing = [str(step.initiator) for step in journey.steps if step.initiator not in shelves["actors"]]
    missing += [str(way.to) for _, way in journey.ways() if way.to not in steps]
    named = list(dict.fromkeys(str(step.touchpoint) for step in journey.steps if step.touchpoint))
    missing += [name for name in named if name not in shelves["touchpoints"]]
    met = [shelves["touchpoints"][name].item for name in named if name in shelves["touchpoints"]]
    missing += [str(t.channel) for t in met if isinstance(t, Touchpoint) and t.channel not in shelves["channels"]]
    if missing:
        raise Refused("unknown-parts", id=journey.id, names=", ".join(dict.fromkeys(missing)))


def _svg(journey: Journey, language: Language, catalogue: Catalogue, studio: Studio) -> str:
    if drawn := swimlanes(journey, language, catalogue, studio):
        return drawn
    raise Refused("no-drawing", reason=studio.missing() or studio.renderer)


def _png(journey: Journey, language: Language, catalogue: Catalogue, studio: Studio) -> bytes:
    return png(_svg(journey, language, catalogue, studio), studio.fonts)


FORMATS: Mapping[str, Made] = MappingProxyType(
    {
        "xlsx": lambda j, language, _c, _s: xlsx(j, language.code, language.direction == "rtl"),
        "csv": lambda j, language, _c, _s: as_csv(j, language.code),
        "json": lambda j, _l, _c, _s: as_json(j),
        "svg": _svg,
        "png": _png,
        "mermaid": lambda j, language, catalogue, _s: swimlane.mermaid(j, language, catalogue),
        "bpmn": bpmn,
    }
)
