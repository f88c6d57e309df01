"""Taking in: files to a record, kept byte for byte, each item ending in a receipt."""

import datetime as dt
import hashlib
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from cenotaph.archive.document import Document, DocumentKind
from cenotaph.archive.readers.intake import Instructions, Intake, Note, UnreadableError
from cenotaph.archive.readers.registry import FORMATS, PLAIN_FORMATS, STREAMED
from cenotaph.archive.readers.zipped import hold
from cenotaph.archive.story import Story
from cenotaph.runners.sandbox import Given, Opened, Pool
from cenotaph.store import schema
from cenotaph.store.additions import Addition, write_moment
from cenotaph.store.record import Record
from cenotaph.store.view import View
from cenotaph.workflow.keeping import (
    RESTRICTED,
    explain_blobs,
    list_same_bytes,
    list_sealed,
    seal_file,
    word_open,
    word_sealed,
    write_capture,
)
from cenotaph.workflow.receipts import Outcome, Receipt
from cenotaph.workflow.taking import take_document

# Files that are read before what they gave is written, and their bytes together: what a kill can cost, and what is held
# in memory, against what a commit takes.
_MOST_FILES = 32
_MOST_BYTES = 20_000_000
# Files that are kept at once: each waits for the disk, or for a store elsewhere, and not for the processor.
_KEPT_AT_ONCE = 8
# Documents, captures and receipts of one transaction.
_MOST_STEPS = 128

