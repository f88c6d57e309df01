"""Writing the records of a web archive (WARC 1.1): each a gzip member of its own, with the digests of what is in it."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cenotaph.archive.capture import Headers

WARC_MEDIA = "application/warc-fields"
ANSWER_MEDIA = "application/http; msgtype=response"
_BLOCK = 1 << 20
_LEVEL = 6
_WRAPPED = zlib.MAX_WBITS | 16  # zlib's word for gzip; it writes no name and no moment, so the same bytes each time
# Of what a server sent these are written: what replaying needs and what tells of the page. All others may tell of who
# asked: cookies, the address or the region that was seen, numbers of a visit.
_KEPT = (
    "age", "cache-control", "content-disposition", "content-language", "content-location", "content-type", "date",
    "etag", "expires", "last-modified", "link", "location", "pragma", "retry-after", "server", "vary", "warning",
)  # fmt: skip
# Of the body as it was sent; what is kept of it is unpacked. Browsers and crawlers rename them so.
_OF_THE_WIRE = ("content-encoding", "content-length", "transfer-encoding")
_RENAMED = "X-Archive-Orig-"


class AlteredError(Exception):
    """Bytes that are to be written are not those that were named."""


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record before it is written. `kind` is that of WARC (response, resource, revisit, warcinfo), `id` a URN, `at`
    UTC, `media` that of its block; `head` stands in the block before the payload; `fields` are further header fields;
    `digest` is the SHA-256 of the payload in hexadecimal digits."""

    kind: str
    id: str
    at: dt.datetime
    media: str
    digest: str
    address: str | None = None
    head: bytes = b""
    fields: Headers = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A gzip member that was written: its length in bytes and its SHA-256 in hexadecimal digits."""

    length: int
    digest: str


def write_record(target: BinaryIO, record: WarcRecord, open_payload: Callable[[], BinaryIO]) -> Written:
    """Write a record to a stream. The payload is opened twice: its digest stands before it. Raises AlteredError if it
    is not that of the record."""
    block, size = hashlib.sha256(record.head), len(record.head)
    for data in _read(record, open_payload):
        block.update(data)
        size += len(data)
    packer, hashed, length = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WRAPPED), hashlib.sha256(), 0
    for data in _list_parts(record, open_payload, block.hexdigest(), size):
        packed = packer.compress(data)
        hashed.update(packed)
        length += target.write(packed)
    packed = packer.flush()
    hashed.update(packed)
    return Written(length + target.write(packed), hashed.hexdigest())


def _list_parts(
    record: WarcRecord, open_payload: Callable[[], BinaryIO], block_digest: str, size: int
) -> Iterator[bytes]:
    yield _write_fields(record, block_digest, size)
    yield record.head
    yield from _read(record, open_payload)
    yield b"\r\n\r\n"


def _write_fields(record: WarcRecord, block_digest: str, size: int) -> bytes:
    fields = [
        ("WARC-Type", record.kind),
        ("WARC-Record-ID", f"<{record.id}>"),
        *([("WARC-Target-URI", record.address)] if record.address is not None else []),
        ("WARC-Date", write_second(record.at)),
        ("WARC-Block-Digest", f"sha256:{block_digest}"),
        ("WARC-Payload-Digest", f"sha256:{record.digest}"),
        *record.fields,
        ("Content-Type", record.media),
        ("Content-Length", str(size)),
    ]
    return ("WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n").encode()


def _read(record: WarcRecord, open_payload: Callable[[], BinaryIO]) -> Iterator[bytes]:
    found = hashlib.sha256()
    with open_payload() as stream:
        while data := stream.read(_BLOCK):
            found.update(data)
            yield data
    # A revisit has no payload; its digest is that of the record it refers to.
    if record.kind != "revisit" and found.hexdigest() != record.digest:
        raise AlteredError(
            f"the bytes of {record.address or record.id} are not what they were: their digest is another"
        )


def write_answer(status: int, reason: str, headers: Headers, size: int) -> bytes:
    """The head of a server's answer before a body that was unpacked and has `size` bytes. Headers of the body as it was
    sent are renamed; those that may tell of who asked are left out."""
    lines = [f"HTTP/1.1 {status} {_clean(reason)}".rstrip()]
    for name, value in headers:
        if name.lower() in _KEPT:
            lines.append(f"{name}: {_clean(value)}")
        elif name.lower() in _OF_THE_WIRE:
            lines.append(f"{_RENAMED}{name}: {_clean(value)}")
    lines.append(f"Content-Length: {size}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _clean(value: str) -> str:
    """A value that ends no line."""
    return " ".join(value.split())


def write_second(at: dt.datetime) -> str:
    """A moment as WARC writes it, to the second."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
