"""Civilians alone: for a profile that counts combatants apart, what is left of each figure without them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.incidents.combatants import bound_combatants, list_combatants, sum_combatants
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.incident import Bounds, Reason, Toll
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reasons import claim_ids, join_names, say_combatants
from cenotaph.incidents.tellings import Telling
from cenotaph.values.harm import Outcome

_PARTS = (RelationType.PART_OF, RelationType.BREAKDOWN_OF)
_BOUNDS = ("low", "best", "high")


def set_apart(tellings: Sequence[Telling]) -> list[Telling]:
    """The claims without those of combatants; a figure for all is lessened by the combatants that its own speaker
    tells of in it ("26, 23 of them fighters"). An origin that calls as many combatants as others count, and tells of
    nobody else, says that no civilian was harmed: it stays, at zero."""
    by_outcome: dict[Outcome, list[Telling]] = defaultdict(list)
    for t in tellings:
        by_outcome[t.outcome].append(t)
    kept = [t for group in by_outcome.values() for t in _set_apart(group)]
    return sorted(kept, key=lambda t: t.number)


def _set_apart(tellings: Sequence[Telling]) -> list[Telling]:
    fighters = list_combatants(tellings)
    if not fighters:
        return list(tellings)
    numbers = {t.number for t in fighters}
    others = [t for t in tellings if t.number not in numbers]
    for whole in others:
        _lessen(whole, [t for t in fighters if _is_part_of(t, whole)])
    for t in fighters:
        beside = [o for o in others if _are_added(t, o)]
        if beside:
            beside[0].apart += t.worth
    figures = [t.low for t in others if t.high and not t.single and t.kind is not ClaimKind.DENIAL]
    speakers = {t.origin.key for t in others if t.high or t.apart}
    for t in fighters:
        if figures and t.origin.key not in speakers and t.kind is not ClaimKind.BREAKDOWN and t.high >= min(figures):
            t.apart, t.low, t.high, t.stated = t.high, 0, 0, 0
            others.append(t)
    return others


def _is_part_of(part: Telling, whole: Telling) -> bool:
    if part.origin.key != whole.origin.key or part.document != whole.document or not whole.is_whole:
        return False
    return part.kind is ClaimKind.BREAKDOWN or any(kind in _PARTS and o is whole for kind, o in part.relations)


def _are_added(one: Telling, other: Telling) -> bool:
    """True if the text adds one figure to the other: "23 fighters and three civilians"."""
    return any(
        kind is RelationType.ADDS_TO and o is end
        for start, end in ((one, other), (other, one))
        for kind, o in start.relations
    )


def _lessen(whole: Telling, parts: Sequence[Telling]) -> None:
    if not parts:
        return
    number = sum_combatants(parts)
    whole.apart = number.worth
    whole.low, whole.high = max(0, whole.low - number.high), max(0, whole.high - number.low)
    if whole.stated is not None:
        whole.stated = min(max(whole.low, whole.stated - number.worth), whole.high)


def keep_within(evidence: Mapping[Outcome, Evidence], everyone: Mapping[Outcome, Evidence]) -> dict[Outcome, Evidence]:
    """The evidence of civilians, no toll higher than that of everyone: where the figure that decides is one of
    combatants, an older or smaller one that it had overtaken would speak again."""
    return {
        outcome: _lower_to(found, everyone[outcome].toll.whole.high)
        if outcome in everyone and found.toll.whole.high > everyone[outcome].toll.whole.high
        else found
        for outcome, found in evidence.items()
    }


def _lower_to(evidence: Evidence, most: int) -> Evidence:
    toll = evidence.toll
    moved = [bound for bound in _BOUNDS if getattr(toll.whole, bound) > most]
    sentence = f"Civilians and combatants together come to {most:,}, and civilians are no more than that."
    because = tuple(Reason(bound, claim_ids(evidence.tellings), sentence) for bound in moved)
    kept = tuple(reason for reason in toll.because if reason.bound not in moved)
    whole = Bounds(min(toll.whole.low, most), min(toll.whole.best, most), most, toll.whole.open)
    return replace(evidence, toll=replace(toll, whole=whole, because=(*because, *kept)))


def tell_apart(
    evidence: Mapping[Outcome, Evidence], tellings: Sequence[Telling], profile: Profile
) -> dict[Outcome, Evidence]:
    """The evidence of civilians with the combatants beside it, under `by`, and the sentence that says so. Where all
    claims of an outcome are of combatants, its toll is none."""
    by_outcome: dict[Outcome, list[Telling]] = defaultdict(list)
    for t in list_combatants(tellings):
        by_outcome[t.outcome].append(t)
    found = dict(evidence)
    for outcome, fighters in by_outcome.items():
        said = join_names(list(dict.fromkeys(say_combatants(t) for t in fighters)))
        reason = Reason("aside", claim_ids(fighters), f"{profile.explain('counted')}: {said}.", "counted")
        bounds = bound_combatants(fighters)
        apart = {"combatant": bounds}
        if outcome in found:
            toll = found[outcome].toll
            toll = Toll(toll.whole, dict(sorted({**toll.by, **apart}.items())), (*toll.because, reason))
            found[outcome] = replace(found[outcome], toll=toll, apart=bounds.best)
        else:
            because = tuple(replace(reason, bound=bound) for bound in _BOUNDS)
            toll = Toll(Bounds(0, 0, 0, False), apart, because)
            found[outcome] = Evidence(toll, (), True, False, tuple(fighters), bounds.best)
    return {outcome: found[outcome] for outcome in Outcome if outcome in found}
