"""Profiles are data, checked when they are loaded."""

import pytest

from cenotaph.incidents.profile import known_profiles, load_profile, parse_profile
from cenotaph.incidents.reconcile import reconcile
from tests.incidents.test_cases import PLAIN


@pytest.mark.parametrize("name", known_profiles())
def test_each_profile_loads_under_its_name(name: str) -> None:
    assert load_profile(name).name == name


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no profile 'plane'; known are .*plain"):
        reconcile([], [], profile="plane")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("early_days = 1", ""), "missing: early_days"),
        (("early_days = 1", "early_days = true"), "early_days must be int, not True"),
        (("early_days = 1", "early_days = -1"), "early_days must be 0 or more"),
        (("early_days = 1", "early_days = 1\nlate_days = 2"), "no such field: late_days"),
        (("= {}", "= { dozens = -12 }"), "vague_counts.dozens must be a number of people"),
        (('title = "x"', "title = 3"), "title must be str"),
        (("early_days = 1", "early_days ="), "not valid TOML"),
    ],
)
def test_a_broken_profile_says_what_is_wrong_and_where(change: tuple[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        parse_profile(PLAIN.replace(*change), "profiles/test.toml")
    assert "profiles/test.toml" in str(error.value)
