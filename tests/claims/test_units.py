"""Units of a sentence: what each word, number, period and name is for a pattern."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.claims.packs import load_pack
from cenotaph.claims.periods import find_periods
from cenotaph.claims.rules import load_rules
from cenotaph.claims.sentences import Sentence, split_sentences
from cenotaph.claims.tokens import split_tokens
from cenotaph.claims.units import Alphabet, Unit, list_count
from tests.claims.words import WORDS

PACK = load_pack("en")


def tag(text: str) -> tuple[list[Unit], Sentence]:
    (sentence,) = split_sentences(text, PACK.lexicon.declared.abbreviations)
    periods = find_periods(sentence.tokens, dt.date(2016, 6, 18), PACK.periods, text=text)
    return PACK.tagger.tag(sentence.tokens, text, periods, is_caps=sentence.is_caps), sentence


def find_unit(text: str, words: str) -> Unit:
    units, sentence = tag(text)
    (found,) = [unit for unit in units if sentence.slice(unit.first, unit.last) == words]
    return found


@pytest.mark.parametrize(
    ("text", "words", "cls"),
    [
        ("two men were killed", "killed", "harm_participle"),
        ("two men were killed", "two", "count"),
        ("two men were killed", "men", "person"),
        ("they came on Tuesday morning", "Tuesday morning", "period"),
        ("the road to Arden was shut", "Arden", "name"),
        ("the road to ez-Zor was shut", "ez-Zor", "name"),
        ("the crumbling road was shut", "crumbling", "word"),
        ("they walked sadly home", "sadly", "adverb"),
        ("a 17-year-old boy", "17-year-old", "age"),
        ("they met at 9:45", "9:45", "period"),
        ("two men (both tall) came", "(", "open_bracket"),
        ("the air strike hit", "air strike", "cause_word"),
        ("WHO doctors came, who knew", "WHO", "name"),
        ("WHO doctors came, who knew", "who", "relative"),
    ],
)
def test_classes(text: str, words: str, cls: str) -> None:
    assert find_unit(text, words).has(cls)


def test_a_number_keeps_what_it_says() -> None:
    phrase = list_count(find_unit("more than 60 farmers came", "more than 60"))
    assert phrase is not None
    assert phrase.count is not None
    assert (phrase.count.low, phrase.count.open) == (61, True)
    assert list_count(find_unit("more than 60 farmers came", "farmers")) is None


def test_fields_of_the_lexicon_are_at_hand() -> None:
    clinic = find_unit("the clinic was hit", "clinic")
    assert clinic.field("kind", "target") == "hospital"
    assert clinic.field("kind", "speaker") == "medical"
    assert clinic.field("nonsense") is None


def test_words_in_capitals_are_read_as_words_where_all_are() -> None:
    text = "WHO KILLED THE TWO MEN OF ARDEN"
    units, sentence = tag(text)
    assert sentence.is_caps
    assert units[0].has("relative")
    assert units[-1].has("name")


@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join))
def test_every_token_is_in_exactly_one_unit(text: str) -> None:
    tokens = split_tokens(text)
    periods = find_periods(tokens, dt.date(2016, 6, 18), PACK.periods, text=text)
    units = PACK.tagger.tag(tokens, text, periods)
    assert [at for unit in units for at in range(unit.first, unit.last)] == list(range(len(tokens)))
    assert all(unit.first < unit.last for unit in units)


def test_an_alphabet_spells_one_letter_for_each_unit() -> None:
    units, _ = tag("two men were killed near Arden")
    assert len(load_rules("en").alphabet.spell(units)) == len(units)


def test_an_alphabet_tells_sets_apart_and_finds_a_class_in_all_of_them() -> None:
    word, one, both = frozenset({"word"}), frozenset({"a"}), frozenset({"a", "b"})
    alphabet = Alphabet([word, one, both, one])
    assert len(alphabet.sets()) == 3
    assert sorted(alphabet.letters("a")) == sorted(alphabet.spell([Unit(one, 0, 1), Unit(both, 1, 2)]))
    assert alphabet.letters("b") == alphabet.spell([Unit(both, 0, 1)])
    assert alphabet.letters("c") == ""
    assert alphabet.spell([Unit(frozenset({"strange"}), 0, 1)]) == alphabet.spell([Unit(word, 0, 1)])
