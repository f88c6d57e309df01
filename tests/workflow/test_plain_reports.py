"""What is told in one way is read in every frame: cases/plain_reports.toml."""

import datetime as dt
import tomllib
from itertools import product
from pathlib import Path

import pytest

from cenotaph.archive.document import Document
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.harm import Outcome
from cenotaph.workflow.read import read_documents

FILE = tomllib.loads((Path(__file__).parent / "cases" / "plain_reports.toml").read_text(encoding="utf-8"))


def join(opening: str, sentence: str, closing: str) -> str:
    """The sentence between them, with a small letter after words it follows in its sentence."""
    first = sentence[0].lower() if opening.endswith(("say ", "said ")) else sentence[0]
    return f"{opening}{first}{sentence[1:]}{closing}."


REPORTS = [
    *(
        (attack["text"].format(place=place) + ending + ".", attack["tolls"])
        for attack, place, ending in product(FILE["attack"], FILE["places"], FILE["endings"])
    ),
    *(
        (f"{lead}\n\n{follow['text']}", follow["tolls"])
        for group in FILE["group"]
        for lead, follow in product(group["leads"], group["follow"])
    ),
    *(
        (join(opening, sentence["text"], closing), sentence["tolls"])
        for sentence, opening, closing in product(FILE["sentence"], FILE["openings"], FILE["closings"])
    ),
]


@pytest.mark.parametrize(("text", "tolls"), REPORTS)
def test_tolls(text: str, tolls: str, gazetteer: Gazetteer) -> None:
    document = Document("a", text, published=dt.date(2016, 5, 11), language="en")
    incidents = read_documents([document], gazetteer=gazetteer).incidents
    best = {outcome: toll.whole.best for outcome, toll in incidents[0].tolls.items()} if incidents else {}
    killed, injured = tolls.split()
    assert best.get(Outcome.KILLED, 0) == int(killed)
    assert injured == "?" or best.get(Outcome.INJURED, 0) == int(injured)
    assert len(incidents) <= 1
