"""Accounts: what one document tells of one event, that is, which of its claims belong together."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.claims.titles import TitleFigure
from cenotaph.incidents.paged import Paged
from cenotaph.incidents.sites import Nearness, Site, compare_sites
from cenotaph.incidents.tellings import DocumentKey, Telling, TellingKey, same_person_name
from cenotaph.incidents.ties import Ties
from cenotaph.incidents.weapons import CONTEXT_WEAPON, are_other_weapons
from cenotaph.values.harm import HARMED, Outcome

# Weights of what speaks for and against two claims of a document telling of one event, set by reasoning: a shared
# place outweighs an unlike number, two unlike numbers of one speaker outweigh a place that merely lies around.
_SAME_PLACE = 3.0
_HELD_PLACE = 1.0
_LENT_PLACE = -0.5
_SAME_PERIOD = 1.5
_OVERLAP = 1.0
_DIED_LATER = 0.5
_SAME_COUNT = 2.0
_OTHER_COUNT = -2.0
_DISPUTED_COUNT = -0.5
_SAME_NAME = 5.0
_SAME_WEAPON = 0.5
_OTHER_WEAPON = -1.5
_CLOSE = ((1, 1.0), (160, 0.75), (400, 0.5), (1000, 0.25))  # code points between the passages, and what they weigh
_JOIN = 1.0  # a claim with a place or period of its own needs this much to join
# A claim with neither: news joins unless much speaks against it, background what is told right beside it.
_JOIN_UNANCHORED = {"news": -3.0, "background": 0.75, "cumulative": _JOIN}
_NEVER = -100.0
LONGEST_DYING = 30  # days between an event and the death of one who was hurt in it
SEVERAL_DAYS = 2  # days between first and last from which a period is no slip about one event's day
# Arrests and flight often follow the event, on another day and elsewhere.
AFTERWARDS = frozenset({Outcome.DETAINED, Outcome.DISPLACED})
_OTHER_OUTCOME = -2.0

_TOGETHER = frozenset({
    RelationType.SAME_AS, RelationType.BREAKDOWN_OF, RelationType.ADDS_TO, RelationType.UPDATES, RelationType.DISPUTES,
})  # fmt: skip


@dataclass(slots=True, eq=False)
class Account(Paged):
    """The claims of one document that tell of one event; it is the `place`th of its document. `strand` keeps running
    totals and background apart from what is news; `sites` are its places, `inner` those that hold no other; `offsets`
    where its claims stand in the text, sorted; `wholes` its undivided figures by outcome;
    `episodes` the events of the text that they are told of in; `parents` the accounts whose figures hold this one,
    `parts` those that its own figures hold; `titles` the figures of the document's title, if it is of this event."""

    document: DocumentKey
    strand: str
    tellings: list[Telling] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    inner: list[Site] = field(default_factory=list)
    periods: list[tuple[int, int]] = field(default_factory=list)
    weapons: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    name_words: set[str] = field(default_factory=set)
    wholes: dict[Outcome, list[Telling]] = field(default_factory=dict)
    parents: list["Account"] = field(default_factory=list)
    parts: list["Account"] = field(default_factory=list)
    episodes: set[int] = field(default_factory=set)
    titles: tuple[TitleFigure, ...] = ()
    sums: bool = False
    place: int = 0

    @property
    def order(self) -> TellingKey:
        """Its place in the order of all accounts."""
        return (*self.document, self.place)

    def add(self, telling: Telling) -> None:
        """Take in a claim."""
        self.tellings.append(telling)
        self.episodes.add(telling.claim.episode)
        insort(self.offsets, telling.at)
        if telling.site is not None and telling.site not in self.sites:
            self.sites.append(telling.site)
            self.inner = [s for s in self.sites if all(compare_sites(s, o) is not Nearness.AROUND for o in self.sites)]
        if telling.start is not None and telling.end is not None:
            period = telling.start, telling.end
            if period not in self.periods:
                self.periods.append(period)
        if telling.weapon:
            self.weapons.add(telling.weapon)
        self.names.update(telling.names)
        self.name_words.update(word for name in telling.names for word in name.split())
        if is_figure(telling):
            self.wholes.setdefault(telling.outcome, []).append(telling)

    def close(self) -> None:
        """Let go of what only the gathering of a document's claims needs: a record holds accounts by the million."""
        self.offsets, self.inner, self.periods, self.wholes = _NO_OFFSETS, _NO_SITES, _NO_PERIODS, _NO_WHOLES
        self.names = self.name_words = self.weapons = _NO_WORDS
        self.episodes = _NO_EPISODES


