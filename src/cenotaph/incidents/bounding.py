"""A total and its breakdown bound each other: groups that share nobody are together at most the whole, and at least a
part of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cenotaph.incidents.adjusting import Settled, raise_to
from cenotaph.incidents.groups import Traits, are_disjoint, load_groups, name_group
from cenotaph.incidents.incident import Bounds, Reason
from cenotaph.incidents.reasons import join_names, make_reason, say_number, speak
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.words import Word, is_part

_MOST_GROUPS = 12  # groups of which every choice is looked at: reports name four or five
_STATUS_GROUPS = {"civilian": "civilians", "combatant": "combatants", "perpetrator": "perpetrators"}
# People are men, women or children, so that what two of them leave of an exact whole is at most the third.
_EVERYBODY = ("men", "women", "children")


class _Group(NamedTuple):
    """So many at least of some kind of people, and the claim that says so."""

    traits: Traits
    low: int
    telling: Telling


def check_breakdowns(whole: Bounds, because: list[Reason], words: Sequence[Word], spoken: Sequence[Telling]) -> Settled:
    """A total below its own breakdown: what each origin says of groups that share nobody comes to more than its own
    figure, or than any. High rises to it, and the contradiction names the fewest claims that clash."""
    by_origin: dict[str, list[Telling]] = defaultdict(list)
    for t in spoken:
        if not t.traits.whole and not t.vague and is_part(t, spoken):
            by_origin[t.origin.key].append(t)
    own = {word.origin.key: word for word in words if not word.vague and not word.summed and not word.partial}
    for key in sorted(by_origin):
        word = own.get(key)
        groups = _list_groups(by_origin[key], word.day if word is not None else 0)
        limit = word.high if word is not None and not word.open else whole.high
        chosen = [groups[i] for i in choose_disjoint([g.traits for g in groups], [g.low for g in groups])]
        clash = _find_clash(chosen, limit)
        if clash and not (whole.open if word is None else word.open):  # "at least 10" and 12 of them agree
            whole, because = _raise_for_clash(whole, because, chosen, clash, word)
    return whole, because


def _list_groups(tellings: Sequence[Telling], since: int) -> list[_Group]:
    """An origin's latest figure for each kind of people; none older than its word for all."""
    latest: dict[Traits, Telling] = {}
    for t in tellings:
        known = latest.get(t.traits)
        if t.day >= since and (known is None or (-t.day, -t.low, t.number) < (-known.day, -known.low, known.number)):
            latest[t.traits] = t
    return [_Group(traits, t.low, t) for traits, t in latest.items() if t.low]


def choose_disjoint(traits: Sequence[Traits], worths: Sequence[int]) -> list[int]:
    """The positions of the groups that share nobody and come to most together."""
    order = sorted(range(len(traits)), key=lambda i: (-worths[i], i))[:_MOST_GROUPS]
    best: tuple[int, list[int]] = (0, [])

    def extend(chosen: list[int], rest: list[int], worth: int) -> None:
        nonlocal best
        if worth > best[0]:
            best = (worth, chosen)
        for place, i in enumerate(rest):
            if all(are_disjoint(traits[i], traits[j]) for j in chosen):
                extend([*chosen, i], rest[place + 1 :], worth + worths[i])

    extend([], order, 0)
    return best[1]


def _find_clash(chosen: Sequence[_Group], limit: int) -> list[_Group]:
    """The fewest of some groups that come to more than the limit; none if all together do not."""
    clash: list[_Group] = []
    for group in sorted(chosen, key=lambda g: -g.low):
        clash.append(group)
        if sum(g.low for g in clash) > limit:
            return clash
    return []


def _raise_for_clash(
    whole: Bounds, because: list[Reason], chosen: Sequence[_Group], clash: Sequence[_Group], word: Word | None
) -> Settled:
    first = clash[0].telling.origin
    if word is None:
        sentence = f"{speak(first)} {_say_groups(clash)} more than the {whole.high:,} given for all."
    else:
        sentence = f"{speak(first)} {say_number(word)} and, of them, {_say_groups(clash)} which is more."
    told = [*(word.tellings[:1] if word is not None else ()), *(group.telling for group in clash)]
    amount = sum(group.low for group in chosen)
    if amount <= whole.high:
        return whole, [*because, make_reason("contradiction", told, sentence)]
    raised, reasons = raise_to(whole, because, amount, False, told, sentence)
    high = make_reason("high", [g.telling for g in chosen], f"{speak(first)} {_say_groups(chosen).rstrip(',')}.")
    return raised, [high if reason.bound == "high" else reason for reason in reasons]


def _say_groups(groups: Sequence[_Group]) -> str:
    parts = join_names([f"{g.low:,} {name_group(g.telling.claim.victims.group, g.low)}" for g in groups])
    return f"{parts}, together {sum(g.low for g in groups):,}," if len(groups) > 1 else f"{parts},"


def bound_groups(
    by: Mapping[str, Bounds], whole: Bounds, because: Sequence[Reason]
) -> tuple[dict[str, Bounds], list[Reason]]:
    """The bounds of each group as the whole and the groups that share nobody with it leave them, and why.

    An open whole leaves room for any number. Men, whom nobody tells of, are bounded where women and children are told
    of: who is neither may be a man.
    """
    found = dict(by)
    if whole.open or not by:
        return found, []
    asides = []
    traits = {key: load_groups().get(_STATUS_GROUPS.get(key, key), Traits()) for key in by}
    missing = [key for key in _EVERYBODY if key not in by]
    if missing == ["men"]:
        traits["men"] = load_groups()["men"]
    ids = tuple(dict.fromkeys(i for reason in because if reason.bound == "high" for i in reason.claims))
    for key in traits:
        others = [k for k in by if k != key and by[k].low and are_disjoint(traits[key], traits[k])]
        chosen = [others[i] for i in choose_disjoint([traits[k] for k in others], [by[k].low for k in others])]
        room = max(0, whole.high - sum(by[k].low for k in chosen))
        known = by.get(key)
        if known is None and not room:
            continue
        if known is not None and known.high <= room and not (known.open and chosen):
            continue
        if known is not None and known.low > room:
            continue  # more than there is room for: the contradiction is named
        low, best = (known.low, min(known.best, room)) if known is not None else (0, 0)
        found[key] = Bounds(low, best, room, False)
        if known is None or known.high > room:
            asides.append(_explain_room(key, room, [(k, by[k].low) for k in chosen], whole, ids))
    return dict(sorted(found.items())), asides


def _explain_room(key: str, room: int, taken: Sequence[tuple[str, int]], whole: Bounds, ids: tuple[str, ...]) -> Reason:
    name = name_group(_STATUS_GROUPS.get(key, key), room)
    if not taken:
        return Reason("aside", ids, f"There were at most {whole.high:,} in all: no more {name} than that.")
    parts = join_names([f"{low:,} {name_group(_STATUS_GROUPS.get(k, k), low)}" for k, low in taken])
    leaves = "leaves" if sum(low for _, low in taken) == 1 else "leave"
    return Reason("aside", ids, f"Of at most {whole.high:,}, {parts} {leaves} room for {room:,} {name} and no more.")
