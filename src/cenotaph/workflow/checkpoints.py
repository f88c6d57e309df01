"""The checkpoints of a record: signed, cosigned, stamped and kept, each as an entry of the log that it is of."""

import base64
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cenotaph.archive.fetch import FetchError, Way, post
from cenotaph.ledger.checkpoints import Checkpoint, parse_checkpoint, write_checkpoint
from cenotaph.ledger.keys import KeyKind, SignerKey, VerifierKey, parse_verifier_key
from cenotaph.ledger.notes import (
    Note,
    NoteError,
    add_signature,
    list_unknown,
    parse_note,
    sign_note,
    verify_note,
    write_note,
)
from cenotaph.ledger.timestamps import TimestampError, check_answer, make_request, prepare_request
from cenotaph.store.additions import Addition
from cenotaph.store.tree import count_entries, read_root
from cenotaph.store.view import View
from cenotaph.workflow.records import open_named

_REQUEST_MEDIA = "application/timestamp-query"
# Entries that tell of the log itself: they alone are no reason for a new checkpoint.
_OF_THE_LOG = ("key", "checkpoint", "timestamp")


class CheckpointFault(ValueError):
    """A checkpoint cannot be made, signed or taken up; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint that a record keeps: its number of entries, the note as it was last signed, the timestamps over it,
    and the entry of the log in which it stands."""

    size: int
    note: Note
    entry: int
    stamps: tuple[bytes, ...] = ()


def list_keys(view: View) -> list[VerifierKey]:
    """The verifier keys that are registered in a record, in the order in which they came. Raises KeyTextError."""
    return [parse_verifier_key(entry.body["key"]) for entry in view.list_entries(["key"]) if entry.body]


def list_checkpoints(view: View) -> list[KeptCheckpoint]:
    """The checkpoints of a record by size; of one that was signed again, the last. Raises NoteError."""
    found: dict[int, KeptCheckpoint] = {}
    for entry in view.list_entries(["checkpoint", "timestamp"]):
        size = entry.body["size"]
        if entry.kind == "checkpoint":
            stamps = found[size].stamps if size in found else ()
            found[size] = KeptCheckpoint(size, parse_note(entry.body["note"]), entry.number, stamps)
        else:
            stamp = base64.b64decode(entry.body["answer"])
            found[size] = replace(found[size], stamps=(*found[size].stamps, stamp))
    return [found[size] for size in sorted(found)]


def count_unsigned(view: View, size: int) -> int:
    """How many entries from number `size` on tell of more than the log itself."""
    own = sum(1 for _ in view.list_entries(_OF_THE_LOG, first=size))
    return max(view.size - size - own, 0)


def find_latest(name: str) -> KeptCheckpoint:
    """The last checkpoint of a record. Raises CheckpointFault if there is none, and RecordError."""
    with open_named(name) as record, record.look() as view:
        return _take_latest(list_checkpoints(view), name)


def sign_checkpoint(name: str, key: SignerKey, at: dt.datetime) -> tuple[KeptCheckpoint, bool]:
    """The checkpoint of a record as it is now, signed; False beside it if nothing was added since the last one.

    A key of a record signs the log as it is; that of a witness cosigns the last checkpoint, at the moment `at`. The key
    is registered if it is new. Raises CheckpointFault, RecordError.
    """
    with open_named(name) as record, record.add() as addition:
        view = View(addition.connection)
        kept, keys = list_checkpoints(view), list_keys(view)
        if key.kind is KeyKind.COSIGNATURE:
            latest = _take_latest(kept, name)
            signature = sign_note(latest.note.text, key, at)
            _register(addition, keys, key.verifier)
            return _keep(addition, replace(latest, note=add_signature(latest.note, signature))), True
        if kept and parse_checkpoint(kept[-1].note.text).origin != key.name:
            origin = parse_checkpoint(kept[-1].note.text).origin
            raise CheckpointFault(
                f"the checkpoints of this record are those of {origin}, and the key is of {key.name}: sign with a key"
                f" of {origin}, or cosign with a key of a witness (cenotaph keys new --witness)"
            )
        if kept and not _has_grown(view, kept[-1]) and _has_signed(kept[-1].note, key):
            return kept[-1], False
        _register(addition, keys, key.verifier)
        addition.flush()
        size = count_entries(addition.connection)
        text = write_checkpoint(Checkpoint(key.name, size, read_root(addition.connection, size)))
        return _keep(addition, KeptCheckpoint(size, Note(text, (sign_note(text, key),)), 0)), True


