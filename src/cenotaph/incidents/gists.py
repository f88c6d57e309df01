"""What the reports of one event say, in short, and whether two such gists may be of one event: for reports that name no
village or town, where nothing but the rest of their words can tell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.incidents.compare import Profiled
from cenotaph.incidents.sites import Nearness, Site, compare_sites
from cenotaph.incidents.tellings import DocumentKey, same_person_name
from cenotaph.incidents.weapons import are_other_weapons, share_kind
from cenotaph.values.harm import HARMED, Outcome

_PROVINCE = 2  # the rank of a place that is one
_LONGEST = 2  # days from first to last beyond which something is told of as no one event
# Two numbers of which one is at least this share of the other may be of one event, by two who counted at other hours;
# of fewer people than that, the kind of weapon must be the same too.
_ROUGH_SHARE = 0.6
_ROUGH = 10


class Agreement(IntEnum):
    """How well what two say goes together: NONE, CAUSE (the same kind of weapon alone), or CLEAR (numbers, names, who
    is accused, or what was struck)."""

    NONE = 0
    CAUSE = 1
    CLEAR = 2


@dataclass(frozen=True, slots=True, eq=False)
class Gist:
    """`placed`: it names a village or town, or a district. `loose`: it does not, and is told in reports that tell of no
    other event. `first` and `last` are the ordinals of the days that it may be of; a report that gives no day tells of
    what was new when it came out. `tolls` are the least and most that are told of for each outcome."""

    placed: bool
    loose: bool
    first: int
    last: int
    documents: frozenset[DocumentKey]
    claims: tuple[str, ...]
    sites: tuple[Site, ...]
    names: tuple[str, ...]
    weapons: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    tolls: Mapping[Outcome, tuple[int, int]]
    updates: bool


def make_gist(accounts: Sequence[Profiled]) -> Gist | None:
    """What some accounts of one event say; None for what is no single event of a day or two that harmed people."""
    if any(a.account.strand != "news" or a.account.sums for a in accounts):
        return None
    days = [(a.start, a.end) for a in accounts if a.start is not None and a.end is not None]
    days = days or [(a.day - 1, a.day) for a in accounts if a.day]
    tellings = [t for a in accounts for t in a.account.tellings if t.outcome in HARMED and t.high]
    if not days or not tellings:
        return None
    first, last = min(start for start, _ in days), max(end for _, end in days)
    if last - first > _LONGEST:
        return None
    placed = any(site.rank < _PROVINCE for a in accounts for site in (*a.sites, *a.mentioned.sites))
    return Gist(
        placed, not placed and all(a.is_alone for a in accounts), first, last,
        frozenset(a.account.document for a in accounts), tuple(t.claim.id for t in tellings),
        tuple(dict.fromkeys(site for a in accounts for site in a.sites)),
        tuple(dict.fromkeys(name for a in accounts for name in a.names)),
        frozenset(w for a in accounts for w in a.weapons), frozenset(k for a in accounts for k in a.actors),
        frozenset(target.kind for t in tellings for target in t.claim.targets), _add_up(accounts),
        any(a.updates for a in accounts),
    )  # fmt: skip


def _add_up(accounts: Sequence[Profiled]) -> dict[Outcome, tuple[int, int]]:
    """The least and most that each outcome is told of; people told of one by one come to at most all of them."""
    tolls: dict[Outcome, tuple[int, int]] = {}
    for account in accounts:
        for outcome, (low, high, whole) in account.tolls.items():
            if outcome not in HARMED or not high:
                continue
            most = high if whole else max(high, _count_told(account, outcome))
            known = tolls.get(outcome, (low, most))
            tolls[outcome] = min(low, known[0]), max(most, known[1])
    return tolls


def _count_told(account: Profiled, outcome: Outcome) -> int:
    return sum(
        t.high
        for t in account.account.tellings
        if t.outcome is outcome
        and not t.vague
        and t.kind is not ClaimKind.BREAKDOWN
        and all(kind is not RelationType.SAME_AS for kind, _ in t.relations)
    )


def contradict(one: Gist, other: Gist, parted: Mapping[str, frozenset[str]]) -> bool:
    """True if the two cannot be of one event: one report tells of both, a person parted them (`parted` gives for a
    claim those parted from it), or their days, places, weapons, numbers or victims are others."""
    if not one.documents.isdisjoint(other.documents) or one.first > other.last or other.first > one.last:
        return True
    if parted and any(not parted.get(claim, frozenset()).isdisjoint(other.claims) for claim in one.claims):
        return True
    if one.sites and other.sites and _near(one, other) < Nearness.UNKNOWN:
        return True
    if are_other_weapons(one.weapons, other.weapons) or _are_far_apart(one, other):
        return True
    is_one = max(high for g in (one, other) for _, high in (*g.tolls.values(), (1, 1))) <= 1
    return is_one and bool(one.names and other.names) and not _share_name(one, other)


def judge_agreement(one: Gist, other: Gist) -> Agreement:
    """How well two gists that do not contradict each other go together."""
    return find_agreement(one, other)[0]


def find_agreement(one: Gist, other: Gist) -> tuple[Agreement, tuple[str, ...]]:
    """How well two gists that do not contradict each other go together, and in what, in words."""
    clear = tuple(
        said
        for said, agrees in (
            ("a victim's name", _share_name(one, other)),
            ("the numbers", _agree_in_numbers(one, other)),
            ("who is accused", bool(one.actors & other.actors)),
            ("what was struck", bool(one.targets & other.targets)),
        )
        if agrees
    )
    if clear:
        return Agreement.CLEAR, clear
    # A village on no map may lie anywhere: that both tell of shelling is no reason to take it for one in the province.
    if one.sites and other.sites and _near(one, other) == Nearness.UNKNOWN:
        return Agreement.NONE, ()
    return (Agreement.CAUSE, ("the weapon",)) if share_kind(one.weapons, other.weapons) else (Agreement.NONE, ())


def _near(one: Gist, other: Gist) -> Nearness:
    return max(compare_sites(a, b) for a in one.sites for b in other.sites)


def _share_name(one: Gist, other: Gist) -> bool:
    return any(same_person_name(a, b) for a in one.names for b in other.names)


def _list_shared(one: Gist, other: Gist) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    return [(one.tolls[outcome], other.tolls[outcome]) for outcome in one.tolls if outcome in other.tolls]


def _are_far_apart(one: Gist, other: Gist) -> bool:
    """True for numbers that no two reports of one event give, unless one says that the toll has risen."""
    for (low, high), (other_low, other_high) in _list_shared(one, other):
        if low > 2 * other_high + 2 and not one.updates:
            return True
        if other_low > 2 * high + 2 and not other.updates:
            return True
    return False


def _agree_in_numbers(one: Gist, other: Gist) -> bool:
    """True for a number of several people that lies within what the other tells, or near it where both are large, and
    for a toll that is said to have risen from the other's or above it."""
    for (low, high), (other_low, other_high) in _list_shared(one, other):
        if min(high, other_high) < 2:
            continue
        if low <= other_high and other_low <= high:
            return True
        less, more = (high, other_low) if high < other_low else (other_high, low)
        if less >= _ROUGH_SHARE * more and (less >= _ROUGH or share_kind(one.weapons, other.weapons)):
            return True
        if (one if low > other_high else other).updates:
            return True
    return False
