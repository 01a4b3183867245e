"""The pages that look across all journeys: order, ranks, signs beside colours, heads that stay, links that arrive."""

from __future__ import annotations

import re

import pytest

from browser.helpers import ACROSS, KINDS, LANGUAGES, Site, elements, report
from browser.tabs import DESK, Found, Tabs, Visit

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
WORST_FIRST = ("missed", "near", "met")

ROWS = """all => all.map(tr => [...tr.cells].map(cell => cell.innerText.trim()))"""


def page_of(kind: str, language: str, tabs: Tabs) -> Found:
    """The page of a *kind* in a *language*."""
    return next(found for found in tabs.kinds(kind) if found[0] == language)


@BY_LANGUAGE
def test_the_backlog_is_ranked(language: str, tabs: Tabs) -> None:
    """Pain points fall by weight, opportunities by score; each is named once and says its journey and stage."""
    _, _, page = page_of("backlog", language, tabs)
    pains = page.locator("section[aria-labelledby=pains] tbody tr").evaluate_all(ROWS)
    open_ones = page.locator(".hb-beside tbody tr").evaluate_all(ROWS)
    assert len(pains) > 5
    assert len(open_ones) > 5
    weights, scores = [float(row[3]) for row in pains], [float(row[2]) for row in open_ones]
    assert weights == sorted(weights, reverse=True)
    assert scores == sorted(scores, reverse=True)
    for rows in (pains, open_ones):
        names = [row[0] for row in rows]
        assert len(set(names)) == len(names)
    links = page.locator(":is(#pains, #opportunities) ~ * tbody tr").evaluate_all(
        "all => all.map(tr => [...tr.cells[0].querySelectorAll('a[href*=\"#\"], a.hb-ref-link')].length)"
    )
    assert min(links) >= 2, "a row leads to its journey and to its stage"


@BY_LANGUAGE
def test_what_is_done_is_folded_away(language: str, tabs: Tabs) -> None:
    """Open opportunities are not done or rejected; closed ones lie in a fold that says how many they are."""
    _, _, page = page_of("backlog", language, tabs)
    assert not page.locator(".hb-beside :is(.hb-pill--done, .hb-pill--rejected)").count()
    closed = page.locator(".hb-closed")
    for fold in closed.all():
        rows = fold.locator("tbody tr")
        assert rows.count() == rows.locator(":is(.hb-pill--done, .hb-pill--rejected)").count()
        assert not rows.first.is_visible()


@BY_LANGUAGE
def test_figures_are_told_by_shape_and_word(language: str, tabs: Tabs) -> None:
    """Each state of an indicator has its own shape and word; the worst come first; the counts are right."""
    _, _, page = page_of("figures", language, tabs)
    cards = page.locator(".hb-kpi").evaluate_all(
        """all => all.map(card => {
          const mark = card.querySelector(".hb-kst"), shape = mark.querySelector("svg").firstElementChild
          return [card.className.match(/hb-kpi--(\\w+)/)[1], mark.className.match(/hb-kst--(\\w+)/)[1],
            shape.tagName + (shape.getAttribute("d") || ""), mark.innerText.trim()]
        })"""
    )
    kinds = [kind for kind, *_ in cards]
    assert all(kind == said for kind, said, *_ in cards)
    assert kinds == sorted(kinds, key=WORST_FIRST.index)
    assert len(set(kinds)) == 3, "the handbook's own figures show all three states"
    signs = {(kind, shape, word) for kind, _, shape, word in cards}
    assert len(signs) == len({shape for _, shape, _ in signs}) == len({word for *_, word in signs}) == len(set(kinds))
    counts = page.locator(".hb-counts li:has(.hb-kst)").evaluate_all(
        """all => all.map(li => [li.querySelector(".hb-kst").className.match(/hb-kst--(\\w+)/)[1],
          Number(li.querySelector(".hb-counts__n").textContent)])"""
    )
    assert {kind: n for kind, n in counts if n} == {kind: kinds.count(kind) for kind in set(kinds)}


@BY_LANGUAGE
def test_touchpoints_say_who_runs_them(language: str, tabs: Tabs) -> None:
    """Who runs a touchpoint is told by a word and a border; the counts are right; one without owner says so."""
    _, _, page = page_of("touchpoints", language, tabs)
    rows = page.locator(".hb-table--points tbody tr").evaluate_all(
        """all => all.map(tr => {
          const chip = tr.querySelector(".hb-touch"), border = getComputedStyle(chip).borderTopStyle
          return [tr.id, chip.className.match(/hb-touch--(\\w+)/)[1], chip.innerText.trim(), border,
            Boolean(tr.querySelector(".hb-missing")), tr.cells[2].innerText.trim()]
        })"""
    )
    assert all(re.fullmatch(r"touchpoint-[a-z0-9-]+", name) for name, *_ in rows)
    assert len({name for name, *_ in rows}) == len(rows) > 10
    assert len({(kind, word, border) for _, kind, word, border, *_ in rows}) == 3
    assert len({border for *_, border, _, _ in rows}) == 3
    assert all(owner for *_, owner in rows)
    counts = [int(n) for n in page.locator(".hb-counts__n").all_inner_texts()]
    kinds = [kind for _, kind, *_ in rows]
    wanted = [kinds.count(kind) for kind in ("owned", "partner", "uncontrolled")] + [sum(row[4] for row in rows)]
    assert counts == [n for n in wanted if n]


