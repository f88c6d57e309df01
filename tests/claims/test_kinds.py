"""What a claim's number stands for."""

import datetime as dt

import pytest

from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text

PUBLISHED = dt.date(2019, 5, 14)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A boy was killed on Monday, and another boy was killed on Sunday.", ["event", "increment"]),
        ("A boy of the village shot another boy.", ["event"]),
        ("Police arrested a youth over the murder of another youth.", ["event", "event"]),
        ("A girl was shot on Monday. Last month, a man was killed two streets away.", ["event", "background"]),
        ("Last month, a man was killed in a raid.", ["event"]),
        ("A driver was killed in January. Police arrested a man on Monday.", ["event", "event"]),
        ("A picture shows one of the victims killed in the raid.", ["breakdown"]),
        ("One of the men was killed in the raid.", ["event"]),
        ("Nine guards were killed this year.", ["cumulative"]),
        ("A guard was killed this year.", ["event"]),
        ("The army denied the strike, but four farmers were killed.", ["event"]),
        ("The army denied the strike but four farmers were killed.", ["event"]),
        ("The army denied that four farmers were killed.", ["denial"]),
        ("Nine guards were killed in the deadliest attack since the start of the year.", ["event"]),
        ("Nine guards were killed on Monday in the worst raid since January.", ["event"]),
        ("Nine guards were killed since January, and it was the worst raid.", ["cumulative"]),
        ("Nine guards were killed in raids since the start of the year.", ["cumulative"]),
    ],
)
def test_kinds_of_a_text(text: str, wanted: list[str], gazetteer: Gazetteer) -> None:
    assert [claim.kind for claim in read_text(text, gazetteer, PUBLISHED)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Three men, ages 21, 24 and 26, were killed.", [3]),
        ("Two boys, 9 and 11, were killed.", [2]),
        ("A 15 year-old was killed.", [1]),
        ("The brothers were both injured.", [None]),
        ("Nobody knew his father's killer.", []),
        ("The boy did not recover and was pronounced dead.", [1]),
        ("The boy was not killed.", []),
    ],
)
def test_ages_and_repeated_numbers_are_no_counts(text: str, wanted: list[int | None], gazetteer: Gazetteer) -> None:
    assert [claim.count.stated for claim in read_text(text, gazetteer, PUBLISHED)] == wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They read the names of 31 people killed in the city since his death.", "cumulative"),
        ("They had lived together since her husband died.", "background"),
        ("It was the deadliest attack since a bomb killed 40 in 2014.", "background"),
        ("A judge denied bail Friday for a man accused of killing a clerk.", "event"),
        ("It was the third shooting in nine days. Two people died in the others.", "background"),
    ],
)
def test_what_a_number_is_measured_against(text: str, kind: str, gazetteer: Gazetteer) -> None:
    assert kind in [claim.kind.value for claim in read_text(text, gazetteer)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "A shell killed six people on Monday, bringing the number killed since January to 320.",
            ["event", "cumulative"],
        ),
        (
            "A shell killed six people, bringing to 320 the number of people killed since January.",
            ["event", "cumulative"],
        ),
        ("Shells killed six, bringing the death toll since the start of the war to 320.", ["event", "cumulative"]),
        ("Six people were killed on Monday, raising this year's death toll to 320.", ["event", "cumulative"]),
        ("Six people were killed, taking the toll of the war to 1,320 dead.", ["event", "cumulative"]),
        (
            "Six were killed on Monday. The deaths bring the number of clerks killed this year to 41.",
            ["event", "cumulative"],
        ),
        ("A shell killed six people on Monday, bringing the number killed since Friday to 41.", ["event", "total"]),
        ("Six people were killed on Monday, bringing the toll of the attack to 41.", ["event", "update"]),
        ("Two more people died on Monday, bringing the toll of last week's bombing to 41.", ["increment", "update"]),
        ("The death toll has risen to 41 since Friday.", ["update"]),
    ],
)
def test_running_totals_in_the_sentence_of_an_event(text: str, wanted: list[str], gazetteer: Gazetteer) -> None:
    assert [claim.kind for claim in read_text(text, gazetteer, dt.date(2024, 3, 5))] == wanted
