"""The vocabulary of bodies: which body a speaker's name stands for, and what is refused when it is loaded."""

import pytest

from cenotaph.incidents.bodies import find_body, load_bodies, parse_bodies

GOOD = '[watch]\nname = "Norland Watch"\nkind = "monitor"\nnames = ["NW", "مرصد نورلاند"]\n'


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("the Syrian Observatory for Human Rights", "syrian_observatory"),
        ("المرصد السوري لحقوق الإنسان", "syrian_observatory"),
        ("للمرصد السوري", "syrian_observatory"),
        ("الدفاع المدني السوري في إدلب", "white_helmets"),
        ("a Reuters reporter", "reuters"),
        ("Doctors Without Borders", "doctors_without_borders"),
        ("the U.N. human rights office", "un_human_rights_office"),
        ("the United Nations", "united_nations"),
        ("local activists", "activists"),
        ("the Rapid Support Forces", "sd.rsf"),
        ("RSF", "sd.rsf"),
        ("قوات الدعم السريع", "sd.rsf"),
    ],
)
def test_a_name_stands_for_its_body(name: str, body: str) -> None:
    found = find_body(name)
    assert found is not None
    assert found.id == body


@pytest.mark.parametrize(
    "name",
    [
        "the Observatory",
        "Norland's health ministry",
        "two activists from Hesk",
        "a United Nations convoy",
        "العرب",
        "doctors' union",
    ],
)
def test_a_role_with_more_beside_it_and_an_unknown_name_stand_for_none(name: str) -> None:
    assert find_body(name) is None


def test_two_bodies_in_one_name_are_none() -> None:
    assert find_body("Reuters and Anadolu") is None


def test_every_name_of_the_vocabulary_finds_its_body() -> None:
    bodies = {body.id: body for body in load_bodies().by_words.values()}
    assert len(bodies) > 30
    for body in bodies.values():
        for name in (body.name, *body.names):
            assert find_body(name) == body, name


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('name = "Norland Watch"', ""), r"my\.toml: watch: name must be a text, not None"),
        (('"monitor"', '"watcher"'), r"watch: kind 'watcher' is none of monitor, "),
        (('["NW", ', "[3, "), "watch: names must be a list of texts"),
        (('kind = "monitor"', 'kind = "monitor"\nwords = 1'), "no such field: words; known are"),
        (('kind = "monitor"', "role = 1.5"), "role must be true or false"),
        (("[watch]", "[watch"), "not valid TOML"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(change: tuple[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_bodies(GOOD.replace(*change), "my.toml")


def test_a_name_of_two_bodies_is_refused() -> None:
    with pytest.raises(ValueError, match=r"other: the name 'the NW' is also that of watch"):
        parse_bodies(GOOD + '[other]\nname = "Other"\nnames = ["the NW"]\n', "my.toml")
