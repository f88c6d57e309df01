"""PDFs: paragraphs from lines, Arabic words in reading order, and numbers that two extractions must agree on."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.readers.intake import UnreadableError
from cenotaph.archive.readers.pdf_letters import Letter, find_turned_numbers, mend_signs, order_letters
from cenotaph.archive.readers.pdf_lines import join_pages
from cenotaph.archive.readers.pdf_numbers import compare_numbers, find_falling_ranges, is_arabic
from cenotaph.runners.poppler import extract_pages
from tests.archive.pdf_files import make_pdf, set_arabic, set_line
from tests.archive.reading import list_faults, list_remarks, read

FIRST = "قتل ١٢ شخصا بينهم ثلاثة أطفال في قصف على السوق"
SECOND = "وأصيب 345 آخرون"
PERSON = "Read it on the page, and put its words into a .txt file."


def make_arabic(*lines: str, as_read: bool = False) -> bytes:
    return make_pdf([[glyph for n, line in enumerate(lines) for glyph in set_arabic(line, 800 - 20 * n, as_read)]])


def agree(_: bytes) -> list[str]:
    return [f"{FIRST}\n{SECOND}"]


def test_an_english_report() -> None:
    lines = [
        "At least nine people were killed in the market of Kaltana on",
        "Tuesday, a doctor said.",
        "Four were hurt.",
    ]
    glyphs = [glyph for n, line in enumerate(lines) for glyph in set_line(line, 800 - 20 * n)]
    intake = read(make_pdf([glyphs, []], title="Bulletin of May"), "pdf", "may.pdf")
    (document,) = intake.documents
    assert document.text == f"{lines[0]} {lines[1]}\n{lines[2]}"
    assert (document.id, document.title, document.published) == ("may.pdf", "Bulletin of May", None)
    assert list_faults(intake) == [
        ("may.pdf", f"has pages that are pictures, which were not read: 2. {PERSON}"),
    ]
    assert list_remarks(intake) == ["was made on 2016-05-12, which is not taken for its day of publication."]


@pytest.mark.parametrize("as_read", [False, True])
def test_arabic_words_are_read_in_order_however_they_are_drawn(as_read: bool) -> None:
    intake = read(make_arabic(FIRST, SECOND, as_read=as_read), "pdf", again=agree)
    (document,) = intake.documents
    # ثلاثة is three, ثالثة would be "third".
    assert document.text == f"{FIRST} {SECOND}"
    assert list_faults(intake) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not on this machine")
def test_poppler_finds_the_same_numbers() -> None:
    data = make_arabic(FIRST, SECOND)
    pages = extract_pages(data)
    assert pages is not None
    assert len(pages) == 1
    intake = read(data, "pdf", again=extract_pages)
    assert len(intake.documents) == 1
    assert list_faults(intake) == []
    assert extract_pages(b"%PDF-1.4 nothing") is None


def test_numbers_that_differ_send_the_page_to_a_person() -> None:
    data = make_pdf([set_arabic(SECOND, 800), set_arabic(FIRST, 800)])
    intake = read(data, "pdf", "may.pdf", again=lambda _: [SECOND, FIRST.replace("١٢", "٢١")])
    assert intake.documents == ()
    assert list_faults(intake) == [
        (
            "may.pdf, page 2",
            "was not read, since its text cannot be relied on: two extractions of its text have different numbers "
            f"(12 against 21). {PERSON}",
        )
    ]


def test_a_page_whose_words_are_lost_goes_to_a_person() -> None:
    # What PDFium gives of a page whose Arabic font is not at hand: the figures alone.
    intake = read(make_pdf([set_line("345 12 7", 800)]), "pdf", again=lambda _: [f"{SECOND} {FIRST}"])
    assert intake.documents == ()
    assert "one extraction of its text has hardly a word, the other has many" in list_faults(intake)[0][1]


def test_a_page_of_few_words_is_compared_too() -> None:
    intake = read(make_arabic("قتل ١٢"), "pdf", again=lambda _: ["قتل ٢١"])
    assert "different numbers (12 against 21)" in list_faults(intake)[0][1]


def test_a_range_that_falls_sends_the_page_to_a_person() -> None:
    intake = read(make_arabic("قتل ٢٠-١٠ شخصا في القصف"), "pdf", again=lambda _: ["قتل ٢٠-١٠ شخصا في القصف"])
    assert intake.documents == ()
    assert "a range falls (20-10), so its ends may have changed places" in list_faults(intake)[0][1]


def test_without_a_second_extraction_it_is_said() -> None:
    intake = read(make_arabic(FIRST), "pdf")
    assert len(intake.documents) == 1
    ((_, text),) = list_faults(intake)
    assert "the numbers of its pages (1) were not held against a second extraction" in text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no PDF"),
        (b"%PDF-1.7 and then nothing", "is no PDF"),
        (b"\0" * 5000, "is no PDF"),
        (make_pdf([[], []]), "holds no text that can be taken out: its pages are pictures"),
        (make_pdf([set_line("\ue000\ue001\ue002 and two", 800)]), "fonts that do not say which letters they show"),
    ],
)
def test_what_cannot_be_read(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(data, "pdf")


def test_a_pdf_that_is_cut_off_is_not_read_as_whole() -> None:
    data = make_pdf([set_line("Nine were killed.", 800)])
    with pytest.raises(UnreadableError, match=r"is no PDF, or is cut off|holds no text"):
        read(data[: data.index(b"stream")], "pdf")


def place(text: str, lefts: list[float]) -> list[Letter]:
    return [Letter(char, left, left + 5) for char, left in zip(text, lefts, strict=True)]


def test_digits_that_stand_in_another_order_than_in_the_text() -> None:
    assert find_turned_numbers(place("قتل ٢١ ", [60, 55, 50, 45, 40, 35, 30])) == ["٢١"]
    assert find_turned_numbers(place("قتل ١٢ ", [60, 55, 50, 45, 35, 40, 30])) == []


def test_a_word_that_was_turned_round_is_turned_back() -> None:
    assert order_letters(place("لتق 12", [10, 15, 20, 30, 40, 45])) == "قتل 12"
    # Two letters in one place are a ligature.
    assert order_letters(place("ثالثة", [40, 35, 35, 30, 25])) == "ثلاثة"


def test_marks_of_vowels_stay() -> None:
    # A mark may take no room of its own: nothing is known of its place, so the word stays as it is.
    assert order_letters([Letter("ق", 40, 45), Letter("ُ", 0, 0), Letter("ت", 35, 40)]) == "قُت"


@given(st.text(alphabet="abc 12-.,()", max_size=60))
def test_what_is_not_arabic_is_left_alone(text: str) -> None:
    assert order_letters([Letter(char, 0, 0) for char in text]) == text


def test_signs_beside_numbers() -> None:
    assert mend_signs("في 12 مايو ،2016 وقتل") == "في 12 مايو 2016، وقتل"
    assert mend_signs("قتيلا )١٥ منهم أطفال( أمس") == "قتيلا (١٥ منهم أطفال) أمس"


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        ("قتل ١٢", "قتل 12", None),
        ("قتل ١٢ و٣", "٣ و ١٢", None),
        ("\u202bقتل \u202a١٢\u202c", "قتل ١٢", None),
        ("قتل ١٢", "قتل ٢١", "12 against 21"),
        ("قتل ١٢", "قتل", "12 against none"),
        ("1,234", "1 234", "1,234 against 1, 234"),
    ],
)
def test_numbers_are_compared_as_sets(first: str, second: str, difference: str | None) -> None:
    assert compare_numbers(first, second) == difference


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("٢٠-١٠", ["20-10"]),
        ("10 – 20", []),
        ("2016-05-11", []),
        ("12/5-3", []),
        ("5551-23", []),
        ("021-123", []),
        ("يوم 20-10", ["20-10"]),
    ],
)
def test_ranges(text: str, ranges: list[str]) -> None:
    assert find_falling_ranges(text) == ranges


def test_an_arabic_name_makes_no_page_arabic() -> None:
    assert not is_arabic("At least nine people were killed in the market of Kaltana (كلتانا) on Tuesday.")
    assert is_arabic(FIRST)


def test_running_heads_and_page_numbers() -> None:
    body = "The report of the day {} tells that nine people were killed in the market, and that\nfour were hurt there."
    pages = [f"Monthly bulletin\r\n{body.format(n)}\r\nPage {n} of 4" for n in range(1, 5)]
    text = join_pages(pages)
    assert text.count("Monthly bulletin") == 1
    assert "Page" not in text
    assert text.count("four were hurt there.") == 4


def test_hyphens_at_the_ends_of_lines() -> None:
    assert join_pages(["The gov\ufffeernor said 10\ufffe20 were hurt."]) == "The governor said 10-20 were hurt."


def test_rows_of_figures_stay_apart() -> None:
    rows = "Kaltana 12 4 16\nSalt Gate 3 10 13\nTogether 15 14 29"
    assert join_pages([rows]) == rows
