"""A log made up for the tests: entries, the nodes of its tree, and checkpoints that were signed as it grew."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from cenotaph.ledger.checkpoints import Checkpoint, write_checkpoint
from cenotaph.ledger.commitments import commit
from cenotaph.ledger.export import ExportedEntry, SignedCheckpoint, write_export
from cenotaph.ledger.keys import KeyKind, SignerKey
from cenotaph.ledger.notes import Note, sign_note
from cenotaph.ledger.tree import Frontier, append_leaves, hash_leaf, hash_range

OWNER = SignerKey("record.example/khasm", KeyKind.NOTE, bytes(range(32)))
WITNESS = SignerKey("witness.example/one", KeyKind.COSIGNATURE, bytes(range(1, 33)))
OTHER = SignerKey("other.example", KeyKind.NOTE, bytes(range(3, 35)))
STRANGER = SignerKey(OWNER.name, KeyKind.NOTE, bytes(range(2, 34)))
AT = dt.datetime(2016, 5, 11, 20, 30, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class MadeUpLog:
    """Entries, and the nodes of the tree over them by level and index."""

    entries: tuple[ExportedEntry, ...]
    nodes: dict[tuple[int, int], bytes]

    def read(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]

    def sign(self, size: int, key: SignerKey = OWNER, *, witness: bool = True) -> SignedCheckpoint:
        text = write_checkpoint(Checkpoint(key.name, size, hash_range(0, size, self.read)))
        signatures = [sign_note(text, key)]
        if witness:
            signatures.append(sign_note(text, WITNESS, AT))
        return SignedCheckpoint(Note(text, tuple(signatures)), (b"\x30\x03stamp",))

    def export(self, sizes: list[int], chosen: list[int] | None = None, key: SignerKey = OWNER) -> str:
        """The whole log up to the last of `sizes`, or the entries that are chosen, as one text."""
        entries = self.entries[: sizes[-1]] if chosen is None else [self.entries[number] for number in chosen]
        checkpoints = [self.sign(size, key) for size in sizes]
        keys = [key.verifier, WITNESS.verifier]
        return "".join(write_export(checkpoints, keys, entries, self.read, chosen is None))


def make_log(size: int, closed: tuple[int, ...] = (), story: str = "twelve people were killed") -> MadeUpLog:
    """A log of `size` entries; of those in `closed` content and salt are gone."""
    entries = []
    for number in range(size):
        content = f'{{"kind":"claim","number":{number},"words":"قُتل 12; {story}"}}'
        salt = hashlib.sha256(b"%d" % number).digest()
        commitment = commit(content.encode(), salt)
        gone = number in closed
        entries.append(ExportedEntry(number, commitment, None if gone else salt, None if gone else content))
    _, nodes = append_leaves(Frontier(), [hash_leaf(entry.commitment) for entry in entries])
    return MadeUpLog(tuple(entries), {(node.level, node.index): node.digest for node in nodes})
