"""What came to a record since it was last reconciled, and keeping the incidents that it changed."""

from dataclasses import dataclass

from cenotaph.claims.claim import Claim
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.record import Update
from cenotaph.store.additions import Addition
from cenotaph.store.record import Record
from cenotaph.store.schema import claims, documents, incidents
from cenotaph.store.view import View
from cenotaph.workflow.json_form import write_incident
from cenotaph.workflow.records import note_kept
from cenotaph.workflow.saved import load_claim
from cenotaph.workflow.settle import to_plain

# Entries of these kinds say what is new, and those of the others in the second set bear on no incident.
_NEWS = frozenset({"document", "extraction", "claim"})
_IDLE = frozenset({
    "capture", "receipt", "failure", "event", "attachment", "translation", "incident", "reconciliation", "key", "hold",
    "checkpoint", "timestamp",
})  # fmt: skip
_RECONCILED = ("incident", "reconciliation")


@dataclass(frozen=True, slots=True)
class News:
    """The claims and documents that are new, how many documents were extracted, and whether any of it is sealed."""

    claims: tuple[Claim, ...]
    documents: tuple[DocumentNote, ...]
    extracted: int
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """The ids of incidents that are new, otherwise than they were, and gone; and how many entries the record had before
    and has after them."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    before: int
    size: int


def list_news(view: View, since: int) -> News | str:
    """What is new among the entries of a record from one on; or why all must be reconciled."""
    extracted, is_sealed = 0, False
    for kind in sorted(view.list_kinds(since) - _IDLE - _NEWS):
        return f"there is a new entry of the kind “{kind}”"
    for entry in view.list_entries(sorted(_NEWS), first=since):
        if not entry.body:
            return "something new is sealed and cannot be opened here, or was destroyed"
        if entry.body.get("ends"):
            return "something that was counted holds no longer"
        extracted += entry.kind == "extraction"
        is_sealed |= entry.is_sealed
    told = [load_claim(body["claim"]) for _, body in view.list_current(claims, claims.c.entry >= since)]
    notes = [note_kept(kept) for kept in view.list_documents(documents.c.entry >= since)]
    return News(tuple(told), tuple(notes), extracted, is_sealed)


def has_reconciled(view: View, since: int) -> bool:
    """True if incidents were kept in entries from one on."""
    return next(view.list_entries(_RECONCILED, first=since), None) is not None


def keep_update(record: Record, update: Update, reconciliation: int, since: int) -> Kept | None:
    """Keep the incidents that changed, as those of a reconciliation; None if the record holds incidents in entries from
    `since` on, which another program kept meanwhile, and nothing was kept."""
    now = {incident.id: incident for incident in update.new}
    with record.add() as addition:
        view = View(addition.connection)
        if has_reconciled(view, since):
            return None
        asked = [*now, *(id for id in update.gone if id not in now)]
        before = dict(view.list_numbers(incidents, asked))
        gone = tuple(id for id in asked[len(now) :] if id in before)
        ended = [before[id] for id in gone]
        for id, incident in now.items():
            ends = [*ended, *([before[id]] if id in before else ())]
            addition.append("incident", {
                "reconciliation": reconciliation, "ends": ends, "incident": to_plain(write_incident(incident)),
            })  # fmt: skip
            ended = []
        size = _count(addition)
    new, changed = (tuple(id for id in now if (id in before) is known) for known in (False, True))
    return Kept(new, changed, gone, view.size, size)


def _count(addition: Addition) -> int:
    addition.flush()
    return View(addition.connection).size