# Shared by all closed accounts, and never added to.
_NO_OFFSETS: list[int] = []
_NO_SITES: list[Site] = []
_NO_PERIODS: list[tuple[int, int]] = []
_NO_WHOLES: dict[Outcome, list[Telling]] = {}
_NO_WORDS: set[str] = set()
_NO_EPISODES: set[int] = set()


def is_figure(telling: Telling) -> bool:
    """True for a number of several people that may stand for the event: no part, no addition, no vague word."""
    return (
        not telling.single
        and not telling.vague
        and telling.high > 0
        and telling.kind not in (ClaimKind.BREAKDOWN, ClaimKind.INCREMENT, ClaimKind.DENIAL)
    )


def strand_of(telling: Telling) -> str:
    """Which claims are kept apart from the start: running totals, and earlier events told as background. A breakdown
    goes with the number it breaks down."""
    if telling.kind is ClaimKind.BREAKDOWN:
        for kind, other in telling.relations:
            if kind is RelationType.BREAKDOWN_OF and other.kind is not ClaimKind.BREAKDOWN:
                telling = other
                break
    if telling.kind is ClaimKind.CUMULATIVE:
        return "cumulative"
    return "background" if telling.kind is ClaimKind.BACKGROUND else "news"


def gather_accounts(tellings: Sequence[Telling], apart: Mapping[str, frozenset[str]]) -> list[Account]:
    """The accounts of one document, in the order of its text; `tellings` are its claims in that order.

    `apart` gives for a claim's id the ids of the claims that a person parted from it.
    """
    bundles, parts = _bundle_related(tellings, apart)
    accounts: list[Account] = []
    home: dict[TellingKey, Account] = {}
    for bundle in sorted(bundles, key=lambda b: (-_anchoring(b), b[0].number)):
        barred = [home[w.number] for p, w in parts if p in bundle and w.number in home]
        barred += [home[p.number] for p, w in parts if w in bundle and p.number in home]
        account = _choose_account(bundle, [a for a in accounts if a not in barred] if barred else accounts, apart)
        if not account.tellings:
            accounts.append(account)
        if strand_of(bundle[0]) == "news":
            account.strand = "news"
        for telling in bundle:
            account.add(telling)
            home[telling.number] = account
    for part, whole in parts:
        child, parent = home[part.number], home[whole.number]
        if child is not parent and _is_there_too(child, parent):
            for telling in child.tellings:
                parent.add(telling)
                home[telling.number] = parent
            accounts.remove(child)
        elif child is not parent and parent not in child.parents:
            child.parents.append(parent)
    _mark_sums(accounts)
    for account in accounts:
        for parent in account.parents:
            parent.parts.append(account)
    accounts.sort(key=lambda account: min(t.number for t in account.tellings))
    return accounts


def _is_there_too(part: Account, whole: Account) -> bool:
    """True if the whole was told of in the very place of its part after all: "ten were hurt in the province", and later
    "ten were hurt in the village"."""
    sites = [max(compare_sites(site, other) for other in whole.inner) for site in part.inner if whole.inner]
    return bool(sites) and all(nearness is Nearness.SAME for nearness in sites) and part.periods == whole.periods


def _bundle_related(
    tellings: Sequence[Telling], apart: Mapping[str, frozenset[str]]
) -> tuple[list[list[Telling]], list[tuple[Telling, Telling]]]:
    """Claims that the reading itself joined, and the pairs of a part with a scope of its own and its whole."""
    ties = Ties[TellingKey]()
    parts = []
    for telling in tellings:
        for kind, other in telling.relations:
            if strand_of(telling) != strand_of(other) or other.claim.id in apart.get(telling.claim.id, ()):
                continue
            if kind is RelationType.PART_OF and has_own_scope(telling, other):
                parts.append((telling, other))
            elif kind is RelationType.PART_OF or (kind in _TOGETHER and not _is_added_elsewhere(kind, telling, other)):
                ties.tie(telling.number, other.number)
    bundles: dict[TellingKey, list[Telling]] = defaultdict(list)
    for telling in tellings:
        bundles[ties.find(telling.number)].append(telling)
    return list(bundles.values()), parts


