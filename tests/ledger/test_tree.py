"""The tree and its proofs, against published vectors, and against a slow tree written straight from RFC 6962."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.ledger.proofs import (
    ProofError,
    prove_consistency,
    prove_inclusion,
    verify_consistency,
    verify_inclusion,
)
from cenotaph.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    append_leaves,
    hash_leaf,
    hash_node,
    hash_range,
    load_frontier,
)

# The eight entries, their roots and the proofs of Certificate Transparency's own tests of RFC 6962.
ENTRIES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSION = [
    (0, 1, []),
    (0, 8, [A, B, C]),
    (5, 8, [D, E, ROOTS[3]]),
    (2, 3, [ROOTS[1]]),
    (1, 5, [ROOTS[0], B, D]),
]
CONSISTENCY = [(1, 1, []), (1, 8, [A, B, C]), (6, 8, [F, E, ROOTS[3]]), (2, 5, [B, D])]


def grow(entries):
    frontier, nodes = append_leaves(Frontier(), [hash_leaf(entry) for entry in entries])
    kept = {(node.level, node.index): node.digest for node in nodes}
    assert len(kept) == len(nodes)
    return frontier, lambda level, index: kept[level, index]


def slow_root(entries) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\x01" + slow_root(entries[:k]) + slow_root(entries[k:])).digest()


def slow_path(m, entries):
    """PATH of RFC 6962, section 2.1.1."""
    if len(entries) == 1:
        return []
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m < k:
        return [*slow_path(m, entries[:k]), slow_root(entries[k:])]
    return [*slow_path(m - k, entries[k:]), slow_root(entries[:k])]


def slow_subproof(m, entries, known):
    """SUBPROOF of RFC 6962, section 2.1.2."""
    n = len(entries)
    if m == n:
        return [] if known else [slow_root(entries)]
    k = 1
    while k * 2 < n:
        k *= 2
    if m <= k:
        return [*slow_subproof(m, entries[:k], known), slow_root(entries[k:])]
    return [*slow_subproof(m - k, entries[k:], False), slow_root(entries[:k])]


def test_published_hashes() -> None:
    assert hash_leaf(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert hash_leaf(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert hash_node(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    assert Frontier().root.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    frontier, read = grow(ENTRIES[:size])
    assert frontier.root.hex() == ROOTS[size - 1]
    assert hash_range(0, size, grow(ENTRIES)[1]).hex() == ROOTS[size - 1]
    assert load_frontier(size, read) == frontier


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSION)
def test_published_inclusion(index: int, size: int, proof: list[str]) -> None:
    _, read = grow(ENTRIES)
    made = prove_inclusion(index, size, read)
    assert [step.hex() for step in made] == proof
    verify_inclusion(hash_leaf(ENTRIES[index]), index, size, made, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("old", "new", "proof"), CONSISTENCY)
def test_published_consistency(old: int, new: int, proof: list[str]) -> None:
    _, read = grow(ENTRIES)
    made = prove_consistency(old, new, read)
    assert [step.hex() for step in made] == proof
    verify_consistency(old, bytes.fromhex(ROOTS[old - 1]), new, bytes.fromhex(ROOTS[new - 1]), made)


def test_every_proof_up_to_forty_leaves() -> None:
    entries = [bytes([number]) for number in range(40)]
    _, read = grow(entries)
    for size in range(41):
        root = slow_root(entries[:size])
        assert hash_range(0, size, read) == root
        for index in range(size):
            proof = prove_inclusion(index, size, read)
            assert list(proof) == slow_path(index, entries[:size])
            verify_inclusion(hash_leaf(entries[index]), index, size, proof, root)
        for old in range(size + 1):
            proof = prove_consistency(old, size, read)
            assert list(proof) == (slow_subproof(old, entries[:size], True) if old else [])
            verify_consistency(old, slow_root(entries[:old]), size, root, proof)


@given(st.lists(st.binary(max_size=4), max_size=70), st.data())
def test_a_tree_grows_alike_in_any_steps(entries, data) -> None:
    cut = data.draw(st.integers(0, len(entries)))
    whole, read = grow(entries)
    part, nodes = append_leaves(load_frontier(cut, read), [hash_leaf(entry) for entry in entries[cut:]])
    assert part == whole
    assert whole.root == slow_root(entries)
    assert all(read(node.level, node.index) == node.digest for node in nodes)


def flip(digest: bytes, bit: int) -> bytes:
    return (int.from_bytes(digest, "big") ^ (1 << bit)).to_bytes(len(digest), "big")


@given(st.integers(1, 300), st.data())
def test_inclusion_fails_after_any_single_change(size: int, data) -> None:
    entries = [number.to_bytes(2, "big") for number in range(size)]
    frontier, read = grow(entries)
    index = data.draw(st.integers(0, size - 1))
    proof = prove_inclusion(index, size, read)
    leaf, root = hash_leaf(entries[index]), frontier.root
    verify_inclusion(leaf, index, size, proof, root)
    bit = data.draw(st.integers(0, 255))
    other = data.draw(st.integers(0, size + 2).filter(lambda number: number != index))
    changes = [
        (flip(leaf, bit), index, size, proof, root),
        (leaf, index, size, proof, flip(root, bit)),
        (leaf, other, size, proof, root),
        (leaf, index, size, (*proof, leaf), root),
        (leaf, index, size, proof, root[:-1]),
    ]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        changes.append((leaf, index, size, (*proof[:at], flip(proof[at], bit), *proof[at + 1 :]), root))
        changes.append((leaf, index, size, (*proof[:at], *proof[at + 1 :]), root))
    for change in changes:
        with pytest.raises(ProofError):
            verify_inclusion(*change)


@given(st.integers(1, 300), st.data())
def test_consistency_fails_after_any_single_change(new: int, data) -> None:
    entries = [number.to_bytes(2, "big") for number in range(new)]
    frontier, read = grow(entries)
    old = data.draw(st.integers(1, new))
    before, after = hash_range(0, old, read), frontier.root
    proof = prove_consistency(old, new, read)
    verify_consistency(old, before, new, after, proof)
    bit = data.draw(st.integers(0, 255))
    changes = [
        (old, flip(before, bit), new, after, proof),
        (old, before, new, flip(after, bit), proof),
        (old, before, new, after, (*proof, after)),
        (new + 1, before, new, after, proof),
    ]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        changes.append((old, before, new, after, (*proof[:at], flip(proof[at], bit), *proof[at + 1 :])))
        changes.append((old, before, new, after, (*proof[:at], *proof[at + 1 :])))
    for change in changes:
        with pytest.raises(ProofError):
            verify_consistency(*change)


def test_what_went_before_an_empty_tree() -> None:
    root = hash_leaf(b"x")
    verify_consistency(0, EMPTY_ROOT, 1, root, ())
    verify_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, ())
    for change in ((0, root, 1, root, ()), (0, EMPTY_ROOT, 0, root, ()), (0, EMPTY_ROOT, 1, root, (root,))):
        with pytest.raises(ProofError):
            verify_consistency(*change)


def test_what_cannot_be_proved() -> None:
    _, read = grow(ENTRIES)
    for index in (-1, 8):
        with pytest.raises(ValueError, match="no leaf"):
            prove_inclusion(index, 8, read)
    for old in (-1, 9):
        with pytest.raises(ValueError, match="does not go on"):
            prove_consistency(old, 8, read)


def test_a_frontier_holds_together() -> None:
    with pytest.raises(ValueError, match="3 leaves is not made of 1"):
        Frontier(3, (EMPTY_ROOT,))
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier(1, (b"short",))


def test_appending_costs_the_depth_of_the_tree() -> None:
    frontier, nodes = append_leaves(Frontier(), [hash_leaf(b"")] * 1023)
    assert len(nodes) == 2 * 1023 - (1023).bit_count()
    assert len(append_leaves(frontier, [hash_leaf(b"")])[1]) == 11
