"""A record that stays in memory, reconciled: what is added to it is reconciled with what it touches, and kept."""

import gc
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cenotaph.claims.claim import Claim
from cenotaph.incidents.incident import Incident
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.record import Record as Incidents
from cenotaph.incidents.record import Update
from cenotaph.store.additions import Addition
from cenotaph.store.record import Record
from cenotaph.store.schema import claims, documents, incidents, reconciliations
from cenotaph.store.view import View
from cenotaph.workflow.garbage import postponed_collection
from cenotaph.workflow.json_form import write_incident
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.records import note_kept
from cenotaph.workflow.saved import load_claim
from cenotaph.workflow.settle import settle_record, to_plain

# Entries of these kinds say what is new, and those of the others in the second set bear on no incident.
_NEWS = frozenset({"document", "extraction", "claim"})
_IDLE = frozenset({
    "capture", "receipt", "event", "incident", "reconciliation", "key", "hold", "checkpoint", "timestamp",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Caught:
    """What catching up with a record changed: the ids of incidents that are new, otherwise than they were, and gone.
    `is_whole` if all of it was reconciled, with the totals."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    is_whole: bool = False


class Resident:
    """A record with its claims reconciled in memory. The first time, `catch_up` reconciles all of it; from then on only
    what new reports touch, and it comes to the same, to the letter.

    Incidents are kept as they change. Totals hang on everything: they are kept when all is reconciled, by
    `settle_record` or by the first `catch_up`. All is reconciled too where something else than a report has come: a
    decision, or an entry that ends another, as when a document was read by another version.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._held: Incidents | None = None
        self._seen = self._written = self._entry = 0
        self._numbers: dict[str, int] = {}

    def catch_up(self) -> Caught:
        """Reconcile what was added to the record since the last time, and keep the incidents that it changed. Raises
        RecordError."""
        held, self._held = self._held, None  # if this fails, the next time is from the start
        if held is None:
            return self._start()
        with self._record.look() as view:
            seen, news = view.size, self._list_news(view)
        if news is None:
            return self._start()
        update = held.add(*news) if any(news) else Update((), ())
        if update.gone and not update.new:
            return self._start()  # nothing new would say what ended it
        caught = self._keep(update) if update.new else Caught()
        if caught is None:
            return self._start()
        self._held, self._seen = held, seen
        return caught

    def list_incidents(self) -> tuple[Incident, ...]:
        """The incidents as they were last caught up with, most prominent first."""
        return self._held.list_incidents() if self._held is not None else ()

    def _start(self) -> Caught:
        settled = settle_record(self._record, reconcile=self._reconcile)
        gc.freeze()  # what is held is not looked through for circles from now on: that takes seconds
        with self._record.look() as view:
            self._entry, last = next(view.list_current(reconciliations))
            self._numbers, self._written, self._seen = dict(view.list_ids(incidents)), view.size, settled.seen
        if last["seen"] > settled.seen:
            self._held = None  # another program has reconciled more of it since
            return self.catch_up()
        return Caught(settled.new, settled.changed, settled.gone, settled.is_new)

    def _reconcile(self, reading: Reading) -> Reading:
        held = Incidents(links=reading.decisions.links, rulings=reading.decisions.rulings)
        with postponed_collection():
            held.add(reading.claims, reading.documents)
            found = held.settle()
        self._held = held
        return replace(reading, incidents=found.incidents, totals=found.totals)

    def _list_news(self, view: View) -> tuple[list[Claim], list[DocumentNote]] | None:
        """The claims and documents that are new; None where all must be reconciled."""
        for entry in view.list_entries(first=self._seen):
            if entry.kind in _IDLE:
                continue
            if entry.kind not in _NEWS or not entry.body or entry.body.get("ends"):
                return None
        told = view.list_current(claims, claims.c.entry >= self._seen)
        notes = [note_kept(kept) for kept in view.list_documents(documents.c.entry >= self._seen)]
        return [load_claim(body["claim"]) for _, body in told], notes

    def _keep(self, update: Update) -> Caught | None:
        """Keep the incidents that changed; None if another program has reconciled the record meanwhile."""
        now = {incident.id: incident for incident in update.new}
        with self._record.add() as addition:
            view = View(addition.connection)
            if next(view.list_entries(("incident", "reconciliation"), first=self._written), None) is not None:
                return None
            was = {id for id in now if id in self._numbers}
            gone = tuple(id for id in update.gone if id not in now and id in self._numbers)
            ended = [self._numbers.pop(id) for id in gone]
            for id, incident in now.items():
                ends = [*ended, *([self._numbers[id]] if id in was else ())]
                self._numbers[id] = self._append(addition, to_plain(write_incident(incident)), ends)
                ended = []
            addition.flush()
            self._written = View(addition.connection).size
        return Caught(tuple(id for id in now if id not in was), tuple(id for id in now if id in was), gone)

    def _append(self, addition: Addition, incident: Mapping[str, object], ends: list[int]) -> int:
        return addition.append("incident", {"reconciliation": self._entry, "ends": ends, "incident": incident})