def _is_added_elsewhere(kind: RelationType, telling: Telling, other: Telling) -> bool:
    """True for an addition in another place ("another was wounded in clashes in the south"): it is another event."""
    if kind is not RelationType.ADDS_TO or telling.site is None or other.site is None or telling.is_place_lent:
        return False
    return compare_sites(telling.site, other.site) is Nearness.APART


def has_own_scope(part: Telling, whole: Telling) -> bool:
    """True if a part is an event of its own: a numbered toll in a smaller place, or on a day of its own."""
    if part.vague or part.kind is ClaimKind.BREAKDOWN or (part.single and part.names):
        return False  # a named victim is one of those counted, wherever the report last was
    if part.site is not None and whole.site is not None:
        nearness = compare_sites(part.site, whole.site)
        if nearness is not Nearness.SAME:
            return nearness is not Nearness.AROUND
    if part.start is None or part.end is None or whole.start is None or whole.end is None:
        return False
    return part.start == part.end and whole.start < whole.end and not part.single


def _anchoring(bundle: Sequence[Telling]) -> int:
    place = any(t.site is not None for t in bundle)
    period = any(t.start is not None for t in bundle)
    return 2 * place + period


def _choose_account(bundle: list[Telling], accounts: list[Account], apart: Mapping[str, frozenset[str]]) -> Account:
    """The account that the bundle fits best, or a new one."""
    strand = strand_of(bundle[0])
    episodes = {t.claim.episode for t in bundle}
    open_to = [
        account
        for account in accounts
        if (account.strand == strand or _repeats(bundle, strand, account))
        and (strand == "cumulative" or not episodes.isdisjoint(account.episodes))
    ]
    if apart:
        away = {claim for t in bundle for claim in apart.get(t.claim.id, ())}
        open_to = [account for account in open_to if not any(t.claim.id in away for t in account.tellings)]
    if strand == "news" and not any(t.site is not None for t in bundle) and _sums_up(bundle, open_to):
        return Account(bundle[0].document, strand)
    best, best_fit = None, _JOIN if _anchoring(bundle) else _JOIN_UNANCHORED[strand]
    for account in open_to:
        fit = _fit(bundle, account)
        if fit > best_fit or (fit == best_fit and best is None):
            best, best_fit = account, fit
    return best if best is not None else Account(bundle[0].document, strand)


def _repeats(bundle: Iterable[Telling], strand: str, account: Account) -> bool:
    """True for background that gives the very figure of the news, or the other way round: it is the news."""
    return "cumulative" not in (strand, account.strand) and _fit_counts(bundle, account) == _SAME_COUNT


def _fit(bundle: Sequence[Telling], account: Account) -> float:
    if account.strand == "cumulative":
        first, other = bundle[0], account.tellings[0]
        return _SAME_PLACE if (first.site, first.start) == (other.site, other.start) else _NEVER
    named = any(
        same_person_name(a, b)
        for t in bundle
        for a in t.names
        if not account.name_words.isdisjoint(a.split())  # names of one person share a word
        for b in account.names
    )
    score, held = _fit_place(bundle, account)
    counts = _fit_counts(bundle, account)
    period = _fit_period(bundle, account)
    if named:  # a victim is often placed by the hospital, and dated by the day the news of him came
        score, period, held = max(score, 0.0), max(period, 0.0), False
    # A smaller place with a number of its own is a part of what is told of the area, or another event.
    # So is a count over days beside what is told of one of them.
    if (
        score <= _NEVER
        or (held and (counts < 0 or _tells_other_numbers(bundle, account) or _is_by_other_weapons(bundle, account)))
        or (_is_other_span(bundle, account) and _counts_others(bundle, account))
    ):
        return _NEVER
    score += counts + period + _fit_closeness(bundle, account)
    weapons = {t.weapon for t in bundle if t.weapon}
    if weapons and account.weapons:
        if weapons & account.weapons:
            score += _SAME_WEAPON
        elif CONTEXT_WEAPON not in weapons | account.weapons:
            score += _OTHER_WEAPON
    if named:
        score += _SAME_NAME
    if all(t.outcome in AFTERWARDS for t in bundle) != all(t.outcome in AFTERWARDS for t in account.tellings):
        score += _OTHER_OUTCOME
    return score


