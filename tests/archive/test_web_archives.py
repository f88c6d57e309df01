"""Web archives: pages of text, and nothing of a file that is not whole or was altered."""

import gzip

import pytest

from cenotaph.archive.readers.intake import UnreadableError
from tests.archive.reading import list_faults, list_remarks, read
from tests.archive.web_files import MORE, STORY, make_page, make_record, make_wacz, pack

CHALLENGE = make_page("Checking your browser before you go on.", "Just a moment...")
RECORDS = [
    make_record(b"software: x", "urn:info", kind="warcinfo", media="application/warc-fields"),
    make_record(make_page()),
    make_record(make_page(), "https://plain.example/copy"),
    make_record(make_page("Ten."), "https://plain.example/altered", digest=False),
    make_record(b"gone", "https://plain.example/gone", status="404 Not Found"),
    make_record(b"", "https://plain.example/moved", status="301 Moved"),
    make_record(b"\x89PNG", "https://plain.example/p.png", media="image/png"),
    make_record(
        gzip.compress(make_page("Eleven people were killed, he said.")),
        "https://plain.example/packed",
        headers="Content-Encoding: gzip\r\n",
    ),
    make_record(
        b"%x\r\n%b\r\n0\r\n\r\n" % (len(make_page("Twelve.")), make_page("Twelve.")),
        "https://plain.example/chunked",
        headers="Transfer-Encoding: chunked\r\n",
    ),
    make_record(b"Seven people were killed.", "https://plain.example/t", kind="resource", media="text/plain"),
    make_record(CHALLENGE, "https://plain.example/challenge"),
    make_record("قتل سبعة".encode("cp1256"), "https://plain.example/ar", media="text/plain; charset=windows-1256"),
]
URLS = ["1", "packed", "chunked", "t", "ar"]


@pytest.mark.parametrize("data", [b"".join(RECORDS), pack(RECORDS), gzip.compress(b"".join(RECORDS))])
def test_the_pages_of_an_archive(data: bytes) -> None:
    intake = read(data, "warc", "news.warc")
    assert [document.url for document in intake.documents] == [f"https://plain.example/{url}" for url in URLS]
    first = intake.documents[0]
    assert (first.id, first.title, first.text) == ("news.warc#2", "Market hit", f"{STORY}\n{MORE}")
    # The day of capture is none of publication.
    assert first.published is None
    assert intake.documents[-1].text == "قتل سبعة"
    assert [
        (where.rpartition("/")[2], text.partition(":")[0].partition(" then.")[0]) for where, text in list_faults(intake)
    ] == [
        ("altered", "is altered"),
        ("gone", "is no success"),
        (
            "challenge",
            "is a page that checks whether a person reads it, and not the story. Open it in a browser and save it",
        ),
    ]
    assert list_remarks(intake) == [
        "holds what was not read: pages with the very bytes of another (1), redirections (1), image/png (1)."
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no WARC file, or an empty one"),
        (b"plain words", "is no WARC file"),
        (b"\0" * 1000, "is no WARC file"),
        (gzip.compress(b"plain words"), "is no WARC file"),
        (pack(RECORDS)[:-10], "is cut off: its last part is not whole"),
        (pack(RECORDS[:2])[:-8], "is cut off: its last part is not whole"),
        (b"".join(RECORDS)[:-30], "is cut off: record 12 is shorter than it should be"),
        (gzip.compress(b"".join(RECORDS)[:-30]), "is cut off: record 12 is shorter than it should be"),
        (pack(RECORDS) + b"more", "is damaged after"),
        (pack(RECORDS)[:700] + bytes(40) + pack(RECORDS)[740:], "is damaged"),
    ],
)
def test_nothing_is_read_of_an_archive_that_is_not_whole(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(data, "warc")


def test_a_record_without_a_digest_is_read() -> None:
    assert len(read(make_record(make_page(), digest=None), "warc").documents) == 1


def test_the_pages_that_a_person_captured() -> None:
    frame = make_record(make_page("A frame of the page, with words of its own."), "https://other.example/frame")
    intake = read(make_wacz([RECORDS[1], frame], pages=["https://plain.example/1"]), "wacz")
    assert [document.url for document in intake.documents] == ["https://plain.example/1"]
    assert list_remarks(intake) == ["holds what was not read: texts that are parts of pages (1)."]
    assert len(read(make_wacz([RECORDS[1], frame]), "wacz").documents) == 2


def test_a_page_that_is_listed_and_missing_is_told() -> None:
    pages = ["https://plain.example/1#top", "https://plain.example/lost"]
    intake = read(make_wacz([RECORDS[1]], pages=pages), "wacz", "x.wacz")
    assert len(intake.documents) == 1
    assert list_faults(intake) == [
        ("x.wacz, https://plain.example/lost", "is listed among its pages and is not in it. Capture it again."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ('{"format": "warcs", "columns": {}}', "is of a format that has no reader"),
        ('{"format": "txt", "columns": []}', "its columns are none"),
        ('{"format": "txt", "columns": {}, "published": "then"}', "Invalid isoformat"),
        ('{"format": 7}', "it names no format"),
        ("[" * 90_000, "states how it is to be read"),
        ("txt", "states how it is to be read"),
    ],
)
def test_a_reading_that_is_none_is_told(stated: str, message: str) -> None:
    record = make_record(b"Nine people were killed.", kind="resource", media="text/plain")
    record = record.replace(b"WARC/1.1\r\n", f"WARC/1.1\r\nCenotaph-Reading: {stated}\r\n".encode(), 1)
    ((_, reason),) = list_faults(read(record + RECORDS[1], "warc"))
    assert message in reason


def test_an_archive_in_an_archive_is_read_once() -> None:
    stated = b'WARC/1.1\r\nCenotaph-Reading: {"format": "warc", "columns": {}}\r\n'
    inner = make_record(b"Seven people were killed.", "urn:x:7", kind="resource", media="text/plain")
    deepest = make_record(inner, "urn:x:8", kind="resource", media="application/warc")
    deeper = make_record(inner + deepest.replace(b"WARC/1.1\r\n", stated, 1), "urn:x:9", "resource", "application/warc")
    intake = read(deeper.replace(b"WARC/1.1\r\n", stated, 1), "warc")
    assert [document.text for document in intake.documents] == ["Seven people were killed."]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no whole ZIP archive"),
        (make_wacz(RECORDS)[:-50], "is no whole ZIP archive"),
        (make_wacz(RECORDS, archive=pack(RECORDS[:3])), "archive/data.warc.gz in it does not have the length"),
        (make_wacz(RECORDS, package=b"{}"), "datapackage.json does not have the digest"),
        (make_wacz(RECORDS, more=b"WARC/1.1"), "archive/more.warc is in it and not in its list"),
        (make_wacz([pack(RECORDS)[:-20]]), "is no WARC file"),
    ],
)
def test_nothing_is_read_of_a_wacz_file_that_is_not_whole(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(data, "wacz")
