"""Every rule of a shipped profile cites a passage of the page on standards, and the pages tell of every field."""

import re
from pathlib import Path

import pytest

from cenotaph.incidents.exclusions import CHECKS
from cenotaph.incidents.grades import TOOLTIPS
from cenotaph.incidents.profile import GRADES, Rule, known_profiles, load_profile
from cenotaph.incidents.profile_fields import EXCLUSIONS, FIELDS

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
PROFILES = (REFERENCE / "profiles.md").read_text(encoding="utf-8")
STANDARDS = (REFERENCE / "standards.md").read_text(encoding="utf-8")


def list_own(name: str) -> dict[str, Rule]:
    """The rules that a profile sets itself."""
    plain = load_profile("plain")
    return {field: rule for field, rule in load_profile(name).rules.items() if rule != plain.rules[field]}


@pytest.mark.parametrize("name", [name for name in known_profiles() if name != "plain"])
def test_each_source_is_a_passage_of_the_standards(name: str) -> None:
    headings = re.findall(r"^### (.+)$", STANDARDS, re.MULTILINE)
    for field, rule in list_own(name).items():
        assert any(rule.source.startswith(heading) for heading in headings), f"{name}: {field}: {rule.source}"


@pytest.mark.parametrize("name", [name for name in known_profiles() if name != "plain"])
def test_each_rule_that_is_set_differs_or_is_not_confirmed(name: str) -> None:
    """A rule that sets what the plain profile has says nothing, unless it says that it could not be confirmed."""
    profile, plain = load_profile(name), load_profile("plain")
    for field, rule in list_own(name).items():
        assert getattr(profile, field) != getattr(plain, field) or not rule.confirmed, f"{name}: {field}"


def test_a_rule_that_is_not_confirmed_is_so_in_the_standards_too() -> None:
    doubtful = [rule for name in known_profiles() for rule in list_own(name).values() if not rule.confirmed]
    assert len(doubtful) >= STANDARDS.count("*Not confirmed:*") - 1


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_has_a_row(field: str) -> None:
    assert re.search(rf"^\| `{field}` \| .+ \| .+ \| .+ \|$", PROFILES, re.MULTILINE)


@pytest.mark.parametrize(
    "word", [*EXCLUSIONS, *known_profiles(), *(grade for grades in GRADES.values() for grade in grades)]
)
def test_each_word_is_on_the_page(word: str) -> None:
    assert f"`{word}`" in PROFILES


def test_the_page_has_the_tooltips_word_for_word() -> None:
    for grade, words in TOOLTIPS.items():
        assert f"| `{grade}` | {words} |" in PROFILES


def test_every_exclusion_can_be_checked() -> None:
    assert set(CHECKS) == set(EXCLUSIONS)
