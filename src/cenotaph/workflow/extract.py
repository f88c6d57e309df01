"""Extracting: the claims of a record's documents, read once by each version of what reads them."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from cenotaph.actors.register import Register
from cenotaph.archive.document import Document
from cenotaph.archive.text import keep_language
from cenotaph.claims.engine import ENGINE
from cenotaph.claims.lexicon import available_languages, load_lexicon, trial_languages
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.store.additions import Addition
from cenotaph.store.record import Record
from cenotaph.store.schema import claims, documents, events, extractions
from cenotaph.store.view import Kept, View
from cenotaph.workflow.json_form import write_claim, write_event
from cenotaph.workflow.provenance import record_provenance
from cenotaph.workflow.reached import find_first_unread, note_read
from cenotaph.workflow.read import extract_documents
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.versions import digest_code

# Documents of one transaction: about a second of reading, which is what a kill can cost.
_MOST_DOCUMENTS = 50
# What a claim or an event says of how it was read; another version that reads the same has changed nothing.
_VERSIONS = frozenset({"engine", "lexicon"})


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim that is read otherwise than before: its document, and its JSON form before and now; None for one that is
    new or gone."""

    document: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(slots=True)
class Extracted:
    """What an extraction did: documents `read` for the first time and `again` by another version, `unread` by their
    language, claims `new` in documents read for the first time, `changed` in the others, `same`, and `judged` claims
    that a person has judged and that were kept though they are read otherwise now."""

    read: int = 0
    again: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    new: int = 0
    same: int = 0
    changed: list[Changed] = field(default_factory=list)
    judged: list[Changed] = field(default_factory=list)


def extract_record(
    record: Record, gazetteer: Gazetteer, register: Register, report: Callable[[int, int], None] = lambda *_: None,
    first: int = 0,
) -> Extracted:  # fmt: skip
    """Read the documents of a record that were not read yet, or by another version of engine, lexicon, index of places
    or register of actors. Machine claims that are read otherwise now are superseded, unless a person has judged them.
    `report` is told how many documents of how many are done; only documents from the entry `first` on are looked at,
    and of those that were read by just these versions before, as far as that is known, none. Raises RecordError and
    BlobError."""
    versions = _Versions(gazetteer, register)
    first = max(first, find_first_unread(record, versions.mark))
    with record.look() as view:
        waiting, size = _list_waiting(view, versions, first), view.size
    done = Extracted()
    for start in range(0, len(waiting), _MOST_DOCUMENTS):
        some = waiting[start : start + _MOST_DOCUMENTS]
        read = [(kept, _extract(record, kept, versions)) for kept in some]
        with record.add() as addition:
            held = {
                kept.number
                for kept in View(addition.connection).list_documents(documents.c.entry.in_([k.number for k in some]))
            }
            for kept, reading in read:
                if kept.number in held:
                    _Writer(addition, kept, versions, done).write(reading)
        report(min(start + _MOST_DOCUMENTS, len(waiting)), len(waiting))
    note_read(record, versions.mark, size, done.read + done.again + done.unread.total())
    return done


class _Versions:
    """What reads documents here and now, and its versions."""

    def __init__(self, gazetteer: Gazetteer, register: Register) -> None:
        self.gazetteer = gazetteer
        self.register = register
        made = record_provenance((), gazetteer, register)
        self.places, self.actors = made.gazetteer, made.actors
        self.known, self.trials = available_languages(), trial_languages()
        self.mark = f"{ENGINE} {self.places} {self.actors} {digest_code()}"

    def can_read(self, kept: Kept) -> bool:
        """True if the document's language has a pack that may be used for it."""
        code = kept.body["language"]
        return code in self.known and (kept.body["language_stated"] or code not in self.trials)

    def are_those_of(self, extraction: Mapping[str, Any], kept: Kept) -> bool:
        """True if an extraction was made with just these."""
        lexicons = extraction["lexicons"]
        return (
            (extraction["engine"], extraction["gazetteer"], extraction["actors"]) == (ENGINE, self.places, self.actors)
            and bool(lexicons) == self.can_read(kept)
            and all(code in self.known and load_lexicon(code).version == made for code, made in lexicons.items())
        )  # fmt: skip


def _list_waiting(view: View, versions: _Versions, first: int) -> list[Kept]:
    made = {body["of"]: body for _, body in view.list_current(extractions, extractions.c.document >= first)}
    return [
        kept._replace(runs=b"")
        for kept in view.list_documents(documents.c.entry >= first)
        if kept.number not in made or not versions.are_those_of(made[kept.number], kept)
    ]


