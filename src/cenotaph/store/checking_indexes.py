"""Checking the indexes of a record: each must hold the rows that follow from the entries of the log, and no others."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from cenotaph.store.blobs import BlobError, Blobs, check_blob, read_blob
from cenotaph.store.checking import AlteredError
from cenotaph.store.indexes import list_rows
from cenotaph.store.schema import INDEXES, log
from cenotaph.store.sealed import find_subject, read_body

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


def check_indexes(
    connection: Connection, blobs: Blobs, closed: Collection[int], report: Callable[[int], None] = lambda _: None
) -> None:
    """Raises AlteredError unless the bytes that entries name are there and are what they were, and each index holds the
    rows that follow from the entries. The log itself is taken to be right (`check_log`). Of entries that are `closed`,
    since they are sealed and the key is not here, the rows are passed over."""
    made: defaultdict[Table, _Tally] = defaultdict(_Tally)
    for number, kind, body, is_sealed in _list_entries(connection):
        text = _read_text(blobs, number, kind, body, is_sealed)
        for table, row in list_rows(number, kind, body, text, is_sealed=is_sealed):
            made[table].add(row)
        report(number + 1)
    for table in INDEXES:
        kept = _Tally()
        for stored in _stream(connection, table, closed):
            kept.add(stored)
        if kept != made[table]:
            _find_fault(connection, blobs, table, closed)


def _read_text(blobs: Blobs, number: int, kind: str, body: dict[str, Any], is_sealed: bool) -> str:
    """The text of a document, once its bytes, or those of a capture, are found to be what they were; of one that is
    sealed, of which no index has a word, nothing."""
    try:
        if kind == "capture" or (kind == "document" and is_sealed):
            check_blob(blobs, body["digest"])
        elif kind == "document":
            return read_blob(blobs, body["digest"]).decode()
    except BlobError as error:
        raise AlteredError(f"entry {number}: {error}", number) from None
    return ""


def _find_fault(connection: Connection, blobs: Blobs, table: Table, closed: Collection[int]) -> None:
    """Names the first entry whose rows in an index are not what follows from it."""
    kept: defaultdict[bytes, int] = defaultdict(int)
    for stored in _stream(connection, table, closed):
        kept[_digest(stored)] += 1
    for number, kind, body, is_sealed in _list_entries(connection):
        text = _read_text(blobs, number, kind, body, is_sealed)
        for of, row in list_rows(number, kind, body, text, is_sealed=is_sealed):
            if of is table and not kept[_digest(row)]:
                raise AlteredError(
                    f"entry {number}: its row in the index {table.name!r} was altered or taken out", number
                )
            kept[_digest(row)] -= of is table
    for stored in _stream(connection, table, closed):
        if kept[_digest(stored)] > 0:
            entry = stored[_find_column(table)]
            raise AlteredError(f"a row was put into the index {table.name!r}, which says that it is of entry {entry}")


def _find_column(table: Table) -> int:
    """The column that names the entry of which a row is."""
    return table.c.keys().index("entry") if "entry" in table.c else len(table.c) - 1


def _digest(row: Sequence[Any]) -> bytes:
    return hashlib.sha256(repr(tuple(row)).encode(errors="surrogatepass")).digest()


def _stream(connection: Connection, table: Table, closed: Collection[int]) -> Iterator[Sequence[Any]]:
    column = _find_column(table)
    with connection.execute(select(table), execution_options={"stream_results": True, "yield_per": _CHUNK}) as result:
        for row in result:
            if row[column] not in closed:
                yield [bytes(value) if isinstance(value, memoryview) else value for value in row]


def _list_entries(connection: Connection) -> Iterator[tuple[int, str, dict[str, Any], bool]]:
    """Number, kind and body of each entry that can be opened, and whether it is sealed."""
    vault = connection.get_execution_options().get("vault")
    query = select(log.c.entry, log.c.made_at, log.c.kind, log.c.body).order_by(log.c.entry)
    with connection.execute(query, execution_options={"stream_results": True, "yield_per": _CHUNK}) as result:
        for number, made_at, kind, stored in result:
            body = read_body(vault, number, made_at, kind, stored)
            if body is not None:
                yield number, kind, body, find_subject(stored) is not None
