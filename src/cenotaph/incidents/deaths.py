"""How many people died of their wounds, by what each origin tells of them over time."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.incidents.persons import list_persons
from cenotaph.incidents.tellings import Telling, TellingKey

_PARTS = frozenset({RelationType.PART_OF, RelationType.BREAKDOWN_OF})


class Dead(NamedTuple):
    """How many died of their wounds, and the claims that say so."""

    low: int
    worth: int
    high: int
    open: bool
    tellings: tuple[Telling, ...]

    @property
    def day(self) -> int:
        """The day of the last of the claims; 0 for nobody."""
        return max((t.day for t in self.tellings), default=0)


_NOBODY = Dead(0, 0, 0, False, ())


def count_deaths(deaths: Sequence[Telling]) -> Dead | None:
    """How many people these deaths come to. Each origin tells of those it knows of, in one figure or one by one, and of
    more later ("another two"), beside those of whom others told before where it gave no figure itself. Of several
    origins the one that knows of most counts, since they may tell of the same people; whom any adds on a later day, and
    single people told of later, may be others, and raise the most there can be."""
    present = {t.number for t in deaths}
    whole = [t for t in deaths if not any(kind in _PARTS and o.number in present for kind, o in t.relations)]
    by_origin: dict[str, list[Telling]] = defaultdict(list)
    for t in whole:
        by_origin[t.origin.key].append(t)
    figures = {key: _list_figures(told) for key, told in sorted(by_origin.items())}
    everybody = _count_persons(whole)
    known = [*(dead for each in figures.values() for dead in each), *everybody]
    counted = list(known)
    for key, told in sorted(by_origin.items()):
        more = _list_more(told)
        for base in (_NOBODY, *(figures[key] or known)):
            later = [t for t in more if t.day > base.day]
            if later:
                counted.append(_add_up(later, base))
    most = min(counted, key=lambda d: (-d.worth, -d.low, d.tellings[0].number), default=None)
    return most and _widen(most, whole, known)


def _widen(most: Dead, whole: Sequence[Telling], known: Sequence[Dead]) -> Dead:
    """The same with the most there can be: a figure, and everybody told of after it, once for each day and number."""
    for base in (_NOBODY, *known):
        after = [t for t in whole if t.day > base.day]
        added = {(t.low, t.high, t.day): t for t in reversed(after) if t.kind is ClaimKind.INCREMENT}
        wide = _add_up(list(added.values()), base)
        for persons in _count_persons(after):
            wide = _join(wide, persons)
        if wide.high > most.high:
            most = most._replace(high=wide.high, tellings=tuple(dict.fromkeys((*most.tellings, *wide.tellings))))
    return most


def _count_persons(told: Sequence[Telling]) -> list[Dead]:
    """The different people told of one by one, and not as more than others, if there are any."""
    persons = list_persons([t for t in told if t.single and t.kind is not ClaimKind.INCREMENT])
    if not persons:
        return []
    tellings = tuple(t for person in persons for t in person.tellings)
    return [Dead(len(persons), len(persons), len(persons), False, tellings)]


def _list_figures(told: Sequence[Telling]) -> list[Dead]:
    """What an origin tells of in one figure, with what its text adds to it, or one by one."""
    present = {t.number: t for t in told}
    added: dict[TellingKey, list[Telling]] = {}
    for t in told:
        base = next((o for kind, o in t.relations if kind is RelationType.ADDS_TO and o.number in present), t)
        added.setdefault(base.number, []).append(t)
    figures = [_add_up(ts) for ts in added.values() if not all(t.kind is ClaimKind.INCREMENT for t in ts)]
    return [*figures, *_count_persons(told)]


def _list_more(told: Sequence[Telling]) -> list[Telling]:
    """The deaths that an origin adds to those told of before; the same number in another report may be the same
    people, and is left out."""
    more: list[Telling] = []
    for t in told:
        again = any((t.low, t.high) == (o.low, o.high) and t.document != o.document for o in more)
        if t.kind is ClaimKind.INCREMENT and not again:
            more.append(t)
    return more


def _add_up(tellings: Sequence[Telling], base: Dead | None = None) -> Dead:
    more = Dead(
        sum(t.low for t in tellings), sum(t.worth for t in tellings), sum(t.high for t in tellings),
        any(t.open for t in tellings), tuple(tellings),
    )  # fmt: skip
    return _join(base, more) if base is not None else more


def _join(one: Dead, other: Dead) -> Dead:
    is_open = one.open or other.open
    return Dead(
        one.low + other.low, one.worth + other.worth, one.high + other.high, is_open, one.tellings + other.tellings
    )
