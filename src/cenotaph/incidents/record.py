"""A record that goes on: reports are added to it, and only what they touch is worked out anew."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.civilians import tell_apart
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.happenings import Happening, weigh_evidence
from cenotaph.incidents.incident import Incident, Reconciliation
from cenotaph.incidents.joining import Joining
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.profile import Profile, load_profile
from cenotaph.incidents.prominence import Rank, rank_happening
from cenotaph.incidents.recounting import recount_tellings
from cenotaph.incidents.summing import Summed, sum_happening
from cenotaph.incidents.writing import make_incident, write_record


@dataclass(frozen=True, slots=True)
class Update:
    """What some reports changed in a record: the ids of incidents that are no more as they were, and the incidents as
    they are now, most prominent first."""

    gone: tuple[str, ...]
    new: tuple[Incident, ...]


class Record:
    """What the claims of some reports come to, under one profile.

    Reports are added in any number and order; `settle` gives what `reconcile` would make of all of them at once, to the
    letter. `links` and `rulings` are what people decided, for good; with `as_of` only documents published by that day
    count. Raises ValueError for a profile that is not known and for rulings that contradict each other.
    """

    def __init__(
        self,
        *,
        links: Sequence[Link] = (),
        rulings: Sequence[OriginRuling] = (),
        profile: Profile | str = "plain",
        as_of: dt.date | None = None,
    ) -> None:
        self._profile = load_profile(profile) if isinstance(profile, str) else profile
        self._joining = Joining(links, rulings, as_of)
        self._tolls = Tolls(self._joining, self._profile)

    def add(self, claims: Iterable[Claim], documents: Iterable[Document | DocumentNote]) -> Update:
        """Take in reports with their claims. Claims of documents that are not known are left out. Raises ValueError for
        a document that is known with other words."""
        change = self._joining.add(claims, documents)
        if self._profile != load_profile("plain"):
            self._tolls.weigh(change.new)
        return self._tolls.change(change.gone, change.new, change.regrouped)

    def settle(self) -> Reconciliation:
        """The incidents and totals of all that was added."""
        return self._tolls.write()


class Tolls:
    """What the happenings of a record come to under a profile."""

    def __init__(self, joining: Joining, profile: Profile) -> None:
        self._joining = joining
        self._profile = profile
        self._done: dict[int, Summed] = {}
        self._ranks: dict[Happening, Rank] = {}
        self._incidents: dict[int, Incident] = {}
        self._roots: dict[int, str] = {}

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
            above: Happening | None = happening
            while above is not None and above not in stale:
                stale[above] = None
                above = above.parent
        stale.update(dict.fromkeys(self._list_under_others(stale)))
        for happening in stale:
            self._forget(happening, before)
        made = [self._incidents[id(h)] for h in sorted(stale, key=self._ranks.__getitem__) if self._work_out(h)]
        same = {incident.id for incident in made if before.get(incident.id) == incident}
        return Update(tuple(i for i in before if i not in same), tuple(i for i in made if i.id not in same))

    def weigh(self, happenings: Iterable[Happening]) -> None:
        """Weigh the evidence under the profile; before, it is that of the plain one or of the one weighed last."""
        for happening in happenings:
            counted = recount_tellings(happening.tellings, self._profile)
            # A title counts everyone.
            is_lessened = len(counted) < len(happening.tellings) or any(t.apart for t in counted)
            happening.evidence = weigh_evidence(counted, self._profile, () if is_lessened else happening.titles)
            if self._profile.counted == "non_combatants":
                happening.evidence = tell_apart(happening.evidence, happening.tellings, self._profile)

    def write(self) -> Reconciliation:
        """The record."""
        events = [h for h in self._ranks if h.strand != "cumulative"]
        events.sort(key=self._ranks.__getitem__)
        running = sorted((h for h in self._ranks if h.strand == "cumulative"), key=lambda h: h.first)
        covered = self._joining.families.find_covered
        return write_record(events, running, self._done, self._incidents, covered, self._profile)

    def _forget(self, happening: Happening, before: dict[str, Incident]) -> None:
        self._done.pop(id(happening), None)
        self._roots.pop(id(happening), None)
        incident = self._incidents.pop(id(happening), None)
        if incident is not None:
            before[incident.id] = incident

    def _list_under_others(self, changed: Iterable[Happening]) -> list[Happening]:
        """Those whose widest aggregate is of another strand now: whether they count hangs on it."""
        found = []
        for happening in changed:
            waiting = list(happening.children)
            while waiting:
                part = waiting.pop()
                if self._roots.get(id(part)) != _strand_above(part):
                    found.append(part)
                    waiting += part.children
        return found

    def _work_out(self, happening: Happening) -> bool:
        if happening.strand == "cumulative":
            return False
        summed = sum_happening(happening, self._done)
        self._roots[id(happening)] = _strand_above(happening)
        incident = make_incident(happening, summed, self._profile)
        if incident is None:
            return False
        self._incidents[id(happening)] = incident
        return True


def _strand_above(happening: Happening) -> str:
    while happening.parent is not None:
        happening = happening.parent
    return happening.strand
