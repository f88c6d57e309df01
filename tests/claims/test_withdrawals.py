"""Figures that a sentence takes back."""

import pytest

from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Watch withdrew its report that 12 people died on Tuesday.", [True]),
        ("The Watch retracted its claim that 12 clerks were killed.", [True]),
        ("The ministry retracted its earlier figure of 30 dead and said 12 people had been killed.", [True, False]),
        ("An earlier report that 12 people were killed was wrong, the ministry said.", [True]),
        ("Police said an earlier report of 12 deaths was incorrect and that eight people had died.", [True, False]),
        ("Correction: an earlier version of this article said that 12 people were killed.", [True]),
        ("Reports that 12 people were killed were false, the army said.", [True]),
        ("The army withdrew from the port, where 12 people died.", [False]),
        ("The army withdrew and killed 12 people.", [False]),
        ("Reports of a raid were wrong, but 12 people were killed.", [False]),
        ("A shell killed 12 people since its coordinates were wrong.", [False]),
    ],
)
def test_what_is_taken_back(text: str, wanted: list[bool], gazetteer: Gazetteer) -> None:
    claims = read_text(text, gazetteer)
    assert [claim.withdrawn for claim in claims] == wanted
    assert all(claim.kind == "denial" for claim in claims if claim.withdrawn)


def test_who_takes_it_back(gazetteer: Gazetteer) -> None:
    (claim,) = read_text("The Watch withdrew its report that 12 people died on Tuesday.", gazetteer)
    assert claim.source is not None
    assert claim.source.name == "Watch"


def test_a_turn_ends_what_was_said_before(gazetteer: Gazetteer) -> None:
    text = "Police had earlier said that 12 people were killed, but later put the toll at eight."
    first, last = read_text(text, gazetteer)
    assert (first.count.stated, last.count.stated) == (12, 8)
    assert last.kind == "update"
    assert not first.relations
