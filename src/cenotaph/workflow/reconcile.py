"""Reconciling again: what a reading keeps, counted by other rules, to another day or with other decisions of people."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cenotaph.archive.translation import Translation
from cenotaph.claims.claim import Claim, Event
from cenotaph.incidents.decisions import Decisions, Link, OriginRuling
from cenotaph.incidents.judged import JudgedIncident
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reconcile import reconcile
from cenotaph.workflow.garbage import postponed_collection
from cenotaph.workflow.profiles import open_profile
from cenotaph.workflow.provenance import Provenance
from cenotaph.workflow.reading import Reading


def reconcile_reading(
    reading: Reading,
    *,
    profile: str | Profile = "plain",
    as_of: dt.date | None = None,
    links: Sequence[Link] = (),
    rulings: Sequence[OriginRuling] = (),
) -> Reading:
    """The reading with its claims reconciled anew. `profile` is a name or a file of one's own; `links` and `rulings`
    are put beside those that it keeps. Raises ValueError for a profile that is not known, and for rulings that
    contradict each other."""
    obeyed = join_decisions(reading.decisions, Decisions(tuple(links), tuple(rulings)))
    rules = open_profile(profile)
    with postponed_collection():
        record = reconcile(
            reading.claims, reading.documents, links=obeyed.links, rulings=obeyed.rulings, profile=rules, as_of=as_of
        )
    made = replace(reading.provenance, profile=rules.name, as_of=as_of)
    return replace(reading, incidents=record.incidents, totals=record.totals, decisions=obeyed, provenance=made)


def join_decisions(one: Decisions, other: Decisions) -> Decisions:
    """What two sets of decisions say together, each once."""
    return Decisions(
        tuple(dict.fromkeys((*one.links, *other.links))), tuple(dict.fromkeys((*one.rulings, *other.rulings)))
    )


def keep_surest(reading: Reading, least: float) -> Reading:
    """The reading without the claims that are less sure than `least`, 0 to 1."""
    if least <= reading.provenance.min_confidence:
        return reading
    kept = {claim.id for claim in reading.claims if claim.confidence >= least}
    if len(kept) == len({claim.id for claim in reading.claims}):
        return replace(reading, provenance=replace(reading.provenance, min_confidence=least))
    claims = tuple(
        replace(claim, relations=tuple(each for each in claim.relations if each.claim in kept))
        for claim in reading.claims
        if claim.id in kept
    )
    return replace(reading, claims=claims, provenance=replace(reading.provenance, min_confidence=least))


def join_readings(readings: Iterable[Reading]) -> tuple[Reading, tuple[str, ...]]:
    """One reading of the documents and claims of several, not yet reconciled, and the ids of documents that were in
    one before and are left out."""
    documents: dict[str, DocumentNote] = {}
    claims: list[Claim] = []
    events: list[Event] = []
    decisions = Decisions()
    areas: dict[str, str] = {}
    again: list[str] = []
    made = Provenance()
    judged: dict[JudgedIncident, None] = {}
    translations: list[Translation] = []
    for each in readings:
        reading = _tell_apart(each, documents)
        new = {note.id: note for note in reading.documents if note.id not in documents}
        again += [note.id for note in reading.documents if note.id not in new]
        documents.update(new)
        claims += [claim for claim in reading.claims if claim.document in new]
        events += [event for event in reading.events if event.document in new]
        decisions = join_decisions(decisions, reading.decisions)
        areas.update(reading.areas)
        judged.update(dict.fromkeys(reading.judged))
        translations += [one for one in reading.translations if one.document in new]
        made = join_provenances(made, reading.provenance) if documents.keys() - new.keys() else reading.provenance
    told = tuple(documents.values()), tuple(claims), tuple(events)
    return Reading(*told, (), (), areas, decisions, made, tuple(judged), tuple(translations)), tuple(again)


def _tell_apart(reading: Reading, documents: Mapping[str, DocumentNote]) -> Reading:
    """The reading with a number behind the ids that another document, of another text, had before: two records may
    each have a "daily.txt"."""
    taken = {*documents, *(note.id for note in reading.documents)}
    ids: dict[str, str] = {}
    for note in reading.documents:
        held, number = documents.get(note.id), 2
        if held is None or held.digest == note.digest:
            continue
        while f"{note.id} ({number})" in taken:
            number += 1
        ids[note.id] = f"{note.id} ({number})"
        taken.add(ids[note.id])
    if not ids:
        return reading
    return replace(
        reading,
        documents=tuple(replace(each, id=ids.get(each.id, each.id)) for each in reading.documents),
        claims=tuple(replace(each, document=ids.get(each.document, each.document)) for each in reading.claims),
        events=tuple(replace(each, document=ids.get(each.document, each.document)) for each in reading.events),
        translations=tuple(
            replace(each, document=ids.get(each.document, each.document)) for each in reading.translations
        ),
    )


def join_provenances(one: Provenance, other: Provenance) -> Provenance:
    """With what a reading of two was made; where they differ both are named."""
    lexicons = dict(one.lexicons)
    for code, version in other.lexicons.items():
        lexicons[code] = _name_both(lexicons.get(code, version), version)
    return Provenance(
        engine=_name_both(one.engine, other.engine), lexicons=lexicons,
        gazetteer=_name_both(one.gazetteer, other.gazetteer), actors=_name_both(one.actors, other.actors),
        min_confidence=max(one.min_confidence, other.min_confidence),
    )  # fmt: skip


def _name_both(one: str, other: str) -> str:
    return " and ".join(dict.fromkeys(filter(None, (*one.split(" and "), other))))
