"""The reader of JSON Lines: one document on each line."""

import codecs
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.published import parse_published
from cenotaph.archive.readers.encoding import refuse_binary
from cenotaph.archive.readers.intake import MOST_CHARACTERS, SPLIT_IT, Intake, Note, UnreadableError, check_text

KEYS = ("id", "text", "title", "published", "url", "language", "publisher")

# JSON may write one character as two times \uXXXX.
_MOST_LINE_BYTES = 12 * MOST_CHARACTERS

# So many lines show what is wrong with a file; a wrong file may have it wrong in millions.
_MOST_FAULTS = 10


def read_jsonl(stream: BinaryIO, name: str) -> Intake:
    """The documents of `stream`, one JSON object on each line with the keys of KEYS; `id` and `text` are needed.

    A line that cannot be read is noted by its number, as far as they are few, and the others are read; a second
    document with the id of an earlier one is refused. Unknown keys are named and ignored. Raises UnreadableError if
    no line holds anything or the file is no text.
    """
    documents: dict[str, tuple[int, Document]] = {}
    faults: list[Note] = []
    more = 0
    unknown: dict[str, int] = {}
    for number, line in _split_lines(stream):
        try:
            row = _parse_row(line)
            document = _make_document(row)
            if document.id in documents:
                first, _ = documents[document.id]
                raise UnreadableError(f"has the id {document.id!r} of line {first}. Give each document its own id.")
        except UnreadableError as error:
            if len(faults) < _MOST_FAULTS:
                faults.append(Note(f"{name}, line {number}", str(error), fault=True))
            else:
                more += 1
            continue
        documents[document.id] = (number, document)
        for key in row.keys() - set(KEYS):
            if len(unknown) < _MOST_FAULTS:
                unknown.setdefault(key, number)
    if not documents and not faults:
        raise UnreadableError("is empty.")
    if more:
        faults.append(Note(name, f"has {more:,} more lines that could not be read.", fault=True))
    notes = [*faults, *_note_unknown(name, unknown)]
    return Intake(tuple(document for _, document in documents.values()), tuple(notes))


def _note_unknown(name: str, unknown: Mapping[str, int]) -> list[Note]:
    if not unknown:
        return []
    keys = ", ".join(f"{key!r} (line {number})" for key, number in sorted(unknown.items()))
    return [Note(name, f"has keys that were ignored: {keys}. Known keys: {', '.join(KEYS)}.", fault=False)]


def _split_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines that hold something, with their numbers; None for a line that is too long, which is never held whole."""
    number = 0
    while line := stream.readline(_MOST_LINE_BYTES + 1):
        number += 1
        if number == 1:
            refuse_binary(line)
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > _MOST_LINE_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_MOST_LINE_BYTES)
            yield number, None
        elif line.strip():
            yield number, line


def _parse_row(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise UnreadableError(f"is larger than one document may be ({_MOST_LINE_BYTES // 1_000_000} MB). {SPLIT_IT}")
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise UnreadableError("is not UTF-8. Save the file as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise UnreadableError(f"is no JSON: {error.msg} at column {error.colno}.") from None
    except RecursionError:
        raise UnreadableError("is nested too deeply to be a document.") from None
    if not isinstance(row, dict):
        raise UnreadableError('is no JSON object. Write {"id": ..., "text": ...} on each line.')
    return row


def _make_document(row: dict[str, Any]) -> Document:
    identity = row.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not identity.strip():
        raise UnreadableError('has no "id". Give each document an id of its own.')
    text = _take_text(row, "text")
    if text is None or not text.strip():
        raise UnreadableError('has no "text", so there is nothing to read.')
    check_text(text)
    language = _take_text(row, "language")
    return Document(
        id=identity,
        text=text,
        title=_take_text(row, "title"),
        published=_take_day(row),
        url=_take_text(row, "url"),
        language=language.strip().lower().split("-")[0] if language else None,
        publisher=_take_text(row, "publisher"),
    )


def _take_text(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise UnreadableError(f'has {json.dumps(value)[:40]} as "{key}", which must be text.')
    return value or None


def _take_day(row: dict[str, Any]) -> dt.date | None:
    value = _take_text(row, "published")
    if value is None:
        return None
    try:
        return parse_published(value)
    except ValueError as error:
        raise UnreadableError(
            f'has a day of publication that is none: {error}. Mend "published" or leave it out.'
        ) from None
