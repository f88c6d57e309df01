"""Sealed bodies: how what an entry says, and its salt, stand in the log when they are sealed for a subject."""

from typing import Any

import msgspec

from cenotaph.ledger.commitments import SALT_BYTES
from cenotaph.ledger.sealing import SealError
from cenotaph.store.address import RecordError
from cenotaph.store.vault import Vault

MARK = "sealed:"


class ClosedError(Exception):
    """What is sealed cannot be opened here: the key is in no vault of this user, or was destroyed."""


def write_content(entry: int, made_at: str, kind: str, body: str) -> bytes:
    """What is committed to of an entry: its number, moment and kind, a line each, then its body."""
    return f"{entry}\n{made_at}\n{kind}\n{body}".encode()


def write_sealed(vault: Vault, subject: str, entry: int, made_at: str, kind: str, body: str, salt: bytes) -> str:
    """What stands in the log for a body: for whom it is sealed, and the body with its salt, bound to its entry."""
    place = write_content(entry, made_at, kind, "")
    return f"{MARK}{subject}:{vault.seal(salt + body.encode(), subject, place).hex()}"


def find_subject(stored: str | None) -> str | None:
    """The subject for which a stored body is sealed; None if it is not sealed."""
    return stored.split(":", 2)[1] if stored is not None and stored.startswith(MARK) else None


def open_sealed(vault: Vault | None, entry: int, made_at: str, kind: str, stored: str) -> tuple[bytes, str]:
    """Salt and body of a stored body that is sealed. Raises ClosedError if the key is not here, and SealError if what
    is sealed was altered."""
    _, subject, sealed = (*stored.split(":", 2), "")[:3]
    if vault is None or not vault.has_key(subject):
        raise ClosedError
    try:
        data = bytes.fromhex(sealed)
        if data.hex() != sealed:  # capitals and spaces stand for the same bytes, and are an alteration all the same
            raise ValueError("what is sealed is not written as it was")
        opened = vault.unseal(data, subject, write_content(entry, made_at, kind, ""))
        return opened[:SALT_BYTES], opened[SALT_BYTES:].decode()
    except ValueError as error:
        raise SealError(str(error)) from None


def read_body(vault: Vault | None, entry: int, made_at: str, kind: str, stored: str | None) -> dict[str, Any] | None:
    """The body of an entry, opened if it is sealed; None if it was destroyed or cannot be opened here. Raises
    RecordError if what is sealed was altered."""
    if stored is None:
        return None
    if find_subject(stored) is not None:
        try:
            _, stored = open_sealed(vault, entry, made_at, kind, stored)
        except ClosedError:
            return None
        except SealError as error:
            raise RecordError(f"entry {entry} is sealed, and {error}; cenotaph verify says more") from None
    body: dict[str, Any] = msgspec.json.decode(stored)
    return body
