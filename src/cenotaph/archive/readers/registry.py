"""Which reader reads which file, by the ending of its name or by the format that a person says."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.delimited import read_delimited, read_delimited_rows
from cenotaph.archive.readers.factiva import read_factiva
from cenotaph.archive.readers.feed import read_feed
from cenotaph.archive.readers.html import read_html
from cenotaph.archive.readers.intake import Instructions, Intake, Note, UnreadableError, gather
from cenotaph.archive.readers.jsonl import read_jsonl
from cenotaph.archive.readers.media import read_media
from cenotaph.archive.readers.mediacloud import read_mediacloud
from cenotaph.archive.readers.nexis import read_nexis
from cenotaph.archive.readers.pdf import read_pdf
from cenotaph.archive.readers.plain import read_plain
from cenotaph.archive.readers.telegram import read_telegram
from cenotaph.archive.readers.texts import read_text
from cenotaph.archive.readers.wacz import read_wacz
from cenotaph.archive.readers.warc import ONLY_PAGES, Inside, read_warc
from cenotaph.archive.readers.whatsapp import read_whatsapp
from cenotaph.archive.readers.word import read_word
from cenotaph.archive.readers.workbook import read_workbook, read_workbook_rows

Reader = Callable[[BinaryIO, str, Instructions], Intake]


def _without(read: Callable[[BinaryIO, str], Intake]) -> Reader:
    """A reader that needs no instructions, among those that do."""
    return lambda stream, name, _: read(stream, name)


# A reader of archives, which gives what it finds as it finds it.
Walk = Callable[[BinaryIO, str, Inside], Iterator[Document | Note]]
_ARCHIVES: dict[str, Walk] = {"warc": read_warc, "warc.gz": read_warc, "wacz": read_wacz}
# The formats whose documents can be taken one by one, of files of any size.
STREAMED = frozenset(_ARCHIVES)


def stream_documents(format: str, stream: BinaryIO, name: str, instructions: Instructions) -> Iterator[Document | Note]:
    """The documents and notes of a file as they are read; its format is one of STREAMED. Raises UnreadableError."""
    return _ARCHIVES[format](stream, name, Inside(_read_inside, instructions))


def _gathered(format: str) -> Reader:
    """A reader of archives that gives all at once."""
    return lambda stream, name, instructions: gather(name, stream_documents(format, stream, name, instructions))


def _read_inside(format: str, stream: BinaryIO, name: str, instructions: Instructions) -> Intake:
    """A file in a web archive. An archive in it is read for its pages alone, so that there is an end to it."""
    if format in _ARCHIVES:
        return gather(name, _ARCHIVES[format](stream, name, ONLY_PAGES))
    if format not in FORMATS:
        raise UnreadableError(f"is of a format that has no reader ({format[:40]!r}). It was left out.")
    return FORMATS[format](stream, name, instructions)


# By the ending of a file's name.
READERS: dict[str, Reader] = {
    ".txt": _without(read_text),
    ".md": _without(read_plain),
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": _without(read_jsonl),
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".xlsx": read_workbook,
    ".docx": _without(read_word),
    ".pdf": read_pdf,
    ".rss": _without(read_feed),
    ".atom": _without(read_feed),
    ".xml": _without(read_feed),
    ".warc": _gathered("warc"),
    ".warc.gz": _gathered("warc.gz"),
    ".wacz": _gathered("wacz"),
}

# A text that is not said to be a report or an export: its reader looks which it is.
UNTOLD = "text"
# By what a person says. A format goes before the ending where files of several formats have the same.
FORMATS: dict[str, Reader] = {
    **{ending.lstrip("."): reader for ending, reader in READERS.items()},
    "txt": _without(read_plain),
    "telegram": _without(read_telegram),
    "whatsapp": _without(read_whatsapp),
    "nexis": _without(read_nexis),
    "factiva": _without(read_factiva),
    "mediacloud": read_mediacloud,
    UNTOLD: READERS[".txt"],
}
# Files that are read for something else than reports: lists of incidents, and attachments. The keys are no formats that
# a person says.
MEDIA = "media"
ROWS: dict[str, Reader] = {
    "csv rows": read_delimited_rows,
    "tsv rows": read_delimited_rows,
    "xlsx rows": read_workbook_rows,
}
# The formats that lists of stories come in, beside tables of reports.
LISTING_FORMATS = frozenset({"csv", "tsv", "xlsx", "mediacloud"})
_TEXTS = ("txt", "whatsapp", "nexis", "factiva")

# The formats that are text, which code of ours and Python's own takes apart. The others are packed, nested or made for
# machines, and libraries parse them.
PLAIN_FORMATS = frozenset({*_TEXTS, UNTOLD, "md", "jsonl", "csv", "tsv", "csv rows", "tsv rows"})


def find_format(name: str, format: str | None = None) -> str | None:
    """The format of the file `name`, a key of FORMATS: by its ending, by `format` where the ending is not known or
    stands for several formats; None if there is neither."""
    ending = next((ending for ending in READERS if name.lower().endswith(ending)), None)
    if ending is None or (ending == ".txt" and format in _TEXTS):
        return format if format in FORMATS else None
    return UNTOLD if ending == ".txt" else ending.lstrip(".")


def find_reader(format: str) -> Reader:
    """The reader of a format, a key of FORMATS or ROWS, or MEDIA."""
    return _without(read_media) if format == MEDIA else ROWS[format] if format in ROWS else FORMATS[format]
