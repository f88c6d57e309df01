"""Scopes: parts that several aggregates hold, and aggregates that overlap, kept while happenings come and go."""

from bisect import insort
from collections.abc import Iterable, MutableMapping, Sequence
from typing import Literal

from cenotaph.incidents.accounts import SEVERAL_DAYS
from cenotaph.incidents.aggregates import Families, list_keys_covered, list_keys_within, order_by_width
from cenotaph.incidents.compare import NEWS_DAYS
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.holding import Holding
from cenotaph.incidents.sites import Nearness, compare_sites
from cenotaph.incidents.tellings import UNDATED, TellingKey
from cenotaph.incidents.weapons import CONTEXT_WEAPON

# Days after an event for which bodies found in its place may be its dead, set by reasoning: rubble is cleared in weeks.
_LONGEST_UNFOUND = 60
_BIN = 32  # days of a stretch of time
_EVER = None  # the stretch of what nobody gives a day, in reports that give none either


class Scopes:
    """How happenings lie to each other: `parent` and `children` as in `Families`; `also`, the parts that an aggregate
    holds though a narrower one holds them first; and `crosses`, the aggregates that it overlaps.

    What a happening shares hangs on its own scope, on the aggregates that hold it, and on those above these: so only
    happenings to which one of these has changed are looked at again, and the order in which they came has no bearing.
    """

    def __init__(self, holding: Holding) -> None:
        self._families = Families(holding)
        self._overlaps = _Overlaps(holding)

    def change(self, gone: Sequence[Happening], new: Sequence[Happening]) -> set[Happening]:
        """Take happenings out and others in. Gives back the new ones, and those whose parts or overlaps have
        changed."""
        asked = {part for whole in gone for part in self._families.list_held(whole)}
        changed: set[Happening] = set()
        for happening in gone:
            changed.update(happening.also_in, happening.crosses)
            _leave(happening)
            self._overlaps.remove(happening)
        moves = self._families.change(gone, new)
        for happening in new:
            self._overlaps.add(happening)
        moved = _list_below(moves.moved - set(gone))
        asked.update(new, moved)
        asked.update(part for whole in (*new, *moved) for part in self._families.list_held(whole))
        for happening in asked - set(gone):
            changed |= _tie(happening, self._list_wholes(happening), "also_in", "also")
        for happening in moved | set(new):
            others = _tie(happening, self._overlaps.list_crossing(happening), "crosses", "crosses")
            changed |= {happening, *others} if others else set()
        return (moves.regrouped | changed) - set(gone)

    def find_covered(self, total: Happening) -> list[Happening]:
        """The happenings of the news in the places and days of a running total."""
        return self._families.find_covered(total)

    def _list_wholes(self, part: Happening) -> list[Happening]:
        """The aggregates that hold a part beside its parent and what is above that: the narrowest of each line.

        Nothing may come to lie in itself: reports can say that a province is a part of its village. An aggregate that
        lies in something no wider than the part therefore does not hold it so.
        """
        if part.parent is None or part.strand != "news":
            return []
        first = [part, *_list_above(part)]
        holders = [h for h in self._families.list_holders(part) if not h.sums and h not in first]
        above = {whole for holder in holders for whole in _list_above(holder)}
        width = order_by_width(part)
        return [
            holder
            for holder in holders
            if holder not in above and all(order_by_width(w) > width for w in (holder, *_list_above(holder)))
        ]


_Field = Literal["also", "also_in", "crosses"]
_Block = MutableMapping[tuple[str, int | None], dict[Happening, None]]


class _Spread:
    """Happenings by the places that they cover and lie in, and by stretches of days."""

    def __init__(self, name: str, holding: Holding) -> None:
        self._covering: _Block = holding.make_map(f"{name} covering", dict)
        self._within: _Block = holding.make_map(f"{name} within", dict)

    def add(self, happening: Happening, bins: Iterable[int | None]) -> None:
        """Take in a happening."""
        for block, key in self._list_places(happening, bins):
            block[key][happening] = None

    def remove(self, happening: Happening, bins: Iterable[int | None]) -> None:
        """Leave a happening out from now on."""
        for block, key in self._list_places(happening, bins):
            _discard(block, key, happening)

    def list_around(self, happening: Happening, bins: Iterable[int | None]) -> set[Happening]:
        """Those in places around a happening or in it, in some stretches of days."""
        found: set[Happening] = set()
        within, covered = list_keys_within(happening), list_keys_covered(happening)
        for bin_ in bins:
            for key in within:
                found.update(self._covering.get((key, bin_), ()))
            for key in covered:
                found.update(self._within.get((key, bin_), ()))
        return found - {happening}

    def _list_places(
        self, happening: Happening, bins: Iterable[int | None]
    ) -> Iterable[tuple[_Block, tuple[str, int | None]]]:
        for bin_ in bins:
            yield from ((self._covering, (key, bin_)) for key in list_keys_covered(happening))
            yield from ((self._within, (key, bin_)) for key in list_keys_within(happening))


