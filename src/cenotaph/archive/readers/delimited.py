"""The reader of tables as text: cells set apart by commas, semicolons or tabs."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.columns import INCIDENTS, REPORTS, Headings, find_columns
from cenotaph.archive.readers.encoding import decode, read_bytes
from cenotaph.archive.readers.intake import (
    MOST_CHARACTERS,
    MOST_DOCUMENTS,
    MOST_EXPORT_BYTES,
    Instructions,
    Intake,
    Note,
    Row,
    UnreadableError,
    gather,
)
from cenotaph.archive.readers.plain import note_encoding
from cenotaph.archive.readers.tables import read_table
from cenotaph.archive.story import Story

MOST_CELLS = 200
_DELIMITERS = ",;\t|"
_HEAD = 20_000


def read_delimited(stream: BinaryIO, name: str, instructions: Instructions) -> Intake:
    """A document for each row of the table in `stream`, by the columns its header or the instructions name.

    Raises UnreadableError if it is empty, too long, no text, or no table.
    """
    decoded = decode(read_bytes(stream, MOST_EXPORT_BYTES))
    rows = list(_split_rows(decoded.text, REPORTS))

    def walk() -> Iterator[Document | Story | Note]:
        yield from note_encoding(name, decoded.encoding, decoded.assumed)
        yield from read_table(rows, name, instructions.columns)

    return gather(name, walk())


def read_delimited_rows(stream: BinaryIO, name: str, _: Instructions) -> Intake:
    """The rows of a list of incidents, as they stand. Raises UnreadableError if it is too long, no text, or no
    table."""
    decoded = decode(read_bytes(stream, MOST_EXPORT_BYTES))
    rows = tuple(_split_rows(decoded.text, INCIDENTS))
    return Intake(notes=tuple(note_encoding(name, decoded.encoding, decoded.assumed)), rows=rows)


def _split_rows(text: str, headings: Headings) -> Iterator[Row]:
    delimiter = _tell_delimiter(text, headings)
    # A spreadsheet program may say the sign in a first line of its own.
    said = text.startswith("sep=")
    lines = io.StringIO(text, newline="")
    if said:
        lines.readline()
    csv.field_size_limit(MOST_CHARACTERS + 1)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=2 if said else 1):
            if number > MOST_DOCUMENTS + 100:
                raise UnreadableError(f"has more than {MOST_DOCUMENTS:,} rows. Split it.")
            if len(cells) > MOST_CELLS:
                raise UnreadableError(f"has {len(cells):,} cells in row {number}, so it is no table of reports.")
            yield Row(number, cells)
    except csv.Error as error:
        raise UnreadableError(f"is no table that can be read (near line {reader.line_num:,}): {error}.") from None


def _tell_delimiter(text: str, headings: Headings) -> str:
    """The sign that the first line states, else the one by which the most fields are named in the top lines, else
    the one that sets the most cells apart."""
    if text.startswith("sep=") and text[4:5] in _DELIMITERS:
        return text[4]
    lines = [line for line in text[:_HEAD].splitlines() if line.strip()][:10]

    def rank(delimiter: str) -> tuple[int, int]:
        rows = [line.split(delimiter) for line in lines]
        named = max((len(find_columns([cell.strip('"') for cell in row], {}, headings)) for row in rows), default=0)
        return named, max(map(len, rows), default=0)

    return max(_DELIMITERS, key=rank)
