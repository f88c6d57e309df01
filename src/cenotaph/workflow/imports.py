"""Importing: a list of incidents that a person brings, into a record, as what he judged; each row ends in a receipt."""

import datetime as dt
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from cenotaph.archive.readers.columns import INCIDENTS, find_columns, show
from cenotaph.archive.readers.days import Order
from cenotaph.archive.readers.intake import Instructions, Intake, Note, Row, UnreadableError
from cenotaph.archive.readers.registry import PLAIN_FORMATS, find_reader
from cenotaph.archive.readers.zipped import hold
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.incidents.judged import JudgedIncident
from cenotaph.incidents.judged_places import find_place
from cenotaph.incidents.judged_rows import CellFault, Spelling, read_row, settle_days
from cenotaph.runners.sandbox import Given, Pool
from cenotaph.store import schema
from cenotaph.store.additions import write_moment
from cenotaph.store.record import Record
from cenotaph.store.view import View
from cenotaph.values.folding import fold
from cenotaph.workflow.judged_form import write_judged
from cenotaph.workflow.keeping import INCIDENTS as INCIDENT_LIST
from cenotaph.workflow.keeping import RESTRICTED, explain_blobs, list_same_bytes, seal_file, write_capture
from cenotaph.workflow.receipts import Outcome, Receipt

# Rows above the header: a title, a line about the export; and the tags of HXL below it.
_MOST_ROWS_ABOVE = 10
_LEAST_FIELDS = 3
# What a judgement says of where it came from, which may be otherwise in another copy of one list.
_NOT_COMPARED = frozenset({"on", "where"})
_NEEDED = ("code", "date")
_COLUMN = 'Say which with --column, for example --column code="Ref"'


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


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list: a receipt for each row, the heading of each field that was found and those of no field;
    the fields whose columns were remembered from an earlier list; the incidents that were taken; and the codes of those
    that the person judged before and that the list has no more, which stand."""

    receipts: tuple[Receipt, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    remembered: tuple[str, ...]
    taken: tuple[JudgedIncident, ...]
    gone: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _List:
    """A list that was read: the header, its fields, what a person or the memory of the record says of it, the rows."""

    columns: Mapping[str, int]
    header: Row
    given: Mapping[str, str]
    grades: Mapping[str, str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class _Read:
    """A row that was read: what to call it, and its incident or what is wrong with it."""

    where: str
    incident: JudgedIncident | None
    reason: str = ""


def import_list(
    record: Record, path: Path, format: str, custody: Custody, gazetteer: Gazetteer, pool: Pool, *, dry: bool = False
) -> Imported:
    """Take the list of incidents in a file of a format (csv, tsv or xlsx) into a record, all of it or nothing: its
    bytes, and each row that can be read as a judgement. A `dry` run says what would be taken and writes nothing.

    A row that is as it was is taken already; one that is otherwise supersedes what the same person had judged of the
    same code. Raises UnreadableError for a file that is no such list, OSError, and RecordError.
    """
    started = dt.datetime.now(dt.UTC)
    with path.open("rb") as stream:
        data = hold(stream).read()
    intake, confinement = _read_rows(data, path.name, f"{format} rows", pool)
    with record.look() as view:
        listed = _find_list(intake.rows, custody, view)
    read = list(_read_all(listed, path.name, custody, gazetteer))
    columns = {name: listed.header.cells[place].strip() for name, place in listed.columns.items()}
    used = set(listed.columns.values())
    unused = tuple(c.strip() for n, c in enumerate(listed.header.cells) if n not in used and c.strip())
    remembered = tuple(name for name in listed.given if name not in custody.columns)
    if dry:
        with record.look() as view:
            receipts, taken, gone = _judge(read, view, custody.by)
    else:
        capture = _keep(record, data, path.name, started, custody, listed)
        receipts, taken, gone = _write(record, capture, read, confinement)
    incidents = tuple(incident for incident, _ in taken)
    return Imported(receipts, columns, unused, remembered, incidents, gone, intake.notes)


def _read_rows(data: bytes, name: str, format: str, pool: Pool) -> tuple[Intake, str | None]:
    """The rows, and how the process that read them was held, None for this one."""
    if format in PLAIN_FORMATS:
        return find_reader(format)(io.BytesIO(data), name, Instructions()), None
    opened = pool.open(Given(name, format, data))
    if opened.failure is not None:
        raise UnreadableError(opened.failure.reason)
    return opened.intake, opened.confinement.word() if opened.confinement is not None else None


def _find_list(rows: Sequence[Row], custody: Custody, view: View) -> _List:
    """The header of the list, by the columns that are given, else by those of the last list whose headings it has."""
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if not filled:
        raise UnreadableError("is empty.")
    given, grades = dict(custody.columns), dict(custody.grades)
    for remembered in _list_remembered(view):
        columns = {**remembered["columns"], **given}
        try:
            find_columns(_find_header(filled, columns)[0].cells, columns, INCIDENTS)
        except UnreadableError:
            continue  # it was another list
        given, grades = columns, {**remembered["grades"], **grades}
        break
    header, sheet = _find_header(filled, given)
    found = find_columns(header.cells, given, INCIDENTS)
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        raise UnreadableError(
            f"has no column for {' and '.join(missing)}; its columns: {show(header.cells)}. {_COLUMN}."
        )
    below = [row for row in sheet if row.number > header.number and not _is_hxl(row)]
    if not below:
        raise UnreadableError("has a header and no row below it.")
    return _List(found, header, given, {fold(word): grade for word, grade in grades.items()}, below)


def _find_header(filled: Sequence[Row], given: Mapping[str, str]) -> tuple[Row, Sequence[Row]]:
    """The row among the topmost of each sheet in which the most fields are named, and the rows of its sheet."""
    sheets: defaultdict[str, list[Row]] = defaultdict(list)
    for row in filled:
        sheets[row.sheet].append(row)
    best, most = filled[0], -1
    wanted = {heading.casefold() for heading in given.values()}
    for sheet in sheets.values():
        for row in sheet[:_MOST_ROWS_ABOVE]:
            named = len(find_columns(row.cells, {}, INCIDENTS))
            named += sum(cell.strip().casefold() in wanted for cell in row.cells)
            if named > most:
                best, most = row, named
    if most < _LEAST_FIELDS:
        raise UnreadableError(
            f"is no list of incidents that could be told; its first row: {show(best.cells)}. {_COLUMN}."
        )
    return best, sheets[best.sheet]


def _is_hxl(row: Row) -> bool:
    """True for the row of tags that HXL puts below the header."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    return bool(filled) and all(cell.startswith("#") for cell in filled)


