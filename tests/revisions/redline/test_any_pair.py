"""Whatever people do to a document, its redline is valid and says exactly what they did."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.core.safety import clean
from handbook.revisions.redline import accepted, blocks, redline, rejected
from revisions.redline import texts

LANGUAGES = st.sampled_from(["ar", "en"])
EDITS = st.lists(st.tuples(st.sampled_from(sorted(texts.CHANGES)), st.integers(0, 2**16)), min_size=1, max_size=8)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A language, and parts of a document in it."""
    language = draw(LANGUAGES)
    return language, draw(st.lists(st.sampled_from(texts.POOL[language]), min_size=1, max_size=8))


def edited(language: str, parts: list[str], edits: list[tuple[str, int]]) -> list[str]:
    parts = list(parts)
    for name, seed in edits:
        texts.CHANGES[name](parts, Random(seed), language)
    return parts


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), EDITS)
def test_edited(made: tuple[str, list[str]], edits: list[tuple[str, int]]) -> None:
    """A document and what became of it."""
    old, new = texts.document(made[1]), texts.document(edited(*made, edits))
    line = redline(old, new)
    texts.assert_sound(old, new, line)
    assert redline(old, new) == line


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), documents())
def test_unrelated(one: tuple[str, list[str]], other: tuple[str, list[str]]) -> None:
    """Two documents that have little in common."""
    old, new = texts.document(one[1]), texts.document(other[1])
    texts.assert_sound(old, new, redline(old, new))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), EDITS)
def test_unchanged(made: tuple[str, list[str]], edits: list[tuple[str, int]]) -> None:
    """Nothing is marked where nothing changed."""
    text = texts.document(edited(*made, edits))
    line = redline(text, text)
    assert not line.places
    assert not any(line.changed)
    assert line.added == line.removed == line.formatting == 0
    assert not line.sections


TAGS = (
    "p div ul ol li b a span code table tr td th caption dl dt dd blockquote details summary h2 pre bdi section".split()
)
WORDS = st.sampled_from("a the العميل 80% , . (x)".split())
LEAVES = st.lists(WORDS, max_size=4).map(" ".join) | st.sampled_from(["<br>", "<hr>", '<img src="x" alt="">', "<wbr>"])


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inside = st.lists(inner, max_size=4).map(" ".join)
    return st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", st.sampled_from(TAGS), inside)


SOUP = st.recursive(LEAVES, nested, max_leaves=25).map(clean)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOUP, SOUP)
def test_anything(old: str, new: str) -> None:
    """Blocks where none may be: what is no valid HTML before is none after, but nothing is lost or left over."""
    html = "".join(redline(old, new).blocks)
    assert "".join(accepted(html).split()) == "".join("".join(blocks(new)).split())
    assert "".join(texts.said(rejected(html)).split()) == "".join(texts.said(old).split())
    assert not redline(new, new).places
