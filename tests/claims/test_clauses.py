"""Which places a claim's own clause holds, where a sentence tells of several."""

import pytest

from cenotaph.claims.claim import Ground
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "Nine people were hurt, and in the village of Orsavel a boy was killed.",
            [[], ["Orsavel"]],
        ),
        (
            "en",
            "Nine people were hurt in the town of Tessumar and in the village of Orsavel three were killed.",
            [["Tessumar"], ["Orsavel"]],
        ),
        (
            "en",
            "Nine people were killed in Damascus and in Aleppo.",
            [["Damascus", "Aleppo"]],
        ),
        (
            "en",
            "Nine people were killed in Damascus and in Aleppo, and three were hurt.",
            [["Damascus", "Aleppo"], ["Damascus", "Aleppo"]],
        ),
        ("ar", "أصيب تسعة من الطرفين، وفي بلدة الفرحانية قتل شاب.", [[], ["الفرحانية"]]),
        ("ar", "أصيب تسعة في بلدة الفرحانية، وقتل شاب.", [["الفرحانية"], ["الفرحانية"]]),
    ],
)
def test_a_place_put_before_an_act_is_of_that_act(
    language: str, text: str, wanted: list[list[str]], gazetteer: Gazetteer
) -> None:
    found = []
    for claim in read_text(text, gazetteer, language=language):
        is_told = claim.slots.place is not None and claim.slots.place.ground is Ground.WORDS
        found.append([place.name for place in claim.places] if is_told else [])
    assert found == wanted
