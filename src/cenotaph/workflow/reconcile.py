"""Reconciling again: what a reading keeps, counted by other rules, to another day or with other decisions of people."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cenotaph.claims.claim import Claim, Event
from cenotaph.incidents.decisions import Link
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.reconcile import reconcile
from cenotaph.workflow.provenance import Provenance
from cenotaph.workflow.reading import Reading


def reconcile_reading(
    reading: Reading, *, profile: str = "plain", as_of: dt.date | None = None, links: Sequence[Link] = ()
) -> Reading:
    """The reading with its claims reconciled anew. `links` are put beside those that it keeps. Raises ValueError for a
    profile that is not known."""
    obeyed = tuple(dict.fromkeys((*reading.links, *links)))
    record = reconcile(reading.claims, reading.documents, links=obeyed, profile=profile, as_of=as_of)
    made = replace(reading.provenance, profile=profile, as_of=as_of)
    return replace(reading, incidents=record.incidents, totals=record.totals, links=obeyed, provenance=made)


def join_readings(readings: Iterable[Reading]) -> tuple[Reading, tuple[str, ...]]:
    """One reading of the documents and claims of several, not yet reconciled, and the ids of documents that were in
    one before and are left out."""
    documents: dict[str, DocumentNote] = {}
    claims: list[Claim] = []
    events: list[Event] = []
    links: list[Link] = []
    areas: dict[str, str] = {}
    again: list[str] = []
    made = Provenance()
    for reading in readings:
        new = {note.id: note for note in reading.documents if note.id not in documents}
        again += [note.id for note in reading.documents if note.id not in new]
        documents.update(new)
        claims += [claim for claim in reading.claims if claim.document in new]
        events += [event for event in reading.events if event.document in new]
        links += reading.links
        areas.update(reading.areas)
        made = _join_provenances(made, reading.provenance) if documents.keys() - new.keys() else reading.provenance
    whole = Reading(
        tuple(documents.values()), tuple(claims), tuple(events), (), (), areas, tuple(dict.fromkeys(links)), made
    )
    return whole, tuple(again)


def _join_provenances(one: Provenance, other: Provenance) -> Provenance:
    """With what a reading of two was made; where they differ both are named."""
    lexicons = dict(one.lexicons)
    for code, version in other.lexicons.items():
        lexicons[code] = _name_both(lexicons.get(code, version), version)
    return Provenance(
        engine=_name_both(one.engine, other.engine), lexicons=lexicons,
        gazetteer=_name_both(one.gazetteer, other.gazetteer),
        min_confidence=max(one.min_confidence, other.min_confidence),
    )  # fmt: skip


def _name_both(one: str, other: str) -> str:
    return " and ".join(dict.fromkeys(filter(None, (*one.split(" and "), other))))
