"""Writing the log of a record as an export that anyone can verify, with the program that verifies it."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from cenotaph.ledger.export import ExportedEntry, SignedCheckpoint, write_export
from cenotaph.ledger.notes import write_note
from cenotaph.store.replacing import replace_file
from cenotaph.store.schema import log, salts
from cenotaph.store.sealed import write_content
from cenotaph.store.tree import read_nodes
from cenotaph.store.view import View
from cenotaph.workflow.checkpoints import CheckpointFault, list_checkpoints, list_keys
from cenotaph.workflow.records import open_named

LOG_NAME = "log.jsonl"
CHECKPOINT_NAME = "checkpoint.txt"
VERIFIER_NAME = "verify.py"
_CHUNK = 2_000


class Contents(StrEnum):
    """Of which entries an export has the content: of none, or of all that are neither destroyed nor sealed."""

    NONE = "none"
    ALL = "all"


def prove_record(name: str, folder: Path, entries: Sequence[int] = (), contents: Contents = Contents.NONE) -> int:
    """Write the log up to its last checkpoint into `folder`, which is made, and the verifier beside it; of a whole log
    or, if `entries` are given, of these alone, each with its proof. Gives the number of entries written.

    Each file is written whole or not at all. Raises CheckpointFault if there is no checkpoint, or one of the entries is
    not in it; OSError if the folder cannot be written; RecordError.
    """
    with open_named(name) as record, record.database.read() as connection:
        view = View(connection)
        kept = list_checkpoints(view)
        if not kept:
            raise CheckpointFault(f"no checkpoint of this record is signed yet: cenotaph checkpoint {name} --key FILE")
        size = kept[-1].size
        late = [number for number in entries if number >= size]
        if late:
            raise CheckpointFault(f"entry {late[0]} came after the last checkpoint, of {size} entries: sign a new one")
        signed = [SignedCheckpoint(one.note, one.stamps) for one in kept]
        chosen = sorted(set(entries))
        listed = _list_entries(connection, size, chosen, contents)
        lines = write_export(signed, list_keys(view), listed, read_nodes(connection), not chosen)
        folder.mkdir(exist_ok=True)
        _write(folder / LOG_NAME, (line.encode() for line in lines))
    _write(folder / CHECKPOINT_NAME, [write_note(kept[-1].note).encode()])
    _write(folder / VERIFIER_NAME, [files("cenotaph.ledger").joinpath("verifier.py").read_bytes()])
    return len(chosen) or size


def _list_entries(
    connection: Connection, size: int, chosen: Sequence[int], contents: Contents
) -> Iterator[ExportedEntry]:
    query = select(log, salts.c.salt).outerjoin(salts, salts.c.entry == log.c.entry).order_by(log.c.entry)
    if not chosen:
        yield from _stream(connection, query.where(log.c.entry < size), contents)
    for start in range(0, len(chosen), _CHUNK):
        yield from _stream(connection, query.where(log.c.entry.in_(chosen[start : start + _CHUNK])), contents)


def _stream(connection: Connection, query: Any, contents: Contents) -> Iterator[ExportedEntry]:
    with connection.execute(query, execution_options={"stream_results": True, "yield_per": _CHUNK}) as result:
        for row in result:
            if row.salt is None or contents is Contents.NONE:
                # Destroyed, sealed, or not asked for.
                yield ExportedEntry(row.entry, row.commitment)
            else:
                content = write_content(row.entry, row.made_at, row.kind, row.body).decode()
                yield ExportedEntry(row.entry, row.commitment, row.salt, content)


def _write(path: Path, chunks: Any) -> None:
    with replace_file(path) as stream:
        for chunk in chunks:
            stream.write(chunk)
