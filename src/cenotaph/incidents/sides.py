"""Sides: the dead of an event by who they were, so that the parts add up to the best figure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from cenotaph.incidents.combatants import bound_combatants, list_combatants
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.incident import Bounds, Reason, Sides, Toll
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reasons import claim_ids, join_names
from cenotaph.incidents.tellings import Telling
from cenotaph.values.harm import Outcome
from cenotaph.values.names import fold_name


def tell_sides(happening: Happening, toll: Toll | None, profile: Profile) -> Sides | None:
    """The best figure by side, civilians and unknown; None if the profile does not tell sides apart or nobody died.

    Fighters of whom no report says on which side they fought are unknown. Where figures for who the dead were exceed
    the best figure, what they exceed it by is disputed, and unknown.
    """
    if not profile.sides or toll is None:
        return None
    best = toll.whole.best
    dead = [t for t in happening.tellings if t.outcome is Outcome.KILLED]
    civilian = toll.by.get("civilian", Bounds(0, 0, 0, False))
    fighters = list_combatants(dead)
    civilians = min(civilian.best, max(0, best - bound_combatants(fighters).high))
    sides = _cut(_count_by_side(fighters), max(0, best - civilian.high))
    return Sides(sides, civilians, best - civilians - sum(sides.values()))


def explain_sides(happening: Happening, sides: Sides, profile: Profile) -> Reason:
    """The sentence for the dead by side."""
    pieces = [f"{number:,} of {name}" for name, number in sides.fighters.items()]
    pieces += [f"{sides.civilians:,} civilians", f"{sides.unknown:,} unknown"]
    total = sum(sides.fighters.values()) + sides.civilians + sides.unknown
    sentence = f"{profile.explain('sides')}: {join_names(pieces)} come to {total:,}."
    ids = claim_ids([t for t in happening.tellings if t.outcome is Outcome.KILLED] or happening.tellings)
    return Reason("aside", ids, sentence, "sides")


def _count_by_side(fighters: Sequence[Telling]) -> dict[str, int]:
    """For each side by name the fighters it lost, at the latest and largest figure given."""
    by_side: dict[str, list[Telling]] = defaultdict(list)
    for t in fighters:
        if t.claim.victims.affiliation:
            by_side[fold_name(t.claim.victims.affiliation)].append(t)
    return {
        str(group[0].claim.victims.affiliation): min(group, key=lambda t: (-t.day, -t.worth, t.number)).worth
        for _, group in sorted(by_side.items())
    }


def _cut(fighters: Mapping[str, int], most: int) -> dict[str, int]:
    """The sides as they are if they fit into `most`; else nobody, since nobody says which side's figure is too high."""
    return dict(fighters) if sum(fighters.values()) <= most else dict.fromkeys(fighters, 0)
