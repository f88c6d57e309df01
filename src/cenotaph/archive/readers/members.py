"""Unpacking gzip files member by member, and seeing that each is whole: common tools pass over a missing end."""

import io
import zlib
from typing import BinaryIO

from cenotaph.archive.readers.intake import UnreadableError

_BLOCK = 65_536
_GZIP = b"\x1f\x8b"
# Pages and images shrink to a tenth at best, bytes all alike to a thousandth.
_MOST_SWELLING = 200
_SWELLING_FREE = 200_000_000
_AGAIN = "Fetch it again."


class Members:
    """The unpacked bytes of a gzip file of one or many members, or the bytes of a file that is not packed.

    Reading raises UnreadableError where a member is damaged, the last one is cut off, or the file swells beyond what
    any archive does.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._head = stream.read(len(_GZIP))
        self._is_packed = self._head == _GZIP
        self._member: zlib._Decompress | None = None
        self._waiting = b""
        self._taken = self._given = self._place = 0

    def read(self, size: int = -1) -> bytes:
        """At least one byte and at most `size` of what comes next; none at the end of the file, which is then whole."""
        size = size if size >= 0 else _BLOCK
        data = self._unpack(size) if self._is_packed else self._take(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        """How many unpacked bytes were read."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Only says where it is, as readers ask: it goes neither on nor back. Raises io.UnsupportedOperation."""
        if (whence, offset) not in ((io.SEEK_CUR, 0), (io.SEEK_SET, self._place)):
            raise io.UnsupportedOperation("seek")
        return self._place

    def _take(self, size: int) -> bytes:
        data, self._head = self._head, b""
        return data or self._stream.read(size)

    def _unpack(self, size: int) -> bytes:
        while True:
            if not self._waiting:
                self._waiting = self._take(_BLOCK)
                self._taken += len(self._waiting)
            if not self._waiting:
                if self._member is not None:
                    raise UnreadableError(f"is cut off: its last part is not whole. {_AGAIN}")
                return b""
            if self._member is None:
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                data = self._member.decompress(self._waiting, size)
            except zlib.error as error:
                raise UnreadableError(f"is damaged after {self._taken:,} bytes ({error}). {_AGAIN}") from None
            self._waiting = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if self._member.eof:
                self._member = None
            if data:
                self._given += len(data)
                if self._given > _SWELLING_FREE and self._given > _MOST_SWELLING * self._taken:
                    raise UnreadableError("unpacks to far more than any archive does. It was not read.")
                return data