def add_signatures(name: str, message: str, known: Sequence[VerifierKey]) -> tuple[KeptCheckpoint, list[VerifierKey]]:
    """Take up what others signed below a checkpoint of the record: the checkpoint, and the keys that newly signed it.

    Each signature must be by a key that is registered or in `known`, which is registered then. Raises CheckpointFault,
    RecordError.
    """
    with open_named(name) as record, record.add() as addition:
        view = View(addition.connection)
        keys = list_keys(view)
        try:
            note = parse_note(message)
            size = parse_checkpoint(note.text).size
            kept = next((one for one in list_checkpoints(view) if one.note.text == note.text), None)
            if kept is None:
                raise CheckpointFault(f"this record has no such checkpoint of {size} entries: it is of another log")
            unknown = list_unknown(note, [*keys, *known])
            if unknown:
                raise CheckpointFault(
                    f"the key of {unknown[0].name} is not known to the record: give its verifier key with --known"
                )
            verified = verify_note(note, [*keys, *known])
        except NoteError as error:
            raise CheckpointFault(f"the signed checkpoint cannot be taken up: {error}") from None
        fresh = [s for s in note.signatures if s not in kept.note.signatures]
        joined = kept.note
        for signature in fresh:
            joined = add_signature(joined, signature)
        added = [one.key for one in verified if any((s.name, s.key_id) == (one.key.name, one.key.id) for s in fresh)]
        for key in added:
            _register(addition, keys, key)
        return (_keep(addition, replace(kept, note=joined)) if added else kept), added


def request_stamp(name: str) -> tuple[KeptCheckpoint, bytes]:
    """The last checkpoint, and the request for a timestamp over it. Raises CheckpointFault, RecordError."""
    latest = find_latest(name)
    return latest, make_request(latest.note.text)


def fetch_stamp(name: str, address: str, way: Way) -> KeptCheckpoint:
    """Ask the authority at an address for a timestamp over the last checkpoint, and take its answer up. What it is sent
    is the SHA-256 of the checkpoint. Raises CheckpointFault, RecordError, and ValueError for a proxy that is none."""
    latest = find_latest(name)
    request = prepare_request(latest.note.text)
    try:
        answer = post(address, request.data, _REQUEST_MEDIA, way).body
        check_answer(answer, latest.note.text, request.nonce)
    except (FetchError, TimestampError) as error:
        said = str(error).removesuffix(".")
        raise CheckpointFault(
            f"{address}: {said}. The checkpoint of {latest.size} entries has no timestamp of it; ask again later, or "
            "another authority"
        ) from None
    return add_stamp(name, answer)


def add_stamp(name: str, answer: bytes) -> KeptCheckpoint:
    """Take up the answer of a timestamp authority: the checkpoint of the record that it is over. Who signed it is found
    out by cenotaph verify, with the certificates. Raises CheckpointFault, RecordError."""
    with open_named(name) as record, record.add() as addition:
        kept = list_checkpoints(View(addition.connection))
        latest = _take_latest(kept, name)
        fault: TimestampError | None = None
        for one in reversed(kept):
            try:
                check_answer(answer, one.note.text)
            except TimestampError as error:
                fault = fault or error
                continue
            if answer not in one.stamps:
                body = {"size": one.size, "answer": base64.b64encode(answer).decode()}
                addition.append("timestamp", body)
            return replace(one, stamps=(*one.stamps, answer))
        raise CheckpointFault(f"it cannot be taken up for any checkpoint of {latest.size} entries or fewer: {fault}")


def _take_latest(kept: Sequence[KeptCheckpoint], name: str) -> KeptCheckpoint:
    if not kept:
        raise CheckpointFault(f"no checkpoint of this record is signed yet: cenotaph checkpoint {name} --key FILE")
    return kept[-1]


def _has_signed(note: Note, key: SignerKey) -> bool:
    return len(list_unknown(note, [key.verifier])) < len(note.signatures)


def _has_grown(view: View, latest: KeptCheckpoint) -> bool:
    return count_unsigned(view, latest.size) > 0


def _register(addition: Addition, keys: Sequence[VerifierKey], key: VerifierKey) -> None:
    if key not in keys:
        addition.append("key", {"key": str(key)})


def _keep(addition: Addition, checkpoint: KeptCheckpoint) -> KeptCheckpoint:
    entry = addition.append("checkpoint", {"size": checkpoint.size, "note": write_note(checkpoint.note)})
    return replace(checkpoint, entry=entry)
