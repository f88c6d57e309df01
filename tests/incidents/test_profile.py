"""Profiles are data, checked when they are loaded."""

import pytest

from cenotaph.incidents.profile import Profile, known_profiles, load_profile, parse_profile
from cenotaph.incidents.reconcile import reconcile


@pytest.mark.parametrize("name", known_profiles())
def test_each_profile_loads_under_its_name(name: str) -> None:
    assert load_profile(name).name == name


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no profile 'plane'; known are .*plain"):
        reconcile([], [], profile="plane")


OWN = """
name = "own"
title = "A profile of one's own"
label = "Our desk"
[early_days]
value = 2
says = "waits two days"
source = "our handbook, page 3"
[vague_words]
value = [{ number = 12, words = ["dozens"] }, { number = 3, large = 10, other_below = 10 }]
says = "has numbers for vague words"
source = "our handbook, page 4"
confirmed = false
"""


def parse_own(old: str = "", new: str = "") -> Profile:
    assert old in OWN
    return parse_profile(OWN.replace(old, new), "profiles/test.toml", load_profile("plain"))


def test_what_a_profile_does_not_set_is_that_of_the_plain_one() -> None:
    own, plain = parse_own(), load_profile("plain")
    assert own.early_days == 2
    assert own.figure == plain.figure
    assert own.rules["figure"] == plain.rules["figure"]


def test_a_rule_that_is_not_confirmed_says_so() -> None:
    own = parse_own()
    assert own.explain("early_days") == "Our desk's rule waits two days"
    assert own.explain("vague_words").endswith("(not checked against the published standard)")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("value = 2", "value = true", "early_days.value must be a whole number of 0 or more, not True"),
        ("value = 2", "value = -1", "early_days.value must be a whole number of 0 or more, not -1"),
        ("value = 2", "", "early_days.value is missing"),
        ('says = "waits two days"', "says = 3", "early_days.says must be a text, not 3"),
        ('source = "our handbook, page 3"', "", "early_days.source is missing"),
        ("value = 2", "value = 2\nvalues = 3", "early_days has no such key: values; known are value, says"),
        ("[early_days]", "[late_days]", "no such field: late_days; known are .*early_days"),
        ('label = "Our desk"', "", "label must be a text, not None"),
        ('title = "A profile of one\'s own"', "title = 3", "title must be a text, not 3"),
        ("number = 12", "number = -12", "vague_words.value must be a whole number of 0 or more, not -12"),
        ('words = ["dozens"]', 'word = ["dozens"]', "vague_words.value has no such key: word"),
        (', words = ["dozens"]', "", "vague_words.value needs words or other_below"),
        ("number = 12, ", "", "vague_words.value needs a number of people"),
        ("confirmed = false", 'confirmed = "no"', "vague_words.confirmed must be true or false"),
        ("value = 2", "value =", "not valid TOML.*mend that line"),
        ("[early_days]\nvalue = 2", '[figure]\nvalue = "least"', "figure.value must be one of most_origins, lowest"),
        ("[early_days]\nvalue = 2", '[figure]\nvalue = "lowest"', 'publishes.value must be "point"'),
        ("[early_days]\nvalue = 2", '[grading]\nvalue = "harm"', "headline.value names included, which grading"),
        ("[early_days]\nvalue = 2", "[headline]\nvalue = []", "headline.value is empty"),
        ("[early_days]\nvalue = 2", '[exclusions]\nvalue = ["no_name"]', "exclusions.value names no_name; known are"),
        ("[early_days]\nvalue = 2", '[outcomes]\nvalue = "killed"', "outcomes.value must be a list of texts"),
    ],
)
def test_a_broken_profile_says_what_is_wrong_and_where(old: str, new: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        parse_own(old, new)
    assert str(error.value).startswith("profiles/test.toml: ")
