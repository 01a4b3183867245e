"""What axe-core says of each kind of page, in both languages and palettes, at a desk and on a phone."""

from __future__ import annotations

import json

import pytest

from browser.helpers import KINDS, LANGUAGES, ROOT, report
from browser.tabs import DESK, Tabs

LOOKED_AT = [kind for kind in KINDS if kind != "part of a journey"] + ["404", "specimen"]
"""A journey of each look: with five stages, with six in a box that scrolls, and with dashed lines."""
PHONE = ("home", "in force", "problem journey", "register", "touchpoints", "channels", "backlog")
EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules whose answer depends on the palette; the others see no colour."""

START = """rules => {
  const options = { runOnly: rules, resultTypes: ["violations"], preload: false }
  window.told = axe.run(document, options).then(said => [said.passes.length, said.violations.flatMap(rule =>
    rule.nodes.map(node => {
      const [reason] = [...node.any, ...node.all, ...node.none]
      return `${rule.id} at ${node.target.join(" ")}: ${(reason || {}).message || rule.help}`
    }))])
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("kind", LOOKED_AT)
def test_axe(kind: str, axe: str, tabs: Tabs) -> None:
    """axe-core finds nothing against WCAG 2.2 A and AA, nor against good practice."""
    found = tabs.kinds(*([kind] if kind in KINDS else []), lost=kind == "404", specimen=kind == "specimen")
    pages, wrong = {language: page for language, _, page in found}, []
    assert set(pages) == set(LANGUAGES)
    for page in pages.values():
        page.evaluate(axe)
    for width in (390, 1280) if kind in PHONE else (1280,):
        for scheme, rules in (("light", EVERYTHING), ("dark", COLOURS)):
            for page in pages.values():  # both at the same time: each has a process of its own
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
                page.evaluate(START, rules)
            for language, page in pages.items():
                passed, told = page.evaluate("told")
                if passed < (20 if rules is EVERYTHING else 1):
                    wrong.append(f"{language} {scheme} {width} px: only {passed} rules passed")
                wrong += [f"{language} {scheme} {width} px: {what}" for what in told]
    for page in pages.values():
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
    report(wrong)


def test_axe_is_awake(axe: str, tabs: Tabs) -> None:
    """axe-core would say so if something were wrong: it does, of a page that is spoilt."""
    page = tabs.windows["en"].new_page()
    page.goto(f"{tabs.own.address}/en/about/")
    page.evaluate("document.querySelector('article p').style.color = '#eee'")
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=\"/x.png\">')")
    page.evaluate(axe)
    page.evaluate(f"({START})({json.dumps(EVERYTHING)})")
    _, told = page.evaluate("told")
    page.close()
    assert {what.split()[0] for what in told} >= {"color-contrast", "image-alt"}
