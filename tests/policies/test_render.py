"""What a document's page says around its text."""

from __future__ import annotations

import support
from handbook.core.catalogue import Catalogue
from handbook.policies.render import banners, chips, policy_view
from handbook.policies.view import PolicyView

FILES = {
    "ar/policies/old.md": support.policy(id="A-1", title="قديم", effective_date="2024-01-01"),
    "en/policies/old.md": "---\ntitle: Old\n---\n",
    "ar/policies/new.md": support.policy(
        id="A-2",
        title="<جديد>",
        effective_date="2026-02-01",
        supersedes=["A-1"],
        related=["A-3", "A-3"],
        review_every="1 week",
    ),
    "ar/policies/next.md": support.policy(id="A-3", status="approved", effective_date="2026-04-01", satisfies=["A-2"]),
}
CATALOGUE = support.catalogue(FILES)


def view(name: str, language: str = "ar", of: Catalogue = CATALOGUE) -> PolicyView:
    return policy_view(of.entries[name], support.viewpoint(language, of))


def test_a_text_that_is_over_says_so_and_leads_on() -> None:
    """The banner names the document that holds now, with its title escaped, and until when the old one held."""
    (banner,) = view("A-1").banners
    assert banner.text == 'حلّت محله وثيقة أخرى: <a href="/ar/policies/new.md">&lt;جديد&gt;</a>.'
    assert (view("A-1").until.iso, view("A-1").next_review) == ("2026-01-31", None)


def test_a_text_in_force_has_no_banner_but_for_a_late_review() -> None:
    """Late by 21 days: in force, overdue, and the reader is told to follow it all the same."""
    at = support.viewpoint("en", CATALOGUE)
    assert [b.kind for b in banners(CATALOGUE.entries["A-2"], at)] == ["overdue"]
    assert "21 days overdue" in banners(CATALOGUE.entries["A-2"], at)[0].title
    assert [chip.word for chip in chips(CATALOGUE.entries["A-2"].document, at)] == ["In force", "Review overdue"]


def test_what_is_to_come_names_its_day() -> None:
    """Nobody applies a document early by mistake."""
    (banner,) = view("A-3", "en").banners
    assert (banner.kind, banner.title) == ("pending", "Comes into force on 1 April 2026")


def test_relations_are_shown_from_both_ends() -> None:
    """Each document lists those that refer to it, once."""
    new, coming = view("A-2"), view("A-3")
    assert [[link.number for link in links] for links in (new.supersedes, new.related, new.satisfied_by)] == [
        ["A-1"],
        ["A-3"],
        ["A-3"],
    ]
    assert [link.number for link in view("A-1").superseded_by] == ["A-2"]
    assert [link.number for link in coming.used_by] == ["A-2"]


def test_a_link_leads_to_the_language_that_there_is() -> None:
    """A document without a translation is linked in its own language."""
    assert view("A-1", "en").superseded_by[0].url == "/ar/policies/new.md"
    assert view("A-2", "en").supersedes[0].url == "/en/policies/old.md"
