"""The pages of a record's last reconciliation, in a file beside the record: made from it, and thrown away where they do
not fit it."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from cenotaph.incidents.paged import PageError
from cenotaph.store.blobs import FolderBlobs, sync_folder
from cenotaph.store.files import discard, sync_file
from cenotaph.store.record import Record

_NAME = "pages.sqlite"
_LOCK = ".lock"
_UNFINISHED = ".unfinished"
# Seconds that one program waits for another one that reconciles the record by its pages.
_PATIENCE = 60
_SUM_BYTES = 8
_OWNER_ALONE = 0o600
# Most pages take one to four thousand bytes: two of SQLite's own usual pages.
_SIZE_OF_PAGE = 8192
_TABLES = (
    "CREATE TABLE pages (name INTEGER NOT NULL, sum BLOB NOT NULL, page BLOB NOT NULL)",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
# After all rows are there: in the order of their names they would be written all over the file.
_INDEX = "CREATE UNIQUE INDEX ix_pages_name ON pages (name)"

_READ = "SELECT sum, page FROM pages WHERE name = ?"
_PUT = "INSERT INTO pages VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET sum = excluded.sum, page = excluded.page"

Facts = Mapping[str, Any]


class PageFile:
    """The pages that a program has open, alone."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        self.number_read = 0

    def read(self, name: str) -> bytes | None:
        """A page by its name; None if there is none. Raises PageError if it is damaged."""
        self.number_read += 1
        try:
            found = self._connection.execute(_READ, (_digest_name(name),)).fetchone()
        except sqlite3.Error as error:
            raise PageError(f"{self.path}: cannot be read ({error})") from None
        if found is None:
            return None
        if found[0] != _sum_page(name, found[1]):
            raise PageError(f"{self.path}: the page {name!r} is damaged")
        page: bytes = found[1]
        return page

    def read_fact(self, name: str) -> Any:
        """What is kept under a name beside the pages; None if it is nothing. Raises PageError."""
        return _read_fact(self._connection, name)

    def change(self, changes: Iterable[tuple[str, bytes | None]], facts: Facts) -> None:
        """Write pages, or take them out where they are None, and facts: all or nothing."""
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                for name, page in changes:
                    key = _digest_name(name)
                    if page is None:
                        self._connection.execute("DELETE FROM pages WHERE name = ?", (key,))
                    else:
                        self._connection.execute(_PUT, (key, _sum_page(name, page), page))
                _write_facts(self._connection, facts)
        except sqlite3.Error as error:
            raise PageError(f"{self.path}: cannot be written ({error})") from None


def find_pages(record: Record) -> Path | None:
    """Where the pages of a record are: in its folder, or, of one in a database elsewhere, with its bytes. None if these
    are in no folder."""
    folder = record.database.address.folder
    if folder is not None:
        return folder / _NAME
    return record.blobs.folder / f"{record.id}.{_NAME}" if isinstance(record.blobs, FolderBlobs) else None


@contextmanager
def open_pages(path: Path) -> Iterator[PageFile | None]:
    """The pages in a file, for this program alone; None if there are none. Raises PageError if they cannot be used."""
    if not path.is_file():
        yield None
        return
    with _hold(path):
        if not path.is_file():
            yield None
            return
        try:
            opened = sqlite3.connect(path, isolation_level=None)
        except sqlite3.Error as error:
            raise PageError(f"{path}: cannot be opened ({error})") from None
        with closing(opened) as connection:
            yield PageFile(connection, path)


def write_page_file(path: Path, pages: Iterable[tuple[str, bytes]], facts: Facts) -> None:
    """Put pages in the place of those that are there. Raises PageError; what was there is then gone."""
    unfinished = path.with_name(path.name + _UNFINISHED)
    with _hold(path):
        try:
            kept = _list_facts(path)
            discard(path)
            discard(unfinished)
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ALONE))
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
                _fill(connection, pages, {**kept, **facts})
            sync_file(unfinished)
            os.replace(unfinished, path)
            sync_folder(path.parent)
        except (sqlite3.Error, OSError) as error:
            raise PageError(f"{path}: cannot be written ({error})") from None
        finally:
            discard(unfinished)


def discard_pages(path: Path) -> None:
    """Take the pages away. Raises PageError."""
    if path.is_file():
        with _hold(path):
            discard(path)


def _fill(connection: sqlite3.Connection, pages: Iterable[tuple[str, bytes]], facts: Facts) -> None:
    for pragma in (f"page_size={_SIZE_OF_PAGE}", "journal_mode=OFF", "synchronous=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    with connection:
        connection.execute("BEGIN")
        for table in _TABLES:
            connection.execute(table)
        rows = ((_digest_name(name), _sum_page(name, page), page) for name, page in pages)
        connection.executemany("INSERT INTO pages VALUES (?, ?, ?)", rows)
        connection.execute(_INDEX)
        _write_facts(connection, facts)


def _list_facts(path: Path) -> dict[str, Any]:
    """The facts beside the pages that are there; none where they cannot be read."""
    if not path.is_file():
        return {}
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("SELECT name, value FROM facts").fetchall()
        return {name: msgspec.json.decode(value) for name, value in found}
    except (sqlite3.Error, msgspec.DecodeError):
        return {}


def _read_fact(connection: sqlite3.Connection, name: str) -> Any:
    try:
        found = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return msgspec.json.decode(found[0]) if found is not None else None
    except (sqlite3.Error, msgspec.DecodeError) as error:
        raise PageError(f"the facts beside the pages cannot be read ({error})") from None


def _write_facts(connection: sqlite3.Connection, facts: Facts) -> None:
    for name, value in facts.items():
        connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, msgspec.json.encode(value).decode()))


@contextmanager
def _hold(path: Path) -> Iterator[None]:
    lock = FileLock(path.with_name(path.name + _LOCK))
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise PageError(f"{path}: another program has been using them for a minute") from None
    except OSError as error:
        raise PageError(f"{path}: cannot be used ({error.strerror or error})") from None
    try:
        yield
    finally:
        lock.release()


def _digest_name(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)


def _sum_page(name: str, page: bytes) -> bytes:
    summed = hashlib.blake2b(name.encode(), digest_size=_SUM_BYTES)
    summed.update(page)
    return summed.digest()
