"""The pages and files that controlled documents make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from handbook.core.catalogue import Catalogue
from handbook.core.document import said
from handbook.core.language import Language
from handbook.core.redirect import redirect
from handbook.core.sheet import Asset, Sheet
from handbook.policies.model import policies
from handbook.policies.register import as_csv, as_json, policies_view, records, register_view
from handbook.policies.render import policy_view


def sheets(catalogue: Catalogue, languages: tuple[Language, ...]) -> Iterable[Sheet]:
    """A page for every document; for every language the documents by area, and the register."""
    for order, entry in enumerate(policies(catalogue)):
        policy = entry.document
        for code, uri in entry.pages.items():
            yield Sheet(
                uri=uri,
                language=code,
                title=policy.title[code],
                summary=said(policy.summary, code),
                template="policy.html",
                view=partial(policy_view, entry),
                entry=entry,
                body=entry.sources[code].body,
                anchors=frozenset({"in-journeys", "related-documents", "document-record"}),
                order=order,
            )
    for language in languages:
        t, code = language.t, language.code
        yield Sheet(
            uri=f"{code}/policies/index.md",
            language=code,
            title=t("policies.title"),
            summary=t("policies.summary"),
            template="policies.html",
            view=policies_view,
        )
        yield Sheet(
            uri=f"{code}/register.md",
            language=code,
            title=t("register.title"),
            summary=t("register.summary"),
            template="register.html",
            view=register_view,
        )


def assets(catalogue: Catalogue, languages: tuple[Language, ...], url: Callable[[str], str]) -> Iterator[Asset]:
    """The register for spreadsheets and programs, and a permanent address for every number."""
    for language in languages:
        rows = records(catalogue, language, url)
        yield Asset(f"{language.code}/register.csv", as_csv(rows))
        yield Asset(f"{language.code}/register.json", as_json(rows, catalogue))
    for entry in policies(catalogue):
        for code, page in entry.pages.items():
            number = entry.document.id
            yield Asset(f"{code}/id/{number}/index.html", redirect(f"../../../{url(page)}", code, number))
