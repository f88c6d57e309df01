"""What reading a file gives: its documents, and notes on what was assumed or refused."""

from dataclasses import dataclass

from cenotaph.archive.document import Document

# A long report has 200,000 characters and a 600-page book about 1.5 million. More in one document is a mistake (an
# export, a log, a dump), and reading it would hold up everything after it.
MOST_CHARACTERS = 5_000_000
# UTF-8 takes at most four bytes for a character.
MOST_BYTES = 4 * MOST_CHARACTERS


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about a file: `where` names it (and the line), `text` says what and what to do.

    `fault` is True for what should be mended: something was left out, or a slot stays empty for want of it.
    """

    where: str
    text: str
    fault: bool


@dataclass(frozen=True, slots=True)
class Intake:
    """The documents of one file, in its order, and the notes on it."""

    documents: tuple[Document, ...] = ()
    notes: tuple[Note, ...] = ()


class UnreadableError(Exception):
    """A file or a line that cannot be taken for a report; the message says why and what to do."""


SPLIT_IT = "Split it into reports, or put one report on each line of a .jsonl file."


def check_text(text: str) -> None:
    """Raises UnreadableError if `text` is longer than one document may be or holds half a character."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableError(f"has {len(text):,} characters; one document may have {MOST_CHARACTERS:,}. {SPLIT_IT}")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        half = text[error.start]
        raise UnreadableError(f"holds half a character (\\u{ord(half):04x} at {error.start}). Mend it there.") from None
