"""The file of imported entries: they stay when the index is built anew."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from cenotaph.gazetteer.entry import Entry
from cenotaph.values.place import Level

_TABLES = """
CREATE TABLE IF NOT EXISTS entry (id TEXT PRIMARY KEY, fields TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT OR IGNORE INTO fact VALUES ('revision', 0);
"""


class KeptError(ValueError):
    """The file of imported entries cannot be read or written; the message says why and what to do."""


class Kept(NamedTuple):
    """What an import changed: entries that are new, that differ from what was there, and that were there already."""

    added: int
    changed: int
    unchanged: int


def keep_entries(path: Path, entries: Iterable[Entry]) -> Kept:
    """Add entries to the file, each in the place of an older one of its id: all of them or, on an error, none.

    Raises KeptError if the file cannot be read or written.
    """
    added = changed = unchanged = 0
    with _opened(path, create=True) as connection, connection:
        connection.executescript(_TABLES)
        for entry in entries:
            fields = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True)
            before = connection.execute("SELECT fields FROM entry WHERE id = ?", (entry.id,)).fetchone()
            if before == (fields,):
                unchanged += 1
                continue
            connection.execute("INSERT OR REPLACE INTO entry VALUES (?, ?)", (entry.id, fields))
            added += before is None
            changed += before is not None
        if added or changed:
            connection.execute("UPDATE fact SET value = value + 1 WHERE name = 'revision'")
    return Kept(added, changed, unchanged)


@contextmanager
def _opened(path: Path, create: bool = False) -> Iterator[sqlite3.Connection]:
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as connection:
            yield connection
    except (OSError, sqlite3.Error) as error:
        raise KeptError(
            f"the file of imported places, {path}, cannot be used ({error}); mend or move it and import again"
        ) from error


def load_kept(path: Path) -> list[Entry]:
    """The imported entries by id; none if there is no file."""
    if not path.is_file():
        return []
    with _opened(path) as connection:
        rows = connection.execute("SELECT fields FROM entry ORDER BY id").fetchall()
    return [_entry_of(json.loads(fields)) for (fields,) in rows]


def kept_revision(path: Path) -> int:
    """How often the file has been changed; 0 if there is none. An index says which revision it holds."""
    if not path.is_file():
        return 0
    with _opened(path) as connection:
        row = connection.execute("SELECT value FROM fact WHERE name = 'revision'").fetchone()
    return int(row[0])


def _entry_of(fields: dict[str, object]) -> Entry:
    known = {**fields, "level": Level(str(fields["level"]))}
    for name in ("names", "districts"):
        value = fields[name]
        known[name] = tuple(value) if isinstance(value, list) else ()
    return Entry(**known)  # type: ignore[arg-type]
