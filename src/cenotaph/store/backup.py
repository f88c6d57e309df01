"""Copies of a record: a backup while it is in use, and a record restored from one, on the same database or another."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from cenotaph.store import schema
from cenotaph.store.address import BLOBS_NAME, DATABASE_NAME, Address, RecordError
from cenotaph.store.blobs import Blobs, FolderBlobs, check_blob, sync_folder
from cenotaph.store.checking import AlteredError, check_log
from cenotaph.store.checking_indexes import check_indexes
from cenotaph.store.engine import Database
from cenotaph.store.files import (
    check_database,
    copy_database,
    count_log,
    discard,
    list_digests,
    put_in_place,
    read_fact,
    sync_file,
    write_fact,
)
from cenotaph.store.migrate import migrate
from cenotaph.store.record import Record, make_place, open_blobs, open_record
from cenotaph.store.shredding import list_shredded

_UNFINISHED = ".unfinished"
_CHUNK = 2_000

# Is told how many of how many files of bytes are done.
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: how many `entries` of the log, and `blobs`, of which `new` were not there before."""

    entries: int
    blobs: int
    new: int


def back_up(record: Record, folder: Path, report: Report = lambda *_: None) -> Copied:
    """Copy a record, as it is at one moment, into a folder; it may be written to meanwhile.

    The folder is made, or holds an earlier backup of the same record, which stays whole until the new one is: bytes
    that it has are not copied again. All bytes that are copied are checked against their digests. Raises RecordError
    and BlobError.
    """
    _check_target(record, folder)
    folder.mkdir(mode=0o700, exist_ok=True)
    unfinished = folder / (DATABASE_NAME + _UNFINISHED)
    discard(unfinished)
    try:
        _take_snapshot(record.database, unfinished)
        write_fact(unfinished, "blobs", BLOBS_NAME)
        digests = list_digests(unfinished)
        new = _copy_blobs(record.blobs, FolderBlobs(folder / BLOBS_NAME), digests, report)
        copied = Copied(count_log(unfinished), len(digests), new)
        put_in_place(unfinished, folder / DATABASE_NAME)
        with record.database.read() as connection:
            # Destroyed since an earlier backup.
            for digest in set(list_shredded(connection)).difference(digests):
                FolderBlobs(folder / BLOBS_NAME).remove(digest)
    finally:
        discard(unfinished)
    return copied


def restore_backup(
    backup: Path, address: Address, blobs: str | None = None, report: Report = lambda *_: None
) -> Copied:
    """Make a record of a backup, at an address where there is none; the backup is only read.

    Its file is checked, each entry against its commitment, the indexes against the log, and all bytes against their
    digests: what is not whole is refused, and leaves nothing.
    Raises RecordError and BlobError.
    """
    if not (backup / DATABASE_NAME).is_file():
        raise RecordError(f"{backup}: is no backup: it holds no {DATABASE_NAME}")
    where = make_place(address, blobs)
    try:
        return _restore(backup, address, where, report)
    finally:
        if address.folder is not None and not any(address.folder.iterdir()):
            address.folder.rmdir()


def _restore(backup: Path, address: Address, where: str, report: Report) -> Copied:
    # Beside a record that is a folder, so that it is put in its place by a new name.
    beside = address.folder if address.folder is not None else Path(where if "://" not in where else backup)
    with _make_scratch(beside) as scratch:
        copy = Address(str(backup), folder=scratch)
        copy_database(backup / DATABASE_NAME, scratch / DATABASE_NAME)
        check_database(scratch / DATABASE_NAME)
        write_fact(scratch / DATABASE_NAME, "blobs", where)
        open_record(copy).close()  # brings one of an older version to this version's form
        digests = list_digests(scratch / DATABASE_NAME)
        target = copy if address.folder is not None else address
        kept = open_blobs(target, where)
        new = _copy_blobs(FolderBlobs(backup / BLOBS_NAME), kept, digests, report)
        _check_whole(copy, kept)
        copied = Copied(count_log(scratch / DATABASE_NAME), len(digests), new)
        if address.folder is not None:
            sync_file(scratch / DATABASE_NAME)
            address.folder.rmdir()  # it is empty, and some systems put nothing in its place
            os.replace(scratch, address.folder)
            sync_folder(address.folder.parent)
        else:
            _fill(copy, address)
    return copied


