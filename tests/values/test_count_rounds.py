"""Looser words for an exact number."""

import pytest

from cenotaph.values.count import Count


@pytest.mark.parametrize(
    ("loose", "exact", "rounds"),
    [
        (Count(41, 41, True, 40, "more than 40"), 43, True),
        (Count(36, 44, False, 40, "about 40"), 43, True),
        (Count(36, 44, False, 40, "about 40"), 46, False),
        (Count(41, 41, True, 40, "more than 40"), 40, False),
        (Count(41, 41, True, 40, "more than 40"), 84, False),
        (Count(43, 43, False, 43, "43"), 43, False),
        (Count(24, 24, True, None, "dozens"), 30, False),
    ],
)
def test_loose_words_round_a_number_near_them(loose: Count, exact: int, rounds: bool) -> None:
    assert loose.rounds(Count(exact, exact, False, exact, str(exact))) is rounds
