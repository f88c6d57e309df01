"""The main job: from documents to their claims, incidents and tolls, in memory."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cenotaph.actors.register import Register
from cenotaph.archive.document import Document
from cenotaph.archive.published import parse_published
from cenotaph.archive.text import recognise_language
from cenotaph.claims.claim import Claim, Event
from cenotaph.claims.extract import extract_claims
from cenotaph.claims.lexicon import available_languages, trial_languages
from cenotaph.gazetteer.index import Gazetteer, open_gazetteer
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.notes import DocumentNote, note_document
from cenotaph.incidents.profile import Profile
from cenotaph.workflow.actors import open_register
from cenotaph.workflow.garbage import postponed_collection
from cenotaph.workflow.profiles import open_profile
from cenotaph.workflow.provenance import name_areas, record_provenance
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import keep_surest, reconcile_reading

_KEYS = ("title", "url", "language", "publisher")
_opened: list[Gazetteer] = []


def read(
    documents: Iterable[Mapping[str, Any]],
    *,
    links: Sequence[Link] = (),
    rulings: Sequence[OriginRuling] = (),
    profile: str | Profile = "plain",
    as_of: dt.date | None = None,
    min_confidence: float = 0,
    actors: str | Path | None = None,
) -> Reading:
    """What some reports tell, reconciled together.

    Each document is a mapping with `id` and `text`, and optionally `title`, `published` (an ISO date or a moment
    with its offset, whose local day is kept), `url`, `language` (ISO 639-1) and `publisher`. `links` are what people
    decided about which claims belong together, `rulings` about where voices come from, `profile` names the counting
    rules or the file that holds them, and with `as_of` only what had been published by that day counts; claims less
    sure than `min_confidence` (0 to 1) are left out. `actors` is a file of parties to conflicts beside the register
    (docs/reference/actors.md); RegisterError is raised if it cannot be used. A document in a language without a pack is
    listed with its language and gives no claims; so is one in a language whose pack is a trial, unless the document
    itself states its language. Raises ValueError for a document without id or text, two of the same id, a day that is
    none, a profile that is unknown or faulty, or rulings that contradict each other.
    """
    made = [_make_document(each) for each in documents]
    register = open_register(Path(actors) if actors is not None else None)
    return read_documents(
        made,
        links=links,
        rulings=rulings,
        profile=profile,
        as_of=as_of,
        min_confidence=min_confidence,
        register=register,
    )


def read_documents(
    documents: Sequence[Document],
    *,
    links: Sequence[Link] = (),
    rulings: Sequence[OriginRuling] = (),
    profile: str | Profile = "plain",
    as_of: dt.date | None = None,
    min_confidence: float = 0,
    gazetteer: Gazetteer | None = None,
    register: Register | None = None,
    report: Callable[[int], None] | None = None,
) -> Reading:
    """As `read`, for documents that are made already; `gazetteer` and `register` are the user's own unless
    one is given, and `report` is told how many documents have been read, after each."""
    rules = open_profile(profile)  # before the reading, which may take long
    reading = extract_documents(
        documents, min_confidence=min_confidence, gazetteer=gazetteer, register=register, report=report
    )
    return reconcile_reading(reading, profile=rules, as_of=as_of, links=links, rulings=rulings)


def extract_documents(
    documents: Sequence[Document],
    *,
    min_confidence: float = 0,
    gazetteer: Gazetteer | None = None,
    register: Register | None = None,
    report: Callable[[int], None] | None = None,
) -> Reading:
    """The claims of some documents, not yet reconciled: a reading without incidents and totals."""
    ids = [document.id for document in documents]
    if len(set(ids)) != len(ids):
        twice = next(each for each in ids if ids.count(each) > 1)
        raise ValueError(f"two documents have the id {twice!r}; give each its own")
    places, parties = gazetteer or _open_once(), register or open_register()
    known, on_trial = available_languages(), trial_languages()
    notes: list[DocumentNote] = []
    languages: set[str] = set()
    claims: list[Claim] = []
    events: list[Event] = []
    for document in documents:
        is_stated = document.language is not None
        language = document.language or recognise_language(document.text)
        document = replace(document, language=language)
        notes.append(note_document(document))
        if language in known and (is_stated or language not in on_trial):
            languages.add(language)
            with postponed_collection():
                extraction = extract_claims(document, places, parties)
            claims += extraction.claims
            events += extraction.events
        if report is not None:
            report(len(notes))
    made = record_provenance(languages, places, parties)
    whole = Reading(
        tuple(notes), tuple(claims), tuple(events), (), (), areas=name_areas(claims, places), provenance=made
    )
    return keep_surest(whole, min_confidence)


def _open_once() -> Gazetteer:
    """The user's gazetteer, opened (and built, the first time) once for the process."""
    if not _opened:
        _opened.append(open_gazetteer())
    return _opened[0]


def _make_document(given: Mapping[str, Any]) -> Document:
    for key in ("id", "text"):
        if not isinstance(given.get(key), str):
            raise ValueError(f"a document needs {key!r}, a text; this one has {given.get(key)!r}")
    published = given.get("published")
    if isinstance(published, str):
        published = parse_published(published)
    elif isinstance(published, dt.datetime):
        published = published.date()
    elif published is not None and not isinstance(published, dt.date):
        raise ValueError(f"document {given['id']!r}: published must be an ISO date or a moment, not {published!r}")
    document = Document(str(given["id"]), str(given["text"]), published=published)
    stated: dict[str, Any] = {key: str(given[key]) for key in _KEYS if given.get(key) is not None}
    return replace(document, **stated)
