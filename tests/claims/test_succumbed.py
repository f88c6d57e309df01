"""Deaths of wounds: which of the dead had been hurt first, and the day of what hurt them."""

import datetime as dt

import pytest

from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_arabic, read_text

FRIDAY = dt.date(2024, 3, 8)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Three of the wounded died on Tuesday.", [True]),
        ("Three guards died on Tuesday.", [False]),
        ("Three wounded guards died on Tuesday.", [True]),
        ("Five of those wounded in Monday's raid have since died.", [True]),
        ("Two more people have died of wounds from the raid.", [True]),
        ("A boy succumbed to his injuries in a clinic.", [True]),
        ("A woman who was injured in the raid died in a clinic.", [True]),
        ("A woman who was shot in the raid died in a clinic.", [False]),
        ("Soldiers killed two of the wounded.", [True]),
        ("Soldiers killed two wounded men.", [False]),
        ("Two cooks were killed, and a boy died of his wounds.", [False, True]),
        ("Nine people were wounded, of whom five later died.", [False, True]),
        ("The raid wounded nine people, including two who later died.", [False, True]),
        ("The raid wounded nine people, two of whom later died.", [False, True]),
        ("Nine people were wounded. Three died.", [False, True]),
        ("Nine people were wounded. Three were killed.", [False, False]),
    ],
)
def test_who_was_hurt_first(text: str, wanted: list[bool], gazetteer: Gazetteer) -> None:
    assert [claim.succumbed for claim in read_text(text, gazetteer, FRIDAY)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("توفي شابان متأثرين بجراحهما.", [True]),
        ("توفي اثنان من الجرحى.", [True]),
        ("قتل شابان في القصف.", [False]),
    ],
)
def test_who_was_hurt_first_in_arabic(text: str, wanted: list[bool], gazetteer: Gazetteer) -> None:
    assert [claim.succumbed for claim in read_arabic(text, gazetteer)] == wanted


@pytest.mark.parametrize(
    ("text", "outcomes", "relations"),
    [
        (
            "Three of those wounded in a blast that killed 12 people and wounded 30 have died.",
            ["killed", "killed", "injured"],
            ["adds_to", "part_of"],
        ),
        (
            "A woman wounded in the blast, which killed four people and wounded 12, died on Friday.",
            ["killed", "killed", "injured"],
            ["adds_to", "part_of"],
        ),
        (
            "The blast killed three people and wounded nine, including two who later died.",
            ["killed", "injured", "killed"],
            ["part_of", "adds_to"],
        ),
    ],
)
def test_the_dead_beside_those_hurt(text: str, outcomes: list[str], relations: list[str], gazetteer: Gazetteer) -> None:
    claims = read_text(text, gazetteer, FRIDAY)
    assert [claim.outcome for claim in claims] == outcomes
    (dying,) = [claim for claim in claims if claim.succumbed]
    assert [relation.type for relation in dying.relations] == relations


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Three of the wounded in Monday's raid died on Tuesday.", [4]),
        ("Three people wounded in the raid on Monday died on Tuesday.", [4]),
        ("Three of the wounded died on Tuesday.", [5]),
        ("The death toll of Monday's raid rose to six on Tuesday.", [4]),
        ("Monday's raid was answered on Tuesday by shells that killed six people.", [5]),
    ],
)
def test_told_for_the_day_of_the_attack(text: str, days: list[int], gazetteer: Gazetteer) -> None:
    claims = read_text(text, gazetteer, FRIDAY)
    assert [claim.period.start.day for claim in claims if claim.period] == days
