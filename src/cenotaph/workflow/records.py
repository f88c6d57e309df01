"""Records by what a person calls them: opened, and looked into as a reading."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

from cenotaph.archive.document import DocumentKind
from cenotaph.archive.translation import Translation, align_texts
from cenotaph.incidents.judged import JudgedIncident
from cenotaph.incidents.notes import DocumentNote
from cenotaph.store.address import RecordError, is_record, parse_address
from cenotaph.store.blobs import BlobError
from cenotaph.store.record import Record, make_record, open_record
from cenotaph.store.schema import claims, decisions, documents, events, extractions, judgements, translations
from cenotaph.store.view import Kept, View
from cenotaph.workflow.judged_form import read_judged
from cenotaph.workflow.provenance import Provenance
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import join_decisions, join_provenances
from cenotaph.workflow.saved import load_claim, load_decisions, load_event

# What the doors know of the store.
__all__ = [
    "Record", "RecordError", "count_unread", "is_record", "load_recorded", "make_named", "open_named", "say_record",
]  # fmt: skip

SOFTWARE = f"cenotaph {version('cenotaph')}"


def say_record(name: str) -> str:
    """What to call a record in a message: without a password. Raises RecordError."""
    return parse_address(name).name


@contextmanager
def open_named(name: str) -> Iterator[Record]:
    """The record that `name` is: a folder, or the address of a PostgreSQL database. Raises RecordError."""
    record = open_record(parse_address(name))
    try:
        yield record
    finally:
        record.close()


def make_named(name: str, blobs: str | None = None) -> str:
    """A new record of this name; gives what to call it, without a password. Raises RecordError."""
    address = parse_address(name)
    make_record(address, blobs, SOFTWARE).close()
    return address.name


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as a reading that is not yet reconciled, how many of its documents were not extracted, and how many are
    sealed and their keys not here."""

    reading: Reading
    unread: int
    closed: int


def load_recorded(name: str, recorded_by: dt.datetime | None = None) -> Recorded:
    """What a record holds, or held at a moment. Raises RecordError."""
    with open_named(name) as record, record.look(recorded_by) as view:
        reading = replace(gather_recorded(view), translations=tuple(_list_translations(record, view)))
        return Recorded(reading, count_unread(view), view.count_closed())


def count_unread(view: View) -> int:
    """How many documents of a record were not extracted."""
    return view.count_current(documents) - view.count_current(extractions)


def gather_recorded(view: View) -> Reading:
    """The documents, claims, events and decisions that hold, as a reading that is not yet reconciled."""
    notes = [note_kept(kept) for kept in view.list_documents()]
    made, areas = Provenance(), dict[str, str]()
    for number, (_, body) in enumerate(view.list_current(extractions)):
        one = Provenance(
            engine=body["engine"], lexicons=body["lexicons"], gazetteer=body["gazetteer"], actors=body["actors"]
        )
        made = join_provenances(made, one) if number else one
        areas.update(body["areas"])
    decided = load_decisions({"links": [], "rulings": []})
    for _, body in view.list_current(decisions):
        decided = join_decisions(decided, load_decisions(body["decisions"]))
    order = {note.id: place for place, note in enumerate(notes)}
    held = [load_claim(body["claim"]) for _, body in view.list_current(claims)]
    # As they stand in the reports, whichever was read first.
    held.sort(key=lambda claim: (order[claim.document], claim.passage.start, claim.passage.end))
    told = [load_event(body["event"]) for _, body in view.list_current(events)]
    told.sort(key=lambda event: (order[event.document], event.passage.start, event.passage.end))
    judged = tuple(sorted((read_judged(body["judgement"]) for _, body in view.list_current(judgements)), key=_by_day))
    return Reading(tuple(notes), tuple(held), tuple(told), (), (), areas, decided, made, judged)


def _list_translations(record: Record, view: View) -> Iterator[Translation]:
    """The translations that hold, each beside the text that it is of."""
    for _, body in view.list_current(translations):
        for kept in view.list_documents(documents.c.entry == body["parent"]):
            try:
                text = record.read_bytes(kept.body).decode()
            except BlobError as error:
                raise RecordError(f"{record.name}: {kept.body['id']} cannot be read: {error}") from None
            yield Translation(kept.body["id"], body["by"], body["language"], align_texts(text, body["text"]))


def _by_day(judged: JudgedIncident) -> tuple[dt.date, str, str]:
    return judged.period.start if judged.period is not None else dt.date.max, judged.code, judged.by


def note_kept(kept: Kept) -> DocumentNote:
    """What reconciling looks at of a document that is kept."""
    body: dict[str, Any] = kept.body
    published = dt.date.fromisoformat(body["published"]) if body["published"] else None
    return DocumentNote(
        body["id"], body["language"], published, body["words"], body["title"], body["url"], body["publisher"],
        body.get("plain", body["digest"]), kept.runs, DocumentKind(body.get("kind", DocumentKind.REPORT)),
        "sealed_for" in body,
    )  # fmt: skip
