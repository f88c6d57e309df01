"""The reader of PDFs: the words of their pages, the numbers of Arabic pages held against a second extraction."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.encoding import read_bytes
from cenotaph.archive.readers.intake import MOST_CHARACTERS, Instructions, Intake, Note, UnreadableError, check_text
from cenotaph.archive.readers.pdf_letters import Letter, find_turned_numbers, mend_signs, order_letters
from cenotaph.archive.readers.pdf_lines import join_pages
from cenotaph.archive.readers.pdf_numbers import compare_numbers, find_falling_ranges, is_arabic

_MOST_PDF_BYTES = 100_000_000
_MOST_PAGES = 3_000
_SHOWN = 10
# A font without a table of its letters gives characters that stand for nothing.
_NO_LETTER = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f]")
_MOST_NO_LETTERS = 0.02
_FEW = 20
_FILE_NAME = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint) - .*|.*\.(?:docx?|pdf|indd|odt|rtf|pptx?|txt|html?))$|^untitled$", re.IGNORECASE
)
_PERSON = "Read it on the page, and put its words into a .txt file."


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: its text, what was found wrong with its numbers, whether something is drawn on it."""

    text: str
    fault: str | None
    is_drawn: bool


def read_pdf(stream: BinaryIO, name: str, instructions: Instructions) -> Intake:
    """The text of a PDF as one document, with its title: a paragraph on each line, running heads left out.

    The numbers of a page with Arabic must be the same in a second extraction, stand in reading order on the page, and
    have no range that falls; else the document is left out, and a note names the page for a person to read. Raises
    UnreadableError if it is no PDF, is locked or larger than any, or no words can be taken from it.
    """
    data = read_bytes(stream, _MOST_PDF_BYTES)
    title, made, pages = _load_pages(data)
    text = join_pages([page.text for page in pages])
    if not text.strip():
        raise UnreadableError(f"holds no text that can be taken out: its pages are pictures. {_PERSON}")
    if len(_NO_LETTER.findall(text)) > _MOST_NO_LETTERS * len(text):
        raise UnreadableError(
            f"has fonts that do not say which letters they show, so its words cannot be taken out. {_PERSON}"
        )
    check_text(text)
    arabic = [number for number, page in enumerate(pages, start=1) if is_arabic(page.text)]
    faults, is_checked = _check_pages(data, pages, arabic, instructions)
    if faults:
        return Intake((), tuple(_note_faults(name, faults)))
    return Intake(
        (Document(name, text, title),), tuple(_list_notes(name, pages, arabic if not is_checked else [], made))
    )


def _check_pages(
    data: bytes, pages: Sequence[_Page], arabic: Sequence[int], instructions: Instructions
) -> tuple[list[tuple[int, str]], bool]:
    """What is wrong with the numbers of the pages in Arabic, by page, and whether a second extraction was there."""
    faults = [(number, fault) for number in arabic if (fault := pages[number - 1].fault)]
    with_numbers = [number for number in arabic if any(map(str.isdecimal, pages[number - 1].text))]
    # Without its fonts at hand an extraction may give the figures of a page and none of its words.
    poor = [number for number, page in enumerate(pages, start=1) if page.is_drawn and _count_letters(page.text) < _FEW]
    again = instructions.extract_again(data) if with_numbers or poor else None
    if not again:
        return faults, not with_numbers
    for number in sorted({*poor, *arabic}):
        first, second = pages[number - 1].text, again[number - 1] if number <= len(again) else ""
        if number in poor and _count_letters(second) > 2 * _FEW:
            faults.append((number, "one extraction of its text has hardly a word, the other has many"))
        elif number in arabic and (difference := compare_numbers(first, second)):
            faults.append((number, f"two extractions of its text have different numbers ({difference})"))
    return sorted(faults), True