def _check_whole(copy: Address, blobs: Blobs) -> None:
    with closing(Database(copy)) as database, database.read() as connection:
        try:
            # What is sealed stays so here: nobody needs the keys to restore.
            check_indexes(connection, blobs, check_log(connection).closed)
        except AlteredError as error:
            raise RecordError(f"{copy.name}: is not whole: {error}. Use another backup") from None


def _check_target(record: Record, folder: Path) -> None:
    if folder.is_file():
        raise RecordError(f"{folder}: is a file; name a folder for the backup")
    if not folder.parent.is_dir():
        raise RecordError(f"{folder}: there is no folder {folder.parent}; make it first")
    own = record.database.address.folder
    if own is not None and folder.resolve() == own.resolve():
        raise RecordError(f"{folder}: is the record itself; name another folder for the backup")
    if (folder / DATABASE_NAME).is_file():
        if read_fact(folder / DATABASE_NAME, "id") != record.id:
            raise RecordError(f"{folder}: holds another record; name another folder for the backup")
    elif folder.is_dir() and any(each.name != BLOBS_NAME and _UNFINISHED not in each.name for each in folder.iterdir()):
        raise RecordError(f"{folder}: is not empty and holds no backup of this record; name another folder")


def _take_snapshot(database: Database, path: Path) -> None:
    """The database as it is at one moment, as a SQLite file."""
    if database.address.database is not None:
        copy_database(database.address.database, path)
        return
    with _make_scratch(path) as scratch:
        copy = Address(str(path), folder=scratch)
        with closing(Database(copy)) as target, database.read() as one, target.write() as other:
            migrate(other)
            _copy_rows(one, target, other)
        copy_database(scratch / DATABASE_NAME, path)


def _fill(copy: Address, address: Address) -> None:
    """Put all rows of a database in a file into one on a server, in one transaction."""
    with (
        closing(Database(copy)) as source,
        closing(Database(address)) as target,
        source.read() as one,
        target.write() as other,
    ):
        target.prepare(other)
        if target.has_tables(other):
            raise RecordError(f"{address.name}: there is a record already; nothing was changed")
        migrate(other)
        _copy_rows(one, target, other)


def _copy_rows(one: Connection, target: Database, other: Connection) -> None:
    streaming = one.execution_options(stream_results=True, yield_per=_CHUNK)
    for table in schema.metadata.sorted_tables:
        for some in streaming.execute(select(table)).partitions(_CHUNK):
            rows = [tuple(row) for row in some]
            target.insert(other, table, rows)
            if table is schema.shadows:
                target.index_words(other, rows)


def _copy_blobs(source: Blobs, target: Blobs, digests: Sequence[str], report: Report) -> int:
    """Copy bytes that are not there yet, each checked; gives how many."""
    new = 0
    for done, digest in enumerate(digests, start=1):
        if not target.has(digest):
            if isinstance(source, FolderBlobs) and isinstance(target, FolderBlobs):
                target.copy_from(source, digest)
            else:
                with source.open(digest) as stream:
                    target.put_file(stream)
            check_blob(target, digest)
            new += 1
        report(done, len(digests))
    return new


@contextmanager
def _make_scratch(beside: Path) -> Iterator[Path]:
    """A folder for the time being, beside a path."""
    folder = beside.with_name(f".{beside.name}{_UNFINISHED}")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
        yield folder
    except OSError as error:
        raise RecordError(f"{beside}: cannot be written ({error.strerror or error})") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
