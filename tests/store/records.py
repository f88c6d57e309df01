"""Records for tests: made at a place that the fixture `place` gives, with what a test needs to know of them."""

from pathlib import Path

from cenotaph.store.address import parse_address
from cenotaph.store.record import Record, make_record, open_record

_opened: list[Record] = []


def close_all() -> None:
    """Let go of the records that were opened; the fixture `place` calls it."""
    while _opened:
        _opened.pop().close()


def keep(record: Record) -> Record:
    """A record that is let go of when the test has ended."""
    _opened.append(record)
    return record


def make(place: str, folder: Path) -> Record:
    """A new record at `place`; where it has no folder of its own its bytes are in `folder`."""
    address = parse_address(place)
    return keep(make_record(address, None if address.folder else str(folder / "blobs"), "tests"))


def reopen(record: Record) -> Record:
    """The same record, opened anew."""
    return keep(open_record(record.database.address))


def open_at(place: str) -> Record:
    """The record that is at a place."""
    return keep(open_record(parse_address(place)))


def add_capture(record: Record, name: str, data: bytes) -> int:
    """Append a capture with the least that its entry needs."""
    digest = record.blobs.put(data)
    with record.add() as addition:
        return addition.append("capture", {"name": name, "digest": digest})


def add_document(record: Record, id: str, text: str, capture: int = 0) -> int:
    """Append a document with the least that its entry needs."""
    with record.add() as addition:
        return addition.append(
            "document", {"id": id, "capture": capture, "digest": record.blobs.put(text.encode())}, text
        )
