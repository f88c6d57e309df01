"""Salted commitments."""

import hashlib

SALT_BYTES = 32


def commit(content: bytes, salt: bytes) -> bytes:
    """The commitment to content."""
    return hashlib.sha256(b"cenotaph-entry/1\n" + salt + content).digest()
