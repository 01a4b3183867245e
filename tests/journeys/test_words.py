"""A journey's steps in words."""

from __future__ import annotations

from markupsafe import Markup

import support
from handbook.journeys.views.cards import governed_by
from handbook.journeys.views.journey import Desk, JourneyView, journey_view

STAGES = """
stages:
  - id: first
    name: First
    steps:
      - id: asks
        name: {ar: يسأل <هو>, en: Asks <them>}
        kind: communication
        initiator: customer
        receiver: agent
        touchpoint: service-line
        quote: {ar: أين طلبي, en: Where is it}
        wait: 3 days
        satisfaction: 2
        policies: [A-1]
      - id: found
        name: {ar: هل وُجد؟, en: Is it found?}
        initiator: agent
        policies: [A-1, A-2]
        next: [{to: done, when: {ar: نعم, en: "Yes"}}, {to: asks, when: {ar: <لا>, en: <No>}}]
      - {id: done, name: {ar: ينتهي, en: Done}, initiator: customer}
"""
FILES = {
    "ar/policies/one.md": support.policy(id="A-1"),
    "ar/policies/two.md": support.policy(id="A-2"),
}
JOURNEY, CATALOGUE = support.journey(STAGES, **FILES)


def view(code: str) -> JourneyView:
    return journey_view(CATALOGUE.entries["j"], Desk(support.studio(), {}), support.viewpoint(code, CATALOGUE))  # type: ignore[arg-type]


def test_each_step_is_a_sentence_with_what_follows() -> None:
    """Who does it, to whom, and every way from there, back or on; what an editor typed is escaped."""
    assert [step.sentence for stage in view("en").stages for step in stage.steps] == [
        Markup('Customer to Service agent: Asks &lt;them&gt;. Then step <a href="#found">2</a>.'),
        Markup(
            "Service agent: Is it found? If the answer is “Yes”, step "
            '<a href="#done">3</a>. If the answer is “&lt;No&gt;”, back to step <a href="#asks">1</a>.'
        ),
        Markup("Customer: Done. The journey ends here."),
    ]


def test_a_step_tells_its_facts_in_the_readers_language() -> None:
    """A quotation in the language's own marks, times and scores in words."""
    (step, *_) = view("ar").stages[0].steps
    t = support.LANGUAGES["ar"].t
    said = {"quote": "«أين طلبي»", "wait": "3 أيام", "satisfaction": "2 من 5"}
    assert {fact.term: fact.text for fact in step.facts} == {t(f"step.facts.{k}"): v for k, v in said.items()}
    assert step.touchpoint is not None
    assert (step.touchpoint.name, step.touchpoint.channel) == ("خط الخدمة", "الهاتف")


def test_a_policy_knows_the_steps_that_it_governs() -> None:
    """One card a journey, with the steps by number, each leading to its place on the page."""
    at = support.viewpoint("en", CATALOGUE)
    (card,) = governed_by(CATALOGUE.entries["A-1"], at)
    assert [(s.number, s.url) for s in card.steps] == [(1, "/en/journeys/j.md#asks"), (2, "/en/journeys/j.md#found")]
    (other,) = governed_by(CATALOGUE.entries["A-2"], at)
    assert [s.number for s in other.steps] == [2]


def test_who_acts_is_listed_with_the_steps() -> None:
    """The diagram's lanes as lists, for people who cannot see it."""
    assert [(actor.name, [s.number for s in actor.steps]) for actor in view("en").actors] == [
        ("Customer", [1, 3]),
        ("Service agent", [2]),
    ]
