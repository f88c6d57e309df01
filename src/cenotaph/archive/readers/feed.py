"""The reader of saved feeds, RSS and Atom: one document for each entry that carries its text."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.published import parse_published
from cenotaph.archive.readers.encoding import read_bytes
from cenotaph.archive.readers.fragments import strip_markup
from cenotaph.archive.readers.intake import Intake, Note, UnreadableError, check_text, gather
from cenotaph.archive.readers.markup import DamagedError, walk_xml

# Feeds carry the latest ten to a hundred entries.
_MOST_FEED_BYTES = 10_000_000
_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>\s*(?:<!--.*-->\s*)?$", re.DOTALL)
_HEAD = 4096
# Where a summary stops short of the story.
_CUT_END = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|(?:read|continue|more)\s*(?:more|reading)?\s*[»>→]*)\s*$", re.IGNORECASE)
_LONGEST_END = 200


def read_feed(stream: BinaryIO, name: str) -> Intake:
    """The entries of a feed, each with its title, day, address and outlet as the feed states them.

    The full text is taken where the feed carries it, else the summary, and a note counts the summaries. Raises
    UnreadableError if it is no feed, is cut off, declares a document type, or has no entry.
    """
    data = read_bytes(stream, _MOST_FEED_BYTES)
    if not data.strip():
        raise UnreadableError("is empty.")
    if _DECLARED.search(data.replace(b"\0", b"")):
        raise UnreadableError("declares a document type, which feeds need not: it was not read.")
    is_whole = True
    try:
        walk_xml(data, "the feed")
    except DamagedError:
        is_whole = False  # many feeds that people read have some slip in them; feedparser forgives it
    feed = _load_feedparser().parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version") or not _ROOT.search(data.replace(b"\0", b"")[:_HEAD]):
        raise UnreadableError("is no feed: it has no RSS or Atom in it. Save it with the ending of what it is.")
    return gather(name, _walk(feed, name, is_whole or _END.search(data[-_HEAD:].replace(b"\0", b"")) is not None))


def _walk(feed: Mapping[str, Any], name: str, has_end: bool) -> Iterator[Document | Note]:
    title = _take(feed.get("feed", {}), "title")
    entries = feed.get("entries", [])
    if not has_end:
        entries = entries[:-1]
        yield Note(name, "is cut off: its end is missing, so its last entry was not read. Save it again.", fault=True)
    elif not entries:
        raise UnreadableError("is a feed without an entry.")
    short = []
    for number, entry in enumerate(entries, start=1):
        where = f"{name}, entry {number}"
        try:
            document, is_short, note = _make_document(entry, f"{name}#{number}", title)
        except UnreadableError as error:
            yield Note(where, str(error), fault=True)
            continue
        short += [number] if is_short else []
        yield document
        if note:
            yield Note(where, note, fault=True)
    if short:
        text = (
            f"carries only summaries, or the beginning, of {len(short):,} of its {len(entries):,} entries: what the "
            "stories tell below was not read. Save their pages and read those."
        )
        yield Note(name, text, fault=True)


def _make_document(entry: Mapping[str, Any], identity: str, feed: str | None) -> tuple[Document, bool, str | None]:
    """The document of an entry, whether it is only a summary, and what is to be said of its day."""
    contents = [part.get("value", "") for part in entry.get("content", ()) if isinstance(part, Mapping)]
    full = max(map(strip_markup, contents), key=len, default="")
    summary = strip_markup(entry.get("summary", ""))
    text = full if len(full) > len(summary) else summary
    if not text.strip():
        raise UnreadableError("has no text, only a title and an address. Save its page and read that.")
    check_text(text)
    is_short = not full or bool(_CUT_END.search(text[-_LONGEST_END:]))
    source = entry.get("source")
    outlet = _take(source, "title") if isinstance(source, Mapping) else None
    published, note = _take_day(entry)
    title = _take(entry, "title")
    return (
        Document(identity, text, title, published, url=_take(entry, "link"), publisher=outlet or feed),
        is_short,
        note,
    )


def _take(about: Mapping[str, Any], key: str) -> str | None:
    value = about.get(key)
    return " ".join(strip_markup(value).split()) or None if isinstance(value, str) else None


def _take_day(entry: Mapping[str, Any]) -> tuple[dt.date | None, str | None]:
    """The local day of an entry, as written with its offset; the day it was changed is none of publication."""
    written = entry.get("published")
    if not isinstance(written, str) or not written.strip():
        return None, None
    try:
        return parse_published(written), None
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(written).date(), None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, f"states a day of publication that cannot be read ({written[:60]!r}) and was left out."


@cache
def _load_feedparser() -> Any:
    """feedparser, imported when the first feed is read: it takes 0.04 s, and few runs need it."""
    import feedparser

    return feedparser
