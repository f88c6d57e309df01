"""Which incidents of one record are which of another, found by the claims that they share: ids derive from members."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cenotaph.incidents.incident import Incident


class Lineage:
    """The incidents of a record by their claims, for finding those of another record in it."""

    def __init__(self, incidents: Sequence[Incident]) -> None:
        self._place = {incident.id: place for place, incident in enumerate(incidents)}
        self._home = {claim: incident for incident in incidents for claim in incident.claims}

    def home_of(self, claim: str) -> Incident | None:
        """The incident that a claim is held for, None if it is in none."""
        return self._home.get(claim)

    def find_kin(self, incident: Incident, same: Mapping[str, str] | None = None) -> list[Incident]:
        """The incidents that share claims with one of another record: those that share most first, then in the order of
        the record."""
        shared: Counter[str] = Counter()
        kin: dict[str, Incident] = {}
        for claim in incident.claims:
            home = self._home.get(same.get(claim, claim) if same else claim)
            if home is not None:
                shared[home.id] += 1
                kin[home.id] = home
        return sorted(kin.values(), key=lambda each: (-shared[each.id], self._place[each.id]))


def find_nearest_kin(incidents: Sequence[Incident], incident: Incident) -> Incident | None:
    """The incident, of the record whose incidents these are, that shares most claims with one of another; None if none
    shares any."""
    same = next((each for each in incidents if each.id == incident.id), None)  # of the same claims
    return same or next(iter(Lineage(incidents).find_kin(incident)), None)


class Kinship(NamedTuple):
    """Incidents of an earlier and a later record that share claims, through any number of others."""

    before: tuple[Incident, ...]
    after: tuple[Incident, ...]

    @property
    def kind(self) -> str:
        """new, gone, merged, split, regrouped (several became several), or followed (one is one)."""
        before, after = min(len(self.before), 2), min(len(self.after), 2)
        names = {(0, 1): "new", (1, 0): "gone", (1, 1): "followed", (2, 1): "merged", (1, 2): "split"}
        return names.get((before, after), "regrouped")


def match_incidents(
    before: Sequence[Incident], after: Sequence[Incident], same: Mapping[str, str] | None = None
) -> list[Kinship]:
    """All incidents of two records, each once, with their kin; in the order of the later record, then of the earlier.

    `same` gives for a claim of the later record the id by which the earlier one knows it, where that differs.
    """
    earlier = Lineage(before)
    kin = {incident.id: earlier.find_kin(incident, same) for incident in after}
    heirs: dict[str, list[Incident]] = defaultdict(list)
    for incident in after:
        for each in kin[incident.id]:
            heirs[each.id].append(incident)
    found: list[Kinship] = []
    seen: set[tuple[str, str]] = set()
    for incident in after:
        if ("after", incident.id) not in seen:
            found.append(_gather_kin(incident, kin, heirs, seen))
    found += [Kinship((each,), ()) for each in before if ("before", each.id) not in seen]
    return found


def _gather_kin(
    first: Incident,
    kin: Mapping[str, Sequence[Incident]],
    heirs: Mapping[str, Sequence[Incident]],
    seen: set[tuple[str, str]],
) -> Kinship:
    before: dict[str, Incident] = {}
    after: dict[str, Incident] = {}
    waiting = [("after", first)]
    while waiting:
        side, incident = waiting.pop(0)
        if (side, incident.id) in seen:
            continue
        seen.add((side, incident.id))
        if side == "after":
            after[incident.id] = incident
            waiting += [("before", each) for each in kin[incident.id]]
        else:
            before[incident.id] = incident
            waiting += [("after", each) for each in heirs[incident.id]]
    return Kinship(tuple(before.values()), tuple(after.values()))
