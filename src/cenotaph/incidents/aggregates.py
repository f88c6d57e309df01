"""Aggregates: which happenings lie inside the scope of another, so that its figure holds their people."""

from bisect import insort
from collections.abc import Iterable, MutableMapping, Sequence
from typing import NamedTuple

from cenotaph.incidents.accounts import SEVERAL_DAYS, Account, is_figure
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.holding import Holding, Ordered
from cenotaph.incidents.sites import Nearness, compare_sites
from cenotaph.incidents.tellings import TellingKey
from cenotaph.incidents.weapons import CONTEXT_WEAPON
from cenotaph.values.harm import Outcome


class Moves(NamedTuple):
    """What changed among families: the happenings that are new or have gained or lost a child, and those that have
    another parent."""

    regrouped: set[Happening]
    moved: set[Happening]


class Families:
    """Which happenings lie inside others, kept while happenings come and go: what a document says is a part of another
    figure, and what lies in the places and days of an aggregate, whoever reports it. Of several aggregates the
    narrowest is the parent.

    Where parents chosen so would lead in a circle, the widest of the circle takes its next choice.
    """

    def __init__(self, holding: Holding) -> None:
        self._holders: MutableMapping[tuple[str, int, int], list[Happening]] = holding.make_map("holders", list)
        self._parts: MutableMapping[str, Ordered[tuple[int, TellingKey], Happening]] = holding.make_rows("parts")
        self._home: MutableMapping[Account, Happening] = holding.make_beside("home of account")
        self._numbers: MutableMapping[Happening, dict[Outcome, tuple[bool, int, int]]] = holding.make_beside("numbers")
        self._turned: dict[Happening, None] = holding.make_map("turned", dict)[""]

    def change(self, gone: Sequence[Happening], new: Sequence[Happening]) -> Moves:
        """Take happenings out and others in, and set the `parent` and `children` of those that are in."""
        asked = dict.fromkeys(child for h in gone for child in h.children)
        changed = {h.parent for h in gone if h.parent is not None}
        for happening in gone:
            self._remove(happening)
        for happening in new:
            self._add(happening)
        asked.update(dict.fromkeys(new))
        for happening in new:
            asked.update(dict.fromkeys(self._list_parts(happening)))
        asked.update(self._turned)
        self._turned.clear()
        for happening in gone:
            asked.pop(happening, None)
        moves = self._choose_parents([h for h in asked if h.strand != "cumulative"])
        return Moves((changed | moves.regrouped | set(new)) - set(gone), moves.moved)

    def list_holders(self, part: Happening) -> list[Happening]:
        """The happenings whose places, days, weapon and number hold those of a part."""
        return [
            h for h in self._find_holders(part) if h is not part and h.strand == part.strand and self._holds(h, part)
        ]

    def list_held(self, whole: Happening) -> list[Happening]:
        """The happenings of whichever strand whose places, days, weapons and numbers lie in those of a whole."""
        return [h for h in self._list_within(whole) if self._holds(whole, h)] if _can_hold(whole) else []

    def find_covered(self, total: Happening) -> list[Happening]:
        """The happenings of the news in the places and days of a running total."""
        return [
            h
            for h in self._list_within(total)
            if h.strand == "news"
            and _holds_days(total, h)
            and any(compare_sites(a, b) in (Nearness.INSIDE, Nearness.SAME) for a in h.sites for b in total.sites)
        ]

    def _add(self, happening: Happening) -> None:
        for account in happening.accounts:
            if account.parents or account.parts:
                self._home[account] = happening
        self._numbers[happening] = {
            o: (e.parts_only, e.toll.whole.low, e.toll.whole.high) for o, e in happening.evidence.items()
        }
        if happening.strand == "cumulative":
            return
        for key in list_keys_within(happening):
            self._parts[key].add(_begin(happening), happening)
        for bin_ in _bins_of(happening):
            self._holders[bin_].append(happening)

    def _remove(self, happening: Happening) -> None:
        for account in happening.accounts:
            if self._home.get(account) is happening:
                del self._home[account]
        del self._numbers[happening]
        self._turned.pop(happening, None)
        if happening.parent is not None:
            happening.parent.touch()
            happening.parent.children.remove(happening)
        if happening.strand == "cumulative":
            return
        for key in list_keys_within(happening):
            self._parts[key].remove(_begin(happening))
        for bin_ in _bins_of(happening):
            self._holders[bin_].remove(happening)

    def _list_parts(self, whole: Happening) -> list[Happening]:
        """Those for which a new happening may be the parent, or was."""
        told = [self._home.get(part) for account in whole.accounts for part in account.parts]
        return [h for h in (*told, *self.list_held(whole)) if h is not None]

    def _list_within(self, whole: Happening) -> list[Happening]:
        """Those that began in the days of a happening and have to do with its places."""
        if whole.start is None or whole.end is None:
            return []
        found: dict[Happening, None] = {}
        for key in list_keys_covered(whole):
            block = self._parts.get(key)
            first, last = ((day, _FIRST) for day in (whole.start, whole.end + 1))
            found.update(dict.fromkeys(block.list_between(first, last) if block is not None else ()))
        return [h for h in found if h is not whole]

    def _list_choices(self, part: Happening) -> list[Happening]:
        """The happenings that may be its parent, the first choice first."""
        wholes = [self._home.get(p) for account in part.accounts for p in account.parents]
        said = [w for w in wholes if w is not None and w.strand != "cumulative" and not _is_elsewhere(part, w)]
        choices = dict.fromkeys(h for h in (*said, *self.list_holders(part)) if h is not part)
        return sorted(choices, key=order_by_width)

    def _find_holders(self, part: Happening) -> Iterable[Happening]:
        if part.start is None:
            return ()
        found: dict[Happening, None] = {}
        for key in list_keys_within(part):
            for level, days in enumerate(_BINS):
                found.update(dict.fromkeys(self._holders.get((key, level, part.start // days), ())))
        return found

    def _choose_parents(self, asked: Sequence[Happening]) -> Moves:
        moves = Moves(set(), set())
        choices: dict[Happening, list[Happening]] = {}
        for happening in asked:
            choices[happening] = self._list_choices(happening)
            _set_parent(happening, choices[happening], moves)
        for happening in sorted(asked, key=lambda h: h.first):
            while circle := _find_circle(happening):
                widest = max(circle, key=order_by_width)
                if widest not in choices:
                    choices[widest] = self._list_choices(widest)
                left = choices[widest]
                del left[: left.index(widest.parent) + 1 if widest.parent in left else len(left)]
                _set_parent(widest, left, moves)
                self._turned[widest] = None
        return moves

    def _holds(self, whole: Happening, part: Happening) -> bool:
        """True if the scope of `whole` (places, days, weapon, number) contains `part` and is wider."""
        return _holds_scope(whole, part) and self._holds_numbers(whole, part)

    def _holds_numbers(self, whole: Happening, part: Happening) -> bool:
        inner = self._numbers[part]
        return any(
            not parts_only and outcome in inner and high >= inner[outcome][1]
            for outcome, (parts_only, _, high) in self._numbers[whole].items()
        )


# Days of the bins by which an aggregate is found from what lies in it: one lies in two bins at most, of the first size
# that is no shorter than its days.
_BINS = (1, 8, 64, 512, 4096, 1_000_000)
_FIRST: tuple[int, str, int] = (-1, "", 0)


def _begin(happening: Happening) -> tuple[int, TellingKey]:
    return happening.start or 0, happening.first


def list_keys_covered(happening: Happening) -> dict[str, None]:
    """The places of a happening and what they cover, by the keys under which those in them are found."""
    return {key: None for site in happening.sites for spot in site.spots for key in (spot.key, *sorted(spot.cover))}


def list_keys_within(happening: Happening) -> dict[str, None]:
    """The keys of the places of a happening, of what they cover, and of the areas around them."""
    within = {key: None for site in happening.sites for spot in site.spots for key in sorted(spot.within)}
    return list_keys_covered(happening) | within


def _can_hold(happening: Happening) -> bool:
    return happening.strand != "cumulative" and any(is_figure(t) and not t.is_narrow for t in happening.tellings)


def _bins_of(happening: Happening) -> list[tuple[str, int, int]]:
    """Where an aggregate is found by the days in it."""
    start, end = happening.start, happening.end
    if start is None or end is None or not _can_hold(happening):
        return []
    level = next(n for n, days in enumerate(_BINS) if end - start < days)
    days = _BINS[level]
    return [(key, level, n) for key in list_keys_covered(happening) for n in range(start // days, end // days + 1)]


def _set_parent(happening: Happening, choices: Sequence[Happening], moves: Moves) -> None:
    parent = choices[0] if choices else None
    if parent is happening.parent:
        return
    moves.moved.add(happening)
    if happening.parent is not None:
        moves.regrouped.add(happening.parent)
        happening.parent.touch()
        happening.parent.children.remove(happening)
    happening.parent = parent
    if parent is None:
        moves.regrouped.add(happening)  # nothing above it says any more how it stands
    else:
        moves.regrouped.add(parent)
        parent.touch()
        insort(parent.children, happening, key=_first)


def _first(happening: Happening) -> TellingKey:
    return happening.first


def _find_circle(happening: Happening) -> list[Happening]:
    """Those above a happening that lead back to one of them."""
    seen: dict[Happening, None] = {}
    above: Happening | None = happening
    while above is not None and above not in seen:
        seen[above] = None
        above = above.parent
    if above is None:
        return []
    path = list(seen)
    return path[path.index(above) :]


def _is_elsewhere(part: Happening, whole: Happening) -> bool:
    """True if what a document says is a part of a whole is nowhere near where all reports together put that whole, or
    only somewhere in the area around it: the document may only have told of that area."""
    sites = [(a, b) for a in part.sites for b in whole.sites]
    return bool(sites) and all(compare_sites(a, b) in _NO_PART for a, b in sites)


_NO_PART = frozenset({Nearness.APART, Nearness.NAMED_APART, Nearness.UNKNOWN, Nearness.AROUND})


def order_by_width(happening: Happening) -> tuple[bool, tuple[int, int], TellingKey]:
    """By which happenings are ordered from the narrowest scope to the widest; sums of a document come last."""
    return happening.sums, _breadth(happening), happening.first


def _breadth(happening: Happening) -> tuple[int, int]:
    rank = max((site.rank for site in happening.sites), default=4)
    days = happening.end - happening.start if happening.start is not None and happening.end is not None else 10_000
    return rank, days


def _holds_scope(whole: Happening, part: Happening) -> bool:
    """True if the places, days and weapons of `whole` contain those of `part` and are wider."""
    if not whole.sites or not part.sites or not _holds_days(whole, part):
        return False
    nearness = max(compare_sites(a, b) for a in part.sites for b in whole.sites)
    if nearness is Nearness.SAME:
        if _breadth(whole)[1] - _breadth(part)[1] < SEVERAL_DAYS:
            return False
    elif nearness is not Nearness.INSIDE:
        return False
    return (
        not whole.weapons or not part.weapons or bool(whole.weapons & part.weapons) or CONTEXT_WEAPON in whole.weapons
    )


def _holds_days(whole: Happening, part: Happening) -> bool:
    if whole.start is None or whole.end is None or part.start is None or part.end is None:
        return False
    return whole.start <= part.start and part.end <= whole.end
