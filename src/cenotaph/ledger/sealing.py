"""Sealing: encryption under a key of its own for each subject, so that destroying the key destroys what is sealed.

AES-256-GCM. What is sealed is bound to a context, the place where it belongs: moved to another place it does not open.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SEAL_KEY_BYTES = 32
NONCE_BYTES = 12


class SealError(ValueError):
    """What is sealed does not open: another key, another place, or it was altered."""


def seal(data: bytes, key: bytes, nonce: bytes, context: bytes) -> bytes:
    """The data sealed: the nonce of 12 bytes, which is never used again under this key, and what AES-256-GCM makes."""
    if len(nonce) != NONCE_BYTES:
        raise ValueError(f"a nonce has {NONCE_BYTES} bytes, not {len(nonce)}")
    return nonce + AESGCM(key).encrypt(nonce, data, context)


def unseal(sealed: bytes, key: bytes, context: bytes) -> bytes:
    """The data again. Raises SealError if it does not open."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        raise SealError("it does not open: it was altered, or belongs to another key or place") from None
