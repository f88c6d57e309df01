"""Taking in: files to a record, kept byte for byte, each item ending in a receipt."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import Instructions, Intake, Note, UnreadableError
from cenotaph.archive.readers.registry import FORMATS, PLAIN_FORMATS, STREAMED
from cenotaph.archive.story import Story
from cenotaph.runners.sandbox import Given, Opened, Pool
from cenotaph.store.additions import Addition
from cenotaph.store.record import Record
from cenotaph.workflow.begun import CHANGED, Begun, Spread, begin_files, read_state
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.keeping import (
    RESTRICTED,
    explain_blobs,
    list_sealed,
)
from cenotaph.workflow.receipts import Outcome, Receipt
from cenotaph.workflow.taking import take_document

# Files that are read before what they gave is written, and their bytes together, while as many more are being read:
# what a kill can cost, and what is held in memory, against what a commit takes.
_MOST_FILES = 16
_MOST_BYTES = 20_000_000
# Files that are kept at once: each waits for the disk, or for a store elsewhere, and not for the processor.
_KEPT_AT_ONCE = 8
# Documents, captures and receipts of one transaction.
_MOST_STEPS = 128

# A thing to write in a transaction, and the receipts of what it wrote.
_Step = Callable[[Addition], list[Receipt]]


# A file that the children are asked for, if they read its kind; or what there is to say of it already.
_Asked = tuple[Begun, Future[Opened] | None] | Receipt


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file that was read: what is still to be written of it."""

    begun: Begun
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
        spread: Spread = map if custody.sensitivity == RESTRICTED else threads.map

        def finish(asked: list[_Asked]) -> Iterator[Receipt]:
            yield from (each for each in asked if isinstance(each, Receipt))
            read = [_read(record, custody, each) for each in asked if not isinstance(each, Receipt)]
            with explain_blobs(record):
                prepared = _keep_texts(record, read, spread)
            for each in prepared:
                for note in each.intake.notes:
                    if not note.fault:
                        tell(note)
            yield from _write(record, prepared)

        # While what some files gave is written, the children read the next ones.
        asked: list[_Asked] = []
        for some in _batch(items):
            if some[0].format in STREAMED:
                yield from finish(asked)
                asked = []
                yield from _take_stream(record, custody, sealed, some[0], pool, spread, tell)
                continue
            before, asked = asked, _ask(pool, custody, begin_files(record, custody, sealed, some, spread))
            yield from finish(before)
        yield from finish(asked)


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


def _ask(pool: Pool, custody: Custody, begun: Iterable[Begun | Receipt]) -> list[_Asked]:
    """Files whose bytes are kept, with what the children of the pool will give of those that libraries parse."""
    return [
        each if isinstance(each, Receipt) else (each, pool.submit(_give(each, custody)) if _is_confined(each) else None)
        for each in begun
    ]


def _is_confined(begun: Begun) -> bool:
    return begun.of is None and begun.item.format not in PLAIN_FORMATS


def _give(begun: Begun, custody: Custody) -> Given:
    item = begun.item
    return Given(item.name, item.format, item.path or begun.data or b"", item.choose_columns(custody), item.charset)


def _read(record: Record, custody: Custody, asked: tuple[Begun, Future[Opened] | None]) -> _Prepared:
    """What a file gives."""
    begun, opened = asked
    if begun.of is not None:
        return _Prepared(begun, Intake())
    prepared = _read_plain(record, begun, custody) if opened is None else _take_opened(begun, opened)
    documents = tuple(_complete(document, custody, begun.item) for document in prepared.intake.documents)
    return replace(prepared, intake=replace(prepared.intake, documents=documents))


def _keep_texts(record: Record, read: list[_Prepared], spread: Spread) -> list[_Prepared]:
    """What was read, with the digests of what is kept of its texts."""
    texts = [(each.begun, document) for each in read for document in each.intake.documents]
    digests = iter(list(spread(partial(_keep_text, record), texts)))
    return [replace(each, texts=tuple(islice(digests, len(each.intake.documents)))) for each in read]


def _keep_text(record: Record, text: tuple[Begun, Document]) -> str:
    """The digest of what is kept of a text: of the text, or of what it is when sealed."""
    begun, document = text
    data, subject = document.text.encode(), begun.capture.get("sealed_for")
    return record.put_sealed(data, subject) if subject is not None else record.blobs.put(data)


def _read_plain(record: Record, begun: Begun, custody: Custody) -> _Prepared:
    try:
        with record.open_bytes(begun.capture) as stream:
            return _judge(
                begun,
                FORMATS[begun.item.format](stream, begun.item.name, Instructions(begun.item.choose_columns(custody))),
            )
    except UnreadableError as error:
        return _Prepared(begun, Intake(), str(error))


def _take_opened(begun: Begun, asked: Future[Opened]) -> _Prepared:
    try:
        opened = asked.result()
    except OSError as error:
        return _Prepared(begun, Intake(), f"could not be read: {error.strerror or error}.")
    if begun.item.path is not None and read_state(begun.item.path) != begun.state:
        # The child read the file itself: what it gave may be of other bytes than those that are kept.
        return _Prepared(begun, Intake(), CHANGED)
    how = opened.confinement.word() if opened.confinement is not None else None
    if opened.failure is not None:
        return _Prepared(begun, Intake(), opened.failure.reason, how)
    return _judge(begun, opened.intake, how)


def _judge(begun: Begun, intake: Intake, confinement: str | None = None) -> _Prepared:
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
    spread: Spread,
    tell: Callable[[Note], None],
) -> Iterator[Receipt]:
    """Take in a file that is written while it is read: no more of it is held than one transaction takes."""
    (begun,) = begin_files(record, custody, sealed, [item], spread)
    if isinstance(begun, Receipt) or begun.of is not None:
        yield from [begun] if isinstance(begun, Receipt) else _write(record, [_Prepared(begun, Intake())])
        return
    writer, notes, failure = _Writer(begun), list[Note](), None
    source = item.path or begun.data or b""
    try:
        with pool.stream(Given(item.name, item.format, source, custody.columns, item.charset)) as stream:
            for documents in _group(stream, notes):
                if item.path is not None and read_state(item.path) != begun.state:
                    failure = CHANGED
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

    def __init__(self, begun: Begun) -> None:
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
