"""The reader of WACZ files: web archives with the list of the pages that a person captured."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import Note, UnreadableError
from cenotaph.archive.readers.warc import ONLY_PAGES, Inside, check_whole, walk_warc
from cenotaph.archive.readers.zipped import Archive

_LIST = "datapackage.json"
_DIGEST = "datapackage-digest.json"
_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")
# What is in these is listed, or was slipped in.
_FOLDERS = ("archive/", "indexes/", "pages/")
_MOST_LIST_BYTES = 20_000_000
_MOST_BYTES = 50_000_000_000
_BLOCK = 1_000_000
_ALTERED = "It was not read: fetch it again, or ask who made it."


def read_wacz(stream: BinaryIO, name: str, inside: Inside = ONLY_PAGES) -> Iterator[Document | Note]:
    """The pages that were captured, each with the address it was fetched from and what it states itself, as they are
    read.

    Everything that the file lists is seen to be there and to have its digest before the first page is read. Raises
    UnreadableError if it is no WACZ file, is cut off, damaged or altered.
    """
    archive = Archive(stream)
    _check_digests(archive)
    parts = [part for part in archive.names if part.startswith("archive/") and part.endswith((".warc", ".warc.gz"))]
    if not parts:
        raise UnreadableError("is a WACZ file without a web archive in it.")
    pages = frozenset(_list_pages(archive))
    missing = set(pages)
    for part in parts:
        missing -= check_whole(archive.stream(part, _MOST_BYTES), missing)

    for part in parts:
        where = name if len(parts) == 1 else f"{name}, {part.rpartition('/')[2]}"
        yield from walk_warc(archive.stream(part, _MOST_BYTES), where, pages, inside)
    for address in sorted(missing):
        yield Note(f"{name}, {address}", "is listed among its pages and is not in it. Capture it again.", True)
    if archive.passed:
        yield Note(name, f"holds files with names that lead out of it, or twice: {archive.passed[:5]}.", True)


def _check_digests(archive: Archive) -> None:
    if _LIST not in archive.names:
        raise UnreadableError(f"is no WACZ file: it has no {_LIST}.")
    data = archive.take(_LIST, _MOST_LIST_BYTES)
    if _DIGEST in archive.names:
        stated = _parse(archive.take(_DIGEST, _MOST_LIST_BYTES), _DIGEST).get("hash")
        if stated != f"sha256:{hashlib.sha256(data).hexdigest()}":
            raise UnreadableError(f"is altered: {_LIST} does not have the digest that is stated. {_ALTERED}")
    listed = _parse(data, _LIST).get("resources")
    if not isinstance(listed, list) or not listed:
        raise UnreadableError(f"is no WACZ file: its {_LIST} lists nothing.")
    named = set()
    for row in listed:
        path = row.get("path") if isinstance(row, dict) else None
        if not isinstance(path, str) or path not in archive.names:
            raise UnreadableError(f"is not whole: {str(path)[:100]!r}, which it lists, is not in it. {_ALTERED}")
        named.add(path)
        if (stated := row.get("bytes")) is not None and stated != archive.size(path):
            raise UnreadableError(f"is not whole: {path} in it does not have the length that is stated. {_ALTERED}")
        kind, _, digest = str(row.get("hash")).partition(":")
        if kind != "sha256":
            raise UnreadableError(f"states no digest of SHA-256 for {path}. {_ALTERED}")
        if _digest(archive, path) != digest:
            raise UnreadableError(f"is altered: {path} does not have the digest that is stated. {_ALTERED}")
    if more := [part for part in archive.names if part.startswith(_FOLDERS) and part not in named]:
        raise UnreadableError(f"is altered: {more[0]} is in it and not in its list. {_ALTERED}")


def _digest(archive: Archive, path: str) -> str:
    found = hashlib.sha256()
    with archive.stream(path, _MOST_BYTES) as member:
        while block := archive.read(member, path, _BLOCK):
            found.update(block)
    return found.hexdigest()


def _list_pages(archive: Archive) -> Iterator[str]:
    """The addresses of the pages that a person captured; none if the file has no list of them."""
    for part in _PAGES:
        if part in archive.names:
            for line in archive.take(part, _MOST_LIST_BYTES).splitlines():
                url = _parse(line, part).get("url") if line.strip() else None
                if isinstance(url, str):
                    # A place within a page is none of a record.
                    yield url.partition("#")[0]


def _parse(data: bytes, part: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadableError(f"is damaged: {part} in it is no JSON.") from None
    return value if isinstance(value, dict) else {}
