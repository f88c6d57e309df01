"""Extracting and reconciling a record: what is read once, what a newer lexicon changes, and what people decided."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cenotaph.actors.bundled import load_register
from cenotaph.archive.document import Document
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.incidents.decisions import Decisions, Link, OriginRuling, Voice
from cenotaph.runners.sandbox import Pool
from cenotaph.store import schema
from cenotaph.store.address import RecordError
from cenotaph.store.record import Record
from cenotaph.store.view import View
from cenotaph.workflow import extract, reached, settle
from cenotaph.workflow.collect import collect_files
from cenotaph.workflow.extract import Extracted, extract_record
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.read import extract_documents
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import reconcile_reading
from cenotaph.workflow.records import gather_recorded
from cenotaph.workflow.settle import settle_record
from cenotaph.workflow.touched import settle_in_pages
from tests.store.records import add_document, make

DOCUMENTS = (
    Document("one", "Nine people were killed when a car bomb exploded in Ramadi on Tuesday, police said.",
             published=dt.date(2016, 3, 2), publisher="Plain Daily"),
    Document("two", "A hospital in Ramadi said 11 people were killed and 20 wounded in Tuesday's car bomb.",
             published=dt.date(2016, 3, 3), publisher="River Post"),
    Document("three", "قُتل ثلاثة أشخاص في قصف على تلعفر يوم الأربعاء.", published=dt.date(2016, 3, 4)),
)  # fmt: skip


@pytest.fixture
def record(place: str, tmp_path: Path) -> Record:
    return make(place, tmp_path)


def take(record: Record, folder: Path, *documents: Document) -> None:
    rows = [{k: v for k, v in msgspec.to_builtins(document).items() if v is not None} for document in documents]
    (folder / "given").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Pool() as pool:
        receipts = list(collect_files(record, [Item("given", folder / "given", "jsonl")], Custody(), pool))
    assert [receipt.outcome for receipt in receipts] == ["taken"] * len(documents)


def read(record: Record, gazetteer: Gazetteer) -> Extracted:
    return extract_record(record, gazetteer, load_register())


def gather(record: Record, recorded_by: dt.datetime | None = None) -> Reading:
    with record.look(recorded_by) as view:
        return gather_recorded(view)


def test_a_record_says_what_its_reports_say(record: Record, tmp_path: Path, gazetteer: Gazetteer) -> None:
    take(record, tmp_path, *DOCUMENTS)
    done = read(record, gazetteer)
    assert (done.read, done.again, done.changed) == (3, 0, [])
    files = reconcile_reading(extract_documents(DOCUMENTS, gazetteer=gazetteer, register=load_register()))
    assert done.new == len(files.claims)
    assert reconcile_reading(gather(record)).to_dict() == files.to_dict()


def test_what_was_read_is_not_read_again(record: Record, tmp_path: Path, gazetteer: Gazetteer) -> None:
    take(record, tmp_path, *DOCUMENTS)
    read(record, gazetteer)
    with record.look() as view:
        before = view.size
    assert read(record, gazetteer) == Extracted()
    with record.look() as view:
        assert view.size == before


def test_what_was_read_before_is_not_looked_at(
    record: Record, tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    inner = extract._list_waiting

    def list_waiting(view: View, versions: Any, first: int) -> Any:
        looked.append(first)
        return inner(view, versions, first)

    monkeypatch.setattr(extract, "_list_waiting", list_waiting)
    take(record, tmp_path, *DOCUMENTS[:1])
    read(record, gazetteer)
    with record.look() as view:
        first = next(view.list_documents()).number
    settle_in_pages(record, least=0)
    take(record, tmp_path, DOCUMENTS[1])
    with record.look() as view:
        size = view.size
    assert read(record, gazetteer).read == 1  # from now on it is known how far was read
    take(record, tmp_path, DOCUMENTS[2])
    assert read(record, gazetteer).read == 1
    assert looked == [0, 0, size]
    with monkeypatch.context() as patch:  # another version looks at all, and so does this one after it
        patch.setattr(extract, "digest_code", lambda: "another")
        patch.setattr(extract, "ENGINE", "rules of old")
        assert read(record, gazetteer).again == 3
    assert read(record, gazetteer).again == 3
    assert looked == [0, 0, size, 0, 0]
    settle_in_pages(record, least=0)  # the pages are others, and how far was read is kept
    assert read(record, gazetteer) == Extracted()
    assert looked[-1] > size
    with record.add() as addition:  # another program has read an early document
        addition.append("extraction", {
            "of": first, "engine": "rules of old", "lexicons": {}, "gazetteer": "g", "actors": "a", "areas": {},
            "claims": 0, "events": 0, "ends": [],
        })  # fmt: skip
    read(record, gazetteer)
    assert looked[-1] == 0
    with monkeypatch.context() as patch:  # without a file where it is kept
        patch.setattr(reached, "find_pages", lambda _: None)
        assert read(record, gazetteer) == Extracted()
    assert looked[-1] == 0


def test_what_another_program_read_meanwhile_is_left(
    record: Record, tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(record, tmp_path, *DOCUMENTS)
    inner = extract_documents

    def read_twice(documents: list[Document], **options: object) -> Reading:
        monkeypatch.setattr(extract, "extract_documents", inner)
        read(record, gazetteer)
        return inner(documents, **options)

    monkeypatch.setattr(extract, "extract_documents", read_twice)
    assert read(record, gazetteer) == Extracted()
    with record.look() as view:
        assert view.count_kinds()["extraction"] == len(DOCUMENTS)


def test_a_record_that_others_keep_adding_to_is_told(
    record: Record, tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(record, tmp_path, *DOCUMENTS)
    read(record, gazetteer)

    def add_meanwhile(reading: Reading) -> Reading:
        add_document(record, f"late {len(reading.documents)}", "It goes on.", 1)
        return reconcile_reading(reading)

    monkeypatch.setattr(settle, "reconcile_reading", add_meanwhile)
    monkeypatch.setattr(settle, "gather_recorded", lambda view: Reading((), (), (), (), ()))
    with pytest.raises(RecordError, match="other programs added reports"):
        settle_record(record)


def test_a_language_without_a_pack_is_said_and_waits(record: Record, tmp_path: Path, gazetteer: Gazetteer) -> None:
    dutch = Document("nl", "Negen mensen kwamen dinsdag om het leven bij een aanslag in Ramadi.", language="nl")
    take(record, tmp_path, dutch)
    done = read(record, gazetteer)
    assert (done.read, dict(done.unread)) == (0, {"nl": 1})
    assert read(record, gazetteer) == Extracted()


def read_otherwise(monkeypatch: pytest.MonkeyPatch, change: object) -> None:
    """As if another version of the engine read the documents, which `change` gives the claims of."""
    monkeypatch.setattr(extract, "ENGINE", "rules 99")

    def extract_changed(documents: list[Document], **options: object) -> Reading:
        reading = extract_documents(documents, **options)
        return replace(
            reading, claims=tuple(change(replace(c, engine="rules 99")) for c in reading.claims if change(c))
        )

    monkeypatch.setattr(extract, "extract_documents", extract_changed)


def test_another_version_that_reads_the_same_changes_nothing(
    record: Record, tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(record, tmp_path, *DOCUMENTS)
    new = read(record, gazetteer).new
    before = gather(record).claims
    read_otherwise(monkeypatch, lambda claim: claim)
    done = read(record, gazetteer)
    assert (done.read, done.again, done.same, done.changed) == (0, 3, new, [])
    assert gather(record).claims == before


def test_a_newer_version_supersedes_what_nobody_judged(
    record: Record, tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(record, tmp_path, *DOCUMENTS)
    read(record, gazetteer)
    held = gather(record).claims
    killed = {c.document: c for c in held if c.outcome == "killed"}
    wounded = next(c for c in held if c.outcome == "injured")
    link = Link((killed["one"].id, wounded.id), True, "Ana", dt.date(2016, 3, 9), "one bomb")
    settle_record(record, Decisions(links=(link,)))
    moment = dt.datetime.now(dt.UTC)

    # Everything is surer by a little now, but for the wounded, who are not found any more.
    read_otherwise(monkeypatch, lambda c: None if c.outcome == "injured" else replace(c, confidence=0.123))
    done = read(record, gazetteer)
    judged = {killed["one"].id, wounded.id}
    assert {(each.before["id"], each.after is None) for each in done.judged if each.before} == {
        (killed["one"].id, False), (wounded.id, True),
    }  # fmt: skip
    assert {each.before["id"] for each in done.changed if each.before} == {c.id for c in held} - judged
    now = {claim.id: claim for claim in gather(record).claims}
    assert {id: claim.confidence == 0.123 for id, claim in now.items()} == {c.id: c.id not in judged for c in held}
    assert gather(record, moment).claims == held
    with record.look() as view:
        assert view.count_kinds()["claim"] == len(held) + len(done.changed)


def test_reconciling_keeps_what_changed(record: Record, tmp_path: Path, gazetteer: Gazetteer) -> None:
    take(record, tmp_path, *DOCUMENTS[:1])
    read(record, gazetteer)
    first = settle_record(record)
    assert (first.is_new, len(first.new), first.changed, first.gone) == (True, 1, (), ())
    again = settle_record(record)
    assert (again.is_new, again.reading) == (False, first.reading)
    take(record, tmp_path, *DOCUMENTS[1:])
    read(record, gazetteer)
    second = settle_record(record)
    assert len(second.reading.incidents) == 2
    with record.look() as view:
        kept = {body["incident"]["id"]: body["incident"] for _, body in view.list_current(schema.incidents)}
        totals = next(iter(view.list_current(schema.reconciliations)))[1]["totals"]
    written = second.reading.to_dict()
    assert kept == {incident["id"]: incident for incident in written["incidents"]}
    assert totals == written["totals"]


def test_decisions_are_kept_once_and_obeyed(record: Record, tmp_path: Path, gazetteer: Gazetteer) -> None:
    take(record, tmp_path, *DOCUMENTS)
    read(record, gazetteer)
    killed = {c.document: c.id for c in gather(record).claims if c.outcome == "killed"}
    together = len(settle_record(record).reading.incidents)
    apart = Link((killed["one"], killed["two"]), False, "Ana", dt.date(2016, 3, 9), "two bombs")
    ruling = OriginRuling(Voice(document="two"), Voice("police"), "Ana", "it says so", dt.date(2016, 3, 9))
    decided = Decisions((apart,), (ruling,))
    settled = settle_record(record, decided)
    assert (settled.decided, settled.is_new) == (2, True)
    assert settled.reading.decisions == decided
    assert len(settled.reading.incidents) == together + 1
    again = settle_record(record, decided)
    assert (again.decided, again.is_new) == (0, False)


def test_a_completed_document_is_read_again(record: Record, tmp_path: Path, gazetteer: Gazetteer) -> None:
    undated = replace(DOCUMENTS[0], published=None)
    take(record, tmp_path, undated)
    read(record, gazetteer)
    take(record, tmp_path, replace(DOCUMENTS[0], url="https://plain.example/one"))
    assert [(note.id, note.published) for note in gather(record).documents] == [("one", dt.date(2016, 3, 2))]
    assert gather(record).claims == ()
    assert read(record, gazetteer).read == 1
    (claim,) = gather(record).claims
    assert claim.period is not None
    assert claim.period.start == dt.date(2016, 3, 1)
