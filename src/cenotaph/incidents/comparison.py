"""The same claims under several rule profiles, side by side, with a sentence for each difference."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.incident import Bounds, EventRow, Incident, Reason, Reconciliation, Standing, Toll, Total
from cenotaph.incidents.profile import Profile, load_profile
from cenotaph.incidents.reasons import write_number
from cenotaph.incidents.reconcile import join_claims, settle_record
from cenotaph.values.harm import Outcome


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
    """One incident under every profile: `incident` as the plain profile has it, for each outcome the tolls in the order
    of the profiles, and for each profile that divides tolls its rows."""

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
    documents: Sequence[Document],
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
    compared = tuple(
        _compare_incident(incident, [each.get(incident.id) for each in found], chosen) for incident in plain.incidents
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
    before = plain.tolls.get(outcome)
    if other is None:
        why = f"Under {profile.possessive} rules the parts named take up the whole figure, so nothing is left."
        return ProfileToll(profile.name, None, "none", _NOTHING_LEFT.grade, False, why)
    after = other.tolls.get(outcome)
    bounds = after.whole if after is not None else None
    return ProfileToll(
        profile.name, bounds, show_bounds(bounds, profile), other.standing.grade, other.standing.counts,
        _explain_difference(outcome, before, after, plain.standing, other.standing),
    )  # fmt: skip


def show_bounds(bounds: Bounds | None, profile: Profile) -> str:
    """A toll as the profile publishes it: "11", "11 to 16", "12 (11 to 16)"; "none" for no toll."""
    if bounds is None:
        return "none"
    span = write_number(bounds.low, bounds.high, bounds.open)
    if bounds.low == bounds.high or profile.publishes == "range":
        return span
    return f"{bounds.best:,} ({span})"


def _explain_difference(
    outcome: Outcome, before: Toll | None, after: Toll | None, was: Standing, now: Standing
) -> str | None:
    """The sentence of the profile's rule that bears most on the difference; None if there is no difference."""
    same = before is not None and after is not None and before.whole == after.whole
    if same and was.counts == now.counts and was.grade == now.grade:
        return None
    standing = [r for r in now.because if r.rule is not None and (was.counts != now.counts or was.grade != now.grade)]
    own: list[Reason] = [r for r in after.because if r.rule is not None] if after is not None and not same else []
    if after is None:
        own = [r for r in now.because if r.rule == "outcomes" and f" {outcome.value} " in r.reason]
    chosen = [*standing, *own] if was.counts != now.counts else [*own, *standing]
    if chosen:
        return chosen[0].reason
    if after is not None:
        return next((r.reason for r in after.because if r.bound == "best"), None)
    return None


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
