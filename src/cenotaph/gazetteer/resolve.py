"""From the places a document mentions, taken together, to the places they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log10
from typing import NamedTuple

from cenotaph.gazetteer.distance import distance_km
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.gazetteer.parts import Role, split_parts
from cenotaph.values.names import form_of
from cenotaph.values.place import Candidate, Level, Place, key_by_name

# A candidate's points add up what speaks for it. The unit is arbitrary: 1 is what a tenth of likeness in the name, or
# a population some eight times larger, is worth. Set by hand on written cases of each kind (tests/gazetteer).
_NAME = 10.0  # times (score - 1)
_COUNTRY = 3.0  # times the country's share of what the document implies
_FOREIGN = -2.0  # a country that the document does not imply, where it implies any
_PEOPLE = 1.1  # times log10 of how many times as many people as _TOWN
_TOWN = 20_000  # below this, people say nothing: GeoNames knows the population of few villages
_CONTAINED = 4.0  # inside, or minus outside, the place it is said to be in
_SAME_AREA = 1.0  # in a first-level area that another mention lies in
_NEAR = 1.0  # within _NEAR_KM of another mention
_NEAR_KM = 60.0
_KM_A_DEGREE = 110.0  # of latitude, a little less than the least of it: what is farther north or south need no more
_CLEAR = 1.0  # the lead in points over the next candidate somewhere else
_APART_KM = 50.0  # candidates nearer to each other than this do not compete

_REACH = 200  # different names before and after one that are its context: more than any report has; lists have more

_MOST_ALTERNATIVES = 5
_EXACT = 0.97  # scores from here on are the same spelling
_ALIKE = 0.86  # scores from here on sound alike enough, given context
_SHORT_KEY = 3  # fewer consonants than this say little
_LARGE = 100_000  # people: a place one may name without saying where it is
_DOMINANT = 20  # times as many people as any other bearer of the name
_LARGE_OTHERWISE = 500_000  # the same where the name is not the one it goes by
_IMPLIED = 0.6  # the share from which one country is clearly implied
_AGREEING = 2  # names known in one country alone that together imply it
_ROLE_LEVELS = {Role.SETTLEMENT: Level.SETTLEMENT, Role.DISTRICT: Level.DISTRICT, Role.ADMIN1: Level.ADMIN1}


# Countries where places have names of their own in Arabic letters.
_ARABIC_SCRIPT = frozenset({
    "AE", "AF", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY",
    "MA", "ML", "MR", "NE", "OM", "PK", "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "TR", "YE",
})  # fmt: skip


class Mention(NamedTuple):
    """A place as a document names it.

    `container` is the index of the mention it is said to lie in ("the X suburb of Y", "X, in Y province"). `level` is
    what the words around it say ("the town of X" SETTLEMENT, "X province" ADMIN1, "X district" DISTRICT). `around` is
    True where the place meant lies around X and is not X ("X countryside", "rural X", "north of X", "outside X").
    `doubtful` marks a word in text of capitals only, which may be no name.
    """

    text: str
    container: int | None = None
    level: Level | None = None
    around: bool = False
    doubtful: bool = False


class _Wanted(NamedTuple):
    """A mention without its generic words, and the candidates its name has."""

    mention: Mention
    name: str
    level: Level | None
    around: bool
    inside: bool  # the name is of a part of a town, which the index does not hold
    candidates: tuple[Candidate, ...]


def _wanted(mention: Mention, is_container: bool, gazetteer: Gazetteer, countries: Mapping[str, float]) -> _Wanted:
    name, level, around, inside = mention.text, mention.level, mention.around, False
    if is_container and (area := gazetteer.area_abbreviated(name)):
        return _Wanted(mention, name, Level.ADMIN1, around, False, (replace(area, area=area.id),))
    found = _find(name, gazetteer, countries)
    if not any(c.score >= _EXACT for c in found) and (parts := split_parts(name)) and parts[0].name and parts[0].role:
        name, role = parts[0].name, parts[0].role
        level = level or (_ROLE_LEVELS.get(role) if role else None)
        around = around or role is Role.AROUND
        inside = role in (Role.INSIDE, Role.LANDMARK)
        found = () if inside else _find(name, gazetteer, countries)
    return _Wanted(mention, name, level, around, inside, _at_level(found, level, gazetteer))


def _find(name: str, gazetteer: Gazetteer, countries: Mapping[str, float]) -> tuple[Candidate, ...]:
    """Candidates of the implied countries, by spelling or sound; of all others by spelling alone."""
    implied = tuple(sorted(code for code, weight in countries.items() if weight > 0))
    near = gazetteer.find(name, implied) if implied else ()
    seen = {candidate.id for candidate in near}
    return (*near, *(c for c in gazetteer.find_spelled(name) if c.id not in seen))


def _at_level(found: Sequence[Candidate], level: Level | None, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The candidates of the level the words say.

    A first-level area is also met under the name of its chief place; a district that the index lacks under that of the
    town which is its seat, save in countries that name their districts otherwise.
    """
    if level is None:
        return tuple(found)
    if level is Level.ADMIN1:
        areas: dict[str, Candidate] = {}
        for c in found:
            area = c if c.level is Level.ADMIN1 else gazetteer.get(c.area) if c.area else None
            if area is not None and area.id not in areas:
                areas[area.id] = replace(area, population=c.population, area=area.id, score=c.score)
        return tuple(areas.values())
    if level is Level.DISTRICT:
        districts = tuple(c for c in found if c.level is Level.DISTRICT)
        return districts or tuple(c for c in found if c.level is Level.SETTLEMENT and c.country not in _SEATLESS)
    return tuple(c for c in found if c.level is level)


