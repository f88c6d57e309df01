"""The small pieces of the grammar: names, ages, inflection, patterns, the checks at the end."""

import dataclasses
import re

import pytest

from cenotaph.archive.document import Document
from cenotaph.claims.checks import keep_sound
from cenotaph.claims.claim import Claim, Passage, Relation, RelationType
from cenotaph.claims.extract import extract_claims
from cenotaph.claims.inflection import STRATEGIES, inflect_noun, inflect_verb
from cenotaph.claims.names import read_age, read_name
from cenotaph.claims.numbers import load_number_words
from cenotaph.claims.packs import load_pack
from cenotaph.claims.patterns import PatternError, list_required, read_pattern
from cenotaph.claims.sentences import split_sentences
from cenotaph.claims.tokens import split_tokens
from cenotaph.claims.units import Alphabet, Unit
from cenotaph.gazetteer.index import Gazetteer

ENGLISH = STRATEGIES["english"]
SETS = {name: frozenset(name.split("_")) for name in ("who", "be", "verb", "word", "who_verb")}
ALPHABET = Alphabet(SETS.values())


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("nurse", "nurses"),
        ("city", "cities"),
        ("boy", "boys"),
        ("bus", "buses"),
        ("church", "churches"),
        ("child/children", "children"),
        ("aid worker", "aid workers"),
    ],
)
def test_plurals(noun: str, plural: str) -> None:
    assert inflect_noun(noun, ENGLISH) == [("singular", noun.split("/")[0]), ("plural", plural)]


def test_verbs() -> None:
    assert inflect_verb("kill", ENGLISH) == ("kill", "kills", "killed", "killed", "killing")
    assert inflect_verb("bury", ENGLISH) == ("bury", "buries", "buried", "buried", "burying")
    assert inflect_verb("wound/wounds/wounded/wounded/wounding badly", ENGLISH)[4] == "wounding badly"
    assert inflect_verb("seize", STRATEGIES["none"]) == ("seize",) * 5


@pytest.mark.parametrize("verb", ["shoot/shot", "shoot dead"])
def test_verbs_without_their_five_forms_are_refused(verb: str) -> None:
    with pytest.raises(ValueError, match=r"forms|five"):
        inflect_verb(verb, ENGLISH)


def test_ages() -> None:
    ages = load_number_words("en").ages
    assert ages.is_age("17-year-old")
    assert ages.is_age("six-month-old")
    assert ages.is_age("twenty-year-olds")
    assert not ages.is_age("old")
    assert not ages.is_age("17-year")
    assert ages.read_years("17-year-old") == 17
    assert ages.read_years("six-year-old") == 6
    assert ages.read_years("two-and-a-half-year-old") == 2
    assert ages.read_years("six-month-old") is None
    tokens = split_tokens("a household of 17 year-old boys, 17 years old")
    assert [ages.find_age(tokens, k) for k in range(len(tokens))] == [None, None, None, 5, *[None] * 6]
    assert not load_number_words("es").ages.is_age("17-year-old")


def name_at(text: str, word: str) -> tuple[str | None, int | None]:
    """The name that starts at a word, and the age after it."""
    pack = load_pack("en")
    (sentence,) = split_sentences(text, pack.lexicon.declared.abbreviations)
    units = pack.tagger.tag(sentence.tokens, text, [], is_caps=sentence.is_caps)
    at = next(k for k, unit in enumerate(units) if sentence.tokens[unit.first].text == word)
    run = read_name(units, at, sentence)
    if run is None:
        return None, None
    age = read_age(units, run.last, sentence)
    return run.text, age[0] if age else None


@pytest.mark.parametrize(
    ("text", "word", "name", "age"),
    [
        ("They buried Omar Nasser, 24, on the hill.", "Omar", "Omar Nasser", 24),
        ("They buried Omar Nasser (24) on the hill.", "Omar", "Omar Nasser", 24),
        ("They buried Omar Nasser, aged 24.", "Omar", "Omar Nasser", 24),
        ("They buried Omar Nasser, 24 others and a dog.", "Omar", "Omar Nasser", None),
        ("They buried Omar Nasser, 640, there.", "Omar", "Omar Nasser", None),
        ("They buried John F. Marsh there.", "John", "John F. Marsh", None),
        ("They met Ludwig van Marsh there.", "Ludwig", "Ludwig van Marsh", None),
        ("They met Omar Nasser In The Rain.", "Omar", "Omar Nasser", None),
        ("They met the crumbling wall.", "crumbling", None, None),
    ],
)
def test_names(text: str, word: str, name: str | None, age: int | None) -> None:
    assert name_at(text, word) == (name, age)


