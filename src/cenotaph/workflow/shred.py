"""Destroying for safety: a file and all that was read in it, by two people who sign for it, as an entry of the log."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from cenotaph.incidents.paged import PageError
from cenotaph.ledger.keys import SignerKey, VerifierKey
from cenotaph.ledger.notes import Note, NoteError, add_signature, parse_note, sign_note, verify_note, write_note
from cenotaph.store.pages import discard_pages, find_pages
from cenotaph.store.record import Record
from cenotaph.store.schema import captures, documents
from cenotaph.store.shredding import Target, destroy_entries, find_entry_subject, find_target, list_shredded
from cenotaph.store.view import View
from cenotaph.workflow.checkpoints import list_keys
from cenotaph.workflow.records import open_named

_FORM = "cenotaph-shred/1"
_HOLD_FORM = "cenotaph-hold/1"
SIGNERS = 2


class ShredError(ValueError):
    """Something cannot be destroyed or held; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Shredded:
    """What was destroyed: the files' captures, how many entries and bytes, and whether it was sealed, so that backups
    do not bring it back."""

    captures: tuple[int, ...]
    entries: int
    blobs: int
    was_sealed: bool


def register_key(name: str, key: VerifierKey) -> bool:
    """Register a person's key in a record; False if it was. Raises RecordError."""
    with open_named(name) as record, record.add() as addition:
        if key in list_keys(View(addition.connection)):
            return False
        addition.append("key", {"key": str(key)})
        return True


def request_shred(name: str, entry: int, reason: str, key: SignerKey, at: dt.datetime) -> Note:
    """A request to destroy the file that an entry is of, signed by the first of two. Nothing is destroyed by it. Raises
    ShredError, RecordError."""
    with open_named(name) as record, record.database.read() as connection:
        target = _find(record, connection, entry)
        _check_holds(connection, target)
        _check_registered(connection, key)
        text = _write_text(_FORM, record.id, target, reason, at)
        return Note(text, (sign_note(text, key),))


def plan_shred(name: str, entry: int) -> Target:
    """What would be destroyed with the file that an entry is of. Raises ShredError, RecordError."""
    with open_named(name) as record, record.database.read() as connection:
        return _find(record, connection, entry)


def list_twins(name: str, target: Target) -> list[int]:
    """The entries of files and documents that hold the same bytes or the same text as a sealed file, in the open: they
    stay when it is destroyed. Raises RecordError."""
    with open_named(name) as record, record.look() as view:
        sealed = [
            body
            for table in (captures, documents)
            for _, body in view.list_current(table, table.c.entry.in_(target.entries))
        ]
        plain = {body["plain"] for body in sealed if "plain" in body}
        return sorted(
            number
            for table in (captures, documents)
            for number, body in view.list_current(table, table.c.digest.in_(plain))
            if "sealed_for" not in body
        )


def shred(name: str, entry: int, request: str, key: SignerKey) -> Shredded:
    """Destroy the file that an entry is of, on a request that another person signed, which `key` signs too.

    Content and salts, rows and words go in one transaction, with the entry that says so; then the key of the subject,
    the bytes, and what the database's files still had. A run that was stopped is ended by running it again. Raises
    ShredError, RecordError, and BlobError.
    """
    with open_named(name) as record:
        stopped = _find_stopped(record, entry)
        if stopped is not None:
            finish_shreds(record)
            return stopped
        with record.add() as addition:
            connection = addition.connection
            target = _find(record, connection, entry)
            _check_holds(connection, target)
            _check_registered(connection, key)
            note = _countersign(connection, request, _read_lines(_FORM, record, target), key)
            others = {"others": list(target.others)} if target.others else {}
            addition.append("shred", {
                "captures": list(target.captures), "subject": target.subject, "destroyed": list(target.entries),
                "digests": list(target.digests), **others, "note": write_note(note),
                "ends": destroy_entries(record.database, connection, target.entries),
            })  # fmt: skip
        finish_shreds(record)
    return Shredded(target.captures, len(target.entries), len(target.digests), target.subject is not None)


def _find_stopped(record: Record, entry: int) -> Shredded | None:
    """What an earlier run destroyed with this entry; None if there was none."""
    with record.look() as view:
        for done in view.list_entries(["shred"]):
            body = done.body
            if entry in body["destroyed"]:
                counts = len(body["destroyed"]), len(body["digests"])
                return Shredded(tuple(body["captures"]), *counts, body["subject"] is not None)
    return None


