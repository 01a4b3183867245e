"""What a journey's page offers to take along: the map as a table and as data, and its diagram as a picture."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from browser.helpers import JOURNEYS, KINDS, LANGUAGES, STRESS, Site, elements, report
from browser.tabs import Visit

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
KIND = {"csv": "text/csv", "json": "application/json", "svg": "image/svg+xml"}

OUTSIDE = re.compile(r"""(?:href|src)\s*=\s*["'](?!#)[^"']*|url\((?!["']?#)[^)]*|@import[^;]*|<(?:script|style)\b""")
"""What of a picture's text would reach out of it, or would need a browser to trust it."""

COLOURS = """async address => {
  const picture = new Image()
  picture.src = address
  await picture.decode()
  const canvas = document.createElement("canvas")
  canvas.width = 900
  canvas.height = Math.max(1, Math.round(900 * picture.naturalHeight / picture.naturalWidth))
  const pen = canvas.getContext("2d")
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height), counts = {}
  for (let at = 0; at < data.length; at += 16) {
    const colour = [data[at] >> 3, data[at + 1] >> 3, data[at + 2] >> 3, data[at + 3] >> 7].join()
    counts[colour] = (counts[colour] || 0) + 1
  }
  const all = data.length / 16, shares = Object.values(counts).map(n => n / all)
  const clear = Object.keys(counts).some(colour => colour.endsWith(",0"))
  return [picture.naturalWidth, shares.filter(share => share > 0.002).length, Math.max(...shares), clear]
}"""
"""The width of a picture, how many colours it shows, the share of the commonest one, whether it can be seen through."""


@BY_LANGUAGE
def test_every_download_is_there(language: str, visit: Visit, site: Site, stress: Site) -> None:
    """Each link answers with its kind of content, which is sound and holds every step."""
    page, wrong = visit(f"/{language}/"), []
    for home, path in [*((site, KINDS[kind]) for kind in JOURNEYS), (stress, STRESS)]:
        place = f"{home.address}/{language}/{path}"
        tags = elements(home.folder / language / path / "index.html")
        links = [e["href"] for e in tags if e.tag == "a" and any(name == "download" for name, _ in e.pairs)]
        steps = [e["id"].removeprefix("map-") for e in tags if e["class"] == "hb-map__step"]
        assert sorted(link.rpartition(".")[2] for link in links) == sorted(KIND), place
        for link in links:
            answer = page.request.get(f"{place}{link}")
            kind = KIND[link.rpartition(".")[2]]
            if answer.status != 200 or not answer.headers["content-type"].startswith(kind):
                wrong.append(f"{place}{link}: {answer.status}, {answer.headers['content-type']}")
                continue
            text = answer.body().decode("utf-8-sig")
            if kind == KIND["csv"]:
                head, *rows = csv.reader(io.StringIO(text))
                uneven = {len(row) for row in rows} != {len(head)}
                wrong += [f"{link}: {len(rows)} rows, {len(head)} columns"] if uneven or len(rows) < len(steps) else []
            elif kind == KIND["json"]:
                json.loads(text)
            if kind != KIND["svg"]:
                wrong += [f"{link}: nothing of the step {step}" for step in steps if step not in text]
    report(wrong)


@BY_LANGUAGE
def test_a_diagram_stands_alone(language: str, visit: Visit, site: Site, stress: Site) -> None:
    """The picture of a diagram needs no style sheet and no other file: shown by itself it has its colours."""
    wrong = []
    for home, path in [*((site, KINDS[kind]) for kind in JOURNEYS), (stress, STRESS)]:
        file = home.folder / language / path / f"{path.split('/')[1]}.svg"
        text = file.read_text("utf-8")
        wrong += [f"{file.name}: {what}" for what in OUTSIDE.findall(text)]
        page = visit(f"{home.address}/{language}/")
        width, colours, commonest, clear = page.evaluate(COLOURS, f"{home.address}/{language}/{path}{file.name}")
        if width < 300 or colours < 5 or commonest > 0.95:
            wrong.append(f"{file.name}: {width} px, {colours} colours, {commonest:.0%} of it is one")
        if clear:
            wrong.append(f"{file.name}: it has no ground, so dark pages would swallow it")
    report(wrong)
