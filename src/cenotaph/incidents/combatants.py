"""Combatants: which claims tell of them, and how many their speakers count."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claims.claim import ClaimKind
from cenotaph.incidents.groups import are_disjoint
from cenotaph.incidents.incident import Bounds
from cenotaph.incidents.persons import list_persons
from cenotaph.incidents.tellings import Telling
from cenotaph.values.harm import Status
from cenotaph.values.names import fold_name

ARMED = ("combatant", "perpetrator")


class Number(NamedTuple):
    """How many: the ends of what is told, and the one number that stands for it."""

    low: int
    worth: int
    high: int


def is_of_combatants(telling: Telling) -> bool:
    """True for a claim of combatants, or of those who died carrying out the attack."""
    return telling.traits.role in ARMED or telling.claim.victims.status is Status.COMBATANT


def list_combatants(tellings: Sequence[Telling]) -> list[Telling]:
    """The claims of combatants who came to harm, at whatever number a profile has since given them."""
    return [t for t in tellings if is_of_combatants(t) and t.claim.count.high and t.kind is not ClaimKind.DENIAL]


def sum_combatants(told: Sequence[Telling]) -> Number:
    """What one speaker's claims of combatants come to: its latest and largest figures for groups that share nobody or
    fought on different sides; else the single people it tells of."""
    several = [t for t in told if t.claim.count.stated != 1]
    if not several:
        count = len(list_persons(told))
        return Number(count, count, count)
    chosen: list[Telling] = []
    for t in sorted(several, key=lambda t: (-t.day, -t.claim.count.high, t.number)):
        if all(_are_others(t, other) for other in chosen):
            chosen.append(t)
    counts = [t.claim.count for t in chosen]
    low, high = sum(c.low for c in counts), sum(c.high for c in counts)
    worth = sum(c.stated if c.stated is not None else (c.low + c.high) // 2 for c in counts)
    return Number(low, min(max(low, worth), high), high)


def bound_combatants(told: Sequence[Telling]) -> Bounds:
    """The bounds of combatants by what each origin says; none if nobody tells of any."""
    by_origin: dict[str, list[Telling]] = defaultdict(list)
    for t in told:
        by_origin[t.origin.key].append(t)
    numbers = [sum_combatants(group) for _, group in sorted(by_origin.items())]
    if not numbers:
        return Bounds(0, 0, 0, False)
    worths = [number.worth for number in numbers]
    best = min(set(worths), key=lambda worth: (-worths.count(worth), worth))
    high = max(number.high for number in numbers)
    is_open = any(t.claim.count.open for t in told)
    return Bounds(min(number.low for number in numbers), best, high, is_open)


def _are_others(one: Telling, other: Telling) -> bool:
    sides = [fold_name(t.claim.victims.affiliation or "") for t in (one, other)]
    return are_disjoint(one.traits, other.traits) or (all(sides) and sides[0] != sides[1])
