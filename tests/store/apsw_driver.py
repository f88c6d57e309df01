"""SQLAlchemy's driver for SQLite, played by apsw: a record is then written through a file system of the tests."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import apsw


@contextmanager
def _told() -> Iterator[None]:
    """Errors as SQLAlchemy, and the record, know them."""
    try:
        yield
    except apsw.FullError as error:
        raise sqlite3.OperationalError(f"database or disk is full ({error})") from None
    except apsw.ConstraintError as error:
        raise sqlite3.IntegrityError(str(error)) from None
    except apsw.Error as error:
        raise sqlite3.OperationalError(str(error)) from None


class Cursor:
    """A cursor of PEP 249."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._cursor = connection.inner.cursor()
        self.description: Any = None
        self.rowcount = -1
        self._rows: Iterator[Any] = iter(())
        # Asked for before the first row: afterwards nobody knows of a statement that gave none.
        self._cursor.exec_trace = self._describe

    @property
    def lastrowid(self) -> int:
        return self._connection.inner.last_insert_rowid()

    def execute(self, statement: str, given: Sequence[Any] = ()) -> "Cursor":
        with _told():
            # All rows at once: a statement that is left in the middle holds up the end of the transaction.
            self._rows = iter(list(self._cursor.execute(statement, tuple(given) or None)))
            self.rowcount = self._connection.inner.changes()
        return self

    def executemany(self, statement: str, given: Sequence[Sequence[Any]]) -> "Cursor":
        with _told():
            self._cursor.executemany(statement, [tuple(one) for one in given])
        self.description = None
        return self

    def _describe(self, cursor: apsw.Cursor, *_: Any) -> bool:
        # None stands where PEP 249 wants more of a column than SQLite knows.
        found = [(name, None, None, None, None, None, None) for name, _ in cursor.get_description()]
        self.description = found or None
        return True

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        found = []
        while len(found) < size and (row := self.fetchone()) is not None:
            found.append(row)
        return found

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def close(self) -> None:
        self._cursor.close(True)


class Connection:
    """A connection of PEP 249, through a file system `vfs`."""

    isolation_level: Any = None

    def __init__(self, path: str, vfs: str) -> None:
        with _told():
            flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
            self.inner = apsw.Connection(path, flags=flags, vfs=vfs)
            self.inner.set_busy_timeout(60_000)

    def cursor(self) -> Cursor:
        return Cursor(self)

    def execute(self, statement: str, given: Sequence[Any] = ()) -> Cursor:
        return self.cursor().execute(statement, given)

    def create_function(self, name: str, arguments: int, function: Callable[..., Any], **_: Any) -> None:
        self.inner.create_scalar_function(name, function, arguments)

    def commit(self) -> None:
        self._end("COMMIT")

    def rollback(self) -> None:
        self._end("ROLLBACK")

    def _end(self, how: str) -> None:
        if self.inner.in_transaction:
            with _told():
                self.inner.execute(how)

    def close(self) -> None:
        self.inner.close(True)


def connect_through(vfs: str) -> Callable[..., Connection]:
    """What stands in for `sqlite3.connect`."""
    return lambda path, **_: Connection(str(path), vfs)
