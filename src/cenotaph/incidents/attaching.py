"""Reports that name no village or town, brought to the one event of their day that they can be of.

It is done with the groups of accounts that what speaks for each pair has made, and looks no farther than the days next
to a report's own: so a record may go on, and it comes to the same in whatever order reports came.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from cenotaph.incidents.compare import Profiled
from cenotaph.incidents.gists import Agreement, Gist, contradict, judge_agreement, make_gist
from cenotaph.incidents.holding import Holding
from cenotaph.incidents.paged import Paged
from cenotaph.incidents.tellings import TellingKey

_MANY = 12  # reports without a place that one may be of one event with, beyond which nothing can be told of a day
_MOST = 60  # reports without a place beyond which those of one day are not compared with each other

Union = tuple["Group", ...]


@dataclass(slots=True, eq=False)
class Group(Paged):
    """The accounts that what speaks for each pair has brought together, in order, and their gist."""

    accounts: list[Profiled]
    gist: Gist | None

    @property
    def first(self) -> TellingKey:
        """Its place in the order of all."""
        return self.accounts[0].order


def make_group(accounts: list[Profiled]) -> Group:
    """A group of accounts in order."""
    return Group(accounts, make_gist(accounts))


class Attachments:
    """Which groups are taken for one event though no pair of their accounts is, kept while groups come and go.

    A loose group (no village or town is named, and its reports tell of nothing else) belongs to the one placed group of
    its days that nothing it says contradicts, if something agrees. Where there are two such groups, it stays alone.
    Where there is none, loose groups that may all be of one event, and of no other, are one as far as they clearly
    agree.
    """

    def __init__(self, parted: Mapping[str, frozenset[str]], holding: Holding) -> None:
        self._parted = parted
        self._by_day: MutableMapping[int, dict[Group, Gist]] = holding.make_map("groups by day", dict)
        # Of a loose group the one placed group that it can be of; the reverse; and where there is none, the other loose
        # groups that it can be of.
        self._placed: MutableMapping[Group, Group] = holding.make_beside("placed")
        self._suitors: MutableMapping[Group, dict[Group, None]] = holding.make_beside("suitors")
        self._beside: MutableMapping[Group, frozenset[Group]] = holding.make_beside("beside")
        self._united: MutableMapping[Group, Union] = holding.make_beside("united")

    def find_union(self, group: Group) -> Union:
        """The groups that are of one event with this one, itself among them, in order."""
        return self._united.get(group, (group,))

    def change(self, gone: Sequence[Group], new: Sequence[Group]) -> tuple[list[Union], list[Union]]:
        """Take groups out and others in; gives back the unions that are no more, and the new ones."""
        old: dict[Group, Union] = {}
        asked: dict[Group, None] = {}
        touched: dict[Group, None] = {}
        for group in gone:
            old |= dict.fromkeys(self.find_union(group), self.find_union(group))
            asked |= self._list_loose_near(group)
            self._remove(group, touched)
        for group in new:
            touched[group] = None
            self._put(group)
        for group in new:
            asked |= self._list_loose_near(group)
        left_out, fresh = set(gone), set(new)
        for group in asked.keys() - left_out:
            self._look(group, touched)
        made: dict[Group, Union] = {}
        queue = [g for g in (*old, *touched) if g not in left_out]
        while queue:
            group = queue.pop()
            if group in made:
                continue
            union = self._find_union(group)
            made |= dict.fromkeys(union, union)
            for member in union:
                if member not in fresh and member not in old:
                    before = self.find_union(member)
                    old |= dict.fromkeys(before, before)
                    queue += [g for g in before if g not in left_out]
        return self._replace(old, made)

    def _replace(self, old: Mapping[Group, Union], made: Mapping[Group, Union]) -> tuple[list[Union], list[Union]]:
        """Put the unions that were made in place of the old ones; gives back those that are no more, and the new."""
        before, after = dict.fromkeys(old.values()), dict.fromkeys(made.values())
        for group in old:
            self._united.pop(group, None)
        self._united.update({g: u for g, u in made.items() if len(u) > 1})
        return [u for u in before if u not in after], [u for u in after if u not in before]

    def _put(self, group: Group) -> None:
        if group.gist is not None:
            for day in range(group.gist.first, group.gist.last + 1):
                self._by_day[day][group] = group.gist

    def _remove(self, group: Group, touched: dict[Group, None]) -> None:
        gist = group.gist
        if gist is None:
            return
        for day in range(gist.first, gist.last + 1):
            del self._by_day[day][group]
        self._forget(group, touched)
        touched.update(self._suitors.pop(group, {}))

    def _forget(self, group: Group, touched: dict[Group, None]) -> None:
        """Leave out what a loose group can be of; add to `touched` what may be united otherwise for it."""
        placed = self._placed.pop(group, None)
        if placed is not None:
            self._suitors.get(placed, {}).pop(group, None)
            touched[placed] = None
        touched.update(dict.fromkeys(self._beside.pop(group, ())))

    def _list_near(self, gist: Gist) -> Iterator[tuple[Group, Gist]]:
        seen: set[Group] = set()
        for day in range(gist.first, gist.last + 1):
            for group, other in self._by_day.get(day, {}).items():
                if gist.last > gist.first:
                    if group in seen:
                        continue
                    seen.add(group)
                yield group, other

    def _list_loose_near(self, group: Group) -> dict[Group, None]:
        """The loose groups whose days touch those of a group, itself among them."""
        if group.gist is None:
            return {}
        return {other: None for other, gist in self._list_near(group.gist) if gist.loose}

    def _look(self, group: Group, touched: dict[Group, None]) -> None:
        """Find what a loose group can be of."""
        self._forget(group, touched)
        touched[group] = None
        gist = group.gist
        if gist is None:
            return
        placed: list[Group] = []
        loose: list[Group] = []
        for other, its in self._list_near(gist):
            if other is group or not (its.placed or its.loose) or contradict(gist, its, self._parted):
                continue
            (placed if its.placed else loose).append(other)
            if len(placed) > 1:
                return
        if placed:
            self._placed[group] = placed[0]
            self._suitors.setdefault(placed[0], {})[group] = None
            touched[placed[0]] = None
        elif len(loose) <= _MANY:
            self._beside[group] = frozenset(loose)
            touched.update(dict.fromkeys(loose))

    def _find_union(self, group: Group) -> Union:
        placed = self._placed.get(group, group)
        suitors = self._suitors.get(placed)
        if suitors:
            union = self._find_attached(placed, suitors)
            return union if group in union else (group,)
        beside = self._beside.get(group)
        if not beside:
            return (group,)
        all_of = beside | {group}
        alike = [g for g in all_of if self._beside.get(g, frozenset()) | {g} == all_of]
        return _sort(_spread(group, alike, Agreement.CLEAR))

    def _find_attached(self, placed: Group, suitors: Iterable[Group]) -> Union:
        """A placed group and those that agree with it, or clearly with one that does, and not with each other."""
        left = list(suitors)
        if len(left) > _MOST:
            return (placed,)
        while True:
            union = _spread(placed, left, Agreement.CAUSE)
            others = [g for g in union if g is not placed]
            at_odds = {g for g in others if any(g is not o and _are_at_odds(g, o, self._parted) for o in others)}
            if not at_odds:
                return _sort(union)
            left = [g for g in left if g not in at_odds]


def _are_at_odds(one: Group, other: Group, parted: Mapping[str, frozenset[str]]) -> bool:
    return one.gist is None or other.gist is None or contradict(one.gist, other.gist, parted)


def _spread(start: Group, others: Iterable[Group], need: Agreement) -> list[Group]:
    """The groups that agree with the first as well as is needed, or clearly with one of these, and so on."""
    found, left = [start], list(others)
    for group in found:
        enough = need if group is start else Agreement.CLEAR
        more = [
            other
            for other in left
            if other is not group
            and group.gist is not None
            and other.gist is not None
            and judge_agreement(other.gist, group.gist) >= enough
        ]
        found += [g for g in more if g not in found]
        left = [other for other in left if other not in more]
    return found


def _sort(groups: Iterable[Group]) -> Union:
    return tuple(sorted(groups, key=lambda g: g.first))
