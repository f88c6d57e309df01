"""Reading several documents at once: order, gaps, errors, progress, and being stopped."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cenotaph
from cenotaph.archive.document import Document
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.workflow.read import read_documents

TEXTS = (
    "Shelling killed at least 12 people in the market of Mosul on Tuesday, a doctor said. Another 30 were injured.",
    "Nine people died in Tuesday's shelling of the market of Mosul, the provincial governor said.",
    "Two farmers were abducted near Ramadi.",
    "The price of bread has risen to four dinars, traders said.",
    "Since September 140 people have been killed in Mosul, the Tigris Monitor says.",
)
DOCUMENTS = [
    Document(f"report-{number}", text, published=dt.date(2016, 6, 18), language="en")
    for number, text in enumerate(TEXTS)
]


@given(st.permutations(DOCUMENTS))
def test_the_order_of_documents_does_not_matter(gazetteer: Gazetteer, documents: list[Document]) -> None:
    straight = read_documents(DOCUMENTS, gazetteer=gazetteer)
    mixed = read_documents(documents, gazetteer=gazetteer)
    assert {claim.id: claim for claim in mixed.claims} == {claim.id: claim for claim in straight.claims}
    assert {(i.id, frozenset(i.claims)) for i in mixed.incidents} == {
        (i.id, frozenset(i.claims)) for i in straight.incidents
    }
    for one in straight.incidents:
        (other,) = [incident for incident in mixed.incidents if incident.id == one.id]
        assert {outcome: toll.whole for outcome, toll in one.tolls.items()} == {
            outcome: toll.whole for outcome, toll in other.tolls.items()
        }


def test_documents_do_not_change_each_other_s_claims(gazetteer: Gazetteer) -> None:
    together = read_documents(DOCUMENTS, gazetteer=gazetteer).claims
    apart = [claim for each in DOCUMENTS for claim in read_documents([each], gazetteer=gazetteer).claims]
    assert list(together) == apart


def test_without_a_day_nothing_is_dated_by_words_that_need_one(gazetteer: Gazetteer) -> None:
    text = "Two men were killed on Tuesday. Three women were killed on 4 May 2016."
    claims = read_documents([Document("d", text, language="en")], gazetteer=gazetteer).claims
    assert claims[0].period is None or claims[0].period.start == dt.date(2016, 5, 4)
    assert claims[1].period is not None
    assert claims[1].period.start == dt.date(2016, 5, 4)
    (alone,) = read_documents([Document("d", text.split(". ")[0] + ".", language="en")], gazetteer=gazetteer).claims
    assert alone.period is None


def test_nothing_is_read_from_nothing(gazetteer: Gazetteer) -> None:
    reading = read_documents([], gazetteer=gazetteer)
    assert (reading.documents, reading.claims, reading.incidents) == ((), (), ())
    empty = read_documents([Document("d", "")], gazetteer=gazetteer)
    assert [note.words for note in empty.documents] == [0]


def test_a_language_without_a_pack_is_listed_and_left(gazetteer: Gazetteer) -> None:
    reading = read_documents([Document("d", TEXTS[0], language="fr")], gazetteer=gazetteer)
    assert reading.documents[0].language == "fr"
    assert reading.claims == ()


def test_progress_is_told_after_each_document(gazetteer: Gazetteer) -> None:
    told: list[int] = []
    read_documents(DOCUMENTS, gazetteer=gazetteer, report=told.append)
    assert told == [1, 2, 3, 4, 5]


def test_who_stops_the_reading_stops_it_at_once(gazetteer: Gazetteer) -> None:
    told: list[int] = []

    def stop(number: int) -> None:
        told.append(number)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_documents(DOCUMENTS, gazetteer=gazetteer, report=stop)
    assert told == [1]


@pytest.mark.parametrize(
    ("documents", "problem"),
    [
        ([{"text": "x"}], "needs 'id'"),
        ([{"id": "a"}], "needs 'text'"),
        ([{"id": "a", "text": 7}], "needs 'text', a text; this one has 7"),
        ([{"id": "a", "text": ""}, {"id": "a", "text": ""}], "two documents have the id 'a'"),
        ([{"id": "a", "text": "", "published": "soon"}], "soon"),
        ([{"id": "a", "text": "", "published": 2016}], "must be an ISO date or a moment, not 2016"),
    ],
)
def test_documents_that_are_none_are_refused(documents: list[dict[str, Any]], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        cenotaph.read(documents)


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        cenotaph.read([], profile="nonsense")


def test_moments_keep_their_own_day() -> None:
    documents = [
        {"id": "a", "text": "x", "published": "2016-06-18T23:30:00+03:00"},
        {"id": "b", "text": "x", "published": dt.datetime(2016, 6, 18, 23, 30)},
        {"id": "c", "text": "x", "published": dt.date(2016, 6, 18)},
    ]
    assert {note.published for note in cenotaph.read(documents).documents} == {dt.date(2016, 6, 18)}