# A thing to write in a transaction, and the receipts of what it wrote.
_Step = Callable[[Addition], list[Receipt]]
# As `map`, one after another or several at once.
_Spread = Callable[..., Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Item:
    """A file or page to take in: what to call it, where it is (None for standard input and pages), and its format, a
    key of registry.FORMATS. A page has its bytes, its address, the encoding its server said, and how it was fetched;
    `listed` is the story that a list states of it, if one does. `columns` says which column of a table holds which
    field, where it is another than for all that is taken in."""

    name: str
    path: Path | None
    format: str
    data: bytes | None = None
    address: str | None = None
    charset: str | None = None
    fetched: Mapping[str, Any] | None = None
    listed: Story | None = None
    columns: Mapping[str, str] | None = None

    def choose_columns(self, custody: "Custody") -> Mapping[str, str]:
        """Which column of it holds which field."""
        return custody.columns if self.columns is None else self.columns


@dataclass(frozen=True, slots=True)
class Custody:
    """How files came here: the pseudonym of who collected them, how sensitive they are (public or restricted), consent
    in words, and what a person says that they do not state themselves: day and language of publication, and which
    column of a table holds which field.

    `kind` is what they are: reports, testimony, or transcripts. `parent` is the entry of which they are transcripts or
    attachments, and `subject` the one for which that is sealed: they are sealed for it too."""

    collector: str | None = None
    sensitivity: str = "public"
    consent: str | None = None
    published: dt.date | None = None
    language: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    kind: DocumentKind = DocumentKind.REPORT
    parent: int | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file whose bytes are kept: the body of its capture, the entry of a capture in which an earlier run was stopped,
    entry and name of a capture that has the same bytes; what stands for its state, or the bytes of standard input."""

    item: Item
    capture: dict[str, Any]
    unfinished: int | None
    of: tuple[int, str] | None
    state: tuple[int, int] | None
    data: bytes | None


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file that was read: what is still to be written of it."""

    begun: _Begun
    intake: Intake
    failure: str | None = None
    confinement: str | None = None
    texts: tuple[str, ...] = ()  # of its documents, as they are kept


def collect_files(
    record: Record,
    items: Iterable[Item],
    custody: Custody,
    pool: Pool,
    tell: Callable[[Note], None] = lambda _: None,
) -> Iterator[Receipt]:
    """Take files into a record. A receipt is given when what it says is on the disk; `tell` gets the notes that are no
    faults. What libraries parse is read in the child processes of the pool. Running again takes nothing twice, and goes
    on where an earlier run was stopped. Raises RecordError if the record cannot be written."""
    sealed = {} if custody.sensitivity == RESTRICTED else list_sealed(record)
    with ThreadPoolExecutor(_KEPT_AT_ONCE) as threads:
        # Keys for what is sealed are made one after another.
        spread: _Spread = map if custody.sensitivity == RESTRICTED else threads.map
        for some in _batch(items):
            if some[0].format in STREAMED:
                yield from _take_stream(record, custody, sealed, some[0], pool, spread, tell)
                continue
            begun: list[_Begun] = []
            for one in spread(partial(_begin, record, custody, sealed), some):
                if isinstance(one, Receipt):
                    yield one
                else:
                    begun.append(one)
            read = list(_read_all(record, begun, custody, pool))
            with explain_blobs(record):
                prepared = _keep_texts(record, read, spread)
            for each in prepared:
                for note in each.intake.notes:
                    if not note.fault:
                        tell(note)
            yield from _write(record, prepared)


def _batch(items: Iterable[Item]) -> Iterator[list[Item]]:
    some: list[Item] = []
    size = 0
    for item in items:
        if item.format in STREAMED:
            # Of any size, and by itself: it is written while it is read.
            if some:
                yield some
            yield [item]
            some, size = [], 0
            continue
        some.append(item)
        size += item.path.stat().st_size if item.path is not None and item.path.is_file() else len(item.data or b"")
        if len(some) == _MOST_FILES or size > _MOST_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def _begin(record: Record, custody: Custody, sealed: Mapping[str, int], item: Item) -> _Begun | Receipt:
    """Keep the bytes of a file, unless it was done with before. Nothing is written to the log yet."""
    started = dt.datetime.now(dt.UTC)
    try:
        with ExitStack() as stack:
            data = item.data
            if item.path is None and data is None:
                data = hold(sys.stdin.buffer).read()
            stream: Any = io.BytesIO(data or b"")
            state = None
            if item.path is not None:
                stream = stack.enter_context(item.path.open("rb"))
                state = _read_state(item.path)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            if digest in sealed:
                return Receipt(item.name, Outcome.FAILED, reason=word_sealed(sealed[digest]))
            capture = _write_capture(item, custody, digest, stream.tell(), started)
            with record.look() as view:
                earlier = _Earlier(view, capture)
            if earlier.receipt is not None:
                return earlier.receipt
            stream.seek(0)
            with explain_blobs(record):
                if custody.sensitivity == RESTRICTED:
                    kept = seal_file(record, stream, capture, earlier.sealed, custody.subject)
                else:
                    kept = record.blobs.has(digest) or record.blobs.put_file(stream)[0] == digest
            if not kept:
                return Receipt(item.name, Outcome.FAILED, reason=_CHANGED)
    except UnreadableError as error:
        return Receipt(item.name, Outcome.FAILED, reason=str(error))
    except OSError as error:
        return Receipt(item.name, Outcome.FAILED, reason=f"could not be read: {error.strerror or error}.")
    capture["ended_at"] = write_moment(dt.datetime.now(dt.UTC))
    return _Begun(item, capture, earlier.unfinished, earlier.same_bytes, state, data)


def _read_state(path: Path) -> tuple[int, int]:
    """What is another when a file was written to."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size


_CHANGED = "was changed while it was read. Run the command again."


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

    def __init__(self, view: View, capture: Mapping[str, Any]) -> None:
        self.receipt: Receipt | None = None
        self.same_bytes: tuple[int, str] | None = None
        self.unfinished: int | None = None
        self.sealed: dict[str, Any] | None = None
        for number, body in list_same_bytes(view, capture):
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


def _read_all(record: Record, begun: list[_Begun], custody: Custody, pool: Pool) -> Iterator[_Prepared]:
    """What the files give, in their order."""
    to_read = [each for each in begun if each.of is None]
    confined = pool.open_all(
        Given(
            each.item.name,
            each.item.format,
            each.item.path or each.data or b"",
            each.item.choose_columns(custody),
            each.item.charset,
        )
        for each in to_read
        if each.item.format not in PLAIN_FORMATS
    )
    for each in begun:
        if each.of is not None:
            yield _Prepared(each, Intake())
            continue
        is_plain = each.item.format in PLAIN_FORMATS
        prepared = _read_plain(record, each, custody) if is_plain else _take_opened(each, next(confined))
        documents = tuple(_complete(document, custody, each.item) for document in prepared.intake.documents)
        yield replace(prepared, intake=replace(prepared.intake, documents=documents))


def _keep_texts(record: Record, read: list[_Prepared], spread: _Spread) -> list[_Prepared]:
    """What was read, with the digests of what is kept of its texts."""
    texts = [(each.begun, document) for each in read for document in each.intake.documents]
    digests = iter(list(spread(partial(_keep_text, record), texts)))
    return [replace(each, texts=tuple(islice(digests, len(each.intake.documents)))) for each in read]


def _keep_text(record: Record, text: tuple[_Begun, Document]) -> str:
    """The digest of what is kept of a text: of the text, or of what it is when sealed."""
    begun, document = text
    data, subject = document.text.encode(), begun.capture.get("sealed_for")
    return record.put_sealed(data, subject) if subject is not None else record.blobs.put(data)


def _read_plain(record: Record, begun: _Begun, custody: Custody) -> _Prepared:
    try:
        with record.open_bytes(begun.capture) as stream:
            return _judge(
                begun,
                FORMATS[begun.item.format](stream, begun.item.name, Instructions(begun.item.choose_columns(custody))),
            )
    except UnreadableError as error:
        return _Prepared(begun, Intake(), str(error))


def _take_opened(begun: _Begun, opened: Opened | OSError) -> _Prepared:
    if isinstance(opened, OSError):
        return _Prepared(begun, Intake(), f"could not be read: {opened.strerror or opened}.")
    if begun.item.path is not None and _read_state(begun.item.path) != begun.state:
        # The child read the file itself: what it gave may be of other bytes than those that are kept.
        return _Prepared(begun, Intake(), _CHANGED)
    how = opened.confinement.word() if opened.confinement is not None else None
    if opened.failure is not None:
        return _Prepared(begun, Intake(), opened.failure.reason, how)
    return _judge(begun, opened.intake, how)


def _judge(begun: _Begun, intake: Intake, confinement: str | None = None) -> _Prepared:
    """What was read; a file without a document or a story has failed, by the faults that were noted."""
    if intake.documents or intake.stories:
        return _Prepared(begun, intake, None, confinement)
    faults = [note.text for note in intake.notes if note.fault]
    return _Prepared(begun, Intake(), " ".join(faults) or "holds no report.", confinement)


def _complete(document: Document, custody: Custody, item: Item) -> Document:
    """A document with what a list says of it, and then a person, where it states nothing itself. A page was where it
    was fetched from."""
    listed = item.listed or Story("", "")
    return replace(
        document,
        title=document.title or listed.title,
        published=document.published or listed.published or custody.published,
        language=document.language or listed.language or custody.language,
        publisher=document.publisher or listed.publisher,
        kind=custody.kind,
        url=item.address if item.address is not None and document.id == item.name else document.url,
    )


def _take_stream(
    record: Record,
    custody: Custody,
    sealed: Mapping[str, int],
    item: Item,
    pool: Pool,
    spread: _Spread,
    tell: Callable[[Note], None],
) -> Iterator[Receipt]:
    """Take in a file that is written while it is read: no more of it is held than one transaction takes."""
    begun = _begin(record, custody, sealed, item)
    if isinstance(begun, Receipt) or begun.of is not None:
        yield from [begun] if isinstance(begun, Receipt) else _write(record, [_Prepared(begun, Intake())])
        return
    writer, notes, failure = _Writer(begun), list[Note](), None
    source = item.path or begun.data or b""
    try:
        with pool.stream(Given(item.name, item.format, source, custody.columns, item.charset)) as stream:
            for documents in _group(stream, notes):
                if item.path is not None and _read_state(item.path) != begun.state:
                    failure = _CHANGED
                    break
                completed = [_complete(document, custody, item) for document in documents]
                with explain_blobs(record):
                    texts = list(spread(partial(_keep_text, record), [(begun, document) for document in completed]))
                with record.add() as addition:
                    writer.begin(addition)
                    receipts = [
                        receipt
                        for document, text in zip(completed, texts, strict=True)
                        for receipt in writer.take(document, text, addition)
                    ]
                yield from receipts
        how = stream.confinement.word() if stream.confinement is not None else None
        failure = failure or (stream.failure.reason if stream.failure is not None else None)
    except OSError as error:
        how, failure = None, f"could not be read: {error.strerror or error}."
    for note in notes:
        if not note.fault:
            tell(note)
    prepared = _Prepared(begun, Intake(notes=tuple(notes)), failure, how)
    if not writer.has_taken and failure is None:
        prepared = _judge(begun, prepared.intake, how)
    with record.add() as addition:
        writer.begin(addition)
        receipts = writer.end(prepared, addition)
    yield from receipts


def _group(items: Iterable[Document | Note], notes: list[Note]) -> Iterator[list[Document]]:
    """Documents as many as are written at once, and of no more characters; their notes go into `notes`."""
    some: list[Document] = []
    characters = 0
    for item in items:
        if isinstance(item, Note):
            notes.append(item)
            continue
        some.append(item)
        characters += len(item.text)
        if len(some) == _MOST_STEPS or characters > _MOST_BYTES:
            yield some
            some, characters = [], 0
    if some:
        yield some


def _write(record: Record, waiting: list[_Prepared]) -> Iterator[Receipt]:
    """Write what was prepared, in as many transactions as it takes; the receipts of each when it is done."""
    steps = _list_steps(waiting)
    step = next(steps, None)
    while step is not None:
        done: list[Receipt] = []
        with record.add() as addition:
            taken = 0
            while step is not None and taken < _MOST_STEPS:
                done += step(addition)
                taken += 1
                step = next(steps, None)
        yield from done


def _list_steps(waiting: list[_Prepared]) -> Iterator[_Step]:
    """What there is to do for each file: the capture, each document, and the receipt that ends it."""
    for prepared in waiting:
        writer = _Writer(prepared.begun)
        yield writer.begin
        for document, text in zip(prepared.intake.documents, prepared.texts, strict=True):
            yield partial(writer.take, document, text)
        yield partial(writer.end, prepared)


class _Writer:
    """Writes one file: its capture, its documents, its receipt."""

    def __init__(self, begun: _Begun) -> None:
        self._begun = begun
        self._number = begun.unfinished
        self._outcomes: Counter[Outcome] = Counter()

    @property
    def has_taken(self) -> bool:
        """True if a document was taken, or was there before."""
        return bool(self._outcomes)

    def begin(self, addition: Addition) -> list[Receipt]:
        """The entry of the capture, unless an earlier run made it."""
        if self._number is None:
            self._number = addition.append("capture", self._begun.capture)
        return []

    def take(self, document: Document, text: str, addition: Addition) -> list[Receipt]:
        """The entry of a document, if it is new."""
        assert self._number is not None
        receipt = take_document(addition, self._number, document, self._begun.capture, text)
        self._outcomes[receipt.outcome] += 1
        return [receipt]

    def end(self, prepared: _Prepared, addition: Addition) -> list[Receipt]:
        """The entry of the receipt, and receipts for what is no document."""
        name, of = self._begun.capture["name"], self._begun.of
        faults = [Receipt(n.where, Outcome.FAILED, reason=n.text) for n in prepared.intake.notes if n.fault]
        more: list[Receipt] = []
        if of is not None:
            more.append(Receipt(name, Outcome.DUPLICATE, of[1], "same bytes"))
        elif prepared.failure is not None:
            more.append(Receipt(name, Outcome.FAILED, reason=prepared.failure))
        else:
            more += faults
        if prepared.intake.stories:
            # A list is taken in as one: its stories are taken in when their pages are.
            more.append(Receipt(name, Outcome.TAKEN, is_read=False))
        outcomes = self._outcomes + Counter(receipt.outcome for receipt in more)
        kinds = (Outcome.TAKEN, Outcome.DUPLICATE, Outcome.FAILED)
        # A file whose reading was ended failed, also where some of it was taken: a newer version tries it again.
        outcome = next(kind for kind in (kinds if prepared.failure is None else kinds[::-1]) if outcomes[kind])
        addition.append("receipt", {
            "capture": self._number, "outcome": outcome, "of": of and of[0],
            "reason": prepared.failure, "confinement": prepared.confinement,
            "taken": outcomes[Outcome.TAKEN], "duplicates": outcomes[Outcome.DUPLICATE],
            "faults": [{"where": each.item, "reason": each.reason} for each in more if each.reason],
        })  # fmt: skip
        return more
