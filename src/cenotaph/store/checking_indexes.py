"""Checking the indexes of a record: each must hold the rows that follow from the entries of the log, and no others."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select

from cenotaph.store.blobs import BlobError, Blobs, check_blob, read_blob
from cenotaph.store.checking import AlteredError
from cenotaph.store.indexes import list_rows
from cenotaph.store.schema import INDEXES, log

_CHUNK = 2_000
_WHOLE = 1 << 256


class _Tally:
    """What rows of a table come to, whatever their order: how many there are, and the sum of their digests."""

    def __init__(self) -> None:
        self.count = 0
        self.sum = 0

    def add(self, row: Sequence[Any]) -> None:
        self.count += 1
        self.sum = (self.sum + int.from_bytes(_digest(row), "big")) % _WHOLE

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Tally) and (self.count, self.sum) == (other.count, other.sum)

    __hash__ = None  # type: ignore[assignment]


def check_indexes(connection: Connection, blobs: Blobs, report: Callable[[int], None] = lambda _: None) -> None:
    """Raises AlteredError unless the bytes that entries name are there and are what they were, and each index holds the
    rows that follow from the entries. The log itself is taken to be right (`check_log`)."""
    made: defaultdict[Table, _Tally] = defaultdict(_Tally)
    for number, kind, body in _list_entries(connection):
        for table, row in list_rows(number, kind, body, _read_text(blobs, number, kind, body)):
            made[table].add(row)
        report(number + 1)
    for table in INDEXES:
        kept = _Tally()
        for stored in _stream(connection, table):
            kept.add(stored)
        if kept != made[table]:
            _find_fault(connection, blobs, table)


def _read_text(blobs: Blobs, number: int, kind: str, body: dict[str, Any]) -> str:
    """The text of a document, once its bytes, or those of a capture, are found to be what they were."""
    try:
        if kind == "capture":
            check_blob(blobs, body["digest"])
        elif kind == "document":
            return read_blob(blobs, body["digest"]).decode()
    except BlobError as error:
        raise AlteredError(f"entry {number}: {error}", number) from None
    return ""


def _find_fault(connection: Connection, blobs: Blobs, table: Table) -> None:
    """Names the first entry whose rows in an index are not what follows from it."""
    kept: defaultdict[bytes, int] = defaultdict(int)
    for stored in _stream(connection, table):
        kept[_digest(stored)] += 1
    for number, kind, body in _list_entries(connection):
        for of, row in list_rows(number, kind, body, _read_text(blobs, number, kind, body)):
            if of is table and not kept[_digest(row)]:
                raise AlteredError(
                    f"entry {number}: its row in the index {table.name!r} was altered or taken out", number
                )
            kept[_digest(row)] -= of is table
    for stored in _stream(connection, table):
        if kept[_digest(stored)] > 0:
            entry = stored[table.c.keys().index("entry")] if "entry" in table.c else stored[-1]
            raise AlteredError(f"a row was put into the index {table.name!r}, which says that it is of entry {entry}")


def _digest(row: Sequence[Any]) -> bytes:
    return hashlib.sha256(repr(tuple(row)).encode(errors="surrogatepass")).digest()


def _stream(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    with connection.execution_options(stream_results=True, yield_per=_CHUNK).execute(select(table)) as result:
        for row in result:
            yield [bytes(value) if isinstance(value, memoryview) else value for value in row]


def _list_entries(connection: Connection) -> Iterator[tuple[int, str, dict[str, Any]]]:
    query = select(log.c.entry, log.c.kind, log.c.body).where(log.c.body.is_not(None)).order_by(log.c.entry)
    with connection.execution_options(stream_results=True, yield_per=_CHUNK).execute(query) as result:
        for number, kind, body in result:
            yield number, kind, msgspec.json.decode(body)
