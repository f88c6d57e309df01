"""Translations of documents by named people: kept beside the texts, shown beside their words, and never read."""

import datetime as dt
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cenotaph.archive.readers.intake import Instructions, UnreadableError
from cenotaph.archive.readers.registry import PLAIN_FORMATS, find_reader
from cenotaph.archive.readers.zipped import hold
from cenotaph.archive.text import count_words, recognise_language
from cenotaph.runners.sandbox import Given, Pool
from cenotaph.store import schema
from cenotaph.store.additions import write_moment
from cenotaph.store.record import Record
from cenotaph.store.view import View
from cenotaph.workflow.items import Custody
from cenotaph.workflow.keeping import RESTRICTED, explain_blobs, seal_file, write_capture
from cenotaph.workflow.parents import Parent
from cenotaph.workflow.receipts import Outcome, Receipt


def translate(record: Record, path: Path, format: str, of: Parent, by: str, custody: Custody, pool: Pool) -> Receipt:
    """Keep the text in a file as the translation of a document by a person. Of a document that is sealed it is sealed
    too. Another one by the same person takes the place of the first. Raises RecordError."""
    started = dt.datetime.now(dt.UTC)
    try:
        with path.open("rb") as stream:
            data = hold(stream).read()
        text, confinement = _read_text(data, path.name, format, pool)
        with record.look() as view:
            original = next(iter(view.list_documents(schema.documents.c.entry == of.entry)))
        language = custody.language or recognise_language(text)
        if language == original.body["language"]:
            raise UnreadableError(
                f"is in the language of the text that it would translate ({language}); if it is in another, say which "
                "with --language."
            )
    except UnreadableError as error:
        return Receipt(path.name, Outcome.FAILED, reason=str(error))
    except OSError as error:
        return Receipt(path.name, Outcome.FAILED, reason=f"could not be read: {error.strerror or error}.")
    parameters = {"format": format, "kind": "translation", "parent": of.entry, "by": by, "language": custody.language}
    is_sealed = of.subject is not None or custody.sensitivity == RESTRICTED
    capture = write_capture(
        path.name, hashlib.sha256(data).hexdigest(), len(data), started, parameters, collector=custody.collector,
        sensitivity=RESTRICTED if is_sealed else custody.sensitivity, consent=custody.consent,
    )  # fmt: skip
    body = {"parent": of.entry, "by": by, "language": language, "words": count_words(text), "text": text}
    with record.look() as view:
        if _is_held(view, body):
            return Receipt(path.name, Outcome.DUPLICATE, "itself", "same text", is_new=False)
    with explain_blobs(record):
        if is_sealed:
            seal_file(record, io.BytesIO(data), capture, None, of.subject)
        else:
            record.blobs.put_file(io.BytesIO(data))
    capture["ended_at"] = write_moment(dt.datetime.now(dt.UTC))
    return _write(record, capture, body, confinement)


def _read_text(data: bytes, name: str, format: str, pool: Pool) -> tuple[str, str | None]:
    """The one text of a file, and how the process that read it was held. Raises UnreadableError."""
    confinement = None
    if format in PLAIN_FORMATS:
        intake = find_reader(format)(io.BytesIO(data), name, Instructions())
    else:
        opened = pool.open(Given(name, format, data))
        if opened.failure is not None:
            raise UnreadableError(opened.failure.reason)
        intake = opened.intake
        confinement = opened.confinement.word() if opened.confinement is not None else None
    if len(intake.documents) != 1:
        raise UnreadableError(f"holds {len(intake.documents):,} texts; a translation is a file of one.")
    return intake.documents[0].text, confinement


def _list_held(view: View, body: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """The translation of the document by the same person, if there is one."""
    return [
        (number, held)
        for number, held in view.list_current(schema.translations)
        if (held["parent"], held["by"]) == (body["parent"], body["by"])
    ]


def _is_held(view: View, body: Mapping[str, Any]) -> bool:
    return any(all(held[key] == value for key, value in body.items()) for _, held in _list_held(view, body))


def _write(record: Record, capture: dict[str, Any], body: dict[str, Any], confinement: str | None) -> Receipt:
    with record.add() as addition:
        earlier = [number for number, _ in _list_held(View(addition.connection), body)]
        number = addition.append("capture", capture)
        addition.append("translation", {"capture": number, "ends": earlier, **body})
        addition.append("receipt", {
            "capture": number, "outcome": Outcome.TAKEN, "of": None, "reason": None, "confinement": confinement,
            "taken": 1, "duplicates": 0, "faults": [],
        })  # fmt: skip
    return Receipt(capture["name"], Outcome.TAKEN, replaces=bool(earlier), is_read=False)