# Countries whose districts and counties do not bear the name of their seat.
_SEATLESS = frozenset({"US", "GB", "IE"})


def resolve_mentions(
    mentions: Sequence[Mention], gazetteer: Gazetteer, *, countries: Mapping[str, float]
) -> tuple[Place, ...]:
    """One Place for each mention, in order.

    `countries` are codes with weights, of any scale, of how strongly the document implies them. What is clear is taken
    first and then helps with the rest: a name is decided by its spelling, country, containing mention, the areas and
    nearness of other mentions, and population. A short name, or one that several places bear, stays unresolved unless
    the context decides; then it keeps its text as `name`, the country and areas of what it is said to lie in, or a
    country that the document clearly implies, and its candidates as alternatives.
    """
    containers = {mention.container for mention in mentions}
    wanted = [_wanted(mention, at in containers, gazetteer, countries) for at, mention in enumerate(mentions)]
    if agreed := _agree(wanted):
        countries = {**countries, **{code: countries.get(code, 0.0) + names for code, names in agreed.items()}}
    countries = _share_out(countries)
    chosen: dict[int, Candidate] = {}
    for _ in range(2):  # once for what is clear by itself, once more with that as context
        for at in _containers_first(mentions):
            best = _choose(at, wanted, chosen, countries)
            if best is not None:
                chosen[at] = best
            else:
                chosen.pop(at, None)
    places: dict[int, Place] = {}
    for at in _containers_first(mentions):
        places[at] = _place_of(at, wanted, chosen, places, countries, gazetteer)
    return tuple(places[at] for at in range(len(mentions)))


def _share_out(weights: Mapping[str, float]) -> Mapping[str, float]:
    """The share of each country that is implied at all."""
    implied = {code: weight for code, weight in weights.items() if weight > 0}
    total = sum(implied.values())
    return {code: weight / total for code, weight in implied.items()}


def _agree(wanted: Sequence[_Wanted]) -> Mapping[str, int]:
    """The countries in which alone two or more names are known, each of a town, with how many names: together they
    imply the country as its own name would."""
    names = {one.name: _country_known(one) for one in wanted if not one.mention.doubtful}
    found = Counter(code for code in names.values() if code is not None)
    return {code: count for code, count in found.items() if count >= _AGREEING}


def _country_known(one: _Wanted) -> str | None:
    """The only country that has a place of this name, and a town of it; None for a name that says little."""
    exact = [c for c in one.candidates if c.score >= _EXACT and c.level is not Level.COUNTRY]
    codes = {c.country for c in exact}
    if len(codes) != 1 or len(form_of(one.name).key) < _SHORT_KEY or max(c.population for c in exact) < _TOWN:
        return None
    return codes.pop()


