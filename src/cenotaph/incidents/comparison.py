"""The same claims under several rule profiles, side by side, with a sentence for each difference."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.incident import INCLUDED, Bounds, EventRow, Incident, Reconciliation, Standing, Total
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.profile import Profile, load_profile
from cenotaph.incidents.publish import explain_left_out
from cenotaph.incidents.reasons import write_number
from cenotaph.incidents.reconcile import join_claims, settle_record
from cenotaph.values.harm import Outcome

# Fields of a profile that change a toll, those that tell most of a difference first; and those that set a standing.
_WEIGHT = ("casualties", "counted", "large_causes", "vague_words", "figure", "publishes")
_OF_STANDING = ("exclusions", "only_causes", "grading", "background_in_all")


@dataclass(frozen=True, slots=True)
class ProfileToll:
    """What one profile makes of one incident and outcome. `bounds` is None where it gives no toll of the outcome;
    `shown` is the figure as the profile publishes it ("11", "11 to 16", "12 (11 to 16)", "none"); `why` one sentence
    that says why it differs from the plain profile, None where it does not."""

    profile: str
    bounds: Bounds | None
    shown: str
    grade: str
    counts: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class ComparedIncident:
    """One incident under every profile: `incident` as the plain profile has it, without tolls if it has none there; for
    each outcome the tolls in the order of the profiles, and for each profile that divides tolls its rows."""

    incident: Incident
    tolls: Mapping[Outcome, tuple[ProfileToll, ...]]
    standings: tuple[Standing, ...]
    rows: Mapping[str, tuple[EventRow, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same claims under several profiles: incidents in the plain profile's order, and the total of all."""

    profiles: tuple[Profile, ...]
    incidents: tuple[ComparedIncident, ...]
    totals: Mapping[Outcome, tuple[ProfileToll, ...]]


def compare_profiles(
    claims: Sequence[Claim],
    documents: Sequence[Document | DocumentNote],
    links: Sequence[Link] = (),
    profiles: Sequence[Profile | str] = ("plain",),
    as_of: dt.date | None = None,
    rulings: Sequence[OriginRuling] = (),
) -> Comparison:
    """What the same claims come to under each of `profiles`, in their order, and why it differs from the plain profile.

    The claims are joined into incidents once, since no profile bears on that, and counted under each. Raises ValueError
    for a profile that is not known.
    """
    chosen = tuple(load_profile(each) if isinstance(each, str) else each for each in profiles)
    joined = join_claims(claims, documents, links, rulings, as_of)
    plain = settle_record(joined, load_profile("plain"))
    records = [settle_record(joined, profile) for profile in chosen]
    found = [{incident.id: incident for incident in record.incidents} for record in records]
    incidents = {incident.id: incident for incident in plain.incidents}
    for record in records:  # what an aggregate leaves under one profile may be nothing under the plain one
        for incident in record.incidents:
            incidents.setdefault(incident.id, replace(incident, tolls={}, standing=INCLUDED, rows=(), sides=None))
    compared = tuple(
        _compare_incident(incident, [each.get(id) for each in found], chosen) for id, incident in incidents.items()
    )
    return Comparison(chosen, compared, _compare_totals(plain, records, chosen))


def _compare_incident(
    plain: Incident, others: Sequence[Incident | None], profiles: Sequence[Profile]
) -> ComparedIncident:
    outcomes = {o for each in (plain, *others) if each is not None for o in each.tolls}
    tolls = {
        outcome: tuple(
            _compare_toll(outcome, plain, other, profile) for other, profile in zip(others, profiles, strict=True)
        )
        for outcome in Outcome
        if outcome in outcomes
    }
    standings = tuple(other.standing if other is not None else _NOTHING_LEFT for other in others)
    rows = {
        profile.name: other.rows
        for other, profile in zip(others, profiles, strict=True)
        if other is not None and other.rows
    }
    return ComparedIncident(plain, tolls, standings, rows)


