"""What new reports touch, reconciled by the pages of the last reconciliation: the incidents that are kept are those of
starting over, and where the pages do not fit all is reconciled."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from cenotaph.archive.text import digest
from cenotaph.incidents.decisions import Decisions, Link
from cenotaph.incidents.pager import Pager
from cenotaph.store import schema
from cenotaph.store.checking import check_log
from cenotaph.store.pages import find_pages, open_pages
from cenotaph.store.record import Record
from cenotaph.workflow import touched as touching
from cenotaph.workflow.json_form import write_claim, write_decisions
from cenotaph.workflow.settle import settle_record, to_plain
from cenotaph.workflow.touched import WholeError, reconcile_touched, settle_in_pages
from tests.house.sources import ROOT
from tests.store.records import make, reopen
from tests.workflow.test_resident import list_kept, make_reports, start_over, write_report

KILLS = int(os.environ.get("CENOTAPH_TEST_KILLS", "4"))


@pytest.fixture
def record(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setattr(touching, "_MOST_NEWS", 1.0)  # the records here are small
    return make(place, tmp_path)


def settle(record: Record) -> None:
    _, held = settle_in_pages(record, least=0)
    assert held is None


def find_path(record: Record) -> Path:
    path = find_pages(record)
    assert path is not None
    return path


def expect_whole(record: Record, reason: str) -> None:
    before = list_kept(record)
    with pytest.raises(WholeError, match=reason):
        reconcile_touched(record)
    assert list_kept(record) == before
    settle(record)
    assert list_kept(record) == start_over(record)
    assert reconcile_touched(record) == reconcile_touched(record)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_kept_is_what_starting_over_gives(record: Record, seed: int) -> None:
    chance, reports = random.Random(seed), make_reports(400, 90, seed)
    for report in reports[:30]:
        write_report(record, *report)
    settle(record)
    waiting = reports[30:]
    while waiting:
        known = set(list_kept(record))
        some = [waiting.pop() for _ in range(min(len(waiting), chance.randint(1, 12)))]
        for report in some:
            write_report(record, *report)
        found = reconcile_touched(reopen(record))
        kept = list_kept(record)
        assert kept == start_over(record)
        assert (set(found.new), set(found.gone)) == (kept.keys() - known, known - kept.keys())
        assert (found.incidents, found.unread) == (len(kept), 0)
    settled = settle_record(record)
    assert (settled.is_new, settled.new, settled.changed, settled.gone) == (True, (), (), ())


def begin(record: Record, seed: int = 3, first: int = 30) -> list[Any]:
    """A record of some reports, reconciled; gives those that are left."""
    reports = make_reports(250, 50, seed)
    for report in reports[:first]:
        write_report(record, *report)
    settle(record)
    return reports[first:]


def test_nothing_new_changes_nothing(record: Record) -> None:
    begin(record)
    with record.look() as view:
        size = view.size
    found = reconcile_touched(record)
    assert (found.new, found.changed, found.gone, found.incidents) == ((), (), (), len(list_kept(record)))
    with record.look() as view:
        assert view.size == size


def test_what_was_kept_is_not_looked_at_again(record: Record) -> None:
    for report in begin(record):
        write_report(record, *report)
        for _ in range(2):
            with record.look() as view, open_pages(find_path(record)) as pages:
                assert pages is not None
                seen = pages.read_fact("reconciled")["seen"]
                assert view.list_kinds(seen) <= {"document", "extraction", "claim"}
            reconcile_touched(record)


def test_claims_of_a_document_that_was_there_before_are_taken(record: Record) -> None:
    """A document is collected, and extracted later."""
    document, claims = begin(record)[0]
    number = write_report(record, document, ())
    assert reconcile_touched(record).new == ()
    with record.add() as addition:
        entry = addition.append("extraction", {
            "of": number, "engine": "rules", "lexicons": {}, "gazetteer": "g", "actors": "a", "areas": {}, "claims": 1,
            "events": 0, "ends": [],
        })  # fmt: skip
        for claim in claims:
            told = {"of": number, "extraction": entry, "ends": [], "claim": write_claim(claim)}
            addition.append("claim", told)
    reconcile_touched(record)
    assert list_kept(record) == start_over(record)


def test_documents_that_are_not_extracted_are_counted(record: Record) -> None:
    document, _ = begin(record)[0]
    body = {
        "id": document.id, "capture": 0, "digest": digest(document.text), "language": "en", "language_stated": True,
        "words": 5, "title": None, "published": None, "url": None, "publisher": None, "ends": [],
    }  # fmt: skip
    with record.add() as addition:
        addition.append("document", body, document.text)
    assert reconcile_touched(record).unread == 1
    assert reconcile_touched(record).unread == 1


def test_a_record_without_pages_is_reconciled_as_a_whole(record: Record) -> None:
    with pytest.raises(WholeError, match=r"^$"):
        reconcile_touched(record)
    _, held = settle_in_pages(record)  # it has too few claims
    assert held is not None
    with pytest.raises(WholeError, match=r"^$"):
        reconcile_touched(record)


def test_a_decision_is_reconciled_as_a_whole_and_obeyed_from_then_on(record: Record) -> None:
    waiting = begin(record)
    with record.look() as view:
        ids = [body["claim"]["id"] for _, body in view.list_current(schema.claims)]
    link = Link((ids[0], ids[-1]), True, "Ana", None, "one attack")
    with record.add() as addition:
        written = to_plain(write_decisions(Decisions(links=(link,))))
        addition.append("decision", {"seen": 0, "claims": list(link.claims), "decisions": written})
    expect_whole(record, "a new entry of the kind “decision”")
    for report in waiting:
        write_report(record, *report)
        reconcile_touched(record)
    assert list_kept(record) == start_over(record)


def test_a_document_that_takes_the_place_of_another_is_reconciled_as_a_whole(record: Record) -> None:
    document, claims = begin(record)[0]
    number = write_report(record, document, claims)
    reconcile_touched(record)
    write_report(record, document, claims[:1], ends=[number])
    expect_whole(record, "holds no longer")


def test_many_claims_at_once_are_reconciled_as_a_whole(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    for report in begin(record):
        write_report(record, *report)
    monkeypatch.setattr(touching, "_MOST_NEWS", 0.01)
    expect_whole(record, "claims are new")


def test_another_version_reconciles_all(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report(record, *begin(record)[0])
    monkeypatch.setattr(touching, "digest_code", lambda: "another")
    expect_whole(record, "another version")


def test_what_another_program_reconciled_is_reconciled_as_a_whole(record: Record) -> None:
    for report in begin(record):
        write_report(record, *report)
    settle_record(record)
    write_report(record, *make_reports(400, 90, 3)[-1])
    expect_whole(record, "another program has reconciled it since")


def do_meanwhile(patch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Does something between the reading of what is new and the writing of what came of it."""
    work_out = touching._add_news

    def be_late(*given: Any) -> Any:
        act()
        return work_out(*given)

    patch.setattr(touching, "_add_news", be_late)


