"""Measures what a journey's views and drawings cost: milliseconds a journey, by part, nothing kept from before."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time
from typing import Any

from generate import LANGUAGES, ROOT, TODAY, Plan, journey, library, yaml_text

from handbook.core.catalogue import Catalogue, Entry, assemble
from handbook.core.language import Language, load
from handbook.core.look import Look
from handbook.core.pages import PAGE
from handbook.core.sheet import Viewpoint
from handbook.core.source import Source
from handbook.drawing.cache import DrawingCache
from handbook.drawing.studio import Studio
from handbook.journeys.charts import emotion, swimlane, thumbnail
from handbook.journeys.exchange import svg
from handbook.journeys.exchange.data import as_json
from handbook.journeys.exchange.table import as_csv
from handbook.journeys.insight import metrics
from handbook.journeys.model import Journey
from handbook.journeys.read import JOURNEY
from handbook.journeys.views import boards, compare, people, touchpoints
from handbook.journeys.views.journey import Desk, journey_view

SIZES = (4, 4, 4, 3, 2)
"""The steps of each stage: as many as the journeys of a real handbook have."""
MONTHS = [dt.date(2026, month, 1) for month in range(1, 11)]


def main() -> None:
    """Make the journeys, build every view of each once, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("journeys", type=int, nargs="?", default=500, help="how many (500)")
    count = parser.parse_args().journeys
    print(f"{count} journeys of {sum(SIZES)} steps in {len(LANGUAGES)} languages; load {os.getloadavg()[0]:.1f}")
    began = process_time()
    catalogue = _catalogue(count)
    print(f"read and assembled: {process_time() - began:.1f} s of CPU")
    theme = Path(ROOT / "theme/handbook_theme")
    look = Look([str(theme)])
    studio = Studio(theme / "assets/vendor/fonts", look.icon, DrawingCache(None))
    languages = [load(code) for code in LANGUAGES]
    desk = Desk(studio, metrics.readings(catalogue), "playbook/mapping-a-journey")
    spent: dict[str, list[float]] = {}
    entries = list(catalogue.of(Journey))
    whole = process_time()
    for entry in entries:
        _measure(entry, catalogue, languages, desk, spent)
    total = process_time() - whole
    print(f"{'part (both languages)':28}{'median ms':>10}{'95 % ms':>10}")
    for name, times in spent.items():
        print(f"{name:28}{statistics.median(times):10.1f}{_high(times):10.1f}")
    print(f"all views and files of {len(entries)} journeys: {total:.1f} s of CPU")
    for name, make in _across(desk).items():
        began = process_time()
        for language in languages:
            make(_at(language, catalogue))
        print(f"{name:28}{(process_time() - began) * 1000:10.0f} ms in both languages")
    _ratio(spent)


def _measure(
    entry: Entry[Journey],
    catalogue: Catalogue,
    languages: list[Language],
    desk: Desk,
    spent: dict[str, list[float]],
) -> None:
    """Time each part of one journey. The page comes last: its drawings are then known, as they are in a build."""
    own, shelf = entry.document, catalogue.library["personas"]
    names: Mapping[str, str] = {name: name for name in shelf}
    parts: dict[str, Callable[[Language], object]] = {
        "swim-lanes, whole and split": lambda lang: swimlane.draw_all(own, lang, catalogue, desk.studio),
        "emotion curve": lambda lang: emotion.draw(own, lang, desk.studio, names),
        "small curve": lambda lang: thumbnail.draw(own, lang, "c"),
        "as-is beside to-be": lambda lang: compare.compare_view(entry, _at(lang, catalogue), desk.studio),
        "page without swim-lanes": lambda lang: journey_view(entry, desk, _at(lang, catalogue)),
        "CSV, JSON, SVG files": lambda lang: _files(own, lang, catalogue, desk.studio),
    }
    everything = 0.0
    for name, make in parts.items():
        began = process_time()
        for language in languages:
            make(language)
        took = (process_time() - began) * 1000
        everything += took
        spent.setdefault(name, []).append(took)
    spent.setdefault("everything", []).append(everything)


def _files(own: Journey, language: Language, catalogue: Catalogue, studio: Studio) -> None:
    as_csv(own, language.code)
    as_json(own)
    svg.swimlanes(own, language, catalogue, studio)


def _across(desk: Desk) -> dict[str, Callable[[Viewpoint], object]]:
    return {
        "touchpoint inventory": touchpoints.touchpoints,
        "channels by stage": touchpoints.channels,
        "backlog": boards.backlog_page,
        "KPI board": lambda at: boards.kpis(desk.readings, at),
        "personas and actors": people.people,
    }


def _at(language: Language, catalogue: Catalogue) -> Viewpoint:
    return Viewpoint(language, catalogue, lambda uri: f"../{uri}")


def _high(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)] if times else 0.0


def _ratio(spent: Mapping[str, list[float]]) -> None:
    """Whether a journey costs the same whether it comes first or last: nothing may grow with their number."""
    times = spent["everything"]
    tenth = max(len(times) // 10, 1)
    # The very first journey loads fonts and engine.
    early, late = statistics.median(times[1 : tenth + 1] or times), statistics.median(times[-tenth:])
    print(f"the last tenth costs {late / early:.2f} times the first")


def _catalogue(count: int) -> Catalogue:
    plan = Plan(policies=1, shape="ours")
    files = {name: text for name, text in library().items() if name.startswith("library/")}
    rows = ["journey,kpi,as_of,value"]
    for number in range(count):
        made = _rich(journey(plan, number, SIZES), number, count)
        files[f"journeys/{made['id']}.yml"] = yaml_text(made)
        for stage, place in enumerate(made["stages"], 1):
            rows += (f"{made['id']},kpi-{stage},{day},{50 + day.month}" for day in MONTHS)
            del place
    files["metrics/readings.csv"] = "\n".join(rows)
    sources = [Source(name, text) for name, text in files.items()]
    found, problems = assemble(sources, (JOURNEY, PAGE), LANGUAGES, dt.date.fromisoformat(TODAY))
    if problems:
        sys.exit("\n".join(f"{problem.where} {problem.message()}" for problem in problems[:5]))
    return found


def _rich(made: dict[str, Any], number: int, count: int) -> dict[str, Any]:
    """A journey with everything that costs time: KPIs, opportunities, quotes, a counterpart."""
    made["related_policies"] = []
    mate = number ^ 1
    made["state"] = "to_be" if number % 2 else "as_is"
    if mate < count:
        made["counterpart"] = f"journey-{mate:04d}"
    for place, stage in enumerate(made["stages"], 1):
        words = stage["goal"]
        kpi = {"id": f"kpi-{place}", "name": stage["name"], "unit": "%", "target": 80, "source": words}
        opportunity = {
            "id": f"opportunity-{place}",
            "text": words,
            "addresses": [f"pain-{place}"],
            "effort": 1 + number % 5,
        }
        stage["kpis"] = [kpi]
        stage["opportunities"] = [{**opportunity, "customer_value": 1 + (number + place) % 5, "business_value": 3}]
        for step in stage["steps"]:
            step["policies"] = []
            step["quote"] = step["thoughts"]
        stage["steps"][0]["moment_of_truth"] = True
    return made


if __name__ == "__main__":
    main()
