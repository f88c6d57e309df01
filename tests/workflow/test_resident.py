"""A record that stays in memory: after each report the incidents that are kept are those of starting over."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmark.synthetic import World
from cenotaph.archive.document import Document
from cenotaph.archive.text import count_words, digest
from cenotaph.claims.claim import Claim
from cenotaph.incidents.decisions import Decisions, Link
from cenotaph.store import schema
from cenotaph.store.record import Record
from cenotaph.workflow import news as module
from cenotaph.workflow import touched
from cenotaph.workflow.json_form import write_claim
from cenotaph.workflow.reconcile import reconcile_reading
from cenotaph.workflow.records import gather_recorded
from cenotaph.workflow.resident import Caught, Resident
from cenotaph.workflow.settle import settle_record
from tests.store.records import make

Report = tuple[Document, list[Claim]]


@pytest.fixture
def record(place: str, tmp_path: Path) -> Record:
    return make(place, tmp_path)


def make_reports(claims: int, reports: int, seed: int) -> list[Report]:
    """Some reports of an invented record: dense, with copies, aggregates and crossing scopes."""
    made = World(seed).make_record(claims)
    by_document: dict[str, list[Claim]] = {document.id: [] for document in made.documents}
    for claim in made.claims:
        by_document[claim.document].append(claim)
    return [(document, by_document[document.id]) for document in made.documents[:reports]]


def write_report(record: Record, document: Document, claims: Sequence[Claim], ends: Sequence[int] = ()) -> int:
    """Append a document, its extraction and its claims, as collect and extract do; gives the number of the document."""
    published = document.published.isoformat() if document.published else None
    body = {
        "id": document.id, "capture": 0, "digest": digest(document.text), "language": "en", "language_stated": True,
        "words": count_words(document.text), "title": document.title, "published": published, "url": document.url,
        "publisher": document.publisher, "ends": list(ends),
    }  # fmt: skip
    with record.add() as addition:
        number = addition.append("document", body, document.text)
        extraction = {"of": number, "engine": "rules", "lexicons": {}, "gazetteer": "g", "actors": "a", "areas": {}}
        entry = addition.append("extraction", {**extraction, "claims": len(claims), "events": 0, "ends": []})
        for claim in claims:
            addition.append("claim", {"of": number, "extraction": entry, "ends": [], "claim": write_claim(claim)})
    return number


def list_kept(record: Record) -> dict[str, Any]:
    with record.look() as view:
        return {body["incident"]["id"]: body["incident"] for _, body in view.list_current(schema.incidents)}


def start_over(record: Record) -> dict[str, Any]:
    with record.look() as view:
        reading = reconcile_reading(gather_recorded(view))
    return {incident["id"]: incident for incident in reading.to_dict()["incidents"]}


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_kept_is_what_starting_over_gives(record: Record, seed: int) -> None:
    chance, reports = random.Random(seed), make_reports(400, 90, seed)
    for report in reports[:30]:
        write_report(record, *report)
    resident, waiting = Resident(record), reports[30:]
    first = resident.catch_up()
    assert first.is_whole
    assert set(first.new) == set(list_kept(record))
    while waiting:
        known = set(list_kept(record))
        some = [waiting.pop() for _ in range(min(len(waiting), chance.randint(1, 12)))]
        for report in some:
            write_report(record, *report)
        caught = resident.catch_up()
        assert not caught.is_whole
        kept = list_kept(record)
        assert kept == start_over(record)
        assert (set(caught.new), set(caught.gone)) == (kept.keys() - known, known - kept.keys())
        assert [incident.id for incident in resident.list_incidents()] == list(start_over(record))
    settled = settle_record(record)
    assert (settled.is_new, settled.new, settled.changed, settled.gone) == (True, (), (), ())


def test_where_there_are_pages_nothing_is_held_in_memory(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched, "LEAST_CLAIMS", 0)
    monkeypatch.setattr(touched, "_MOST_NEWS", 1.0)
    reports = make_reports(250, 50, 8)
    for report in reports[:30]:
        write_report(record, *report)
    resident = Resident(record)
    assert resident.catch_up().is_whole
    for report in reports[30:]:
        write_report(record, *report)
        assert not resident.catch_up().is_whole
        assert resident.list_incidents() == ()
    assert not Resident(record).catch_up().is_whole
    assert list_kept(record) == start_over(record)


def test_nothing_new_changes_nothing(record: Record) -> None:
    for report in make_reports(100, 20, 3):
        write_report(record, *report)
    resident = Resident(record)
    resident.catch_up()
    with record.look() as view:
        before = view.size
    assert resident.catch_up() == Caught()
    with record.look() as view:
        assert view.size == before


def test_what_is_no_new_report_is_reconciled_as_a_whole(record: Record) -> None:
    reports = make_reports(200, 40, 4)
    numbers = [write_report(record, *report) for report in reports[:30]]
    resident = Resident(record)
    resident.catch_up()
    together = next(body["claims"] for body in list_kept(record).values() if len(body["claims"]) > 1)
    others = next(body["claims"] for body in list_kept(record).values() if not set(body["claims"]) & set(together))
    link = Link((together[0], others[0]), True, "Ana", None, "one attack")
    with record.look() as view:
        held = {body["claim"]["id"] for _, body in view.list_current(schema.claims)}
    assert {*link.claims} <= held
    with record.add() as addition:
        addition.append("decision", {"seen": 0, "claims": list(link.claims), "decisions": {"links": [{
            "claims": list(link.claims), "same": True, "by": "Ana", "on": None, "because": "one attack"}],
            "rulings": []}})  # fmt: skip
    assert resident.catch_up().is_whole
    assert list_kept(record) == start_over(record)
    document, claims = reports[0]
    write_report(record, document, claims[:1], ends=[numbers[0]])  # a document that takes the place of another
    assert resident.catch_up().is_whole
    assert list_kept(record) == start_over(record)


def test_another_program_that_reconciles_meanwhile_is_heeded(record: Record) -> None:
    reports = make_reports(200, 40, 5)
    for report in reports[:20]:
        write_report(record, *report)
    resident = Resident(record)
    resident.catch_up()
    for report in reports[20:]:
        write_report(record, *report)
    settle_record(record, Decisions())
    caught = resident.catch_up()
    assert (caught.new, caught.changed, caught.gone) == ((), (), ())
    assert list_kept(record) == start_over(record)


def test_a_failure_is_made_good_from_the_start(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = make_reports(200, 40, 6)
    for report in reports[:20]:
        write_report(record, *report)
    resident = Resident(record)
    resident.catch_up()
    for report in reports[20:]:
        write_report(record, *report)

    def fail(written: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(module, "to_plain", fail)
        with pytest.raises(OSError, match="the disk is full"):
            resident.catch_up()
    assert resident.catch_up().is_whole
    assert list_kept(record) == start_over(record)
