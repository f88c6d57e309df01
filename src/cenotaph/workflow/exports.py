"""Verifying an exported log: by the same file that is written beside it, and its timestamps with it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cenotaph.ledger.keys import VerifierKey
from cenotaph.ledger.timestamps import Timestamp, TimestampError, verify_timestamp
from cenotaph.ledger.verifier import Fault, Found, parse_key, verify_export

_HEAD = b'{"checkpoints":['


class NotAsSignedError(ValueError):
    """Something is not as it was signed; the message says what, and names the first entry."""


class WrongKeyError(NotAsSignedError):
    """What was signed holds together, and is signed by none of the keys that were given."""


@dataclass(frozen=True, slots=True)
class VerifiedExport:
    """What an export holds, and, for each checkpoint, its size and the timestamps over it that hold."""

    found: Found
    stamps: tuple[tuple[int, Timestamp], ...]


def is_export(path: Path) -> bool:
    """True if the file begins as an exported log does, whatever follows. Raises OSError if it cannot be read."""
    with path.open("rb") as stream:
        return stream.read(len(_HEAD)) == _HEAD


def read_export(
    path: Path, known: Sequence[VerifierKey], earlier: Iterable[str], certificates: bytes | None
) -> VerifiedExport:
    """What an exported log holds under the known keys; without any, that it holds together.

    `earlier` are signed checkpoints that came another way, `certificates` the roots of timestamp authorities (PEM);
    without them timestamps are not looked at. Raises NotAsSignedError, and OSError if the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            found = verify_export(lines, [parse_key(str(key)) for key in known], tuple(earlier))
    except Fault as fault:
        raise NotAsSignedError(str(fault)) from None
    except UnicodeDecodeError:
        raise NotAsSignedError("the file is not UTF-8: it was altered") from None
    return VerifiedExport(found, tuple(_verify_stamps(found, certificates)) if certificates is not None else ())


def _verify_stamps(found: Found, certificates: bytes) -> Iterator[tuple[int, Timestamp]]:
    for checkpoint in found.checkpoints:
        for stamp in checkpoint.timestamps:
            try:
                yield checkpoint.size, verify_timestamp(stamp, checkpoint.text, certificates)
            except TimestampError as error:
                raise NotAsSignedError(f"checkpoint of {checkpoint.size} entries: {error}") from None
