"""Keys in files: secret ones, each in a file of its own that its owner alone can read, and lists of public ones."""

import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

from cenotaph.ledger.keys import (
    KEY_BYTES,
    KeyKind,
    KeyTextError,
    SignerKey,
    VerifierKey,
    parse_signer_key,
    parse_verifier_key,
    write_signer_key,
)

_OWNER_ONLY = 0o600
# The file by which a folder is known to hold a record.
_RECORD = "record.sqlite"


class KeyFileError(ValueError):
    """A file of keys cannot be written, read or used; the message says why and what to do."""


def make_key(name: str, kind: KeyKind, path: Path) -> VerifierKey:
    """A new key pair: the secret key goes into a new file that its owner alone can read, the public one comes back.

    Raises KeyFileError for a name that no key can have, where there is a file already, and for a place beside a record:
    who takes the record away must not hold the key that signs it.
    """
    try:
        key = SignerKey(name, kind, secrets.token_bytes(KEY_BYTES))
    except KeyTextError as error:
        raise KeyFileError(str(error)) from None
    record = next((folder for folder in path.absolute().parents if (folder / _RECORD).exists()), None)
    if record is not None:
        raise KeyFileError(f"{path} lies in the record {record}: keep the key in another place, best on another disk")
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except FileExistsError:
        raise KeyFileError(f"{path} is there already and was left as it is; name a new file") from None
    except OSError as error:
        raise KeyFileError(f"{path} cannot be written ({error.strerror})") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(write_signer_key(key) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key.verifier


def load_key(path: Path) -> SignerKey:
    """The secret key of a file. Raises KeyFileError if it cannot be read, holds no key, or others may read it."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"{path} cannot be read ({_word(error)})") from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise KeyFileError(f"{path} can be read by others on this machine; make it yours alone: chmod 600 {path}")
    try:
        return parse_signer_key(text.strip())
    except KeyTextError as error:
        raise KeyFileError(f"{path}: {error}; cenotaph keys new makes one") from None


def load_known(texts: Iterable[str], path: Path | None) -> tuple[VerifierKey, ...]:
    """The public keys given by their texts, and those of a file with one on each line; lines with # are passed over.

    Raises KeyFileError for a text that is no key, with its line.
    """
    given = [("", text) for text in texts]
    if path is not None:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise KeyFileError(f"{path} cannot be read ({_word(error)})") from None
        given += [(f"{path}, line {number}: ", line) for number, line in enumerate(lines, start=1)]
    keys = []
    for where, text in given:
        if text.strip() and not text.startswith("#"):
            try:
                keys.append(parse_verifier_key(text.strip()))
            except KeyTextError as error:
                raise KeyFileError(f"{where}{error}") from None
    return tuple(dict.fromkeys(keys))


def _word(error: OSError | UnicodeDecodeError) -> str:
    return "it is no text" if isinstance(error, UnicodeDecodeError) else error.strerror or str(error)
