"""Which pairs of accounts are worth comparing: those that share a place and days, a victim's name, or words."""

from collections import defaultdict
from collections.abc import Sequence

from cenotaph.incidents.compare import Profiled
from cenotaph.incidents.sites import sound_key

# Neighbours in time that an account is compared with in each block: enough for every telling of one event to reach
# every other through neighbours, and it keeps a block of thousands linear.
_NEIGHBOURS = 24
_DAYS = 3  # days between two periods in one block, so that a day's slip does not part two tellings
_COMMON_WORDS = 40  # a name or run of words that more accounts share tells nothing


def find_candidates(accounts: Sequence[Profiled]) -> list[tuple[int, int]]:
    """Pairs of positions in `accounts`, each once; never of one document, nor of a running total and an event."""
    pairs: set[tuple[int, int]] = set()
    for block in _place_blocks(accounts).values():
        _pair_in_time(block, accounts, pairs)
    for block in _word_blocks(accounts).values():
        if 1 < len(block) <= _COMMON_WORDS:
            pairs.update((a, b) for i, a in enumerate(block) for b in block[i + 1 :])
    return sorted(
        (a, b)
        for a, b in pairs
        if accounts[a].account.document != accounts[b].account.document
        and (accounts[a].account.strand == "cumulative") == (accounts[b].account.strand == "cumulative")
    )


def _place_blocks(accounts: Sequence[Profiled]) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    unplaced: list[tuple[int, int]] = []
    for index, account in enumerate(accounts):
        keys: set[str] = set()
        for site in (*account.sites, *account.mentioned.sites):
            for spot in site.spots:
                keys.update((spot.key, spot.name, *spot.cover, *spot.possible))
                if sound := sound_key(spot.name):
                    keys.add(f"sound:{sound}")
                keys.update(area for area in spot.within if "." in area or ":" in area)
        if not account.sites and account.start is not None:
            unplaced.append((index, account.start))
        for key in keys:
            blocks[key].append(index)
    days = {day for _, day in unplaced}
    for index, account in enumerate(accounts):
        if account.start in days:
            blocks[f"day:{account.start}"].append(index)
    return blocks


def _pair_in_time(block: list[int], accounts: Sequence[Profiled], pairs: set[tuple[int, int]]) -> None:
    ordered = sorted(block, key=lambda i: (accounts[i].start or accounts[i].day, i))
    for position, a in enumerate(ordered):
        begin = accounts[a]
        for b in ordered[position + 1 : position + 1 + _NEIGHBOURS]:
            later = accounts[b]
            if begin.end is not None and later.start is not None and later.start - begin.end > _DAYS:
                break
            pairs.add((min(a, b), max(a, b)))


def _word_blocks(accounts: Sequence[Profiled]) -> dict[tuple[str, str | int], list[int]]:
    blocks: dict[tuple[str, str | int], list[int]] = defaultdict(list)
    for index, account in enumerate(accounts):
        keys: set[tuple[str, str | int]] = {("run", value) for value in account.sketch}
        keys.update(("words", pair) for pair in account.mentioned.pairs)
        for name in (*account.names, *account.actors):
            keys.update(("name", word) for word in name.split() if len(word) > 2)
        for key in keys:
            blocks[key].append(index)
    return blocks
