"""Which of the places of a sentence a claim means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.claims.places import Part, PlaceMention
from cenotaph.claims.placing import Placed, PlacedSentence, choose_places
from cenotaph.values.place import Level, Place

WHOLE = (0, 100)


def place(name: str, level: Level | None = Level.SETTLEMENT) -> Place:
    return Place(name, name, f"test:{name}", "XX", 0.0, 0.0, level)


def put(name: str, at: int, part: Part = Part.SCENE, container: int | None = None) -> Placed:
    return Placed(PlaceMention(at, at + 1, name, part=part, container=container), place(name))


def choose(
    *placed: Placed,
    span: tuple[int, int] = (10, 14),
    clause: tuple[int, int] = WHOLE,
    naming: frozenset[int] = frozenset(),
    joints: frozenset[int] = frozenset(),
) -> list[str]:
    return [each.name for each in choose_places(PlacedSentence(placed), span, clause, naming, joints)]


@pytest.mark.parametrize(
    ("placed", "wanted"),
    [
        ([], []),
        ([put("Arden", 2), put("Marlow", 16)], ["Marlow"]),
        ([put("Arden", 2, Part.ASIDE), put("Marlow", 40)], ["Marlow"]),
        ([put("Arden", 2, Part.DATELINE)], []),
        ([put("Arden", 8, Part.QUALIFIER), put("Marlow", 40)], ["Marlow"]),
        ([put("Arden", 16, container=1), put("Marlow", 18)], ["Arden"]),
        ([put("Larkin Street", 16, Part.ASIDE, container=1), put("Marlow", 18)], ["Marlow"]),
    ],
)
def test_the_nearest_scene_is_meant(placed: list[Placed], wanted: list[str]) -> None:
    assert choose(*placed) == wanted


def test_places_of_one_list_are_meant_together() -> None:
    towns = [put("Arden", 16), put("Marlow", 18), put("Sedge", 20), put("Tolland", 30)]
    assert choose(*towns, joints=frozenset({17, 19})) == ["Arden", "Marlow", "Sedge"]


def test_words_that_name_the_speaker_are_no_scene() -> None:
    assert choose(put("Arden", 2), put("Marlow", 16), naming=frozenset({16})) == ["Arden"]


def test_a_later_clause_has_its_own_places() -> None:
    assert choose(put("Arden", 20), clause=(0, 18)) == []


def test_an_earlier_clause_lends_its_place_where_the_own_names_none() -> None:
    assert choose(put("Arden", 2), clause=(8, 20)) == ["Arden"]
    assert choose(put("Arden", 7), put("Marlow", 19), clause=(8, 20)) == ["Marlow"]


@given(
    at=st.lists(st.integers(0, 60), unique=True, max_size=8),
    parts=st.lists(st.sampled_from(Part), min_size=8, max_size=8),
    start=st.integers(0, 50),
    end=st.integers(50, 70),
)
def test_only_scenes_of_the_sentence_are_chosen(at: list[int], parts: list[Part], start: int, end: int) -> None:
    placed = [put(f"Town {k}", k, part) for k, part in zip(sorted(at), parts, strict=False)]
    chosen = choose(*placed, span=(start, start + 3), clause=(0, end))
    scenes = {each.place.name for each in placed if each.mention.is_location and each.mention.first < end}
    assert set(chosen) <= scenes
    assert bool(chosen) == bool(scenes)
