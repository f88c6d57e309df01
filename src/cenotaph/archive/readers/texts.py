"""The reader of files of text that do not say what they are: a report, an export of a chat, or one of many articles."""

import io
from typing import BinaryIO

from cenotaph.archive.readers.encoding import decode, read_bytes
from cenotaph.archive.readers.factiva import is_factiva, read_factiva
from cenotaph.archive.readers.intake import MOST_EXPORT_BYTES, Intake, Note
from cenotaph.archive.readers.nexis import is_nexis, read_nexis
from cenotaph.archive.readers.plain import read_plain
from cenotaph.archive.readers.whatsapp import is_whatsapp, read_whatsapp

_EXPORTS = (
    (is_whatsapp, read_whatsapp, "a WhatsApp export", "message"),
    (is_nexis, read_nexis, "an export of Nexis", "article"),
    (is_factiva, read_factiva, "an export of Factiva", "article"),
)


def read_text(stream: BinaryIO, name: str) -> Intake:
    """The documents of an export that has the marks of one, with a note that says which; else the text as one.

    Raises UnreadableError as the reader does that is chosen.
    """
    data = read_bytes(stream, MOST_EXPORT_BYTES)
    text = decode(data).text
    for is_export, read, what, item in _EXPORTS:
        if is_export(text):
            intake = read(io.BytesIO(data), name)
            said = f"was read as {what}, each {item} a report of its own; --format txt reads it as one report."
            return Intake(intake.documents, (*intake.notes, Note(name, said, fault=False)))
    return read_plain(io.BytesIO(data), name)
