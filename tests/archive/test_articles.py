"""Files of many articles: split into articles with their day, outlet and headline; what is cut off is left out."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.readers.factiva import is_factiva
from cenotaph.archive.readers.intake import UnreadableError
from cenotaph.archive.readers.nexis import is_nexis
from cenotaph.archive.readers.registry import FORMATS, find_format
from tests.archive.reading import list_faults, list_remarks, load, read

BODY = "At least nine people were killed on Tuesday, a doctor said."


def test_nexis_older_form() -> None:
    intake = read(load("nexis_older.txt"), "nexis", "export.txt")
    (document,) = intake.documents
    assert document.text == f"{BODY}\n\nFour were hurt."
    assert (document.id, document.title) == ("export.txt#1", "Nine killed in market of Kaltana")
    assert (document.publisher, document.published) == ("Plain Daily (Kaltana)", dt.date(2016, 5, 11))
    assert document.language == "en"
    assert list_faults(intake) == [
        (
            "export.txt, article 2 (line 34)",
            "is cut off: it is said to have 400 words and has 3. Export it again.",
        )
    ]


def test_nexis_uni() -> None:
    intake = read(load("nexis_uni.txt"), "nexis", "export.txt")
    (document,) = intake.documents
    assert document.text == BODY
    assert (document.title, document.publisher) == ("Nine killed in Kaltana market", "Plain Daily")
    assert document.published == dt.date(2016, 5, 11)
    assert list_faults(intake) == [
        ("export.txt, article 2 (line 22)", "is cut off: its end is missing. Export it again.")
    ]


@pytest.mark.parametrize("name", ["factiva_coded.txt", "factiva_plain.txt"])
def test_factiva(name: str) -> None:
    intake = read(load(name), "factiva")
    (document,) = intake.documents
    assert document.text.endswith("\n\nFour were hurt.")
    assert "At least nine people were killed" in document.text
    assert (document.title, document.publisher) == ("Nine killed in Kaltana market", "Plain Daily")
    assert (document.published, document.language) == (dt.date(2016, 5, 11), "en")
    assert intake.notes == ()


def test_factiva_cut_off() -> None:
    whole = load("factiva_coded.txt").decode()
    intake = read(whole + whole.partition("AN  Document")[0], "factiva")
    assert len(intake.documents) == 1
    assert "its end is missing" in list_faults(intake)[0][1]


@pytest.mark.parametrize("name", ["nexis_older.txt", "nexis_uni.txt", "factiva_coded.txt", "factiva_plain.txt"])
def test_a_text_file_that_is_an_export_is_told(name: str) -> None:
    text = load(name).decode()
    assert is_nexis(text) == name.startswith("nexis")
    assert is_factiva(text) == name.startswith("factiva")
    reader, plain = (FORMATS[find_format("export.txt", format) or ""] for format in (None, "txt"))
    assert reader is not plain


def test_a_report_is_no_export() -> None:
    report = f"{BODY}\n\nThis was 1 of 2 documents on the market.\nLength: 5 words\n"
    assert not is_nexis(report)
    assert not is_factiva(report)


@pytest.mark.parametrize("format", ["nexis", "factiva"])
@pytest.mark.parametrize("text", ["", BODY, "\n" * 1000, "a" * 1_000_000])
def test_what_is_no_export_is_refused(format: str, text: str) -> None:
    with pytest.raises(UnreadableError, match="is no export of"):
        read(text, format)


def test_an_article_without_a_body_or_a_head() -> None:
    intake = read(
        "1 of 2 DOCUMENTS\n\nPlain Daily\n\nMay 11, 2016\n\nHit\n\nLENGTH: 0 words\n\n2 of 2 DOCUMENTS\n", "nexis"
    )
    assert [text for _, text in list_faults(intake)] == ["has no body, so there is nothing to read."] * 2
    assert list_remarks(intake) == []


@given(st.text(alphabet="1of2 DOCUMENTS\nBodyEnd:length", max_size=200), st.sampled_from(["nexis", "factiva"]))
def test_any_text_is_split_or_refused(text: str, format: str) -> None:
    try:
        intake = read(f"1 of 1 DOCUMENTS\n{text}\nEnd of Document", format)
    except UnreadableError:
        return
    assert all(document.text.strip() for document in intake.documents)


def test_the_day_of_loading_is_none_of_publication() -> None:
    export = f"Hit\n\nPlain Daily\n\nLength: 10 words\n\nBody\n\n{BODY}\n\nLoad-Date: May 12, 2016\n\nEnd of Document\n"
    (document,) = read(export, "nexis").documents
    assert document.published is None


def test_a_word_in_the_body_ends_it_not() -> None:
    export = (
        f"Hit\nPlain Daily\nMay 11, 2016\nLength: 10 words\n\nBody\n\n{BODY}\n\nLanguage\n\nEnd.\n\nEnd of Document\n"
    )
    (document,) = read(export, "nexis").documents
    assert document.text.endswith("Language\n\nEnd.")