def _count_letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _note_faults(name: str, faults: Sequence[tuple[int, str]]) -> Iterator[Note]:
    for number, fault in faults[:_SHOWN]:
        text = f"was not read, since its text cannot be relied on: {fault}. {_PERSON}"
        yield Note(f"{name}, page {number}", text, fault=True)
    if len(faults) > _SHOWN:
        yield Note(name, f"has {len(faults) - _SHOWN:,} more pages of which the same is to be said.", fault=True)


def _list_notes(name: str, pages: Sequence[_Page], unchecked: Sequence[int], made: str | None) -> Iterator[Note]:
    pictures = [number for number, page in enumerate(pages, start=1) if page.is_drawn and not page.text.strip()]
    if pictures:
        yield Note(name, f"has pages that are pictures, which were not read: {_word_pages(pictures)}. {_PERSON}", True)
    if unchecked:
        text = (
            f"is in Arabic, and the numbers of its pages ({_word_pages(unchecked)}) were not held against a second "
            "extraction, for want of one. Install poppler's pdftotext, or look at them on the page."
        )
        yield Note(name, text, fault=True)
    if made:
        yield Note(name, f"was made on {made}, which is not taken for its day of publication.", fault=False)


def _word_pages(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")


def _load_pages(data: bytes) -> tuple[str | None, str | None, list[_Page]]:
    """The title, the day it was made as far as it is stated, and the pages. Raises UnreadableError."""
    pdfium = _load_pdfium()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("is locked with a password. Save it without one.") from None
        raise UnreadableError("is no PDF, or is cut off or damaged. Fetch it again.") from None
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"has {len(document):,} pages; the most is {_MOST_PAGES:,}. Split it.")
        pages: list[_Page] = []
        characters = 0
        for number in range(len(document)):
            pages.append(_load_page(document, number))
            characters += len(pages[-1].text)
            if characters > MOST_CHARACTERS:
                raise UnreadableError(f"has more than {MOST_CHARACTERS:,} characters. Split it.")
        about = document.get_metadata_dict()
    finally:
        document.close()
    title = " ".join(about.get("Title", "").split())
    made = re.match(r"D:(\d{4})(\d{2})(\d{2})", about.get("CreationDate", ""))
    return None if _FILE_NAME.match(title) else title or None, "-".join(made.groups()) if made else None, pages


def _load_page(document: Any, number: int) -> _Page:
    pdfium = _load_pdfium()
    try:
        page = document[number]
        is_drawn = next(iter(page.get_objects(max_depth=1)), None) is not None
        textpage = page.get_textpage()
        if textpage.count_chars() > MOST_CHARACTERS:
            raise UnreadableError(f"has more than {MOST_CHARACTERS:,} characters on page {number + 1:,}.")
        text = textpage.get_text_range()
    except pdfium.PdfiumError as error:
        raise UnreadableError(f"is damaged: page {number + 1:,} cannot be read ({error}). Fetch it again.") from None
    if not is_arabic(text):
        return _Page(text, None, is_drawn)
    letters = _list_letters(textpage)
    text = mend_signs(order_letters(letters))
    turned, falling = find_turned_numbers(letters), find_falling_ranges(text)
    fault = None
    if turned:
        fault = f"digits stand in another order on the page than in its text ({', '.join(turned[:_SHOWN])})"
    elif falling:
        fault = f"a range falls ({', '.join(falling[:_SHOWN])}), so its ends may have changed places"
    return _Page(text, fault, is_drawn)


def _list_letters(textpage: Any) -> list[Letter]:
    raw = _load_pdfium().raw
    letters = []
    for place in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage, place) or 0xFFFD)
        left, _, right, _ = textpage.get_charbox(place, loose=True) if not char.isspace() else (0, 0, 0, 0)
        letters.append(Letter(char, left, right))
    return letters


@cache
def _load_pdfium() -> Any:
    """pypdfium2, imported when the first PDF is read: it takes 0.05 s, and few runs need it."""
    import pypdfium2

    return pypdfium2
