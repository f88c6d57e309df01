"""Writing what a record holds of files and pages as a web archive (WACZ) that public viewers open."""

import datetime as dt
import gzip
import hashlib
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from typing import Any, BinaryIO, cast

from cenotaph.archive.stated_reading import FIELD, StatedReading, write_stated
from cenotaph.archive.wacz_writing import Page, WaczWriter, open_nothing
from cenotaph.archive.warc_writing import (
    ANSWER_MEDIA,
    WARC_MEDIA,
    AlteredError,
    WarcRecord,
    write_answer,
    write_second,
)
from cenotaph.store import schema
from cenotaph.store.address import RecordError
from cenotaph.store.blobs import BlobError
from cenotaph.store.record import Record
from cenotaph.store.replacing import replace_file
from cenotaph.store.view import View
from cenotaph.workflow.keeping import is_report
from cenotaph.workflow.records import SOFTWARE, open_named

_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
# What is not known of a page that was kept by an older form of the record.
_DEFAULT_MEDIA = "application/octet-stream"
_MEDIA = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "md": "text/markdown",
          "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "jsonl": "application/x-ndjson",
          "html": "text/html", "htm": "text/html", "text": "text/plain", "txt": "text/plain", "csv": "text/csv",
          "tsv": "text/tab-separated-values", "pdf": "application/pdf", "rss": "application/rss+xml",
          "atom": "application/atom+xml", "telegram": "application/json", "whatsapp": "text/plain",
          "nexis": "text/plain", "factiva": "text/plain", "warc": "application/warc", "warc.gz": "application/warc",
          "wacz": "application/wacz", "xml": "application/xml"}  # fmt: skip


class ExportError(ValueError):
    """A record cannot be exported as it was asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many captures, how many of them hold a report, how many were left out because they are
    restricted or were destroyed, and how many because they are no reports: lists of incidents, images, translations,
    testimony."""

    captures: int
    pages: int
    left: int
    others: int = 0


