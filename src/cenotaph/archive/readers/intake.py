"""What reading a file gives: its documents, and notes on what was assumed or refused; and how much it may give."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cenotaph.archive.attachment import Attachment
from cenotaph.archive.document import Document
from cenotaph.archive.story import Story

# A long report has 200,000 characters and a 600-page book about 1.5 million. More in one document is a mistake (an
# export, a log, a dump), and reading it would hold up everything after it.
MOST_CHARACTERS = 5_000_000
# UTF-8 takes at most four bytes for a character.
MOST_BYTES = 4 * MOST_CHARACTERS
# A file of many documents that must be looked at as a whole: a table, an export.
MOST_EXPORT_BYTES = 100_000_000
# The largest exports of a year have some ten thousand articles or posts.
MOST_DOCUMENTS = 100_000
MOST_CHARACTERS_TOGETHER = 200_000_000
# Of a file that is taken in as it is read, and never held: the largest archives that a laptop takes in within a day.
MOST_STREAMED_DOCUMENTS = 1_000_000
MOST_STREAMED_CHARACTERS = 10_000_000_000
# So many notes show what is wrong with a file; a wrong file may have it wrong in millions of places.
MOST_NOTES = 10


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about a file: `where` names it (and the line), `text` says what and what to do.

    `fault` is True for what should be mended: something was left out, or a slot stays empty for want of it.
    """

    where: str
    text: str
    fault: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number in the file, counted from 1, its cells as text, and the sheet it is on, where its
    file has sheets."""

    number: int
    cells: Sequence[str]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """The documents of one file, in its order, and the notes on it; or its rows, where it was read as a table of
    something else than reports; or what is known of it as an attachment. `stories` are those that it lists
    without their texts."""

    documents: tuple[Document, ...] = ()
    notes: tuple[Note, ...] = ()
    rows: tuple[Row, ...] = ()
    attachment: Attachment | None = None
    stories: tuple[Story, ...] = ()


@dataclass(frozen=True, slots=True)
class Instructions:
    """What a person, or the machine the program runs on, gives to the reading of files.

    `columns` says which column of a table holds which field ("text": "Narrative"). `extract_again` is a second,
    independent extraction of a PDF's text, page by page; it gives None where the machine has none or it failed.
    `charset` is the encoding that the server of a page said, which goes before the one that the page declares.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    extract_again: Callable[[bytes], Sequence[str] | None] = lambda _: None
    charset: str | None = None


NO_INSTRUCTIONS = Instructions()


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


def gather(name: str, items: Iterable[Document | Story | Note]) -> Intake:
    """The intake of a file of many documents, from its documents and notes as they come, as `bound` lets them."""
    documents: list[Document] = []
    stories: list[Story] = []
    notes: list[Note] = []

    def pass_stories() -> Iterator[Document | Note]:
        for item in items:
            if isinstance(item, Story):
                stories.append(item)
            else:
                yield item

    for item in bound(name, pass_stories()):
        if isinstance(item, Note):
            notes.append(item)
        else:
            documents.append(item)
    return Intake(tuple(documents), tuple(notes), stories=tuple(stories))


def bound(
    name: str, items: Iterable[Document | Note], most: int = MOST_DOCUMENTS, characters: int = MOST_CHARACTERS_TOGETHER
) -> Iterator[Document | Note]:
    """The documents of a file as they come, then its notes, those of faults first.

    Of notes of faults, and of other notes, the first MOST_NOTES are kept and the others counted. After `most`
    documents, or so many `characters`, nothing more is taken from `items`, and a note says so. A reader's
    UnreadableError after the first document is a note too: what was whole before it is kept.
    """
    notes: tuple[list[Note], list[Note]] = ([], [])
    more = [0, 0]
    number = length = 0
    try:
        for item in items:
            if isinstance(item, Note):
                if len(notes[item.fault]) < MOST_NOTES:
                    notes[item.fault].append(item)
                else:
                    more[item.fault] += 1
                    if more[item.fault] > most:
                        raise UnreadableError(f"has more than {most:,} items that cannot be read.")
                continue
            length += len(item.text)
            if number == most or length > characters:
                text = f"holds more than is taken from one file; the first {number:,} documents were read. Split it."
                notes[True].append(Note(name, text, fault=True))
                break
            number += 1
            yield item
    except UnreadableError as error:
        if not number and not notes[True]:
            raise
        notes[True].append(Note(name, str(error), fault=True))
    yield from (*notes[True], *_count_more(name, more[True], True))
    yield from (*notes[False], *_count_more(name, more[False], False))


def _count_more(name: str, more: int, fault: bool) -> list[Note]:
    if not more:
        return []
    return [
        Note(
            name,
            f"has {more:,} more items {'that could not be read' if fault else 'of which the like is to be said'}.",
            fault,
        )
    ]
