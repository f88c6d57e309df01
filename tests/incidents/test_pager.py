"""A record in pages: reports that are added to it, of which only what they touch is read, come to what reconciling all of
them at once gives, to the letter."""

import pickle
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.synthetic import World
from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents import paged_containers
from cenotaph.incidents.decisions import Link, OriginRuling, Voice
from cenotaph.incidents.forms import PageError, read_state, write_state
from cenotaph.incidents.holding import Memory, Row
from cenotaph.incidents.paged_containers import PagedRow
from cenotaph.incidents.pager import Pager, write_pages
from cenotaph.incidents.reconcile import reconcile
from cenotaph.incidents.record import Record
from cenotaph.workflow.json_form import write_incident
from tests.incidents.test_record import Case, crossing_records, records


class Book:
    """Pages in memory."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages
        self.read_names: list[str] = []

    def read(self, name: str) -> bytes | None:
        self.read_names.append(name)
        return self.pages.get(name)

    def change(self, pager: Pager) -> None:
        for name, page in pager.list_changes():
            if page is None:
                self.pages.pop(name, None)
            else:
                self.pages[name] = page


class Grown:
    """A record that is opened anew for every addition."""

    def __init__(
        self, case: Case, *, links: Sequence[Link] = (), rulings: Sequence[OriginRuling] = (), reopened: bool = True
    ) -> None:
        self._links, self._rulings, self._reopened = links, rulings, reopened
        memory = Memory()
        record = Record(links=links, rulings=rulings, holding=memory)
        record.add(*case)
        self.incidents = {incident.id: write_incident(incident) for incident in record.list_incidents()}
        self.book = Book(dict(write_pages(memory)))
        self._open()

    def _open(self) -> None:
        self._pager = Pager(self.book)
        self._record = Record(links=self._links, rulings=self._rulings, holding=self._pager)

    def add(self, claims: Sequence[Claim], documents: Sequence[Document]) -> None:
        if self._reopened:
            self._open()
        update = self._record.add(claims, documents)
        for gone in update.gone:
            del self.incidents[gone]
        self.incidents |= {incident.id: write_incident(incident) for incident in update.new}
        self.book.change(self._pager)


def take_first(case: Case, documents: Sequence[Document]) -> Case:
    ids = {document.id for document in documents}
    return [claim for claim in case[0] if claim.document in ids], list(documents)


def check_growing(case: Case, seed: int, reopened: bool = True, **decided: Any) -> None:
    """Add the reports in an order and in batches of chance to a record of some of them, and compare after each."""
    chance = random.Random(seed)
    waiting = chance.sample(case[1], len(case[1]))
    size = chance.randint(0, len(waiting))
    held, waiting = waiting[:size], waiting[size:]
    grown = Grown(take_first(case, held), reopened=reopened, **decided)
    while waiting:
        batch, waiting = waiting[: (size := chance.randint(1, 3))], waiting[size:]
        grown.add(*take_first(case, batch))
        held += batch
        whole = reconcile(*take_first(case, held), **decided)
        assert grown.incidents == {incident.id: write_incident(incident) for incident in whole.incidents}


@given(records(), st.integers(0, 10**6), st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_is_touched_comes_to_what_all_comes_to(case: Case, seed: int, reopened: bool) -> None:
    check_growing(case, seed, reopened)


@given(crossing_records(), st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_aggregates_that_cross_come_to_what_all_comes_to(case: Case, seed: int) -> None:
    check_growing(case, seed)
