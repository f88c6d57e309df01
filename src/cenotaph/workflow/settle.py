"""Reconciling a record: its claims to incidents and totals, which are kept, and what that changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from cenotaph.incidents.decisions import Decisions
from cenotaph.store.additions import Addition
from cenotaph.store.address import RecordError
from cenotaph.store.record import Record
from cenotaph.store.schema import decisions, incidents, reconciliations
from cenotaph.store.view import View
from cenotaph.workflow.json_form import write_decisions, write_incident, write_provenance, write_total
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import reconcile_reading
from cenotaph.workflow.records import gather_recorded

# Entries of these kinds change what there is to reconcile.
_BEARING = ("document", "extraction", "decision", "judgement")
_MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Settled:
    """What reconciling a record came to: the reading, and the ids of incidents that are new, are otherwise than they
    were, and are gone; `decided` is how many decisions were new. `is_new` is False where nothing had changed; `seen` is
    how many entries the record had, `size` how many of these and of those that were written."""

    reading: Reading
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    decided: int
    is_new: bool
    seen: int
    size: int


def settle_record(
    record: Record, decided: Decisions | None = None, reconcile: Callable[[Reading], Reading] | None = None
) -> Settled:
    """Reconcile the claims of a record by the plain rules and keep the incidents. `decided` are decisions of people,
    which are kept first; `reconcile` reconciles a reading if it is given. Raises RecordError, and ValueError for
    decisions that contradict each other."""
    added = _add_decisions(record, decided) if decided is not None else 0
    for _ in range(_MOST_TRIES):
        with record.look() as view:
            if view.count_closed():
                raise RecordError(
                    f"{record.name}: holds sealed documents whose keys are not here ({record.vault.path}): without them"
                    " incidents would be made that leave them out. Reconcile it where the keys are"
                )
            seen, gathered = view.size, gather_recorded(view)
            last = next(iter(view.list_current(reconciliations)), None)
            is_done = last is not None and not _has_news(view, last[1]["seen"])
        reading = (reconcile or reconcile_reading)(gathered)
        if is_done:
            return Settled(reading, (), (), (), added, False, seen, seen)
        with record.add() as addition:
            # Reconciling may take long, and other programs may have added to the record meanwhile.
            view = View(addition.connection)
            if not _has_news(view, seen):
                return _write(addition, view, reading, seen, added)
    raise RecordError(
        f"{record.name}: other programs added reports while it was reconciled, {_MOST_TRIES} times; try again when "
        "they are done"
    )


def _has_news(view: View, since: int) -> bool:
    return next(view.list_entries(_BEARING, first=since), None) is not None


def _write(addition: Addition, view: View, reading: Reading, seen: int, added: int) -> Settled:
    before = {body["incident"]["id"]: (number, body["incident"]) for number, body in view.list_current(incidents)}
    now = {incident.id: to_plain(write_incident(incident)) for incident in reading.incidents}
    new = tuple(id for id in now if id not in before)
    changed = tuple(id for id, written in now.items() if id in before and before[id][1] != written)
    gone = tuple(id for id in before if id not in now)
    ended = [number for number, _ in view.list_current(reconciliations)]
    body = {
        "seen": seen, "provenance": write_provenance(reading.provenance), "incidents": len(now), "new": len(new),
        "changed": len(changed), "gone": len(gone), "totals": [write_total(total) for total in reading.totals],
        "ends": [*ended, *(before[id][0] for id in gone)],
    }  # fmt: skip
    entry = addition.append("reconciliation", body)
    last = entry
    for id in (*new, *changed):
        ends = [before[id][0]] if id in before else []
        last = addition.append("incident", {"reconciliation": entry, "ends": ends, "incident": now[id]})
    return Settled(reading, new, changed, gone, added, True, seen, last + 1)


def to_plain(written: Mapping[str, Any]) -> Any:
    """As it comes out of JSON."""
    return msgspec.json.decode(msgspec.json.encode(written))


def _add_decisions(record: Record, decided: Decisions) -> int:
    """Keep the decisions that the record does not hold yet; gives how many."""
    with record.add() as addition:
        view = View(addition.connection)
        held = [body["decisions"] for _, body in view.list_current(decisions)]
        new = [one for one in _part(decided) if to_plain(write_decisions(one)) not in held]
        for one in new:
            claims: Sequence[str] = [claim for link in one.links for claim in link.claims]
            addition.append("decision", {"seen": view.size, "claims": claims, "decisions": write_decisions(one)})
    return len(new)


def _part(decided: Decisions) -> list[Decisions]:
    """Each decision by itself."""
    return [
        *(Decisions(links=(link,)) for link in decided.links),
        *(Decisions(rulings=(ruling,)) for ruling in decided.rulings),
    ]
