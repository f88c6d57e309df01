"""The reader of plain text and Markdown: one document for each file, its text as it is."""

from typing import BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.encoding import decode, read_bytes
from cenotaph.archive.readers.intake import Intake, Note, UnreadableError, check_text


def read_plain(stream: BinaryIO, name: str) -> Intake:
    """The text of `stream` as one document called `name`; line ends stay as they are.

    Raises UnreadableError if it is empty, too long, or no text.
    """
    decoded = decode(read_bytes(stream))
    check_text(decoded.text)
    if not decoded.text.strip():
        raise UnreadableError("is empty.")
    return Intake((Document(name, decoded.text),), note_encoding(name, decoded.encoding, decoded.assumed))


def note_encoding(name: str, encoding: str, assumed: bool) -> tuple[Note, ...]:
    """What to say about an encoding: nothing if it was known."""
    if not assumed:
        return ()
    text = f"is not UTF-8; it was read as {encoding}. If letters look wrong, save it as UTF-8."
    return (Note(name, text, fault=False),)
