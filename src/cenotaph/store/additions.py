"""Adding to the log: entries and their rows, all or none, by the one writer that there is."""

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select

from cenotaph.ledger.commitments import SALT_BYTES, commit
from cenotaph.ledger.tree import append_leaves, hash_leaf
from cenotaph.store import schema
from cenotaph.store.engine import Database, Row
from cenotaph.store.indexes import list_rows
from cenotaph.store.tree import read_frontier

# Entries whose rows are held before they are handed to the database: enough for its quick way, few for memory.
_MOST_HELD = 5_000


class Addition:
    """What is being added to a record in one transaction."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database = database
        self._connection = connection
        self._rows: defaultdict[Table, list[Row]] = defaultdict(list)
        last = connection.execute(
            select(schema.log.c.entry, schema.log.c.made_at).order_by(schema.log.c.entry.desc()).limit(1)
        ).first()
        self._next = last.entry + 1 if last else 0
        self._frontier = read_frontier(connection, self._next)
        self._made_at = max(write_moment(dt.datetime.now(dt.UTC)), last.made_at if last else "")

    @property
    def connection(self) -> Connection:
        """The connection of the transaction; what was appended is seen on it after `flush`."""
        return self._connection

    def append(self, kind: str, body: Mapping[str, Any], text: str = "") -> int:
        """Add an entry and its rows; gives its number. `text` is that of the document where it is one."""
        entry, self._next = self._next, self._next + 1
        written = msgspec.json.encode(body).decode()
        salt = secrets.token_bytes(SALT_BYTES)
        commitment = commit(write_content(entry, self._made_at, kind, written), salt)
        rows = self._rows
        rows[schema.log].append((entry, self._made_at, kind, commitment, written))
        rows[schema.salts].append((entry, salt))
        for table, row in list_rows(entry, kind, body, text):
            rows[table].append(row)
        if len(rows[schema.log]) >= _MOST_HELD:
            self.flush()
        return entry

    def flush(self) -> None:
        """Hand all rows to the database, and the nodes of the tree that they complete. The transaction goes on."""
        leaves = [hash_leaf(commitment) for _, _, _, commitment, _ in self._rows[schema.log]]
        self._frontier, grown = append_leaves(self._frontier, leaves)
        self._rows[schema.nodes] += [(node.level, node.index, node.digest) for node in grown if node.level]
        for table, rows in self._rows.items():
            self._database.insert(self._connection, table, rows)
        self._database.index_words(self._connection, self._rows[schema.shadows])
        self._rows.clear()


def write_content(entry: int, made_at: str, kind: str, body: str) -> bytes:
    """What is committed to of an entry: its number, moment and kind, a line each, then its body."""
    return f"{entry}\n{made_at}\n{kind}\n{body}".encode()


def write_moment(moment: dt.datetime) -> str:
    """A moment as the record writes it: UTC, with microseconds, so that moments in order are texts in order."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
