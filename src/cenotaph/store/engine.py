"""What is different between SQLite and PostgreSQL; nothing outside this module asks which of them it is."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from cenotaph.store.address import Address, RecordError
from cenotaph.store.schema import metadata
from cenotaph.store.vault import Vault

Row = tuple[Any, ...]

# UPSERT and RETURNING, FTS5 and VACUUM INTO in one library.
_OLDEST_SQLITE = (3, 35, 0)
_OLDEST_POSTGRES = 13
# Seconds that a writer waits for another one: extracting writes every second or so, a backup does not write.
_PATIENCE = 60
_BUSY = "another program has been writing to it for a minute. Wait until it has ended, then try again"
# Any number will do that no other program locks by.
_ADVISORY = 0x43454E4F
# PostgreSQL refuses an index of more than a megabyte for a row: that many characters are far below it.
_MOST_INDEXED = 200_000
_LOCK_NAME = "record.lock"
# As many as threads look into a record at once (workflow/collect.py), and a writer: what is beyond is closed and opened
# again each time, and a server starts a process for each.
_CONNECTIONS = 10


class Database:
    """The database of a record. `read` and `write` give connections inside a transaction of their own; there is one
    writer at a time, whatever the number of programs."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._is_sqlite = address.url is None
        self._engine = _open_sqlite(address) if address.url is None else _open_postgres(address)
        # The keys of what is sealed; a connection hands them on to who looks through it. Given by the record.
        self.vault: Vault | None = None
        self._lock = FileLock(address.folder / _LOCK_NAME) if address.folder is not None else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees the record as it was when it first looked, whatever is written meanwhile."""
        with self._explained(), self._engine.connect() as connection:
            connection = connection.execution_options(vault=self.vault)
            with connection.begin():
                if not self._is_sqlite:
                    # In the transaction: as an option of the connection it is set, and set back, by six statements.
                    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The connection of the one writer; what it wrote is kept if the block ends well, and is then on the disk."""
        with self._explained(), self._hold(), self._engine.connect() as connection:
            connection = connection.execution_options(is_writer=True, vault=self.vault)
            with connection.begin():
                if not self._is_sqlite:
                    patience = f"set_config('lock_timeout', '{_PATIENCE}s', true)"
                    lock = f"pg_advisory_xact_lock({_ADVISORY}, hashtext(current_schema()))"
                    connection.exec_driver_sql(f"SELECT {patience}, {lock}")
                yield connection

    @contextmanager
    def _hold(self) -> Iterator[None]:
        """SQLite's writers take a lock of ours around transaction, commit and checkpoint. No two connections ever write
        or checkpoint at one moment, which is what the reset of the write-ahead log needs to damage a file (fixed in
        SQLite 3.51.3; docs/decisions/0700-the-record-on-disk.md)."""
        if self._lock is None:
            yield
            return
        try:
            self._lock.acquire(timeout=_PATIENCE)
        except Timeout:
            raise RecordError(f"{self.address.name}: {_BUSY}") from None
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What the database says as people say it."""
        try:
            yield
        except DBAPIError as error:
            raise RecordError(f"{self.address.name}: {_word_fault(error)}") from error

    def unindex_words(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Take the folded words of documents, (entry, words) as they are in `shadows`, out of the search."""
        if self._is_sqlite and rows:
            connection.exec_driver_sql("INSERT INTO search(search, rowid, folded) VALUES ('delete', ?, ?)", list(rows))
            # What was deleted stays in the index's segments until they are merged.
            connection.exec_driver_sql("INSERT INTO search(search) VALUES ('optimize')")

    def scrub(self) -> None:
        """Write the database anew, so that nothing of rows that were deleted is left in its files."""
        with self._explained(), self._hold(), self._engine.connect() as plain:
            if self._is_sqlite:
                # Through the driver: SQLAlchemy begins a transaction, in which there is no VACUUM.
                driver = plain.connection.driver_connection
                assert driver is not None
                driver.execute("VACUUM")
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return
            connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            for table in metadata.sorted_tables:
                connection.exec_driver_sql(f"VACUUM (FULL) {table.name}")

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def insert(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Add rows, each with the values of all columns of `table` in order: the quickest way there is."""
        if not rows:
            return
        if self._is_sqlite:
            marks = ",".join("?" * len(table.columns))
            connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({marks})", list(rows))
            return
        # The driver sends a statement for each row otherwise; of a stream of bytes a message for every 8 KB.
        cursor = connection.connection.cursor()
        columns = ", ".join(column.name for column in table.columns)
        cursor.execute(f"COPY {table.name} ({columns}) FROM STDIN", stream=[_write_copy(rows)])  # type: ignore[call-arg]
        cursor.close()

    def prepare(self, connection: Connection) -> None:
        """Make ready what the tables are put into: on PostgreSQL the schema."""
        if not self._is_sqlite:
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{self.address.schema}"'))

    def has_tables(self, connection: Connection) -> bool:
        """True if the record's tables are there."""
        return self._engine.dialect.has_table(connection, "log")

    def find_words(self, connection: Connection, words: Sequence[str], limit: int) -> list[int]:
        """The entries of the documents that hold all of these folded words, the last of them also as the beginning of a
        longer one; those that came last first."""
        if self._is_sqlite:
            query = " ".join('"' + word.replace('"', '""') + '"' for word in words) + "*"
            found = "SELECT rowid FROM search WHERE search MATCH :query ORDER BY rowid DESC LIMIT :limit"
        else:
            quoted = ["'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in words]
            query = " & ".join(quoted) + ":*"
            found = (
                f"SELECT entry FROM shadows WHERE {_VECTOR} @@ CAST(:query AS tsquery) ORDER BY entry DESC LIMIT :limit"
            )
        return list(connection.execute(text(found), {"query": query, "limit": limit}).scalars())

    def index_words(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Add the folded words of documents, (entry, words), to the search."""
        if self._is_sqlite and rows:
            connection.exec_driver_sql("INSERT INTO search(rowid, folded) VALUES (?,?)", list(rows))


# As the migrations made the index of it.
_VECTOR = f"array_to_tsvector(string_to_array(left(folded, {_MOST_INDEXED}), ' '))"


def word_among(connection: Connection, numbers: Sequence[int]) -> tuple[str, dict[str, str]]:
    """Words of a statement for: is one of these whole numbers; and what is bound in them. To bind each number as a
    value takes longer than all the rest."""
    written = ",".join(map(str, map(int, numbers)))
    if connection.dialect.name == "sqlite":
        return f"IN ({written})", {}
    # The driver goes through a statement character by character.
    return "= ANY(CAST(:among AS bigint[]))", {"among": f"{{{written}}}"}


def _open_sqlite(address: Address) -> Engine:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        oldest = ".".join(map(str, _OLDEST_SQLITE))
        raise RecordError(
            f"this Python has SQLite {sqlite3.sqlite_version}, and a record needs {oldest} or newer: use a newer Python"
        )
    engine = create_engine(f"sqlite:///{address.database}", connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver's guess
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "trusted_schema=OFF", "cell_size_check=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_writer = connection.get_execution_options().get("is_writer")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")

    return engine


def _open_postgres(address: Address) -> Engine:
    assert address.url is not None
    # A socket of this machine has nothing to encrypt, and the driver would read all root certificates to offer it.
    connect = {"ssl_context": False} if "unix_sock" in address.url.query else {}
    engine = create_engine(address.url, pool_size=_CONNECTIONS, connect_args=connect)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        # What is asked is a few rows by an index. A server takes for granted that a page which is not the next one is
        # far away on a turning disk, and goes through all of a table instead.
        settings = "set_config('search_path', %s, false), set_config('random_page_cost', '1.1', false)"
        cursor.execute(f"SELECT {settings}", (f'"{address.schema}"',))
        cursor.close()
        connection.commit()

    return engine


def check_server(connection: Connection) -> None:
    """Raises RecordError for a server that is too old."""
    version = connection.dialect.server_version_info
    if connection.dialect.name == "postgresql" and version is not None and int(version[0]) < _OLDEST_POSTGRES:
        raise RecordError(f"this is PostgreSQL {version[0]}, and a record needs {_OLDEST_POSTGRES} or newer")


def _write_copy(rows: Iterable[Row]) -> bytes:
    """Rows in the text form of PostgreSQL's COPY."""
    return "".join("\t".join(map(_write_value, row)) + "\n" for row in rows).encode()


_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _write_value(value: Any) -> str:
    if isinstance(value, str):
        # Few texts have anything to escape, and looking is quicker than translating.
        has_any = "\\" in value or "\n" in value or "\r" in value or "\t" in value
        return value.translate(_ESCAPES) if has_any else value
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return "\\N" if value is None else str(value)


def _word_fault(error: DBAPIError) -> str:
    said = str(error.orig)
    if isinstance(error.orig, sqlite3.Error):
        if "disk is full" in said:
            return "the disk is full. Nothing that was not said to be taken is in it; make room, then try again"
        if "readonly" in said or "unable to open" in said:
            return f"it cannot be opened for writing ({said}); look at the permissions of the folder and its files"
        if "locked" in said:
            return _BUSY
        if "malformed" in said or "not a database" in said:
            return f"its database is damaged ({said}). Restore a backup: cenotaph restore BACKUP RECORD"
        return said
    if isinstance(error, (OperationalError, InterfaceError)) or "connect" in said.lower():
        return f"the database cannot be reached ({said}); look at its address, user and password"
    return _BUSY if "lock timeout" in said else said
