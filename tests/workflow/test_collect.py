"""Taking in: every item ends in a receipt that is true, and nothing is taken twice."""

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from cenotaph.archive.readers.registry import find_format
from cenotaph.runners.sandbox import Pool
from cenotaph.store import schema
from cenotaph.store.address import RecordError
from cenotaph.store.blobs import FolderBlobs, read_blob
from cenotaph.store.record import Record
from cenotaph.workflow import collect
from cenotaph.workflow.collect import collect_files
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.receipts import Outcome, Receipt
from tests.archive.web_files import make_page, make_record
from tests.store.records import make, reopen

STRIKE = "Nine people were killed when shells fell on the market of Hesk on Tuesday, a doctor at the hospital said. "
LONG = STRIKE + "".join(
    f"The governor of the district spoke of {n} houses that were hit and of {n + 3} families that had left the town. "
    for n in range(12)
)


@pytest.fixture
def record(place: str, tmp_path: Path) -> Record:
    return make(place, tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports"


def write(folder: Path, name: str, text: str | bytes) -> Item:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    format = find_format(name)
    assert format is not None
    return Item(name, path, format)


def take(record: Record, *items: Item, **custody: object) -> list[Receipt]:
    with Pool() as pool:
        return list(collect_files(record, items, Custody(**custody), pool))


def list_ids(record: Record) -> list[str]:
    with record.look() as view:
        return [kept.body["id"] for kept in view.list_documents()]


def count_entries(record: Record) -> int:
    with record.look() as view:
        return view.size


def test_what_is_taken_is_kept_byte_for_byte(record: Record, folder: Path) -> None:
    page = f"<html><head><title>Market hit</title></head><body><article><p>{LONG}</p></article></body></html>".encode()
    (receipt,) = take(record, write(folder, "a.html", page), collector="k7", consent="asked")
    assert (receipt.item, receipt.outcome) == ("a.html", Outcome.TAKEN)
    with reopen(record).look() as view:
        ((_, capture),) = view.list_current(schema.captures)
        (kept,) = view.list_documents()
        ((_, written),) = view.list_current(schema.receipts)
    assert read_blob(record.blobs, capture["digest"]) == page
    assert (capture["name"], capture["size"], capture["collector"]) == ("a.html", len(page), "k7")
    assert (capture["sensitivity"], capture["consent"]) == ("public", "asked")
    assert capture["started_at"] <= capture["ended_at"]
    text = read_blob(record.blobs, kept.body["digest"]).decode()
    assert STRIKE.strip() in text
    assert (kept.body["title"], kept.body["language"]) == ("Market hit", "en")
    assert (written["outcome"], written["taken"]) == ("taken", 1)


def test_running_again_takes_nothing_and_writes_nothing(record: Record, folder: Path) -> None:
    items = [
        write(folder, "a.txt", LONG),
        write(folder, "empty.txt", " "),
        write(folder, "b.jsonl", '{"id": "x", "text": "Two died in Oltan."}'),
    ]
    assert [r.outcome for r in take(record, *items)] == [Outcome.TAKEN, Outcome.FAILED, Outcome.TAKEN]
    before = count_entries(record)
    again = take(record, *items)
    assert [(r.outcome, r.of, r.how, r.is_new) for r in again] == [
        (Outcome.DUPLICATE, "itself", "same bytes", False),
        (Outcome.FAILED, None, None, False),
        (Outcome.DUPLICATE, "itself", "same bytes", False),
    ]
    assert count_entries(record) == before


def test_same_bytes_under_another_name(record: Record, folder: Path) -> None:
    take(record, write(folder, "a.txt", LONG))
    (receipt,) = take(record, write(folder, "copy.txt", LONG))
    assert (receipt.outcome, receipt.of, receipt.how) == (Outcome.DUPLICATE, "a.txt", "same bytes")
    assert list_ids(record) == ["a.txt"]
    with record.look() as view:
        assert [body["name"] for _, body in view.list_current(schema.captures)] == ["a.txt", "copy.txt"]
    size = count_entries(record)
    assert take(record, write(folder, "copy.txt", LONG))[0].is_new is False
    assert count_entries(record) == size


def test_same_bytes_in_one_call(record: Record, folder: Path) -> None:
    receipts = take(record, write(folder, "a.txt", LONG), write(folder, "b.txt", LONG))
    assert [(r.outcome, r.of) for r in receipts] == [(Outcome.TAKEN, None), (Outcome.DUPLICATE, "a.txt")]
    assert list_ids(record) == ["a.txt"]


def test_same_text_that_states_no_more_is_a_duplicate(record: Record, folder: Path) -> None:
    take(record, write(folder, "a.txt", LONG))
    (receipt,) = take(record, write(folder, "a.md", LONG))
    assert receipt.outcome is Outcome.DUPLICATE
    (receipt,) = take(record, write(folder, "b.jsonl", f'{{"id": "x", "text": "{LONG}"}}'))
    assert (receipt.item, receipt.outcome, receipt.of, receipt.how) == ("x", Outcome.DUPLICATE, "a.txt", "same text")


def test_same_text_by_another_outlet_is_taken_and_said(record: Record, folder: Path) -> None:
    take(record, write(folder, "a.txt", LONG))
    row = f'{{"id": "x", "publisher": "Plain Daily", "text": "{LONG}"}}'
    (receipt,) = take(record, write(folder, "b.jsonl", row))
    assert (receipt.outcome, receipt.same_text) == (Outcome.TAKEN, ("a.txt",))
    assert list_ids(record) == ["a.txt", "x"]


def test_a_day_that_is_given_later_completes_the_document(record: Record, folder: Path) -> None:
    item = write(folder, "a.txt", LONG)
    assert take(record, item)[0].dated is False
    (receipt,) = take(record, item, published=dt.date(2016, 3, 1))
    assert (receipt.item, receipt.outcome, receipt.replaces, receipt.dated) == ("a.txt", Outcome.TAKEN, True, True)
    with record.look() as view:
        (kept,) = view.list_documents()
    assert kept.body["published"] == "2016-03-01"
    (receipt,) = take(record, item)
    assert receipt.outcome is Outcome.DUPLICATE


def test_a_day_that_a_person_gave_is_mended(record: Record, folder: Path) -> None:
    item = write(folder, "a.txt", LONG)
    take(record, item, published=dt.date(2016, 3, 1))
    (receipt,) = take(record, item, published=dt.date(2016, 3, 2))
    assert (receipt.item, receipt.replaces) == ("a.txt", True)
    with record.look() as view:
        assert [kept.body["published"] for kept in view.list_documents()] == ["2016-03-02"]
    # What the report itself states is no slip of a person: another day is another publication.
    row = f'{{"id": "x", "published": "%s", "publisher": "Plain Daily", "text": "{LONG}"}}'
    take(record, write(folder, "b.jsonl", row % "2016-03-05"))
    (receipt,) = take(record, write(folder, "c.jsonl", row % "2016-03-06"))
    assert (receipt.item, receipt.replaces) == ("x (2)", False)


def test_a_language_that_is_given_later_completes_the_document(record: Record, folder: Path) -> None:
    item = write(folder, "a.txt", LONG)
    take(record, item)
    (receipt,) = take(record, item, language="es")
    assert (receipt.item, receipt.replaces) == ("a.txt", True)
    with record.look() as view:
        (kept,) = view.list_documents()
    assert (kept.body["language"], kept.body["language_stated"]) == ("es", True)
    assert take(record, item, language="es")[0].outcome is Outcome.DUPLICATE


def test_a_file_that_changed_is_another_document(record: Record, folder: Path) -> None:
    take(record, write(folder, "a.txt", "Two people were killed in Oltan."))
    (receipt,) = take(record, write(folder, "a.txt", "Ten people were wounded in Hesk, the mayor of that town said."))
    assert (receipt.item, receipt.outcome) == ("a.txt (2)", Outcome.TAKEN)
    (receipt,) = take(record, write(folder, "a.txt", "Ten people were wounded in Hesk, the mayor of that town said."))
    assert receipt.outcome is Outcome.DUPLICATE
    assert list_ids(record) == ["a.txt", "a.txt (2)"]


def test_near_duplicates_are_said_in_both_directions(record: Record, folder: Path) -> None:
    take(record, write(folder, "long.txt", LONG))
    (receipt,) = take(record, write(folder, "part.txt", LONG[: len(LONG) // 2]))
    assert [near.document for near in receipt.near] == ["long.txt"]
    assert receipt.near[0].share > 0.9
    (receipt,) = take(record, write(folder, "longer.txt", LONG + "A spokesman denied it. " * 3))
    assert [near.document for near in receipt.near] == ["long.txt", "part.txt"] or receipt.near[0].share > 0.9
    (receipt,) = take(record, write(folder, "other.txt", "The council of Oltan met about the harvest and the river."))
    assert receipt.near == ()


def test_what_cannot_be_read_is_kept_and_told(record: Record, folder: Path) -> None:
    (receipt,) = take(record, write(folder, "a.pdf", b"%PDF-1.4 not really"))
    assert (receipt.outcome, receipt.item) == (Outcome.FAILED, "a.pdf")
    assert receipt.reason
    with record.look() as view:
        ((_, capture),) = view.list_current(schema.captures)
        ((_, written),) = view.list_current(schema.receipts)
    assert read_blob(record.blobs, capture["digest"]) == b"%PDF-1.4 not really"
    assert (written["outcome"], written["reason"]) == ("failed", receipt.reason)


def test_a_row_that_cannot_be_read_does_not_cost_the_others(record: Record, folder: Path) -> None:
    rows = (
        '{"id": "x", "text": "Two people were killed in Oltan."}\nno json\n{"id": "y", "text": "Nine died in Hesk."}\n'
    )
    receipts = take(record, write(folder, "b.jsonl", rows))
    assert [(r.item, r.outcome) for r in receipts] == [
        ("x", Outcome.TAKEN), ("y", Outcome.TAKEN), ("b.jsonl, line 2", Outcome.FAILED),
    ]  # fmt: skip


def test_a_file_that_is_gone_fails_alone(record: Record, folder: Path) -> None:
    gone = write(folder, "gone.txt", LONG)
    (folder / "gone.txt").unlink()
    receipts = take(record, gone, write(folder, "b.txt", STRIKE))
    assert [r.outcome for r in receipts] == [Outcome.FAILED, Outcome.TAKEN]


def test_a_run_that_was_stopped_inside_a_file_goes_on(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "\n".join(f'{{"id": "d{n}", "text": "{n + 2} people were killed in Hesk on day {n}."}}' for n in range(40))
    item = write(folder, "many.jsonl", rows)
    monkeypatch.setattr(collect, "_MOST_STEPS", 8)
    running = collect_files(record, [item], Custody(), Pool())
    acknowledged = [next(running).item for _ in range(10)]
    running.close()
    held = list_ids(record)
    assert set(acknowledged) <= set(held)
    assert len(held) < 40
    receipts = take(record, item)
    assert len([r for r in receipts if r.outcome is Outcome.TAKEN]) == 40 - len(held)
    assert sorted(list_ids(record)) == sorted(f"d{n}" for n in range(40))
    with record.look() as view:
        assert len(list(view.list_current(schema.captures))) == 1
        assert len(list(view.list_current(schema.receipts))) == 1


def test_receipts_come_after_the_commit(record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "_MOST_STEPS", 2)
    items = [
        write(folder, f"{n}.txt", f"{n + 2} people were killed in Hesk, the mayor of the town said.") for n in range(7)
    ]
    for receipt in collect_files(record, items, Custody(), Pool()):
        assert receipt.item in list_ids(record)


PRINTS = [
    {"id": "first", "text": LONG},
    {"id": "copy", "text": f"The agency reports: {LONG}"},
    {"id": "same", "text": "Two died in Oltan."},
    {"id": "other outlet", "text": "Two died in Oltan.", "publisher": "The Oltan Post"},
    {"id": "stated less", "text": "Two died in Oltan."},
    {"id": "one id", "text": "Three died in Hesk."},
    {"id": "one id", "text": "Four were wounded near the mill."},
    {"id": "one id (2)", "text": "Nobody came to harm, the mayor said."},
    {"id": "one id", "text": "Five are missing since the flood."},
]


@pytest.mark.parametrize("steps", [1, 128])
def test_a_document_is_compared_with_those_of_its_own_transaction(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    monkeypatch.setattr(collect, "_MOST_STEPS", steps)
    taken = take(record, *(write(folder, f"{n}.jsonl", json.dumps(print)) for n, print in enumerate(PRINTS)))
    expected = ["first", "copy", "same", "other outlet", "one id", "one id (2)", "one id (2) (2)", "one id (3)"]
    assert list_ids(record) == expected
    assert [near.document for near in taken[1].near] == ["first"]
    assert (taken[3].same_text, taken[4].of, taken[4].how) == (("same",), "same", "same text")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused_and_nobody_waits_for_it(record: Record, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (receipt,) = take(record, Item("pipe.txt", folder / "pipe.txt", "txt"))
    assert receipt.outcome is Outcome.FAILED
    assert receipt.reason is not None
    assert "standard input" in receipt.reason


def test_only_the_next_files_are_asked_for_before_a_receipt(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "_MOST_FILES", 1)
    asked: list[str] = []

    def watch() -> Iterator[Item]:
        for n in range(3):
            asked.append(f"{n}")
            yield write(folder, f"{n}.txt", f"{n + 2} people were killed in Hesk, the mayor of the town said.")

    running = collect_files(record, watch(), Custody(), Pool())
    next(running)
    assert asked == ["0", "1"]
    next(running)
    assert asked == ["0", "1", "2"]
    assert len(list(running)) == 1


def test_a_full_disk_stops_it_and_costs_nothing_that_has_a_receipt(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [
        write(folder, f"{n}.txt", f"{n + 2} people were killed in Hesk, the mayor of the town said.") for n in range(6)
    ]
    monkeypatch.setattr(collect, "_MOST_FILES", 2)
    inner, calls = type(record.blobs).put, []

    def fill(blobs: FolderBlobs, data: bytes) -> str:
        calls.append(data)
        if len(calls) > 3:
            raise OSError(28, "No space left on device")
        return inner(blobs, data)

    monkeypatch.setattr(type(record.blobs), "put", fill)
    said: list[str] = []
    with pytest.raises(RecordError, match="No space left on device"):
        said.extend(receipt.item for receipt in collect_files(record, items, Custody(), Pool()))
    assert said == list_ids(record) == ["0.txt", "1.txt"]
    monkeypatch.setattr(type(record.blobs), "put", inner)
    take(record, *items)
    assert list_ids(record) == [item.name for item in items]


def test_a_full_database_stops_it_and_costs_nothing_that_has_a_receipt(tmp_path: Path, folder: Path) -> None:
    record = make(str(tmp_path / "record"), tmp_path)
    take(record, write(folder, "a.txt", LONG))
    items = [write(folder, f"{n}.jsonl", f'{{"id": "{n}", "text": "{LONG} {n}"}}') for n in range(200)]
    with record.database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        # SQLite bounds each connection by itself, and a connection that comes back last to a full pool is let go. So on
        # a crowded machine, where several threads look at one time, a bound on this one alone was gone by the end.
        event.listen(
            connection.engine, "begin", lambda each: each.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
        )
    said: list[str] = []
    with pytest.raises(RecordError, match="the disk is full"), Pool() as pool:
        said.extend(receipt.item for receipt in collect_files(record, items, Custody(), pool))
    again = reopen(record)
    assert set(said) < set(list_ids(again))
    record.close()
    take(again, *items)
    assert len(list_ids(again)) == 201
    again.close()


def write_archive(folder: Path, pages: int) -> Item:
    stories = [f"{n + 2} people were killed in Hesk on Tuesday, the mayor of the town said." for n in range(pages)]
    records = (make_record(make_page(story), f"https://plain.example/{n}") for n, story in enumerate(stories))
    return write(folder, "many.warc", b"".join(records))


def find_receipt(record: Record) -> dict[str, Any]:
    with record.look() as view:
        return [body for _, body in view.list_current(schema.receipts)][-1]


def test_an_archive_is_written_while_it_is_read_and_goes_on_after_a_stop(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "_MOST_STEPS", 5)
    item = write_archive(folder, 23)
    with Pool() as pool:
        receipts = collect_files(record, [item], Custody(), pool)
        first = [next(receipts) for _ in range(7)]
        # What a receipt was given for is there, and no more than one transaction of it.
        assert {receipt.item for receipt in first} <= set(list_ids(record))
        assert len(list_ids(record)) == 10
        receipts.close()
    rest = take(record, item)
    assert [receipt.outcome for receipt in rest] == [Outcome.DUPLICATE] * 10 + [Outcome.TAKEN] * 13
    assert len(list_ids(record)) == 23
    assert (find_receipt(record)["outcome"], find_receipt(record)["taken"]) == ("taken", 13)
    (again,) = take(record, item)
    assert (again.outcome, again.of) == (Outcome.DUPLICATE, "itself")
    assert len([1 for _ in folder.iterdir()]) == 1


def test_an_archive_whose_reading_was_ended_failed_and_what_came_before_stays(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "_MOST_STEPS", 5)
    item = write_archive(folder, 400)
    with Pool() as pool:
        receipts = collect_files(record, [item], Custody(), pool)
        next(receipts)
        for child in pool._busy:
            child._kill()
        *taken, last = receipts
    assert last.outcome is Outcome.FAILED
    assert "makes its reader end" in (last.reason or "")
    assert len(list_ids(record)) == len(taken) + 1 < 400
    assert (find_receipt(record)["outcome"], find_receipt(record)["taken"]) == ("failed", len(taken) + 1)
    (again,) = take(record, item)
    assert "as when it was taken in before" in (again.reason or "")


def test_an_archive_that_is_written_to_meanwhile_fails(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "_MOST_STEPS", 5)
    item = write_archive(folder, 23)
    with Pool() as pool:
        receipts = collect_files(record, [item], Custody(), pool)
        next(receipts)
        with (folder / "many.warc").open("ab") as file:
            file.write(b"\r\n")
        *_, last = receipts
    assert (last.outcome, last.reason) == (Outcome.FAILED, "was changed while it was read. Run the command again.")


def test_an_archive_without_a_page_fails(record: Record, folder: Path) -> None:
    (none,) = take(record, write(folder, "none.warc", make_record(b"x", media="image/png")))
    (cut,) = take(record, write(folder, "cut.warc", make_record(make_page())[:-9]))
    assert (none.outcome, none.reason) == (Outcome.FAILED, "holds no report.")
    assert (cut.outcome, "is cut off" in (cut.reason or "")) == (Outcome.FAILED, True)
    page = make_record(make_page(), "https://plain.example/1")
    altered = make_record(make_page("Ten."), "https://plain.example/2", digest=False)
    taken, fault = take(record, write(folder, "one.warc", page + altered))
    assert (taken.outcome, fault.outcome) == (Outcome.TAKEN, Outcome.FAILED)
    same, *_ = take(record, write(folder, "copy.warc", page + altered))
    assert (same.outcome, same.of, same.how) == (Outcome.DUPLICATE, "one.warc", "same bytes")
