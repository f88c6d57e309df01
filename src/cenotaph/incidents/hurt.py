"""Between outcomes: the injured who died of their wounds, and casualties of whom nobody says that they died."""

from collections.abc import Sequence
from dataclasses import replace

from cenotaph.claims.claim import ClaimKind, RelationType, is_of_family
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.groups import are_disjoint
from cenotaph.incidents.incident import Bounds, Reason, Toll
from cenotaph.incidents.persons import People, Person, list_persons, may_be_same
from cenotaph.incidents.reasons import claim_ids
from cenotaph.incidents.tellings import Telling, TellingKey
from cenotaph.values.harm import Outcome

_JOINT = 6  # code points of " and " and ", and "
_BREATH = 30  # code points between two passages that one "and" or "while" joins


def doubt_injured(injured: Evidence, killed: Evidence, moved: Sequence[Telling]) -> Evidence:
    """The injured, where some unnamed ones may be people whose death the same text tells of: these count only for the
    high figure. "Killed one and injured another" in one breath are two people. `moved` are those already taken off."""
    if injured.words or not injured.parts_only or injured.vague:
        return injured
    gone = {t.number for t in moved}
    known = list_persons([t for t in injured.tellings if t.single and t.number in gone])
    hurt = list_persons([t for t in injured.tellings if t.single and t.number not in gone])
    singles = list_persons([t for t in killed.tellings if t.single])
    beside = {t.number for p in hurt if _are_in_one_breath(killed, p, len(singles)) for t in p.tellings}
    beside |= {t.number for p in hurt if _are_others(p.tellings, killed) for t in p.tellings}
    hurt = [person for person in hurt if not _are_among(person.tellings, beside)]
    dead = People(singles)
    for person in known:
        match = next((d for d in dead.list_near(person.name) if may_be_same(d, person)), None)
        if match is not None:
            dead.remove(match)
    twice: list[Person] = []
    for person in hurt:
        near = dead.list_near(person.name)
        match = next((d for d in near if _may_have_died(d, person)), None)
        if match is not None:
            dead.remove(match)
        else:
            # "A boy who was hurt has died. Earlier story: a teenager is in hospital".
            match = next((k for k in known if person.name is None and _are_repeats(k, person)), None)
        if match is not None:
            twice.append(person)
    whole = injured.toll.whole
    if not twice or len(twice) > whole.low:
        return injured
    ids = claim_ids([t for p in twice for t in p.tellings])
    sentence = (
        f"{len(twice):,} of the injured may be among those the same text tells died: no name, age, sex, calling or "
        "word of the text tells them apart; they raise only the high figure."
    )
    because = (Reason("low", ids, sentence), Reason("best", ids, sentence))
    return _lower(injured, whole.low - len(twice), whole.best - len(twice), because)


def _may_have_died(dead: Person, hurt: Person) -> bool:
    """True if the dead one may be the one who was hurt; not who hurt himself, where somebody killed the other."""
    is_killed = any(is_of_family(t.claim.rule, "active") for t in dead.tellings)
    is_own = is_killed and all(t.is_own_doing for t in hurt.tellings)
    return not is_own and may_be_same(dead, hurt) and _share_document(dead, hurt)


def _lower(injured: Evidence, low: int, best: int, because: tuple[Reason, Reason]) -> Evidence:
    """The injured with a lower low and best and the reasons of these; high stays as it was."""
    toll = injured.toll
    kept = tuple(reason for reason in toll.because if reason.bound not in ("low", "best"))
    bounds = Bounds(low, best, toll.whole.high, toll.whole.open)
    return replace(injured, toll=Toll(bounds, toll.by, (*because, *kept)))


def _are_repeats(one: Person, other: Person) -> bool:
    """True if the reading took a claim of one for a repeat of a claim of the other."""
    numbers = {t.number for t in one.tellings}
    pairs = [(kind, o.number) for t in other.tellings for kind, o in t.relations]
    return any(kind is RelationType.SAME_AS and number in numbers for kind, number in pairs)


def _are_others(hurt: Sequence[Telling], killed: Evidence) -> bool:
    """True if the text says that they are others than those who died: "two were killed and a third was hurt". Of
    several dead who are told of one by one they must be others than each, since kin of one may be another of them."""
    linked = _list_added_to(hurt)
    if not linked:
        return False
    if any(t.number in linked for t in killed.tellings if not t.single):
        return True
    singles = list_persons([t for t in killed.tellings if t.single])
    return bool(singles) and all(any(t.number in linked for t in person.tellings) for person in singles)


