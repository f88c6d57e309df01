"""The reader of lists of stories in JSON, as MediaCloud gives them: an array of objects, or one inside an object."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.encoding import decode, read_bytes
from cenotaph.archive.readers.intake import (
    MOST_DOCUMENTS,
    MOST_EXPORT_BYTES,
    Instructions,
    Intake,
    Note,
    Row,
    UnreadableError,
    gather,
)
from cenotaph.archive.readers.tables import read_table
from cenotaph.archive.story import Story

# Under these keys the answers of MediaCloud hold their stories.
_HOLDERS = ("stories", "results", "matches")
_BEGIN = re.compile(rb'\s*(?:\[\s*\{|\{\s*"(?:stories|results|matches)"\s*:\s*\[\s*\{)')


def is_mediacloud(head: bytes) -> bool:
    """True if a file that begins so begins as a list of stories does."""
    return bool(_BEGIN.match(head.removeprefix(b"\xef\xbb\xbf"))) and b'"url"' in head


def read_mediacloud(stream: BinaryIO, name: str, instructions: Instructions) -> Intake:
    """The stories of a list; a document for each that has its text in it. Raises UnreadableError if it is no such
    list."""
    decoded = decode(read_bytes(stream, MOST_EXPORT_BYTES))
    try:
        found = json.loads(decoded.text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableError(f"is no JSON, or not the whole of it ({str(error)[:100]}).") from None
    rows = found if isinstance(found, list) else _find_held(found)
    objects = [row for row in rows if isinstance(row, dict)]
    if not objects:
        raise UnreadableError("holds no list of stories: an array of objects, each with url and title.")
    if len(objects) > MOST_DOCUMENTS:
        raise UnreadableError(f"has more than {MOST_DOCUMENTS:,} stories. Split it.")

    def walk() -> Iterator[Document | Story | Note]:
        yield from read_table(_make_rows(objects), name, instructions.columns)

    return gather(name, walk())


def _find_held(found: Any) -> list[Any]:
    held = [found[key] for key in _HOLDERS if isinstance(found.get(key), list)] if isinstance(found, dict) else []
    return held[0] if held else []


def _make_rows(objects: list[dict[str, Any]]) -> list[Row]:
    """The objects as a table: a column for each key, in the order in which the keys come."""
    keys = list(dict.fromkeys(key for each in objects for key in each))
    table = [Row(1, keys)]
    for number, each in enumerate(objects, start=2):
        table.append(Row(number, [_word(each, key) for key in keys]))
    return table


def _word(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
