"""Placeholders in a document's text: a fixed list, because a macro could do anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handbook.core.catalogue import Catalogue
from handbook.core.problems import Problem, Where, nearest
from handbook.core.source import Parsed
from handbook.policies.model import Policy

PLACEHOLDERS = ("standards",)
_PLACEHOLDER = re.compile(r"^\[\[([\w-]+)\]\]\s*$", re.MULTILINE)


def unknown_placeholders(catalogue: Catalogue) -> Iterator[Problem]:
    """A placeholder must be one that the site knows."""
    for entry in catalogue.of(Policy):
        for parsed in entry.sources.values():
            for line, name in _placeholders(parsed):
                if name == "standards" and not entry.document.standards:
                    yield Problem(Where(parsed.uri, line), "placeholder-without-data", {"name": name})
                if name not in PLACEHOLDERS:
                    values = {"name": name, "guess": nearest(name, PLACEHOLDERS), "known": ", ".join(PLACEHOLDERS)}
                    yield Problem(Where(parsed.uri, line), "unknown-placeholder", values)


def _placeholders(parsed: Parsed) -> Iterator[tuple[int, str]]:
    """Every placeholder of a text with its line; what stands in a fence is an example."""
    fenced = {f.line + n for f in parsed.outline.fences for n in range(f.text.count("\n") + 1)}
    for found in _PLACEHOLDER.finditer(parsed.body):
        line = parsed.body_line + parsed.body.count("\n", 0, found.start())
        if line not in fenced:
            yield line, found[1]


def fill(html: str, values: Mapping[str, str]) -> str:
    """*html* with each placeholder that stands alone in a paragraph replaced by its value."""
    for name, value in values.items():
        html = html.replace(f"<p>[[{name}]]</p>", value)
    return html
