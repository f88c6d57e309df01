"""The keys that sign notes, and the texts in which they are kept and handed on (C2SP signed-note).

A verifier key is public: `name+id+key`, where `id` is 8 hex digits and `key` the base64 of one byte for the kind and 32
bytes of an Ed25519 public key. A signer key is secret: `PRIVATE+KEY+name+id+key` with the 32 bytes of the seed; this
form is not of C2SP but of Go's note package, so that tools that sign such notes can use it.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from enum import IntEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY_BYTES = 32  # an Ed25519 public key, and the seed of a private one
ID_BYTES = 4
_SECRET = "PRIVATE+KEY+"


class KeyTextError(ValueError):
    """The text of a key cannot be used; the message says why."""


class KeyKind(IntEnum):
    """What a key signs: the signature types of C2SP signed-note that are used here."""

    NOTE = 1  # the text of the note itself (Ed25519)
    COSIGNATURE = 4  # a checkpoint that a witness saw, and when (cosignature/v1)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key: whose it is, what it signs, and its 32 bytes."""

    name: str
    kind: KeyKind
    public: bytes

    def __post_init__(self) -> None:
        """Raises KeyTextError if the name or the length of the key is not allowed."""
        check_name(self.name)
        if len(self.public) != KEY_BYTES:
            raise KeyTextError(f"an Ed25519 key has {KEY_BYTES} bytes, not {len(self.public)}")

    @property
    def id(self) -> bytes:
        """The key's 4 bytes in signatures: the beginning of SHA-256 over name, newline, kind and key."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:ID_BYTES]

    def __str__(self) -> str:
        """The text in which the key is handed on."""
        return f"{self.name}+{self.id.hex()}+{_encode(self.kind, self.public)}"


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A secret key: whose it is, what it signs, and its seed, which is never shown in a message."""

    name: str
    kind: KeyKind
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Raises KeyTextError if the name or the length of the seed is not allowed."""
        check_name(self.name)
        if len(self.seed) != KEY_BYTES:
            raise KeyTextError(f"the seed of a key has {KEY_BYTES} bytes, not {len(self.seed)}")

    @property
    def verifier(self) -> VerifierKey:
        """The public key that belongs to it."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return VerifierKey(self.name, self.kind, public.public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, message: bytes) -> bytes:
        """The signature of 64 bytes over `message`."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def load_public(key: VerifierKey) -> Ed25519PublicKey:
    """The key as `cryptography` verifies with it."""
    return Ed25519PublicKey.from_public_bytes(key.public)


def check_name(name: str) -> None:
    """Raises KeyTextError if `name` cannot name a key: empty, with white space, a plus or a control character."""
    if not name or "+" in name or any(c.isspace() or ord(c) < 0x20 or 0xD800 <= ord(c) < 0xE000 for c in name):
        raise KeyTextError(f"{name!r} cannot name a key: a name is not empty and has no white space and no plus sign")


def parse_verifier_key(text: str) -> VerifierKey:
    """The key of a text `name+id+key`. Raises KeyTextError if it is none, or its id is not that of name and key."""
    name, kind, public, stated = _split(text, "a verifier key is written name+id+key")
    key = VerifierKey(name, kind, public)
    if key.id.hex() != stated:
        raise KeyTextError(f"the id of the key of {name} does not belong to it: the text was altered or mistyped")
    return key


def parse_signer_key(text: str) -> SignerKey:
    """The key of a text `PRIVATE+KEY+name+id+key`. Raises KeyTextError; its message never repeats the text."""
    if not text.startswith(_SECRET):
        raise KeyTextError(f"a signer key begins with {_SECRET}")
    name, kind, seed, stated = _split(text.removeprefix(_SECRET), f"a signer key is written {_SECRET}name+id+key")
    key = SignerKey(name, kind, seed)
    if key.verifier.id.hex() != stated:
        raise KeyTextError(f"the id of the key of {name} does not belong to it: the text was altered or mistyped")
    return key


def write_signer_key(key: SignerKey) -> str:
    """The secret text of a signer key, as `parse_signer_key` reads it."""
    return f"{_SECRET}{key.name}+{key.verifier.id.hex()}+{_encode(key.kind, key.seed)}"


def decode_base64(text: str) -> bytes:
    """The bytes of standard base64 with padding, in its one canonical spelling. Raises ValueError for any other."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("no base64") from None
    if base64.b64encode(data).decode() != text:
        # The last letter may have bits that mean nothing; another spelling would be another text with the same meaning.
        raise ValueError("no canonical base64")
    return data


def _encode(kind: KeyKind, key: bytes) -> str:
    return base64.b64encode(bytes([kind]) + key).decode()


def _split(text: str, form: str) -> tuple[str, KeyKind, bytes, str]:
    """Name, kind, key and stated id of `name+id+key`."""
    name, _, rest = text.partition("+")
    stated, _, encoded = rest.partition("+")
    try:
        data = decode_base64(encoded)
    except ValueError:
        raise KeyTextError(form) from None
    if not name or not data or len(stated) != 2 * ID_BYTES:
        raise KeyTextError(form)
    try:
        return name, KeyKind(data[0]), data[1:], stated
    except ValueError:
        raise KeyTextError(
            f"the key of {name} is of kind {data[0]}; known are 1 (Ed25519) and 4 (cosignature)"
        ) from None
