"""From bytes to text: which encoding a file is in, and whether it is text at all."""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

import charset_normalizer

from cenotaph.archive.readers.intake import MOST_BYTES, SPLIT_IT, UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# How files that are not text begin.
_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a recording or an image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

# The encodings that reports in the project's languages are found in beside Unicode. A free choice among all that
# exist takes short texts for scripts nobody writes them in.
_OLD_ENCODINGS = ["cp1256", "cp1252", "iso8859_6", "cp1251", "cp1254", "cp1255"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the name of its encoding, and whether that was assumed from the look of the bytes."""

    text: str
    encoding: str
    assumed: bool


def read_bytes(stream: BinaryIO, most: int = MOST_BYTES) -> bytes:
    """All bytes of the stream. Raises UnreadableError, having read no more than that, above `most`."""
    data = stream.read(most + 1)
    if len(data) > most:
        what = "one document" if most == MOST_BYTES else "a file of its kind"
        raise UnreadableError(f"is larger than {what} may be ({most // 1_000_000} MB). {SPLIT_IT}")
    return data


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text in `data`: by its byte order mark, as UTF-8, by the encoding a page declares, or by its look.

    Raises UnreadableError if the bytes are no text, or text in an encoding that cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding, assumed=False)
            except UnicodeDecodeError:
                raise UnreadableError(f"begins as {encoding} text but does not go on so. Save it as UTF-8.") from None
    refuse_binary(data)
    for encoding in filter(None, ("utf-8", _take_declared(declared))):
        try:
            return Decoded(data.decode(encoding), encoding, assumed=False)
        except (UnicodeDecodeError, LookupError):
            continue
    best = charset_normalizer.from_bytes(data, cp_isolation=_OLD_ENCODINGS).best()
    if best is None:
        raise UnreadableError("is text in an encoding that cannot be told. Save it as UTF-8.")
    return Decoded(str(best), best.encoding, assumed=True)


def _take_declared(declared: str | None) -> str | None:
    """What browsers take a declared encoding for (WHATWG Encoding Standard, 4.2): Latin-1 is Windows-1252, and a
    declaration that could be read is not UTF-16."""
    name = (declared or "").lower()
    if name in ("iso-8859-1", "latin1", "us-ascii", "ascii"):
        return "windows-1252"
    return None if name.startswith(("utf-16", "utf-32")) else name or None


def refuse_binary(data: bytes) -> None:
    """Raises UnreadableError, naming what it looks like, if `data` begins a file that is no text."""
    for start, name in _FORMATS:
        if data.startswith(start):
            raise UnreadableError(f"is {name}, not text. Save its text as .txt in UTF-8.")
    if b"\0" in data:
        raise UnreadableError("holds zero bytes, so it is no text (or UTF-16 without its mark). Save it as UTF-8.")
    # Text has none of these; one in a hundred bytes is far beyond a slip.
    if len(_CONTROL.findall(data)) * 100 > len(data):
        raise UnreadableError("holds control characters and is no text. Save its text as .txt in UTF-8.")
