"""A record: made, opened, looked into and added to."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import select

from cenotaph.ledger.sealing import SealError
from cenotaph.store import schema
from cenotaph.store.additions import Addition
from cenotaph.store.address import BLOBS_NAME, Address, RecordError
from cenotaph.store.blobs import BlobError, Blobs, FolderBlobs, read_blob, sync_folder
from cenotaph.store.engine import Database, check_server
from cenotaph.store.migrate import migrate, read_revision
from cenotaph.store.remote_blobs import RemoteBlobs
from cenotaph.store.vault import find_vault
from cenotaph.store.view import View

# The form of what the log's entries hold (docs/reference/record.md).
FORM = 1
# The names of people at risk are in it: who else may look is for its owner to say.
_OWNER_ALONE = 0o700


class Record:
    """A record that is open. `id` names it for good, wherever it is moved."""

    def __init__(self, database: Database, blobs: Blobs, id: str) -> None:
        self.database = database
        self.blobs = blobs
        self.id = id
        self.vault = find_vault(database.address, id)
        database.vault = self.vault

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return self.database.address.name

    def put_sealed(self, data: bytes, subject: str) -> str:
        """Keep bytes sealed for a subject; gives the digest of what is kept. Raises RecordError."""
        return self.blobs.put(self.vault.seal(data, subject, subject.encode()))

    def read_bytes(self, body: Mapping[str, Any]) -> bytes:
        """The bytes that the body of a capture or a document names. Raises BlobError if they are not there, are others,
        or are sealed and cannot be opened here."""
        data = read_blob(self.blobs, body["digest"])
        subject = body.get("sealed_for")
        if subject is None:
            return data
        try:
            return self.vault.unseal(data, subject, subject.encode())
        except (SealError, RecordError) as error:
            raise BlobError(f"the bytes {body['digest']} are sealed: {error}") from None

    def open_bytes(self, body: Mapping[str, Any]) -> BinaryIO:
        """A stream of the bytes that the body of a capture or a document names; of sealed ones all are in memory.
        Raises BlobError."""
        return io.BytesIO(self.read_bytes(body)) if "sealed_for" in body else self.blobs.open(body["digest"])

    @contextmanager
    def add(self) -> Iterator[Addition]:
        """One transaction of the record's one writer: what was appended is kept if the block ends well."""
        with self.database.write() as connection:
            addition = Addition(self.database, connection)
            yield addition
            addition.flush()

    @contextmanager
    def look(self, recorded_by: dt.datetime | None = None) -> Iterator[View]:
        """The record as it is now, or as it was at a moment; what is written meanwhile is not seen."""
        with self.database.read() as connection:
            yield View(connection, recorded_by)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def make_record(address: Address, blobs: str | None = None, software: str = "") -> Record:
    """A new record, empty. `blobs` is where its bytes are kept: a folder or an fsspec address; in a folder's own record
    it is `blobs` in it unless said otherwise. Raises RecordError where there is one already or none can be made."""
    where = make_place(address, blobs)
    kept = open_blobs(address, where)
    id = str(uuid.uuid4())
    with _connect(address) as database, database.write() as connection:
        check_server(connection)
        database.prepare(connection)
        if read_revision(connection) is not None:
            raise RecordError(f"{address.name}: there is a record already; nothing was changed")
        migrate(connection)
        database.insert(connection, schema.facts, [("id", id), ("blobs", where), ("form", str(FORM))])
        addition = Addition(database, connection)
        addition.append("record", {"id": id, "form": FORM, "software": software})
        addition.flush()
    return Record(database, kept, id)


def make_place(address: Address, blobs: str | None = None) -> str:
    """Make sure that a record can be made at an address, with a folder for it; gives where its bytes are to be kept.
    Raises RecordError."""
    where = blobs or (BLOBS_NAME if address.folder is not None else None)
    if where is None:
        raise RecordError(
            f"{address.name}: say with --blobs in which folder or store the bytes of this record are kept"
        )
    if address.folder is not None:
        _make_folder(address.folder)
    elif "://" not in where:
        where = str(Path(where).absolute())
    return where


def _make_folder(folder: Path) -> None:
    try:
        if folder.exists() and any(folder.iterdir()):
            raise RecordError(f"{folder}: is there already and is not empty; name a new folder for the record")
        folder.mkdir(mode=_OWNER_ALONE, exist_ok=True)
        # SQLite puts on the disk what is in the folder, and nobody but us its name.
        sync_folder(folder.absolute().parent)
    except NotADirectoryError:
        raise RecordError(f"{folder}: is a file; name a new folder for the record") from None
    except OSError as error:
        raise RecordError(f"{folder}: cannot be made ({error.strerror or error})") from None


def open_record(address: Address) -> Record:
    """The record that is there. One of an older version is brought to this version's form. Raises RecordError where
    there is none, or one of a newer version."""
    if address.database is not None and not address.database.is_file():
        raise RecordError(f"{address.name}: there is no record here; make one with: cenotaph new {address.name}")
    with _connect(address) as database:
        with database.read() as connection:
            revision = read_revision(connection)
            if revision is None:
                raise RecordError(
                    f"{address.name}: there is no record here; make one with: cenotaph new {address.name}"
                )
            if revision > schema.REVISION:
                raise RecordError(
                    f"{address.name}: was made by a newer version of Cenotaph; use that version or a newer one"
                )
        if revision != schema.REVISION:
            with database.write() as connection:
                migrate(connection)
        with database.read() as connection:
            facts = {row.name: row.value for row in connection.execute(select(schema.facts))}
    if not all(isinstance(facts.get(name), str) for name in ("id", "blobs")):
        raise RecordError(
            f"{address.name}: does not say what it is: its table of facts was altered. Restore it from a backup"
        )
    return Record(database, open_blobs(address, facts["blobs"]), facts["id"])


@contextmanager
def _connect(address: Address) -> Iterator[Database]:
    """A database, which is let go of if the block ends badly."""
    database = Database(address)
    try:
        yield database
    except BaseException:
        database.close()
        raise


def open_blobs(address: Address, where: str) -> Blobs:
    """The bytes of a record, from where its database says that they are."""
    if "://" in where:
        return RemoteBlobs(where)
    folder = Path(where)
    return FolderBlobs(address.folder / folder if address.folder is not None else folder)