@dataclass(frozen=True, slots=True)
class _Capture:
    """A capture to write: its entry and body, the titles of the documents that hold of it, and whether its bytes are
    the very text of one."""

    number: int
    body: dict[str, Any]
    titles: tuple[str | None, ...]
    is_text: bool

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes, also of what is kept sealed."""
        return str(self.body.get("plain", self.body["digest"]))

    @property
    def at(self) -> dt.datetime:
        """When its last answer was complete, or when the file was taken in."""
        return dt.datetime.fromisoformat(self.body["ended_at"] or self.body["started_at"])


def export_archive(name: str, target: Path, entries: Sequence[int] = (), unseal: bool = False) -> Exported:
    """Write the captures of a record into a new file `target`, whole or not at all; if `entries` are given, of these
    alone. What is restricted leaves only if it is named there and `unseal` is true.

    Nothing of who collected it, how, or with whose consent is written. The same captures give the same bytes. Raises
    ExportError if an entry is no capture or may not leave, or there is nothing to write; RecordError; OSError.
    """
    if target.exists():
        raise ExportError(f"{target}: is there already; name a new file, or remove that one")
    with open_named(name) as record, record.look() as view:
        captures, left = _list_captures(view, frozenset(entries), unseal)
        if not captures:
            why = f": {left:,} that it has are restricted or were destroyed" if left else ""
            raise ExportError(f"the record has no captures to export{why}")
        try:
            with replace_file(target) as stream:
                pages = _write(record, captures, stream)
        except AlteredError as error:
            raise RecordError(f"{error}; nothing was written. Restore them from a backup") from None
        others = sum(not is_report(body) for _, body in view.list_current(schema.captures)) if not entries else 0
    return Exported(len(captures), pages, left, others)


def _list_captures(view: View, chosen: frozenset[int], unseal: bool) -> tuple[list[_Capture], int]:
    """What is to be written, in the order in which it came, and how many were left out: restricted or destroyed. What
    is no report is not among either: read back from an archive it would be taken for one."""
    titles: dict[int, list[str | None]] = {}
    texts: set[str] = set()
    for kept in view.list_documents():
        titles.setdefault(kept.body["capture"], []).append(kept.body["title"])
        texts.add(kept.body["digest"])
    every = list(view.list_current(schema.captures))
    closed = view.count_current(schema.captures) - len(every)
    found = [(number, body) for number, body in every if is_report(body)]
    if others := sorted(chosen & {number for number, body in every if not is_report(body)}):
        raise ExportError(
            f"entry {others[0]} is no report: lists of incidents, images and translations stay in the record"
        )
    if missing := sorted(chosen - {number for number, _ in found}):
        raise ExportError(
            f"entry {missing[0]} is no capture that can be opened here: cenotaph log --json names the entry of each"
        )
    sealed = {number for number, body in found if "sealed_for" in body or body["sensitivity"] != "public"}
    if chosen & sealed and not unseal:
        raise ExportError(
            f"entry {min(chosen & sealed)} is restricted: it leaves the record only with --unseal, and can then be "
            "read by whoever gets the file"
        )
    allowed = [(n, body) for n, body in found if (n in chosen if chosen else n not in sealed)]
    # Of a file that was taken in again, with another day for example, the last says what is held of it now.
    last = {(body["name"], body["digest"]): number for number, body in allowed}
    kept_ones = [(n, body) for n, body in allowed if chosen or last[body["name"], body["digest"]] == n]
    captures = [
        _Capture(number, body, tuple(titles.get(number, ())), body["digest"] in texts) for number, body in kept_ones
    ]
    return captures, 0 if chosen else len(sealed) + closed


def _write(record: Record, captures: Sequence[_Capture], stream: BinaryIO) -> int:
    """Write all of them; gives how many hold a report."""
    # What is dated is the archive as it came together, not the day on which it is written out.
    created = write_second(max(capture.at for capture in captures))
    about = {"title": f"Captures of the record {record.id}", "created": created, "software": SOFTWARE}
    with WaczWriter(stream) as writer:
        _write_information(writer, record, captures[0].at)
        pages = _write_captures(writer, record, captures)
        writer.finish(pages, about)
    return len(pages)


def _write_captures(writer: WaczWriter, record: Record, captures: Sequence[_Capture]) -> list[Page]:
    """Write the captures; gives those that hold a report."""
    pages: list[Page] = []
    first: dict[str, WarcRecord] = {}
    for capture in captures:
        for number, hop in enumerate((capture.body.get("fetched") or {"hops": []})["hops"][:-1]):
            _write_redirection(writer, _name(record, f"{capture.number}.{number}"), hop)
        earlier = first.get(capture.digest)
        made = _make_record(record, capture)
        if earlier is not None and not capture.titles:
            _write_revisit(writer, made, earlier)
            continue
        first.setdefault(capture.digest, made)
        _write_capture(writer, record, capture, made)
        if capture.titles:
            title = capture.titles[0] if len(capture.titles) == 1 else f"{len(capture.titles):,} reports"
            pages.append(Page(made.id.rpartition(":")[2], made.address or "", write_second(made.at), title))
    return pages


def _write_information(writer: WaczWriter, record: Record, at: dt.datetime) -> None:
    lines = f"software: {SOFTWARE}\r\nformat: WARC File Format 1.1\r\n".encode()
    digest = _digest(lines)
    made = WarcRecord("warcinfo", _name(record, "warcinfo"), at, WARC_MEDIA, digest)
    writer.add(made, lambda: BytesIO(lines), WARC_MEDIA, None)


def _make_record(record: Record, capture: _Capture) -> WarcRecord:
    body, fetched = capture.body, capture.body.get("fetched")
    id = _name(record, str(capture.number))
    stated = ((FIELD, write_stated(_state_reading(body))),)
    if body.get("address") is None or not fetched:
        address = f"urn:cenotaph:{record.id}:{capture.number}"
        return WarcRecord("resource", id, capture.at, _find_media(capture), capture.digest, address, fields=stated)
    hop = fetched["hops"][-1]
    head = write_answer(hop["status"], hop["reason"], _list_headers(hop), body["size"])
    fields = (*_list_peer(hop), *stated)
    return WarcRecord("response", id, capture.at, ANSWER_MEDIA, capture.digest, hop["address"], head, fields)


def _write_capture(writer: WaczWriter, record: Record, capture: _Capture, made: WarcRecord) -> None:
    hop = capture.body["fetched"]["hops"][-1] if made.kind == "response" else None
    mime = _find_type(hop) if hop is not None else made.media.partition(";")[0]
    writer.add(made, partial(_open, record, capture.body), mime, hop["status"] if hop is not None else None)


def _write_revisit(writer: WaczWriter, made: WarcRecord, earlier: WarcRecord) -> None:
    """The same bytes once more: only that they were there again is written."""
    fields = (
        ("WARC-Profile", _UNCHANGED),
        ("WARC-Refers-To", f"<{earlier.id}>"),
        ("WARC-Refers-To-Target-URI", earlier.address or ""),
        ("WARC-Refers-To-Date", write_second(earlier.at)),
        *(field for field in made.fields if field[0] != FIELD),
    )
    media = ANSWER_MEDIA if made.head else made.media
    revisit = WarcRecord("revisit", made.id, made.at, media, made.digest, made.address, made.head, fields)
    writer.add(revisit, open_nothing, "warc/revisit", None)


def _write_redirection(writer: WaczWriter, id: str, hop: dict[str, Any]) -> None:
    """An answer that led on: its headers are kept and its body is not."""
    made = WarcRecord(
        "response", id, dt.datetime.fromisoformat(hop["ended_at"]), ANSWER_MEDIA, _digest(b""), hop["address"],
        write_answer(hop["status"], hop["reason"], _list_headers(hop), 0),
        (*_list_peer(hop), ("WARC-Truncated", "unspecified")),
    )  # fmt: skip
    writer.add(made, open_nothing, _find_type(hop), hop["status"])


def _list_headers(hop: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in hop["headers"])


def _list_peer(hop: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return (("WARC-IP-Address", hop["peer"]),) if hop["peer"] else ()


def _find_type(hop: dict[str, Any]) -> str:
    values = [value for name, value in hop["headers"] if name.lower() == "content-type"]
    return values[0].partition(";")[0].strip().lower() if values else _DEFAULT_MEDIA


def _find_media(capture: _Capture) -> str:
    """The media type of a file, by its format; its name is not written, which may name a person. A text that is kept
    as it came is UTF-8: without that word viewers show other letters."""
    body = capture.body
    media = _MEDIA.get(body["parameters"]["format"]) or guess_type(body["name"])[0] or _DEFAULT_MEDIA
    return f"{media}; charset=utf-8" if capture.is_text and media.startswith("text/") else media


def _state_reading(body: dict[str, Any]) -> StatedReading:
    given, listed = body["parameters"], body.get("listed") or {}
    published = listed.get("published") or given["published"]
    return StatedReading(
        given["format"], given["columns"], dt.date.fromisoformat(published) if published else None,
        listed.get("language") or given["language"], listed.get("title"), listed.get("publisher"),
    )  # fmt: skip


def _name(record: Record, what: str) -> str:
    """The identifier of a WARC record: the same for the same capture each time."""
    return f"urn:uuid:{uuid.uuid5(uuid.UUID(record.id), what)}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _open(record: Record, body: dict[str, Any]) -> BinaryIO:
    return cast(BinaryIO, _Unpacked(record.open_bytes(body), body["digest"]))


class _Unpacked:
    """A stream of kept bytes that says in words where they are damaged."""

    def __init__(self, stream: BinaryIO, digest: str) -> None:
        self._stream, self._digest = stream, digest

    def __enter__(self) -> "_Unpacked":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise BlobError(
                f"the bytes {self._digest} cannot be unpacked ({error}). Restore them from a backup"
            ) from None
