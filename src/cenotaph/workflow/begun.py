"""The bytes of files are kept before anything is read in them, unless the record has done with them."""

import datetime as dt
import hashlib
import io
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cenotaph.archive.document import DocumentKind
from cenotaph.archive.readers.intake import UnreadableError
from cenotaph.archive.readers.zipped import hold
from cenotaph.store import schema
from cenotaph.store.additions import write_moment
from cenotaph.store.record import Record
from cenotaph.store.view import View
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.keeping import (
    RESTRICTED,
    explain_blobs,
    list_same_bytes,
    seal_file,
    word_open,
    word_sealed,
    write_capture,
)
from cenotaph.workflow.receipts import Outcome, Receipt

# As `map`, one after another or several at once.
Spread = Callable[..., Iterable[Any]]
# The entry and body of a capture.
_Held = tuple[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Begun:
    """A file whose bytes are kept: the body of its capture, the entry of a capture in which an earlier run was stopped,
    entry and name of a capture that has the same bytes; what stands for its state, or the bytes of standard input."""

    item: Item
    capture: dict[str, Any]
    unfinished: int | None
    of: tuple[int, str] | None
    state: tuple[int, int] | None
    data: bytes | None


@dataclass(frozen=True, slots=True)
class _Measured:
    """A file that was gone through once: the body that its capture will have; its state or bytes, as in Begun."""

    item: Item
    capture: dict[str, Any]
    state: tuple[int, int] | None
    data: bytes | None


def begin_files(
    record: Record, custody: Custody, sealed: Mapping[str, int], items: Sequence[Item], spread: Spread
) -> list[Begun | Receipt]:
    """Keep the bytes of files, unless they were done with before: a receipt says so. Nothing is written to the log yet.
    `sealed` are the digests of bytes that the record holds sealed, and are to be taken in openly nowhere."""
    measured: list[_Measured | Receipt] = list(spread(partial(_measure, custody, sealed), items))
    with record.look() as view:
        held = _list_held(view, [each.capture for each in measured if isinstance(each, _Measured)])
        looked = [
            each if isinstance(each, Receipt) else (each, _Earlier(view, each.capture, held)) for each in measured
        ]
    return list(spread(partial(_keep, record, custody), looked))


def _measure(custody: Custody, sealed: Mapping[str, int], item: Item) -> _Measured | Receipt:
    """A file with the digest of its bytes."""
    started = dt.datetime.now(dt.UTC)
    if item.path is not None and item.path.exists() and not item.path.is_file():
        # It is gone through twice, and a pipe could keep the program waiting for ever.
        return Receipt(item.name, Outcome.FAILED, reason=_NO_FILE)
    try:
        data = hold(sys.stdin.buffer).read() if item.path is None and item.data is None else item.data
        with _open(item, data) as stream:
            state = read_state(item.path) if item.path is not None else None
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            if digest in sealed:
                return Receipt(item.name, Outcome.FAILED, reason=word_sealed(sealed[digest]))
            return _Measured(item, _write_capture(item, custody, digest, stream.tell(), started), state, data)
    except UnreadableError as error:
        return Receipt(item.name, Outcome.FAILED, reason=str(error))
    except OSError as error:
        return _fail(item, error)


def _open(item: Item, data: bytes | None) -> Any:
    return item.path.open("rb") if item.path is not None else io.BytesIO(data or b"")


def _fail(item: Item, error: OSError) -> Receipt:
    return Receipt(item.name, Outcome.FAILED, reason=f"could not be read: {error.strerror or error}.")


def _keep(record: Record, custody: Custody, looked: "tuple[_Measured, _Earlier] | Receipt") -> Begun | Receipt:
    """Keep the bytes of a file, unless it was done with before."""
    if isinstance(looked, Receipt):
        return looked
    measured, earlier = looked
    item, capture = measured.item, measured.capture
    if earlier.receipt is not None:
        return earlier.receipt
    try:
        with _open(item, measured.data) as stream, explain_blobs(record):
            if custody.sensitivity == RESTRICTED:
                kept = seal_file(record, stream, capture, earlier.sealed, custody.subject)
            else:
                digest = capture["digest"]
                kept = record.blobs.has(digest) or record.blobs.put_file(stream)[0] == digest
    except OSError as error:
        return _fail(item, error)
    if not kept:
        return Receipt(item.name, Outcome.FAILED, reason=CHANGED)
    capture["ended_at"] = write_moment(dt.datetime.now(dt.UTC))
    return Begun(item, capture, earlier.unfinished, earlier.same_bytes, measured.state, measured.data)


def read_state(path: Path) -> tuple[int, int]:
    """What is another when a file was written to."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size


_NO_FILE = "is no file on a disk, but a pipe or a device. Give what comes out of it on standard input: -"
CHANGED = "was changed while it was read. Run the command again."


def _write_capture(item: Item, custody: Custody, digest: str, size: int, started: dt.datetime) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "format": item.format,
        "columns": dict(item.choose_columns(custody)),
        "published": custody.published.isoformat() if custody.published else None,
        "language": custody.language,
    }
    if custody.kind is not DocumentKind.REPORT:
        parameters |= {"kind": custody.kind.value, "parent": custody.parent}
    return write_capture(
        item.name, digest, size, started, parameters, collector=custody.collector, sensitivity=custody.sensitivity,
        consent=custody.consent, address=item.address, fetched=item.fetched, listed=item.listed,
    )  # fmt: skip


class _Earlier:
    """What the record has of a file already: `receipt` if it is done with, `same_bytes` entry and name of a capture
    under another name, `unfinished` that of a capture in which an earlier run was stopped; `sealed` the body of one
    that has the same bytes sealed."""

    def __init__(self, view: View, capture: Mapping[str, Any], held: Mapping[str, list[_Held]]) -> None:
        self.receipt: Receipt | None = None
        self.same_bytes: tuple[int, str] | None = None
        self.unfinished: int | None = None
        self.sealed: dict[str, Any] | None = None
        for number, body in held.get(capture["digest"], ()):
            self.sealed = body if "sealed_for" in body else self.sealed
            if capture["sensitivity"] == RESTRICTED and "sealed_for" not in body:
                reason = word_open(number, body["name"])
                self.receipt = Receipt(capture["name"], Outcome.FAILED, reason=reason)
                return
            if body["parameters"] != capture["parameters"]:
                continue
            found = next(iter(view.list_current(schema.receipts, schema.receipts.c.capture == number)), None)
            is_same = body["name"] == capture["name"]
            if found is None:
                self.unfinished = number if is_same else self.unfinished
            elif found[1]["outcome"] == Outcome.FAILED:
                if is_same and body["tool"] == capture["tool"]:
                    reason = f"{found[1]['reason']} (as when it was taken in before)"
                    self.receipt = Receipt(capture["name"], Outcome.FAILED, reason=reason, is_new=False)
            elif is_same:
                self.receipt = Receipt(capture["name"], Outcome.DUPLICATE, "itself", "same bytes", is_new=False)
            elif found[1]["outcome"] == Outcome.TAKEN:
                self.same_bytes = (number, body["name"])


def _list_held(view: View, captures: Sequence[Mapping[str, Any]]) -> dict[str, list[_Held]]:
    """The captures that the record has of files with these bytes, by the digest of those."""
    held: dict[str, list[_Held]] = {}
    if any(capture["sensitivity"] == RESTRICTED for capture in captures):
        return {capture["digest"]: list(list_same_bytes(view, capture)) for capture in captures}
    digests = [capture["digest"] for capture in captures]
    for number, body in view.list_current(schema.captures, schema.captures.c.digest.in_(digests)):
        held.setdefault(body["digest"], []).append((number, body))
    return held