class _Overlaps:
    """The happenings of the news by the places and stretches of days in which others may overlap them: aggregates,
    events that nobody gives a day, and bodies that were found."""

    def __init__(self, holding: Holding) -> None:
        self._wide = _Spread("wide", holding)
        # As they were taken in: a profile may weigh their evidence otherwise.
        self._is_wide: MutableMapping[Happening, bool] = holding.make_beside("wide")
        self._undated = _Spread("undated", holding)
        self._ended: _Block = holding.make_map("ended", dict)
        self._found: _Block = holding.make_map("found", dict)

    def add(self, happening: Happening) -> None:
        """Take in a happening, whose evidence is that of the plain profile."""
        if _is_wide(happening):
            self._is_wide[happening] = True
            self._wide.add(happening, [*_list_bins(happening), _EVER])
        elif _is_undated(happening):
            self._undated.add(happening, _list_bins_before(happening))
        for block, key in self._list_finding_places(happening):
            block[key][happening] = None

    def remove(self, happening: Happening) -> None:
        """Leave a happening out from now on."""
        if happening in self._is_wide:
            del self._is_wide[happening]
            self._wide.remove(happening, [*_list_bins(happening), _EVER])
        elif _is_undated(happening):
            self._undated.remove(happening, _list_bins_before(happening))
        for block, key in self._list_finding_places(happening):
            _discard(block, key, happening)

    def list_crossing(self, happening: Happening) -> list[Happening]:
        """The happenings that overlap one."""
        if happening.strand != "news":
            return []
        found: set[Happening] = set()
        if happening in self._is_wide:
            bins = _list_bins(happening)
            around = self._wide.list_around(happening, bins)
            found = {other for other in around if _overlap(happening, other) or _overlap(other, happening)}
            undated = self._undated.list_around(happening, [*bins, _EVER])
            found.update(other for other in undated if _may_be_counted(other, happening))
        elif _is_undated(happening):
            around = self._wide.list_around(happening, _list_bins_before(happening))
            found = {other for other in around if _may_be_counted(happening, other)}
        keys = _list_keys(happening)
        if happening.is_find and happening.start is not None:
            for bin_ in range((happening.start - _LONGEST_UNFOUND) // _BIN, happening.start // _BIN + 1):
                found.update(h for key in keys for h in self._ended.get((key, bin_), ()) if _may_be_of(happening, h))
        elif not happening.is_find and happening.end is not None:
            for bin_ in range(happening.end // _BIN, (happening.end + _LONGEST_UNFOUND) // _BIN + 1):
                found.update(h for key in keys for h in self._found.get((key, bin_), ()) if _may_be_of(h, happening))
        return sorted(found, key=_first)

    def _list_finding_places(self, happening: Happening) -> Iterable[tuple[_Block, tuple[str, int | None]]]:
        if happening.strand != "news":
            return
        keys = _list_keys(happening)
        if happening.is_find and happening.start is not None:
            yield from ((self._found, (key, happening.start // _BIN)) for key in keys)
        elif not happening.is_find and happening.end is not None:
            yield from ((self._ended, (key, happening.end // _BIN)) for key in keys)


def _discard(block: _Block, key: tuple[str, int | None], happening: Happening) -> None:
    block[key].pop(happening, None)
    if not block[key]:
        del block[key]


def _first(happening: Happening) -> TellingKey:
    return happening.first


def _list_keys(happening: Happening) -> set[str]:
    return {spot.key for site in happening.sites for spot in site.spots}


def _list_bins(happening: Happening) -> range:
    """The stretches of days that it touches, by which those of other times are passed over unseen."""
    start, end = happening.start or 0, happening.end or 0
    return range(start // _BIN, end // _BIN + 1)


def _list_bins_before(happening: Happening) -> Sequence[int | None]:
    """The stretches of days in which an event may lie that nobody gives a day."""
    told = _find_day_told(happening)
    return [_EVER] if told is None else range((told - NEWS_DAYS) // _BIN, told // _BIN + 1)


def _find_day_told(happening: Happening) -> int | None:
    """The day on which the first report of a happening came out, as far as reports give theirs."""
    return min((day for (day, _) in (t.document for t in happening.tellings) if day != UNDATED), default=None)


def _list_above(happening: Happening) -> list[Happening]:
    above = []
    while happening.parent is not None:
        happening = happening.parent
        above.append(happening)
    return above


def _list_below(happenings: Iterable[Happening]) -> set[Happening]:
    """Some happenings and those of which they are above."""
    found: set[Happening] = set()
    waiting = list(happenings)
    while waiting:
        happening = waiting.pop()
        if happening not in found:
            found.add(happening)
            waiting += happening.children
    return found


def _leave(happening: Happening) -> None:
    """Take a happening out of what others hold and overlap."""
    for each in (*happening.also_in, *happening.also, *happening.crosses):
        each.touch()
    for whole in happening.also_in:
        whole.also.remove(happening)
    for part in happening.also:
        part.also_in.remove(happening)
    for other in happening.crosses:
        other.crosses.remove(happening)
    happening.also_in, happening.also, happening.crosses = [], [], []


def _tie(happening: Happening, others: Sequence[Happening], own: _Field, theirs: _Field) -> set[Happening]:
    """Set one field of a happening to others, and have it in the field of theirs that answers to it; gives back those
    that have gained or lost it."""
    before: list[Happening] = getattr(happening, own)
    gained, lost = set(others) - set(before), set(before) - set(others)
    for other in gained | lost:
        other.touch()
    for other in gained:
        insort(getattr(other, theirs), happening, key=_first)
    for other in lost:
        getattr(other, theirs).remove(happening)
    setattr(happening, own, sorted(others, key=_first))
    return gained | lost


def _is_wide(happening: Happening) -> bool:
    """True for an aggregate of the news: a figure for an area, or for several days."""
    if happening.start is None or happening.end is None or not happening.sites:
        return False
    is_wide = any(site.rank > 0 for site in happening.sites) or happening.end - happening.start >= SEVERAL_DAYS
    return (
        is_wide
        and happening.strand == "news"
        and not happening.sums
        and any(evidence.words for evidence in happening.evidence.values())
    )


def _is_undated(happening: Happening) -> bool:
    """True for an event of the news that nobody gives a day."""
    return happening.start is None and happening.strand == "news" and bool(happening.sites) and not happening.sums


def _may_be_counted(undated: Happening, whole: Happening) -> bool:
    """True if an event that nobody gives a day may be among those that an aggregate counts: it was news when it was
    first told of, at any time if no report gives its own day."""
    told = _find_day_told(undated)
    if whole.start is None or whole.end is None or whole in _list_above(undated) or undated in _list_above(whole):
        return False
    if told is not None and not (whole.start <= told and told - NEWS_DAYS <= whole.end):
        return False
    nearness = max(compare_sites(a, b) for a in undated.sites for b in whole.sites)
    return nearness >= Nearness.AROUND and _share_weapons(undated, whole)


def _may_be_of(find: Happening, earlier: Happening) -> bool:
    """True if bodies that were found may be the dead of what happened in the same place before."""
    return find.start is not None and earlier.end is not None and 0 < find.start - earlier.end <= _LONGEST_UNFOUND


def _overlap(one: Happening, other: Happening) -> bool:
    spans = [(h.start, h.end) for h in (one, other)]
    (a, b), (c, d) = spans
    if a is None or b is None or c is None or d is None or max(a, c) > min(b, d):
        return False
    if max(b - a, d - c) < SEVERAL_DAYS or other in _list_above(one) or one in _list_above(other):
        return False
    nearness = max(compare_sites(x, y) for x in one.sites for y in other.sites)
    inner = {Nearness.SAME: (True, True), Nearness.INSIDE: (True, False), Nearness.AROUND: (False, True)}
    if nearness not in inner:
        return False
    one_inside, other_inside = inner[nearness]
    if (one_inside and c <= a and b <= d) or (other_inside and a <= c and d <= b):
        return False  # one lies in the other: nested, or figures that contradict each other
    return _share_weapons(one, other)


def _share_weapons(one: Happening, other: Happening) -> bool:
    """True if no weapons part two happenings."""
    weapons = one.weapons & other.weapons
    return bool(weapons) or not one.weapons or not other.weapons or CONTEXT_WEAPON in one.weapons | other.weapons
