"""The keys under which restricted items of a record are sealed, one for each subject, kept away from the record.

A vault is a file in a folder of its user, never in the record and never in its backups: whoever has the record, or an
old backup of it, has what is sealed and not the keys. Destroying a key destroys all that was sealed under it, wherever
copies of the record are; a destroyed subject stays named, so that a key that comes back is not taken.
"""

import copy
import datetime as dt
import json
import os
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock
from platformdirs import user_data_path

from cenotaph.ledger.sealing import NONCE_BYTES, SEAL_KEY_BYTES, seal, unseal
from cenotaph.store.address import Address, RecordError
from cenotaph.store.replacing import replace_file

# Names the folder of vaults, instead of the user's own; on a stick, for example, that is locked away.
VAULT_VARIABLE = "CENOTAPH_VAULT"
_FORM = 1
_SUBJECT_BYTES = 8


def find_vault(address: Address, id: str) -> "Vault":
    """The vault of the record of this id. Raises RecordError if it would lie in the record."""
    given = os.environ.get(VAULT_VARIABLE)
    folder = Path(given).absolute() if given else user_data_path("cenotaph") / "vaults"
    record = address.folder.absolute() if address.folder is not None else None
    if record is not None and (folder == record or record in folder.parents):
        raise RecordError(f"{folder}: keys are never kept in their record; let {VAULT_VARIABLE} name another folder")
    return Vault(folder / f"{id}.json")


class Vault:
    """The keys of one record. Nothing is written until the first subject is made."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read_at: tuple[int, int] | None = None
        self._content: dict[str, Any] = _make_content()

    def is_empty(self) -> bool:
        """True if no subject has a key."""
        return not self._load()["keys"]

    def make_subject(self, of: Collection[str] = ()) -> str:
        """A new subject with a new key. `of` are subjects that it tells of: destroying one of them destroys it too. If
        there is one of just these, it is given."""
        for subject, kept in self._load()["keys"].items():
            if of and kept["of"] == sorted(of):
                return str(subject)
        with self._change() as content:
            subject = secrets.token_hex(_SUBJECT_BYTES)
            content["keys"][subject] = {"key": secrets.token_hex(SEAL_KEY_BYTES), "of": sorted(of)}
        return subject

    def has_key(self, subject: str) -> bool:
        """True if what is sealed for the subject can be opened here."""
        return subject in self._load()["keys"]

    def destroyed_at(self, subject: str) -> str | None:
        """When the subject's key was destroyed here; None if it was not."""
        found = self._load()["destroyed"].get(subject)
        return str(found) if found is not None else None

    def seal(self, data: bytes, subject: str, context: bytes) -> bytes:
        """The data sealed for a subject. Raises RecordError if its key is not here."""
        return seal(data, self._key(subject), secrets.token_bytes(NONCE_BYTES), context)

    def unseal(self, sealed: bytes, subject: str, context: bytes) -> bytes:
        """The data again. Raises SealError if it does not open, RecordError if the key is not here."""
        return unseal(sealed, self._key(subject), context)

    def destroy(self, subject: str) -> list[str]:
        """Destroy the key of a subject, and those of all that tell of it; gives the subjects. Again is no harm."""
        with self._change() as content:
            gone = _list_dependent(subject, content["keys"])
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            for one in gone:
                content["keys"].pop(one, None)
                content["destroyed"].setdefault(one, now)
        return gone

    def list_dependent(self, subject: str) -> list[str]:
        """The subject, and the subjects that tell of it."""
        return _list_dependent(subject, self._load()["keys"])

    def _key(self, subject: str) -> bytes:
        found = self._load()["keys"].get(subject)
        if found is None:
            raise RecordError(f"the key of {subject} is not in {self.path}: it was destroyed, or is elsewhere")
        return bytes.fromhex(found["key"])

    def _load(self) -> dict[str, Any]:
        """What the file holds now; another program may have changed it."""
        try:
            state = self.path.stat()
            if self._read_at != (state.st_mtime_ns, state.st_ino):
                content = json.loads(self.path.read_bytes())
                if content["form"] != _FORM:
                    raise RecordError(f"the vault {self.path} is of another version of Cenotaph; use that version")
                self._content, self._read_at = content, (state.st_mtime_ns, state.st_ino)
        except (FileNotFoundError, NotADirectoryError):
            self._content, self._read_at = _make_content(), None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RecordError(f"the vault {self.path} cannot be read ({error}); restore it from your copy") from None
        return self._content

    def _change(self) -> "_Change":
        return _Change(self)


class _Change:
    """A change of a vault's file: alone among all programs, and whole or not at all."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = FileLock(vault.path.with_suffix(".lock"))
        self._content: dict[str, Any] = {}

    def __enter__(self) -> dict[str, Any]:
        try:
            self._vault.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock.acquire()
        except OSError as error:
            raise RecordError(f"the vault {self._vault.path} cannot be written ({error.strerror})") from None
        self._content = copy.deepcopy(self._vault._load())
        return self._content

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                _replace(self._vault.path, json.dumps(self._content).encode())
        finally:
            self._lock.release()


def _make_content() -> dict[str, Any]:
    return {"form": _FORM, "keys": {}, "destroyed": {}}


def _list_dependent(subject: str, keys: dict[str, Any]) -> list[str]:
    gone = [subject]
    for one in gone:
        gone += [name for name, kept in keys.items() if one in kept["of"] and name not in gone]
    return gone


def _replace(path: Path, data: bytes) -> None:
    """Put new bytes in the place of a file, which its owner alone can read, and write over those of the old one."""
    # Windows does not put a file in the place of one that is open.
    old = path.open("r+b") if path.exists() and os.name != "nt" else None
    with replace_file(path, is_private=True) as stream:
        stream.write(data)
    if old is not None:
        with old, suppress(OSError):
            # A disk may keep what was written over: SSDs do, and snapshots. An encrypted disk answers that.
            size = os.fstat(old.fileno()).st_size
            old.write(b"\0" * size)
            old.flush()
            os.fsync(old.fileno())
