"""Files made to break a reader end in a message, in seconds and in bounded memory, and never in a traceback."""

import gzip
import io
import random

import pytest

from cenotaph.archive.readers import zipped
from cenotaph.archive.readers.intake import Intake, UnreadableError
from cenotaph.archive.readers.members import Members
from cenotaph.archive.readers.registry import FORMATS
from tests.archive.bombs import (
    CELL,
    LAUGHS,
    LONG,
    OUTSIDE,
    SHEET,
    TRAVERSAL,
    lie_about_size,
    link,
    make_bomb,
    make_book,
)
from tests.archive.office_files import TYPES, make_word, paragraph, run, zip_members
from tests.archive.pdf_files import make_pdf, set_line
from tests.archive.reading import list_faults, list_remarks, read
from tests.archive.web_files import make_page, make_record, make_wacz, pack

REFUSED = [
    ("docx", make_bomb("word/document.xml", 60_000_000), "unpacks to more than may be read"),
    ("docx", lie_about_size(make_bomb("word/document.xml", 2_000_000)), "is damaged|no whole XML"),
    ("docx", zip_members({"[Content_Types].xml": TYPES, "word/document.xml": LAUGHS}), "declares a document type"),
    ("docx", zip_members({"[Content_Types].xml": TYPES, "word/document.xml": "<a>" * 100_000}), "nested too deeply"),
    ("docx", make_word(paragraph(run("a" * 10_000_000))), "one document may have 5,000,000"),
    ("docx", link("/etc/hostname"), "it has no document in it"),
    ("docx", zip_members({f"{n}.txt": "" for n in range(20_100)}), "more than any file of its kind"),
    ("xlsx", make_book(strings=b"<sst>" + b"<si/>" * 600_000), "holds more than 500,000 cells or texts"),
    ("xlsx", make_book(sheet=SHEET + b"<row>" + b"<c/>" * 1_100_000), "holds more than 1,000,000 cells or texts"),
    ("xlsx", make_book(sheet=SHEET + b"<row>" + CELL * 300), "is no workbook that can be read"),
    ("xlsx", make_book(styles=b" " * 3_000_000), "unpacks to more than may be read"),
    ("xlsx", make_book(workbook=LAUGHS), "declares a document type"),
    ("xlsx", make_book(workbook=LAUGHS.decode().encode("utf-16")), "declares a document type"),
    ("xlsx", make_book(workbook=b"<a>" * 10_000), "is no workbook that can be read"),
    ("xlsx", make_bomb("xl/worksheets/sheet1.xml", 150_000_000), "unpacks to more than may be read"),
    ("rss", LAUGHS, "declares a document type"),
    ("rss", OUTSIDE, "declares a document type"),
    ("rss", LONG, "is no feed|larger than a file"),
    ("html", b"<html><body>" + b"<div>" * 300_000, "more than 200,000 tags"),
    ("html", b"<html><body>" + b"<div>" * 90_000 + b"x</body></html>", "without a main text"),
    ("html", b"<html><body><p>" + LONG + b"</p></body></html>", "without a main text|may have 5,000,000"),
    ("html", LAUGHS, "cut off|without a main text"),
    ("txt", LONG, "one document may have 5,000,000"),
    ("txt", b"\0" * 1000, "zero bytes"),
    ("md", LONG, "one document may have 5,000,000"),
    ("csv", b"text\n" + LONG, "field larger than field limit"),
    ("csv", b'text\n"' + b"a\n" * 3_000_000, "field larger than field limit"),
    ("csv", b"text\n" + b"," * 1_000_000, "so it is no table of reports"),
    ("csv", b"text\n" + b"x\n" * 200_000, "has more than 100,000 rows"),
    ("csv", b"text,date\n\0", "zero bytes"),
    ("csv", "النص\nقتل".encode()[:-1] + b"\xff\xfe\x81", "an encoding that cannot be told"),
    ("pdf", b"%PDF-1.7\n" + random.Random(1).randbytes(100_000), "is no PDF"),
    ("pdf", make_pdf([set_line("x", 800)]).replace(b"/Kids [9 0 R]", b"/Kids [2 0 R]"), "is damaged|is no PDF|no text"),
    ("telegram", b'{"name":"x","messages":' + b"[" * 1_000_000, "nested more deeply"),
    ("telegram", b'{"name":"' + LONG, "is no Telegram export"),
    ("whatsapp", LONG, "is no WhatsApp export"),
    ("nexis", LONG, "is no export of Nexis"),
    ("factiva", LONG, "is no export of Factiva"),
    ("warc", gzip.compress(b"\0" * 100_000_000, 1), "is no WARC file"),
    ("warc", b"WARC/1.1\r\nA: " + LONG, "is no WARC file"),
    ("warc", b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nx", "is cut off"),
    ("wacz", make_bomb("archive/a.warc", 30_000_000), "is no WACZ file"),
    ("wacz", zip_members({"datapackage.json": "[" * 100_000}), "is no JSON"),
    ("wacz", zip_members({"datapackage.json": '{"resources": [{"path": "../x"}]}'}), "is not whole: '../x'"),
]


@pytest.mark.parametrize(
    ("format", "data", "message"), REFUSED, ids=[f"{n}-{format}" for n, (format, *_) in enumerate(REFUSED)]
)
def test_it_is_refused_with_a_message(format: str, data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(data, format)


def test_a_packed_page_that_swells_is_left_out() -> None:
    bomb = make_record(gzip.compress(b"a" * 50_000_000, 1), headers="Content-Encoding: gzip\r\n")
    long_line = make_record(b"x", headers=f"A: {'a' * 2_000_000}\r\n")
    intake = read(pack([bomb, long_line, make_record(make_page())]), "warc")
    assert len(intake.documents) == 1
    assert [text.partition("(")[0] for _, text in list_faults(intake)] == [
        "is larger than one document may be ",
        "is damaged: the server's headers cannot be read ",
    ]


def test_a_file_that_swells_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cenotaph.archive.readers.members._SWELLING_FREE", 1_000_000)
    stream = Members(io.BytesIO(gzip.compress(b"\0" * 20_000_000)))
    with pytest.raises(UnreadableError, match="unpacks to far more than any archive does"):
        list(iter(lambda: stream.read(65_536), b""))


def test_names_that_lead_out_of_an_archive_are_passed_over() -> None:
    intake = read(make_word(paragraph(run("Nine were killed.")), others=TRAVERSAL), "docx")
    assert [document.text for document in intake.documents] == ["Nine were killed."]
    assert "holds files whose names lead out of it" in list_remarks(intake)[0]
    archive = zipped.Archive(io.BytesIO(zip_members({**TRAVERSAL, "fine/a.txt": "x"})))
    assert archive.names == ("fine/a.txt",)
    assert len(archive.passed) == len(TRAVERSAL)


def test_a_far_cell_costs_nothing() -> None:
    far = (
        SHEET + b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    with pytest.raises(UnreadableError, match="has a sheet of more than 100,000 rows"):
        read(make_book(sheet=far), "xlsx")


def test_a_wacz_file_may_hold_a_bomb_that_no_page_needs() -> None:
    image = make_record(gzip.compress(bytes(30_000_000)), "https://plain.example/i", media="image/png")
    intake = read(make_wacz([image, make_record(make_page())]), "wacz")
    assert len(intake.documents) == 1


@pytest.mark.parametrize("format", sorted(FORMATS))
@pytest.mark.parametrize("seed", range(3))
def test_noise_is_read_or_refused(format: str, seed: int) -> None:
    noise = random.Random(f"{format}{seed}")
    for start in (
        b"",
        b"PK\x03\x04",
        b"%PDF-1.4\n",
        b"\x1f\x8b\x08\0",
        b"<rss version='2.0'>",
        b"text,date\n",
        b'{"name":',
    ):
        try:
            intake = read(start + noise.randbytes(3000), format)
        except UnreadableError:
            continue
        assert isinstance(intake, Intake)
        assert intake.documents or intake.notes


@pytest.mark.parametrize(
    ("format", "whole"),
    [
        ("docx", make_word(paragraph(run("Nine were killed.")))),
        ("xlsx", make_book()),
        ("pdf", make_pdf([set_line("Nine were killed.", 800)])),
        ("warc", pack([make_record(make_page())])),
        ("wacz", make_wacz([make_record(make_page())])),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_byte_that_changed_ends_in_no_traceback(format: str, whole: bytes) -> None:
    assert len(read(whole, format).documents) == 1
    noise = random.Random(format)
    for _ in range(150):
        data = bytearray(whole)
        data[noise.randrange(len(data))] ^= 1 << noise.randrange(8)
        cut = bytes(data[: noise.randrange(len(data))] if noise.random() < 0.3 else data)
        try:
            intake = read(cut, format)
        except UnreadableError:
            continue
        assert intake.documents or intake.notes