def _list_remembered(view: View) -> Iterator[Mapping[str, Any]]:
    """How the lists of before were said to be written, the last first."""
    found = [body["parameters"] for _, body in view.list_current(schema.captures)]
    yield from (
        each for each in reversed(found) if each.get("format") == INCIDENT_LIST and (each["columns"] or each["grades"])
    )


def _read_all(listed: _List, name: str, custody: Custody, gazetteer: Gazetteer) -> Iterator[_Read]:
    days = [cell for row in listed.rows for cell in (_take(row, listed, "date"), _take(row, listed, "date_end"))]
    spelling = Spelling(custody.order or settle_days(days), listed.grades)
    seen: dict[str, int] = {}
    for row in listed.rows:
        cells = {field: cell for field in listed.columns if (cell := _take(row, listed, field).strip())}
        where = f"{name}, {f'sheet {row.sheet}, ' if row.sheet else ''}row {row.number}"
        incident, faults = read_row(cells, spelling, custody.by, custody.on, where)
        if incident is not None and incident.code in seen:
            first = f"is that of row {seen[incident.code]} too; give each incident its own."
            incident, faults = None, (CellFault("code", first),)
        if incident is None:
            called = f"{where} ({cells['code']})" if "code" in cells else where
            yield _Read(called, None, " ".join(_word_fault(fault, cells, listed) for fault in faults))
            continue
        seen[incident.code] = row.number
        place = find_place(gazetteer, cells)
        yield _Read(f"{where} ({incident.code})", replace(incident, places=(place,) if place is not None else ()))


def _take(row: Row, listed: _List, name: str) -> str:
    place = listed.columns.get(name)
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _word_fault(fault: CellFault, cells: Mapping[str, str], listed: _List) -> str:
    """ "the cell KilledMin “9” is above the highest number, 4; mend one of the two." """
    place = listed.columns.get(fault.field)
    heading = listed.header.cells[place].strip() if place is not None else fault.field
    content = f" “{cells[fault.field]}”" if fault.field in cells else ""
    return f"the cell {heading}{content} {fault.reason}"


