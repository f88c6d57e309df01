"""Messages between this process and a child that reads for it: JSON of bounded length, checked before it is used."""

import json
import socket
from collections.abc import Sequence
from typing import Any, BinaryIO, Literal, Protocol, TypeVar

import msgspec

from cenotaph.archive.attachment import Attachment
from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import MOST_CHARACTERS, Note, Row
from cenotaph.archive.story import Story

# A document in JSON takes at most six bytes for a character.
_MOST_BYTES = 8 * MOST_CHARACTERS
_LENGTH = 8

_Message = TypeVar("_Message")


class Task(msgspec.Struct, frozen=True):
    """A file to read: what to call it, its format, what a person said of it, and how long it may take. It is handed
    over as an open file, or named by `path` where the system cannot do so. With `streams` its documents are sent as
    they are read, and this process waits until they are taken."""

    name: str
    format: str
    columns: dict[str, str]
    charset: str | None
    path: str | None
    seconds: float
    streams: bool = False


class Started(msgspec.Struct, frozen=True, tag="started"):
    """The child is there, and held to these limits."""

    limits: tuple[str, ...]


class Read(msgspec.Struct, frozen=True, tag="read"):
    """One document of the file."""

    document: Document


class Noted(msgspec.Struct, frozen=True, tag="noted"):
    """One note on the file."""

    note: Note


class Listed(msgspec.Struct, frozen=True, tag="listed"):
    """One row of the file, where it is read as a table."""

    row: Row


class Told(msgspec.Struct, frozen=True, tag="told"):
    """One story that the file lists."""

    story: Story


class Described(msgspec.Struct, frozen=True, tag="described"):
    """What is known of the file as an attachment."""

    attachment: Attachment


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The file has been read, or not: then `text` says why. A child that `retires` ends itself."""

    how: Literal["read", "refused", "memory", "fault"]
    text: str
    retires: bool


Answer = Started | Read | Noted | Listed | Told | Described | Ended


class BrokenError(Exception):
    """The other side has gone, or said what cannot be understood."""


class Channel(Protocol):
    """Carries frames of bytes both ways, and an open file beside them where the system can."""

    def send(self, data: bytes, file: int | None = None) -> None:
        """One frame; with it the file of that number."""

    def receive(self) -> tuple[bytes, Sequence[int]]:
        """The next frame and the files that came with it. Raises BrokenError at the end."""

    def close(self) -> None:
        """Nothing more is sent."""


class SocketChannel:
    """A channel over a Unix socket, which can carry open files."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def send(self, data: bytes, file: int | None = None) -> None:
        """See Channel."""
        head = len(data).to_bytes(_LENGTH, "big")
        try:
            if file is None:
                self._connection.sendall(head + data)
            else:
                socket.send_fds(self._connection, [head], [file])
                self._connection.sendall(data)
        except OSError as error:
            raise BrokenError(str(error)) from None

    def receive(self) -> tuple[bytes, Sequence[int]]:
        """See Channel."""
        try:
            head, files, _, _ = socket.recv_fds(self._connection, _LENGTH, 1)
            head += self._take(_LENGTH - len(head))
            return self._take(check_length(head)), files
        except OSError as error:
            raise BrokenError(str(error)) from None

    def _take(self, size: int) -> bytes:
        data = bytearray(size)
        view, place = memoryview(data), 0
        while place < size:
            taken = self._connection.recv_into(view[place:])
            if not taken:
                raise BrokenError("it has ended")
            place += taken
        return bytes(data)

    def close(self) -> None:
        """See Channel."""
        self._connection.close()


class PipeChannel:
    """A channel over two pipes, for systems whose sockets carry no files."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming, self._outgoing = incoming, outgoing

    def send(self, data: bytes, file: int | None = None) -> None:
        """See Channel."""
        try:
            self._outgoing.write(len(data).to_bytes(_LENGTH, "big") + data)
            self._outgoing.flush()
        except (OSError, ValueError) as error:
            raise BrokenError(str(error)) from None

    def receive(self) -> tuple[bytes, Sequence[int]]:
        """See Channel."""
        try:
            return self._take(check_length(self._take(_LENGTH))), ()
        except (OSError, ValueError) as error:
            raise BrokenError(str(error)) from None

    def _take(self, size: int) -> bytes:
        data = self._incoming.read(size)
        if len(data) != size:
            raise BrokenError("it has ended")
        return data

    def close(self) -> None:
        """See Channel."""
        for stream in (self._outgoing, self._incoming):
            try:
                stream.close()
            except OSError:
                continue  # what was not yet sent has nobody to go to


def check_length(head: bytes) -> int:
    """The length that a frame states. Raises BrokenError if it is longer than any message."""
    size = int.from_bytes(head, "big")
    if size > _MOST_BYTES:
        raise BrokenError(f"a message of {size:,} bytes")
    return size


def encode(message: msgspec.Struct) -> bytes:
    """A message as JSON. Names of files may hold half characters, which msgspec's own writer refuses."""
    return json.dumps(msgspec.to_builtins(message), ensure_ascii=False).encode("utf-8", "surrogatepass")


def decode(data: bytes, kind: Any) -> Any:
    """A message of this type, or types. Raises BrokenError if `data` is none."""
    try:
        return msgspec.convert(json.loads(data.decode("utf-8", "surrogatepass")), kind)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise BrokenError(str(error)) from None
