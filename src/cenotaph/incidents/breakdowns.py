"""Who the victims were: bounds for groups and statuses, judged apart from how many there were and never added."""

from collections import defaultdict
from collections.abc import Sequence

from cenotaph.claims.claim import ClaimKind
from cenotaph.incidents.combatants import bound_combatants, list_combatants
from cenotaph.incidents.groups import load_groups
from cenotaph.incidents.incident import Bounds
from cenotaph.incidents.persons import Person, list_persons
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.words import Word
from cenotaph.values.harm import Status, VictimRole

_STATUS_WORDS = {"civilians": "civilian", "combatants": "combatant", "fighters": "combatant"}
_OPPOSITE = {"civilian": "combatant", "combatant": "civilian"}


def break_down(
    tellings: Sequence[Telling], words: Sequence[Word], persons: Sequence[Person], whole: Bounds, profile: Profile
) -> dict[str, Bounds]:
    """Bounds for each group and status that the claims of one event and outcome name, by its word.

    Each origin's latest figure for a group counts, else the people it tells of, which is open if they are not all.
    Where one origin calls all of the dead civilians and another all of them fighters, each status may be none.
    """
    said: dict[str, dict[str, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for t in tellings:
        for key in _keys_of(t):
            said[key][t.origin.key].append(t)
    bounds = {}
    for key, by_origin in said.items():
        figures = [choose_figure(group, whole) for _, group in sorted(by_origin.items())]
        if key in _OPPOSITE:
            figures += _denied_by_others(key, words, by_origin.keys())
        bounds[key] = _bound(figures)
    _count_people(bounds, persons, whole)
    if profile.unknown_becomes_civilian and whole.high:
        bounds["civilian"] = count_civilians(tellings, whole)
    return dict(sorted(bounds.items()))


def count_civilians(tellings: Sequence[Telling], whole: Bounds) -> Bounds:
    """The civilians among so many, where everyone of whom nobody says that they fought is one."""
    fighters = bound_combatants(list_combatants(tellings))
    low, high = max(0, whole.low - fighters.high), max(0, whole.high - fighters.low)
    return Bounds(low, min(max(low, whole.best - fighters.best), high), high, whole.open)


def _keys_of(telling: Telling) -> list[str]:
    victims = telling.claim.victims
    keys = []
    group = victims.group
    if group in _STATUS_WORDS:
        keys.append(_STATUS_WORDS[group])
    elif (not telling.traits.whole and group in load_groups()) or group not in load_groups():
        keys.append(group)
    if victims.role is VictimRole.PERPETRATOR:
        keys = ["perpetrator"]
    elif victims.status is not Status.UNKNOWN and victims.status.value not in keys and not _narrower(telling):
        keys.append(victims.status.value)
    return keys


def _narrower(telling: Telling) -> bool:
    """True for a group that is civilian or fighting by nature and only part of those who are: the children among
    the dead say nothing of how many civilians there were."""
    return not telling.traits.whole and telling.claim.victims.group not in _STATUS_WORDS


def choose_figure(tellings: Sequence[Telling], whole: Bounds) -> tuple[int, int, int, bool, int]:
    """An origin's low, worth, high, openness and day for a group: its latest figure, else the people it tells of."""
    numbered = [t for t in tellings if not t.vague] or list(tellings)
    several = [t for t in numbered if not t.single or t.kind is ClaimKind.BREAKDOWN]
    if several:
        day = max(t.day for t in several)
        chosen = min((t for t in several if t.day == day), key=lambda t: (-t.high, t.number))
        return chosen.low, chosen.worth, chosen.high, chosen.open, chosen.day
    told = len(list_persons(numbered))
    return told, told, told, whole.high > told, max(t.day for t in numbered)


def _denied_by_others(key: str, words: Sequence[Word], speakers: object) -> list[tuple[int, int, int, bool, int]]:
    """Zero for each origin that says all it counts were of the opposite status."""
    return [
        (0, 0, 0, False, w.day)
        for w in words
        if w.tellings
        and all(
            t.claim.victims.status.value == _OPPOSITE[key] and t.kind is not ClaimKind.BREAKDOWN for t in w.tellings
        )
        and w.origin.key not in speakers  # type: ignore[operator]
    ]


def _bound(figures: list[tuple[int, int, int, bool, int]]) -> Bounds:
    low = min(f[0] for f in figures)
    high = max(f[2] for f in figures)
    counted: dict[int, list[tuple[int, int, int, bool, int]]] = defaultdict(list)
    for figure in figures:
        counted[figure[1]].append(figure)
    best = min(counted, key=lambda worth: (-len(counted[worth]), -max(f[4] for f in counted[worth]), worth))
    return Bounds(low, best, high, any(f[3] for f in figures if f[2] == high))


def _count_people(bounds: dict[str, Bounds], persons: Sequence[Person], whole: Bounds) -> None:
    """Children told of one by one are at least so many."""
    children = sum(1 for p in persons if p.traits.age == "child")
    if children:
        known = bounds.get("children", Bounds(0, 0, 0, False))
        top = max(known.high, children)
        all_told = len(persons) >= whole.high
        bounds["children"] = Bounds(
            max(known.low, children if not known.high else known.low),
            max(known.best, children),
            top,
            known.open or not all_told,
        )
