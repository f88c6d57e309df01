"""Titles: which figures their words give, and which titles give none."""

import pytest

from cenotaph.claims.titles import read_title
from cenotaph.values.harm import Outcome

SAID = [
    ("Three people dead east of Arden", {"killed": 3}),
    ("Boy, 2 1/2, is dead after fall of a gun", {"killed": 1}),
    ("Pistol handed around car kills Arden boy, 16, sergeant says", {"killed": 1}),
    ("Marlow triple slaying: Second suspect turns himself in", {"killed": 3}),
    ("Arden police name clerk slain at mill; one of wounded jailed", {"killed": 1}),
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
    ("Market shooting: Two wounded, suspect at large", {"injured": 2}),
    ("Two injured, suspect shot by off-duty guard", {"casualties": 1}),
    ("Girl, 5, and man shot in kitchen", {"casualties": 2}),
    ("Mother of slain 20-year-old: 'Somebody saw who killed my son'", {"killed": 1}),
    ("Two bodies, then a third: deadly weekend at a camp", {"killed": 3}),
    ("Couple dead, son survives after guns turned on family", {"killed": 2}),
    ("5 dead, gunman included, after rampage", {"killed": 5}),
    ("Former boyfriend kills woman, her mother, then self", {"killed": 3}),
    ("Man accused of killing ex-wife, then her coworker", {"killed": 2}),
    ("Clerk killed, another wounded in ambush", {"killed": 1, "injured": 1}),
    ("Toddler shot by brother dies", {"killed": 1, "casualties": 1}),
    ("Second person dies after shooting at plaza", {"killed": 2}),
    ("Gunman kills three at clinic, then dies in shootout", {"killed": 4}),
    ("Gunman kills three, is shot dead by police", {"killed": 4}),
    ("Father shot wife, two daughters before killing himself", {"casualties": 3}),
    ("Man kills wife, then himself", {"killed": 2}),
    ("Barber dies after shooting; customer also hit", {"killed": 1}),
    ("Man shot at house where woman was killed in 2013", {"casualties": 1}),
    ("Man charged in fatal Arden shooting", {"killed": 1}),
    ("Guard pleads guilty in fatal shooting of clerk", {"killed": 1}),
    ("Clerk held in killing of teen, police say", {"killed": 1}),
    ("Triple slaying: three men shot to death in Arden", {"killed": 3}),
    ("Woman slain, man shot in Arden", {"killed": 1, "injured": 1}),
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
    "3 more killed in Arden",
    "Man kills father, shoots himself",
    "Man sought in murder-suicide",
    "Man kills wife, mother-in-law before fatal standoff",
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
