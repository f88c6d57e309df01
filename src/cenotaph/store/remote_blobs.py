"""Bytes kept under their SHA-256 in a store such as S3, through fsspec."""

import gzip
import hashlib
import tempfile
from collections.abc import Iterator
from functools import cache
from typing import Any, BinaryIO

from cenotaph.store.address import RecordError
from cenotaph.store.blobs import RESTORE, BlobError

_BLOCK = 1 << 20
_PACKED = ".gz"


class RemoteBlobs:
    """Bytes in a store by its fsspec address, such as s3://bucket/folder; all are packed with gzip. A store shows an
    object whole or not at all."""

    def __init__(self, address: str) -> None:
        try:
            self._store, self._folder = _load_fsspec().core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise RecordError(f"{address}: {error}") from None

    def put(self, data: bytes) -> str:
        """As Blobs.put."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.has(digest):
            self._store.pipe_file(self._find(digest), gzip.compress(data, mtime=0))
        return digest

    def put_file(self, stream: BinaryIO) -> tuple[str, int]:
        """As Blobs.put_file. They go through a temporary file: their name is known when all have been read."""
        hashed, size = hashlib.sha256(), 0
        with tempfile.NamedTemporaryFile() as unfinished:
            with gzip.GzipFile("", "wb", fileobj=unfinished, mtime=0) as packed:
                while block := stream.read(_BLOCK):
                    hashed.update(block)
                    size += len(block)
                    packed.write(block)
            unfinished.flush()
            digest = hashed.hexdigest()
            if not self.has(digest):
                self._store.put_file(unfinished.name, self._find(digest))
        return digest, size

    def open(self, digest: str) -> BinaryIO:
        """As Blobs.open."""
        try:
            return gzip.GzipFile(fileobj=self._store.open(self._find(digest), "rb"))  # type: ignore[return-value]
        except FileNotFoundError:
            raise BlobError(f"the bytes {digest} are not there. {RESTORE}") from None

    def has(self, digest: str) -> bool:
        """As Blobs.has."""
        return bool(self._store.exists(self._find(digest)))

    def list(self) -> Iterator[str]:
        """As Blobs.list."""
        for path in sorted(self._store.find(self._folder)):
            yield path.rpartition("/")[2].removesuffix(_PACKED)

    def remove(self, digest: str) -> None:
        """As Blobs.remove. A store that keeps earlier versions keeps these too, until its owner removes them there."""
        if self.has(digest):
            self._store.rm_file(self._find(digest))

    def _find(self, digest: str) -> str:
        return f"{self._folder}/{digest[:2]}/{digest}{_PACKED}"


@cache
def _load_fsspec() -> Any:
    """fsspec, imported when first needed: it takes 0.2 s, and only records with a remote store need it."""
    import fsspec

    return fsspec
