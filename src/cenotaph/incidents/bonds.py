"""Which accounts are bound together or kept apart from the start: by what people decided, and by the scope of running
totals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, MutableMapping, Sequence

from cenotaph.incidents.cluster import Pair
from cenotaph.incidents.compare import Profiled
from cenotaph.incidents.decisions import Link
from cenotaph.incidents.holding import Holding


class Bonds:
    """The links between claims that people made, and where the claims are told of."""

    def __init__(self, links: Sequence[Link], holding: Holding) -> None:
        self._links: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            for claim in dict.fromkeys(link.claims):
                self._links[claim].append(link)
        self._where: MutableMapping[str, list[Profiled]] = holding.make_map("accounts of linked claims", list)
        self._running: MutableMapping[object, list[Profiled]] = holding.make_map("running totals", list)

    def list_parted(self) -> Mapping[str, frozenset[str]]:
        """For a claim the claims that a person parted from it."""
        apart: dict[str, frozenset[str]] = {}
        for claim, links in self._links.items():
            others = frozenset(c for link in links if not link.same for c in link.claims) - {claim}
            if others:
                apart[claim] = others
        return apart

    def add(self, account: Profiled) -> None:
        """Take in an account."""
        if self._links:
            for claim in {t.claim.id for t in account.account.tellings} & self._links.keys():
                self._where[claim].append(account)
        if account.account.strand == "cumulative":
            self._running[_scope_of(account)].append(account)

    def remove(self, account: Profiled) -> None:
        """Leave an account out from now on."""
        if self._links:
            for claim in {t.claim.id for t in account.account.tellings} & self._links.keys():
                self._where[claim].remove(account)
        if account.account.strand == "cumulative":
            self._running[_scope_of(account)].remove(account)

    def list_bound(self, account: Profiled) -> set[Profiled]:
        """The accounts on which bonds of this one bear."""
        found = {other for link in self._links_of(account) for c in link.claims for other in self._where.get(c, ())}
        if account.account.strand == "cumulative":
            found.update(self._running[_scope_of(account)])
        return found - {account}

    def list_pairs(self, accounts: Iterable[Profiled]) -> tuple[list[Pair], list[Pair]]:
        """The pairs among some accounts that are bound together, and those that are kept apart. Running totals of one
        scope (places and first day) are one, from whatever documents."""
        chosen = set(accounts)
        same: list[Pair] = []
        different: list[Pair] = []
        links = {id(link): link for account in chosen for link in self._links_of(account)}
        for link in links.values():
            found = [a for claim in dict.fromkeys(link.claims) for a in self._where.get(claim, ()) if a in chosen]
            pairs = [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a is not b]
            (same if link.same else different).extend(pairs)
        for scope in {_scope_of(a) for a in chosen if a.account.strand == "cumulative"}:
            alike = sorted((a for a in self._running[scope] if a in chosen), key=lambda a: a.order)
            same += [(alike[0], other) for other in alike[1:]]
        return same, different

    def _links_of(self, account: Profiled) -> list[Link]:
        if not self._links:
            return []
        return [link for t in account.account.tellings for link in self._links.get(t.claim.id, ())]


def _scope_of(account: Profiled) -> object:
    first = account.account.tellings[0]
    return first.site, first.start
