"""The scale of emotions in words, faces and figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import support
from handbook.core.language import Language
from handbook.journeys.charts import scale

ICONS = support.ROOT / "theme" / "handbook_theme" / "icons"


@pytest.mark.parametrize(
    ("feeling", "degree"),
    [
        *[(0, 0), (0.0, 0), (-0.0, 0), (0.49, 0), (0.5, 1), (-0.5, -1), (-0.49, 0), (1.5, 2), (-1.5, -2), (1.49, 1)],
        *[(2, 2), (-2, -2), (1 / 3, 0), (-2 / 3, -1)],
    ],
)
def test_a_degree_is_the_nearest_and_halves_go_outwards(feeling: float, degree: int) -> None:
    """A mean of upset and neutral is upset: what was felt is not rounded away."""
    assert scale.degree(feeling) == degree


@given(st.floats(-2, 2))
def test_degrees_are_even_handed_and_never_far(feeling: float) -> None:
    """Good and bad are rounded alike, and every feeling has a face."""
    found = scale.degree(feeling)
    assert scale.degree(-feeling) == -found
    assert abs(found - feeling) <= 0.5
    assert scale.look(feeling) == scale.LOOKS[found]


@pytest.mark.parametrize("language", support.LANGUAGES.values(), ids=support.LANGUAGES)
def test_every_degree_has_a_word_and_a_face_of_its_own(language: Language) -> None:
    """Colour is never the only difference."""
    assert list(scale.LOOKS) == [-2, -1, 0, 1, 2]
    assert len({scale.word(degree, language) for degree in scale.LOOKS}) == 5
    drawn = {(ICONS / f"face-{look}.svg").read_text("utf-8") for look in scale.LOOKS.values()}
    assert len(drawn) == 5


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2, "+2"),
        (-2, "−2"),
        (0, "0"),
        (-1.5, "−1.5"),
        (0.04, "0"),
        (-0.04, "0"),
        (1 / 3, "+0.3"),
        (-4, "−4"),
        (1.26, "+1.3"),
    ],
)
def test_a_figure_with_its_sign(value: float, said: str) -> None:
    """A true minus; nothing has no sign; one decimal at most."""
    assert scale.signed(value) == said
