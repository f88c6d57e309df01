"""The reader of web pages: the main text, and what the page states about itself."""

import re
from functools import cache
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.published import parse_published
from cenotaph.archive.readers.encoding import decode, read_bytes
from cenotaph.archive.readers.intake import (
    NO_INSTRUCTIONS,
    SPLIT_IT,
    Instructions,
    Intake,
    Note,
    UnreadableError,
    check_text,
)
from cenotaph.archive.readers.plain import note_encoding
from cenotaph.archive.readers.signs import check_story, check_whole_page

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# Where HTML must declare its encoding: in its first 1,024 bytes.
_HEAD = 1024

# The longest pages of running news have some 100,000; taking out the main text of twice as many takes five seconds.
_MOST_TAGS = 200_000

# Only a day the page states as its own: the thorough search takes days out of the running text and copyright lines.
_DATES = {"extensive_search": False, "original_date": True}


def read_html(stream: BinaryIO, name: str, instructions: Instructions = NO_INSTRUCTIONS) -> Intake:
    """The page in `stream` as one document called `name`, with its title, day, publisher and address if it states
    them; menus, comments and other stories are left out.

    Raises UnreadableError if it is too long, no text, or has no main text.
    """
    return read_page(read_bytes(stream), name, instructions.charset)


def read_page(data: bytes, name: str, charset: str | None = None) -> Intake:
    """The page in `data`, as `read_html` reads one; `charset` is the encoding that its server said, which goes before
    the one it declares."""
    declared = _CHARSET.search(data[:_HEAD])
    decoded = decode(data, charset or (declared.group(1).decode("ascii") if declared else None))
    if not decoded.text.strip():
        raise UnreadableError("is empty.")
    if decoded.text.count("<") > _MOST_TAGS:
        raise UnreadableError(f"has more than {_MOST_TAGS:,} tags, far more than any page of a story. {SPLIT_IT}")
    check_whole_page(decoded.text)
    page = _load_extractor().bare_extraction(
        decoded.text, include_comments=False, with_metadata=True, date_extraction_params=_DATES
    )
    if page is None or not (page.text or "").strip():
        raise UnreadableError("is a page without a main text. Copy the report's words into a .txt file.")
    check_text(page.text)
    check_story(decoded.text, page.text, page.title)
    notes = note_encoding(name, decoded.encoding, decoded.assumed)
    published = None
    if page.date:
        try:
            published = parse_published(page.date)
        except ValueError as error:
            notes += (Note(name, f"states a day of publication that was left out: {error}.", fault=False),)
    publisher = page.sitename or page.hostname
    return Intake((Document(name, page.text, page.title, published, page.url, publisher=publisher),), notes)


@cache
def _load_extractor() -> Any:
    """trafilatura, imported when the first page is read: it takes 0.26 s, and nothing else needs it."""
    import trafilatura

    return trafilatura
