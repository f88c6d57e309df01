"""Signed notes (C2SP signed-note): a text, an empty line, and a line for each signature.

A verifier knows its keys beforehand; what other keys signed proves nothing to it and is passed over. Cosignatures
(C2SP tlog-cosignature, v1) are signatures of witnesses over a checkpoint and the moment at which they saw it.
"""

import base64
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature

from cenotaph.ledger.keys import (
    ID_BYTES,
    KeyKind,
    KeyTextError,
    SignerKey,
    VerifierKey,
    check_name,
    decode_base64,
    load_public,
)

_DASH = "\N{EM DASH} "
_MOMENT_BYTES = 8
_MOST_SIGNATURES = 100  # as in Go's note package: more are an attempt to keep a verifier busy
_MOST_BYTES = 1_000_000
# C2SP: no ASCII control characters but newline.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteError(ValueError):
    """A text is no signed note, or it is not signed as it must be; the message says why."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A line below a note: the name and id of the key, and what it signed with (64 bytes; of a cosignature 8 more)."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a newline, and the signatures below it."""

    text: str
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """A signature that holds: by which key, and, if it is a cosignature, when (UTC) the witness says that it saw it."""

    key: VerifierKey
    at: dt.datetime | None = None


def check_text(text: str) -> None:
    """Raises NoteError if a note cannot have this text."""
    if not text.endswith("\n"):
        raise NoteError("the text of a note ends with a newline")
    if _CONTROL.search(text):
        raise NoteError("the text of a note has no control characters")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NoteError("the text of a note is Unicode that can be written as UTF-8") from None


def sign_note(text: str, key: SignerKey, at: dt.datetime | None = None) -> Signature:
    """The signature of `key` over the text of a note.

    A key of the kind COSIGNATURE signs a checkpoint, and the moment `at`, to the second. Raises NoteError for a text
    that no note can have, and ValueError for a cosignature without a moment or a moment without an offset.
    """
    check_text(text)
    if key.kind is KeyKind.NOTE:
        return Signature(key.name, key.verifier.id, key.sign(text.encode()))
    if at is None or at.tzinfo is None:
        raise ValueError("a cosignature says when, with the offset")
    seconds = int(at.timestamp())
    value = seconds.to_bytes(_MOMENT_BYTES, "big") + key.sign(_cosigned(text, seconds))
    return Signature(key.name, key.verifier.id, value)


def add_signature(note: Note, signature: Signature) -> Note:
    """The note with one more signature, in the place of one that the same key made before, or else below the others."""
    same = [(s.name, s.key_id) == (signature.name, signature.key_id) for s in note.signatures]
    if any(same):
        kept = tuple(signature if is_same else s for s, is_same in zip(note.signatures, same, strict=True))
        return Note(note.text, kept)
    return Note(note.text, (*note.signatures, signature))


def write_note(note: Note) -> str:
    """The note as it is kept and sent."""
    lines = [f"{_DASH}{s.name} {base64.b64encode(s.key_id + s.value).decode()}\n" for s in note.signatures]
    return f"{note.text}\n{''.join(lines)}"


def parse_note(message: str) -> Note:
    """The note that is written in `message`; no signature is verified. Raises NoteError if it is no signed note."""
    if len(message) > _MOST_BYTES:
        raise NoteError("it is too long for a signed note")
    text, gap, below = message.rpartition("\n\n")
    if not gap or not text:
        raise NoteError("it is no signed note: no empty line stands between the text and the signatures")
    check_text(text + "\n")
    if not below:
        raise NoteError("it has no signature")
    if not below.endswith("\n"):
        raise NoteError("the last signature is cut off: a note ends with a newline")
    lines = below.removesuffix("\n").split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise NoteError(f"it has more than {_MOST_SIGNATURES} signatures")
    return Note(text + "\n", tuple(_parse_signature(line, number) for number, line in enumerate(lines, start=1)))


def verify_note(note: Note, keys: Iterable[VerifierKey]) -> tuple[Verified, ...]:
    """The signatures by known keys, each verified, in the order of the note; those by other keys are passed over.

    Raises NoteError if a known key's signature does not hold, or if no known key signed.
    """
    known = {(key.name, key.id): key for key in keys}
    verified: list[Verified] = []
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is not None and key not in {one.key for one in verified}:
            verified.append(_verify(note.text, signature, key))
    if not verified:
        raise NoteError("none of the known keys signed it" if known else "no key is known that could have signed it")
    return tuple(verified)


def list_unknown(note: Note, keys: Iterable[VerifierKey]) -> Sequence[Signature]:
    """The signatures that `verify_note` passes over, since their keys are not among `keys`."""
    known = {(key.name, key.id) for key in keys}
    return [s for s in note.signatures if (s.name, s.key_id) not in known]


def _verify(text: str, signature: Signature, key: VerifierKey) -> Verified:
    message, value, at = text.encode(), signature.value, None
    if key.kind is KeyKind.COSIGNATURE:
        seconds = int.from_bytes(value[:_MOMENT_BYTES], "big")
        message, value = _cosigned(text, seconds), value[_MOMENT_BYTES:]
        try:
            at = dt.datetime.fromtimestamp(seconds, dt.UTC)
        except (OverflowError, ValueError, OSError):
            raise NoteError(f"the cosignature of {key.name} states no moment") from None
    try:
        load_public(key).verify(value, message)
    except InvalidSignature:
        raise NoteError(f"the signature of {key.name} does not hold: text or signature were altered") from None
    return Verified(key, at)


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _parse_signature(line: str, number: int) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    try:
        data = decode_base64(encoded)
        check_name(name)
    except KeyTextError as error:
        raise NoteError(f"signature {number}: {error}") from None
    except ValueError:
        raise NoteError(f"signature {number} is not written as a dash, a name and base64") from None
    if not line.startswith(_DASH) or len(data) <= ID_BYTES:
        raise NoteError(f"signature {number} is not written as a dash, a name and base64")
    return Signature(name, data[:ID_BYTES], data[ID_BYTES:])
