"""Looking into a record as it was at one moment: what holds, and what was said of it."""

import datetime as dt
from base64 import b64decode
from collections import Counter
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, text

from cenotaph.store.additions import write_moment
from cenotaph.store.engine import word_among
from cenotaph.store.schema import documents, ends, judged, log
from cenotaph.store.sealed import MARK, find_subject, read_body
from cenotaph.store.vault import Vault

# SQLite takes 32,766 values in one statement, PostgreSQL 65,535.
_MOST_VALUES = 10_000
_CHUNK = 2_000
# Of one statement: set on the connection it would hold for what is written later, too.
_STREAMED = {"stream_results": True, "yield_per": _CHUNK}
# What `read_body` looks at.
_STORED = (log.c.entry, log.c.made_at, log.c.kind, log.c.body)


class Entry(NamedTuple):
    """An entry of the log. `made_at` is UTC as it is written; `body` is empty where it was destroyed,
    or is sealed and cannot be opened here."""

    number: int
    made_at: str
    kind: str
    body: dict[str, Any]
    is_sealed: bool = False


class Kept(NamedTuple):
    """What a record keeps of a document beside its entry: its entry's number and body, and its packed runs of words."""

    number: int
    body: dict[str, Any]
    runs: bytes


class View:
    """The first `size` entries of a record, through a connection that sees one state of it."""

    size: int

    def __init__(self, connection: Connection, recorded_by: dt.datetime | None = None, size: int | None = None) -> None:
        """What was recorded by a moment, or the first `size` entries if that is known; all that there are otherwise."""
        self._connection = connection
        self._vault: Vault | None = connection.get_execution_options().get("vault")
        if size is not None:
            self.size = size
            return
        last = select(func.max(log.c.entry))
        if recorded_by is not None:
            last = last.where(log.c.made_at <= write_moment(recorded_by))
        found = connection.execute(last).scalar()
        self.size = 0 if found is None else found + 1

    def list_entries(self, kinds: Sequence[str] = (), first: int = 0, last: int | None = None) -> Iterator[Entry]:
        """Entries in order, of some kinds or of all, from number `first` on; or only the `last` of them."""
        query = select(*_STORED).where(log.c.entry < self.size, log.c.entry >= first)
        if kinds:
            query = query.where(log.c.kind.in_(kinds))
        if last is not None:
            chosen = self._connection.execute(query.order_by(log.c.entry.desc()).limit(last)).all()
            for stored in reversed(chosen):
                yield self._read_entry(stored)
            return
        with closing(self._stream(query.order_by(log.c.entry))) as rows:
            for stored in rows:
                yield self._read_entry(stored)

    def list_kinds(self, first: int) -> set[str]:
        """The kinds of the entries from one on."""
        query = select(log.c.kind).where(log.c.entry < self.size, log.c.entry >= first).distinct()
        return set(self._connection.execute(query).scalars())

    def _read_entry(self, stored: Any) -> Entry:
        number, made_at, kind, body = stored
        opened = read_body(self._vault, number, made_at, kind, body) or {}
        return Entry(number, made_at, kind, opened, find_subject(body) is not None)

    def list_current(self, table: Table, *where: ColumnElement[bool]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Number and body of the entries of an index that hold, in order; what cannot be opened here is passed over."""
        query = select(*_STORED).join(table, table.c.entry == log.c.entry)
        # By the index: SQLite would go through all of the log to have its order.
        query = query.where(*self._holding(table), *where).order_by(table.c.entry)
        with closing(self._stream(query, is_whole=bool(where))) as rows:
            for stored in rows:
                body = read_body(self._vault, *stored)
                if body is not None:
                    yield stored[0], body

    def has_sealed(self) -> bool:
        """True if an entry is sealed and was not destroyed, whether or not it can be opened here."""
        sealed = select(log.c.entry).where(log.c.entry < self.size, log.c.body.like(f"{MARK}%")).limit(1)
        return self._connection.execute(sealed).first() is not None

    def read_commitment(self, entry: int) -> str | None:
        """What an entry was committed to, in hexadecimal; None if there is no such entry."""
        query = select(log.c.commitment).where(log.c.entry == entry, log.c.entry < self.size)
        found = self._connection.execute(query).scalar()
        return bytes(found).hex() if found is not None else None

    def find_last(self, table: Table) -> int | None:
        """The number of the last entry of an index that holds; None if none does."""
        return self._connection.execute(select(func.max(table.c.entry)).where(*self._holding(table))).scalar()

    def list_ids(self, table: Table) -> Iterator[tuple[str, int]]:
        """The id and number of each entry of an index that holds, in order."""
        query = select(table.c.id, table.c.entry).where(*self._holding(table)).order_by(table.c.entry)
        with closing(self._stream(query)) as rows:
            yield from rows

    def list_numbers(self, table: Table, ids: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The id and number of each entry of an index that holds and has one of some ids."""
        for some in _chunk(ids):
            query = select(table.c.id, table.c.entry).where(*self._holding(table), table.c.id.in_(some))
            for row in self._connection.execute(query):
                yield row.id, row.entry

    def list_documents(self, *where: ColumnElement[bool]) -> Iterator[Kept]:
        """The documents that hold, in order; what cannot be opened here is passed over."""
        query = select(*_STORED, documents.c.runs).join(documents, documents.c.entry == log.c.entry)
        query = query.where(*self._holding(documents), *where).order_by(documents.c.entry)
        with closing(self._stream(query, is_whole=bool(where))) as rows:
            for *stored, runs in rows:
                body = read_body(self._vault, *stored)
                if body is not None:
                    # Of a sealed one no index has the runs.
                    yield Kept(stored[0], body, b64decode(body["runs"]) if "sealed_for" in body else runs)

    def count_closed(self) -> int:
        """How many documents hold that are sealed and whose keys are not here, though they were not destroyed."""
        subjects, vault = self._list_subjects(), self._vault
        if vault is None:
            return len(subjects)
        return sum(not vault.has_key(one) and vault.destroyed_at(one) is None for one in subjects)

    def _list_subjects(self) -> list[str]:
        """For whom the sealed documents that hold are sealed."""
        query = select(log.c.body).join(documents, documents.c.entry == log.c.entry)
        query = query.where(*self._holding(documents), log.c.body.like(f"{MARK}%"))
        found = [find_subject(body) for (body,) in self._stream(query)]
        return [subject for subject in found if subject is not None]

    def list_judged(self, ids: Sequence[str]) -> set[str]:
        """Which of these claims a person has judged, by a decision that holds."""
        found: set[str] = set()
        for some in _chunk(ids):
            query = select(judged.c.claim).where(judged.c.claim.in_(some), *self._holding(judged))
            found.update(self._connection.execute(query).scalars())
        return found

    def list_sharing(self, runs: Collection[int], most: int) -> list[int]:
        """The entries of documents that hold and are found by these runs of words: `most` of them at most, those first
        that share most of the runs by which they are found."""
        shared: Counter[int] = Counter()
        for some in _chunk(list(runs)):
            among, values = word_among(self._connection, some)
            query = (
                f"SELECT document, count(*) FROM sketches WHERE run {among} "
                f"AND document < {self.size} AND NOT EXISTS "
                f"(SELECT 1 FROM ends WHERE ended = document AND ends.entry < {self.size}) GROUP BY document"
            )
            for document, number in self._connection.execute(text(query), values):
                shared[document] += number
        return sorted(shared, key=lambda document: (-shared[document], document))[:most]

    def count_kinds(self) -> dict[str, int]:
        """How many entries of each kind there are."""
        query = select(log.c.kind, func.count().label("number")).where(log.c.entry < self.size).group_by(log.c.kind)
        return {row.kind: row.number for row in self._connection.execute(query)}

    def count_current(self, table: Table) -> int:
        """How many entries of an index hold."""
        query = select(func.count()).select_from(table).where(*self._holding(table))
        return self._connection.execute(query).scalar() or 0

    def _holding(self, table: Table) -> list[ColumnElement[bool]]:
        is_ended = select(ends.c.ended).where(ends.c.ended == table.c.entry, ends.c.entry < self.size).exists()
        return [table.c.entry < self.size, ~is_ended]

    def _stream(self, query: Select[Any], is_whole: bool = False) -> Generator[Any, None, None]:
        """The rows of a query as they come, or, if that is few of them, all at once: a server's cursor takes six
        questions and answers more."""
        # Who goes through the rows closes it, also when what is in them cannot be read: a server's cursor that is left
        # open would be closed later, in a transaction of something else.
        with self._connection.execute(query, execution_options={} if is_whole else _STREAMED) as result:
            yield from result


def _chunk(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _MOST_VALUES):
        yield values[start : start + _MOST_VALUES]