def _fit_place(bundle: Iterable[Telling], account: Account) -> tuple[float, bool]:
    """What the places are worth, and whether one merely lies in the other."""
    known = [
        nearness
        for telling in bundle
        if telling.site is not None
        for site in account.inner
        if (nearness := compare_sites(telling.site, site)) is not Nearness.UNKNOWN
    ]
    if not known:
        return 0.0, False
    best = max(known)
    if best < Nearness.UNKNOWN:
        # A place that the report only went by on its way, and told of nobody there in words of its own, is weak ground.
        is_lent = all(t.is_place_lent or t.site is None for t in bundle)
        return (_LENT_PLACE, False) if is_lent and _completes(bundle, account) else (_NEVER, False)
    return (_SAME_PLACE, False) if best is Nearness.SAME else (_HELD_PLACE, True)


def _completes(bundle: Iterable[Telling], account: Account) -> bool:
    """True for a figure of the injured beside a figure of the dead that has none."""
    hurt = {t.outcome for t in bundle} == {Outcome.INJURED} and any(is_figure(t) for t in bundle)
    return hurt and Outcome.KILLED in account.wholes and all(t.outcome is not Outcome.INJURED for t in account.tellings)


def _fit_period(bundle: Iterable[Telling], account: Account) -> float:
    if not account.periods:
        return 0.0
    best, dies = None, False
    for t in bundle:
        if t.start is None or t.end is None:
            continue
        for start, end in account.periods:
            if t.start == start and t.end == end:
                return _SAME_PERIOD
            gap = max(t.start, start) - min(t.end, end)
            dies |= t.is_dying and 0 < t.start - end <= LONGEST_DYING
            best = gap if best is None else min(best, gap)
    if best is None:
        return 0.0
    if best > 0 and dies:
        return _DIED_LATER  # "died in a clinic on Saturday", of wounds of Friday
    return _OVERLAP if best <= 0 else 0.0 if best == 1 else _NEVER


def _is_other_span(bundle: Iterable[Telling], account: Account) -> bool:
    """True if one counts over clearly more days than the other."""
    lengths = [t.end - t.start for t in bundle if t.start is not None and t.end is not None]
    others = [end - start for start, end in account.periods]
    if not lengths or not others:
        return False
    return (max(lengths) >= SEVERAL_DAYS and max(others) <= 1) or (min(others) >= SEVERAL_DAYS and max(lengths) <= 1)


def _counts_others(bundle: Iterable[Telling], account: Account) -> bool:
    """True if one gives a figure for all of an outcome, and the other tells of that outcome in other numbers."""
    told = [o for o in account.tellings if not o.vague and o.kind is not ClaimKind.DENIAL]
    for t in bundle:
        # Of a number of people hit, some may be told of as dead.
        counted = HARMED if t.outcome is Outcome.CASUALTIES else (t.outcome,)
        beside = [o for o in told if o.outcome in counted]
        if t.vague or t.kind is ClaimKind.DENIAL or not any(t.is_whole or o.is_whole for o in beside):
            continue
        return all((t.low, t.high) != (o.low, o.high) for o in beside)
    return False


def _tells_other_numbers(bundle: Iterable[Telling], account: Account) -> bool:
    """True if both give numbers for an outcome, one person without a name among them, and neither the numbers nor what
    they come to ("a woman and four children") are the same."""
    if _hits_others(bundle, account.tellings) or _hits_others(account.tellings, bundle):
        return True
    for outcome in {t.outcome for t in bundle}:
        mine, theirs = _list_numbers(bundle, outcome), _list_numbers(account.tellings, outcome)
        if not mine or not theirs or not mine.isdisjoint(theirs):
            continue
        figures = account.wholes.get(outcome, ())
        if not any(f.rounds(t) for t in bundle if t.outcome is outcome for f in figures):
            return True
    return False


