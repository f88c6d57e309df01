"""Taking in attachments: images, films and recordings, kept byte for byte and described, each ending in a receipt."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from cenotaph.archive.attachment import Attachment
from cenotaph.archive.readers.intake import Note
from cenotaph.archive.readers.registry import MEDIA
from cenotaph.runners.sandbox import Given, Pool
from cenotaph.store import schema
from cenotaph.store.additions import write_moment
from cenotaph.store.record import Record
from cenotaph.store.view import View
from cenotaph.workflow.items import Custody, Item
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

# What is sealed is held in memory as a whole.
_MOST_SEALED = 500_000_000
_CHANGED = "was changed while it was read. Run the command again."

# A capture with its entry, and an attachment that it was taken in as.
_Held = tuple[int, dict[str, Any], dict[str, Any]]


def collect_attachments(
    record: Record, items: Iterable[Item], custody: Custody, pool: Pool, tell: Callable[[Note], None] = lambda _: None
) -> Iterator[Receipt]:
    """Take in images, films and recordings. Each is described in a child process before it is kept: one that holds
    where it was made, or of which that cannot be told, is sealed, and `tell` gets a note that says so. Bytes that the
    record has are not taken again. Raises RecordError if the record cannot be written."""
    for item in items:
        yield _take(record, item, custody, pool, tell)


def _take(record: Record, item: Item, custody: Custody, pool: Pool, tell: Callable[[Note], None]) -> Receipt:
    started = dt.datetime.now(dt.UTC)
    if item.path is None:
        return Receipt(
            item.name, Outcome.FAILED, reason="is no file: name an image, a film or a recording by its file."
        )
    try:
        with item.path.open("rb") as stream:
            opened = pool.open(Given(item.name, MEDIA, stream))
            if opened.failure is not None or opened.intake.attachment is None:
                reason = opened.failure.reason if opened.failure is not None else "could not be described."
                return Receipt(item.name, Outcome.FAILED, reason=reason)
            attachment = opened.intake.attachment
            capture = _begin(item, stream, attachment, custody, started)
            if (
                capture["sensitivity"] != RESTRICTED
                and (entry := list_sealed(record).get(capture["digest"])) is not None
            ):
                return Receipt(item.name, Outcome.FAILED, reason=word_sealed(entry))
            with record.look() as view:
                held = list(_list_held(view, capture))
            if custody.sensitivity == RESTRICTED:
                for number, body, _ in held:
                    if "sealed_for" not in body:
                        return Receipt(item.name, Outcome.FAILED, reason=word_open(number, body["name"]))
            if (known := _tell_known(held, capture, custody)) is not None:
                return known
            stream.seek(0)
            fault = _keep(record, stream, capture, held, custody)
            if fault is not None:
                return Receipt(item.name, Outcome.FAILED, reason=fault)
    except OSError as error:
        return Receipt(item.name, Outcome.FAILED, reason=f"could not be read: {error.strerror or error}.")
    if capture["sensitivity"] == RESTRICTED and custody.sensitivity != RESTRICTED:
        holds = "holds where it was made" if attachment.has_position else "may hold where it was made"
        tell(Note(item.name, f"{holds}, so it was sealed; the place is shown nowhere.", fault=False))
    capture["ended_at"] = write_moment(dt.datetime.now(dt.UTC))
    confinement = opened.confinement.word() if opened.confinement is not None else None
    return _write(record, capture, attachment, custody, confinement)


def _begin(item: Item, stream: Any, attachment: Attachment, custody: Custody, started: dt.datetime) -> dict[str, Any]:
    """The body of the capture. What holds a position, or may, is restricted whatever was said of it."""
    stream.seek(0)
    digest = hashlib.file_digest(stream, "sha256").hexdigest()
    is_restricted = custody.sensitivity == RESTRICTED or attachment.has_position is not False
    return write_capture(
        item.name, digest, stream.tell(), started, {"format": MEDIA}, collector=custody.collector,
        sensitivity=RESTRICTED if is_restricted else custody.sensitivity, consent=custody.consent,
    )  # fmt: skip


def _keep(
    record: Record, stream: BinaryIO, capture: dict[str, Any], held: Sequence[_Held], custody: Custody
) -> str | None:
    """Keep the bytes; gives why they cannot be kept."""
    if capture["sensitivity"] != RESTRICTED:
        with explain_blobs(record):
            digest = capture["digest"]
            return None if record.blobs.has(digest) or record.blobs.put_file(stream)[0] == digest else _CHANGED
    # Bytes that are sealed for a subject already are not sealed anew for it.
    sealed = next((body for _, body, _ in held if _is_sealed_for(body, custody.subject)), None)
    if sealed is None and capture["size"] > _MOST_SEALED:
        return f"would be sealed, and is larger than a file may be for that ({_MOST_SEALED:,} bytes)."
    with explain_blobs(record):
        return None if seal_file(record, stream, capture, sealed, custody.subject) else _CHANGED


def _is_sealed_for(body: Mapping[str, Any], subject: str | None) -> bool:
    return "sealed_for" in body and subject in (None, body["sealed_for"])


def _tell_known(held: Sequence[_Held], capture: Mapping[str, Any], custody: Custody) -> Receipt | None:
    """The receipt of what the record has already, as an attachment of the same item if it is to be one."""
    if not any(custody.parent in (None, attachment.get("parent")) for _, _, attachment in held):
        return None
    name, first = capture["name"], held[0][1]["name"]
    of = "itself" if first == name else first
    return Receipt(name, Outcome.DUPLICATE, of, "same bytes", is_new=False, is_read=False)


def _write(
    record: Record, capture: dict[str, Any], attachment: Attachment, custody: Custody, confinement: str | None
) -> Receipt:
    """Write the capture, the attachment and the receipt."""
    with record.add() as addition:
        number = addition.append("capture", capture)
        addition.append("attachment", {"capture": number, "parent": custody.parent, **write_attachment(attachment)})
        addition.append("receipt", {
            "capture": number, "outcome": Outcome.TAKEN, "of": None, "reason": None, "confinement": confinement,
            "taken": 1, "duplicates": 0, "faults": [],
        })  # fmt: skip
    return Receipt(capture["name"], Outcome.TAKEN, is_read=False)


def _list_held(view: View, capture: Mapping[str, Any]) -> Iterator[_Held]:
    """The captures with the same bytes, sealed or not, with each attachment that they were taken in as."""
    for number, body in list_same_bytes(view, {**capture, "sensitivity": RESTRICTED}):
        for _, attachment in view.list_current(schema.attachments, schema.attachments.c.capture == number):
            yield number, body, attachment


def write_attachment(attachment: Attachment) -> dict[str, Any]:
    """What is known of an attachment, as plain values. Of a position only whether there is one."""
    return {
        "media": attachment.kind.value, "media_type": attachment.media_type, "width": attachment.width,
        "height": attachment.height, "seconds": attachment.seconds, "made_at": attachment.made_at,
        "has_position": attachment.has_position,
    }  # fmt: skip
