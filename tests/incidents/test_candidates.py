"""Which accounts are compared, as reports come one after the other."""

import random

import pytest

from benchmark.synthetic import World
from cenotaph.incidents import candidates
from cenotaph.incidents.holding import Memory
from cenotaph.incidents.record import Record
from cenotaph.incidents.tellings import TellingKey


def list_pairs(memory: Memory) -> set[tuple[TellingKey, TellingKey]]:
    accounts = [account for report in memory.maps["reports"].values() for account in report.accounts]
    return {(account.order, other.order) for account in accounts for other in account.near}


@pytest.mark.parametrize("neighbours", [1, 2, 12])
@pytest.mark.parametrize("seed", range(3))
def test_new_reports_push_others_out_of_reach(neighbours: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "_NEIGHBOURS", neighbours)
    made = World(seed).make_record(400)
    claims = {document.id: [c for c in made.claims if c.document == document.id] for document in made.documents}
    chance = random.Random(seed)
    waiting = chance.sample(made.documents, len(made.documents))
    grown, whole = Memory(), Memory()
    record = Record(holding=grown)
    while waiting:
        size = chance.randint(1, 9)
        batch, waiting = waiting[:size], waiting[size:]
        record.add([claim for document in batch for claim in claims[document.id]], batch)
    Record(holding=whole).add(made.claims, made.documents)
    assert list_pairs(grown) == list_pairs(whole)
