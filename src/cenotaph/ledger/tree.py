"""The Merkle tree of RFC 6962 (section 2.1): how leaves and nodes are hashed, and how a tree grows leaf by leaf.

A node is the root of a full subtree: node (level, index) stands over the leaves index * 2**level up to, and without,
(index + 1) * 2**level; level 0 are the leaf hashes. A full subtree never changes, so each node is stored once, by the
append that completes it. Any root and any proof, of the tree now or at an earlier size, is made from these nodes.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

DIGEST_BYTES = 32  # SHA-256

# Reads the digest of a stored node by level and index.
ReadNode = Callable[[int, int], bytes]


def hash_leaf(entry: bytes) -> bytes:
    """The hash of a leaf: SHA-256 of 0x00 and the entry. In a record the entry is a commitment."""
    return hashlib.sha256(b"\x00" + entry).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees: SHA-256 of 0x01 and both digests."""
    return hashlib.sha256(b"\x01" + left + right).digest()


EMPTY_ROOT = hashlib.sha256().digest()


@dataclass(frozen=True, slots=True)
class Node:
    """A full subtree: its place in the tree, and its digest of 32 bytes."""

    level: int
    index: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to let a tree grow: the number of leaves, and the digests of the full subtrees that make it
    up, from the left (the largest) to the right. There is one for each bit that is set in `size`."""

    size: int = 0
    digests: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError if digests and size do not fit together."""
        if self.size < 0 or len(self.digests) != self.size.bit_count():
            raise ValueError(f"a tree of {self.size} leaves is not made of {len(self.digests)} full subtrees")
        if any(len(digest) != DIGEST_BYTES for digest in self.digests):
            raise ValueError(f"a digest of the tree has not {DIGEST_BYTES} bytes")

    @property
    def root(self) -> bytes:
        """The root of the tree; of an empty one the hash of nothing."""
        return _join(self.digests)


def append_leaves(frontier: Frontier, leaves: Iterable[bytes]) -> tuple[Frontier, list[Node]]:
    """The tree with `leaves` (leaf hashes) added, and the nodes that this completed, in the order of completion.

    The nodes are those to store: each leaf at level 0, and each inner node; two for each leaf on average, and never
    more than the depth of the tree plus one.
    """
    size, digests = frontier.size, list(frontier.digests)
    nodes: list[Node] = []
    for leaf in leaves:
        digest, level, index = leaf, 0, size
        nodes.append(Node(level, index, digest))
        while index & 1:
            digest = hash_node(digests.pop(), digest)
            level, index = level + 1, index >> 1
            nodes.append(Node(level, index, digest))
        digests.append(digest)
        size += 1
    return Frontier(size, tuple(digests)), nodes


def list_subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Level and index of the full subtrees that make up the leaves from `start` to, and without, `end`, from the left.

    `start` is 0 or a place where RFC 6962 splits a tree: a multiple of a power of two that is not below `end - start`.
    """
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def hash_range(start: int, end: int, read: ReadNode) -> bytes:
    """The root over the leaves from `start` up to, and without, `end`; `start` as for `list_subtrees`."""
    return _join([read(level, index) for level, index in list_subtrees(start, end)])


def load_frontier(size: int, read: ReadNode) -> Frontier:
    """The compact form of the tree of the first `size` leaves, from stored nodes."""
    return Frontier(size, tuple(read(level, index) for level, index in list_subtrees(0, size)))


def _join(digests: Iterable[bytes]) -> bytes:
    root = b""
    for digest in reversed(tuple(digests)):
        root = hash_node(digest, root) if root else digest
    return root or EMPTY_ROOT
