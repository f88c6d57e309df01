"""Joining accounts into events: average-link clustering over the candidate pairs, obeying what people decided."""

import heapq
from collections.abc import Callable, Sequence
from math import fsum

from cenotaph.incidents.candidates import find_candidates
from cenotaph.incidents.compare import JOIN_SCORE, Profiled, compare_accounts

# Members of each cluster that stand for it when two clusters are compared: the average over all would be quadratic.
_STAND_INS = 6
_PLACES = 6


def cluster_accounts(
    accounts: Sequence[Profiled], same: Sequence[tuple[int, int]], different: Sequence[tuple[int, int]]
) -> list[list[int]]:
    """Positions in `accounts`, grouped by event; groups and their members are in order.

    `same` and `different` are pairs that a person joined or parted; two accounts of one document are different events
    unless a person joined them.
    """
    members: dict[int, list[int]] = {index: [index] for index in range(len(accounts))}
    owner = list(range(len(accounts)))
    apart: dict[int, set[int]] = {index: set() for index in range(len(accounts))}
    for a, b in different:
        apart[a].add(b)
        apart[b].add(a)
    for a, b in same:
        _merge(owner[a], owner[b], members, owner)
    _join_by_score(accounts, members, owner, apart)
    return sorted(sorted(group) for group in members.values())


def _merge(one: int, other: int, members: dict[int, list[int]], owner: list[int]) -> int:
    if one == other:
        return one
    keep, gone = min(one, other), max(one, other)
    members[keep].extend(members.pop(gone))
    for index in members[keep]:
        owner[index] = keep
    return keep


def _join_by_score(
    accounts: Sequence[Profiled], members: dict[int, list[int]], owner: list[int], apart: dict[int, set[int]]
) -> None:
    linkage = _make_linkage(accounts, members)
    parted = any(apart.values())
    documents = {index: {accounts[i].account.document for i in group} for index, group in members.items()}
    near: dict[int, set[int]] = {}
    heap: list[tuple[float, int, int, int, int]] = []

    def shown(cluster: int) -> int:
        return min(len(members[cluster]), _STAND_INS)

    def is_parted(a: int, b: int) -> bool:
        return parted and any(i in apart[j] for j in members[b] if apart[j] for i in members[a])

    def offer(a: int, b: int) -> None:
        if not documents[a].isdisjoint(documents[b]):
            return
        if is_parted(a, b):
            return
        score = linkage(a, b)
        if score >= JOIN_SCORE:
            a, b = min(a, b), max(a, b)
            heapq.heappush(heap, (-score, a, b, shown(a), shown(b)))

    for a, b in find_candidates(accounts):
        one, two = owner[a], owner[b]
        if one != two and two not in near.setdefault(one, set()):
            near[one].add(two)
            near.setdefault(two, set()).add(one)
            offer(one, two)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if a not in members or b not in members or (shown(a), shown(b)) != (size_a, size_b):
            continue  # a score of clusters that have grown since: a fresh one was offered when they did
        if is_parted(a, b) or not documents[a].isdisjoint(documents[b]):
            continue
        settled = shown(min(a, b)) == _STAND_INS
        kept = _merge(a, b, members, owner)
        gone = b if kept == a else a
        documents[kept] |= documents.pop(gone)
        known, new = near.pop(kept), near.pop(gone)
        near[kept] = {n for n in known | new if n not in (a, b)}
        for neighbour in sorted(near[kept]):
            near[neighbour].discard(gone)
            near[neighbour].add(kept)
            if not settled or neighbour not in known:  # its stand-ins are the same as before: so is its score
                offer(kept, neighbour)


def _make_linkage(accounts: Sequence[Profiled], members: dict[int, list[int]]) -> Callable[[int, int], float]:
    scores: dict[tuple[int, int], float] = {}

    def score(a: int, b: int) -> float:
        key = (a, b) if a < b else (b, a)
        if key not in scores:
            scores[key] = compare_accounts(accounts[key[0]], accounts[key[1]])
        return scores[key]

    def linkage(one: int, other: int) -> float:
        first, second = members[one][:_STAND_INS], members[other][:_STAND_INS]
        # Rounded, so that a group that comes to just JOIN_SCORE does so whatever the order of the sum.
        return round(fsum(score(a, b) for a in first for b in second) / (len(first) * len(second)), _PLACES)

    return linkage
