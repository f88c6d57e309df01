import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.gazetteer.distance import distance_km

LAT = st.floats(-90, 90)
LON = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0, 0), (0, 1), 111.2),
        ((33.34, 44.40), (36.335, 43.119), 353),
        ((90, 0), (-90, 0), 20015),
        ((0, 179.5), (0, -179.5), 111.2),
    ],
)
def test_known_distances(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert distance_km(*one, *other) == pytest.approx(km, rel=0.005)


@given(LAT, LON, LAT, LON)
def test_a_distance_is_the_same_both_ways_and_never_beyond_the_other_side(
    a: float, b: float, c: float, d: float
) -> None:
    there = distance_km(a, b, c, d)
    assert there == pytest.approx(distance_km(c, d, a, b), abs=1e-6)
    assert 0 <= there <= 20016
    assert distance_km(a, b, a, b) == 0
