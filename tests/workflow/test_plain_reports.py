"""What is told in one way is read in every frame: plain_reports, plain_sentences and local_reports.toml in cases/."""

import datetime as dt
from itertools import product
from pathlib import Path

import pytest
import tomli

from cenotaph.archive.document import Document
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.harm import Outcome
from cenotaph.workflow.read import read_documents

CASES = Path(__file__).parent / "cases"
FILE = tomli.loads((CASES / "plain_reports.toml").read_text(encoding="utf-8"))
LOCAL = tomli.loads((CASES / "local_reports.toml").read_text(encoding="utf-8"))
SENTENCES = tomli.loads((CASES / "plain_sentences.toml").read_text(encoding="utf-8"))


def join(opening: str, sentence: str, closing: str) -> str:
    """The sentence between them, with a small letter after words it follows in its sentence."""
    first = sentence[0].lower() if opening.endswith(("say ", "said ")) else sentence[0]
    return f"{opening}{first}{sentence[1:]}{closing}."


def join_two(lead: str, tail: str) -> str:
    """A lead and what follows it, which may begin with a stop or a comma, and ends with a stop."""
    joint = "" if tail[0] in ",." else " "
    return f"{lead}{joint}{tail}" + ("" if tail[-1] in '."' else ".")


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
    *(
        (doer["text"].format(one=one, several=several), doer["tolls"])
        for doer, (one, several) in product(SENTENCES["doer"], SENTENCES["doers"])
    ),
]


# What else they tell of may be an incident of its own, after that of the news.
GRIDS = [
    (join_two(grid["opening"] + lead, tail), grid["tolls"])
    for grid in SENTENCES["grid"]
    for lead, tail in product(grid["leads"], grid["tails"])
] + [(report["text"], report["tolls"]) for report in (*SENTENCES["report"], *LOCAL["report"])]


def read_tolls(text: str, gazetteer: Gazetteer, title: str | None = None) -> tuple[dict[Outcome, int], int]:
    """The best figures of the first incident of a report, and how many incidents it has."""
    document = Document("a", text, title=title, published=dt.date(2016, 5, 11), language="en")
    incidents = read_documents([document], gazetteer=gazetteer).incidents
    first = incidents[0].tolls.items() if incidents else ()
    return {outcome: toll.whole.best for outcome, toll in first}, len(incidents)


def check(best: dict[Outcome, int], tolls: str) -> None:
    killed, injured = tolls.split()
    assert best.get(Outcome.KILLED, 0) == int(killed)
    assert injured == "?" or best.get(Outcome.INJURED, 0) == int(injured)


@pytest.mark.parametrize(("text", "tolls"), REPORTS)
def test_tolls(text: str, tolls: str, gazetteer: Gazetteer) -> None:
    best, incidents = read_tolls(text, gazetteer)
    check(best, tolls)
    assert incidents <= 1


@pytest.mark.parametrize(("text", "tolls"), GRIDS)
def test_tolls_of_the_first(text: str, tolls: str, gazetteer: Gazetteer) -> None:
    best, _ = read_tolls(text, gazetteer)
    check(best, tolls)


@pytest.mark.parametrize("report", LOCAL["titled"], ids=lambda report: report["title"])
def test_tolls_with_a_title(report: dict[str, str], gazetteer: Gazetteer) -> None:
    best, _ = read_tolls(report["text"], gazetteer, report["title"])
    check(best, report["tolls"])