def _containers_first(mentions: Sequence[Mention]) -> list[int]:
    """The indexes so that a mention comes after the one it lies in; a circle is cut where it closes."""
    order: dict[int, None] = {}
    for start in range(len(mentions)):
        chain: list[int] = []
        at: int | None = start
        while at is not None and 0 <= at < len(mentions) and at not in order and at not in chain:
            chain.append(at)
            at = mentions[at].container
        order.update(dict.fromkeys(reversed(chain)))
    return list(order)


def _holds(outer: Candidate, inner: Candidate) -> bool:
    return bool({outer.id, outer.area} & {inner.id, *inner.within}) or (
        outer.level is Level.SETTLEMENT and distance_km(outer.lat, outer.lon, inner.lat, inner.lon) < _NEAR_KM / 2
    )


def _container_of(at: int, wanted: Sequence[_Wanted]) -> int | None:
    container = wanted[at].mention.container
    return container if container is not None and container != at and 0 <= container < len(wanted) else None


def _points(
    candidate: Candidate,
    at: int,
    wanted: Sequence[_Wanted],
    chosen: Mapping[int, Candidate],
    countries: Mapping[str, float],
    others: Sequence[Candidate],
) -> tuple[float, bool]:
    """What speaks for a candidate, and whether context beyond the country does: `countries` are the shares of those
    that the document implies, `others` the places around."""
    share = countries.get(candidate.country, 0.0)
    points = _NAME * (candidate.score - 1) + _PEOPLE * log10(max(candidate.population, _TOWN) / _TOWN)
    points += _COUNTRY * share if share else (_FOREIGN if countries else 0.0)
    supported = False
    container = _container_of(at, wanted)
    if container is not None and container in chosen:
        supported = _holds(chosen[container], candidate)
        points += _CONTAINED if supported else -_CONTAINED
    same_area = any(c.country == candidate.country and c.admin1 and c.admin1 == candidate.admin1 for c in others)
    near = any(
        c.level is Level.SETTLEMENT
        and abs(c.lat - candidate.lat) <= _NEAR_KM / _KM_A_DEGREE
        and distance_km(c.lat, c.lon, candidate.lat, candidate.lon) <= _NEAR_KM
        for c in others
    )
    return points + _SAME_AREA * same_area + _NEAR * near, supported or same_area or near


def _around(at: int, wanted: Sequence[_Wanted], chosen: Mapping[int, Candidate]) -> list[Candidate]:
    """The places chosen for other names near a mention, other than the one it lies in."""
    container = _container_of(at, wanted)
    near = [other for other in range(max(0, at - _REACH), min(len(wanted), at + _REACH + 1)) if other in chosen]
    return [
        chosen[other]
        for other in near
        if other not in (at, container)
        and wanted[other].name != wanted[at].name
        and chosen[other].level is not Level.COUNTRY
    ]


def _choose(
    at: int, wanted: Sequence[_Wanted], chosen: Mapping[int, Candidate], countries: Mapping[str, float]
) -> Candidate | None:
    one = wanted[at]
    if not one.candidates:
        return None
    others = _around(at, wanted, chosen)
    ranked = sorted(
        ((*_points(c, at, wanted, chosen, countries, others), c) for c in one.candidates),
        key=lambda item: (-item[0], -item[2].population, item[2].id),
    )
    points, supported, best = ranked[0]
    for other_points, _, other in ranked[1:]:
        apart = distance_km(best.lat, best.lon, other.lat, other.lon) > _APART_KM
        related = best.id in other.within or other.id in best.within
        if apart and not related and points - other_points < _CLEAR:
            return None
    return best if _is_safe(best, one, supported, at, wanted, chosen, countries) else None


