"""One victim told of several times in a report is one person, and two are two: cases/one_person.toml."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import tomli

from cenotaph.archive.document import Document
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.harm import Outcome
from cenotaph.workflow.read import read_documents

FILE = tomli.loads((Path(__file__).parent / "cases" / "one_person.toml").read_text(encoding="utf-8"))
ADULT = 18


def can_be_one(first: dict[str, Any], later: dict[str, Any]) -> bool:
    """True if nothing told of the person hit and of the person who died can be of two: what only one of them says,
    the other may be."""
    if later.get("adult") and first.get("age", ADULT) < ADULT:
        return False
    if "noun" in later and later["noun"] != first.get("noun"):
        return False
    return all(first[key] == later[key] for key in ("sex", "age", "name") if key in first and key in later)


PAIRS = [
    pytest.param(f"{first['text']} {later['text']}", id=f"{first['id']}, {later['id']}")
    for first in FILE["first"]
    for later in FILE["later"]
    if can_be_one(first, later)
]
ASIDES = [
    pytest.param(base["text"].format(aside), id=f"{number} {aside}")
    for number, base in enumerate(FILE["base"])
    for aside in FILE["asides"]["texts"]
]
CASES = [pytest.param(case, id=case["id"]) for case in FILE["case"]]


def count_best(text: str, title: str | None, gazetteer: Gazetteer) -> dict[Outcome, int]:
    """The best figures of the first incident of a report, by outcome."""
    document = Document("a", text, title=title, published=dt.date(2024, 6, 12), language="en")
    incidents = read_documents([document], gazetteer=gazetteer).incidents
    return {outcome: toll.whole.best for outcome, toll in incidents[0].tolls.items()} if incidents else {}


@pytest.mark.parametrize("text", PAIRS)
def test_one_who_was_hit_and_died(text: str, gazetteer: Gazetteer) -> None:
    tolls = count_best(text, None, gazetteer)
    assert (tolls.get(Outcome.KILLED, 0), tolls.get(Outcome.INJURED, 0)) == (1, 0)


@pytest.mark.parametrize("text", ASIDES)
def test_an_aside_is_no_second_victim(text: str, gazetteer: Gazetteer) -> None:
    tolls = count_best(text, None, gazetteer)
    assert (tolls.get(Outcome.KILLED, 0), tolls.get(Outcome.INJURED, 0)) == (1, 0)


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    tolls = count_best(case["text"], case.get("title"), gazetteer)
    assert f"{tolls.get(Outcome.KILLED, 0)} {tolls.get(Outcome.INJURED, 0)}" == case["tolls"]


def test_there_are_pairs() -> None:
    assert len(PAIRS) + len(CASES) >= 150
    assert len({param.id for param in (*PAIRS, *CASES)}) == len(PAIRS) + len(CASES)
