"""What holds of the claims of any text, whatever stands in it."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.claims.extract import Extraction, extract_claims
from cenotaph.claims.lexicon import load_lexicon
from cenotaph.claims.rules import load_rules
from cenotaph.claims.sentences import split_sentences
from cenotaph.claims.tables import LexiconError
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text
from tests.claims.words import ANY_WORDS, ARABIC_WORDS, WORDS

LONGEST_QUOTE = 300
DAYS = st.one_of(st.none(), st.dates(dt.date(1980, 1, 1), dt.date(2030, 1, 1)))
SUBJECTS = (
    "two men", "At least 12 people", "dozens of villagers", "Omar Nasser, 24,", "20 soldiers and a boy", "nobody",
    "A woman and her two sons", "nine of the dead", "the two men", "most of them",
)  # fmt: skip
PEOPLE = st.sampled_from(SUBJECTS)
ACTS = st.sampled_from(["were killed", "was wounded", "died", "are missing", "had been shot dead", "were not hurt"])
REST = st.lists(WORDS, max_size=6).map(" ".join)
# Sentences that mostly tell of harm, with any words around them.
REPORTS = st.lists(st.tuples(REST, PEOPLE, ACTS, REST, st.sampled_from([". ", ", police said. ", "; ", "\n\n"]))).map(
    lambda rows: "".join(" ".join(row) for row in rows)
)
HOSTILE = st.lists(st.one_of(ANY_WORDS, REPORTS), max_size=20).map(" ".join)
RULES = {rule.id for rule in load_rules("en").rules}


def read(text: str, gazetteer: Gazetteer, published: dt.date | None = None, title: str | None = None) -> Extraction:
    return extract_claims(Document("d", text, title=title, published=published, language="en"), gazetteer)


def check_claim(claim: Claim, text: str) -> None:
    passage = claim.passage
    assert text[passage.start : passage.end] == passage.quote
    assert 0 < len(passage.quote) <= LONGEST_QUOTE
    sentences = split_sentences(text, load_lexicon("en").declared.abbreviations)
    assert any(s.start <= passage.start and passage.end <= s.end for s in sentences), "more than one sentence"
    assert claim.count.text in passage.quote
    assert 0 <= claim.count.low <= claim.count.high
    # "More than 60" states 60 and is 61 at least; "fewer than 10" states 10 and is 9 at most.
    assert claim.count.stated is None or claim.count.low - 1 <= claim.count.stated <= claim.count.high + 1
    assert claim.rule in RULES
    assert 0 < claim.confidence < 1
    if claim.period is not None:
        assert claim.period.start <= claim.period.end
    if claim.source is not None:
        assert claim.source.name
        assert claim.source.text in text
    for actor in claim.actors:
        assert actor.attribution is not None or actor.role != "perpetrator"


def check_extraction(found: Extraction, text: str) -> None:
    ids = [claim.id for claim in found.claims]
    assert len(set(ids)) == len(ids)
    for claim in found.claims:
        check_claim(claim, text)
        assert {relation.claim for relation in claim.relations} <= set(ids) - {claim.id}
    for event in found.events:
        assert text[event.passage.start : event.passage.end] == event.passage.quote
    assert len({event.id for event in found.events}) == len(found.events)


@given(REPORTS, DAYS)
def test_claims_stand_on_the_words_of_the_text(gazetteer: Gazetteer, text: str, published: dt.date | None) -> None:
    check_extraction(read(text, gazetteer, published), text)


@given(HOSTILE, HOSTILE, DAYS)
@settings(max_examples=200)
def test_no_text_breaks_the_reading(gazetteer: Gazetteer, text: str, title: str, published: dt.date | None) -> None:
    check_extraction(read(text, gazetteer, published, title), text)


@given(st.lists(ARABIC_WORDS, max_size=60).map(" ".join), DAYS)
@settings(max_examples=300)
def test_no_arabic_text_breaks_the_reading(gazetteer: Gazetteer, text: str, published: dt.date | None) -> None:
    found = extract_claims(Document("d", text, published=published, language="ar"), gazetteer)
    for claim in found.claims:
        assert text[claim.passage.start : claim.passage.end] == claim.passage.quote
        assert 0 <= claim.count.low <= claim.count.high
        assert claim.period is None or claim.period.start <= claim.period.end
    assert len({claim.id for claim in found.claims}) == len(found.claims)


@given(REPORTS)
def test_the_same_text_gives_the_same_claims(gazetteer: Gazetteer, text: str) -> None:
    assert read(text, gazetteer) == read(text, gazetteer)


@given(REPORTS)
def test_a_claim_has_its_id_from_its_text_and_not_from_its_document(gazetteer: Gazetteer, text: str) -> None:
    one, other = (extract_claims(Document(name, text, language="en"), gazetteer).claims for name in ("a", "b"))
    assert [dataclasses.replace(claim, document="b") for claim in one] == list(other)


def test_the_words_made_up_here_do_give_claims(gazetteer: Gazetteer) -> None:
    text = "two men were killed in Kharkiv , police said . dozens of people were injured ."
    assert len(read(text, gazetteer).claims) == 2


def test_a_long_sentence_is_quoted_in_part(gazetteer: Gazetteer) -> None:
    middle = ", ".join(["a long way from the river and the hills"] * 12)
    text = f"At least 31 farmers, {middle}, were killed."
    for claim in read(text, gazetteer).claims:
        assert len(claim.passage.quote) <= LONGEST_QUOTE
    (event,) = read(f"A strike hit a clinic, {middle}, on Monday.", gazetteer).events
    assert len(event.passage.quote) <= LONGEST_QUOTE


@pytest.mark.parametrize("text", ["", " \n\t ", "...", "\ud800", "killed", "12", "x" * 100_000])
def test_texts_that_tell_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert read(text, gazetteer) == Extraction((), ())


def test_a_language_without_a_pack_is_named(gazetteer: Gazetteer) -> None:
    with pytest.raises(LexiconError, match="no pack for the language 'xx'"):
        extract_claims(Document("d", "x", language="xx"), gazetteer)


def test_a_claim_says_which_lexicon_found_it(gazetteer: Gazetteer) -> None:
    (claim,) = read("Two men were killed.", gazetteer).claims
    assert claim.lexicon == load_lexicon("en").version


def test_a_hospital_without_the_word_is_no_place_of_the_event(gazetteer: Gazetteer) -> None:
    text = "A clerk was shot in Kharkiv. Ali Hasan was dropped off at Izium Regional with a bullet in his shoulder."
    assert {place.name for claim in read(text, gazetteer).claims for place in claim.places} == {"Kharkiv"}


def test_the_title_says_where(gazetteer: Gazetteer) -> None:
    (claim,) = read("Two men were killed.", gazetteer, title="Shells fall in Kharkiv").claims
    assert [place.name for place in claim.places] == ["Kharkiv"]


def test_headlines_of_other_stories_are_no_claims(gazetteer: Gazetteer) -> None:
    links = "Trending:\n1. Two men killed in Arden\nThree women hurt in fire"
    text = f"A miner was killed on Monday.\n{links}\nThe mine is closed."
    assert [claim.count.stated for claim in read_text(text, gazetteer)] == [1]


def test_a_lament_is_no_claim(gazetteer: Gazetteer) -> None:
    text = 'A girl was killed on Monday. "Today another child is dead," said her mother, Petra Novik.'
    assert len(read_text(text, gazetteer)) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nine people were killed by the army.", ["army"]),
        ("The air strike that killed nine people had been asked for by the army.", []),
        ("Nine people were killed in a raid requested by the army.", []),
    ],
)
def test_who_asked_for_an_act_did_not_do_it(text: str, wanted: list[str], gazetteer: Gazetteer) -> None:
    (claim,) = read_text(text, gazetteer)
    assert [actor.name for actor in claim.actors if actor.role == "perpetrator"] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Two bodies were found by soldiers on Monday.",
        "Petra Novik was found dead by the police on Monday.",
        "Two men were killed on Monday. The victims were identified by police as Petra Novik and Egon Farkas.",
    ],
)
def test_who_found_or_named_the_dead_did_not_kill_them(text: str, gazetteer: Gazetteer) -> None:
    claims = read_text(text, gazetteer)
    assert claims
    assert [actor.name for claim in claims for actor in claim.actors] == []


@pytest.mark.parametrize(
    ("tail", "count"),
    [
        ("Prev Post\nThree men killed in Marlow\nNext Post\nClashes | Two killed and another injured in…", 1),
        ("Related articles\nTwo killed in clashes in…\nFive hurt in fire", 1),
        ("Two men were killed in Marlow.", 2),
    ],
)
def test_headlines_around_a_report_are_no_claims_of_it(tail: str, count: int, gazetteer: Gazetteer) -> None:
    assert len(read(f"A miner was killed on Monday.\n\n{tail}", gazetteer).claims) == count


def test_what_counted_attacks_did_is_a_running_total(gazetteer: Gazetteer) -> None:
    text = (
        "A shell killed a man in Arden. The number of attacks since January 2022 has reached 28. These attacks left 17 "
        "people dead, as follows:\n\n• January: Three attacks left nine people dead.\n\nA boy was killed in Marlow."
    )
    found = read(text, gazetteer, dt.date(2022, 5, 11)).claims
    assert [claim.kind for claim in found] == ["event", "cumulative", "cumulative", "event"]
    (claim,) = read("The shelling went on. These attacks left 17 people dead.", gazetteer).claims
    assert claim.kind == "event"


def test_another_who_was_hurt_beside_one_who_died_is_no_addition(gazetteer: Gazetteer) -> None:
    text = "Activists documented the death of a child and the injury of another."
    assert [claim.kind for claim in read(text, gazetteer).claims] == ["event", "event"]
    text = "Three people were hurt. Another man was hurt later."
    assert [claim.kind for claim in read(text, gazetteer).claims] == ["event", "increment"]
