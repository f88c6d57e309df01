"""Where and when claims say that something happened: in their own words, or by what stands around them."""

from pathlib import Path
from typing import Any

import pytest
import tomli

from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text

CASES = tomli.loads((Path(__file__).parent / "cases" / "places.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["claim"], ids=lambda case: case["id"])
def test_claims_have_their_place_and_day(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    claims = read_text(case["text"], gazetteer, case.get("published"))
    assert len(claims) == len(case["claims"])
    for claim, wanted in zip(claims, case["claims"], strict=True):
        assert wanted["who"] in claim.passage.quote
        if "places" in wanted:
            assert [place.name for place in claim.places] == wanted["places"]
        if "days" in wanted:
            period = claim.period
            assert ([period.start, period.end] if period else []) == wanted["days"]


def test_what_a_capital_only_mentions_happened_somewhere_in_the_country(gazetteer: Gazetteer) -> None:
    told, mentioned = (
        read_text(f"SAN SALVADOR, 3 MAY 94 -- [TEXT] {words}", gazetteer)
        for words in ("TWO JUDGES WERE SHOT DEAD.", "THE BISHOP DEPLORED THE MURDER OF TWO JUDGES.")
    )
    assert [place.name for place in told[0].places] == ["San Salvador"]
    assert [place.name for place in mentioned[0].places] == ["El Salvador"]


def test_a_common_word_in_capitals_is_no_place(gazetteer: Gazetteer) -> None:
    claims = read_text("TWO MEN WERE SHOT DEAD IN EXCHANGE FOR A PRISONER.", gazetteer)
    assert claims[0].places == ()


def test_who_lies_in_hospital_was_hurt_where_the_sentence_says(gazetteer: Gazetteer) -> None:
    text = (
        "A man died and his mother remains in the hospital after a raid in Kharkiv. The police came to a shop in Izium."
    )
    claims = read_text(text, gazetteer)
    assert [[place.name for place in claim.places] for claim in claims] == [["Kharkiv"], ["Kharkiv"]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Six people were killed in Khan Ostra.", "Khan Ostra"),
        ("An airstrike on the village of Kafr Ostra, south of Aleppo, killed six people.", "Kafr Ostra"),
        ("An airstrike on Kafr Ostra, south of Aleppo, killed six people.", "Kafr Ostra"),
        ("Six people were killed in Aleppo Sunday.", "Aleppo"),
    ],
)
def test_a_village_on_no_map_keeps_its_whole_name(text: str, place: str, gazetteer: Gazetteer) -> None:
    claims = read_text(text, gazetteer)
    assert [[place.name for place in claim.places] for claim in claims] == [[place]]
