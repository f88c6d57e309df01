"""Importing: a list of incidents that a person brings, into a record, as what he judged; each row ends in a receipt."""

import datetime as dt
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from cenotaph.archive.readers.intake import Instructions, Intake, Note, UnreadableError
from cenotaph.archive.readers.registry import PLAIN_FORMATS, find_reader
from cenotaph.archive.readers.zipped import hold
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.incidents.judged import JudgedIncident
from cenotaph.runners.sandbox import Given, Pool
from cenotaph.store import schema
from cenotaph.store.additions import write_moment
from cenotaph.store.record import Record
from cenotaph.store.view import View
from cenotaph.workflow.incident_lists import Custody, Lists, ReadRow, Said, find_lists, read_lists
from cenotaph.workflow.judged_form import write_judged
from cenotaph.workflow.keeping import INCIDENTS as INCIDENT_LIST
from cenotaph.workflow.keeping import RESTRICTED, explain_blobs, list_same_bytes, seal_file, write_capture
from cenotaph.workflow.receipts import Outcome, Receipt

# What a judgement says of where it came from, which may be otherwise in another copy of one list.
_NOT_COMPARED = frozenset({"on", "where"})


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


def import_list(
    record: Record, path: Path, format: str, custody: Custody, gazetteer: Gazetteer, pool: Pool, *, dry: bool = False
) -> Imported:
    """Take the list of incidents in a file of a format (csv, tsv or xlsx) into a record, all of it or nothing: its
    bytes, and each row that can be read as a judgement. A `dry` run says what would be taken and writes nothing.

    A row that is as it was is taken already; one that is otherwise supersedes what the same person had judged of the
    same code, and fails where that was on a later day. Raises UnreadableError for a file that is no such list,
    OSError, and RecordError.
    """
    started = dt.datetime.now(dt.UTC)
    with path.open("rb") as stream:
        data = hold(stream).read()
    intake, confinement = _read_rows(data, path.name, f"{format} rows", pool)
    with record.look() as view:
        listed = find_lists(intake.rows, custody, _list_remembered(view))
    read = list(read_lists(listed, path.name, custody, gazetteer))
    remembered = tuple(name for name in listed.columns if name not in custody.columns)
    if dry:
        with record.look() as view:
            receipts, taken, gone = _judge(read, view, custody.by)
    else:
        capture = _keep(record, data, path.name, started, custody, listed)
        receipts, taken, gone = _write(record, capture, read, confinement)
    incidents = tuple(incident for incident, _ in taken)
    notes = (*intake.notes, *(Note(path.name, text, fault=False) for text in listed.notes))
    return Imported(receipts, listed.name_columns(), listed.list_unused(), remembered, incidents, gone, notes)


def _read_rows(data: bytes, name: str, format: str, pool: Pool) -> tuple[Intake, str | None]:
    """The rows, and how the process that read them was held, None for this one."""
    if format in PLAIN_FORMATS:
        return find_reader(format)(io.BytesIO(data), name, Instructions()), None
    opened = pool.open(Given(name, format, data))
    if opened.failure is not None:
        raise UnreadableError(opened.failure.reason)
    return opened.intake, opened.confinement.word() if opened.confinement is not None else None


def _list_remembered(view: View) -> list[Said]:
    """How the lists of before were said to be written, the last first."""
    found = [body["parameters"] for _, body in view.list_current(schema.captures)]
    lists = [each for each in reversed(found) if each.get("format") == INCIDENT_LIST]
    return [Said(each["columns"], each["grades"]) for each in lists if each["columns"] or each["grades"]]


def _keep(
    record: Record, data: bytes, name: str, started: dt.datetime, custody: Custody, listed: Lists
) -> dict[str, Any]:
    """The body of the capture, once the bytes are kept."""
    parameters = {
        "format": INCIDENT_LIST, "columns": dict(listed.columns), "grades": dict(listed.grades), "published": None,
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
    read: Sequence[ReadRow], view: View, by: str
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
        if earlier is not None and earlier[1]["on"] > each.incident.on.isoformat():
            receipts.append(Receipt(each.where, Outcome.FAILED, reason=_word_later(earlier[1]["on"], each.incident)))
            continue
        taken.append((each.incident, [earlier[0]] if earlier is not None else []))
        receipts.append(Receipt(each.where, Outcome.TAKEN, replaces=earlier is not None))
    return tuple(receipts), tuple(taken), tuple(held)


def _word_later(held_on: str, incident: JudgedIncident) -> str:
    return (
        f"{incident.by} judged {incident.code} on {held_on}, which is later than {incident.on}, and that stands. If "
        "this is the newer judgement, say on which day it was made, with --on."
    )


def _says_same(held: Mapping[str, Any], incident: JudgedIncident) -> bool:
    now = msgspec.json.decode(msgspec.json.encode(write_judged(incident)))
    return all(held.get(key) == value for key, value in now.items() if key not in _NOT_COMPARED)


def _write(
    record: Record, capture: Mapping[str, Any], read: Sequence[ReadRow], confinement: str | None
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
