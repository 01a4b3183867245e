"""How controlled documents show their past: the promises in numbers stand in the text, because they are rules too."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pydantic import ValidationError

from handbook.core import pages
from handbook.core.catalogue import Bundle, Catalogue
from handbook.core.document import Document, Lang, said
from handbook.core.past import Article, Past, Scribe, Term
from handbook.core.problems import Invalid
from handbook.core.source import Source, parse_markdown
from handbook.policies import insert
from handbook.policies.model import Policy, Standard, ended, next_review


def article(bundle: Bundle, language: Lang, scribe: Scribe) -> Article:
    """The text of a document, with its standards where it asks for them, or else at its end."""
    found = pages.article(bundle, language, scribe)
    promises = "".join(_promises(next(iter(bundle.sources.values())), language))
    if not promises:
        return found
    box = f"<ul>{promises}</ul>"
    filled = insert.fill(found.html, {"standards": box})
    html = filled if filled != found.html else found.html + box
    return Article(found.title, found.summary, html)


def _promises(original: Source, language: Lang) -> Iterator[str]:
    """Every promise of an old file that can still be understood, as an item of a list."""
    try:
        raw = parse_markdown(original).data.get("standards")
    except Invalid:
        return
    for item in raw if isinstance(raw, list) else ():
        try:
            standard = Standard.model_validate(item)
        except ValidationError:
            continue
        number = " ".join(part for part in (standard.value, said(standard.unit, language)) if part)
        words = " ".join(part for part in (said(standard.promise, language), said(standard.level, language)) if part)
        yield f"<li><strong>{escape(number)}</strong> {escape(words)}</li>"


def term(document: Document, catalogue: Catalogue) -> Term:
    """The days on which a controlled document is in force, and its next review."""
    assert isinstance(document, Policy)
    if document.status in ("draft", "review"):
        return Term(owner=document.owner)
    return Term(document.effective_date, ended(document, catalogue), next_review(document, catalogue), document.owner)


PAST = Past(article, term=term, binding=True)
