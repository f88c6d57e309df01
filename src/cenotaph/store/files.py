"""The file of a SQLite database as a file: copied whole, checked, and looked into without being written to."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from cenotaph.store.address import RecordError
from cenotaph.store.blobs import sync_folder

# What SQLite keeps beside a file.
_BESIDE = ("-wal", "-shm", "-journal")


def copy_database(source: Path, target: Path) -> None:
    """Write a database, as it is at one moment, into a new file; the source is only read. Raises RecordError."""
    with _read_only(source) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def check_database(path: Path) -> None:
    """Raises RecordError if SQLite's own check finds the file damaged."""
    with _read_only(path) as connection:
        fault = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if fault != "ok":
        raise RecordError(f"{path}: is damaged ({fault}). Use another backup")


def read_fact(path: Path, name: str) -> str | None:
    """A fact of the record in a file (schema.facts); None if there is no such fact, or no record."""
    try:
        with _read_only(path) as connection:
            found = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    except RecordError:
        return None
    return found[0] if found else None


def write_fact(path: Path, name: str, value: str) -> None:
    """Write a fact of the record in a file that nobody else uses."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE facts SET value = ? WHERE name = ?", (value, name))


def list_digests(path: Path) -> list[str]:
    """The digests of all bytes that the record in a file names."""
    with _read_only(path) as connection:
        named = "SELECT digest FROM captures UNION SELECT digest FROM documents ORDER BY 1"
        return [digest for (digest,) in connection.execute(named)]


def count_log(path: Path) -> int:
    """How many entries the log of the record in a file has."""
    with _read_only(path) as connection:
        number: int = connection.execute("SELECT count(*) FROM log").fetchone()[0]
        return number


def put_in_place(unfinished: Path, target: Path) -> None:
    """Give a database that is finished the name of another, once it is on the disk; what was there is whole until
    then."""
    sync_file(unfinished)
    # What readers of the other one left beside it does not fit the new one.
    for ending in _BESIDE:
        target.with_name(target.name + ending).unlink(missing_ok=True)
    os.replace(unfinished, target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Put a file on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def discard(path: Path) -> None:
    """Take a database away, with what SQLite keeps beside it."""
    for ending in ("", *_BESIDE):
        path.with_name(path.name + ending).unlink(missing_ok=True)


@contextmanager
def _read_only(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise RecordError(f"{path}: cannot be read or copied ({error})") from None