def _extract(record: Record, kept: Kept, versions: _Versions) -> tuple[Reading | None, dict[str, str]]:
    """What one document tells, and the lexicons it was read with; None if its language cannot be read."""
    if not versions.can_read(kept):
        return None, {}
    body = kept.body
    text = record.read_bytes(body).decode()
    published = dt.date.fromisoformat(body["published"]) if body["published"] else None
    document = Document(body["id"], text, body["title"], published, body["url"], body["language"], body["publisher"])
    reading = extract_documents([document], gazetteer=versions.gazetteer, register=versions.register)
    beside = (code for code in versions.known if code != document.language and keep_language(text, code) is not None)
    lexicons = {code: load_lexicon(code).version for code in (body["language"], *beside)}
    return reading, lexicons


class _Writer:
    """Writes what was read in a document, and what it supersedes."""

    def __init__(self, addition: Addition, kept: Kept, versions: _Versions, done: Extracted) -> None:
        self._addition = addition
        self._kept = kept
        self._versions = versions
        self._done = done
        # Nothing that is appended here bears on another document: no flush is needed before looking.
        self._view = View(addition.connection)

    def write(self, read: tuple[Reading | None, dict[str, str]]) -> None:
        """Append the extraction, and the claims and events that are new or otherwise than before."""
        reading, lexicons = read
        kept, done = self._kept, self._done
        earlier = next(iter(self._view.list_current(extractions, extractions.c.document == kept.number)), None)
        if earlier is not None and self._versions.are_those_of(earlier[1], kept):
            return  # another program read it meanwhile
        if reading is None:
            done.unread[kept.body["language"]] += 1
        elif earlier is None or not earlier[1]["lexicons"]:
            done.read += 1
        else:
            done.again += 1
        told = [write_claim(claim) for claim in reading.claims] if reading else []
        said = [write_event(event) for event in reading.events] if reading else []
        before = dict(self._view.list_current(claims, claims.c.document == kept.number)) if earlier else {}
        events_before = dict(self._view.list_current(events, events.c.document == kept.number)) if earlier else {}
        new, gone = self._compare(before, told, is_first=earlier is None)
        new_events, gone_events = _match(events_before, said, "event")
        body = {
            "of": kept.number, "engine": ENGINE, "lexicons": lexicons, "gazetteer": self._versions.places,
            "actors": self._versions.actors, "areas": dict(reading.areas) if reading else {},
            "claims": len(told), "events": len(said),
            "ends": [*([earlier[0]] if earlier else ()), *gone, *(number for number, _ in gone_events)],
        }  # fmt: skip
        entry = self._addition.append("extraction", body)
        for claim, ended in new:
            self._addition.append("claim", {"of": kept.number, "extraction": entry, "ends": ended, "claim": claim})
        for event, ended in new_events:
            self._addition.append("event", {"of": kept.number, "extraction": entry, "ends": ended, "event": event})

    def _compare(
        self, before: Mapping[int, dict[str, Any]], told: Sequence[dict[str, Any]], is_first: bool
    ) -> tuple[list[tuple[dict[str, Any], list[int]]], list[int]]:
        """The claims to append, each with the entries that it supersedes, and the entries that are gone."""
        done, id = self._done, self._kept.body["id"]
        new, gone = _match(before, told, "claim")
        judged = self._view.list_judged([body["claim"]["id"] for body in before.values()])
        append: list[tuple[dict[str, Any], list[int]]] = []
        for claim, ended in new:
            change = Changed(id, before[ended[0]]["claim"] if ended else None, claim)
            if ended and claim["id"] in judged:
                done.judged.append(change)
                continue
            append.append((claim, ended))
            if is_first:
                done.new += 1
            else:
                done.changed.append(change)
        left = []
        for number, claim in gone:
            if claim["id"] in judged:
                done.judged.append(Changed(id, claim, None))
            else:
                done.changed.append(Changed(id, claim, None))
                left.append(number)
        done.same += len(told) - len(new)
        return append, left


def _match(
    before: Mapping[int, dict[str, Any]], told: Sequence[dict[str, Any]], key: str
) -> tuple[list[tuple[dict[str, Any], list[int]]], list[tuple[int, dict[str, Any]]]]:
    """What is told now that was not told so before, each with the entries it takes the place of, and what is told no
    more; by id, and of one id in order."""
    known: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for number, body in before.items():
        known.setdefault(body[key]["id"], []).append((number, body[key]))
    new: list[tuple[dict[str, Any], list[int]]] = []
    for each in told:
        was = known.get(each["id"])
        if not was:
            new.append((each, []))
            continue
        number, old = was.pop(0)
        if not _says_same(old, each):
            new.append((each, [number]))
    return new, [left for rest in known.values() for left in rest]


def _says_same(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    # The old one went through JSON.
    written = msgspec.json.decode(msgspec.json.encode(new))
    return all(value == written.get(key) for key, value in old.items() if key not in _VERSIONS) and not (
        written.keys() - old.keys()
    )
