"""Comparing two accounts of different documents: what speaks for one event, each point with its reason.

The score is a sum of features, each with a weight and a sentence. The weights were set by reasoning on what recorders
take as proof (a victim's name, a place and day, an unusual number) and checked on the open half of a linking set.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from cenotaph.claims.claim import ClaimKind
from cenotaph.incidents.accounts import LONGEST_DYING, SEVERAL_DAYS, Account, most_common_period
from cenotaph.incidents.mentions import NOTHING, Mentioned
from cenotaph.incidents.paged import Paged
from cenotaph.incidents.sites import Nearness, Site, compare_sites
from cenotaph.incidents.tellings import TellingKey, same_person_name
from cenotaph.incidents.texts import Text, is_formula, share_of_texts
from cenotaph.incidents.weapons import CONTEXT_WEAPON, are_other_weapons
from cenotaph.values.harm import Outcome

_ONE_KIND = -0.4  # two weapons of one kind, which witnesses take for one another: "missiles", "an air strike"
_NEWS = 0.3  # what it is worth that a report without a day came out when the other says it happened
_NEAR_PLACE, _HELD_PLACE = 0.6, 0.4  # of what the same place is worth
NEWS_DAYS = 45  # for how long new figures of one event were still given in the episodes looked at


@dataclass(slots=True, eq=False)
class Profiled(Paged):
    """An account with what comparing needs at hand. `order` is its place among all accounts, `at` the same by the day
    on which what it tells of began (that of publication if it does not say); `day` that of publication, 0 if unknown.
    `mentioned` is what stands beside its claims; `dying` that it tells only of people who died of their wounds, which
    may be days after what wounded them; `is_alone` that its report tells of nothing else as news; `told` which things
    it tells, as bits; `near` are the accounts that enough speaks for, with the scores.
    """

    order: TellingKey
    account: Account
    sites: list[Site]
    start: int | None
    end: int | None
    day: int
    names: tuple[str, ...]
    ages: frozenset[int]
    actors: frozenset[str]
    weapons: frozenset[str]
    tolls: dict[Outcome, tuple[int, int, bool]]
    text: Text | None
    updates: bool
    at: tuple[int, int, str, int]
    mentioned: Mentioned = NOTHING
    dying: bool = False
    is_alone: bool = False
    told: int = 0
    near: dict["Profiled", float] = field(default_factory=dict)


class Feature(NamedTuple):
    """One thing that speaks for or against. `func` gives -1 to 1 (0: says nothing), `weight` what 1 is worth,
    `reason` the words for it."""

    func: Callable[[Profiled, Profiled], float]
    weight: float
    reason: str


def profile_account(number: int, account: Account, text: Text | None, is_alone: bool) -> Profiled:
    """The account made ready for comparing; it is the `number`th of its document, which prints the `text`, and alone
    there if nothing else is news."""
    account.place = number
    period = most_common_period(account.tellings)
    ages = {years for t in account.tellings for years in t.ages}
    actors = {actor.key for t in account.tellings for actor in t.claim.accused}
    tolls: dict[Outcome, tuple[int, int, bool]] = {}
    for t in account.tellings:
        if (
            t.vague
            or t.found_later
            or t.claim.succumbed
            or t.kind in (ClaimKind.BREAKDOWN, ClaimKind.DENIAL, ClaimKind.INCREMENT)
        ):
            continue
        low, high, _ = tolls.get(t.outcome, (t.low, t.high, False))
        figure = not t.single and not t.is_narrow
        tolls[t.outcome] = (min(low, t.low), max(high, t.high), tolls.get(t.outcome, (0, 0, False))[2] or figure)
    start, end = period or (None, None)
    order = (*account.document, number)
    day = account.tellings[0].day
    profiled = Profiled(
        order, account, account.sites, start, end, day, tuple(sorted(account.names)), frozenset(ages),
        frozenset(actors), frozenset(account.weapons), tolls, text,
        any(t.kind is ClaimKind.UPDATE for t in account.tellings), (start or day, *order),
        dying=_tells_of_dying_only(account), is_alone=is_alone and 0 in account.episodes,
    )  # fmt: skip
    profiled.told = _list_told(profiled)
    return profiled


def _tells_of_dying_only(account: Account) -> bool:
    told = [t.claim.succumbed for t in account.tellings if t.kind is not ClaimKind.UPDATE]
    return bool(told) and all(told)


def _place(one: Profiled, other: Profiled) -> float:
    if one.mentioned is not NOTHING and _is_mentioned(one, other):
        return 1.0
    if other.mentioned is not NOTHING and _is_mentioned(other, one):
        return 1.0
    best = None
    for a in one.sites:
        for b in other.sites:
            nearness = compare_sites(a, b)
            best = nearness if best is None else max(best, nearness)
            if best is Nearness.SAME:
                small = min(a.rank, b.rank)
                return 1.0 if small == 0 else 0.5 if small == 1 else 0.25
    if best is None or best <= Nearness.UNKNOWN:
        return 0.0
    return _NEAR_PLACE if best is Nearness.NEAR else _HELD_PLACE


def _is_mentioned(one: Profiled, other: Profiled) -> bool:
    """True if the report of the first names the place of the second beside its claims, or one place is not told and
    they share words that are no others."""
    if any(
        compare_sites(a, b) is Nearness.SAME
        for a in one.mentioned.sites
        for b in (*other.sites, *other.mentioned.sites)
    ):
        return True
    return not one.mentioned.pairs.isdisjoint(other.mentioned.pairs)


def _apart(one: Profiled, other: Profiled) -> float:
    if not one.sites or not other.sites:
        return 0.0
    for a in one.sites:
        for b in other.sites:
            if compare_sites(a, b) is not Nearness.APART:
                return 0.0
    return 1.0


def _days_known(one: Profiled, other: Profiled) -> int | None:
    """Days between the two periods, 0 or less if they overlap; None where one has none."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return None
    return max(one.start, other.start) - min(one.end, other.end)


