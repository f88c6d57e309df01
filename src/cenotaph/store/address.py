"""Where a record is: a folder, or a PostgreSQL database; which of the two a person's words mean."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DATABASE_NAME = "record.sqlite"
BLOBS_NAME = "blobs"
_SCHEMES = ("postgresql://", "postgres://")
_PORT = 5432
_FORM = "postgresql://USER@HOST/DATABASE, with ?schema=NAME where a database holds several records"


class RecordError(Exception):
    """A record cannot be made, opened or used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """A record by the words that a person gave for it: `folder`, or `url` of a PostgreSQL database and the `schema` in
    it. `name` is what to call it in a message: it holds no password."""

    name: str
    folder: Path | None = None
    url: URL | None = None
    schema: str = "public"

    @property
    def database(self) -> Path | None:
        """The file of the database, None on PostgreSQL."""
        return self.folder / DATABASE_NAME if self.folder is not None else None


def is_postgres(text: str) -> bool:
    """True if `text` is written as the address of a PostgreSQL database."""
    return text.startswith(_SCHEMES)


def is_record(text: str) -> bool:
    """True if `text` names a record: a folder that holds one, or the address of a PostgreSQL database."""
    try:
        return is_postgres(text) or (Path(text) / DATABASE_NAME).is_file()
    except (OSError, ValueError):
        return False  # no name of any file: what reads files says so


def parse_address(text: str) -> Address:
    """The address that `text` is. A password may be left to $PGPASSWORD. Raises RecordError for a faulty one."""
    if not is_postgres(text):
        return Address(text, folder=Path(text))
    try:
        given = make_url(text)
        query = dict(given.query)
        schema, host = query.pop("schema", "public"), query.pop("host", given.host)
        if query or not given.database or not isinstance(schema, str) or not isinstance(host, str | None):
            raise ValueError
    except (ArgumentError, ValueError):
        raise RecordError(f"this is no address of a PostgreSQL database; write {_FORM}") from None
    name = given.set(drivername="postgresql").render_as_string(hide_password=True)
    url = URL.create(
        "postgresql+pg8000", given.username, given.password or os.environ.get("PGPASSWORD"), None if _is_socket(host)
        else host, None if _is_socket(host) else given.port, given.database,
        {"unix_sock": f"{host}/.s.PGSQL.{given.port or _PORT}"} if _is_socket(host) else {},
    )  # fmt: skip
    return Address(name, url=url, schema=schema)


def _is_socket(host: str | None) -> bool:
    """PostgreSQL's own way to say a socket: the folder it is in as the name of the host."""
    return host is not None and host.startswith("/")
