"""Tables of reports: columns told by their headers, rows that become documents, lists without texts."""

import datetime as dt
import io

import openpyxl
import pytest

from cenotaph.archive.readers.columns import FIELDS, find_columns
from cenotaph.archive.readers.intake import UnreadableError
from tests.archive.reading import list_faults, list_remarks, load, read


def make_workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_table() -> None:
    intake = read(load("reports.csv"), "csv", "reports.csv")
    first, second, last = intake.documents
    assert (first.id, first.title, first.publisher) == ("K-1", "Market hit", "Plain Daily")
    assert (first.url, first.published) == ("https://plain.example/1", dt.date(2016, 5, 13))
    assert first.text == "Nine people were killed in Kaltana on Tuesday,\na doctor said."
    # 13/05 settles that the day stands first in the whole column.
    assert (second.id, second.published, second.publisher) == ("K-3", dt.date(2016, 6, 5), None)
    assert (last.id, last.published) == ("K-4", None)
    assert list_faults(intake) == [
        ("reports.csv, row 3", "has no text, so there is nothing to read."),
        ("reports.csv, row 5", "has the id 'K-1' of row 2. Give each document its own id."),
        (
            "reports.csv, row 6",
            "states a day of publication that was left out: 'in spring' is no day: write a date such as 2016-05-11 or "
            "a moment such as 2016-05-11T23:30:00+03:00.",
        ),
    ]
    (remark,) = list_remarks(intake)
    assert remark.startswith("is a table; it was read with id from 'Report ID', text from 'Narrative', title from")


def test_arabic_headers_semicolons_and_digits() -> None:
    (document,) = read(load("reports_arabic.csv"), "csv").documents
    assert document.text == "قتل سبعة أشخاص في كلتانا."
    assert (document.title, document.publisher) == ("قصف السوق", "صحيفة البلدة")
    assert (document.id, document.published) == ("given#2", dt.date(2016, 5, 13))


def test_a_list_of_stories_without_texts() -> None:
    intake = read(load("mediacloud.csv"), "csv", "list.csv")
    assert (intake.documents, intake.notes) == ((), ())
    (story,) = intake.stories
    assert story.where == "list.csv, row 2"
    assert (story.address, story.title) == ("https://plain.example/1", "Market hit")
    assert (story.published, story.publisher, story.language) == (dt.date(2016, 5, 11), "plain.example", "en")


def test_a_table_of_titles_and_addresses_alone_is_no_list_of_stories() -> None:
    intake = read("title,url\nA shell fell,https://paper.example/a\n", "csv")
    assert intake.stories == ()
    assert list_faults(intake)[0][1].startswith("lists stories (1) with their title and address and has no column")


def test_rows_of_a_list_that_cannot_be_used_are_named() -> None:
    intake = read("title,url,publish_date\nA,,2016-05-11\nB,https://paper.example/b,someday\n", "csv", name="list")
    assert [(story.title, story.published) for story in intake.stories] == [("B", None)]
    assert [where for where, _ in list_faults(intake)] == ["list, row 2", "list, row 3"]


def test_a_column_that_is_said() -> None:
    table = "Was geschah,Wann\nNine were killed.,2016-05-11\n"
    intake = read(table, "csv")
    assert intake.documents == ()
    assert "its columns: 'Was geschah', 'Wann'. Say which with --column" in list_faults(intake)[0][1]
    (document,) = read(table, "csv", columns={"text": "was geschah", "published": "Wann"}).documents
    assert (document.text, document.published) == ("Nine were killed.", dt.date(2016, 5, 11))
    with pytest.raises(UnreadableError, match=r"has no column 'Wo', which --column gives for title\. Its columns"):
        read(table, "csv", columns={"title": "Wo"})


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_told(sign: str) -> None:
    table = f'text{sign}date\n"Nine, they said; killed | or so"{sign}2016-05-11\n'
    assert read(table, "csv").documents[0].text == "Nine, they said; killed | or so"
    assert read(f"sep={sign}\n{table}", "csv").documents[0].id == "given#3"


def test_a_row_with_more_cells_than_the_header_is_named() -> None:
    intake = read("text,date\nNine were killed, a doctor said.,2016-05-11\nTwo were hurt.,2016-05-11,,\n", "csv")
    assert [document.text for document in intake.documents] == ["Two were hurt."]
    assert "has 3 cells where the header has 2" in list_faults(intake)[0][1]


def test_an_order_of_numbers_that_cannot_be_told() -> None:
    intake = read("text,date\nNine were killed.,03/04/2016\n", "csv")
    assert intake.documents[0].published is None
    assert "'03/04/2016' may have the day or the month first" in list_faults(intake)[0][1]


def test_a_title_above_the_header() -> None:
    (document,) = read("Reports of May\n\nNarrative,Date\nNine were killed.,2016-05-11\n", "csv").documents
    assert document.published == dt.date(2016, 5, 11)


@pytest.mark.parametrize(
    ("table", "message"), [("", "is empty"), ("text,date\n", "no row below"), (",,\n", "is empty")]
)
def test_a_table_with_nothing_in_it(table: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(table, "csv")


def test_a_workbook() -> None:
    rows = [
        ["Reports of May"],
        ["No.", "Narrative", "Date", "Source"],
        [1, "Nine were killed.", dt.datetime(2016, 5, 11), "Plain Daily"],
        [2, "Two were hurt.", dt.datetime(2016, 5, 11, 23, 30), None],
        [None, None, None, None],
        [3, None, dt.date(2016, 5, 12), "Plain Daily"],
    ]
    intake = read(make_workbook(May=rows), "xlsx", "may.xlsx")
    assert [document.id for document in intake.documents] == ["may.xlsx#3", "may.xlsx#4"]
    assert {document.published for document in intake.documents} == {dt.date(2016, 5, 11)}
    assert list_faults(intake) == [("may.xlsx, row 6", "has no text, so there is nothing to read.")]


def test_the_sheets_of_a_workbook() -> None:
    book = make_workbook(
        May=[["ID", "Text"], ["a", "Nine were killed."]],
        June=[["ID", "Text"], ["b", "Two were hurt."]],
        Codes=[["Code", "Meaning"], ["1", "yes"]],
        Empty=[],
    )
    intake = read(book, "xlsx")
    assert [document.id for document in intake.documents] == ["a", "b"]
    assert "has sheets without a column of texts, which were passed over: Codes." in list_remarks(intake)
    with pytest.raises(UnreadableError, match=r"has no sheet with a column of texts.*Codes: 'Code', 'Meaning'"):
        read(make_workbook(Codes=[["Code", "Meaning"]], More=[["x"]]), "xlsx")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text", make_workbook(A=[["text"], ["x"]])[:-40]])
def test_what_is_no_workbook(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="is no whole ZIP archive"):
        read(data, "xlsx")


def test_every_field_has_names_that_are_found() -> None:
    header = ["ID", "Full_Text", "HEADLINE", "publish-date", "URL", "Language", "Media Name"]
    assert set(find_columns(header, {})) == set(FIELDS)
