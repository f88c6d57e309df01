"""What a person said of tables that he took in before: which column holds which field, for tables of the same kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cenotaph.archive.readers.columns import REPORTS, find_columns
from cenotaph.archive.readers.intake import Instructions, Row, UnreadableError
from cenotaph.archive.readers.registry import PLAIN_FORMATS, ROWS, find_reader
from cenotaph.runners.sandbox import Given, Pool
from cenotaph.store import schema
from cenotaph.store.record import Record
from cenotaph.workflow.items import Item

# A header stands among the topmost rows.
_MOST_ROWS_ABOVE = 10


def recall_columns(record: Record, items: Sequence[Item], pool: Pool) -> list[Item]:
    """The items, with the columns that a person said when he took in the last table with the same headings; the others
    as they are. For tables of which nobody says anything now."""
    remembered = _list_remembered(record, tuple(ROWS)) if any(_is_table(item) for item in items) else []
    return [_recall(item, remembered, pool) if remembered and _is_table(item) else item for item in items]


def _is_table(item: Item) -> bool:
    return item.path is not None and f"{item.format} rows" in ROWS


def _list_remembered(record: Record, formats: Sequence[str]) -> list[Mapping[str, str]]:
    """What was said of tables of reports, the last first, each once."""
    with record.look() as view:
        found = [body["parameters"] for _, body in view.list_current(schema.captures)]
    said = [
        each["columns"] for each in reversed(found) if f"{each.get('format')} rows" in formats and each.get("columns")
    ]
    return [each for number, each in enumerate(said) if each not in said[:number]]


def _recall(item: Item, remembered: Sequence[Mapping[str, str]], pool: Pool) -> Item:
    headers = list(_list_headers(item, pool))
    for columns in remembered:
        if any(_has_all(header, columns) for header in headers):
            return replace(item, columns=columns)
    return item


def _has_all(header: Row, columns: Mapping[str, str]) -> bool:
    try:
        find_columns(header.cells, columns, REPORTS)
    except UnreadableError:
        return False
    return True


def _list_headers(item: Item, pool: Pool) -> Iterator[Row]:
    """The topmost rows of each sheet. What is wrong with the file is said when it is taken in."""
    assert item.path is not None
    format = f"{item.format} rows"
    try:
        if format in PLAIN_FORMATS:
            with item.path.open("rb") as stream:
                rows = find_reader(format)(stream, item.name, Instructions()).rows
        else:
            rows = pool.open(Given(item.name, format, item.path)).intake.rows
    except (UnreadableError, OSError):
        return
    seen: dict[str, int] = {}
    for row in rows:
        seen[row.sheet] = seen.get(row.sheet, 0) + 1
        if seen[row.sheet] <= _MOST_ROWS_ABOVE:
            yield row
