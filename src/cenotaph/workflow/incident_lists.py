"""From the rows of a file to the incidents that they state: the lists on its sheets, their columns, row by row."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cenotaph.archive.readers.columns import INCIDENTS, find_columns, show
from cenotaph.archive.readers.days import Order
from cenotaph.archive.readers.intake import Row, UnreadableError
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.incidents.judged import JudgedIncident
from cenotaph.incidents.judged_places import find_place
from cenotaph.incidents.judged_rows import CellFault, Spelling, read_row, settle_days
from cenotaph.values.folding import fold

# Rows above the header: a title, a line about the export.
_MOST_ROWS_ABOVE = 10
_LEAST_FIELDS = 3
_NEEDED = ("code", "date")
_COLUMN = 'Say which with --column, for example --column code="Ref"'
_TOO_MANY = (
    "has {} cells where the header has {}: a sign between cells stands in a text without quotation marks around it."
)


@dataclass(frozen=True, slots=True)
class Custody:
    """How a list came here: who judged what it says, on which day, the pseudonym of who brought it, how sensitive it is
    (public or restricted); and what a person says of how it is written: which column holds which field, which of its
    grades means which, and in which order the numbers of its days stand."""

    by: str
    on: dt.date
    collector: str | None = None
    sensitivity: str = "public"
    columns: Mapping[str, str] = field(default_factory=dict)
    grades: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = None


class Said(NamedTuple):
    """What was said of an earlier list: the columns of fields, and what its grades mean."""

    columns: Mapping[str, str]
    grades: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _List:
    """A list on a sheet: its header, the place of the column of each field, the rows below."""

    header: Row
    places: Mapping[str, int]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a file, and how they are written, as a person says now or said of an earlier list: the columns of
    fields, and the meaning of grades by their words folded; `notes` say what was passed over."""

    lists: tuple[_List, ...]
    columns: Mapping[str, str]
    grades: Mapping[str, str]
    notes: tuple[str, ...]

    def name_columns(self) -> dict[str, str]:
        """The heading of each field that was found."""
        named: dict[str, str] = {}
        for each in self.lists:
            for name, place in each.places.items():
                named.setdefault(name, each.header.cells[place].strip())
        return {name: named[name] for name in INCIDENTS.fields if name in named}

    def list_unused(self) -> tuple[str, ...]:
        """The headings of no field."""
        return tuple(
            dict.fromkeys(
                cell.strip()
                for each in self.lists
                for place, cell in enumerate(each.header.cells)
                if cell.strip() and place not in each.places.values()
            )
        )


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that was read: what to call it, and its incident or what is wrong with it."""

    where: str
    incident: JudgedIncident | None
    reason: str = ""


def find_lists(rows: Sequence[Row], custody: Custody, remembered: Sequence[Said]) -> Lists:
    """The lists in the rows of a file: every sheet with a header that names an incident's code and day. Its columns are
    those that are given, else those of the last list whose headings it has. Raises UnreadableError if there is none."""
    sheets: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if any(cell.strip() for cell in row.cells):
            sheets[row.sheet].append(row)
    if not sheets:
        raise UnreadableError("is empty.")
    given, grades = custody.columns, custody.grades
    for said in remembered:
        columns = {**said.columns, **custody.columns}
        if any(_has_all(_find_header(sheet, columns), columns) for sheet in sheets.values()):
            given, grades = columns, {**said.grades, **custody.grades}
            break
    found: list[_List] = []
    passed: dict[str, UnreadableError] = {}
    for title, sheet in sheets.items():
        try:
            found.append(_read_header(sheet, given))
        except UnreadableError as error:
            passed[title] = error
    if not found:
        # The sheet that comes nearest is what a person means.
        nearest = max(passed, key=lambda title: _count_fields(_find_header(sheets[title], given), given))
        raise passed[nearest]
    titles = ", ".join(passed)
    notes = (f"has sheets that are no lists of incidents, which were passed over: {titles}.",) if passed else ()
    return Lists(tuple(found), given, {fold(word): grade for word, grade in grades.items()}, notes)


def _has_all(header: Row, columns: Mapping[str, str]) -> bool:
    try:
        find_columns(header.cells, columns, INCIDENTS)
    except UnreadableError:
        return False
    return True


def _count_fields(row: Row, given: Mapping[str, str]) -> int:
    wanted = {heading.casefold() for heading in given.values()}
    return len(find_columns(row.cells, {}, INCIDENTS)) + sum(cell.strip().casefold() in wanted for cell in row.cells)


def _find_header(sheet: Sequence[Row], given: Mapping[str, str]) -> Row:
    """The row among the topmost in which the most fields are named."""
    return max(sheet[:_MOST_ROWS_ABOVE], key=lambda row: _count_fields(row, given))


def _read_header(sheet: Sequence[Row], given: Mapping[str, str]) -> _List:
    header = _find_header(sheet, given)
    if _count_fields(header, given) < _LEAST_FIELDS:
        shown = show(header.cells)
        raise UnreadableError(f"is no list of incidents that could be told; its first row: {shown}. {_COLUMN}.")
    places = find_columns(header.cells, given, INCIDENTS)
    missing = [name for name in _NEEDED if name not in places]
    if missing:
        what = " and ".join(missing)
        raise UnreadableError(f"has no column for {what}; its columns: {show(header.cells)}. {_COLUMN}.")
    below = [row for row in sheet if row.number > header.number and not _is_hxl(row)]
    if not below:
        raise UnreadableError("has a header and no row below it.")
    return _List(header, places, below)


def _is_hxl(row: Row) -> bool:
    """True for the row of tags that HXL puts below the header."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    return bool(filled) and all(cell.startswith("#") for cell in filled)