def _list_added_to(tellings: Sequence[Telling]) -> set[TellingKey]:
    """The claims that the text adds these to."""
    return {o.number for t in tellings for kind, o in t.relations if kind is RelationType.ADDS_TO}


def _share_document(one: Person, other: Person) -> bool:
    """True if one document tells of both people."""
    return not {t.document for t in one.tellings}.isdisjoint(t.document for t in other.tellings)


def _are_in_one_breath(killed: Evidence, hurt: Person, singles: int) -> bool:
    """True if somewhere the hurt are told of right beside the dead: "three people died and a fourth was hurt".

    Where the text tells of the death of one alone, he may be the one of whose wounds the next sentence tells.
    """
    whole = [a for a in killed.tellings if a.kind is not ClaimKind.BREAKDOWN]
    near = [(a, b) for a in whole for b in hurt.tellings if a.document == b.document and a.number != b.number]
    return any(_gap(a, b) < _BREATH and (not a.single or singles > 1 or _adds(a, b)) for a, b in near)


def _adds(one: Telling, other: Telling) -> bool:
    """True if the text adds one of two to the other."""
    pairs = ((one, other), (other, one))
    return any(kind is RelationType.ADDS_TO and o is added for t, added in pairs for kind, o in t.relations)


def _are_among(hurt: Sequence[Telling], beside: set[TellingKey]) -> bool:
    """True if they are told of beside the dead, or in one list with somebody who is: "her sister and mother"."""
    linked = _list_added_to(hurt)
    return not beside.isdisjoint({t.number for t in hurt} | linked)


def _gap(one: Telling, other: Telling) -> int:
    """The code points between two passages."""
    a, b = one.claim.passage, other.claim.passage
    return max(a.start, b.start) - min(a.end, b.end)


def limit_injured(casualties: Evidence, killed: Evidence, injured: Evidence) -> Evidence:
    """The injured, where one document says of as many people that they were hit and that they were hurt, and of some
    that they died: the dead were first counted among the hurt, so best leaves them out and high does not."""
    hit, dead, hurt = (e.toll.whole for e in (casualties, killed, injured))
    stated = [{t.document for w in e.words for t in w.tellings} for e in (casualties, injured)]
    told = {t.document for t in killed.tellings}
    if not (0 < dead.best < hurt.best == hit.best) or not set.intersection(told, *stated):
        return injured
    are_others = _are_told_after(injured, killed) or _are_told_after(casualties, killed)
    if are_others or any(t.kind is ClaimKind.INCREMENT for t in casualties.tellings):
        return injured  # "two dead and three others hurt"
    left = hurt.best - dead.best
    ids = claim_ids(casualties.tellings + killed.tellings + injured.tellings)
    sentence = f"As many are said to have been hit as hurt, {hit.best:,}, and {dead.best:,} to have died"
    because = (
        Reason("low", ids, f"{sentence}; those who died may have been counted as hurt first."),
        Reason("best", ids, f"{sentence}; those who died were counted as hurt first."),
    )
    return _lower(injured, min(hurt.low, left), left, because)


def infer_injured(
    casualties: Evidence, killed: Evidence | None, injured: Evidence | None, moved: Sequence[Telling] = ()
) -> Evidence | None:
    """The injured, where the reports tell of people hit without saying whether they lived: those of whom nobody says
    that they died. None where somebody gives a number of injured, or nobody is left.

    `moved` are the injured who died, and the claims of their death. Low is what is told of the injured themselves:
    those hit may have died since.
    """
    if injured is not None and not injured.toll.whole.high:
        injured = None  # "nobody else was injured"
    if injured is not None and not (
        injured.parts_only or _is_part_of(injured, casualties) or _are_all_living(casualties, killed, injured)
    ):
        return None
    beyond = [t for t in casualties.tellings if t.kind is ClaimKind.INCREMENT and not _adds_to_own(t)]
    hit = casualties.toll.whole
    dead = killed.toll.whole if killed else Bounds(0, 0, 0, False)
    if casualties.words:
        extra = sum(t.worth for t in beyond)
        # Those told of after the dead are none of them; but dead of whom only a title tells ("four dead") are.
        is_after = killed is not None and _are_told_after(casualties, killed)
        among = max(dead.best - dead.low, dead.best - _count_beside(casualties, killed)) if is_after else dead.best
        among = max(0, among - _count_own_doing(casualties, killed))
        left = max(0, hit.best - extra - among) + min(extra, hit.best)
        gone = 0 if is_after else min(dead.low, hit.high - extra if hit.high > extra else 0)
        most = max(left, hit.high - gone)
    else:
        left = most = len(list_living(casualties, killed, injured, frozenset(t.number for t in moved)))
    known = injured.toll.whole if injured else Bounds(0, 0, 0, False)
    if injured is not None and not casualties.words:
        left, most = known.best + left, known.high + most
    beside = _count_beside_hit(casualties, injured)
    left, most = max(left + beside, known.best), max(most + beside, known.high)
    if not most or (injured is not None and left == known.best and most == known.high):
        return None
    return _write(casualties, killed, injured, Bounds(known.low, left, most, hit.open or known.open), beside)


