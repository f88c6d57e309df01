"""Happenings: clusters of accounts on the way to becoming incidents, with their scope, evidence, parts and whole."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cenotaph.claims.titles import TitleFigure
from cenotaph.incidents.accounts import AFTERWARDS, Account, is_figure, most_common_period
from cenotaph.incidents.dying import find_moved, list_deaths
from cenotaph.incidents.echoes import flag_echoes
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.hurt import doubt_injured, infer_injured, limit_injured
from cenotaph.incidents.incident import Reason
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.paged import Paged
from cenotaph.incidents.parties import find_parties
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.sites import Nearness, Site, compare_sites
from cenotaph.incidents.tellings import DocumentKey, Telling, TellingKey
from cenotaph.incidents.titles import (
    heed_titles,
    heed_titles_alone,
    heed_titles_of_dead,
    heed_titles_of_hit,
    heed_titles_of_injured,
    heed_titles_of_wounded,
    join_titles,
)
from cenotaph.incidents.tolls import settle_toll
from cenotaph.incidents.tracing import trace_origins
from cenotaph.values.harm import Outcome

_HELD = frozenset({Outcome.MISSING, Outcome.ABDUCTED, Outcome.DETAINED})  # from which people may turn up dead
_ORDER = {outcome: position for position, outcome in enumerate(Outcome)}


@dataclass(slots=True, eq=False)
class Happening(Paged):
    """One event, aggregate or running total, and the claims that tell of it.

    `sites` are its places, most told of first and without the areas around them; `start` and `end` ordinals;
    `parent` the narrowest aggregate that holds it and `children` those that it holds so; `also` what it holds though a
    narrower one holds that first, `also_in` those that hold it so; `crosses` the aggregates that it overlaps; `titles`
    what the titles of its reports say; `assumed` why reports that name no village are taken for it.
    """

    accounts: list[Account]
    tellings: list[Telling]
    strand: str
    sites: list[Site]
    start: int | None
    end: int | None
    weapons: frozenset[str]
    evidence: dict[Outcome, Evidence] = field(default_factory=dict)
    parent: "Happening | None" = None
    children: list["Happening"] = field(default_factory=list)
    also: list["Happening"] = field(default_factory=list)
    also_in: list["Happening"] = field(default_factory=list)
    crosses: list["Happening"] = field(default_factory=list)
    titles: tuple[TitleFigure, ...] = ()
    assumed: tuple[Reason, ...] = ()

    @property
    def first(self) -> TellingKey:
        """The place of its first claim in the order of all, which orders happenings among themselves."""
        return self.tellings[0].number

    def list_wholes(self) -> list["Happening"]:
        """Everything whose figures hold its people."""
        return [self.parent, *self.also_in] if self.parent is not None else list(self.also_in)

    def list_parts(self) -> list["Happening"]:
        """Everything whose people its figures hold, whoever holds it first."""
        return [*self.children, *self.also]

    @property
    def is_find(self) -> bool:
        """True for bodies that were found and of which nobody says when or by what they died: its days are those of
        finding them, and the period of death is open."""
        killed = [t for t in self.tellings if t.outcome is Outcome.KILLED]
        return bool(killed) and not self.weapons and all(t.is_of_bodies and not t.claim.actors for t in killed)

    @property
    def sums(self) -> bool:
        """True for a total that a document gives of its other events."""
        return any(account.sums for account in self.accounts)


def make_happening(
    accounts: Sequence[Account], documents: Mapping[DocumentKey, DocumentNote], profile: Profile
) -> Happening:
    """The happening that some accounts tell of, with what it did to people under the rules of a profile; `documents`
    are the reports that tell of it."""
    tellings = sorted((t for account in accounts for t in account.tellings), key=lambda t: t.number)
    harmed = [t for t in tellings if t.outcome not in AFTERWARDS] or tellings
    counted = [t for t in harmed if is_figure(t)]
    figures = [t for t in counted if not t.is_narrow] or counted or harmed
    dated = [t for t in figures if t.start is not None] or [t for t in harmed if t.start is not None] or tellings
    period = most_common_period(dated)
    if period is not None and accounts[0].strand == "cumulative":
        period = (period[0], max(t.end for t in dated if t.end is not None))  # a running total runs on
    happening = Happening(
        list(accounts), tellings, _strand_of(accounts), _choose_sites(figures, harmed),
        period[0] if period else None, period[1] if period else None,
        frozenset(t.weapon for t in tellings if t.weapon),
    )  # fmt: skip
    happening.titles = join_titles([account.titles for account in accounts])
    trace_origins(tellings, documents)
    happening.evidence = weigh_evidence(tellings, profile, happening.titles)
    return happening


def _strand_of(accounts: Sequence[Account]) -> str:
    """News if any report tells of it as news."""
    return "news" if any(account.strand == "news" for account in accounts) else accounts[0].strand


def _choose_sites(figures: Sequence[Telling], tellings: Sequence[Telling]) -> list[Site]:
    counted: Counter[Site] = Counter()
    for weight, group in ((3, figures), (1, tellings)):
        for t in group:
            if t.site is not None:
                counted[t.site] += weight
    ordered = sorted(counted, key=lambda s: (-counted[s], [spot.key for spot in s.spots]))
    if len(ordered) < 2:
        return ordered
    chosen: list[Site] = []
    for site in ordered:
        if not any(_is_around(site, other) for other in ordered if other is not site):
            chosen.append(site)
    return chosen or ordered[:1]


def _is_around(site: Site, other: Site) -> bool:
    """True if the place of one claim only says in which area another's lies; a village on no map lies in the province
    that other reports of the event name."""
    nearness = compare_sites(site, other)
    return nearness is Nearness.AROUND or (nearness is Nearness.UNKNOWN and site.rank > 0 == other.rank)


def weigh_evidence(
    tellings: Sequence[Telling],
    profile: Profile,
    titles: Sequence[TitleFigure] = (),
    told: Sequence[Telling] | None = None,
) -> dict[Outcome, Evidence]:
    """What the claims of one happening and the titles of its reports come to, outcome by outcome, under the rules of a
    profile. A profile that takes one figure of those that the origins give heeds no titles. `told` are all the claims
    of the happening, where these leave some out: whoever died is not injured, whether his death is counted or not."""
    titles = () if profile.publishes == "point" else titles
    by_outcome: dict[Outcome, list[Telling]] = defaultdict(list)
    for t in tellings:
        by_outcome[t.outcome].append(t)
    parties = find_parties(tellings) if any(t.high == 0 for t in tellings) else frozenset()
    evidence: dict[Outcome, Evidence] = {}
    moved: Sequence[Telling] = []
    gone: Sequence[Telling]
    dead = [t for t in told or tellings if t.outcome is Outcome.KILLED]
    if Outcome.INJURED in by_outcome and dead:
        moved = find_moved(by_outcome[Outcome.INJURED], dead)
    for outcome in sorted(by_outcome, key=_ORDER.__getitem__):
        gone = moved if outcome is Outcome.INJURED else ()
        if outcome in _HELD and dead:  # reported missing, and then dead: moved, not added
            gone = find_moved(by_outcome[outcome], dead)
        died = list_deaths({Outcome.KILLED: by_outcome[outcome], Outcome.INJURED: dead}.get(outcome, ()))
        found = settle_toll(by_outcome[outcome], parties, profile, gone, died)
        if found is not None:
            evidence[outcome] = found if outcome is Outcome.INJURED else heed_titles(found, titles, outcome)
    if Outcome.INJURED in evidence and Outcome.KILLED in evidence:
        evidence[Outcome.INJURED] = doubt_injured(evidence[Outcome.INJURED], evidence[Outcome.KILLED], moved)
    if {Outcome.CASUALTIES, Outcome.INJURED, Outcome.KILLED} <= evidence.keys():
        evidence[Outcome.INJURED] = limit_injured(
            *(evidence[o] for o in (Outcome.CASUALTIES, Outcome.KILLED, Outcome.INJURED))
        )
    if Outcome.CASUALTIES in evidence:
        found = infer_injured(
            evidence[Outcome.CASUALTIES], evidence.get(Outcome.KILLED), evidence.get(Outcome.INJURED), moved
        )
        if found is not None:
            evidence[Outcome.INJURED] = found
    if Outcome.INJURED in evidence:
        evidence[Outcome.INJURED] = heed_titles_of_injured(
            evidence[Outcome.INJURED], evidence.get(Outcome.KILLED), titles, evidence.get(Outcome.CASUALTIES)
        )
    heed_titles_alone(evidence, titles)
    heed_titles_of_hit(evidence, titles)
    heed_titles_of_dead(evidence, titles)
    heed_titles_of_wounded(evidence, titles)
    return flag_echoes(evidence, tellings)