def read_lists(lists: Lists, name: str, custody: Custody, gazetteer: Gazetteer) -> Iterator[ReadRow]:
    """Each row of the lists: the incident that it states, with its place, or what is wrong with it. `name` is that of
    the file."""
    every = [(each, row) for each in lists.lists for row in each.rows]
    days = [_take(row, each, field) for each, row in every for field in ("date", "date_end")]
    spelling = Spelling(custody.order or settle_days(days), lists.grades)
    seen: dict[str, str] = {}
    for each, row in every:
        cells = {field: cell for field in each.places if (cell := _take(row, each, field).strip())}
        at = f"{f'sheet {row.sheet}, ' if row.sheet else ''}row {row.number}"
        called = f"{name}, {at} ({cells['code']})" if "code" in cells else f"{name}, {at}"
        if any(cell.strip() for cell in row.cells[len(each.header.cells) :]):
            yield ReadRow(called, None, _TOO_MANY.format(len(row.cells), len(each.header.cells)))
            continue
        incident, faults = read_row(cells, spelling, custody.by, custody.on, f"{name}, {at}")
        if incident is not None and incident.code in seen:
            faults = (CellFault("code", f"is that of {seen[incident.code]} too; give each incident its own."),)
        if incident is None or faults:
            yield ReadRow(called, None, " ".join(_word_fault(fault, cells, each) for fault in faults))
            continue
        seen[incident.code] = at
        place = find_place(gazetteer, cells)
        yield ReadRow(called, replace(incident, places=(place,) if place is not None else ()))


def _take(row: Row, of: _List, name: str) -> str:
    place = of.places.get(name)
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _word_fault(fault: CellFault, cells: Mapping[str, str], of: _List) -> str:
    """ "the cell KilledMin “9” is above the highest number, 4; mend one of the two." """
    place = of.places.get(fault.field)
    heading = of.header.cells[place].strip() if place is not None else fault.field
    content = f" “{cells[fault.field]}”" if fault.field in cells else ""
    return f"the cell {heading}{content} {fault.reason}"