def _period(one: Profiled, other: Profiled) -> float:
    gap = _days_known(one, other)
    if gap is not None and gap > 1 and _may_be_dying(one, other, gap):
        return _NEWS * (1 - gap / (2 * LONGEST_DYING))  # of the last attack before rather than of an earlier one
    if gap is None and one.day and other.day:
        # A report that gives no day tells of what was new when it came out.
        return _NEWS if abs((one.end or one.day) - (other.end or other.day)) <= 1 else 0.0
    if gap is None or gap > 1 or one.start is None or one.end is None or other.start is None or other.end is None:
        return 0.0
    if gap == 1:
        return 0.3
    length = max(one.end - one.start, other.end - other.start)
    return 1.0 if length <= 1 else 0.7 if length <= 7 else 0.3


def _days_apart(one: Profiled, other: Profiled) -> float:
    gap = _days_known(one, other)
    if gap is None or gap <= 1 or _may_be_dying(one, other, gap):
        return 0.0
    later = one if (one.start or 0) > (other.start or 0) else other
    if later.updates and gap <= NEWS_DAYS:
        return 0.15  # a new toll is often dated by the day it came out
    return 0.4 if gap == 2 else 0.7 if gap <= 7 else 1.0


def _may_be_dying(one: Profiled, other: Profiled, gap: int) -> bool:
    """True if the later account tells of people who died of wounds that they may have from what the earlier one tells
    of."""
    earlier, later = sorted((one, other), key=lambda each: each.start or 0)
    return later.dying and not earlier.dying and gap <= LONGEST_DYING


def _names(one: Profiled, other: Profiled) -> float:
    if not one.names or not other.names:
        return 0.0
    shared = sum(1 for a in one.names if any(same_person_name(a, b) for b in other.names))
    return 1.0 if shared >= 2 else 0.8 if shared else 0.0


def _other_names(one: Profiled, other: Profiled) -> float:
    """1 if both name their one victim and the names differ; those who died of wounds since are others by nature."""
    if one.dying or other.dying or not one.names or not other.names or _names(one, other):
        return 0.0
    largest = max([high for _, high, _ in (*one.tolls.values(), *other.tolls.values())], default=1)
    return 1.0 if largest <= 1 else 0.3


def _ages(one: Profiled, other: Profiled) -> float:
    if not one.ages or not other.ages:
        return 0.0
    return 1.0 if one.ages & other.ages else -0.5


def _tolls(one: Profiled, other: Profiled) -> float:
    """1 for an equal number of two or more, less for one; negative for numbers far apart."""
    best, worst = 0.0, 0.0
    for outcome, (_, high, whole) in one.tolls.items():
        if outcome not in other.tolls:
            continue
        _, other_high, other_whole = other.tolls[outcome]
        if high == other_high:
            best = max(best, 1.0 if high >= 4 else 0.6 if high >= 2 else 0.2)
        elif (whole and other_whole) and (high > 2 * other_high + 2 or other_high > 2 * high + 2):
            later, earlier = (one, other) if one.day >= other.day else (other, one)
            grown = later.day > earlier.day and later.tolls[outcome][1] > earlier.tolls[outcome][1]
            worst = min(worst, -0.25 if grown else -1.0)
        elif whole and other_whole and min(high, other_high) >= 0.8 * max(high, other_high):
            best = max(best, 0.3)
    return best or worst


