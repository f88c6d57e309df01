"""Which incidents of the reports are those that people judged: by place, day and cause, or by a source they name."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cenotaph.claims.claim import Claim
from cenotaph.incidents.accounts import SEVERAL_DAYS
from cenotaph.incidents.decisions import JUDGED, Link
from cenotaph.incidents.incident import Incident, Toll
from cenotaph.incidents.judged import CIVILIANS, JudgedIncident, JudgedToll
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.reasons import join_names
from cenotaph.incidents.sites import Nearness, Spot, compare_spots, make_spot
from cenotaph.incidents.weapons import CONTEXT_WEAPON
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period

# An incident of the reports that spans more days is no single event whose day could agree with another's.
_LONGEST = 31
_CIVILIAN = "civilian"
# What speaks for a pair where several could be one: a source that the person names outweighs all else, as it is the
# report itself; a place outweighs a weapon, which reports often get wrong; numbers are what is to be compared.
_SOURCE, _SAME_PLACE, _SAME_WEAPON, _NUMBERS = 8, 4, 2, 1
_DECIDED, _PARTED = 100, -1


@dataclass(frozen=True, slots=True)
class Match:
    """What the reports know of an incident that a person judged. `incident` is the one that they tell of, None if they
    tell of none or it cannot be said which; `reasons` say why it is the same, `contradictions` what cannot both be
    right. `possible` are the ids of incidents that may be the same, which a person must say."""

    judged: JudgedIncident
    incident: Incident | None = None
    reasons: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


class _Pair(NamedTuple):
    """A judged incident and one of the reports that may be the same: what speaks for it, and whether it is enough."""

    judged: JudgedIncident
    incident: Incident
    score: int
    is_enough: bool
    reasons: tuple[str, ...]
    contradictions: tuple[str, ...]


def match_judged(
    judged: Sequence[JudgedIncident],
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    documents: Iterable[DocumentNote],
    as_of: dt.date | None = None,
    links: Iterable[Link] = (),
) -> tuple[Match, ...]:
    """What some incidents, their claims and documents, have to say of each that a person judged by the day `as_of`, in
    the given order.

    The same is one of the same place and day whose cause is no other, or one that a source names which the person
    names too. Where several fit one, those of which most agrees are taken, and none where that is a tie: it is never
    guessed. An incident of the reports is one of those that a person judged at most, for nobody lists one twice;
    several people may have judged it, under codes of their own. `links` in which the code of a judged incident stands
    outweigh all this.
    """
    known = [each for each in judged if as_of is None or each.on <= as_of]
    if not known:
        return ()
    of_code: defaultdict[str, list[JudgedIncident]] = defaultdict(list)
    for each in known:
        of_code[each.code].append(each)
    incidents = tuple(incidents)
    decided = _index_links(links, incidents)
    by_day = _index_days(incidents)
    addresses = _index_addresses(claims, documents)
    pairs = [_obey(pair, decided) for each in known for pair in _list_pairs(each, by_day, addresses, decided)]
    pairs = [pair for pair in pairs if pair.score != _PARTED]
    of_judged: defaultdict[tuple[str, str], list[_Pair]] = defaultdict(list)
    of_incident: defaultdict[str, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        of_judged[pair.judged.key].append(pair)
        of_incident[pair.incident.id].append(pair)
    chosen = {each.key: _choose(of_judged[each.key], of_incident) for each in known}
    told: defaultdict[str, list[JudgedIncident]] = defaultdict(list)
    for each in known:
        if (sure := chosen[each.key]) is not None:
            told[sure.incident.id].append(each)
    matches = []
    for each in known:
        best = chosen[each.key]
        if best is None:
            possible = tuple(sorted(other.incident.id for other in of_judged[each.key]))
            matches.append(Match(each, None, (), tuple(_contradict_others(each, of_code[each.code])), possible))
            continue
        others = dict.fromkeys((*of_code[each.code], *told[best.incident.id]))
        found = (*best.contradictions, *_contradict_toll(each, best.incident), *_contradict_others(each, others))
        matches.append(Match(each, best.incident, best.reasons, found))
    return tuple(matches)


def _choose(mine: Sequence[_Pair], of_incident: Mapping[str, Sequence[_Pair]]) -> _Pair | None:
    """The incident of the reports that is the one a person judged, if it can be said."""
    return next((pair for pair in mine if pair.is_enough and _is_best(pair, mine, of_incident)), None)


# What people decided of each code: an incident of the reports, whether it is the same, and in whose words.
_Decided = Mapping[str, Sequence[tuple[Incident, bool, str]]]


def _index_links(links: Iterable[Link], incidents: Sequence[Incident]) -> _Decided:
    found: defaultdict[str, list[tuple[Incident, bool, str]]] = defaultdict(list)
    of_claim = {claim: incident for incident in incidents for claim in incident.claims}
    for link in links:
        codes = [id.removeprefix(JUDGED) for id in link.claims if id.startswith(JUDGED)]
        told = {incident.id: incident for id in link.claims if (incident := of_claim.get(id)) is not None}
        said = f"{link.by} decided so: {link.why.strip().rstrip('.')}"
        for code in codes:
            found[code] += [(incident, link.same, said) for incident in told.values()]
    return found


def _obey(pair: _Pair, decided: _Decided) -> _Pair:
    """The pair as a person decided, if one did: above all others, or of no weight."""
    for incident, same, said in decided.get(pair.judged.code, ()):
        if incident.id == pair.incident.id:
            reasons = (said, *pair.reasons)
            return pair._replace(score=pair.score + _DECIDED if same else _PARTED, is_enough=same, reasons=reasons)
    return pair


def _index_days(incidents: Iterable[Incident]) -> Mapping[dt.date, list[Incident]]:
    """The incidents that are single events, by the days on which they may have been."""
    found: defaultdict[dt.date, list[Incident]] = defaultdict(list)
    for incident in incidents:
        if incident.remainder or incident.start is None or incident.end is None:
            continue
        if (incident.end - incident.start).days <= _LONGEST:
            for day in _list_days(incident.start, incident.end):
                found[day].append(incident)
    return found


def _list_days(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    return (start + dt.timedelta(days=number) for number in range((end - start).days + 1))


def _index_addresses(claims: Iterable[Claim], documents: Iterable[DocumentNote]) -> Mapping[str, frozenset[str]]:
    """The addresses of the reports of each claim, by its id, as `_fold_address` writes them."""
    of_document = {note.id: _fold_address(note.url) for note in documents if note.url}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.document in of_document:
            found[claim.id].add(of_document[claim.document])
    return {id: frozenset(urls) for id, urls in found.items()}


def _fold_address(address: str) -> str:
    """An address without what varies between copies of it: scheme, "www.", fragment, a slash at its end."""
    return address.split("://", 1)[-1].split("#", 1)[0].rstrip("/").removeprefix("www.")


def _list_pairs(
    judged: JudgedIncident,
    by_day: Mapping[dt.date, list[Incident]],
    addresses: Mapping[str, frozenset[str]],
    decided: _Decided,
) -> list[_Pair]:
    found = _list_told(judged, by_day, addresses)
    told = {pair.incident.id for pair in found}
    # What a person joined need not agree in anything.
    joined = [incident for incident, same, _ in decided.get(judged.code, ()) if same and incident.id not in told]
    return [*found, *(_Pair(judged, incident, 1, False, (), ()) for incident in joined)]


def _list_told(
    judged: JudgedIncident, by_day: Mapping[dt.date, list[Incident]], addresses: Mapping[str, frozenset[str]]
) -> list[_Pair]:
    period = judged.period
    if period is None or (period.end - period.start).days > _LONGEST:
        return []
    near = {each.id: each for day in _list_days(period.start, period.end) for each in by_day.get(day, ())}
    sources = {_fold_address(each) for each in judged.sources if "://" in each}
    spots = [make_spot(place) for place in judged.places]
    pairs = (_compare(judged, spots, sources, incident, addresses) for incident in near.values())
    return [pair for pair in pairs if pair is not None]


def _compare(
    judged: JudgedIncident,
    spots: Sequence[Spot],
    sources: set[str],
    incident: Incident,
    addresses: Mapping[str, frozenset[str]],
) -> _Pair | None:
    place = _compare_places(spots, incident)
    shared = sorted({url for claim in incident.claims for url in addresses.get(claim, ())} & sources)
    if place <= Nearness.UNKNOWN and not (shared and place == Nearness.UNKNOWN):
        return None
    weapons = set(incident.causes) - {CONTEXT_WEAPON}
    stated = set(judged.weapons) - {CONTEXT_WEAPON}
    same_weapon, other_weapon = bool(weapons & stated), bool(weapons and stated and not weapons & stated)
    same_day = abs(_measure(judged.period) - _measure(incident)) < SEVERAL_DAYS
    at_one_place = place is Nearness.SAME or (place is Nearness.NEAR and same_weapon)
    is_enough = (at_one_place and same_day and not other_weapon) or bool(shared)
    reasons = [_say_place(place, judged, incident), _say_days(judged, incident)]
    if same_weapon:
        reasons.append(f"the cause is the same ({join_names(sorted(weapons & stated))})".replace("_", " "))
    elif not other_weapon:
        reasons.append("one of the two states no cause")
    reasons += [f"a source that {judged.by} names tells of it ({url})" for url in shared]
    contradictions = []
    if other_weapon:
        what = join_names(sorted(weapons)).replace("_", " ")
        contradictions.append(f"The reports name another cause ({what}) than {judged.by} ({judged.cause}).")
    numbers = all(_is_compatible(each, incident.tolls) for each in judged.tolls)
    score = _SOURCE * bool(shared) + _SAME_PLACE * (place is Nearness.SAME) + _SAME_WEAPON * same_weapon
    score += _NUMBERS * numbers
    return _Pair(judged, incident, score, is_enough, tuple(filter(None, reasons)), tuple(contradictions))


def _measure(of: Period | Incident | None) -> int:
    """The days from first to last."""
    return (of.end - of.start).days if of is not None and of.start is not None and of.end is not None else 0


def _compare_places(spots: Sequence[Spot], incident: Incident) -> Nearness:
    """How the place of a judged incident stands to those of one of the reports. The same only where both are
    settlements, and the reports name no other that is far from it; a wider place around it is no contradiction."""
    if not spots or not incident.places:
        return Nearness.UNKNOWN
    there = [make_spot(place) for place in incident.places]
    settlements = [spot for spot in there if spot.rank == 0]
    table = [max(compare_spots(spot, other) for spot in spots) for other in settlements or there]
    best, worst = max(table), min(table)
    if best is Nearness.SAME and (not settlements or any(spot.rank for spot in spots) or worst < Nearness.UNKNOWN):
        return Nearness.AROUND
    return best


def _say_place(place: Nearness, judged: JudgedIncident, incident: Incident) -> str:
    name = join_names(list(dict.fromkeys(each.name for each in judged.places)))
    if place is Nearness.SAME:
        return f"the place is the same ({name})"
    if place is Nearness.UNKNOWN or not incident.places:
        return ""
    return f"the places are near, or one lies in the other ({name})"


def _say_days(judged: JudgedIncident, incident: Incident) -> str:
    period = judged.period
    if period is not None and period.start == period.end == incident.start == incident.end:
        return f"the day is the same ({period.start})"
    return "the days overlap"


def _is_best(pair: _Pair, mine: Sequence[_Pair], of_incident: Mapping[str, Sequence[_Pair]]) -> bool:
    """True if no other incident of the reports fits what a person judged as well, and no other that he judged fits the
    incident as well."""
    theirs = [each for each in of_incident[pair.incident.id] if each.judged.by == pair.judged.by]
    rivals = [each for each in (*mine, *theirs) if each is not pair and each.is_enough]
    return all(each.score < pair.score for each in rivals)


def _find_bounds(stated: JudgedToll, tolls: Mapping[Outcome, Toll]) -> tuple[int, int, bool, int | None] | None:
    """Low, high, open and best of those whom a judged toll counts; of civilians of whom nobody speaks, no more than all
    who were harmed."""
    toll = tolls.get(stated.outcome)
    if toll is None:
        return None
    if stated.group != CIVILIANS:
        return toll.whole.low, toll.whole.high, toll.whole.open, toll.whole.best if toll.point else None
    if _CIVILIAN in toll.by:
        by = toll.by[_CIVILIAN]
        return by.low, by.high, by.open, by.best if toll.point else None
    return 0, toll.whole.high, toll.whole.open, None


def _is_compatible(stated: JudgedToll, tolls: Mapping[Outcome, Toll]) -> bool:
    bounds = _find_bounds(stated, tolls)
    return bounds is not None and (bounds[0] <= stated.high or stated.open) and (bounds[1] >= stated.low or bounds[2])


def _contradict_toll(judged: JudgedIncident, incident: Incident) -> list[str]:
    """Where the numbers of the reports and of the person cannot all be right."""
    found = []
    for stated in judged.tolls:
        bounds = _find_bounds(stated, incident.tolls)
        if bounds is None:
            continue
        low, high, _, best = bounds
        said, group = word_range(stated), f"{stated.group} " if stated.group == CIVILIANS else ""
        what = f"{group}{stated.outcome.value}"
        if not _is_compatible(stated, incident.tolls):
            come = f"at least {low:,}" if low > stated.high else f"at most {high:,}"
            found.append(f"{judged.by} judged {said} {what}, and the reports come to {come}: no number fits both.")
        elif best is not None and not (stated.low <= best and (best <= stated.high or stated.open)):
            where = "above" if best > stated.high else "below"
            found.append(
                f"The best figure of the reports, {best:,} {what}, is {where} what {judged.by} judged, {said}."
            )
    return found


def _contradict_others(judged: JudgedIncident, others: Iterable[JudgedIncident]) -> list[str]:
    """Where another person judged the same incident otherwise."""
    found = []
    for other in others:
        if other.by == judged.by:
            continue
        for one in judged.tolls:
            for two in other.tolls:
                same = (one.outcome, one.group) == (two.outcome, two.group)
                if same and ((one.low > two.high and not two.open) or (two.low > one.high and not one.open)):
                    said = f"{judged.by} judged {word_range(one)} and {other.by} {word_range(two)} {one.outcome.value}"
                    found.append(f"{said}: no number fits both.")
    return found


def word_range(toll: JudgedToll) -> str:
    """ "3 to 5", "4", "3 or more": the numbers of a judged toll."""
    if toll.low == toll.high:
        return f"{toll.low:,} or more" if toll.open else f"{toll.low:,}"
    return f"{toll.low:,} to {toll.high:,}{' or more' if toll.open else ''}"
