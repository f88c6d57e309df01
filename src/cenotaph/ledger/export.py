"""The exported form of a log: lines of JSON that anyone can verify with `verifier.py`, which is written beside them.

One line for the head (keys and signed checkpoints), one for each entry, one for each proof of consistency between two
checkpoints, and one that closes it with a digest of all before. Each line has one spelling: keys in order, no spaces,
letters as they are. A whole export has every entry up to the last checkpoint, so that the root can be worked out from
them. A part has some entries, each with its proof of inclusion.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cenotaph.ledger.checkpoints import parse_checkpoint
from cenotaph.ledger.keys import VerifierKey
from cenotaph.ledger.notes import Note, write_note
from cenotaph.ledger.proofs import Proof, prove_consistency, prove_inclusion
from cenotaph.ledger.tree import ReadNode, hash_leaf

FORM = "cenotaph-log/1"


@dataclass(frozen=True, slots=True)
class ExportedEntry:
    """An entry of a log: its number from 0, its commitment, and salt and content, which are both None where they were
    destroyed or are withheld."""

    number: int
    commitment: bytes
    salt: bytes | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint as it was signed, and the RFC 3161 timestamps over it (DER)."""

    note: Note
    timestamps: tuple[bytes, ...] = ()


def write_export(
    checkpoints: Sequence[SignedCheckpoint],
    keys: Iterable[VerifierKey],
    entries: Iterable[ExportedEntry],
    read: ReadNode,
    whole: bool,
) -> Iterator[str]:
    """The lines of an export, each with its newline.

    `checkpoints` are those to show, the oldest first; the last one is what the entries are proved by. `entries` are in
    the order of the log: all up to the last checkpoint if `whole`, else those wanted. `read` gives stored nodes. Raises
    ValueError if there is no checkpoint, and CheckpointError if a note is none.
    """
    if not checkpoints:
        raise ValueError("a log is exported up to a checkpoint, and there is none")
    sizes = [parse_checkpoint(signed.note.text).size for signed in checkpoints]
    digest, count = hashlib.sha256(), 0
    for value in _list_values(checkpoints, keys, entries, read, sizes, whole):
        line = write_line(value)
        digest.update(line.encode())
        count += 1
        yield line
    yield write_line({"lines": count, "sha256": digest.hexdigest()})


def write_line(value: Any) -> str:
    """The one spelling of a line."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _list_values(
    checkpoints: Sequence[SignedCheckpoint],
    keys: Iterable[VerifierKey],
    entries: Iterable[ExportedEntry],
    read: ReadNode,
    sizes: Sequence[int],
    whole: bool,
) -> Iterator[Any]:
    signed = [
        {"note": write_note(one.note), "timestamps": [base64.b64encode(der).decode() for der in one.timestamps]}
        for one in checkpoints
    ]
    yield {"checkpoints": signed, "form": FORM, "keys": [str(key) for key in keys], "whole": whole}
    for entry in entries:
        yield {
            "commitment": entry.commitment.hex(),
            "content": entry.content,
            "entry": entry.number,
            "leaf": hash_leaf(entry.commitment).hex(),
            "proof": None if whole else _write(prove_inclusion(entry.number, sizes[-1], read)),
            "salt": entry.salt.hex() if entry.salt is not None else None,
        }
    for old, new in pairwise(sizes):
        yield {"from": old, "proof": _write(prove_consistency(old, new, read)), "to": new}


def _write(proof: Proof) -> list[str]:
    return [digest.hex() for digest in proof]
