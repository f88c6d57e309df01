"""Checkpoints (C2SP tlog-checkpoint): what a log says of itself at one size, as the text of a signed note.

Three lines: the origin, which names the log for good; the number of leaves, in decimal; the root, in base64. Below them
may stand lines of other use. The form lets an origin be any line; a record's is the name of the key that signs for it.
"""

import base64
import re
from dataclasses import dataclass

from cenotaph.ledger.keys import decode_base64
from cenotaph.ledger.notes import NoteError, check_text
from cenotaph.ledger.tree import DIGEST_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_LARGEST = 2**63 - 1


class CheckpointError(NoteError):
    """A text is no checkpoint; the message says why."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log's origin, its number of leaves, their root (32 bytes), and lines of other use (none are written here)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises CheckpointError if a field cannot be written as the form asks."""
        if not self.origin or "\n" in self.origin:
            raise CheckpointError("a checkpoint begins with its origin, which is one line")
        if not 0 <= self.size <= _LARGEST:
            raise CheckpointError(f"a log cannot have {self.size} leaves")
        if len(self.root) != DIGEST_BYTES:
            raise CheckpointError(f"a root has {DIGEST_BYTES} bytes, not {len(self.root)}")
        if any(not line or "\n" in line for line in self.extensions):
            raise CheckpointError("a further line of a checkpoint is empty, or is more than one")


def write_checkpoint(checkpoint: Checkpoint) -> str:
    """The text of the note. Raises NoteError if a further line has characters that no note may have."""
    root = base64.b64encode(checkpoint.root).decode()
    text = "".join(f"{line}\n" for line in (checkpoint.origin, checkpoint.size, root, *checkpoint.extensions))
    check_text(text)
    return text


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that is the text of a note. Raises CheckpointError if it is none."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop():
        raise CheckpointError("a checkpoint has three lines or more: origin, size, root")
    origin, size, root, *extensions = lines
    if not _SIZE.fullmatch(size):
        raise CheckpointError("the second line of a checkpoint is the number of leaves, in decimal")
    try:
        digest = decode_base64(root)
    except ValueError:
        raise CheckpointError("the third line of a checkpoint is the root, in base64") from None
    return Checkpoint(origin, int(size), digest, tuple(extensions))
