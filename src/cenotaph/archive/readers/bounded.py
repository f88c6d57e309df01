"""A stream that ends in an error where a file is larger than any of its kind."""

from typing import BinaryIO

from cenotaph.archive.readers.intake import UnreadableError


class Bounded:
    """Reads from `stream`, and raises UnreadableError once more than `most` bytes were taken from it."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._left = self._most = most

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; all that are left, within the bound, if it is negative."""
        data = self._stream.read(size if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableError(f"is larger than a file of its kind may be ({self._most // 1_000_000} MB). Split it.")
        return data