def _scopes(one: Profiled, other: Profiled) -> float:
    """1 if one counts over more days than the other and counts more: a part and its whole."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return 0.0
    length, other_length = one.end - one.start, other.end - other.start
    if abs(length - other_length) < SEVERAL_DAYS:
        return 0.0
    wide, narrow = (one, other) if length > other_length else (other, one)
    for outcome, (_, high, whole) in wide.tolls.items():
        if whole and outcome in narrow.tolls and high > narrow.tolls[outcome][1]:
            return 1.0
    return 0.0


def _actors(one: Profiled, other: Profiled) -> float:
    return 1.0 if one.actors & other.actors else 0.0


def _weapons(one: Profiled, other: Profiled) -> float:
    if not one.weapons or not other.weapons:
        return 0.0
    if one.weapons & other.weapons:
        return 0.3
    if CONTEXT_WEAPON in one.weapons | other.weapons:
        return 0.0
    return -1.0 if are_other_weapons(one.weapons, other.weapons) else _ONE_KIND


def _other_attack(one: Profiled, other: Profiled) -> float:
    """1 if the weapons are others and so are all figures: two attacks on one place, rather than two accounts of one."""
    if not are_other_weapons(one.weapons, other.weapons):
        return 0.0
    shared = [o for o in one.tolls if o in other.tolls and one.tolls[o][2] and other.tolls[o][2]]
    return 1.0 if shared and all(one.tolls[o][:2] != other.tolls[o][:2] for o in shared) else 0.0


def _copied(one: Profiled, other: Profiled) -> float:
    share = share_of_texts(one.text, other.text)
    said = 1.0 if share >= 0.5 else 0.6 if share >= 0.15 else 0.0
    # Who posts every day writes of each village in the same few words, and only names and numbers are others.
    is_other = said > 0 and is_formula(one.text, other.text) and _are_named_apart(one, other)
    return 0.0 if is_other and _tolls(one, other) <= 0 else said


def _are_named_apart(one: Profiled, other: Profiled) -> bool:
    """True if both name places and none of one is, holds or lies near one of the other."""
    pairs = [compare_sites(a, b) for a in one.sites for b in other.sites]
    return bool(pairs) and max(pairs) <= Nearness.UNKNOWN


FEATURES: Sequence[Feature] = (
    Feature(_place, 3.0, "the places are the same, near, or one lies in the other"),
    Feature(_apart, -6.0, "the places are apart"),
    Feature(_period, 2.5, "the days overlap"),
    Feature(_days_apart, -6.0, "the days are apart"),
    Feature(_names, 6.0, "victims' names are shared"),
    Feature(_other_names, -4.0, "the victims named differ"),
    Feature(_ages, 1.5, "victims' ages"),
    Feature(_tolls, 2.0, "the numbers"),
    Feature(_scopes, -4.0, "one counts over more days than the other, and more people"),
    Feature(_actors, 1.5, "the same actor is accused"),
    Feature(_weapons, 1.5, "the weapon"),
    Feature(_other_attack, -2.0, "both the weapon and the numbers are others"),
    Feature(_copied, 5.0, "the texts share whole runs of words"),
)
JOIN_SCORE = 3.0  # the same settlement and day with a little against, or the same without a day and an equal number


# What both accounts must tell for a feature to say anything. Accounts are compared by the million; most name nobody.
_NAMES, _AGES, _ACTORS, _WEAPONS, _DAYS, _WORDS = (1 << bit for bit in range(6))
_NEEDS: dict[Callable[[Profiled, Profiled], float], int] = {
    _days_apart: _DAYS, _scopes: _DAYS, _names: _NAMES, _other_names: _NAMES, _ages: _AGES, _actors: _ACTORS,
    _weapons: _WEAPONS, _other_attack: _WEAPONS, _copied: _WORDS,
}  # fmt: skip


def _list_told(account: Profiled) -> int:
    """What an account tells, as bits."""
    told = _DAYS if account.start is not None and account.end is not None else 0
    for bit, things in (
        (_NAMES, account.names), (_AGES, account.ages), (_ACTORS, account.actors), (_WEAPONS, account.weapons)
    ):  # fmt: skip
        if things:
            told |= bit
    return told


@lru_cache(maxsize=1 << 6)
def _choose_features(told: int) -> tuple[tuple[Callable[[Profiled, Profiled], float], float], ...]:
    """The features that may say something where both accounts tell these things, in order, with their weights."""
    return tuple((f.func, f.weight) for f in FEATURES if not _NEEDS.get(f.func, 0) & ~told)


def compare_accounts(one: Profiled, other: Profiled) -> float:
    """How much speaks for the two telling of one event; JOIN_SCORE and more joins them."""
    told = one.told & other.told
    text = one.text
    if text is not None and (text is other.text or not text.is_alone):
        told |= _WORDS
    score = 0.0
    for func, weight in _choose_features(told):
        value = func(one, other)
        if value:
            score += weight * value
    return score


class Point(NamedTuple):
    """What one feature says of a pair: `value` from -1 to 1, `weight` what 1 is worth, and the sentence for it."""

    feature: str
    value: float
    weight: float
    sentence: str


def explain_pair(one: Profiled, other: Profiled) -> list[Point]:
    """The features that say something of a pair, weightiest first. Their values times their weights come to the score
    of the pair."""
    points = []
    for feature in FEATURES:
        value = feature.func(one, other)
        if value:
            added = feature.weight * value
            sentence = f"{feature.reason[:1].upper()}{feature.reason[1:]}: {added:+.2f}."
            points.append(Point(feature.func.__name__.strip("_"), value, feature.weight, sentence))
    return sorted(points, key=lambda point: (-abs(point.value * point.weight), point.feature))