def test_another_program_that_reconciles_meanwhile_is_heeded(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report(record, *begin(record)[0])
    with monkeypatch.context() as patch:
        do_meanwhile(patch, lambda: settle_record(reopen(record)))
        with pytest.raises(WholeError, match="meanwhile"):
            reconcile_touched(record)
    expect_whole(record, "another program has reconciled it since")


def test_reports_that_come_meanwhile_are_taken_the_next_time(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = begin(record)
    write_report(record, *waiting[0])
    with monkeypatch.context() as patch:
        do_meanwhile(patch, lambda: write_report(reopen(record), *waiting[1]))
        reconcile_touched(record)
    reconcile_touched(record)
    assert list_kept(record) == start_over(record)


def test_pages_of_another_record_are_not_used(record: Record, tmp_path: Path) -> None:
    begin(record)
    with closing(sqlite3.connect(find_path(record))) as connection, connection:
        connection.execute("UPDATE facts SET value = replace(value, ?, 'other')", (record.id,))
    expect_whole(record, "another record")


def test_pages_do_not_fit_a_record_that_lost_entries(record: Record) -> None:
    """As one that was restored from a backup that was made before."""
    waiting = begin(record)
    for report in waiting:
        write_report(record, *report)
    reconcile_touched(record)
    with record.database.write() as connection:
        last = connection.execute(select(func.max(schema.incidents.c.entry))).scalar()
        connection.execute(delete(schema.incidents).where(schema.incidents.c.entry == last))
        connection.execute(delete(schema.log).where(schema.log.c.entry == last))
    with pytest.raises(WholeError, match="before it was restored"):
        reconcile_touched(record)


def test_damaged_pages_are_made_anew(record: Record) -> None:
    write_report(record, *begin(record)[0])
    with closing(sqlite3.connect(find_path(record))) as connection, connection:
        connection.execute("UPDATE pages SET page = ?", (b"x",))
    expect_whole(record, "is damaged")


def test_of_a_record_that_holds_anything_sealed_there_are_no_pages(record: Record) -> None:
    begin(record)
    assert find_path(record).exists()
    subject = record.vault.make_subject()
    with record.add() as addition:
        addition.append("capture", {"name": "x", "digest": "0" * 64, "sealed_for": subject})
    _, held = settle_in_pages(record, least=0)
    assert held is not None
    assert not find_path(record).exists()


def test_what_is_new_and_sealed_is_reconciled_as_a_whole(record: Record) -> None:
    begin(record)
    subject = record.vault.make_subject()
    digest_ = record.put_sealed(b"Nobody is to know.", subject)
    body = {
        "id": "secret", "capture": 0, "digest": digest_, "plain": digest("Nobody is to know."), "sealed_for": subject,
        "runs": "", "language": "en", "language_stated": True, "words": 5, "title": None, "published": None,
        "url": None, "publisher": None, "ends": [],
    }  # fmt: skip
    with record.add() as addition:
        addition.append("document", body)
    with pytest.raises(WholeError, match="is sealed"):
        reconcile_touched(record)


@pytest.mark.parametrize("seed", [6])
def test_killed_again_and_again(record: Record, place: str, seed: int) -> None:
    chance = random.Random(seed)
    begin(record, seed, first=15)
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.workflow.killed_reconciling", place, str(seed)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(chance.randint(1, 8))]
        time.sleep(chance.random() * 0.05)
        process.kill()
        with process:
            assert said[0] == "begun\n", process.stderr and process.stderr.read()
        found = reopen(record)
        with found.database.read() as connection:
            check_log(connection)
        try:
            reconcile_touched(found)
        except WholeError:
            settle(found)
        assert list_kept(found) == start_over(found)


class KilledError(BaseException):
    """The program is gone at once."""


@pytest.mark.parametrize("moment", ["worked out", "kept", "half of the pages", "done"])
@pytest.mark.parametrize("seed", [4, 5])
def test_stopped_at_any_moment_the_record_is_whole(
    record: Record, moment: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = begin(record, seed)
    before = list_kept(record)
    for report in waiting:
        write_report(record, *report)

    def die(*_: object) -> None:
        raise KilledError

    def die_halfway(self: Pager) -> Any:
        changes = list(list_changes(self))
        yield from changes[: len(changes) // 2]
        raise KilledError

    list_changes = Pager.list_changes
    with monkeypatch.context() as patch:
        match moment:
            case "worked out":
                patch.setattr(touching, "_keep", die)
            case "kept":
                patch.setattr(Pager, "list_changes", die)
            case "half of the pages":
                patch.setattr(Pager, "list_changes", die_halfway)
            case "done":
                patch.setattr(touching, "Touched", die)
        with pytest.raises(KilledError):
            reconcile_touched(record)
    assert list_kept(record) == (before if moment == "worked out" else start_over(record))
    if moment in ("kept", "half of the pages"):
        expect_whole(record, "stopped before it was done")
    else:
        reconcile_touched(record)
        assert list_kept(record) == start_over(record)
    with record.database.read() as connection:
        check_log(connection)
