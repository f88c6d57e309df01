"""Claims that are not sure enough can be left out, and take their relations with them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cenotaph.archive.document import Document
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.workflow.read import read_documents
from tests.gazetteer.places import open_small_index

TEXT = "Shells killed dozens of people in Kharkiv, including three nurses. At least 40 people were killed, medics said."


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Gazetteer]:
    with open_small_index(tmp_path) as opened:
        yield opened


def test_unsure_claims_are_left_out(index: Gazetteer) -> None:
    documents = [Document("a", TEXT, language="en")]
    every = read_documents(documents, gazetteer=index).claims
    least = sorted({claim.confidence for claim in every})[1]
    sure = read_documents(documents, gazetteer=index, min_confidence=least).claims
    assert 0 < len(sure) < len(every)
    assert [claim.id for claim in sure] == [claim.id for claim in every if claim.confidence >= least]
    ids = {claim.id for claim in sure}
    assert all(relation.claim in ids for claim in sure for relation in claim.relations)


def test_what_the_sentence_says_itself_is_surer(index: Gazetteer) -> None:
    said = read_documents([Document("a", "Shells killed four men in Kharkiv.", language="en")], gazetteer=index).claims
    unsaid = read_documents([Document("b", "Shells killed four men.", language="en")], gazetteer=index).claims
    assert said[0].confidence > unsaid[0].confidence
