"""Joining accounts into events: average-link clustering over the pairs that enough speaks for, obeying what people
decided."""

import heapq
from collections.abc import Callable, Iterable, Sequence
from math import fsum

from cenotaph.incidents.compare import JOIN_SCORE, Profiled, compare_accounts
from cenotaph.incidents.tellings import DocumentKey

# Members of each cluster that stand for it when two clusters are compared: the average over all would be quadratic.
_STAND_INS = 6
_PLACES = 6

Pair = tuple[Profiled, Profiled]


def cluster_accounts(
    accounts: Iterable[Profiled], same: Sequence[Pair] = (), different: Sequence[Pair] = ()
) -> list[list[Profiled]]:
    """The accounts grouped by event, each group in order; the pairs to compare are those in `near` of each.

    `same` and `different` are pairs that a person joined or parted; two accounts of one document are different events
    unless a person joined them. Accounts that no pair leads to have no bearing on one another.
    """
    ordered = sorted(accounts, key=lambda a: a.order)
    if len(ordered) < 2:
        return [[account] for account in ordered]
    place = {account: position for position, account in enumerate(ordered)}
    bound = sorted({_sort(place[a], place[b]) for a, b in same})
    apart: dict[int, set[int]] = {}
    for a, b in different:
        apart.setdefault(place[a], set()).add(place[b])
        apart.setdefault(place[b], set()).add(place[a])
    found = []
    for part in _find_parts(ordered, place, bound):
        if len(part) == 1:
            found.append([ordered[part[0]]])
        else:
            found += [
                [ordered[i] for i in sorted(group)] for group in _Joining(ordered, place, part, apart).join(bound)
            ]
    return sorted(found, key=lambda group: group[0].order)


def _sort(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _find_parts(
    ordered: Sequence[Profiled], place: dict[Profiled, int], bound: Sequence[tuple[int, int]]
) -> list[list[int]]:
    """The accounts in parts that no pair connects."""
    tied: dict[int, list[int]] = {}
    for a, b in bound:
        tied.setdefault(a, []).append(b)
        tied.setdefault(b, []).append(a)
    seen = [False] * len(ordered)
    parts = []
    for start in range(len(ordered)):
        if seen[start]:
            continue
        seen[start] = True
        part = [start]
        for here in part:
            onward = [place[other] for other in ordered[here].near if other in place] + tied.get(here, [])
            for there in onward:
                if not seen[there]:
                    seen[there] = True
                    part.append(there)
        parts.append(sorted(part))
    return parts


class _Joining:
    """The clustering of one part: what is joined so far, and the pairs of clusters by score."""

    def __init__(
        self, ordered: Sequence[Profiled], place: dict[Profiled, int], part: list[int], apart: dict[int, set[int]]
    ) -> None:
        self._accounts = ordered
        self._place = place
        self._apart = apart
        self._members: dict[int, list[int]] = {index: [index] for index in part}
        self._owner = {index: index for index in part}
        self._heap: list[tuple[float, int, int, int, int]] = []
        self._near: dict[int, set[int]] = {}
        self._documents: dict[int, set[DocumentKey]] = {}
        self._linkage = _make_linkage(ordered, self._members)

    def join(self, bound: Sequence[tuple[int, int]]) -> Iterable[list[int]]:
        """The groups: pairs that are bound first, then the others, best first."""
        for a, b in bound:
            if a in self._owner:
                self._merge(self._owner[a], self._owner[b])
        self._documents = {
            index: {self._accounts[i].account.document for i in group} for index, group in self._members.items()
        }
        self._offer_all()
        while self._heap:
            _, a, b, size_a, size_b = heapq.heappop(self._heap)
            if a not in self._members or b not in self._members or (self._shown(a), self._shown(b)) != (size_a, size_b):
                continue  # a score of clusters that have grown since: a fresh one was offered when they did
            if self._may_join(a, b):
                self._join_pair(a, b)
        return self._members.values()

    def _merge(self, one: int, other: int) -> int:
        if one == other:
            return one
        keep, gone = min(one, other), max(one, other)
        self._members[keep].extend(self._members.pop(gone))
        for index in self._members[keep]:
            self._owner[index] = keep
        return keep

    def _shown(self, cluster: int) -> int:
        return min(len(self._members[cluster]), _STAND_INS)

    def _may_join(self, a: int, b: int) -> bool:
        if not self._documents[a].isdisjoint(self._documents[b]):
            return False
        if not self._apart:
            return True
        parted = (self._apart.get(i) for i in self._members[a])
        return not any(apart and not apart.isdisjoint(self._members[b]) for apart in parted)

    def _offer(self, a: int, b: int) -> None:
        if not self._may_join(a, b):
            return
        score = self._linkage(a, b)
        if score >= JOIN_SCORE:
            a, b = _sort(a, b)
            heapq.heappush(self._heap, (-score, a, b, self._shown(a), self._shown(b)))

    def _offer_all(self) -> None:
        for index in sorted(self._owner):
            onward = (self._place.get(other, -1) for other in self._accounts[index].near)
            for other in sorted(there for there in onward if there > index):
                one, two = self._owner[index], self._owner[other]
                if one != two and two not in self._near.setdefault(one, set()):
                    self._near[one].add(two)
                    self._near.setdefault(two, set()).add(one)
                    self._offer(one, two)

    def _join_pair(self, a: int, b: int) -> None:
        settled = self._shown(min(a, b)) == _STAND_INS
        kept = self._merge(a, b)
        gone = b if kept == a else a
        self._documents[kept] |= self._documents.pop(gone)
        known, new = self._near.pop(kept), self._near.pop(gone)
        self._near[kept] = {n for n in known | new if n not in (a, b)}
        for neighbour in sorted(self._near[kept]):
            self._near[neighbour].discard(gone)
            self._near[neighbour].add(kept)
            if not settled or neighbour not in known:  # its stand-ins are the same as before: so is its score
                self._offer(kept, neighbour)


def _make_linkage(accounts: Sequence[Profiled], members: dict[int, list[int]]) -> Callable[[int, int], float]:
    scores: dict[tuple[int, int], float] = {}

    def score(a: int, b: int) -> float:
        key = _sort(a, b)
        if key not in scores:
            one, other = accounts[key[0]], accounts[key[1]]
            known = one.near.get(other)
            scores[key] = compare_accounts(one, other) if known is None else known
        return scores[key]

    def linkage(one: int, other: int) -> float:
        first, second = members[one][:_STAND_INS], members[other][:_STAND_INS]
        # Rounded, so that a group that comes to just JOIN_SCORE does so whatever the order of the sum.
        return round(fsum(score(a, b) for a in first for b in second) / (len(first) * len(second)), _PLACES)

    return linkage
