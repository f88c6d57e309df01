"""The reader of web archives, WARC: one document for each page of text that was captured."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.encoding import decode
from cenotaph.archive.readers.html import read_page
from cenotaph.archive.readers.intake import (
    MOST_BYTES,
    MOST_EXPORT_BYTES,
    NO_INSTRUCTIONS,
    Instructions,
    Intake,
    Note,
    UnreadableError,
    check_text,
)
from cenotaph.archive.readers.members import Members
from cenotaph.archive.readers.zipped import hold
from cenotaph.archive.stated_reading import FIELD, StatedReading, parse_stated

_PAGES = ("text/html", "application/xhtml+xml")
_TEXT = "text/plain"
# Servers send some kilobytes of headers.
_MOST_HEADER_BYTES = 1_000_000
_BLOCK = 1_000_000

# Reads a file inside an archive by its format; given by the registry, which knows the readers.
ReadInside = Callable[[str, BinaryIO, str, Instructions], Intake]


@dataclass(frozen=True, slots=True)
class Inside:
    """How files in an archive are read that state their reading: by what, and with which instructions. Without `read`
    they are taken for what their media types say."""

    read: ReadInside | None = None
    instructions: Instructions = NO_INSTRUCTIONS


ONLY_PAGES = Inside()


def read_warc(stream: BinaryIO, name: str, inside: Inside = ONLY_PAGES) -> Iterator[Document | Note]:
    """The pages of a web archive, packed or not, each with the address it was fetched from and what it states itself,
    as they are read.

    The day of capture is not taken for the day of publication. The whole file is seen to be whole before the first
    page is read. Raises UnreadableError if it is no WARC file, is cut off or damaged.
    """
    given = stream if stream.seekable() else hold(stream)
    start = given.tell()
    check_whole(given)
    given.seek(start)
    yield from walk_warc(given, name, (), inside)


def check_whole(stream: BinaryIO, wanted: Collection[str] = ()) -> set[str]:
    """Which of the addresses that are wanted have records. Raises UnreadableError if a record is shorter than it says,
    or a packed part is cut off or damaged."""
    number = 0
    found: set[str] = set()
    for number, record in enumerate(_iterate(stream), start=1):
        length = 0
        while block := record.reader.read(_BLOCK):
            length += len(block)
        if length != record.content_length:
            raise UnreadableError(f"is cut off: record {number:,} is shorter than it should be. Fetch it again.")
        if wanted and (address := _find_address(record)) in wanted:
            found.add(address)
    if not number:
        raise UnreadableError("is no WARC file, or an empty one.")
    return found


def _find_address(record: Any) -> str:
    return str(record.headers.get("WARC-Target-URI") or "").strip("<>")


def walk_warc(
    stream: BinaryIO, name: str, pages: Collection[str], inside: Inside = ONLY_PAGES
) -> Iterator[Document | Note]:
    """The documents and notes of an archive that is whole. If `pages` names addresses, only these are pages, and
    other texts are parts of them."""
    passed: Counter[str] = Counter()
    seen: dict[tuple[bytes, str], str] = {}
    for number, record in enumerate(_iterate(stream), start=1):
        kind = str(record.record_type).rpartition(".")[2]
        if kind == "revisit":
            passed["captures of pages that had not changed"] += 1
        if kind not in ("response", "resource", "conversion"):
            continue
        address = _find_address(record)
        identity, is_page = f"{name}#{number}", address in pages if pages else True
        try:
            stated = _find_stated(record) if inside.read is not None and is_page else None
            taken = _take_payload(record, kind, passed, is_page, stated)
            if taken is None:
                continue
            data, media, charset = taken
            # Who published the same is evidence where a person collected each by itself; else it is a mirror.
            digest = (hashlib.sha256(data).digest(), "" if stated is None else f"{address} {stated}")
            if digest in seen:
                passed["pages with the very bytes of another"] += 1
                continue
            seen[digest] = address
            if stated is None or inside.read is None:
                intake = _read_payload(data, media, charset, identity)
            else:
                told = replace(inside.instructions, columns=stated.columns, charset=charset)
                intake = inside.read(stated.format, BytesIO(data), identity, told)
        except UnreadableError as error:
            yield Note(f"{name}, {address or f'record {number:,}'}", str(error), fault=True)
            continue
        yield from (_complete(document, address, identity, stated) for document in intake.documents)
        yield from intake.notes
    if passed:
        text = ", ".join(f"{what} ({count:,})" for what, count in passed.most_common(12))
        yield Note(name, f"holds what was not read: {text}.", fault=False)


def _find_stated(record: Any) -> StatedReading | None:
    written = record.headers.get(FIELD)
    if not written:
        return None
    try:
        return parse_stated(str(written))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            f"states how it is to be read in a way that is none ({error}). It was left out."
        ) from None


def _complete(document: Document, address: str, identity: str, stated: StatedReading | None) -> Document:
    """A document with what is stated of it: a page was where it was captured; what a person had said of a file."""
    if stated is None:
        return replace(document, url=address or document.url)
    is_page = document.id == identity and address.startswith(("http:", "https:"))
    return replace(
        document, url=address if is_page else document.url, published=document.published or stated.published,
        language=document.language or stated.language, title=document.title or stated.title,
        publisher=document.publisher or stated.publisher,
    )  # fmt: skip


def _take_payload(
    record: Any, kind: str, passed: Counter[str], is_page: bool, stated: StatedReading | None
) -> tuple[bytes, str, str | None] | None:
    """The bytes of a record with words, their media type and the encoding the server said; None, counted in `passed`,
    for what is no text and states no reading. Raises UnreadableError if it is too large, altered, or no success."""
    most = MOST_BYTES if stated is None else MOST_EXPORT_BYTES
    media = str(record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    charset = None
    if kind == "response":
        if media != "application/http":
            passed[f"records of {media[:40] or 'no type'}"] += 1
            return None
        if record.content_length > most + _MOST_HEADER_BYTES:
            passed["records larger than any page"] += 1
            return None
        if is_page:
            _check_digest(record)
        try:
            record.parse_http(auto_decode="all", max_header_len=_MOST_HEADER_BYTES)
        except OSError as error:
            raise UnreadableError(f"is damaged: the server's headers cannot be read ({error}).") from None
        media, charset = (record.http_content_type or "").lower(), record.http_charset
        status = record.http_headers.status_code if record.http_headers else None
        if media in (*_PAGES, _TEXT) and status is not None and 300 <= status < 400:
            passed["redirections"] += 1
            return None
        if media in (*_PAGES, _TEXT) and status != 200 and is_page:
            raise UnreadableError(f"is no success: the server answered {status}. Capture it again.")
    elif stated is not None:
        _check_digest(record)
    if media not in (*_PAGES, _TEXT) and stated is None:
        passed[media[:40] or "no type"] += 1
        return None
    if not is_page:
        passed["texts that are parts of pages"] += 1
        return None
    try:
        data = record.reader.read(most + 1)
    except OSError as error:
        raise UnreadableError(f"is damaged: its content cannot be unpacked ({error}).") from None
    if len(data) > most:
        raise UnreadableError(f"is larger than one document may be ({most // 1_000_000} MB).")
    return data, media, charset


def _check_digest(record: Any) -> None:
    if record.headers.get("WARC-Block-Digest") and not record.verify_block_digest(consume=False):
        raise UnreadableError("is altered: its bytes do not have the digest that the archive states. It was left out.")


def _read_payload(data: bytes, media: str, charset: str | None, identity: str) -> Intake:
    if media in _PAGES:
        return read_page(data, identity, charset)
    text = decode(data, charset).text
    check_text(text)
    if not text.strip():
        raise UnreadableError("is empty.")
    return Intake((Document(identity, text),))


def _iterate(stream: BinaryIO) -> Iterator[Any]:
    """The records of a file. Raises UnreadableError where it is no WARC file or damaged."""
    try:
        yield from _load_fastwarc().ArchiveIterator(
            Members(stream), parse_http=False, stream_detect=False, max_header_len=_MOST_HEADER_BYTES
        )
    except OSError as error:
        raise UnreadableError(f"is no WARC file, or damaged ({error}). Fetch it again.") from None
    except BaseException as error:
        # The library is written in Rust; where it gives up, it raises what is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableError("is damaged in a way that its reader cannot deal with. Fetch it again.") from None


@cache
def _load_fastwarc() -> Any:
    """fastwarc, imported when the first archive is read, as all libraries of single formats are."""
    import fastwarc.warc

    return fastwarc.warc
