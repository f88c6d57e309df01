"""Commitments hold what was committed to, and nothing else, and survive what they stand for."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.ledger.commitments import SALT_BYTES, commit, is_committed
from cenotaph.ledger.proofs import prove_inclusion, verify_inclusion
from cenotaph.ledger.tree import Frontier, append_leaves, hash_leaf

SALT = bytes(range(SALT_BYTES))
salts = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)


def test_the_form_of_a_commitment() -> None:
    # Recomputed here: the form is this project's own and stands in records for good.
    assert commit(b"twelve dead", SALT) == hashlib.sha256(b"cenotaph-entry/1\n" + SALT + b"twelve dead").digest()


@given(st.binary(), salts, st.binary(), salts)
def test_a_commitment_is_to_one_content_and_salt(content, salt, other, salt2) -> None:
    commitment = commit(content, salt)
    assert is_committed(content, salt, commitment)
    assert is_committed(other, salt2, commitment) == ((other, salt2) == (content, salt))
    assert not is_committed(content + b"\0", salt, commitment)


@pytest.mark.parametrize("salt", [b"", SALT[:-1], SALT + b"\0"])
def test_a_salt_has_one_length(salt: bytes) -> None:
    with pytest.raises(ValueError, match="a salt has 32 bytes"):
        commit(b"", salt)
    assert not is_committed(b"", salt, commit(b"", SALT))


def test_proofs_hold_after_content_and_salt_are_gone() -> None:
    commitments = [commit(bytes([number]), SALT) for number in range(9)]
    frontier, nodes = append_leaves(Frontier(), map(hash_leaf, commitments))
    kept = {(node.level, node.index): node.digest for node in nodes}
    proof = prove_inclusion(4, 9, lambda level, index: kept[level, index])
    verify_inclusion(hash_leaf(commitments[4]), 4, 9, proof, frontier.root)
