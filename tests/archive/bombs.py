"""Files made to exhaust, end or deceive the programs that read them; all are small, and are made here."""

import gzip
import io
import random
import stat
import zipfile
import zlib
from collections.abc import Sequence

import openpyxl

from tests.archive.office_files import TYPES, make_word, paragraph, run, zip_members
from tests.archive.pdf_files import join_objects, make_pdf, set_line
from tests.archive.web_files import make_page, make_record, make_wacz, pack

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><rss version='2.0'>&a9;</rss>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><rss version="2.0">&f;</rss>'
LONG = b"a" * 10_000_000
TRAVERSAL = {"../../outside.txt": "x", "/absolute.txt": "x", "C:\\x.txt": "x", "word\\..\\..\\y": "x"}
SHEET = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CELL = b'<c t="inlineStr"><is><t>x</t></is></c>'


def make_bomb(name: str, size: int) -> bytes:
    """An archive whose member `name` has `size` bytes unpacked, and a thousandth packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        with archive.open(name, "w") as member:
            for _ in range(size // 1_000_000):
                member.write(b" " * 1_000_000)
    return stream.getvalue()


def nest(data: bytes, times: int) -> bytes:
    """The data in an archive that is in an archive, so many times."""
    for _ in range(times):
        data = zip_members({"word/document.xml": data, "[Content_Types].xml": TYPES})
    return data


def make_book(**parts: bytes) -> bytes:
    """A workbook in which the parts "sheet", "strings", "styles" or "workbook" are others."""
    book = openpyxl.Workbook()
    book.active.append(["text"])
    book.active.append(["Nine were killed."])
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
    return zip_members(members | {names.get(part, f"xl/{part}.xml"): data for part, data in parts.items()})


def make_styled_book() -> bytes:
    """A workbook of 7 KB whose 380,000 styles take seconds and a quarter of a gigabyte."""
    space = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    styles = space + b"<cellXfs>" + b"<xf/>" * 380_000 + b"</cellXfs></styleSheet>"
    return make_book(sheet=SHEET + b"<row>" + CELL + b"</row></sheetData></worksheet>", styles=styles)


def lie_about_size(data: bytes) -> bytes:
    """The archive with a size of its last member that is smaller than what it unpacks to."""
    place = data.rindex(b"PK\x01\x02")
    return data[: place + 24] + (10).to_bytes(4, "little") + data[place + 28 :]


def link(target: str) -> bytes:
    """A Word file whose text is a symbolic link to `target`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        entry = zipfile.ZipInfo("word/document.xml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, target)
    return stream.getvalue()


def make_doubling_pdf(levels: int = 12, times: int = 20) -> bytes:
    """A PDF of 4 KB whose page draws a form `times` times, which draws a form as often, and so on: its reader takes
    all memory there is, and ends."""
    return _draw_forms([f"{'/X Do ' * times}"] * levels, "BT /F 12 Tf 10 10 Td (ha) Tj ET")


def make_stalling_pdf(megabytes: int = 5, times: int = 100_000) -> bytes:
    """A PDF of 10 KB whose page draws a form `times` times that has megabytes of nothing in it: an afternoon's work
    in little memory."""
    return _draw_forms(["/X Do " * times], "q Q " * (megabytes * 250_000))


def _draw_forms(drawn: Sequence[str], last: str) -> bytes:
    """A PDF whose page draws the first, which is or draws a form that draws the second, and so on."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /XObject << /X 8 0 R >> /Font << /F 6 0 R >> >> >>",
        _pack("", drawn[0]),
        "null",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Title () >>",
    ]
    for number, content in enumerate([*drawn[1:], last], start=9):
        inside = "/Font << /F 6 0 R >>" if content is last else f"/XObject << /X {number} 0 R >>"
        form = f"/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources << {inside} >>"
        objects.append(_pack(form, content))
    return join_objects(objects)


def _pack(about: str, content: str) -> str:
    """A stream object, packed and in letters."""
    packed = zlib.compress(content.encode(), 9).hex() + ">"
    return f"<< {about} /Length {len(packed)} /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n{packed}\nendstream"


def make_bombs() -> dict[str, bytes]:
    """The corpus: names of files, with the endings of their formats, and their bytes. Nothing is to be read of any."""
    return {
        "deep.html": b"<html><body>" + b"<div>" * 90_000 + b"x</body></html>",
        "deeper.html": b"<html><body>" + b"<div>" * 300_000,
        "laughing.html": LAUGHS,
        "line.html": b"<html><body><p>" + LONG + b"</p></body></html>",
        "zero.html": b"<html><body><p>\0\0\0\0" + b"\0" * 1000 + b"</p></body></html>",
        "line.txt": LONG,
        "zero.txt": b"\0" * 1000,
        "broken.csv": "النص\nقتل".encode()[:-1] + b"\xff\xfe\x81",
        "line.jsonl": b'{"id": "x", "text": "' + LONG * 7 + b'"}',
        "bomb.docx": make_bomb("word/document.xml", 60_000_000),
        "lying.docx": lie_about_size(make_bomb("word/document.xml", 2_000_000)),
        "nested.docx": nest(make_bomb("word/document.xml", 10_000_000), 50),
        "laughing.docx": zip_members({"[Content_Types].xml": TYPES, "word/document.xml": LAUGHS}),
        "deep.docx": zip_members({"[Content_Types].xml": TYPES, "word/document.xml": "<a>" * 100_000}),
        "line.docx": make_word(paragraph(run("a" * 10_000_000))),
        "link.docx": link("/etc/hostname"),
        "outside.docx": zip_members({"[Content_Types].xml": TYPES, "../word/document.xml": "x"}),
        "crowd.docx": zip_members({f"{n}.txt": "" for n in range(20_100)}),
        "bomb.xlsx": make_bomb("xl/worksheets/sheet1.xml", 150_000_000),
        "laughing.xlsx": make_book(workbook=LAUGHS),
        "strings.xlsx": make_book(strings=b"<sst>" + b"<si/>" * 600_000),
        "cells.xlsx": make_book(sheet=SHEET + b"<row>" + b"<c/>" * 1_100_000),
        "styles.xlsx": make_styled_book(),
        "laughing.rss": LAUGHS,
        "outside.rss": OUTSIDE,
        "line.rss": LONG,
        "aborting.pdf": make_doubling_pdf(),
        "hanging.pdf": make_stalling_pdf(),
        "noise.pdf": b"%PDF-1.7\n" + random.Random(1).randbytes(100_000),
        "circle.pdf": make_pdf([set_line("x", 800)]).replace(b"/Kids [9 0 R]", b"/Kids [2 0 R]"),
        "bomb.warc.gz": gzip.compress(b"\0" * 100_000_000, 1),
        "swelling.warc.gz": pack(
            [make_record(gzip.compress(b"a" * 50_000_000, 1), headers="Content-Encoding: gzip\r\n")]
        ),
        "cut.warc.gz": pack([make_record(make_page())])[:-20],
        "bomb.wacz": make_bomb("archive/a.warc", 30_000_000),
        "outside.wacz": zip_members({"datapackage.json": '{"resources": [{"path": "../x"}]}'}),
        "deep.wacz": zip_members({"datapackage.json": "[" * 100_000}),
        "more.wacz": make_wacz([make_record(make_page())], more=pack([make_record(make_page())])),
    }
