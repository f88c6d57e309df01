"""Why a number changed: the history of an incident from the reports of a reading, day by day of publication."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cenotaph.claims.claim import Claim
from cenotaph.incidents.decisions import Decisions
from cenotaph.incidents.history import Change, Snapshot, Stage, follow_forward, trace_incident
from cenotaph.incidents.incident import Incident
from cenotaph.incidents.matching import Match, match_judged
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.record import Record
from cenotaph.values.names import fold_name
from cenotaph.workflow.json_form import write_bounds, write_cause, write_incident, write_reasons
from cenotaph.workflow.judged_form import write_match
from cenotaph.workflow.known import KnownClaims, list_printed
from cenotaph.workflow.profiles import open_profile
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import join_decisions

_LEAST_ID = 4  # digits of an id that may stand for all of it


class NoIncidentError(ValueError):
    """No incident, or more than one, is meant by what was given; the message says so, `candidates` which it may be."""

    def __init__(self, message: str, candidates: Sequence[tuple[int, Incident]]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


@dataclass(frozen=True, slots=True)
class History:
    """The stages of an incident between two days; `number` is its place in the last record, `judged` what people judged
    of it, or may have."""

    number: int
    incident: Incident
    start: dt.date | None
    end: dt.date | None
    stages: tuple[Stage, ...]
    judged: tuple[Match, ...] = ()


def list_days(reading: Reading, start: dt.date | None, end: dt.date | None) -> list[dt.date | None]:
    """The days on which what is known may change: those of publication from the day after `start` to `end`, before them
    `start` itself, and at last None, everything, where no end is given and some reports have no day."""
    published = sorted({note.published for note in reading.documents if note.published is not None})
    days: list[dt.date | None] = [
        day for day in published if (start is None or day > start) and (end is None or day <= end)
    ]
    if start is not None:
        days.insert(0, start)
    if end is None and any(note.published is None for note in reading.documents):
        days.append(None)
    return days


def take_snapshots(
    reading: Reading,
    days: Sequence[dt.date | None],
    *,
    profile: str = "plain",
    decisions: Decisions | None = None,
    report: Callable[[int], None] | None = None,
) -> list[Snapshot]:
    """What was known by the end of each day, which are in order, None last; `report` is told how many are done, after
    each. The reports of a day are added to the record of the day before: that gives what starting over would."""
    obeyed = join_decisions(reading.decisions, decisions or Decisions())
    record = Record(links=obeyed.links, rulings=obeyed.rulings, profile=open_profile(profile))
    waiting = sorted(reading.documents, key=_by_publication, reverse=True)
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        told[claim.document].append(claim)
    printed = list_printed(reading)
    snapshots = []
    for day in days:
        published = []
        while waiting and (day is None or (waiting[-1].published or dt.date.max) <= day):
            published.append(waiting.pop())
        record.add([claim for note in published for claim in told[note.id]], published)
        snapshots.append(Snapshot(day, record.list_incidents(), KnownClaims(printed, day)))
        if report is not None:
            report(len(snapshots))
    return snapshots


def _by_publication(note: DocumentNote) -> tuple[dt.date, str]:
    return note.published or dt.date.max, note.id


def match_snapshot(
    reading: Reading, snapshots: Sequence[Snapshot], end: dt.date | None, decisions: Decisions
) -> tuple[Match, ...]:
    """What the incidents of the last day have to say of those that people judged by then."""
    incidents = snapshots[-1].incidents if snapshots else ()
    links = join_decisions(reading.decisions, decisions).links
    return match_judged(reading.judged, incidents, reading.claims, reading.documents, end, links)


def find_code(matches: Sequence[Match], wanted: str) -> list[Match]:
    """The judged incidents of this code, by whomever; those that had it once only where none has it now."""
    code = wanted.strip().casefold()
    found = [match for match in matches if match.judged.code.casefold() == code]
    return found or [match for match in matches if code in map(str.casefold, match.judged.former_codes)]


def tell_history(
    snapshots: Sequence[Snapshot],
    wanted: str,
    start: dt.date | None,
    end: dt.date | None,
    matches: Sequence[Match] = (),
) -> History:
    """The history of the incident that `wanted` means: its number in the last record, the code by which people know it,
    the first digits of its id on any of the days, or the name of a place that fits one incident. Raises
    NoIncidentError."""
    incidents = snapshots[-1].incidents if snapshots else ()
    if not incidents:
        raise NoIncidentError(f"no incident was known by {end}" if end else "the reports tell of no incident", ())
    coded = next((match.incident.id for match in find_code(matches, wanted) if match.incident is not None), None)
    is_number = wanted.strip().isdecimal() and 1 <= int(wanted) <= len(incidents)
    meant = wanted.strip() if coded is None or is_number else coded
    number, incident = _find_incident(snapshots, incidents, meant)
    stages = trace_incident(snapshots, incident, first_is_base=start is not None)
    judged = tuple(m for m in matches if incident.id in {*m.possible, *([m.incident.id] if m.incident else [])})
    return History(number, incident, start, end, stages, judged)


def _find_incident(snapshots: Sequence[Snapshot], incidents: Sequence[Incident], wanted: str) -> tuple[int, Incident]:
    numbered = list(enumerate(incidents, start=1))
    if wanted.isdecimal() and 1 <= int(wanted) <= len(incidents):
        return numbered[int(wanted) - 1]
    found = [(n, i) for n, i in numbered if len(wanted) >= _LEAST_ID and i.id.startswith(wanted.casefold())]
    found = found or _find_former(snapshots, numbered, wanted) or _find_place(numbered, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        raise NoIncidentError(f"{wanted!r} fits {len(found)} incidents; give the number of one of them", found)
    raise NoIncidentError(
        f"no incident is {wanted!r}: give a number of the table, a code, the first digits of an id, or the name of a "
        "place",
        numbered,
    )


def _find_former(
    snapshots: Sequence[Snapshot], numbered: Sequence[tuple[int, Incident]], wanted: str
) -> list[tuple[int, Incident]]:
    """What became of incidents that had an id with these first digits on an earlier day."""
    if len(wanted) < _LEAST_ID:
        return []
    heirs = {
        heir.id
        for position, snapshot in enumerate(snapshots)
        for incident in snapshot.incidents
        if incident.id.startswith(wanted.casefold())
        and (heir := follow_forward(snapshots, position, incident)) is not None
    }
    return [(n, incident) for n, incident in numbered if incident.id in heirs]


def _find_place(numbered: Sequence[tuple[int, Incident]], wanted: str) -> list[tuple[int, Incident]]:
    folded = fold_name(wanted)
    named = [
        (n, incident, {fold_name(name) for place in incident.places for name in (place.name, place.text) if name})
        for n, incident in numbered
    ]
    exact = [(n, incident) for n, incident, names in named if folded in names]
    return exact or [(n, incident) for n, incident, names in named if folded and any(folded in name for name in names)]


def write_history(history: History) -> dict[str, Any]:
    """The history as plain mappings, lists, text and numbers, ready for `json.dumps`."""
    return {
        "incident": write_incident(history.incident),
        "from": history.start.isoformat() if history.start else None,
        "to": history.end.isoformat() if history.end else None,
        "stages": [
            {
                "day": stage.day.isoformat() if stage.day else None,
                "id": stage.incident.id,
                "tolls": {o.value: write_bounds(toll.whole) for o, toll in stage.incident.tolls.items()},
                "origins": stage.incident.origins,
                "documents": stage.incident.documents,
                "changes": [write_change(change) for change in stage.changes],
                "events": [write_cause(cause) for cause in stage.events],
            }
            for stage in history.stages
        ],
        "judged": [write_match(match) for match in history.judged],
    }


def write_change(change: Change) -> dict[str, Any]:
    """How the toll of one outcome moved, and why."""
    return {
        "outcome": change.outcome.value,
        "before": write_bounds(change.before) if change.before else None,
        "after": write_bounds(change.after) if change.after else None,
        "causes": [write_cause(cause) for cause in change.causes],
        "because": write_reasons(change.because),
        "beside": list(change.beside),
    }
