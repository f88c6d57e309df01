"""Which pairs of accounts are worth comparing: those that share a place and days, a victim's name, or words.

Accounts lie in blocks, by place, by name and by run of words. Blocks of places are in the order of days, and an account
is compared with the next few in them alone: so the work grows with the number of accounts, and one account more or less
changes the pairs of its neighbours only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from functools import lru_cache
from math import floor
from typing import NamedTuple

from cenotaph.incidents.accounts import LONGEST_DYING
from cenotaph.incidents.compare import Profiled
from cenotaph.incidents.holding import Holding, Ordered
from cenotaph.incidents.sites import NEAR_KM, Site, sound_key
from cenotaph.incidents.tellings import DocumentKey
from cenotaph.incidents.texts import Texts

# Neighbours in time that an account is compared with in each block: enough for every telling of one event to reach
# every other through neighbours, and it keeps a block of thousands linear.
_NEIGHBOURS = 12
_DAYS = 3  # days between two periods in one block, so that a day's slip does not part two tellings
_REACH = 365  # days after which what is told of without a day is no longer taken for an earlier event
_COMMON_WORDS = 40  # a name or run of words that more accounts share tells nothing
_FEW = 4  # a record that grows by more than one in so many is paired anew as a whole
_CELL = NEAR_KM / 111  # degrees; places that are near lie in cells that touch: a degree of latitude is 111 km
_WIDE = 2 * _CELL  # degrees of longitude, which are half as long at 60° north
_PROVINCE = 2  # the rank of a place that is one
_TOUCHING = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1)]

_FIRST = (-1, 0, "", 0)  # before all accounts

_Block = Ordered[tuple[int, int, str, int], Profiled]
_Kind = tuple[bool, bool]  # dated, running total: blocks hold one kind, so that each is in the order of days
# The block of an area, of a cell of the map or of a day.
TimeKey = tuple[object, str, _Kind]


class _Keys(NamedTuple):
    """The blocks of a site: those of its places, those of the areas it lies in, and its cells on the map."""

    placed: tuple[str, ...]
    inside: tuple[str, ...]
    cells: tuple[tuple[int, int], ...]


@lru_cache(maxsize=100_000)
def _key_site(site: Site) -> _Keys:
    placed: set[str] = set()
    inside: set[str] = set()
    cells: set[tuple[int, int]] = set()
    for spot in site.spots:
        placed.update((spot.key, spot.name, *spot.cover, *spot.possible))
        if sound := sound_key(spot.name):
            placed.add(f"sound:{sound}")
        areas = (area for area in spot.within if "." in area or ":" in area)
        (inside if spot.resolved else placed).update(areas)
        if spot.lat is not None and spot.lon is not None and spot.rank == 0:
            cells.add((floor(spot.lat / _CELL), floor(spot.lon / _WIDE)))
    return _Keys(tuple(sorted(placed)), tuple(sorted(inside - placed)), tuple(sorted(cells)))


class Touched(NamedTuple):
    """The accounts whose pairs with later ones may be others now: any pair of those `anew`. Others are to be compared
    with the new ones that `beside` gives them, and may be apart now from those that `pushed` gives, which lie behind
    new ones in a block."""

    anew: set[Profiled]
    beside: dict[Profiled, set[Profiled]]
    pushed: dict[Profiled, set[Profiled]]


class Blocks:
    """The accounts of a record in blocks.

    In the block of an area lie apart those that are placed there, or in a village of it that is on no map, and those in
    its known settlements: two known settlements are compared only if they are near each other. What is told of without
    a place, or only in a province or a country, is compared with all that began on its day: places on no map may lie
    in it.
    """

    def __init__(self, texts: Texts, holding: Holding) -> None:
        self._texts = texts
        self._is_whole = holding.is_whole
        self._in_time: MutableMapping[TimeKey, _Block] = holding.make_rows("blocks in time")
        self._words: MutableMapping[str, _Block] = holding.make_rows("blocks of words")
        self._of: MutableMapping[DocumentKey, list[Profiled]] = holding.make_map("accounts of documents")
        self._count = 0

    def change(self, gone: Sequence[Profiled], new: Sequence[Profiled]) -> Touched:
        """Take accounts out and others in; the new ones are among those that are paired `anew`. The texts must know the
        documents of all."""
        if self._is_whole and not gone and len(new) > self._count // _FEW:
            self._fill(new)
            return Touched({account for block in self._of.values() for account in block}, {}, {})
        touched = Touched(set(new), defaultdict(set), defaultdict(set))
        fewest = _COMMON_WORDS + len(gone)
        before = [(key, self._list_words(key, fewest)) for key in self._word_keys([*gone, *new])]
        for account in gone:
            self._touch(account, touched, 0)
            for key in self._time_keys(account):
                self._in_time[key].remove(account.at)
            for word in _list_names(account):
                self._words[word].remove(account.at)
            self._of[account.account.document].remove(account)
            self._count -= 1
        for account in new:
            self._note(account)
            for key in self._time_keys(account):
                self._in_time[key].add(account.at, account)
        for account in new:
            self._touch(account, touched, len(new))
        for word_key, was in before:
            now = self._list_words(word_key, _COMMON_WORDS + len(new))
            if was is not None and now is not None and min(len(was), len(now)) <= _COMMON_WORDS:
                touched.anew.update(was, now)
        if gone:
            # Who was pushed out by one that is gone may be among the next few again.
            touched.anew.update(touched.beside)
            touched.anew.difference_update(gone)
        for account in touched.anew:
            touched.beside.pop(account, None)
        return touched

    def list_after(self, account: Profiled) -> set[Profiled]:
        """The later accounts to compare an account with: never of its document, nor a running total with an event."""
        near: set[Profiled] = set()
        for block in self._list_around(account):
            near.update(block.list_next(account.at, _NEIGHBOURS))
        found = {other for other in near if _is_in_reach(account, other)}
        for key in self._word_keys([account]):
            found.update(other for other in self._list_words(key, _COMMON_WORDS) or () if other.at > account.at)
        return {other for other in found if may_be_compared(account, other)}

    def list_after_among(
        self, account: Profiled, others: Iterable[Profiled], keys: dict[Profiled, frozenset[TimeKey]]
    ) -> set[Profiled]:
        """Those of some accounts that are among the later ones to compare an account with (`list_after`): only what
        they share is looked at. In `keys` the blocks of accounts are kept that were asked for."""
        beside: list[TimeKey] | None = None
        found: set[Profiled] = set()
        for other in others:
            if not may_be_compared(account, other):
                continue
            if _is_in_reach(account, other):
                if beside is None:
                    own = dict.fromkeys(self._time_keys(account))
                    beside = [each for key in own for each in _list_keys_beside(key)]
                theirs = keys.get(other)
                if theirs is None:
                    theirs = keys[other] = frozenset(self._time_keys(other))
                near = (self._in_time[key] for key in beside if key in theirs)
                if any(other in block.list_next(account.at, _NEIGHBOURS) for block in near):
                    found.add(other)
                    continue
            if self._share_words(account, other):
                found.add(other)
        return found

    def _share_words(self, account: Profiled, other: Profiled) -> bool:
        """True if two accounts share a name or a run of words that few others have."""
        shared: set[str | tuple[int, ...]] = {*(_list_names(account) & _list_names(other))}
        if account.text is not None and other.text is not None:
            shared.update(self._texts.list_shared(account.text, other.text))
        return any(self._list_words(key, _COMMON_WORDS) is not None for key in shared)

    def _fill(self, new: Sequence[Profiled]) -> None:
        lying: dict[TimeKey, list[tuple[tuple[int, int, str, int], Profiled]]] = defaultdict(list)
        for account in new:
            self._note(account)
            for key in self._time_keys(account):
                lying[key].append((account.at, account))
        for key, rows in lying.items():
            self._in_time[key].fill(rows)

    def _note(self, account: Profiled) -> None:
        self._count += 1
        for word in _list_names(account):
            self._words[word].add(account.at, account)
        self._of.setdefault(account.account.document, []).append(account)

    def _time_keys(self, account: Profiled) -> Iterator[TimeKey]:
        """The blocks that an account lies in."""
        kind = _kind_of(account)
        for site in (*account.sites, *account.mentioned.sites):
            keys = _key_site(site)
            yield from ((key, "placed", kind) for key in keys.placed)
            yield from ((key, "inside", kind) for key in keys.inside)
            yield from ((cell, "cell", kind) for cell in keys.cells)
        if account.start is not None:
            yield account.start, "inside" if _is_placed(account) else "placed", kind

    def _list_around(self, account: Profiled) -> Iterator[_Block]:
        """The blocks that it is compared with."""
        for key in dict.fromkeys(self._time_keys(account)):
            yield from self._list_beside(key)

    def _list_beside(self, own: TimeKey) -> Iterator[_Block]:
        """The blocks with which what lies in a block is compared."""
        for key in _list_keys_beside(own):
            block = self._in_time.get(key)
            if block is not None:
                yield block

    def _touch(self, account: Profiled, touched: Touched, new: int) -> None:
        """Note the earlier accounts among whose next few it is: those after the last that has so many before it; and
        which later ones are beyond their next few now, if it is one of so many that are `new`."""
        for key in dict.fromkeys(self._time_keys(account)):
            own = self._in_time[key]
            first = own.find_before(account.at, _NEIGHBOURS) or _FIRST
            is_last = not own.list_next(account.at, 1)
            for block in self._list_beside(key):
                for other in block.list_between(first, account.at):
                    if _is_in_reach(other, account):
                        touched.beside[other].add(account)
                    if not is_last:
                        behind = own.list_next(other.at, _NEIGHBOURS + new)[_NEIGHBOURS:]
                        touched.pushed[other].update(each for each in behind if _is_in_reach(other, each))

    def _word_keys(self, accounts: Iterable[Profiled]) -> Iterable[str | tuple[int, ...]]:
        """The words of names in some accounts, and the sets of texts that share runs with theirs."""
        found: dict[str | tuple[int, ...], None] = {}
        for account in accounts:
            found.update(dict.fromkeys(_list_names(account)))
            if account.text is not None and not account.text.is_alone:
                found.update(dict.fromkeys(self._texts.list_sharing(account.text)))
        return found

    def _list_words(self, key: str | tuple[int, ...], most: int) -> list[Profiled] | None:
        """The accounts that share a word or texts; None if they are more than so many."""
        if isinstance(key, str):
            block = self._words.get(key)
            return [] if block is None else list(block) if len(block) <= most else None
        found: list[Profiled] = []
        for document in self._texts.list_documents(key):
            found += self._of.get(document, ())
            if len(found) > most:
                return None
        return found


def _list_keys_beside(own: TimeKey) -> Iterator[TimeKey]:
    key, role, (_, running) = own
    sides: Iterable[tuple[object, str]] = [(key, "placed")]
    if role == "placed":
        sides = [(key, "placed"), (key, "inside")]
    elif role == "cell" and isinstance(key, tuple):
        sides = [((key[0] + a, key[1] + b), "cell") for a, b in _TOUCHING]
    for place, side in sides:
        for dated in (True, False):
            yield place, side, (dated, running)


def may_be_compared(account: Profiled, other: Profiled) -> bool:
    """True for a later account of another document, of the same kind: no running total with an event."""
    one, two = account.account, other.account
    is_later = other.at > account.at and one.document != two.document
    return is_later and (one.strand == "cumulative") == (two.strand == "cumulative")


def _kind_of(account: Profiled) -> _Kind:
    return account.start is not None and account.end is not None, account.account.strand == "cumulative"


def _is_placed(account: Profiled) -> bool:
    """True if an account tells of a place that is narrower than a province."""
    return any(site.rank < _PROVINCE for site in account.sites)


def _is_in_reach(one: Profiled, later: Profiled) -> bool:
    """True if the later one can be of the event of the other, by their days alone."""
    if one.end is not None and later.start is not None:
        return later.start - one.end <= (LONGEST_DYING if later.dying else _DAYS)
    return not one.at[0] or later.at[0] - (one.end or one.at[0]) <= _REACH


def _list_names(account: Profiled) -> set[str]:
    """The words of the names in an account, and the names whole: where a word is common, a name may not be. Pairs of
    words beside its claims are found apart from names."""
    names = (*account.names, *account.actors)
    pairs = {f"beside:{pair}" for pair in account.mentioned.pairs}
    return {word for name in names for word in name.split() if len(word) > 2} | {n for n in names if " " in n} | pairs
