"""Titles: which figures their words give, and which titles give none."""

import pytest

from cenotaph.claims.titles import read_title
from cenotaph.values.harm import Outcome

SAID = [
    ("Three people dead east of Arden", {"killed": 3}),
    ("2 dead, 1 hurt in Marlow warehouse", {"killed": 2, "injured": 1}),
    ("Girl, 4, mother fatally shot near home", {"killed": 2}),
    ("Clerk accused of killing girlfriend, girl", {"killed": 2}),
    ("Scavenger hunt ends in death of teen; off-duty guard charged", {"killed": 1}),
    ("Slain courier's bike was target, police say", {"killed": 1}),
    ("Four shot in Arden; shooter claims self-defense", {"casualties": 4}),
    ("Man shot, killed in parked car", {"killed": 1}),
    ("Two officers, bystander slain in Arden; couple who killed them also die", {"killed": 3}),
    ('Girl, 15, fatally shot in Arden: "Too many kids are dying"', {"killed": 1}),
    ("Grad, 18, shot dead in Arden", {"killed": 1}),
    ("Second victim dies after shooting", {"killed": 2}),
    ("UPDATE: Third victim in Arden shooting dies; guard charged", {"killed": 3}),
    ("Two-year-old fatally shoots self", {"killed": 1}),
]
SILENT = [
    "Several killed in Marlow raid",
    "At least 9 dead in Marlow raid",
    "City's third victim of the year dies",
    "Second victim identified after shooting",
    "Another teen killed in Arden",
    "Were three people killed in Arden?",
    "12 killed in separate attacks",
    "40 dead since January",
    "Army denies killing nine farmers",
    "Bridge at Marlow reopens",
]


@pytest.mark.parametrize(("title", "counts"), SAID)
def test_a_title_gives_its_figures(title: str, counts: dict[str, int]) -> None:
    assert {figure.outcome: figure.count for figure in read_title(title, "en")} == {
        Outcome(outcome): count for outcome, count in counts.items()
    }


@pytest.mark.parametrize("title", SILENT)
def test_a_title_that_leaves_open_how_many_gives_none(title: str) -> None:
    assert [figure for figure in read_title(title, "en") if figure.outcome is Outcome.KILLED] == []


@pytest.mark.parametrize(
    ("title", "is_number"),
    [("1 dead in Arden", True), ("Man dead in Arden", False), ("41-year-old man dead", False), ("Six dead", True)],
)
def test_a_person_alone_is_no_number(title: str, is_number: bool) -> None:
    assert [figure.is_number for figure in read_title(title, "en")] == [is_number]


def test_other_languages_are_read_by_their_packs() -> None:
    assert [(f.outcome, f.count) for f in read_title("مقتل ثلاثة أشخاص في قصف", "ar")] == [(Outcome.KILLED, 3)]
    assert read_title("Drei Tote", "de") == ()
