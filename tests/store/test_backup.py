"""The drill: a record is backed up while it is used, lost, and restored, on its own database and on the other."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cenotaph.store import backup
from cenotaph.store.address import RecordError, parse_address
from cenotaph.store.backup import back_up, restore_backup
from cenotaph.store.blobs import BlobError, check_blob
from cenotaph.store.record import Record
from tests.store.records import add_capture, add_document, keep, make, open_at

WORDS = "Nine people were killed when shells fell on the market of Hesk, a doctor said. " * 20


@pytest.fixture
def record(place: str, tmp_path: Path) -> Record:
    made = make(place, tmp_path)
    for number in range(3):
        capture = add_capture(made, f"{number}.txt", f"{WORDS} {number}".encode())
        add_document(made, f"{number}.txt", f"{WORDS} {number}", capture)
    return made


def list_all(record: Record) -> list[object]:
    with record.look() as view, record.database.read() as connection:
        entries = list(view.list_entries())
        documents = [(kept.number, bytes(kept.runs)) for kept in view.list_documents()]
        return [record.id, entries, documents, record.database.find_words(connection, ["market"], 10)]


def test_the_drill(record: Record, place: str, tmp_path: Path) -> None:
    copied = back_up(record, tmp_path / "backup")
    assert (copied.entries, copied.blobs, copied.new) == (7, 3, 3)
    known = list_all(record)
    before = {path: path.read_bytes() for path in (tmp_path / "backup").rglob("*") if path.is_file()}
    for address in (str(tmp_path / "again"), f"{place}_again"):
        elsewhere = None if address.startswith("/") else str(tmp_path / "elsewhere")
        assert restore_backup(tmp_path / "backup", parse_address(address), elsewhere).entries == 7
        restored = open_at(address)
        assert list_all(restored) == known
        for digest in record.blobs.list():
            check_blob(restored.blobs, digest)
        add_document(restored, "more", "It goes on.")
    assert {path: path.read_bytes() for path in (tmp_path / "backup").rglob("*") if path.is_file()} == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_backup_is_a_record(record: Record, tmp_path: Path) -> None:
    back_up(record, tmp_path / "backup")
    assert list_all(open_at(str(tmp_path / "backup"))) == list_all(record)


def test_a_second_backup_copies_what_is_new(record: Record, tmp_path: Path) -> None:
    back_up(record, tmp_path / "backup")
    open_at(str(tmp_path / "backup"))  # somebody looks into it, and leaves files beside it
    add_document(record, "more", "Ten people were wounded in Oltan.", add_capture(record, "more.txt", b"x"))
    copied = back_up(record, tmp_path / "backup")
    assert (copied.blobs, copied.new) == (5, 2)
    assert list_all(open_at(str(tmp_path / "backup"))) == list_all(record)


def test_what_is_written_meanwhile_is_not_in_it_by_half(record: Record, tmp_path: Path) -> None:
    def write(done: int, total: int) -> None:
        add_document(record, f"late {done}", f"It was written while {done} of {total} were copied.")

    known = list_all(record)
    back_up(record, tmp_path / "backup", write)
    assert list_all(open_at(str(tmp_path / "backup"))) == known


def test_the_earlier_backup_stays_whole_when_the_next_fails(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(record, tmp_path / "backup")
    known = list_all(record)
    add_document(record, "more", "Ten people were wounded in Oltan.")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "check_blob", fail)
    with pytest.raises(OSError, match="No space"):
        back_up(record, tmp_path / "backup")
    assert list_all(open_at(str(tmp_path / "backup"))) == known
    assert not list((tmp_path / "backup").glob("*unfinished*"))


@pytest.mark.parametrize("damage", ["lost", "altered", "database", "entry", "index"])
def test_a_backup_that_is_not_whole_is_refused(record: Record, place: str, tmp_path: Path, damage: str) -> None:
    back_up(record, tmp_path / "backup")
    blob = next(path for path in (tmp_path / "backup" / "blobs").rglob("*") if path.is_file())
    database = tmp_path / "backup" / "record.sqlite"
    if damage == "lost":
        blob.unlink()
    elif damage == "altered":
        blob.write_bytes(blob.read_bytes()[:-9] + b"else else")
    elif damage == "database":
        kept = database.read_bytes()
        database.write_bytes(kept[: len(kept) // 2])
    else:
        changed = {"entry": "UPDATE log SET body = replace(body, '1.txt', '9.txt')", "index": "DELETE FROM documents"}
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute(changed[damage])
    for address in (str(tmp_path / "again"), f"{place}_again"):
        elsewhere = None if address.startswith("/") else str(tmp_path / "elsewhere")
        with pytest.raises(RecordError):
            restore_backup(tmp_path / "backup", parse_address(address), elsewhere)
        with pytest.raises(RecordError, match="there is no record here"):
            open_at(address)


def test_bytes_that_are_gone_fail_the_backup(record: Record, tmp_path: Path) -> None:
    with record.add() as addition:
        addition.append("capture", {"digest": "0" * 64})
    with pytest.raises(BlobError, match="not there"):
        back_up(record, tmp_path / "backup")


def make_file(folder: Path) -> Path:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    return folder / "notes.txt"


def make_other(folder: Path) -> Path:
    keep(make(str(folder / "other"), folder)).close()
    return folder / "other"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (make_file, "is a file"),
        (lambda folder: folder / "not" / "there", "make it first"),
        (lambda folder: make_file(folder).parent, "is not empty"),
        (make_other, "holds another record"),
        (lambda folder: folder / "record", "is the record itself"),
    ],
)
def test_a_backup_writes_over_nothing(tmp_path: Path, target: Callable[[Path], Path], said: str) -> None:
    record = make(str(tmp_path / "record"), tmp_path)
    folder = target(tmp_path)
    with pytest.raises(RecordError, match=said):
        back_up(record, folder)
    record.close()


def test_nothing_is_restored_over_a_record(record: Record, place: str, tmp_path: Path) -> None:
    back_up(record, tmp_path / "backup")
    known = list_all(record)
    with pytest.raises(RecordError, match="already"):
        restore_backup(tmp_path / "backup", parse_address(place), str(tmp_path / "blobs"))
    assert list_all(record) == known
    with pytest.raises(RecordError, match="is no backup"):
        restore_backup(tmp_path, parse_address(str(tmp_path / "again")))
