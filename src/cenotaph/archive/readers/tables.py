"""Tables of reports: one document for each row, whatever file the rows come from."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from cenotaph.archive.document import Document
from cenotaph.archive.readers.columns import FIELDS, find_columns, show
from cenotaph.archive.readers.days import Order, parse_day, settle_column
from cenotaph.archive.readers.intake import Note, Row, UnreadableError, check_text
from cenotaph.archive.story import Story

SAY_COLUMN = 'Say which with --column, for example --column text="Narrative".'

_TOO_MANY = (
    "has {} cells where the header has {}: a sign between cells stands in a text without quotation marks around it."
)

# Rows above the header: a title, a line about the export, an empty line.
_MOST_ROWS_ABOVE = 10


def read_table(rows: Sequence[Row], name: str, given: Mapping[str, str]) -> Iterator[Document | Story | Note]:
    """A document or a note for each row below the header; `given` are the columns that a person named.

    A list of stories without their texts (as MediaCloud gives) has a story for each row that names a page. Raises
    UnreadableError if it is empty.
    """
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if not filled:
        raise UnreadableError("is empty.")
    header, columns = _find_header(filled, given)
    below = [row for row in filled if row.number > header.number]
    if "text" not in columns:
        if columns.keys() >= _STORIES and not _WHEN_AND_WHO.isdisjoint(columns):
            yield from _list_stories(below, columns, name)
        else:
            yield _refuse(header, columns, len(below), name)
        return
    yield from _note_columns(header, columns, name)
    if not below:
        raise UnreadableError("has a header and no row below it.")
    order = settle_column(_cell(row, columns, "published") for row in below)
    seen: dict[str, int] = {}
    for row in below:
        where = f"{name}, row {row.number}"
        try:
            if any(cell.strip() for cell in row.cells[len(header.cells) :]):
                raise UnreadableError(_TOO_MANY.format(len(row.cells), len(header.cells)))
            document, note = _make_document(row, columns, name, order)
            if document.id in seen:
                raise UnreadableError(
                    f"has the id {document.id!r} of row {seen[document.id]}. Give each document its own id."
                )
        except UnreadableError as error:
            yield Note(where, str(error), fault=True)
            continue
        seen[document.id] = row.number
        yield document
        if note:
            yield Note(where, note, fault=True)


# What a list of stories has: a table with these and no texts is one, if it states a day or an outlet too.
_STORIES = frozenset({"url", "title"})
_WHEN_AND_WHO = frozenset({"published", "publisher"})


def _list_stories(rows: Sequence[Row], columns: Mapping[str, int], name: str) -> Iterator[Story | Note]:
    order = settle_column(_cell(row, columns, "published") for row in rows)
    for row in rows:
        where = f"{name}, row {row.number}"
        values = {field: _cell(row, columns, field).strip() or None for field in FIELDS}
        if values["url"] is None:
            yield Note(where, "names no page: it has no address.", fault=True)
            continue
        published, note = _take_day(values["published"], order)
        language = _take_language(values["language"])
        yield Story(where, values["url"], values["title"], published, values["publisher"], language)
        if note:
            yield Note(where, note, fault=True)


def _take_language(written: str | None) -> str | None:
    code = written.lower().split("-")[0] if written else ""
    return code if len(code) == 2 else None


def _find_header(rows: Sequence[Row], given: Mapping[str, str]) -> tuple[Row, dict[str, int]]:
    """The first of the topmost rows in which the most fields are named, if it is two or the text; else the first."""
    best, most = rows[0], find_columns(rows[0].cells, {})
    for row in rows[1:_MOST_ROWS_ABOVE]:
        found = find_columns(row.cells, {})
        if len(found) > max(len(most), 1):
            best, most = row, found
    return best, find_columns(best.cells, given)


def _refuse(header: Row, columns: Mapping[str, int], rows: int, name: str) -> Note:
    if {"url", "title"} <= columns.keys():
        text = (
            f"lists stories ({rows:,}) with their title and address and has no column of texts, so nothing was read. "
            f"Save the pages (.html, .warc) and read those, or add the texts as a column. {SAY_COLUMN}"
        )
    else:
        text = f"has no column of texts that could be told; its columns: {show(header.cells)}. {SAY_COLUMN}"
    return Note(name, text, fault=True)


def _note_columns(header: Row, columns: Mapping[str, int], name: str) -> Iterator[Note]:
    taken = ", ".join(f"{field} from {header.cells[columns[field]].strip()!r}" for field in FIELDS if field in columns)
    lacking = [field for field in ("title", "published", "url", "publisher") if field not in columns]
    more = f" No column was found for {', '.join(lacking)}: --column says it." if lacking else ""
    yield Note(name, f"is a table; it was read with {taken}.{more}", fault=False)


def _make_document(row: Row, columns: Mapping[str, int], name: str, order: Order | None) -> tuple[Document, str | None]:
    """The document of a row, and what is to be said of its day. Raises UnreadableError without a text."""
    values = {field: _cell(row, columns, field).strip() or None for field in FIELDS}
    text = _cell(row, columns, "text")
    if not text.strip():
        raise UnreadableError("has no text, so there is nothing to read.")
    check_text(text)
    published, note = _take_day(values["published"], order)
    return Document(
        id=values["id"] or f"{name}#{row.number}",
        text=text,
        title=values["title"],
        published=published,
        url=values["url"],
        language=_take_language(values["language"]),
        publisher=values["publisher"],
    ), note


def _take_day(written: str | None, order: Order | None) -> tuple[dt.date | None, str | None]:
    if not written:
        return None, None
    try:
        return parse_day(written, order), None
    except ValueError as error:
        return None, f"states a day of publication that was left out: {error}."


def _cell(row: Row, columns: Mapping[str, int], field: str) -> str:
    place = columns.get(field)
    return row.cells[place] if place is not None and place < len(row.cells) else ""
