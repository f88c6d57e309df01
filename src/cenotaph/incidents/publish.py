"""Which tolls a profile publishes, and in which form: outcomes left out, one number, or a range without a point."""

from collections.abc import Mapping
from dataclasses import replace

from cenotaph.incidents.incident import Bounds, Reason, Toll
from cenotaph.incidents.profile import Profile
from cenotaph.values.harm import Outcome

_BOUNDS = ("low", "best", "high")


def publish_tolls(tolls: Mapping[Outcome, Toll], profile: Profile) -> dict[Outcome, Toll]:
    """The tolls that a profile gives, by outcome, each in the form in which it publishes them.

    A profile that counts casualties as zero gives a toll of people killed, none, where nobody tells of any.
    """
    chosen = {o: _publish(toll, profile) for o, toll in tolls.items() if o.value in profile.outcomes}
    if profile.casualties == "zero" and Outcome.KILLED not in chosen and tolls:
        chosen[Outcome.KILLED] = _count_none(tolls, profile)
    return chosen


def _publish(toll: Toll, profile: Profile) -> Toll:
    if profile.publishes == "point":
        return _limit_groups(_collapse(toll, profile))
    if profile.publishes == "range":
        return _leave_best_out(toll, profile)
    return toll


def _collapse(toll: Toll, profile: Profile) -> Toll:
    whole = toll.whole
    if whole.low == whole.high and not whole.open:
        return toll
    lowest = profile.figure == "lowest"
    number = whole.low if lowest else whole.best
    old = next(r for r in toll.because if r.bound == ("low" if lowest else "best"))
    rule = "figure" if lowest else "publishes"
    sentence = f"{profile.explain(rule)}, here {number:,}. {old.reason}"
    kept = tuple(reason for reason in toll.because if reason.bound not in _BOUNDS)
    because = tuple(Reason(bound, old.claims, sentence, rule) for bound in _BOUNDS)
    return Toll(Bounds(number, number, number, False), toll.by, (*because, *kept))


def _limit_groups(toll: Toll) -> Toll:
    """Groups are no more than the one figure that a profile settles on."""
    most = toll.whole.high
    by = {
        key: Bounds(min(each.low, most), min(each.best, most), min(each.high, most), False)
        for key, each in toll.by.items()
    }
    return replace(toll, by=by)


def _leave_best_out(toll: Toll, profile: Profile) -> Toll:
    """`best` stays a number, so that records can be sorted and compared; its reason says that it is not the rule's."""
    whole = toll.whole
    if whole.low == whole.high or any(r.bound == "best" and r.rule == "publishes" for r in toll.because):
        return replace(toll, point=False)
    note = f"{profile.explain('publishes')}: {whole.low:,} to {whole.high:,}; {whole.best:,} is no figure of it. "
    because = tuple(
        replace(r, reason=note + r.reason, rule="publishes") if r.bound == "best" else r for r in toll.because
    )
    return Toll(whole, toll.by, because, point=False)


def _count_none(tolls: Mapping[Outcome, Toll], profile: Profile) -> Toll:
    hit = tolls.get(Outcome.CASUALTIES)
    claims = tuple(dict.fromkeys(i for toll in tolls.values() for r in toll.because for i in r.claims))
    said = f"{hit.whole.high:,} casualties are told of" if hit is not None else "no report says that anyone was killed"
    sentence = f"{profile.explain('casualties')}: {said}."
    return Toll(Bounds(0, 0, 0, False), {}, tuple(Reason(bound, claims, sentence, "casualties") for bound in _BOUNDS))


def explain_left_out(tolls: Mapping[Outcome, Toll], profile: Profile) -> tuple[Reason, ...]:
    """Why outcomes that are told of have no toll under the profile, a sentence for each."""
    reasons = []
    for outcome, toll in tolls.items():
        if outcome.value in profile.outcomes:
            continue
        rule = "casualties" if outcome is Outcome.CASUALTIES and profile.casualties == "zero" else "outcomes"
        ids = tuple(dict.fromkeys(i for r in toll.because for i in r.claims))
        sentence = f"{profile.explain(rule)}: {toll.whole.high:,} {outcome.value} are left out."
        reasons.append(Reason("aside", ids, sentence, rule))
    return tuple(reasons)
