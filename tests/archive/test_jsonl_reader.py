"""JSON Lines: a line that cannot be read is named by its number, and the others are read."""

import datetime as dt
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.document import Document
from cenotaph.archive.readers import jsonl
from cenotaph.archive.readers.intake import Intake, UnreadableError
from cenotaph.archive.readers.jsonl import read_jsonl

GOOD = {"id": "a", "text": "Seven people were killed."}


def read(*rows: object) -> Intake:
    """The intake of lines: text and bytes as they are, anything else as JSON."""
    lines = [
        row if isinstance(row, bytes) else (row if isinstance(row, str) else json.dumps(row)).encode() for row in rows
    ]
    return read_jsonl(io.BytesIO(b"\n".join(lines)), "reports.jsonl")


def test_all_keys() -> None:
    row = {
        **GOOD,
        "title": "Market hit",
        "published": "2016-03-04T23:30:00+03:00",
        "url": "https://plain.example/1",
        "language": "EN-gb",
        "publisher": "Plain Daily",
    }
    assert read(row) == Intake(
        (
            Document(
                "a",
                "Seven people were killed.",
                "Market hit",
                dt.date(2016, 3, 4),
                "https://plain.example/1",
                "en",
                "Plain Daily",
            ),
        ),
    )


def test_empty_lines_and_a_byte_order_mark_are_passed_over() -> None:
    intake = read(b"\xef\xbb\xbf" + json.dumps(GOOD).encode(), "", "  ", {**GOOD, "id": 2})
    assert [document.id for document in intake.documents] == ["a", "2"]
    assert intake.notes == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "x", "text": ', "is no JSON"),
        ("[1, 2]", "is no JSON object"),
        ("[" * 100_000, "nested too deeply"),
        (b'{"id": "x", "text": "\xff"}', "is not UTF-8"),
        ({"text": "Words."}, 'has no "id"'),
        ({"id": True, "text": "Words."}, 'has no "id"'),
        ({"id": " ", "text": "Words."}, 'has no "id"'),
        ({"id": "x"}, 'has no "text"'),
        ({"id": "x", "text": "  "}, 'has no "text"'),
        ({"id": "x", "text": 5}, 'has 5 as "text", which must be text'),
        ({"id": "x", "text": "half \ud800 a letter"}, r"half a character \(\\ud800 at 5\)"),
        ({"id": "x", "text": "Words.", "published": "yesterday"}, "'yesterday' is no day: write a date such as"),
        ({"id": "x", "text": "Words.", "published": 2016}, 'has 2016 as "published"'),
    ],
)
def test_a_broken_line_is_named_and_the_others_read(line: object, message: str) -> None:
    intake = read(GOOD, line, {**GOOD, "id": "b"})
    assert [document.id for document in intake.documents] == ["a", "b"]
    (note,) = intake.notes
    assert note.where == "reports.jsonl, line 2"
    assert note.fault
    assert re.search(message, note.text)


def test_a_second_document_with_an_id_is_refused_with_both_lines() -> None:
    intake = read(GOOD, "", {**GOOD, "text": "Others."})
    assert [document.text for document in intake.documents] == ["Seven people were killed."]
    (note,) = intake.notes
    assert note.where == "reports.jsonl, line 3"
    assert "has the id 'a' of line 1" in note.text
    assert note.fault


def test_an_unknown_key_is_named_once_and_ignored() -> None:
    intake = read({**GOOD, "tag": 1}, {**GOOD, "id": "b", "tag": 2})
    assert len(intake.documents) == 2
    (note,) = intake.notes
    assert note.where == "reports.jsonl"
    assert "'tag' (line 1)" in note.text
    assert not note.fault


@pytest.mark.parametrize(
    ("data", "message"), [(b"", "is empty"), (b"\n\n", "is empty"), (b"PK\x03\x04", "ZIP archive")]
)
def test_a_file_that_is_none_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_jsonl(io.BytesIO(data), "reports.jsonl")


def test_a_line_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "_MOST_LINE_BYTES", 100)
    intake = read(GOOD, {"id": "long", "text": "a" * 500}, {**GOOD, "id": "b"})
    assert [document.id for document in intake.documents] == ["a", "b"]
    (note,) = intake.notes
    assert note.where == "reports.jsonl, line 2"
    assert "larger than one document may be" in note.text


def test_many_broken_lines_are_counted() -> None:
    intake = read(*["{"] * 3000, GOOD)
    assert len(intake.documents) == 1
    assert len(intake.notes) == 11
    assert intake.notes[-1].text == "has 2,990 more lines that could not be read."


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_lines_are_read_or_named(lines: list[bytes]) -> None:
    try:
        intake = read(*lines)
    except UnreadableError:
        return
    assert intake.documents or intake.notes
