"""Aggregates: which happenings lie inside the scope of another, so that its figure holds their people."""

from collections import defaultdict
from collections.abc import Sequence

from cenotaph.incidents.accounts import CONTEXT_WEAPON, SEVERAL_DAYS, is_figure
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.sites import Nearness, compare_sites


def link_parts(happenings: Sequence[Happening]) -> None:
    """Set `parent` and `children`: what a document says is a part of another figure, and what lies in the places and
    days of an aggregate, whoever reports it. Of several aggregates the narrowest is the parent."""
    home = {id(account): happening for happening in happenings for account in happening.accounts}
    areas = index_areas(happenings)
    for happening in happenings:
        if happening.strand == "cumulative":
            continue
        wholes = [home[id(p)] for account in happening.accounts for p in account.parents if id(p) in home]
        said = {id(whole): whole for whole in wholes if not _is_elsewhere(happening, whole)}
        held = {id(h): h for h in find_holders(happening, areas)}
        for parent in sorted((said | held).values(), key=lambda h: (h.sums, _breadth(h), h.first)):
            if parent is not happening and not _is_under(parent, happening):
                happening.parent = parent
                parent.children.append(happening)
                break


def find_covered(total: Happening, happenings: Sequence[Happening]) -> list[Happening]:
    """The happenings in the places and days of a running total."""
    return [
        h
        for h in happenings
        if h.strand == "news"
        and _holds_days(total, h)
        and any(compare_sites(a, b) in (Nearness.INSIDE, Nearness.SAME) for a in h.sites for b in total.sites)
    ]


def _is_elsewhere(part: Happening, whole: Happening) -> bool:
    """True if what a document says is a part of a whole is nowhere near where all reports together put that whole, or
    only somewhere in the area around it: the document may only have told of that area."""
    sites = [(a, b) for a in part.sites for b in whole.sites]
    return bool(sites) and all(compare_sites(a, b) in _NO_PART for a, b in sites)


_NO_PART = frozenset({Nearness.APART, Nearness.NAMED_APART, Nearness.UNKNOWN, Nearness.AROUND})


def _is_under(happening: Happening, other: Happening) -> bool:
    above: Happening | None = happening
    while above is not None:
        if above is other:
            return True
        above = above.parent
    return False


def _breadth(happening: Happening) -> tuple[int, int]:
    rank = max((site.rank for site in happening.sites), default=4)
    days = happening.end - happening.start if happening.start is not None and happening.end is not None else 10_000
    return rank, days


def index_areas(happenings: Sequence[Happening]) -> dict[str, list[Happening]]:
    """Happenings that may hold others, by what their places cover."""
    index: dict[str, list[Happening]] = defaultdict(list)
    for happening in happenings:
        if happening.strand == "cumulative" or not any(is_figure(t) and not t.is_narrow for t in happening.tellings):
            continue
        keys = {key for site in happening.sites for spot in site.spots for key in (spot.key, *spot.cover)}
        for key in keys:
            index[key].append(happening)
    return index


def find_holders(part: Happening, areas: dict[str, list[Happening]]) -> list[Happening]:
    """The happenings whose places, days, weapon and number hold those of a part, of those in the index of areas."""
    keys = {key for site in part.sites for spot in site.spots for key in (spot.key, *spot.cover, *spot.within)}
    found = {id(h): h for key in keys for h in areas.get(key, ())}
    return [h for h in found.values() if h is not part and h.strand == part.strand and _holds(h, part)]


def _holds(whole: Happening, part: Happening) -> bool:
    """True if the scope of `whole` (places, days, weapon, number) contains `part` and is wider."""
    if not whole.sites or not part.sites or not _holds_days(whole, part):
        return False
    nearness = max(compare_sites(a, b) for a in part.sites for b in whole.sites)
    if nearness is Nearness.SAME:
        if _breadth(whole)[1] - _breadth(part)[1] < SEVERAL_DAYS:
            return False
    elif nearness is not Nearness.INSIDE:
        return False
    if whole.weapons and part.weapons and not whole.weapons & part.weapons and CONTEXT_WEAPON not in whole.weapons:
        return False
    return _holds_numbers(whole, part)


def _holds_days(whole: Happening, part: Happening) -> bool:
    if whole.start is None or whole.end is None or part.start is None or part.end is None:
        return False
    return whole.start <= part.start and part.end <= whole.end


def _holds_numbers(whole: Happening, part: Happening) -> bool:
    for outcome, evidence in whole.evidence.items():
        if not evidence.parts_only and outcome in part.evidence:
            inner = part.evidence[outcome].toll.whole
            if evidence.toll.whole.high > inner.low:
                return True
    return False