def finish_shreds(record: Record) -> None:
    """Destroy the keys and bytes that the log says are destroyed, and what the database's files still have of them. If
    an earlier run was stopped, what it left is destroyed too. Raises RecordError, BlobError."""
    with record.database.read() as connection:
        shreds = [entry.body for entry in View(connection).list_entries(["shred"])]
        subjects = [subject for body in shreds for subject in (body["subject"], *body.get("others", ()))]
        digests = list_shredded(connection)
    for subject in subjects:
        if subject is not None:
            record.vault.destroy(subject)
    for digest in digests:
        record.blobs.remove(digest)
    record.database.scrub()
    pages = find_pages(record)
    if pages is not None:  # the state of the last reconciliation holds claims of what was destroyed
        try:
            discard_pages(pages)
        except PageError as error:
            raise ShredError(f"{error}; close it and run the command again") from None


def hold(name: str, entry: int, reason: str, key: SignerKey, at: dt.datetime, *, lift: bool = False) -> tuple[int, ...]:
    """Put the file that an entry is of under a legal hold, which no shredding goes through, or lift it; gives its
    captures. Raises ShredError, RecordError."""
    with open_named(name) as record, record.add() as addition:
        connection = addition.connection
        target = _find(record, connection, entry)
        if lift and not _list_held(connection, target):
            raise ShredError(f"entry {target.captures[0]} is under no hold")
        _check_registered(connection, key)
        text = _write_text(_HOLD_FORM, record.id, target, reason, at)
        note = write_note(Note(text, (sign_note(text, key),)))
        addition.append("hold", {"captures": list(target.captures), "lift": lift, "note": note})
        return target.captures


def _find(record: Record, connection: Connection, entry: int) -> Target:
    subject = find_entry_subject(connection, entry)
    if subject is not None and not record.vault.has_key(subject) and record.vault.destroyed_at(subject) is None:
        raise ShredError(
            f"entry {entry} is of a sealed file, whose key is not in {record.vault.path}: destroy it where it is"
        )
    target = find_target(connection, entry, record.vault.list_dependent(subject) if subject is not None else ())
    if target is None:
        raise ShredError(
            f"entry {entry} is of no file that the record has, or was destroyed: name the entry of a capture, or one of"
            " what was read in it (cenotaph log)"
        )
    return target


def _list_held(connection: Connection, target: Target) -> list[str]:
    """The reasons of the holds that a file is under."""
    held: dict[int, str | None] = {}
    for entry in View(connection).list_entries(["hold"]):
        for capture in entry.body["captures"]:
            held[capture] = None if entry.body["lift"] else _read_reason(entry.body["note"])
    return [reason for capture in target.captures if (reason := held.get(capture)) is not None]


def _check_holds(connection: Connection, target: Target) -> None:
    reasons = _list_held(connection, target)
    if reasons:
        raise ShredError(f"entry {target.captures[0]} is under a legal hold and stays: {reasons[0]}")


def _check_registered(connection: Connection, key: SignerKey) -> None:
    if key.verifier not in list_keys(View(connection)):
        raise ShredError(f"the key of {key.name} is not registered in this record: cenotaph keys add RECORD KEY")


def _write_text(form: str, id: str, target: Target, reason: str, at: dt.datetime) -> str:
    if not reason.strip() or len(reason.splitlines()) != 1:
        raise ShredError("give a reason, on one line; it stays in the log for good, so name nobody in it")
    captures = ",".join(map(str, target.captures))
    return f"{form}\n{id}\n{captures}\n{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}\n{reason.strip()}\n"


def _read_lines(form: str, record: Record, target: Target) -> list[str]:
    """The lines with which the text for a file begins."""
    return [form, record.id, ",".join(map(str, target.captures))]


def _read_reason(message: str) -> str:
    return parse_note(message).text.splitlines()[4]


def _countersign(connection: Connection, request: str, begins: Sequence[str], key: SignerKey) -> Note:
    """The request with the second signature, once it is found to be of this file and signed by another person."""
    try:
        note = parse_note(request)
        if note.text.splitlines()[: len(begins)] != begins:
            raise ShredError("the request is of another file, or of another record")
        note = add_signature(note, sign_note(note.text, key))
        signers = list_signers(write_note(note), list_keys(View(connection)))
    except NoteError as error:
        raise ShredError(f"the request cannot be used: {error}") from None
    if len(signers) < SIGNERS:
        raise ShredError("two different people sign for it: the request is signed by this key alone")
    return note


def list_signers(message: str, registered: Sequence[VerifierKey]) -> list[str]:
    """The people who signed a request, by registered keys: none twice for two keys, and no key twice for two names.
    Raises NoteError if a signature does not hold, or none is by a registered key."""
    verified = verify_note(parse_note(message), registered)
    return sorted(set({one.key.public: one.key.name for one in verified}.values()))
