"""The places a sentence names, and the part each plays in it."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.claims.dateline import read_dateline
from cenotaph.claims.packs import load_pack
from cenotaph.claims.periods import find_periods
from cenotaph.claims.places import PlaceMention, find_mentions, list_countries
from cenotaph.claims.sentences import split_sentences
from cenotaph.gazetteer.index import Gazetteer

CASES = tomli.loads((Path(__file__).parent / "cases" / "places.toml").read_text(encoding="utf-8"))
WORDS = ["Mosul", "MOSUL", "in", "from", "the", "town", "of", "here", "capital", ",", "and", "--", "(", ")", "[", "]"]
WORDS += ["Alder", "County", "Street", "de", "hospital", "said", "3", "May", ".", "were", "killed", "'s", "that"]


def find_in(text: str, gazetteer: Gazetteer) -> list[PlaceMention]:
    pack = load_pack("en")
    sentence = split_sentences(text, pack.lexicon.declared.abbreviations)[0]
    periods = find_periods(sentence.tokens, None, pack.periods, text=text)
    units = pack.tagger.tag(sentence.tokens, text, periods, is_caps=sentence.is_caps)
    return find_mentions(units, sentence, gazetteer, pack.lexicon.declared.common_endings)


@pytest.mark.parametrize("case", CASES["mention"], ids=lambda case: case["text"])
def test_each_name_plays_its_part(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    found = [[mention.text, str(mention.part)] for mention in find_in(case["text"], gazetteer) if mention.text]
    assert found == case["found"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nine people were killed in West Zarum state.", [("West Zarum", "admin1")]),
        ("Nine people were killed in Zarum state on Monday.", [("Zarum", "admin1")]),
        ("West Zarum state: nine people were killed.", [("West Zarum", "admin1")]),
        ("Nine people were killed in Zarum State.", [("Zarum", "admin1")]),
        ("The Zarum State group killed nine people.", []),
    ],
)
def test_states_by_that_word(text: str, found: list[tuple[str, str]], gazetteer: Gazetteer) -> None:
    assert [(mention.text, str(mention.level)) for mention in find_in(text, gazetteer)] == found


def test_a_direction_is_a_part_of_a_name_that_the_gazetteer_knows_so(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Shells fell in West Zarum, killing nine people, and in west Zarum."
    assert [mention.text for mention in find_in(text, gazetteer)] == []
    knows = gazetteer.knows
    monkeypatch.setattr(Gazetteer, "knows", lambda self, name: name == "west zarum" or knows(name))
    assert [mention.text for mention in find_in(text, gazetteer)] == ["West Zarum"]


def test_the_area_of_a_dateline_holds_its_place(gazetteer: Gazetteer) -> None:
    town, area = find_in("SPRINGFIELD, N.C. -- Two men died.", gazetteer)
    assert (town.container, area.container) == (1, None)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Two men died in Chad.", ["TD"]),
        ("Two Chadian soldiers died.", ["TD"]),
        ("The victims were Chad Arden, 25, and Rosa Marlow.", []),
        ("CHAD ARMY KILLS TWO MEN", ["TD"]),
    ],
)
def test_a_country_before_another_name_is_a_given_name(text: str, countries: list[str], gazetteer: Gazetteer) -> None:
    pack = load_pack("en")
    sentence = split_sentences(text, pack.lexicon.declared.abbreviations)[0]
    units = pack.tagger.tag(sentence.tokens, text, [], is_caps=sentence.is_caps)
    assert list(list_countries(units, sentence, gazetteer)) == countries


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_mentions_follow_each_other(words: list[str], gazetteer: Gazetteer) -> None:
    found = find_in(" ".join(words), gazetteer)
    assert all(mention.first < mention.last for mention in found)
    assert all(a.last <= b.first for a, b in pairwise(found))
    assert all(mention.container is None or mention.container < len(found) for mention in found)


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_a_dateline_ends_after_its_place(words: list[str]) -> None:
    pack, text = load_pack("en"), " ".join(words)
    sentence = split_sentences(text, pack.lexicon.declared.abbreviations)[0]
    units = pack.tagger.tag(sentence.tokens, text, [], is_caps=sentence.is_caps)
    dateline = read_dateline(units, sentence)
    if dateline is not None:
        assert 0 < dateline.end <= len(units)
        assert dateline.place is None or dateline.place[0] == 0 < dateline.place[1] < dateline.end
