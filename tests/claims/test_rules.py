"""Every rule finds what its examples say it must, and stays away from what they say it must not."""

import pytest

from cenotaph.claims.lexicon import available_languages
from cenotaph.claims.patterns import PatternError, read_pattern
from cenotaph.claims.rules import Rule, load_rules
from cenotaph.claims.tables import LexiconError
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text, summarise

RULES = [pytest.param(rule, id=rule.id) for language in available_languages() for rule in load_rules(language).rules]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_keeps_its_examples(rule: Rule, gazetteer: Gazetteer) -> None:
    assert rule.must
    assert rule.must_not
    language = rule.id.split(".")[0]
    for example in rule.must:
        text, _, wanted = example.partition(" => ")
        claims = read_text(text, gazetteer, language=language)
        assert summarise(claims) == wanted, text
        assert rule.id in {claim.rule for claim in claims}, text
    for text in rule.must_not:
        assert rule.id not in {claim.rule for claim in read_text(text, gazetteer, language=language)}, text


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("who:who be nonsense", "asks for the class 'nonsense', which no entry of the lexicon has"),
        ("who:who ~nothing be", "uses ~nothing, which is no macro"),
        ("who:who (be", "cannot be read"),
        ("who:who !!", "cannot be read from '!!' on"),
    ],
)
def test_a_wrong_pattern_says_what_is_wrong(pattern: str, problem: str) -> None:
    with pytest.raises(PatternError, match=problem.replace("(", r"\(")):
        read_pattern(pattern, load_rules("en").alphabet, {})


def test_errors_of_packs_are_for_people() -> None:
    assert issubclass(LexiconError, ValueError)
