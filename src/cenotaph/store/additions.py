"""Adding to the log: entries and their rows, all or none, by the one writer that there is."""

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Table, func, select

from cenotaph.ledger.commitments import SALT_BYTES, commit
from cenotaph.ledger.tree import append_leaves, hash_leaf
from cenotaph.store import schema
from cenotaph.store.engine import Database, Row
from cenotaph.store.indexes import list_rows
from cenotaph.store.schema import claims, log
from cenotaph.store.sealed import MARK, find_subject, write_content, write_sealed
from cenotaph.store.tree import read_frontier

# Entries whose rows are held before they are handed to the database: enough for its quick way, few for memory.
_MOST_HELD = 5_000
# Which field of an entry names the one that it is of.
_PARENTS = {
    "document": "capture",
    "receipt": "capture",
    "judgement": "capture",
    "attachment": "capture",
    "translation": "capture",
    "extraction": "of",
    "claim": "of",
    "event": "of",
}
# Entries that tell of many claims, and the ids of those; all that there are where it is not said.
_TELLING: dict[str, Callable[[Mapping[str, Any]], Sequence[str] | None]] = {
    "incident": lambda body: body["incident"]["claims"],
    "decision": lambda body: body["claims"],
    "reconciliation": lambda body: None,
}


class Addition:
    """What is being added to a record in one transaction."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database = database
        self._connection = connection
        self._rows: defaultdict[Table, list[Row]] = defaultdict(list)
        # Without values that are bound: a server is asked once for such a statement, and three times for another.
        latest = select(func.max(log.c.entry)).scalar_subquery()
        last = connection.execute(select(log.c.entry, log.c.made_at).where(log.c.entry == latest)).first()
        self._next = last.entry + 1 if last else 0
        self._frontier = read_frontier(connection, self._next)
        # Asked once, since keys are looked for in a file: none comes meanwhile but with a sealed item of this addition.
        self._seals = database.vault is not None and not database.vault.is_empty()
        self._subjects: dict[int, str | None] = {}  # of entries, as far as they were asked for
        self._made_at = max(write_moment(dt.datetime.now(dt.UTC)), last.made_at if last else "")

    @property
    def connection(self) -> Connection:
        """The connection of the transaction; what was appended is seen on it after `flush`."""
        return self._connection

    @property
    def flushed(self) -> int:
        """How many entries the record has without those that were appended since the last `flush`."""
        return self._next - len(self._rows[schema.log])

    def is_waiting(self, column: Column[Any], is_such: Callable[[Any], bool]) -> bool:
        """True if a row that was appended since the last `flush` has a value in a column of which `is_such` holds."""
        place = list(column.table.columns).index(column)
        return any(is_such(row[place]) for row in self._rows[column.table])

    def append(self, kind: str, body: Mapping[str, Any], text: str = "") -> int:
        """Add an entry and its rows; gives its number. `text` is that of the document where it is one.

        What tells of a restricted item is sealed for the same subject as the item. Raises RecordError if the key of
        one is not here.
        """
        entry, self._next = self._next, self._next + 1
        written = msgspec.json.encode(body).decode()
        salt = secrets.token_bytes(SALT_BYTES)
        commitment = commit(write_content(entry, self._made_at, kind, written), salt)
        rows, subject = self._rows, self._find_subject(kind, body)
        if subject is not None and self._database.vault is not None:
            written = write_sealed(self._database.vault, subject, entry, self._made_at, kind, written, salt)
        else:
            rows[schema.salts].append((entry, salt))
        self._subjects[entry] = subject
        rows[schema.log].append((entry, self._made_at, kind, commitment, written))
        for table, row in list_rows(entry, kind, body, text, is_sealed=subject is not None):
            rows[table].append(row)
        if len(rows[schema.log]) >= _MOST_HELD:
            self.flush()
        return entry

    def _find_subject(self, kind: str, body: Mapping[str, Any]) -> str | None:
        """The subject that an entry tells of: that of its item, of the item that it is of, or of all that are in it."""
        vault = self._database.vault
        if "sealed_for" in body:
            self._seals = True
            return str(body["sealed_for"])
        if vault is None or not self._seals:
            return None
        if kind in _PARENTS:
            parent = body[_PARENTS[kind]]
            if parent not in self._subjects:
                stored = self._connection.execute(select(log.c.body).where(log.c.entry == parent)).scalar()
                self._subjects[parent] = find_subject(stored)
            return self._subjects[parent]
        if kind in _TELLING:
            self.flush()
            subjects = self._list_subjects(_TELLING[kind](body))
            return subjects[0] if len(subjects) == 1 else vault.make_subject(subjects) if subjects else None
        return None

    def _list_subjects(self, ids: Sequence[str] | None) -> list[str]:
        """The subjects for which claims of these ids are sealed, or any claims if none are named."""
        query = select(log.c.body).join(claims, claims.c.entry == log.c.entry).where(log.c.body.like(f"{MARK}%"))
        found: set[str] = set()
        for start in range(0, len(ids) if ids is not None else 1, _MOST_HELD):
            some = query if ids is None else query.where(claims.c.id.in_(ids[start : start + _MOST_HELD]))
            found.update(filter(None, map(find_subject, self._connection.execute(some).scalars())))
        return sorted(found)

    def flush(self) -> None:
        """Hand all rows to the database, and the nodes of the tree that they complete. The transaction goes on."""
        leaves = [hash_leaf(commitment) for _, _, _, commitment, _ in self._rows[schema.log]]
        self._frontier, grown = append_leaves(self._frontier, leaves)
        self._rows[schema.nodes] += [(node.level, node.index, node.digest) for node in grown if node.level]
        for table, rows in self._rows.items():
            self._database.insert(self._connection, table, rows)
        self._database.index_words(self._connection, self._rows[schema.shadows])
        self._rows.clear()


def write_moment(moment: dt.datetime) -> str:
    """A moment as the record writes it: UTC, with microseconds, so that moments in order are texts in order."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
