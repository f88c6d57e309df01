"""The history of an incident: its toll as known on each day, and what changed it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cenotaph.claims.claim import Claim
from cenotaph.incidents.causes import NEWLY_HEARD, Cause, CauseKind, explain_claims, list_heard, map_origins
from cenotaph.incidents.grouping import name_incident_place
from cenotaph.incidents.incident import Bounds, Incident, Reason, Toll
from cenotaph.incidents.lineage import Lineage, find_nearest_kin
from cenotaph.incidents.reasons import join_names, write_number
from cenotaph.values.harm import Outcome

_BOUNDS = ("low", "best", "high")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was known by the end of a day, None for everything that is known, reports without a day of publication
    included: incidents, most prominent first, and claims by id."""

    day: dt.date | None
    incidents: tuple[Incident, ...]
    claims: Mapping[str, Claim]


@dataclass(frozen=True, slots=True)
class Change:
    """How the toll of one outcome moved, and why. `before` is None where nothing was known of the outcome, `after`
    where nothing is any more; `because` are the reasons of the bounds that moved, `beside` new claims that set none."""

    outcome: Outcome
    before: Bounds | None
    after: Bounds | None
    causes: tuple[Cause, ...]
    because: tuple[Reason, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """An incident as it was known from a day on, and what changed on that day: `changes` of its tolls, and `events`
    beside them (incidents joined or parted, a denial that sets no bound). The first stage has no changes if the
    incident had been told of before it."""

    day: dt.date | None
    incident: Incident
    changes: tuple[Change, ...]
    events: tuple[Cause, ...]


def trace_incident(snapshots: Sequence[Snapshot], incident: Incident, first_is_base: bool) -> tuple[Stage, ...]:
    """The stages of an incident of the last snapshot, earliest first, each a day on which its tolls changed, or
    incidents were joined or parted.

    The incident is followed back by the claims that it shares with those of the snapshot before: of several the one
    that shares most. `first_is_base`: what the first snapshot holds was known before; else it is news of that day.
    """
    line: list[tuple[Snapshot, Incident]] = []
    current: Incident | None = incident
    for snapshot in reversed(snapshots):
        if current is not None and snapshot is not snapshots[-1]:
            current = find_nearest_kin(snapshot.incidents, current)
        if current is None:
            break
        line.append((snapshot, current))
    line.reverse()
    stages: list[Stage] = []
    for index, (snapshot, known) in enumerate(line):
        if index == 0:
            is_base = first_is_base and snapshot is snapshots[0]
            stages.append(Stage(snapshot.day, known, () if is_base else _tell_first(known, snapshot), ()))
            continue
        before, was = line[index - 1]
        if was == known:
            continue
        regrouped = _find_regrouped(before, was, snapshot, known)
        changes = _find_changes(before, was, snapshot, known, regrouped)
        events = (*regrouped, *_find_denials(before, was, snapshot, known, changes))
        if changes or events:
            stages.append(Stage(snapshot.day, known, changes, events))
    return tuple(stages)


def follow_forward(snapshots: Sequence[Snapshot], start: int, incident: Incident) -> Incident | None:
    """What became of an incident of the snapshot at position `start` by the last one: the incident that shares most of
    its claims, from snapshot to snapshot; None if it is held for none."""
    current: Incident | None = incident
    for snapshot in snapshots[start + 1 :]:
        if current is None:
            return None
        current = find_nearest_kin(snapshot.incidents, current)
    return current


def _tell_first(incident: Incident, snapshot: Snapshot) -> tuple[Change, ...]:
    changes = []
    for outcome, toll in incident.tolls.items():
        claims = _claims_of(incident, outcome, snapshot)
        causes, beside = _explain_new(claims, [], incident, frozenset(), toll)
        changes.append(make_change(outcome, None, toll, [*map(_as_first, causes)] or [_weigh(toll)], beside))
    return tuple(changes)


def _as_first(cause: Cause) -> Cause:
    """Whoever is the first to tell of an incident is no news beside others."""
    if cause.kind is not CauseKind.NEW_SOURCE:
        return cause
    return Cause(CauseKind.FIRST, cause.claims, cause.sentence.replace(NEWLY_HEARD, ""))


def make_change(
    outcome: Outcome, old: Toll | None, new: Toll | None, causes: Sequence[Cause], beside: Sequence[str]
) -> Change:
    """How the toll of an outcome moved, with the reasons of the bounds that did."""
    before, after = (toll.whole if toll is not None else None for toll in (old, new))
    moved = () if new is None else _find_moved(before, new)
    return Change(outcome, before, after, tuple(causes), moved, tuple(beside))


def _find_moved(before: Bounds | None, toll: Toll) -> tuple[Reason, ...]:
    """The reasons of the bounds that are other than before."""
    after = toll.whole
    moved = {name for name in _BOUNDS if before is None or getattr(before, name) != getattr(after, name)}
    return tuple(reason for reason in toll.because if reason.bound in moved)


def _explain_new(
    fresh: Sequence[Claim], known: Sequence[Claim], now: Incident, heard: frozenset[str], toll: Toll | None
) -> tuple[list[Cause], list[str]]:
    """The causes in new claims, and the new claims that set no bound; if none does, all are causes."""
    cited = _cited(toll) if toll is not None else ()
    causes = explain_claims(fresh, known, map_origins(now), heard, cited)
    setting = [cause for cause in causes if not set(cause.claims).isdisjoint(cited)]
    if not setting:
        return causes, []
    return setting, [claim for cause in causes if cause not in setting for claim in cause.claims]


def _claims_of(incident: Incident, outcome: Outcome, snapshot: Snapshot) -> list[Claim]:
    """The claims of an incident that bear on an outcome, in its order, that of publication: those of the outcome, and
    those that its reasons cite."""
    toll = incident.tolls.get(outcome)
    cited = {claim for reason in toll.because for claim in reason.claims} if toll is not None else set()
    claims = [snapshot.claims[id] for id in incident.claims if id in snapshot.claims]
    return [claim for claim in claims if claim.outcome is outcome or claim.id in cited]


def _find_regrouped(before: Snapshot, was: Incident, after: Snapshot, now: Incident) -> tuple[Cause, ...]:
    """Incidents that were joined to this one, or parted from it."""
    causes = []
    earlier, later = Lineage(before.incidents), Lineage(after.incidents)
    for other in earlier.find_kin(now):
        if other.id != was.id:
            moved = tuple(claim for claim in other.claims if claim in set(now.claims))
            whole = len(moved) == len(other.claims)
            what = (
                "What had been held for another incident"
                if whole
                else "A part of what had been held for another incident"
            )
            causes.append(
                Cause(CauseKind.MERGE, moved, f"{what}, {describe_incident(other)}, is now held for this one.")
            )
    for other in later.find_kin(was):
        if other.id != now.id:
            moved = tuple(claim for claim in was.claims if claim in set(other.claims))
            sentence = (
                f"A part of what had been held for this incident is now held for another, {describe_incident(other)}."
            )
            causes.append(Cause(CauseKind.SPLIT, moved, sentence))
    lost = tuple(claim for claim in was.claims if later.home_of(claim) is None)
    if lost:
        causes.append(Cause(CauseKind.SPLIT, lost, "Some of its claims are held for no incident any more."))
    return tuple(causes)


def describe_incident(incident: Incident) -> str:
    """An incident in a sentence: "Hesk, 4 March 2024, 7 killed"."""
    tolls = [f"{write_number(t.whole.low, t.whole.high, t.whole.open)} {o.value}" for o, t in incident.tolls.items()]
    day = [f"{incident.start.day} {incident.start:%B %Y}"] if incident.start else []
    return ", ".join([name_incident_place(incident), *day, *([join_names(tolls)] if tolls else [])])


def _find_changes(
    before: Snapshot, was: Incident, after: Snapshot, now: Incident, regrouped: Sequence[Cause]
) -> tuple[Change, ...]:
    changes = []
    heard = list_heard(was.claims, now)
    for outcome in Outcome:
        old, new = was.tolls.get(outcome), now.tolls.get(outcome)
        if (old.whole if old else None) == (new.whole if new else None):
            continue
        bearing = _claims_of(now, outcome, after)
        fresh = [claim for claim in bearing if claim.id not in before.claims]
        known = [claim for claim in bearing if claim.id in before.claims]
        causes, beside = _explain_new(fresh, known, now, heard, new)
        if not causes and not regrouped:
            causes = [_find_silent(was, now, outcome)]
        changes.append(make_change(outcome, old, new, causes, beside))
    return tuple(changes)


def _find_denials(
    before: Snapshot, was: Incident, after: Snapshot, now: Incident, changes: Sequence[Change]
) -> list[Cause]:
    """New denials and retractions that no change of a toll tells of."""
    told = {claim for change in changes for cause in change.causes for claim in cause.claims}
    claims = [after.claims[id] for id in now.claims if id in after.claims and id not in told]
    heard = list_heard(was.claims, now)
    found = []
    for outcome in Outcome:
        spoken = [claim for claim in claims if claim.outcome is outcome]
        fresh = [claim for claim in spoken if claim.id not in before.claims]
        known = [claim for claim in spoken if claim.id in before.claims]
        found += explain_claims(fresh, known, map_origins(now), heard, ())
    return [cause for cause in found if cause.kind in (CauseKind.DENIAL, CauseKind.RETRACTION)]


def _find_silent(was: Incident, now: Incident, outcome: Outcome) -> Cause:
    """Why a toll moved that no new claim of its own and no other incident explains."""
    toll = now.tolls.get(outcome)
    if toll is None:
        return Cause(CauseKind.WEIGHING, (), f"Nothing is left that says how many were {outcome.value}.")
    own = set(now.claims)
    other = [claim for reason in toll.because for claim in reason.claims if claim not in own]
    if now.remainder or was.remainder or other:
        return Cause(CauseKind.PARTS, _cited(toll), "What others report inside its area has changed.")
    return _weigh(toll)


def _weigh(toll: Toll) -> Cause:
    return Cause(CauseKind.WEIGHING, _cited(toll), "What is known is weighed anew.")


def _cited(toll: Toll) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for reason in toll.because for claim in reason.claims))