_NOTHING_LEFT = Standing("absorbed", False)


def _compare_toll(outcome: Outcome, plain: Incident, other: Incident | None, profile: Profile) -> ProfileToll:
    if other is None:
        why = None  # the plain profile may have nothing left either
        if plain.tolls:
            why = f"Under {profile.possessive} rules the parts named take up the whole figure, so nothing is left."
        return ProfileToll(profile.name, None, "none", _NOTHING_LEFT.grade, False, why)
    after = other.tolls.get(outcome)
    bounds = after.whole if after is not None else None
    return ProfileToll(
        profile.name, bounds, show_bounds(bounds, profile), other.standing.grade, other.standing.counts,
        _explain_difference(outcome, plain, other, profile),
    )  # fmt: skip


def show_bounds(bounds: Bounds | None, profile: Profile) -> str:
    """A toll as the profile publishes it: "11", "11 to 16", "12 (11 to 16)"; "none" for no toll."""
    if bounds is None:
        return "none"
    span = write_number(bounds.low, bounds.high, bounds.open)
    if bounds.low == bounds.high or _hides_best(bounds, profile):
        return span
    return f"{bounds.best:,} ({span})"


def _explain_difference(outcome: Outcome, plain: Incident, other: Incident, profile: Profile) -> str | None:
    """The sentence of the rule that bears most on the difference; None if there is none."""
    before, after = plain.tolls.get(outcome), other.tolls.get(outcome)
    was, now = plain.standing, other.standing
    standing = [r for r in now.because if r.rule in _OF_STANDING or (r.rule and now.grade == "excluded")]
    if was.counts != now.counts and standing:
        return standing[0].reason
    if after is None:
        left_out = explain_left_out({outcome: before}, profile) if before is not None else ()
        if left_out:
            return left_out[0].reason
        if before is not None and profile.counted == "non_combatants":
            return f"{profile.explain('counted')}; nobody else is told of here."
        return None if before is None else f"Under {profile.possessive} rules nobody is left to count here."
    if before is None or before.whole != after.whole or _hides_best(after.whole, profile):
        own = [r for r in after.because if r.rule in _WEIGHT]
        if own:
            return min(own, key=lambda r: _WEIGHT.index(str(r.rule))).reason
        if not plain.tolls:
            return f"Under {profile.possessive} rules the parts named leave some of the figure."
        if before is not None and before.whole != after.whole:
            return next((r.reason for r in after.because if r.bound == "best"), None)
    return standing[0].reason if standing and was.grade != now.grade else None


def _hides_best(bounds: Bounds, profile: Profile) -> bool:
    return profile.publishes == "range" and bounds.low != bounds.high


def _compare_totals(
    plain: Reconciliation, records: Sequence[Reconciliation], profiles: Sequence[Profile]
) -> dict[Outcome, tuple[ProfileToll, ...]]:
    """The total of all under each profile; what differs follows from the incidents."""
    before, after = _find_total(plain), [_find_total(record) for record in records]
    outcomes = {o for total in (before, *after) for o in total.tolls}
    return {
        outcome: tuple(
            _compare_total(outcome, before, total, record, profile)
            for total, record, profile in zip(after, records, profiles, strict=True)
        )
        for outcome in Outcome
        if outcome in outcomes
    }


def _find_total(record: Reconciliation) -> Total:
    return next(total for total in record.totals if total.scope is None and total.grade is None)


def _compare_total(
    outcome: Outcome, before: Total, after: Total, record: Reconciliation, profile: Profile
) -> ProfileToll:
    old, new = before.tolls.get(outcome), after.tolls.get(outcome)
    bounds = new.whole if new is not None else None
    why = None
    if old is None or bounds != old.whole:
        held = f"{len(after.incidents):,} of {len(record.incidents):,} incidents"
        why = f"The total holds {held}, each as {profile.possessive} rules count it."
    return ProfileToll(profile.name, bounds, show_bounds(bounds, profile), "included", True, why)
