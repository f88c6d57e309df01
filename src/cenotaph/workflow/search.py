"""Searching a record: the documents that hold some words, however they are spelled, and the words around them."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cenotaph.store.indexes import fold_words
from cenotaph.store.schema import documents
from cenotaph.values.folding import fold_with_offsets
from cenotaph.workflow.records import open_named

# Documents that are looked at: who finds more needs more words, and not a longer list.
_MOST_FOUND = 10_000
_AROUND = 60  # characters before and after the first of the words


@dataclass(frozen=True, slots=True)
class Found:
    """A document that holds the words: its id, title and day of publication, and the words around the first of them."""

    document: str
    title: str | None
    published: dt.date | None
    words: str


def search_record(name: str, words: str, most: int) -> tuple[list[Found], int]:
    """The documents of a record that hold all of some words, those that were taken in last first: `most` of them at
    most, and how many there are (of the last 10,000 that ever held them).

    Case, marks and the spellings of Arabic letters do not matter; the last word may be the beginning of one. Raises
    RecordError, and ValueError where there are no words in `words`.
    """
    folded = fold_words(words).split()
    if not folded:
        raise ValueError(f"{words!r} holds no word to look for")
    with open_named(name) as record, record.database.read() as connection, record.look() as view:
        entries = record.database.find_words(connection, folded, _MOST_FOUND)
        held = list(view.list_documents(documents.c.entry.in_(entries))) if entries else []
        found = []
        for kept in sorted(held, key=lambda kept: -kept.number)[:most]:
            body = kept.body
            day = dt.date.fromisoformat(body["published"]) if body["published"] else None
            text = record.read_bytes(body).decode()
            found.append(Found(body["id"], body["title"], day, _cut_out(text, folded)))
        return found, len(held)


def _cut_out(text: str, words: Sequence[str]) -> str:
    """The text around the first place where one of the words stands."""
    folded = fold_with_offsets(text)
    pattern = "|".join(rf"\b{re.escape(word)}" for word in words)
    match = re.search(pattern, folded.text)
    if match is None:
        return text[: 2 * _AROUND].strip()
    start, end = folded.original_span(match.start(), match.end())
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = "…" if first else ""
    return before + text[first:last].strip() + ("…" if last < len(text) else "")


def write_found(found: Found) -> dict[str, Any]:
    """A document that was found as plain mappings and text."""
    day = found.published.isoformat() if found.published else None
    return {"document": found.document, "title": found.title, "published": day, "words": found.words}
