"""Proofs over the Merkle tree: that a leaf is in it, and that a later tree only adds to an earlier one.

Made as RFC 6962, sections 2.1.1 and 2.1.2, from stored nodes; verified as RFC 9162, sections 2.1.3.2 and 2.1.4.2, which
are the same proofs with the checking written out. A proof is a tuple of digests of 32 bytes.
"""

from collections.abc import Sequence

from cenotaph.ledger.tree import DIGEST_BYTES, EMPTY_ROOT, ReadNode, hash_node, hash_range

Proof = tuple[bytes, ...]


class ProofError(ValueError):
    """A proof does not show what it is to show; the message says what is wrong with it."""


def prove_inclusion(index: int, size: int, read: ReadNode) -> Proof:
    """The proof that leaf `index`, from 0, is in the tree of the first `size` leaves; ValueError if it is not."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = _split(start, end)
        if index < middle:
            path.append(hash_range(middle, end, read))
            end = middle
        else:
            path.append(hash_range(start, middle, read))
            start = middle
    return tuple(reversed(path))


def prove_consistency(old: int, new: int, read: ReadNode) -> Proof:
    """The proof that the tree of the first `new` leaves begins with that of the first `old`.

    It is empty if `old` is 0 or `new`. Raises ValueError if `old` is not from 0 to `new`.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves does not go on from one of {old}")
    if old == 0:
        return ()
    start, end, path = 0, new, []
    while end != old:
        middle = _split(start, end)
        if old <= middle:
            path.append(hash_range(middle, end, read))
            end = middle
        else:
            path.append(hash_range(start, middle, read))
            start = middle
    if start:
        # The verifier holds the old root itself only where the old tree is a subtree of the new.
        path.append(hash_range(start, end, read))
    return tuple(reversed(path))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raises ProofError unless `proof` shows that leaf hash `leaf` is leaf `index` of the tree of `size` and `root`."""
    if not 0 <= index < size:
        raise ProofError(f"a tree of {size} leaves has no leaf {index}")
    _check_digests((leaf, *proof, root))
    number, last, digest = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise ProofError("the proof of inclusion is too long")
        if number & 1 or number == last:
            digest = hash_node(step, digest)
            number, last = _climb(number, last)
        else:
            digest = hash_node(digest, step)
        number, last = number >> 1, last >> 1
    if last:
        raise ProofError("the proof of inclusion is too short")
    if digest != root:
        raise ProofError(f"the proof of inclusion of leaf {index} leads to another root")


def verify_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raises ProofError unless `proof` shows that the tree of size `new` only adds to the tree of size `old`."""
    if not 0 <= old <= new:
        raise ProofError(f"a tree of {new} leaves does not go on from one of {old}")
    _check_digests((old_root, *proof, new_root))
    if old in (0, new):
        if proof:
            raise ProofError("the proof of consistency is too long")
        if old_root != (new_root if old else EMPTY_ROOT) or (new == 0 and new_root != EMPTY_ROOT):
            raise ProofError(f"two trees of {old} leaves have different roots")
        return
    steps = list(proof)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        raise ProofError("the proof of consistency is too short")
    number, last = _climb(old - 1, new - 1, odd=True)
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise ProofError("the proof of consistency is too long")
        if number & 1 or number == last:
            before, after = hash_node(step, before), hash_node(step, after)
            number, last = _climb(number, last)
        else:
            after = hash_node(after, step)
        number, last = number >> 1, last >> 1
    if last:
        raise ProofError("the proof of consistency is too short")
    if before != old_root:
        raise ProofError(f"the proof of consistency leads to another root of the tree of {old} leaves")
    if after != new_root:
        raise ProofError(f"the proof of consistency leads to another root of the tree of {new} leaves")


def _split(start: int, end: int) -> int:
    """Where RFC 6962 splits a tree: after the largest power of two of leaves that is smaller than their number."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def _climb(number: int, last: int, odd: bool = False) -> tuple[int, int]:
    """Up to the level at which a node has a sibling on its left; with `odd`, past all levels at which it has one."""
    while (number & 1) if odd else (number and not number & 1):
        number, last = number >> 1, last >> 1
    return number, last


def _check_digests(digests: Sequence[bytes]) -> None:
    if any(len(digest) != DIGEST_BYTES for digest in digests):
        raise ProofError(f"a digest has not {DIGEST_BYTES} bytes")