def _are_all_living(casualties: Evidence, killed: Evidence | None, injured: Evidence) -> bool:
    """True where the reports say that nobody died, and that more were hit than are told of as hurt: "seven were shot;
    no one was killed. A boy was hit in the leg, and two men ..."."""
    is_none_dead = killed is not None and bool(killed.words) and not killed.toll.whole.high
    return is_none_dead and bool(casualties.words) and casualties.toll.whole.low > injured.toll.whole.high


def _count_beside_hit(casualties: Evidence, injured: Evidence | None) -> int:
    """How many people one by one the text tells of as hurt beside those of the number hit: "three were shot and a
    fourth was beaten"."""
    words = {t.number for word in casualties.words for t in word.tellings}
    if injured is None or not words:
        return 0
    singles = list_persons([t for t in injured.tellings if t.single])
    return sum(not words.isdisjoint(_list_added_to(person.tellings)) for person in singles)


def _adds_to_own(increment: Telling) -> bool:
    """True for people added to others who were hit: any of them may be those who died."""
    return any(kind is RelationType.ADDS_TO and o.outcome is increment.outcome for kind, o in increment.relations)


def _are_told_after(casualties: Evidence, killed: Evidence) -> bool:
    """True if one text tells of the dead and right after of those hit: "a cook was killed and three others were shot".
    The dead are not among them; they are where it tells of them first ("three were shot and one died")."""
    words = [t for word in casualties.words for t in word.tellings]
    dead = [t for t in killed.tellings if t.kind is not ClaimKind.BREAKDOWN]
    beside, numbers = _list_added_to(words), {t.number for t in words}
    if any(kind is RelationType.UPDATES and o.number in numbers for d in dead for kind, o in d.relations):
        return False  # "three were found dead; all three had been shot"
    if any(d.number in beside for d in dead):
        return True  # "three others"
    parts = {(d.number, o.number) for d in dead for kind, o in d.relations if kind in _OF_HIT}
    return any(
        d.document == t.document and d.at < t.at and 0 < _gap(d, t) <= _JOINT and (d.number, t.number) not in parts
        for t in words
        for d in dead
        if d.stated
    )


def _count_beside(casualties: Evidence, killed: Evidence | None) -> int:
    """How many dead the text tells of beside those hit; without limit where it gives no number for them. More dead than
    these are among those hit: "a man shot his wife and two sons and killed himself; all four died"."""
    words = [t for word in casualties.words for t in word.tellings]
    linked = _list_added_to(words)
    beside = [t for t in killed.tellings if t.number in linked] if killed is not None else []
    return sum(t.high for t in beside) if beside else _NO_LIMIT


_NO_LIMIT = 1_000_000_000


def _count_own_doing(casualties: Evidence, killed: Evidence | None) -> int:
    """How many of the dead killed themselves after they hit those of a number told of before: "he shot five clerks,
    three of them fatally, before turning the gun on himself"."""
    if killed is None:
        return 0
    hit = {t.number for word in casualties.words for t in word.tellings}
    parts = {t.number for t in killed.tellings for kind, o in t.relations if kind in _OF_HIT and o.number in hit}
    own = [t for t in killed.tellings if t.single and t.is_own_doing]
    return len(list_persons([t for t in own if any(o.number in parts for _, o in t.relations)]))


_OF_HIT = (RelationType.PART_OF, RelationType.BREAKDOWN_OF)


def _is_part_of(injured: Evidence, casualties: Evidence) -> bool:
    """True if the injured are only counted by kinds of people ("three men were hurt"), and more were hit than that."""
    return all(w.partial for w in injured.words) and any(
        w.low > injured.toll.whole.high and not w.partial for w in casualties.words
    )


