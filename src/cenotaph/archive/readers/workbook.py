"""The reader of workbooks: the rows of the sheets that are tables of reports."""

import datetime as dt
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.columns import find_columns, show
from cenotaph.archive.readers.delimited import MOST_CELLS
from cenotaph.archive.readers.intake import (
    MOST_CHARACTERS_TOGETHER,
    MOST_DOCUMENTS,
    Instructions,
    Intake,
    Note,
    Row,
    UnreadableError,
    gather,
)
from cenotaph.archive.readers.tables import SAY_COLUMN, read_table
from cenotaph.archive.readers.zipped import Archive, check_declarations
from cenotaph.archive.story import Story

# A sheet of 100,000 reports has some 50 MB, its texts among them or beside it in the shared strings.
_MOST_SHEET_BYTES = 100_000_000
# openpyxl takes five seconds for a million cells.
_MOST_CELLS = 1_000_000
_MOST_STRINGS = 500_000
# Styles and the list of sheets are loaded whole before the first row.
_MOST_OTHER_BYTES = 2_000_000
_CELL = re.compile(rb"<(?:\w+:)?(?:c|si)[\s/>]")
_MOST_SHEETS = 100


def read_workbook(stream: BinaryIO, name: str, instructions: Instructions) -> Intake:
    """A document for each row of the sheets of the workbook that are tables of reports; other sheets are named.

    Formulas are read by the value the workbook keeps for them. Raises UnreadableError if it is no workbook, is locked
    or larger than any, or has no sheet that could be read.
    """
    return gather(name, _walk_sheets(_list_sheets(stream), name, instructions))


def read_workbook_rows(stream: BinaryIO, _name: str, _: Instructions) -> Intake:
    """The rows of all sheets of a workbook, as they stand. Raises UnreadableError as `read_workbook` does."""
    sheets = _list_sheets(stream)
    return Intake(rows=tuple(replace(row, sheet=title) for title, rows in sheets for row in rows))


def _list_sheets(stream: BinaryIO) -> list[tuple[str, list[Row]]]:
    """The titles and rows of the sheets that are filled."""
    archive = Archive(stream)
    _check_parts(archive)
    try:
        with warnings.catch_warnings():
            # What openpyxl does not keep when it writes a workbook again does not matter to reading one.
            warnings.simplefilter("ignore")
            book = _load_openpyxl().load_workbook(archive.rewind(), read_only=True, data_only=True, keep_links=False)
            sheets = [(sheet.title, _list_rows(sheet)) for sheet in book.worksheets[:_MOST_SHEETS]]
    except (UnreadableError, MemoryError):
        raise
    # openpyxl lets the errors of what it stands on through, of any kind, and says nothing about them.
    except Exception as error:
        raise UnreadableError(
            f"is no workbook that can be read ({type(error).__name__}: {str(error)[:100]})."
        ) from None
    return [sheet for sheet in sheets if sheet[1]]


def _walk_sheets(
    sheets: Sequence[tuple[str, Sequence[Row]]], name: str, instructions: Instructions
) -> Iterator[Document | Story | Note]:
    if not sheets:
        raise UnreadableError("is a workbook without a filled sheet.")
    if len(sheets) == 1:
        yield from read_table(sheets[0][1], name, instructions.columns)
        return
    tables = [(title, rows) for title, rows in sheets if _is_table(rows, instructions)]
    if not tables:
        headers = "; ".join(f"{title}: {show(rows[0].cells)}" for title, rows in sheets[:5])
        raise UnreadableError(f"has no sheet with a column of texts that could be told ({headers}). {SAY_COLUMN}")
    for title, rows in tables:
        yield from read_table(rows, f"{name}, sheet {title}", instructions.columns)
    if passed := [title for title, rows in sheets if (title, rows) not in tables]:
        yield Note(name, f"has sheets without a column of texts, which were passed over: {', '.join(passed)}.", False)


def _is_table(rows: Sequence[Row], instructions: Instructions) -> bool:
    for row in rows[:10]:
        try:
            if "text" in find_columns(row.cells, instructions.columns):
                return True
        except UnreadableError:
            continue
    return False


def _list_rows(sheet: Any) -> list[Row]:
    rows: list[Row] = []
    characters = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_CELLS), start=1):
        if number > MOST_DOCUMENTS + 100:
            raise UnreadableError(f"has a sheet of more than {MOST_DOCUMENTS:,} rows. Split it.")
        words = [_word(cell) for cell in cells]
        characters += sum(map(len, words))
        if characters > MOST_CHARACTERS_TOGETHER:
            raise UnreadableError("holds more text than is taken from one file. Split it.")
        if any(words):
            rows.append(Row(number, words))
    return rows


def _word(cell: Any) -> str:
    """A cell as text: a day or moment in ISO form, a whole number without a point."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _check_parts(archive: Archive) -> None:
    """Raises UnreadableError if a part of the workbook is larger than may be or declares a document type."""
    if "[Content_Types].xml" not in archive.names:
        raise UnreadableError("is no workbook. Save it as .xlsx.")
    for part in archive.names:
        if part.endswith((".xml", ".rels")):
            is_text = "worksheets/" in part or part.endswith("sharedStrings.xml")
            data = archive.take(part, _MOST_SHEET_BYTES if is_text else _MOST_OTHER_BYTES)
            check_declarations(data, part)
            most = _MOST_STRINGS if part.endswith("sharedStrings.xml") else _MOST_CELLS
            if is_text and len(_CELL.findall(data)) > most:
                raise UnreadableError(f"holds more than {most:,} cells or texts in {part}. Split it.")


@cache
def _load_openpyxl() -> Any:
    """openpyxl, imported when the first workbook is read: it takes 0.19 s, and nothing else of reading needs it."""
    import openpyxl

    return openpyxl
