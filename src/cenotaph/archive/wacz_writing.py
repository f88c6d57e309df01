"""Writing a WACZ file (1.1.1): a web archive with its index, its list of pages and the digests of all of it."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO, cast

from cenotaph.archive.cdxj import pack_lines, write_line
from cenotaph.archive.warc_writing import WarcRecord, Written, write_record, write_second

VERSION = "1.1.1"
_ARCHIVE, _INDEX, _BLOCKS = "archive/data.warc.gz", "indexes/index.idx", "indexes/index.cdx.gz"
_PAGES, _PACKAGE, _DIGEST = "pages/pages.jsonl", "datapackage.json", "datapackage-digest.json"
# The earliest moment that ZIP knows: nothing in a file tells when it was written, so that it is the same each time.
_AT = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A row of the list of pages; `second` is as WARC writes it."""

    id: str
    address: str
    second: str
    title: str | None


class WaczWriter:
    """Writes records one after the other into a stream that can go back, and the rest when it is told to finish; to be
    used in a `with` statement. Nothing in the file says when or where it was written: the same records give the same
    bytes, on one version of zlib."""

    def __init__(self, stream: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED)
        self._archive = _Hashed(cast(BinaryIO, self._zip.open(_describe(_ARCHIVE), "w", force_zip64=True)))
        self._lines: list[str] = []

    def __enter__(self) -> "WaczWriter":
        return self

    def __exit__(self, *_: object) -> None:
        # Where writing ended badly what there is goes away, and why it cannot be finished either is of no interest.
        with suppress(OSError, ValueError):
            self._archive.close()
        with suppress(OSError, ValueError):
            self._zip.close()

    def add(self, record: WarcRecord, open_payload: Callable[[], BinaryIO], mime: str, status: int | None) -> None:
        """Write a record, and its line of the index if it has an address; `mime` and `status` are for that line."""
        offset = self._archive.size
        written = write_record(cast(BinaryIO, self._archive), record, open_payload)
        if record.address is not None:
            about = _describe_record(record, mime, status, offset, written)
            self._lines.append(write_line(record.address, write_second(record.at), about))

    def finish(self, pages: list[Page], about: dict[str, Any]) -> None:
        """Write the index, the list of pages and the digests; `about` are fields of the list of contents (title,
        created, software)."""
        self._archive.close()
        blocks, index = pack_lines(self._lines, _BLOCKS.rpartition("/")[2])
        resources = [_list_resource(_ARCHIVE, self._archive.digest, self._archive.size)]
        for name, data in ((_BLOCKS, blocks), (_INDEX, index), (_PAGES, _write_pages(pages))):
            resources.append(_list_resource(name, hashlib.sha256(data).hexdigest(), len(data)))
            self._put(name, data)
        package = {"profile": "data-package", "wacz_version": VERSION, **about, "resources": resources}
        data = json.dumps(package, ensure_ascii=False, indent=2).encode()
        self._put(_PACKAGE, data)
        stated = {"path": _PACKAGE, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        self._put(_DIGEST, json.dumps(stated, indent=2).encode())
        self._zip.close()

    def _put(self, name: str, data: bytes) -> None:
        self._zip.writestr(_describe(name), data)


class _Hashed:
    """A stream that knows what was written to it: how many bytes, and their SHA-256."""

    def __init__(self, target: BinaryIO) -> None:
        self._target, self._hash, self.size = target, hashlib.sha256(), 0

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        self.size += len(data)
        self._target.write(data)
        return len(data)

    def close(self) -> None:
        self._target.close()


def _describe(name: str) -> zipfile.ZipInfo:
    # Stored as they are: viewers read parts of them without unpacking the whole.
    member = zipfile.ZipInfo(name, _AT)
    member.create_system, member.external_attr = _UNIX, _MODE
    return member


def _describe_record(
    record: WarcRecord, mime: str, status: int | None, offset: int, written: Written
) -> dict[str, Any]:
    return {
        "url": record.address, "mime": mime, **({} if status is None else {"status": status}),
        "digest": f"sha256:{record.digest}", "length": written.length, "offset": offset,
        "filename": _ARCHIVE.rpartition("/")[2], "recordDigest": f"sha256:{written.digest}",
    }  # fmt: skip


def _list_resource(path: str, digest: str, size: int) -> dict[str, Any]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{digest}", "bytes": size}


def _write_pages(pages: list[Page]) -> bytes:
    rows: list[dict[str, Any]] = [{"format": "json-pages-1.0", "id": "pages", "title": "Pages", "hasText": False}]
    for page in pages:
        title = {} if page.title is None else {"title": page.title}
        rows.append({"id": page.id, "url": page.address, "ts": page.second, **title})
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def open_nothing() -> BinaryIO:
    """The payload of a record that has none."""
    return BytesIO()
