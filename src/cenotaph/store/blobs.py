"""Bytes kept under their SHA-256: in a folder, packed where that makes them smaller, and on the disk before anything
names them."""

import gzip
import hashlib
import os
import re
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, Protocol

from cenotaph.store.address import RecordError

_BLOCK = 1 << 20
_PACKED = ".gz"
# Level 4 packs pages within a few hundredths as small as 9 and is three times as fast.
_LEVEL = 4
# Images, PDFs and archives are packed already: what saves less than a tenth at its beginning is kept as it is.
_WORTH = 0.9
_UNFINISHED = ".unfinished-"
_DIGEST = re.compile(r"[0-9a-f]{64}")


class BlobError(RecordError):
    """Bytes that should be kept are not there, or are not what they were; the message says which."""


class Blobs(Protocol):
    """Where the bytes of a record are kept."""

    def put(self, data: bytes) -> str:
        """Keep bytes; gives their digest. They are on the disk when this returns."""

    def put_file(self, stream: BinaryIO) -> tuple[str, int]:
        """Keep what a stream gives, of any size; gives its digest and how many bytes it has."""

    def open(self, digest: str) -> BinaryIO:
        """A stream of the bytes. Raises BlobError if they are not there."""

    def has(self, digest: str) -> bool:
        """True if the bytes are there."""

    def list(self) -> Iterator[str]:
        """The digests of all that is kept."""

    def remove(self, digest: str) -> None:
        """Destroy what is kept under a digest; nothing if it is not there."""


def read_blob(blobs: Blobs, digest: str) -> bytes:
    """The bytes of a digest. Raises BlobError if they are not there or are others."""
    with blobs.open(digest) as stream:
        data = read_whole(stream, digest)
    if hashlib.sha256(data).hexdigest() != digest:
        raise BlobError(f"the bytes {digest} are not what they were: their digest is another. {RESTORE}")
    return data


def check_blob(blobs: Blobs, digest: str) -> None:
    """Raises BlobError unless the bytes of a digest are there and are what they were; of any size."""
    found = hashlib.sha256()
    with blobs.open(digest) as stream:
        while block := read_whole(stream, digest, _BLOCK):
            found.update(block)
    if found.hexdigest() != digest:
        raise BlobError(f"the bytes {digest} are not what they were: their digest is another. {RESTORE}")


RESTORE = "Restore them from a backup"


def read_whole(stream: BinaryIO, digest: str, size: int = -1) -> bytes:
    """What a stream gives. Raises BlobError where a packed file is damaged or cut off."""
    try:
        return stream.read(size)
    except (EOFError, gzip.BadGzipFile, zlib.error, OSError) as error:
        raise BlobError(f"the bytes {digest} cannot be unpacked ({error}). {RESTORE}") from None


class FolderBlobs:
    """Bytes in files of a folder: `ab/abcd...`, or `ab/abcd....gz` if they are packed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: set[Path] = set()

    def put(self, data: bytes) -> str:
        """As Blobs.put."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.has(digest):
            packed = gzip.compress(data, _LEVEL, mtime=0)
            is_worth = len(packed) < _WORTH * len(data)
            with self._start() as unfinished:
                unfinished.write(packed if is_worth else data)
                self._finish(unfinished, digest, is_worth)
        return digest

    def put_file(self, stream: BinaryIO) -> tuple[str, int]:
        """As Blobs.put_file."""
        hashed, size = hashlib.sha256(), 0
        with self._start() as unfinished:
            block = stream.read(_BLOCK)
            is_worth = len(gzip.compress(block, _LEVEL)) < _WORTH * len(block)
            target = gzip.GzipFile("", "wb", _LEVEL, unfinished, mtime=0) if is_worth else unfinished
            while block:
                hashed.update(block)
                size += len(block)
                target.write(block)
                block = stream.read(_BLOCK)
            if target is not unfinished:
                target.close()
            digest = hashed.hexdigest()
            if self.has(digest):
                os.unlink(unfinished.name)
            else:
                self._finish(unfinished, digest, is_worth)
        return digest, size

    def open(self, digest: str) -> BinaryIO:
        """As Blobs.open."""
        plain = self._find(digest)
        packed = plain.with_name(plain.name + _PACKED)
        try:
            return gzip.open(packed) if packed.exists() else plain.open("rb")  # type: ignore[return-value]
        except OSError as error:
            raise BlobError(f"the bytes {digest} are not there ({error.strerror}). {RESTORE}") from None

    def has(self, digest: str) -> bool:
        """As Blobs.has."""
        plain = self._find(digest)
        return plain.exists() or plain.with_name(plain.name + _PACKED).exists()

    def list(self) -> Iterator[str]:
        """As Blobs.list."""
        for shelf in sorted(self.folder.iterdir()) if self.folder.is_dir() else ():
            if shelf.is_dir():
                names = (each.name.removesuffix(_PACKED) for each in sorted(shelf.iterdir()))
                yield from (name for name in names if _DIGEST.fullmatch(name))

    def remove(self, digest: str) -> None:
        """As Blobs.remove. The bytes are written over first; a disk may keep them elsewhere all the same."""
        plain = self._find(digest)
        for path in (plain, plain.with_name(plain.name + _PACKED)):
            if path.exists():
                with path.open("r+b") as file:
                    size = os.fstat(file.fileno()).st_size
                    for start in range(0, size, _BLOCK):
                        file.write(b"\0" * min(_BLOCK, size - start))
                    file.flush()
                    os.fsync(file.fileno())
                path.unlink()
                sync_folder(path.parent)

    def copy_from(self, other: "FolderBlobs", digest: str) -> bool:
        """Take over a file of another folder as it is; False if it was here. Raises BlobError if it is not there."""
        if self.has(digest):
            return False
        plain = other._find(digest)
        packed = plain.with_name(plain.name + _PACKED)
        source = packed if packed.exists() else plain
        try:
            with source.open("rb") as stream, self._start() as unfinished:
                shutil.copyfileobj(stream, unfinished, _BLOCK)
                self._finish(unfinished, digest, source is packed)
        except FileNotFoundError:
            raise BlobError(f"the bytes {digest} are not there. {RESTORE}") from None
        return True

    def _find(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise BlobError(f"{digest!r} is no digest")
        return self.folder / digest[:2] / digest

    @contextmanager
    def _start(self) -> Iterator[Any]:
        """A file under a name for the time being; it goes away if the block ends badly."""
        self._make(self.folder)
        with NamedTemporaryFile(dir=self.folder, prefix=_UNFINISHED, delete=False) as unfinished:
            try:
                yield unfinished
            except BaseException:
                Path(unfinished.name).unlink(missing_ok=True)
                raise

    def _finish(self, unfinished: BinaryIO, digest: str, is_packed: bool) -> None:
        """Give a file that is written its name, once it is on the disk."""
        unfinished.flush()
        os.fsync(unfinished.fileno())
        target = self._find(digest)
        self._make(target.parent)
        os.replace(unfinished.name, target.with_name(target.name + _PACKED) if is_packed else target)
        sync_folder(target.parent)

    def _make(self, folder: Path) -> None:
        if folder not in self._made:
            folder.mkdir(exist_ok=True)
            sync_folder(folder.parent)
            self._made.add(folder)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk; on Windows, where that cannot be asked for, nothing."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
