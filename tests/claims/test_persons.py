"""One person told of again: names, pronouns, kin, and deaths that replace wounds."""

import pytest

from cenotaph.claims.claim import Claim, ClaimKind, RelationType
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text


def list_names(claims: tuple[Claim, ...]) -> list[str]:
    return [name.name for claim in claims for name in claim.victims.names]


def updates(claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
    """The pairs of a claim's outcome and that of the one it updates."""
    known = {claim.id: claim for claim in claims}
    return [
        (claim.outcome, known[relation.claim].outcome)
        for claim in claims
        for relation in claim.relations
        if relation.type is RelationType.UPDATES
    ]


def test_a_surname_alone_gets_the_full_name(gazetteer: Gazetteer) -> None:
    text = "Farmers spoke to Petra Novik, 31, and killed her goat. Novik was shot on Monday."
    assert "Petra Novik" in list_names(read_text(text, gazetteer))


def test_a_surname_that_two_people_have_stays_as_it_is(gazetteer: Gazetteer) -> None:
    text = "Petra Novik, 31, and Egon Novik, 40, saw two men killed. Novik was shot on Monday."
    assert list_names(read_text(text, gazetteer))[-1] == "Novik"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A baker was shot on Monday. He died on Tuesday.", [("killed", "casualties")]),
        ("A girl has died and her mother is in critical condition.", []),
        ("A girl was wounded. Her mother died.", []),
    ],
)
def test_a_death_replaces_the_wounds_of_the_same_person_only(
    text: str, wanted: list[tuple[str, str]], gazetteer: Gazetteer
) -> None:
    assert updates(read_text(text, gazetteer)) == wanted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A boy was shot dead on Monday. The bullet killed Omar Sattar, he said. The woman was also shot.", []),
        ("Noor Diaz was shot on Monday. The woman died in hospital.", ["Noor Diaz"]),
    ],
)
def test_the_woman_is_a_person_of_unknown_sex_only_where_no_other_is_near(
    text: str, names: list[str], gazetteer: Gazetteer
) -> None:
    last = read_text(text, gazetteer)[-1]
    assert [name.name for name in last.victims.names] == names


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        ("A boy was shot dead. His sister was injured by glass. His mother was also injured.", True),
        ("A boy was shot dead. His mother was injured by glass. His mother was badly injured.", False),
        ("A boy was shot dead. His wife was injured by glass. Their mother was badly injured.", False),
    ],
)
def test_a_mother_and_a_sister_are_two(text: str, adds: bool, gazetteer: Gazetteer) -> None:
    last = read_text(text, gazetteer)[-1]
    assert (RelationType.ADDS_TO in [each.type for each in last.relations]) is adds


@pytest.mark.parametrize(
    "text",
    [
        "Leon Gray, 23, was shot in the back. His friend was shot in the hand.",
        "Officer Leon Gray was shot on Monday. The gunman was killed.",
    ],
)
def test_a_friend_or_a_gunman_is_somebody_else(text: str, gazetteer: Gazetteer) -> None:
    last = read_text(text, gazetteer)[-1]
    assert last.victims.names == ()
    assert RelationType.UPDATES not in [each.type for each in last.relations]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "A man, 19, was shot on Monday. A man, 23, was shot at noon. The 23-year-old man died.",
            [("killed", "casualties")],
        ),
        ("A 19-year-old man was shot on Monday. The 40-year-old man died of a fever.", []),
    ],
)
def test_an_age_tells_who_died(text: str, wanted: list[tuple[str, str]], gazetteer: Gazetteer) -> None:
    assert updates(read_text(text, gazetteer)) == wanted


def test_victims_without_names_keep_age_and_sex(gazetteer: Gazetteer) -> None:
    told = "A woman, 34, was killed. A 9-year-old was killed. Two men, 23 and 25, were killed. A boy in his teens died."
    said = [c.victims for c in read_text(told, gazetteer)]
    assert [(victims.age, victims.sex) for victims in said] == [(34, "f"), (9, None), (None, "m"), (None, "m")]
    assert [victims.ages for victims in said] == [(), (), (23, 25), ()]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Two 17-year-old boys were killed.", (17, 17)),
        ("Two boys, both 16, were killed.", (16, 16)),
        ("The men, ages 24 and 29, were killed.", (24, 29)),
        ("Girls of 13 and 14 were killed.", (13, 14)),
        ("Four teens ages 14, 15 and 16 were killed.", ()),
        ("Two women aged between 20 and 30 were killed.", ()),
    ],
)
def test_several_keep_the_age_of_each(text: str, ages: tuple[int, ...], gazetteer: Gazetteer) -> None:
    (claim,) = read_text(text, gazetteer)
    assert claim.victims.ages == ages
    assert claim.count.stated in (len(ages), 4, 2)


def test_an_age_before_the_name_is_the_age_of_the_named(gazetteer: Gazetteer) -> None:
    (claim,) = read_text("23-year-old Petra Novik was killed.", gazetteer)
    assert [(name.name, name.age) for name in claim.victims.names] == [("Petra Novik", 23)]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Petra Novik, 40, was wounded on Monday. Officers left. Her sister, 29, was in the hall. She was shot.", 29),
        ("Petra Novik, 40, was wounded on Monday. A waiter, 29, heard it and he ran. She was shot.", None),
    ],
)
def test_a_pronoun_means_the_one_of_whom_the_sentence_before_speaks(
    text: str, age: int | None, gazetteer: Gazetteer
) -> None:
    assert read_text(text, gazetteer)[-1].victims.age == age


def test_kin_do_not_get_the_full_name_of_another_of_the_family(gazetteer: Gazetteer) -> None:
    text = "Petra Novik, 31, saw a man killed. Her father, Mr. Novik, was shot on Monday."
    assert list_names(read_text(text, gazetteer))[-1] == "Novik"


def test_two_of_a_surname_are_parted_by_age(gazetteer: Gazetteer) -> None:
    text = "Petra Novik, 16, was killed on Monday. Novik, 52, was wounded in the leg."
    assert [(n.name, n.age) for c in read_text(text, gazetteer) for n in c.victims.names] == [
        ("Petra Novik", 16),
        ("Novik", 52),
    ]


def test_the_gunman_is_no_deputy(gazetteer: Gazetteer) -> None:
    assert updates(read_text("A deputy was shot on Monday. The gunman died later.", gazetteer)) == []


def test_a_brother_named_by_whose_he_is_is_not_that_person(gazetteer: Gazetteer) -> None:
    hurt, dead = read_text("Luis Orsini, 57, was shot twice. Orsini's brother was killed in 2009.", gazetteer)
    assert dead.relations == ()
    assert hurt.kind is ClaimKind.EVENT