def list_living(
    casualties: Evidence,
    killed: Evidence | None,
    injured: Evidence | None,
    moved: frozenset[TellingKey] = frozenset(),
) -> list[Person]:
    """The people hit, told of one by one, who are none of those told of as killed or injured."""
    gone = _list_updated(killed)
    people = [
        p
        for p in list_persons([t for t in casualties.tellings if t.single])
        if not gone & {t.number for t in p.tellings}
    ]
    beyond = [p for p in people if killed is not None and _are_others(p.tellings, killed)]
    hit = list(people)
    # Wounds of somebody told of as dead are his, and nobody else's.
    lists = [[t for t in killed.tellings if t.single]] if killed is not None else []
    if injured is not None:
        lists.append([t for t in injured.tellings if t.single and t.number not in gone | moved])
    if killed is not None:
        # A death that replaces wounds is matched already.
        lists[0] = [t for t in lists[0] if not any(_replaces_hit(kind, o) for kind, o in t.relations)]
    others = [list_persons(tellings) for tellings in lists]
    for told in others:
        free = People(told)
        asked = [p for p in hit if told is not others[0] or p not in beyond]
        for person in asked:
            near = free.list_near(person.name)
            match = next((o for o in near if may_be_same(person, o) and not _is_shooter(o, person)), None)
            if match is not None:
                free.remove(match)
                hit.remove(person)
        left = free.list_all()
        if len(hit) == len(left) == 1 and _may_be_named_in_part(hit[0], left[0]):
            hit.clear()
    dead = len(others[0]) if killed is not None else 0
    if killed is not None and (killed.words or killed.toll.whole.best > dead):
        # Of more dead than are told of one by one, the others may be those who were hit, save who is told of beside
        # all: "he shot his wife and himself; both died".
        plural = {t.number for t in killed.tellings if not t.single}
        sure = [p for p in beyond if plural & {o.number for t in p.tellings for _, o in t.relations}]
        rest = [p for p in hit if p not in sure]
        hit = [p for p in hit if p in sure] + rest[max(0, killed.toll.whole.best - dead) :]
    return hit


def _is_shooter(dead: Person, hit: Person) -> bool:
    """True for a perpetrator who died, and somebody hit of whom no claim says that he did it himself."""
    is_self = any(t.is_own_doing for t in hit.tellings)
    return dead.traits.role == "perpetrator" and hit.traits.role != "perpetrator" and not is_self


def _replaces_hit(kind: RelationType, other: Telling) -> bool:
    return kind is RelationType.UPDATES and other.outcome is Outcome.CASUALTIES


def _may_be_named_in_part(one: Person, other: Person) -> bool:
    """True if one may be told of by the given name and the other by the surname, in one document."""
    names = (one.name, other.name)
    return (
        all(name is not None and " " not in name for name in names)
        and _share_document(one, other)
        and not are_disjoint(one.traits, other.traits)
    )


def _list_updated(killed: Evidence | None) -> set[TellingKey]:
    """The claims of people hit that a claim of their death replaces: the same text says that he was shot and died."""
    if killed is None:
        return set()
    return {o.number for t in killed.tellings for kind, o in t.relations if kind is RelationType.UPDATES}


def _write(
    casualties: Evidence, killed: Evidence | None, injured: Evidence | None, whole: Bounds, beside: int
) -> Evidence:
    """The injured with the reasons of their bounds; `beside` is how many are told of as hurt beside those hit."""
    tellings = casualties.tellings + (killed.tellings if killed else ()) + (injured.tellings if injured else ())
    dead = killed.toll.whole.best if killed else 0
    hit = casualties.toll.whole.best
    sentence = f"{hit:,} {'is' if hit == 1 else 'are'} said to have been hit, without saying who lived"
    sentence += f", {beside:,} more to have been hurt" if beside else ""
    sentence += f", and {dead:,} to have died" if dead else ", and nobody to have died"
    ids = claim_ids(tellings)
    because = (
        Reason("low", ids, f"{sentence}; the rest may have died since."),
        Reason("best", ids, f"{sentence}; those of whom nobody says so are taken as injured."),
        Reason("high", ids, f"{sentence}; those of whom nobody says so are taken as injured."),
    )
    by = injured.toll.by if injured else {}
    return Evidence(Toll(whole, by, because), injured.words if injured else (), True, False, casualties.tellings)