def _keep(
    record: Record, data: bytes, name: str, started: dt.datetime, custody: Custody, listed: _List
) -> dict[str, Any]:
    """The body of the capture, once the bytes are kept."""
    parameters = {
        "format": INCIDENT_LIST, "columns": dict(listed.given), "grades": dict(listed.grades), "published": None,
        "language": None, "dates": custody.order.value if custody.order else None, "by": custody.by,
    }  # fmt: skip
    digest = hashlib.sha256(data).hexdigest()
    capture = write_capture(
        name, digest, len(data), started, parameters, collector=custody.collector, sensitivity=custody.sensitivity
    )
    with explain_blobs(record):
        if custody.sensitivity == RESTRICTED:
            with record.look() as view:
                same = [body for _, body in list_same_bytes(view, capture) if "sealed_for" in body]
            seal_file(record, io.BytesIO(data), capture, next(iter(same), None))
        elif not record.blobs.has(digest):
            record.blobs.put_file(io.BytesIO(data))
    capture["ended_at"] = write_moment(dt.datetime.now(dt.UTC))
    return capture


_Judged = tuple[JudgedIncident, list[int]]


def _judge(
    read: Sequence[_Read], view: View, by: str
) -> tuple[tuple[Receipt, ...], tuple[_Judged, ...], tuple[str, ...]]:
    """A receipt for each row, the incidents that are to be written, each with the entries that it ends, and the codes
    that the person had judged and the list lacks."""
    held: dict[str, tuple[int, dict[str, Any]]] = {}
    for number, body in view.list_current(schema.judgements):
        if body["judgement"]["by"] == by:
            held[body["judgement"]["code"]] = number, body["judgement"]
    receipts: list[Receipt] = []
    taken: list[_Judged] = []
    for each in read:
        if each.incident is None:
            receipts.append(Receipt(each.where, Outcome.FAILED, reason=each.reason))
            continue
        earlier = held.pop(each.incident.code, None)
        if earlier is not None and _says_same(earlier[1], each.incident):
            receipts.append(Receipt(each.where, Outcome.DUPLICATE, "itself", "taken already", is_new=False))
            continue
        taken.append((each.incident, [earlier[0]] if earlier is not None else []))
        receipts.append(Receipt(each.where, Outcome.TAKEN, replaces=earlier is not None))
    return tuple(receipts), tuple(taken), tuple(held)


def _says_same(held: Mapping[str, Any], incident: JudgedIncident) -> bool:
    now = msgspec.json.decode(msgspec.json.encode(write_judged(incident)))
    return all(held.get(key) == value for key, value in now.items() if key not in _NOT_COMPARED)


def _write(
    record: Record, capture: Mapping[str, Any], read: Sequence[_Read], confinement: str | None
) -> tuple[tuple[Receipt, ...], tuple[_Judged, ...], tuple[str, ...]]:
    """Write what is new, in one transaction; nothing where nothing is and the same list was brought before."""
    with record.add() as addition:
        view = View(addition.connection)
        receipts, taken, gone = _judge(read, view, capture["parameters"]["by"])
        same = [number for number, body in list_same_bytes(view, capture) if _is_same(body, capture)]
        if same and not taken:
            return receipts, taken, gone
        number = addition.append("capture", capture)
        for incident, ends in taken:
            addition.append("judgement", {"capture": number, "ends": ends, "judgement": write_judged(incident)})
        outcomes = [receipt.outcome for receipt in receipts]
        kinds = (Outcome.TAKEN, Outcome.DUPLICATE, Outcome.FAILED)
        addition.append("receipt", {
            "capture": number, "outcome": next(kind for kind in kinds if kind in outcomes), "of": None, "reason": None,
            "confinement": confinement, "taken": len(taken), "duplicates": outcomes.count(Outcome.DUPLICATE),
            "faults": [{"where": each.item, "reason": each.reason} for each in receipts if each.reason],
        })  # fmt: skip
    return receipts, taken, gone


def _is_same(body: Mapping[str, Any], capture: Mapping[str, Any]) -> bool:
    return bool(body["name"] == capture["name"] and body["parameters"] == capture["parameters"])
