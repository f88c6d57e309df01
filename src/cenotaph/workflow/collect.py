"""Taking in: files to a record, kept byte for byte, each item ending in a receipt."""

import datetime as dt
import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import Instructions, Intake, Note, UnreadableError
from cenotaph.archive.readers.registry import Reader
from cenotaph.store import schema
from cenotaph.store.additions import Addition, write_moment
from cenotaph.store.record import Record
from cenotaph.store.view import View
from cenotaph.workflow.receipts import Outcome, Receipt
from cenotaph.workflow.records import SOFTWARE
from cenotaph.workflow.taking import take_document

# Documents of one transaction, and seconds from which one is ended: what a kill can cost, against what a commit does.
_MOST_DOCUMENTS = 64
_MOST_SECONDS = 1.0

# A thing to write in a transaction, and the receipts of what it wrote.
_Step = Callable[[Addition], list[Receipt]]


@dataclass(frozen=True, slots=True)
class Item:
    """A file to take in: what to call it, where it is (None for standard input), and what reads it."""

    name: str
    path: Path | None
    reader: Reader


@dataclass(frozen=True, slots=True)
class Custody:
    """How files came here: the pseudonym of who collected them, how sensitive they are (public or restricted), consent
    in words, and what a person says that they do not state themselves. `parameters` are how they are read."""

    collector: str | None = None
    sensitivity: str = "public"
    consent: str | None = None
    published: dt.date | None = None
    language: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file that was read and whose bytes are kept: what is still to be written of it."""

    capture: dict[str, Any]
    number: int | None  # of the entry of its capture, where an earlier run was stopped in it
    intake: Intake
    failure: str | None
    of: tuple[int, str] | None  # the entry and the name of a capture that has the same bytes and was taken


def collect_files(
    record: Record,
    items: Iterable[Item],
    custody: Custody,
    instructions: Instructions,
    tell: Callable[[Note], None] = lambda _: None,
) -> Iterator[Receipt]:
    """Take files into a record. A receipt is given when what it says is on the disk; `tell` gets the notes that are no
    faults. Running again takes nothing twice, and goes on where an earlier run was stopped. Raises RecordError if the
    record cannot be written."""
    waiting: list[_Prepared] = []
    since = time.monotonic()
    for item in items:
        prepared = _prepare(record, item, custody, instructions)
        if isinstance(prepared, Receipt):
            yield prepared
            continue
        for note in prepared.intake.notes:
            if not note.fault:
                tell(note)
        waiting.append(prepared)
        number = sum(len(each.intake.documents) for each in waiting)
        if number >= _MOST_DOCUMENTS or time.monotonic() - since > _MOST_SECONDS:
            yield from _write(record, waiting)
            waiting, since = [], time.monotonic()
    yield from _write(record, waiting)


def _prepare(record: Record, item: Item, custody: Custody, instructions: Instructions) -> _Prepared | Receipt:
    """Keep the bytes of a file and read it, unless that was done before. Nothing is written to the log yet."""
    started = dt.datetime.now(dt.UTC)
    try:
        with _open(item) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
            stream.seek(0)
            capture = _write_capture(item, custody, digest, size, started)
            with record.look() as view:
                earlier = _Earlier(view, capture)
            if earlier.receipt is not None:
                return earlier.receipt
            if not record.blobs.has(digest):
                record.blobs.put_file(stream)
                stream.seek(0)
            capture["ended_at"] = write_moment(dt.datetime.now(dt.UTC))
            if earlier.same_bytes is not None:
                return _Prepared(capture, None, Intake(), None, earlier.same_bytes)
            intake, failure = _read(item, stream, instructions)
    except OSError as error:
        return Receipt(item.name, Outcome.FAILED, reason=f"could not be read: {error.strerror or error}.")
    documents = tuple(_complete(each, custody) for each in intake.documents)
    for document in documents:
        record.blobs.put(document.text.encode())
    return _Prepared(capture, earlier.unfinished, replace(intake, documents=documents), failure, None)


@contextmanager
def _open(item: Item) -> Iterator[Any]:
    with ExitStack() as stack:
        if item.path is not None:
            yield stack.enter_context(item.path.open("rb"))
            return
        spooled = stack.enter_context(tempfile.TemporaryFile())
        shutil.copyfileobj(sys.stdin.buffer, spooled)
        spooled.seek(0)
        yield spooled


def _write_capture(item: Item, custody: Custody, digest: str, size: int, started: dt.datetime) -> dict[str, Any]:
    parameters = {
        **custody.parameters,
        "published": custody.published.isoformat() if custody.published else None,
        "language": custody.language,
    }
    return {
        "name": item.name, "address": None, "digest": digest, "size": size, "started_at": write_moment(started),
        "ended_at": None, "tool": SOFTWARE, "parameters": parameters, "collector": custody.collector,
        "sensitivity": custody.sensitivity, "consent": custody.consent,
    }  # fmt: skip


class _Earlier:
    """What the record has of a file already: `receipt` if it is done with, `same_bytes` entry and name of a capture
    under another name, `unfinished` that of a capture in which an earlier run was stopped."""

    def __init__(self, view: View, capture: Mapping[str, Any]) -> None:
        self.receipt: Receipt | None = None
        self.same_bytes: tuple[int, str] | None = None
        self.unfinished: int | None = None
        for number, body in view.list_current(schema.captures, schema.captures.c.digest == capture["digest"]):
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


def _read(item: Item, stream: BinaryIO, instructions: Instructions) -> tuple[Intake, str | None]:
    """The documents of a file, or why it gives none."""
    try:
        intake = item.reader(stream, item.name, instructions)
    except UnreadableError as error:
        return Intake(), str(error)
    if intake.documents:
        return intake, None
    faults = [note.text for note in intake.notes if note.fault]
    return intake, " ".join(faults) or "holds no report."


def _complete(document: Document, custody: Custody) -> Document:
    """A document with what a person says where it states nothing itself."""
    return replace(
        document, published=document.published or custody.published, language=document.language or custody.language
    )


def _write(record: Record, waiting: list[_Prepared]) -> Iterator[Receipt]:
    """Write what was prepared, in as many transactions as it takes; the receipts of each when it is done."""
    steps = _list_steps(waiting)
    step = next(steps, None)
    while step is not None:
        done: list[Receipt] = []
        with record.add() as addition:
            taken = 0
            while step is not None and taken < _MOST_DOCUMENTS:
                done += step(addition)
                taken += 1
                step = next(steps, None)
        yield from done


def _list_steps(waiting: list[_Prepared]) -> Iterator[_Step]:
    """What there is to do for each file: the capture, each document, and the receipt that ends it."""
    for prepared in waiting:
        writer = _Writer(prepared)
        yield writer.begin
        for document in prepared.intake.documents:
            yield partial(writer.take, document)
        yield writer.end


class _Writer:
    """Writes one file: its capture, its documents, its receipt."""

    def __init__(self, prepared: _Prepared) -> None:
        self._prepared = prepared
        self._number = prepared.number
        self._receipts: list[Receipt] = []

    def begin(self, addition: Addition) -> list[Receipt]:
        """The entry of the capture, unless an earlier run made it."""
        if self._number is None:
            self._number = addition.append("capture", self._prepared.capture)
        return []

    def take(self, document: Document, addition: Addition) -> list[Receipt]:
        """The entry of a document, if it is new."""
        assert self._number is not None
        receipt = take_document(addition, self._number, document, self._prepared.capture)
        self._receipts.append(receipt)
        return [receipt]

    def end(self, addition: Addition) -> list[Receipt]:
        """The entry of the receipt, and receipts for what is no document."""
        prepared, name = self._prepared, self._prepared.capture["name"]
        faults = [Receipt(n.where, Outcome.FAILED, reason=n.text) for n in prepared.intake.notes if n.fault]
        more: list[Receipt] = []
        if prepared.of is not None:
            more.append(Receipt(name, Outcome.DUPLICATE, prepared.of[1], "same bytes"))
        elif prepared.failure is not None:
            more.append(Receipt(name, Outcome.FAILED, reason=prepared.failure))
        else:
            more += faults
        outcomes = [receipt.outcome for receipt in (*self._receipts, *more)]
        kinds = (Outcome.TAKEN, Outcome.DUPLICATE, Outcome.FAILED)
        outcome = next(kind for kind in kinds if kind in outcomes)
        addition.append("receipt", {
            "capture": self._number, "outcome": outcome, "of": prepared.of and prepared.of[0],
            "reason": prepared.failure,
            "taken": outcomes.count(Outcome.TAKEN), "duplicates": outcomes.count(Outcome.DUPLICATE),
            "faults": [{"where": each.item, "reason": each.reason} for each in more if each.reason],
        })  # fmt: skip
        return more
