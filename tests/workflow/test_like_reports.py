"""Reports of two attacks in nearly the same words are of two incidents."""

import datetime as dt

import pytest

from cenotaph.archive.document import Document
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.harm import Outcome
from cenotaph.workflow.read import read_documents

SAID = (
    "An air strike killed {killed} civilians in {place} on Monday, the Civil Defence said. Its teams worked until the "
    "evening to bring the dead and those who were hurt out of the rubble of their homes, and to put out the fires."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [("the village of Tal Hamra", "the village of Tal Sawa"), ("Mosul", "Tal Hamra")],
)
def test_two_villages_in_the_same_words_are_two_incidents(one: str, other: str, gazetteer: Gazetteer) -> None:
    texts = SAID.format(place=one, killed="nine"), SAID.format(place=other, killed="four")
    documents = [Document(str(n), text, published=dt.date(2016, 5, 10), language="en") for n, text in enumerate(texts)]
    incidents = read_documents(documents, gazetteer=gazetteer).incidents
    assert sorted(incident.tolls[Outcome.KILLED].whole.best for incident in incidents) == [4, 9]


def test_the_same_words_again_are_of_one_incident(gazetteer: Gazetteer) -> None:
    text = SAID.format(place="the village of Tal Hamra", killed="nine")
    documents = [Document(str(n), text, published=dt.date(2016, 5, 10), language="en") for n in range(2)]
    (incident,) = read_documents(documents, gazetteer=gazetteer).incidents
    assert incident.tolls[Outcome.KILLED].whole.best == 9
