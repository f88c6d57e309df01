"""Plain text in any encoding a report is found in; what is no text is refused."""

import codecs
import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.readers.intake import MOST_BYTES, MOST_CHARACTERS, UnreadableError
from cenotaph.archive.readers.plain import read_plain

ARABIC = "قال ناشطون إن سبعة أشخاص على الأقل قتلوا، بينهم ثلاثة أطفال، في قصف استهدف سوقا في البلدة يوم الثلاثاء."
ENGLISH = "The governor’s office said that “nine people” were killed – among them a café owner – on Tuesday."


def read(data: bytes) -> tuple[str, tuple]:
    intake = read_plain(io.BytesIO(data), "report.txt")
    (document,) = intake.documents
    assert document.id == "report.txt"
    return document.text, intake.notes


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, "One line\r\nand another\r\n"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_unicode_is_read_as_it_is(text: str, encoding: str, mark: bytes) -> None:
    assert read(mark + text.encode(encoding)) == (text, ())


@pytest.mark.parametrize(("text", "encoding"), [(ARABIC, "cp1256"), (ARABIC, "iso8859_6"), (ENGLISH, "cp1252")])
def test_an_older_encoding_is_told_and_said(text: str, encoding: str) -> None:
    got, notes = read(text.encode(encoding))
    assert got == text
    (note,) = notes
    assert f"it was read as {encoding}" in note.text
    assert not note.fault


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_text_is_kept_byte_for_byte(text: str) -> None:
    # Text may begin with the words of a file format; those are refused by design.
    data = text.encode()
    if data.startswith((b"%PDF", b"GIF8", b"RIFF", b"SQLite", codecs.BOM_UTF8)):
        return
    assert read(data)[0].encode() == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04....", "Office document"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"text\x00text", "zero bytes"),
        (bytes(range(1, 32)) * 40, "control characters"),
        (codecs.BOM_UTF16_LE + b"a", "begins as utf-16-le text but does not go on so"),
        (bytes((i * 73 + 128 + i // 7) % 128 + 128 for i in range(4000)), "in an encoding that cannot be told"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(data)


class Endless(io.RawIOBase):
    """A stream without end that counts what is taken from it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "a stream without end is being read whole"
        self.taken += size
        return b"a" * size


def test_too_large_is_refused_without_loading_it() -> None:
    stream = Endless()
    with pytest.raises(UnreadableError, match=r"larger than one document may be \(20 MB\)\. Split it into reports"):
        read_plain(stream, "export.txt")
    assert stream.taken <= MOST_BYTES + 1


def test_too_many_characters_are_refused() -> None:
    with pytest.raises(UnreadableError, match="has 5,000,001 characters; one document may have 5,000,000"):
        read(b"a" * (MOST_CHARACTERS + 1))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(UnreadableError):
        assert read(data)[0].strip()
