"""Opening ZIP archives within bounds: Office files, WACZ files, exports."""

import io
import struct
import zipfile
import zlib
from typing import BinaryIO, cast

from cenotaph.archive.readers.intake import UnreadableError

MOST_ARCHIVE_BYTES = 500_000_000
_MOST_MEMBERS = 20_000
_ENCRYPTED = 0x1
# What zipfile lets through where an archive is not as it says.
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, LookupError, RuntimeError)
# The types of files in the upper half of a member's Unix mode: anything but a file, a folder or nothing said is a
# link or a device.
_TYPE_MASK, _IS_FILE, _IS_FOLDER = 0o170000, 0o100000, 0o040000


class Archive:
    """A ZIP archive: the members that may be read, by name, and the names of those that are passed over.

    Nothing is unpacked to disk. A member is passed over if its name leads out of the archive (`../`, an absolute
    path), if it is a link, or if a second one has its name.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Raises UnreadableError if it is no archive, is cut off, or has more members than any file of its kind."""
        try:
            self._stream = stream if stream.seekable() else hold(stream)
            self._archive = zipfile.ZipFile(self._stream)
        except _FAULTS:
            raise UnreadableError("is no whole ZIP archive: it is cut off or damaged. Fetch it again.") from None
        members = self._archive.infolist()
        if len(members) > _MOST_MEMBERS:
            raise UnreadableError(f"holds {len(members):,} files, more than any file of its kind. It was not opened.")
        self._members: dict[str, zipfile.ZipInfo] = {}
        self.passed: list[str] = []
        for member in members:
            if member.is_dir():
                continue
            if not _is_safe(member) or member.filename in self._members:
                self.passed.append(member.filename)
            else:
                self._members[member.filename] = member
        self.names = tuple(self._members)

    def rewind(self) -> BinaryIO:
        """The archive's own bytes, from the beginning, for a library that opens it itself."""
        self._stream.seek(0)
        return self._stream

    def size(self, name: str) -> int:
        """How many bytes the member has unpacked, as the archive says; reading stops there."""
        return self._members[name].file_size

    def take(self, name: str, most: int) -> bytes:
        """The bytes of a member. Raises UnreadableError above `most` bytes, or if it is encrypted or damaged."""
        with self.stream(name, most) as member:
            data = self.read(member, name, most + 1)
        if len(data) != self.size(name):
            raise UnreadableError(f"is damaged: {name} in it is not as long as it should be.")
        return data

    def read(self, member: BinaryIO, name: str, size: int) -> bytes:
        """At most `size` bytes of a member that was opened. Raises UnreadableError if it is damaged."""
        try:
            return member.read(size)
        except _FAULTS as error:
            raise UnreadableError(f"is damaged: {name} in it cannot be unpacked ({error}).") from None

    def stream(self, name: str, most: int) -> BinaryIO:
        """A stream of the member's bytes. Raises UnreadableError above `most` bytes, or if it is encrypted."""
        member = self._members[name]
        if member.file_size > most:
            raise UnreadableError(
                f"unpacks to more than may be read: {name} in it has {member.file_size:,} bytes, the most is {most:,}."
            )
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableError("is locked with a password. Save it without one.")
        try:
            return cast(BinaryIO, self._archive.open(member))
        except _FAULTS as error:
            raise UnreadableError(f"is damaged: {name} in it cannot be unpacked ({error}).") from None


def hold(stream: BinaryIO) -> BinaryIO:
    """An archive in memory, since standard input cannot go back. Raises UnreadableError if it is too large for it."""
    data = stream.read(MOST_ARCHIVE_BYTES + 1)
    if len(data) > MOST_ARCHIVE_BYTES:
        raise UnreadableError(f"is larger than is taken from standard input ({MOST_ARCHIVE_BYTES // 1_000_000} MB).")
    return io.BytesIO(data)


def _is_safe(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    kind = (member.external_attr >> 16) & _TYPE_MASK
    is_inside = not name.startswith("/") and ".." not in name.split("/") and ":" not in name.split("/")[0]
    return is_inside and kind in (0, _IS_FILE, _IS_FOLDER)


def check_declarations(data: bytes, name: str) -> None:
    """Raises UnreadableError if XML in `data` declares a document type: entities grow without bound or read files,
    and no program that writes these files declares any."""
    plain = data.replace(b"\0", b"").lower()
    if b"<!doctype" in plain or b"<!entity" in plain:
        raise UnreadableError(
            f"declares a document type in {name}, which no program of its kind writes. It was not read."
        )