def _hits_others(one: Iterable[Telling], other: Iterable[Telling]) -> bool:
    """True if the first gives a number of people hit, not said which of them died, that is more than the
    second's dead and injured come to."""
    hit = {(t.low, t.high) for t in one if t.outcome is Outcome.CASUALTIES and is_figure(t)}
    dead, hurt = (_list_numbers(other, outcome) for outcome in (Outcome.KILLED, Outcome.INJURED))
    if not hit or not dead or any(t.outcome is Outcome.CASUALTIES for t in other):
        return False
    most = max(b + d for _, b in dead for _, d in hurt or {(0, 0)})
    return all(low > most for low, _ in hit)


def _is_by_other_weapons(bundle: Iterable[Telling], account: Account) -> bool:
    return are_other_weapons({t.weapon for t in bundle if t.weapon}, account.weapons)


def _list_numbers(tellings: Iterable[Telling], outcome: Outcome) -> set[tuple[int, int]]:
    """The numbers for an outcome, and what they come to together."""
    said = {
        (t.low, t.high)
        for t in tellings
        if t.outcome is outcome and t.kind in _NUMBERED and not t.vague and not t.names
    }
    return said | {(sum(low for low, _ in said), sum(high for _, high in said))} if said else said


_NUMBERED = frozenset({ClaimKind.EVENT, ClaimKind.UPDATE, ClaimKind.TOTAL})


def _fit_counts(bundle: Iterable[Telling], account: Account) -> float:
    score = 0.0
    for t in bundle:
        figures = account.wholes.get(t.outcome)
        if not figures or not is_figure(t):
            continue
        if any((f.low, f.high) == (t.low, t.high) or f.rounds(t) for f in figures):
            return _SAME_COUNT
        if t.traits.whole and any(f.traits.whole for f in figures):
            same_speaker = any(f.origin.key == t.origin.key for f in figures)
            score = min(score, _OTHER_COUNT if same_speaker else _DISPUTED_COUNT)
    return score


def _fit_closeness(bundle: Sequence[Telling], account: Account) -> float:
    distance = min(_distance(t.at, account.offsets) for t in bundle)
    for reach, weight in _CLOSE:
        if distance <= reach:
            return weight
    return 0.0


def _distance(at: int, offsets: Sequence[int]) -> int:
    """Code points between a place in the text and the nearest of some, which are sorted and at least one."""
    k = bisect_left(offsets, at)
    return min(abs(at - near) for near in offsets[max(0, k - 1) : k + 1])


def _sums_up(bundle: Iterable[Telling], accounts: Sequence[Account]) -> bool:
    """True if the bundle's figure is that of no event but at least what several of them come to."""
    for t in bundle:
        figures = [account.wholes[t.outcome] for account in accounts if t.outcome in account.wholes]
        if not is_figure(t) or not t.traits.whole or len(figures) < 2:
            continue
        if any((f.low, f.high) == (t.low, t.high) for group in figures for f in group):
            continue
        if t.kind is ClaimKind.TOTAL or t.high >= sum(max(f.low for f in group) for group in figures):
            return True
    return False


def _mark_sums(accounts: Sequence[Account]) -> None:
    """An account without a place whose figure is at least what several others come to is the sum of them."""
    news = [account for account in accounts if account.strand == "news"]
    for account in news:
        if account.sites or not account.wholes:
            continue
        outcome, figures = max(account.wholes.items(), key=lambda item: max(f.high for f in item[1]))
        others = [a for a in news if a is not account and not a.sums and a.wholes.get(outcome)]
        amount = sum(max(f.low for f in a.wholes[outcome]) for a in others)
        stated = any(f.kind is ClaimKind.TOTAL for f in figures)
        if len(others) >= 2 and (stated or max(f.high for f in figures) >= amount):
            account.sums = True
            for other in others:
                if account not in other.parents:
                    other.parents.append(account)


def most_common_period(tellings: Iterable[Telling]) -> tuple[int, int] | None:
    """The period most claims give, the shorter and then the earlier of equals."""
    counted = Counter((t.start, t.end) for t in tellings if t.start is not None and t.end is not None)
    if not counted:
        return None
    return min(counted, key=lambda p: (-counted[p], p[1] - p[0], p[0]))
