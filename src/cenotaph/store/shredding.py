"""Destroying what a file said, and all that was read in it, in the log, the indexes and the search of a record."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from cenotaph.store.engine import Database
from cenotaph.store.schema import (
    INDEXES,
    attachments,
    captures,
    claims,
    documents,
    ends,
    events,
    extractions,
    judgements,
    log,
    parents,
    receipts,
    salts,
    shadows,
    sketches,
    translations,
)
from cenotaph.store.sealed import MARK, find_subject, read_body

_CHUNK = 5_000
# Indexes of entries that are of a capture, beside documents, in which more is read.
_IN_CAPTURES = (receipts, judgements, attachments, translations)
# Entries of these kinds may name claims of many files.
_TELLING = ("decision", "incident", "reconciliation")


@dataclass(frozen=True, slots=True)
class Target:
    """What is destroyed with a file: its captures (all with the same bytes), the entries that tell of it, the digests
    of bytes that nothing else names, and the subject for which they are sealed, None if they are not; `others` are the
    subjects of what is of it, such as a transcript of a public image, where these are sealed by themselves."""

    captures: tuple[int, ...]
    entries: tuple[int, ...]
    digests: tuple[str, ...]
    subject: str | None
    others: tuple[str, ...] = ()


def find_target(connection: Connection, entry: int, dependent: Collection[str]) -> Target | None:
    """What is destroyed with the file that an entry is of; None if it is of none, or is destroyed. `dependent` are the
    subjects that tell of that of the file (`Vault.list_dependent`)."""
    capture = _find_capture(connection, entry)
    if capture is None:
        return None
    same = _list_captures(connection, capture)
    held = _list(connection, documents, documents.c.capture.in_(same))
    read = [n for table in (extractions, claims, events) for n in _list(connection, table, table.c.document.in_(held))]
    told = [n for table in _IN_CAPTURES for n in _list(connection, table, table.c.capture.in_(same))]
    entries = {*same, *held, *read, *told}
    ids = set(connection.execute(select(claims.c.id).where(claims.c.document.in_(held))).scalars())
    entries |= set(_list_telling(connection, ids, dependent))
    stored = connection.execute(select(log.c.entry, log.c.body).where(log.c.entry.in_(same)))
    subjects = {number: find_subject(body) for number, body in stored}
    others = sorted({each for each in subjects.values() if each not in (None, subjects[capture])})
    return Target(
        tuple(same), tuple(sorted(entries)), tuple(_list_digests(connection, entries)), subjects[capture], tuple(others)
    )  # fmt: skip


def find_entry_subject(connection: Connection, entry: int) -> str | None:
    """The subject for which the file that an entry is of is sealed."""
    capture = _find_capture(connection, entry)
    return find_subject(connection.execute(select(log.c.body).where(log.c.entry == capture)).scalar())


def destroy_entries(database: Database, connection: Connection, entries: Sequence[int]) -> list[int]:
    """Destroy content, salts, rows and words of some entries; gives the entries that some of them had ended, which must
    be ended by another one now."""
    ended: list[int] = []
    for start in range(0, len(entries), _CHUNK):
        some = entries[start : start + _CHUNK]
        words = connection.execute(select(shadows.c.entry, shadows.c.folded).where(shadows.c.entry.in_(some))).all()
        database.unindex_words(connection, [tuple(row) for row in words])
        ended += connection.execute(select(ends.c.ended).where(ends.c.entry.in_(some))).scalars()
        connection.execute(update(log).where(log.c.entry.in_(some)).values(body=None))
        for table in (salts, *INDEXES):
            column = table.c.document if table is sketches else table.c.entry
            connection.execute(delete(table).where(column.in_(some)))
    return sorted(set(ended))


def _find_capture(connection: Connection, entry: int) -> int | None:
    """The capture of the file that an entry is of."""
    for table in (extractions, claims, events):
        found = connection.execute(select(table.c.document).where(table.c.entry == entry)).scalar()
        entry = entry if found is None else found
    for table in (documents, *_IN_CAPTURES):
        found = connection.execute(select(table.c.capture).where(table.c.entry == entry)).scalar()
        entry = entry if found is None else found
    return connection.execute(select(captures.c.entry).where(captures.c.entry == entry)).scalar()


def _list_captures(connection: Connection, capture: int) -> list[int]:
    """The captures that go with one: those with the same bytes, and those of transcripts, translations and attachments
    of what is in it."""
    found: set[int] = set()
    waiting = {capture}
    while waiting:
        digests = select(captures.c.digest).where(captures.c.entry.in_(waiting))
        same = set(_list(connection, captures, captures.c.digest.in_(digests))) | waiting
        found |= same
        inside = [n for t in (documents, attachments) for n in _list(connection, t, t.c.capture.in_(same))]
        children = _list(connection, parents, parents.c.parent.in_([*same, *inside]))
        waiting = {
            n
            for t in (documents, attachments, translations)
            for n in connection.execute(select(t.c.capture).where(t.c.entry.in_(children))).scalars()
        } - found
    return sorted(found)


def _list(connection: Connection, table: Table, where: ColumnElement[bool]) -> list[int]:
    return list(connection.execute(select(table.c.entry).where(where).order_by(table.c.entry)).scalars())


def _list_telling(connection: Connection, ids: Collection[str], dependent: Collection[str]) -> Iterable[int]:
    """Entries that name one of the claims, or are sealed for a subject that tells of that of the file."""
    vault = connection.get_execution_options().get("vault")
    query = select(log.c.entry, log.c.made_at, log.c.kind, log.c.body).where(log.c.body.is_not(None))
    query = query.where(log.c.kind.in_(_TELLING) | log.c.body.like(f"{MARK}%"))
    for entry, made_at, kind, stored in connection.execute(query):
        if find_subject(stored) in dependent:
            yield entry
        elif kind in _TELLING:
            # One that is sealed for another file may tell of this one too.
            body = json.dumps(read_body(vault, entry, made_at, kind, stored))
            if any(id in body for id in ids):
                yield entry


def list_shredded(connection: Connection) -> list[str]:
    """The digests of bytes that were destroyed, as the log says; not those that were taken in again since, as another
    file's."""
    said = connection.execute(select(log.c.body).where(log.c.kind == "shred")).scalars()
    digests = {digest for body in said for digest in json.loads(body)["digests"]}
    for table in (captures, documents) if digests else ():
        digests -= set(connection.execute(select(table.c.digest)).scalars())
    return sorted(digests)


def _list_digests(connection: Connection, entries: Collection[int]) -> Iterable[str]:
    """The digests that these entries name and no other does."""
    named: dict[str, bool] = {}
    for table in (captures, documents):
        for entry, digest in connection.execute(select(table.c.entry, table.c.digest)):
            named[digest] = named.get(digest, True) and entry in entries
    return sorted(digest for digest, alone in named.items() if alone)
