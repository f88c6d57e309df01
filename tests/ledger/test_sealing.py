"""What is sealed opens with its key in its place, and not otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.ledger.sealing import NONCE_BYTES, SEAL_KEY_BYTES, SealError, seal, unseal

keys = st.binary(min_size=SEAL_KEY_BYTES, max_size=SEAL_KEY_BYTES)
nonces = st.binary(min_size=NONCE_BYTES, max_size=NONCE_BYTES)


def test_published_vector() -> None:
    # Test case 16 of McGrew and Viega, The Galois/Counter Mode of Operation (GCM).
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    nonce = bytes.fromhex("cafebabefacedbaddecaf888")
    data = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    context = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    assert seal(data, key, nonce, context).hex() == nonce.hex() + (
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
    )


@given(st.binary(), keys, nonces, st.binary(), st.data())
def test_it_opens_with_its_key_in_its_place_alone(data, key, nonce, context, draw) -> None:
    sealed = seal(data, key, nonce, context)
    assert unseal(sealed, key, context) == data
    bit = draw.draw(st.integers(0, len(sealed) * 8 - 1))
    altered = (int.from_bytes(sealed, "big") ^ (1 << bit)).to_bytes(len(sealed), "big")
    other = bytes([key[0] ^ 1]) + key[1:]
    for change in ((altered, key, context), (sealed, other, context), (sealed, key, context + b"x"), (b"", key, b"")):
        with pytest.raises(SealError):
            unseal(*change)


def test_a_nonce_has_one_length() -> None:
    with pytest.raises(ValueError, match="a nonce has 12 bytes"):
        seal(b"", bytes(32), b"short", b"")