def _is_safe(
    best: Candidate,
    one: _Wanted,
    supported: bool,
    at: int,
    wanted: Sequence[_Wanted],
    chosen: Mapping[int, Candidate],
    countries: Mapping[str, float],
) -> bool:
    """Whether the name and its context are enough to say that this is the place."""
    container = _container_of(at, wanted)
    if container is not None and container in chosen and not _holds(chosen[container], best):
        return False
    exact = best.score >= _EXACT
    implied = countries.get(best.country, 0.0) > 0
    if best.level is Level.COUNTRY:
        return exact
    if exact and best.level is Level.ADMIN1:
        return implied or supported or best.score == 1.0 or not countries
    short = len(form_of(one.name).key) < _SHORT_KEY
    if exact:
        if supported or implied:
            return True
        # GeoNames writes the name that a place goes by in Latin letters only.
        is_only = _country_known(one) is not None
        is_own = best.score == 1.0 or (form_of(one.name).scripted and is_only)
        is_implying = any(weight > 0 for weight in countries.values())
        if best.score == 1.0 and is_only and not (one.mention.doubtful or is_implying or form_of(one.name).scripted):
            return True  # a town that one country alone has, in a report that implies no country at all
        return best.population >= (_LARGE if is_own else _LARGE_OTHERWISE)
    if best.score < _ALIKE and not (supported and best.score >= _ALIKE - 0.06):
        return False
    if form_of(one.name).scripted and best.country not in _ARABIC_SCRIPT:
        return supported  # a foreign name by its sound alone, where the country may be named for what it did
    return supported or (implied and not short)


def _place_of(
    at: int,
    wanted: Sequence[_Wanted],
    chosen: Mapping[int, Candidate],
    places: Mapping[int, Place],
    countries: Mapping[str, float],
    gazetteer: Gazetteer,
) -> Place:
    one, best = wanted[at], chosen.get(at)
    text = one.mention.text
    if best is None:
        return _unresolved(
            one, places.get(container) if (container := _container_of(at, wanted)) is not None else None, countries
        )
    name = best.name
    if one.around and best.level is Level.SETTLEMENT:
        ring = gazetteer.area_around(best.area) if best.area else None
        area = ring or (gazetteer.get(best.area) if best.area else None)
        if area is None:
            return Place(text, text, None, best.country, None, None, None, best.within, None, (best,))
        name = text if ring else area.name  # an area around a city does not go by the city's name
        best = area
    point = (best.country, best.lat, best.lon, best.level, best.within)
    if best.level is Level.ADMIN1:
        return Place(text, name, best.id, *point, best.id)
    area_id = None if one.level is Level.SETTLEMENT else best.area
    return Place(text, name, best.id, *point, area_id, _alternatives(one, best.country, best))


def _alternatives(one: _Wanted, country: str | None, best: Candidate | None) -> tuple[Candidate, ...]:
    """The other places the name may mean: those of the country, where there are any; none beside a country."""
    if best is not None and best.level is Level.COUNTRY:
        return ()
    others = [c for c in one.candidates if best is None or (c.id != best.id and c.score >= _ALIKE)]
    inside = [c for c in others if c.country == country]
    return tuple((inside or ([] if best else others))[:_MOST_ALTERNATIVES])


def _unresolved(one: _Wanted, container: Place | None, countries: Mapping[str, float]) -> Place:
    text, level = one.mention.text, Level.SETTLEMENT if one.level is Level.SETTLEMENT and not one.around else None
    named = container.name if container is not None and container.id is None and container.text else ""
    if container is not None and (container.country or container.within):
        own = (container.id,) if container.id is not None and not container.area else ()
        if named:
            own = (key_by_name(named),)
        area = (container.area,) if container.area else ()
        within = tuple(dict.fromkeys((*own, *area, *container.within)))
        others = _alternatives(one, container.country, None)
        return Place(text, text, None, container.country, None, None, level, within, None, others)
    clear = next((code for code, share in sorted(countries.items()) if share >= _IMPLIED), None)
    inside = max((c.population for c in one.candidates if c.country == clear), default=0)
    if any(c.population >= max(_LARGE, _DOMINANT * inside) for c in one.candidates if c.country != clear):
        clear = None  # the name is first of all that of a large place elsewhere
    within = (clear,) if clear else ()
    return Place(text, text, None, clear, None, None, level, within, None, _alternatives(one, clear, None))
