"""The trace shows what the reading did: the same rules, the same claims."""

import datetime as dt

import pytest

from cenotaph.claims.tables import LexiconError
from cenotaph.claims.trace import trace_text
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text

TEXT = "Shelling killed at least nine villagers in Kharkiv on Tuesday. The mayor denied that children were hurt."
DAY = dt.date(2021, 5, 6)


def test_the_trace_has_the_claims_of_the_reading(gazetteer: Gazetteer) -> None:
    trace = trace_text(TEXT, "en", gazetteer, DAY)
    assert [claim.passage for claim in trace.claims] == [claim.passage for claim in read_text(TEXT, gazetteer, DAY)]
    assert {claim.rule for claim in trace.claims} <= {f.rule for s in trace.sentences for f in s.findings}


def test_units_give_back_the_words_with_their_entries(gazetteer: Gazetteer) -> None:
    (first, second) = trace_text(TEXT, "en", gazetteer, DAY).sentences
    assert [unit.words for unit in first.units][1:3] == ["killed", "at least nine villagers"]
    assert "en.harm.kill" in first.units[1].entries
    assert "who" in first.units[2].classes
    assert "denial" in second.frames


def test_a_language_without_a_pack_is_named(gazetteer: Gazetteer) -> None:
    with pytest.raises(LexiconError, match="no pack for the language 'xx'"):
        trace_text(TEXT, "xx", gazetteer)
