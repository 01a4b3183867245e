"""The pages of touchpoints and of channels."""

from __future__ import annotations

import pytest

import support
from handbook.journeys.views.parts import numbered
from handbook.journeys.views.touchpoints import channels, touchpoints
from journeys import made

ACROSS = made.across()
BOTH = pytest.mark.parametrize("code", support.LANGUAGES)


@BOTH
def test_the_inventory_begins_with_what_is_used_most(code: str) -> None:
    """How many steps in all, whose they are, how it feels there at its worst, and how often it decides."""
    language = support.LANGUAGES[code]
    view = touchpoints(support.viewpoint(code, ACROSS))
    told = [(row.id, row.times, row.truths, row.lowest and row.lowest.value) for row in view.touchpoints]
    assert told == [
        ("line", language.t("swimlane.steps", n=4), 1, -1),
        ("page", language.t("swimlane.steps", n=3), 1, -1),
    ]
    assert [row.anchor for row in view.touchpoints] == ["touchpoint-line", "touchpoint-page"]


@BOTH
def test_a_touchpoint_leads_to_every_step_that_uses_it(code: str) -> None:
    """By journey, with the numbers that the steps have there."""
    line, page = touchpoints(support.viewpoint(code, ACROSS)).touchpoints
    at = f"/{code}/journeys"
    ways = [(use.url, [(step.number, step.name, step.url) for step in use.steps]) for use in line.uses]
    assert ways == [
        (
            f"{at}/a.md",
            [
                (2, "Calls", f"{at}/a.md#calls"),
                (3, "Answers", f"{at}/a.md#answers"),
                (4, "Brings", f"{at}/a.md#brings"),
            ],
        ),
        (f"{at}/b.md", [(3, "Calls again", f"{at}/b.md#calls")]),
    ]
    assert [[step.number for step in use.steps] for use in page.uses] == [[1], [1, 2]]


@BOTH
def test_who_runs_it_and_who_answers_for_it(code: str) -> None:
    """In words; an owner that nobody named is empty."""
    language = support.LANGUAGES[code]
    line, page = touchpoints(support.viewpoint(code, ACROSS)).touchpoints
    assert (line.control, line.control_name) == ("partner", language.t("control.partner"))
    assert (line.owner, page.owner) == (ACROSS.name(ACROSS.library["touchpoints"]["line"].item.owner, code), "")  # type: ignore[attr-defined]
    assert (line.name, line.channel, line.icon) == (("الخط", "الهاتف") if code == "ar" else ("Line", "Telephone")) + (
        "phone",
    )


def test_what_no_journey_uses_is_kept_apart() -> None:
    """In the order of the library, without steps and without a feeling."""
    view = touchpoints(support.viewpoint("en", ACROSS))
    assert [(row.id, row.uses, row.truths, row.lowest) for row in view.unused] == [
        ("letter", [], 0, None),
        ("forum", [], 0, None),
    ]


def test_without_a_library_the_pages_are_empty() -> None:
    """A handbook begins without touchpoints."""
    files = {"library/touchpoints.yml": "[]", "library/channels.yml": "[]"}
    catalogue = support.catalogue(files)
    at = support.viewpoint("en", catalogue)
    assert (touchpoints(at).touchpoints, touchpoints(at).unused) == ([], [])
    assert (channels(at).channels, channels(at).journeys) == ([], [])


@BOTH
def test_the_matrix_has_a_column_for_each_channel_in_use(code: str) -> None:
    """In the order of the library; a row for every stage, also for one that meets nobody; numbers as on the map."""
    view = channels(support.viewpoint(code, ACROSS))
    assert [channel.icon for channel in view.channels] == ["web", "phone"]
    language = support.LANGUAGES[code]

    def steps(*numbers: int) -> str:
        return numbered(numbers, language)

    told = [
        [[[(use.control, use.steps) for use in cell] for cell in stage.cells] for stage in journey.stages]
        for journey in view.journeys
    ]
    assert told == [
        [[[("owned", steps(1))], [("partner", steps(2))]], [[], [("partner", steps(3, 4))]]],
        [[[("owned", steps(1, 2))], [("partner", steps(3))]]],
        [[[], []]],
    ]
    at = f"/{code}/journeys"
    assert [(journey.url, [stage.url for stage in journey.stages]) for journey in view.journeys] == [
        (f"{at}/a.md", [f"{at}/a.md#stage-ask", f"{at}/a.md#stage-get"]),
        (f"{at}/b.md", [f"{at}/b.md#stage-late"]),
        (f"{at}/c.md", [f"{at}/c.md#stage-only"]),
    ]
    assert all(len(stage.cells) == len(view.channels) for journey in view.journeys for stage in journey.stages)
