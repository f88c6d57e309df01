"""A record in pages: reports that are added to it come to what reconciling all at once gives, to the letter, and only
what they touch is read."""

import pickle
import random
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.synthetic import World
from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents import paged_containers
from cenotaph.incidents import pager as pager_module
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.forms import read_state, write_state
from cenotaph.incidents.holding import Memory, Row
from cenotaph.incidents.paged import PageError
from cenotaph.incidents.paged_containers import PagedRow, name_page
from cenotaph.incidents.pager import Pager, write_pages
from cenotaph.incidents.reconcile import reconcile
from cenotaph.incidents.record import Record
from cenotaph.workflow.json_form import write_incident
from tests.incidents.test_record import Case, crossing_records, draw_decisions, records


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
        check_left(pager, self.pages)


def check_left(pager: Pager, pages: dict[str, bytes]) -> None:
    """Assert that pages which were not written again hold what they held: two pages of one state may differ in what
    they say twice."""
    held = dict(pages)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pager_module, "_AS_READ", frozenset())
        for name, page in pager.list_changes():
            assert page is not None
            assert read_places(page) == read_places(held[name]), name


def read_places(page: bytes) -> Any:
    return read_state(page, lambda *place: place)


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
        claims, documents = take_first(case, batch)
        if chance.random() < 0.2:  # they are collected, and read later
            grown.add([], documents)
            documents = []
        grown.add(chance.sample(claims, len(claims)), documents)
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


@given(records(), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_it_does_not_hang_on_how_much_lies_in_a_page(case: Case, seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paged_containers, "MOST_IN_CHUNK", 2)
        patch.setattr(pager_module, "KEYS_OF_PAGE", 1)
        check_growing(case, seed)


@given(records(), st.integers(0, 10**6), st.data())
@settings(max_examples=60, deadline=None)
def test_what_people_decided_holds_in_pages(case: Case, seed: int, data: st.DataObject) -> None:
    ids = sorted({claim.id for claim in case[0]})
    if len(ids) < 2:
        return
    links, ruling = draw_decisions(data, ids)
    rulings = [ruling] if data.draw(st.booleans()) else []
    # Where a document comes that a ruling names, all must be reconciled.
    with suppress(*([PageError] if rulings else [])):
        check_growing(case, seed, links=links, rulings=rulings)


KEYS = ["a", "a' #3", "735000", 735000, (735000,), ("735000",), ("a", "b"), ("a,b",), (1, 2), (-1, 2), None, b"a"]


def test_two_keys_have_two_pages() -> None:
    assert len({name_page("rows", key, 0) for key in KEYS}) == len(KEYS)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30)), max_size=60), st.integers(2, 6))
@settings(max_examples=150, deadline=None)
def test_a_row_in_pages_is_a_row_in_memory(steps: list[tuple[bool, int]], most: int) -> None:
    chance = random.Random(len(steps))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paged_containers, "MOST_IN_CHUNK", most)
        reader = Reader()
        row, plain = PagedRow(reader, "row"), Row[tuple[int], str]()
        for is_added, number in steps:
            key = (number,)
            if is_added or key not in [k for k, _ in plain.list_rows()]:
                row.add(key, f"{number}")
                plain.add(key, f"{number}")
            else:
                row.remove(key)
                plain.remove(key)
            if chance.random() < 0.3:  # written, and read again
                for name, page in row.list_changes():
                    if page is None:
                        reader.pages.pop(name, None)
                    else:
                        reader.pages[name] = page
                row = PagedRow(reader, "row")
            for at in ((number - 1,), key, (number + 5,)):
                assert row.list_next(at, 3) == list(plain.list_next(at, 3))
                assert row.find_before(at, 2) == plain.find_before(at, 2)
                assert row.list_between((number - 6,), at) == list(plain.list_between((number - 6,), at))
            assert (len(row), list(row)) == (len(plain), list(plain))
        row.fill([])
        list(row.list_changes())
        assert not list(row.list_changes())


class Reader:
    """Reads and writes pages of plain values."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}

    def read(self, name: str) -> Any:
        return read_state(self.pages[name], self.stand_in) if name in self.pages else None

    def write(self, state: object) -> bytes:
        return write_state(state)

    def stand_in(self, kind: str, *key: Any) -> Any:
        raise AssertionError((kind, key))


def make_grown(claims: int) -> tuple[Grown, World]:
    world = World(5)
    made = world.make_record(claims)
    return Grown((made.claims, made.documents)), world


def test_one_more_report_reads_few_pages_and_changes_fewer() -> None:
    grown, world = make_grown(2_000)
    for document, claims in world.make_more(5):
        pages = dict(grown.book.pages)
        grown.book.read_names.clear()
        grown.add(claims, [document])
        assert len(grown.book.read_names) < len(pages) / 20
        changed = {name for name, page in grown.book.pages.items() if pages.get(name) != page}
        assert len(changed) < len(pages) / 50


def test_a_record_in_pages_is_not_gone_through() -> None:
    grown, _ = make_grown(100)
    record = Record(holding=Pager(grown.book))
    with pytest.raises(PageError, match="gone through"):
        record.settle()
    with pytest.raises(PageError, match="gone through"):
        record.list_incidents()


def test_a_missing_page_is_named() -> None:
    grown, world = make_grown(300)
    for name in [name for name in grown.book.pages if name.startswith("R ")]:
        del grown.book.pages[name]
    documents = world.make_record(300)
    with pytest.raises(PageError, match=r"the page 'R .*' is missing"):
        Record(holding=Pager(grown.book)).add(documents.claims, documents.documents)
    del grown.book.pages["facts"]
    with pytest.raises(PageError, match="there are no pages"):
        Pager(grown.book)


class Harmful:
    def __reduce__(self) -> Any:
        return exec, ("raise AssertionError('a page has run code')",)


@pytest.mark.parametrize("page", [pickle.dumps(Harmful()), b"", b"\x80\x05.", pickle.dumps(1)[:-1]])
def test_a_page_makes_values_and_runs_nothing(page: bytes) -> None:
    with pytest.raises(PageError):
        read_state(page, lambda *_: None)  # type: ignore[arg-type, return-value]