@BY_LANGUAGE
def test_the_matrix_has_every_stage(language: str, site: Site, tabs: Tabs) -> None:
    """A row a stage, a column a channel, and each channel is used somewhere."""
    _, _, page = page_of("channels", language, tabs)
    channels = page.locator(".hb-matrix thead th").count() - 1
    rows = page.locator(".hb-matrix tbody tr:not(.hb-matrix__journey)").evaluate_all(
        "all => all.map(tr => [...tr.querySelectorAll('td')].map(td => td.querySelectorAll('.hb-meet').length))"
    )
    files = (site.folder / language / "journeys").glob("*/index.html")
    stages = sum("hb-stop" in e["class"].split() for file in files for e in elements(file))
    assert len(rows) == stages
    assert {len(row) for row in rows} == {channels}
    assert all(sum(column) for column in zip(*rows, strict=True))


@pytest.mark.parametrize("width", [1320, 800])
def test_the_matrix_keeps_its_heads(width: int, tabs: Tabs) -> None:
    """Far down the matrix the channels are still in sight, and the stage stands at the edge where reading begins."""
    for language, address, page in tabs.kinds("channels"):
        page.set_viewport_size({"width": width, "height": 700})
        box = page.locator(".hb-matrix__scroll")
        boxed = box.evaluate("e => getComputedStyle(e).overflowY !== 'visible'")
        box.evaluate(
            """(e, aside) => {
              e.scrollIntoView({ block: "start", behavior: "instant" })
              e.scrollTop = 400
              e.scrollLeft = aside
              if (getComputedStyle(e).overflowY === "visible") scrollBy({ top: 500, behavior: "instant" })
            }""",
            -150 if language == "ar" else 150,
        )
        head, row, header, frame = page.evaluate(
            """() => ["thead th:nth-child(2)", "tbody tr:nth-child(3) th", ".md-header", ".hb-matrix__scroll"]
              .map(name => document.querySelector(name.startsWith("t") ? `.hb-matrix ${name}` : name))
              .map(e => e.getBoundingClientRect()).map(b => [b.left, b.right, b.top, b.bottom])"""
        )
        top = max(header[3], frame[2]) if boxed else header[3]
        assert abs(head[2] - top) <= 4, f"{address}: heads at {head[2]:.0f}, not at {top:.0f} px"
        edge = abs(row[1] - frame[1]) if language == "ar" else abs(row[0] - frame[0])
        assert edge < 4, f"{address}: the stage stands {edge:.0f} px from its edge"
        page.evaluate("e => { e.scrollTop = e.scrollLeft = 0; scrollTo(0, 0) }", box.element_handle())
        page.set_viewport_size(DESK)  # type: ignore[arg-type]


def test_links_to_places_arrive(site: Site) -> None:
    """Every link from or to these pages that names a place finds it."""
    wrong, places = [], {}
    paths = [path for path in KINDS.values() if "journeys/" in path]
    names = [f"{language}/{path}index.html" for path in paths for language in LANGUAGES]
    for name in names:
        for e in elements(site.folder / name):
            path, _, place = e["href"].partition("#")
            if e.tag != "a" or not place or path.startswith(("http:", "https:")):
                continue
            target = (site.folder / name).parent.joinpath(path).resolve() if path else site.folder / name
            target = target / "index.html" if target.is_dir() else target
            if target not in places:
                places[target] = {tag["id"] for tag in elements(target)}
            if place not in places[target]:
                wrong.append(f"{name}: {e['href']} leads nowhere")
    assert len(places) > 10
    report(wrong)


@BY_LANGUAGE
def test_a_place_that_is_linked_is_marked(language: str, visit: Visit) -> None:
    """A touchpoint and a type of customer that an address names stand in sight, and are marked."""
    wrong = []
    page = visit(reduced_motion="reduce")
    for kind, name in (("touchpoints", "tbody tr[id]"), ("people", ".hb-persona[id]")):
        page.goto(f"/{language}/{KINDS[kind]}")
        place = page.locator(name).last.get_attribute("id")
        ground = "id => getComputedStyle(document.querySelector(`tr#${id} > th, section#${id}`)).backgroundColor"
        before = page.evaluate(ground, place)
        page.goto(f"/{language}/{KINDS[kind]}#{place}")
        header, box = page.locator(".md-header").bounding_box(), page.locator(f"#{place}").bounding_box()
        assert header
        assert box
        if page.evaluate(ground, place) == before:
            wrong.append(f"{kind}: {place} is not marked")
        if not header["height"] - 1 <= box["y"] < 900:
            wrong.append(f"{kind}: {place} is not in sight")
    report(wrong)


@pytest.mark.parametrize("width", [320, 390])
def test_pages_across_fit_a_phone(width: int, tabs: Tabs) -> None:
    """Nothing makes the page or a cell scroll aside, and every cell of a stacked table says what it holds."""
    wrong = []
    for _, address, page in tabs.kinds(*ACROSS):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.scrollingElement.scrollWidth") > width:
            wrong.append(f"{address}: the page scrolls aside")
        wrong += page.evaluate(
            """address => [...document.querySelectorAll("td, article th, .hb-kpi, .hb-card")].flatMap(e => {
              const b = e.getBoundingClientRect(), said = `${address}: ${e.innerText.slice(0, 40)}`
              if (!e.checkVisibility() || b.width < 2) return []
              const label = e.dataset.label && getComputedStyle(e, "::before").content
              const named = !label || label.includes(e.dataset.label) || label.includes("attr")
              return [
                ...(b.right > innerWidth + 1 || b.left < -1 ? [`${said} leaves the window`] : []),
                ...(named ? [] : [`${said} has no label`]),
              ]
            })""",
            address,
        )
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    report(wrong)
