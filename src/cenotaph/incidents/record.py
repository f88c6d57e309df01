"""A record that goes on: reports are added to it, and only what they touch is worked out anew."""

import datetime as dt
from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass, replace

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.compare import JOIN_SCORE, Point, Profiled, compare_accounts, explain_pair
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.holding import Holding, Memory
from cenotaph.incidents.incident import Incident, Reconciliation
from cenotaph.incidents.joining import Joining
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.profile import Profile, load_profile
from cenotaph.incidents.prominence import Rank, rank_happening
from cenotaph.incidents.recounting import recount_happening
from cenotaph.incidents.summing import Summed, sum_happening
from cenotaph.incidents.writing import make_incident, write_record


@dataclass(frozen=True, slots=True)
class Update:
    """What some reports changed in a record: the ids of incidents that are no more as they were, and the incidents as
    they are now, most prominent first."""

    gone: tuple[str, ...]
    new: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Why what two claims tell of is one event or not: whether it is taken for one, what speaks for and against and
    what it comes to, and a sentence."""

    joined: bool
    score: float
    points: tuple[Point, ...]
    sentence: str


class Record:
    """What the claims of some reports come to, under one profile. Under the plain one only tolls that a report touches
    are worked out anew; under another all are, from events of which only those touched are joined anew.

    Reports are added in any number and order; `settle` gives what `reconcile` would make of all of them at once, to the
    letter. `links` and `rulings` are what people decided, for good; with `as_of` only documents published by that day
    count; `holding` holds the state, in memory if none is given. Raises ValueError for a profile that is not known and
    for rulings that contradict each other.
    """

    def __init__(
        self,
        *,
        links: Sequence[Link] = (),
        rulings: Sequence[OriginRuling] = (),
        profile: Profile | str = "plain",
        as_of: dt.date | None = None,
        holding: Holding | None = None,
    ) -> None:
        holding = holding or Memory()
        self._profile = load_profile(profile) if isinstance(profile, str) else profile
        self._joining = Joining(links, rulings, as_of, holding)
        self._tolls = Tolls(self._joining, load_profile("plain"), holding)
        self._known: dict[str, Incident] = {}

    def add(self, claims: Iterable[Claim], documents: Iterable[Document | DocumentNote]) -> Update:
        """Take in reports with their claims. Claims of documents that are not known are left out. Raises ValueError for
        a document that is known with other words."""
        change = self._joining.add(claims, documents)
        if self._profile == load_profile("plain"):
            return self._tolls.change(change.gone, change.new, change.regrouped)
        before, after = self._known, {incident.id: incident for incident in self.settle().incidents}
        self._known = after
        gone = tuple(i for i, incident in before.items() if after.get(i) != incident)
        return Update(gone, tuple(incident for i, incident in after.items() if before.get(i) != incident))

    def list_incidents(self) -> tuple[Incident, ...]:
        """The incidents of all that was added, most prominent first, as `settle` gives them, without the totals."""
        if self._profile == load_profile("plain"):
            return self._tolls.list_incidents()
        return tuple(self._known.values())

    def explain_pair(self, claim: str, other: str) -> Pairing:
        """Why two claims, by their ids, are in one event or not. Raises ValueError for one that the record lacks."""
        one, two = (self._joining.find_account(each) for each in (claim, other))
        points = tuple(explain_pair(one, two))
        score = compare_accounts(one, two)
        joined = self._joining.are_joined(one, two)
        assumed = self._joining.explain_union(one, two) if joined else ""
        return Pairing(joined, score, points, assumed or _tell_pairing(one, two, score, joined))

    def settle(self) -> Reconciliation:
        """The incidents and totals of all that was added."""
        if self._profile == load_profile("plain"):
            return self._tolls.write()
        return settle_joining(self._joining, self._profile)


def _tell_pairing(one: Profiled, other: Profiled, score: float, joined: bool) -> str:
    if one is other:
        return "One report tells both of one event."
    comes = f"what speaks for one event comes to {score:.2f}, and {JOIN_SCORE:g} is enough"
    if one.account.document == other.account.document and not joined:
        return "One report tells them apart, as two events."
    if joined and score >= JOIN_SCORE:
        return f"They are taken for one event: {comes}."
    if joined:
        return f"They are in one event through others that are told of there, or since a person joined them: {comes}."
    if score >= JOIN_SCORE:
        return f"They are not in one event, since others that are told of with them, or a person, part them: {comes}."
    return f"They are not taken for one event: {comes}."


def settle_joining(joining: Joining, profile: Profile) -> Reconciliation:
    """The incidents and totals that some events come to under the rules of a profile. The judgements on each are the
    same under every profile, those of the plain one."""
    plain = load_profile("plain")
    if not joining.judgements and profile != plain:
        settle_joining(joining, plain)
    happenings = joining.happenings
    for happening in happenings:
        recount_happening(happening, profile)
    tolls = Tolls(joining, profile)
    tolls.change((), happenings, happenings)
    record = tolls.write()
    if profile == plain:
        joining.judgements = {incident.id: incident.judgements for incident in record.incidents}
        return record
    judged = tuple(
        replace(incident, judgements=joining.judgements.get(incident.id, incident.judgements))
        for incident in record.incidents
    )
    return replace(record, incidents=judged)


class Tolls:
    """What the happenings of a record come to under a profile."""

    def __init__(self, joining: Joining, profile: Profile, holding: Holding | None = None) -> None:
        self._joining = joining
        self._profile = profile
        holding = holding or Memory()
        self._done: MutableMapping[Happening, Summed] = holding.make_beside("done")
        self._ranks: MutableMapping[Happening, Rank] = holding.make_beside("rank")
        self._incidents: MutableMapping[Happening, Incident] = holding.make_beside("incident")
        self._roots: MutableMapping[Happening, str] = holding.make_beside("root")

    def change(self, gone: Iterable[Happening], new: Sequence[Happening], regrouped: Iterable[Happening]) -> Update:
        """Work out anew what has changed: `new` happenings, those `regrouped`, and all that they are parts of."""
        before: dict[str, Incident] = {}
        for happening in gone:
            del self._ranks[happening]
            self._forget(happening, before)
        for happening in new:
            self._ranks[happening] = rank_happening(happening, self._joining.reports)
        stale: dict[Happening, None] = {}
        for happening in regrouped:
            waiting = [happening]
            while waiting:
                above = waiting.pop()
                if above not in stale:
                    stale[above] = None
                    waiting += above.list_wholes()
        stale.update(dict.fromkeys(self._list_under_others(stale)))
        for happening in stale:
            self._forget(happening, before)
        made = [self._incidents[h] for h in sorted(stale, key=self._ranks.__getitem__) if self._work_out(h)]
        same = {incident.id for incident in made if before.get(incident.id) == incident}
        return Update(tuple(i for i in before if i not in same), tuple(i for i in made if i.id not in same))

    def write(self) -> Reconciliation:
        """The record."""
        events = self._list_events()
        running = sorted((h for h in self._ranks if h.strand == "cumulative"), key=lambda h: h.first)
        covered = self._joining.scopes.find_covered
        return write_record(events, running, self._done, self._incidents, covered, self._profile)

    def list_incidents(self) -> tuple[Incident, ...]:
        """The incidents of the record, most prominent first."""
        return tuple(self._incidents[h] for h in self._list_events() if h in self._incidents)

    def _list_events(self) -> list[Happening]:
        events = [h for h in self._ranks if h.strand != "cumulative"]
        return sorted(events, key=self._ranks.__getitem__)

    def _forget(self, happening: Happening, before: dict[str, Incident]) -> None:
        self._done.pop(happening, None)
        self._roots.pop(happening, None)
        incident = self._incidents.pop(happening, None)
        if incident is not None:
            before[incident.id] = incident

    def _list_under_others(self, changed: Iterable[Happening]) -> list[Happening]:
        """Those whose widest aggregate is of another strand now: whether they count hangs on it."""
        found = []
        for happening in changed:
            waiting = list(happening.children)
            while waiting:
                part = waiting.pop()
                if self._roots.get(part) != _strand_above(part):
                    found.append(part)
                    waiting += part.children
        return found

    def _work_out(self, happening: Happening) -> bool:
        if happening.strand == "cumulative":
            return False
        summed = sum_happening(happening, self._done)
        self._roots[happening] = _strand_above(happening)
        incident = make_incident(happening, summed, self._profile)
        if incident is None:
            return False
        self._incidents[happening] = incident
        return True


def _strand_above(happening: Happening) -> str:
    while happening.parent is not None:
        happening = happening.parent
    return happening.strand
