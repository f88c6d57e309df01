"""Witnessing somebody else's log: its last checkpoint is cosigned once the log is verified."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from cenotaph.ledger.keys import KeyKind, SignerKey, VerifierKey
from cenotaph.ledger.notes import Note, add_signature, parse_note, sign_note
from cenotaph.workflow.exports import read_export
from cenotaph.workflow.keys import KeyFileError


def cosign_export(
    path: Path, key: SignerKey, known: Sequence[VerifierKey], earlier: Iterable[str], at: dt.datetime
) -> Note:
    """The last checkpoint of an exported log, with the signature of `key` and the moment `at`.

    The log must be signed by a known key and go on from the earlier checkpoints. Raises NotAsSignedError if it does
    not, KeyFileError if the key is none of a witness, and OSError.
    """
    if key.kind is not KeyKind.COSIGNATURE:
        raise KeyFileError(f"the key of {key.name} is none of a witness: make one with cenotaph keys new --witness")
    verified = read_export(path, known, earlier, None)
    note = parse_note(verified.found.checkpoints[-1].message)
    return add_signature(note, sign_note(note.text, key, at))