def spell(*names: str) -> str:
    return ALPHABET.spell([Unit(SETS[name], k, k + 1) for k, name in enumerate(names)])


@pytest.mark.parametrize(
    ("pattern", "units", "matches"),
    [
        ("who be verb", ("who", "be", "verb"), True),
        ("who be verb", ("who", "verb"), False),
        ("who be? verb", ("who", "verb"), True),
        ("who (be|word)+ verb", ("who", "word", "be", "verb"), True),
        ("who,be verb", ("be", "verb"), True),
        ("^who verb", ("be", "verb"), True),
        ("^who verb", ("who", "verb"), False),
        ("^who verb", ("who_verb", "verb"), False),
        ("who verb", ("who_verb", "who_verb"), True),
        ("who word{2,3} verb", ("who", "word", "verb"), False),
        ("who (?=verb)", ("who", "verb"), True),
        ("who (?!verb)", ("who", "verb"), False),
        ("(?<!be) verb", ("be", "verb"), False),
        ("~pair verb", ("who", "be", "verb"), True),
        (". be", ("verb", "be"), True),
    ],
)
def test_patterns(pattern: str, units: tuple[str, ...], matches: bool) -> None:
    compiled = read_pattern(pattern, ALPHABET, {"pair": "who be"})
    assert (compiled.sought.match(spell(*units)) is not None) is matches


def test_a_pattern_keeps_units_by_name() -> None:
    match = read_pattern("people:who be act:verb", ALPHABET, {}).sought.search(spell("word", "who", "be", "verb"))
    assert match is not None
    assert (match.start("people"), match.start("act")) == (1, 3)


@pytest.mark.parametrize(
    "pattern",
    [
        "who (",
        "who)",
        "nonsense",
        "~lost",
        "who !",
        "a:who a:be",
        "* who",
        "who +* be",
        "(?<!who+) be",
        "(?<!(who)) be",
        "(?<!who|be who) be",
    ],
)
def test_a_pattern_that_cannot_be_read_is_shown(pattern: str) -> None:
    with pytest.raises(PatternError, match=re.escape(pattern)):
        read_pattern(pattern, ALPHABET, {})


@pytest.mark.parametrize(
    ("pattern", "required"),
    [
        ("who:who be verb:harm_participle,hit_past", [("who",), ("be",), ("harm_participle", "hit_past")]),
        ("who comma? adverb* of{0,3} at{1,2} noun+", [("who",), ("at",), ("noun",)]),
        ("who ^comma . (of noun)? (?!fatal) dead", [("who",), ("dead",)]),
        ("who be dead | dead who", []),
        ("~aside who", [("who",)]),
    ],
)
def test_what_any_match_has(pattern: str, required: list[tuple[str, ...]]) -> None:
    assert list_required(pattern) == required


@pytest.fixture
def claims(gazetteer: Gazetteer) -> list[Claim]:
    document = Document("d", TEXT, language="en")
    return list(extract_claims(document, gazetteer).claims)


TEXT = "Two men were killed. Three women were injured."


def test_sound_claims_pass(claims: list[Claim]) -> None:
    assert len(claims) == 2
    assert keep_sound(claims, TEXT) == claims


def test_a_claim_whose_words_are_elsewhere_does_not_pass(claims: list[Claim]) -> None:
    first, second = claims
    moved = dataclasses.replace(first, passage=Passage(1, 20, first.passage.quote))
    other = dataclasses.replace(first, count=dataclasses.replace(first.count, text="nine"))
    assert keep_sound([moved, second], TEXT) == [second]
    assert keep_sound([other, second], TEXT) == [second]


def test_a_count_beyond_all_people_does_not_pass(claims: list[Claim]) -> None:
    first, second = claims
    many = dataclasses.replace(first, count=dataclasses.replace(first.count, high=10**11))
    assert keep_sound([many, second], TEXT) == [second]


def test_words_without_end_are_no_quote(claims: list[Claim]) -> None:
    first, second = claims
    text = TEXT + "9" * 400
    long = dataclasses.replace(first, passage=Passage(0, len(text), text))
    assert keep_sound([long, second], text) == [second]


def test_of_claims_with_one_id_the_first_passes(claims: list[Claim]) -> None:
    first, second = claims
    again = dataclasses.replace(second, id=first.id)
    assert keep_sound([first, again], TEXT) == [first]


def test_relations_point_to_claims_that_passed(claims: list[Claim]) -> None:
    first, second = claims
    gone, own, good = (Relation(RelationType.PART_OF, id) for id in ("gone", second.id, first.id))
    related = dataclasses.replace(second, relations=(gone, own, good))
    assert keep_sound([first, related], TEXT)[1].relations == (good,)
