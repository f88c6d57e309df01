"""Salted commitments: what stands in the log for an entry, so that the entry can be destroyed and the log still holds.

The leaf of an entry is not its content but a commitment to it: SHA-256 of a fixed prefix, the salt and the content.
With salt and content at hand anyone can check that they are what was committed to. Once both are destroyed, the
commitment says nothing of the content, which nobody can find again by trying out likely words; and every proof,
root and checkpoint made before stays valid, since they rest on the commitment alone.

The salt is 32 random bytes from the system (`secrets.token_bytes(SALT_BYTES)`), new for each entry, and is kept where
the content is kept. One salt for two entries would show that they are the same, and outlive one of them.

The content of an entry is all that a reader of it relies on, its kind and moment as well as its body, in one text as
UTF-8: what stands beside the content in a table and not in it can be altered unseen.
"""

import hashlib
import hmac

SALT_BYTES = 32

# Keeps a commitment from being taken for any other SHA-256; part of the form of a log, never changed.
_PREFIX = b"cenotaph-entry/1\n"


def commit(content: bytes, salt: bytes) -> bytes:
    """The commitment to `content`, 32 bytes: what `hash_leaf` takes. Raises ValueError for a salt of another length."""
    if len(salt) != SALT_BYTES:
        # Of one length, so that no content can be moved over into the salt.
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(_PREFIX + salt + content).digest()


def is_committed(content: bytes, salt: bytes, commitment: bytes) -> bool:
    """True if `commitment` is the one to this content under this salt."""
    return len(salt) == SALT_BYTES and hmac.compare_digest(commit(content, salt), commitment)
