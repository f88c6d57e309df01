"""From a place as written, with its generic words and containing places, to the places it may mean."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from cenotaph.gazetteer.distance import distance_km
from cenotaph.gazetteer.index import Gazetteer, open_gazetteer
from cenotaph.gazetteer.location import index_path
from cenotaph.gazetteer.parts import Part, Role, split_parts
from cenotaph.values.place import Candidate, Level

# A first candidate is given only from this score on; set on the open half of the development set of places so that one
# answer in twenty at most lies more than 50 km off.
_SURE = 0.86
# Two bearers of a name further apart than this are two answers, and without context neither is given.
_APART_KM = 50.0
# Scores that differ by no more than this do not decide between two bearers. One of them is meant without more words if
# it is a large city and this many times as large as the next: Paris is in France.
_CLOSE = 0.03
_LARGE = 100_000
_DOMINANT = 20
# Part of a larger place is answered with the larger place, at this share of its score.
_CONTAINER_FACTOR = 0.8
_NEVER_LOOKED_UP = (Role.INSIDE, Role.LANDMARK)


def _sure(found: Sequence[Candidate]) -> list[Candidate]:
    return [candidate for candidate in found if candidate.score >= _SURE]


def _agreed(found: list[Candidate], around: Sequence[Candidate]) -> list[Candidate]:
    """The candidates in one of the places named around them, unless others of the name compete with the best."""
    if around:
        areas = {name for place in around for name in (place.id, place.area) if name}
        areas |= {place.within[0] for place in around if place.within and place.level is Level.SETTLEMENT}
        found = [c for c in found if areas & {c.id, c.area, *c.within}]
    rivals = [c for c in found if c.score >= found[0].score - _CLOSE] if found else []
    if all(distance_km(c.lat, c.lon, found[0].lat, found[0].lon) <= _APART_KM for c in rivals):
        return found
    largest, *others = sorted(rivals, key=lambda c: -c.population)
    if largest.population < max(_LARGE, _DOMINANT * others[0].population):
        return []
    return [largest, *(c for c in found if c is not largest)]


def _area_of(found: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """The first-level areas that the candidates are, or are the chief places of."""
    areas: dict[str, Candidate] = {}
    for candidate in found:
        area = (
            candidate if candidate.level is Level.ADMIN1 else gazetteer.get(candidate.area) if candidate.area else None
        )
        if area is not None:
            areas.setdefault(area.id, area)
    return list(areas.values())


def _look_up(part: Part, countries: tuple[str, ...], gazetteer: Gazetteer) -> list[Candidate]:
    found = _sure(gazetteer.find(part.name, countries))
    if part.role is Role.ADMIN1:
        return _area_of(found, gazetteer)
    return found


def locate_in(gazetteer: Gazetteer, name: str, countries: Sequence[str] = ()) -> tuple[Candidate, ...]:
    """Places the written name may mean, best first; the first is one to rely on, and there is none rather than a wrong.

    `countries`: codes; no others are considered. Generic words and containing places are taken apart and used: a
    quarter, street or hospital that the index lacks is answered with its city, a village that it lacks with nothing.
    """
    codes = tuple(countries)
    whole = _agreed([c for c in gazetteer.find(name, codes) if c.score >= 0.97], ())
    if whole:
        return tuple(whole)
    parts = split_parts(name)
    if not parts:
        return ()
    inner = [part for part in parts if part.depth == parts[0].depth]
    around = _agreed_containers(parts[len(inner) :], codes, gazetteer)
    if any(part.role in _NEVER_LOOKED_UP for part in inner):
        beside = [part for part in inner if part.name and part.role not in _NEVER_LOOKED_UP]
        around = [*_agreed_containers(beside, codes, gazetteer), *around]
        return tuple(_containing(inner[0], around))
    found = [_look_up(part, codes, gazetteer) for part in inner if part.name]
    known = next((candidates for candidates in found if candidates), None)
    if known is not None:
        return tuple(_agreed(known, around))
    return tuple(_containing(inner[0], around))


def _agreed_containers(parts: Sequence[Part], countries: tuple[str, ...], gazetteer: Gazetteer) -> list[Candidate]:
    """The places around, one for each part that is known and decided; a country only where nothing smaller is known."""
    around = [
        decided[0]
        for part in parts
        if part.name and part.role not in _NEVER_LOOKED_UP
        if (decided := _agreed(_look_up(part, countries, gazetteer), ()))
    ]
    smaller = [place for place in around if place.level is not Level.COUNTRY]
    return smaller or around


def _containing(first: Part, around: Sequence[Candidate]) -> list[Candidate]:
    """The place around an unknown first part, where that is honest.

    Around a part of a town that town; around anything else a place that is no chief place, since a governorate under
    its name may be meant. Two places ("the road between") only if they are near each other.
    """
    if any(distance_km(c.lat, c.lon, around[0].lat, around[0].lon) > _APART_KM for c in around[1:]):
        return []
    part_of_town = first.role is Role.INSIDE or not first.name
    return [
        replace(c, score=round(c.score * _CONTAINER_FACTOR, 3))
        for c in around
        if c.level is Level.SETTLEMENT and (part_of_town or c.area is None)
    ]


@cache
def _opened(path: Path) -> Gazetteer:
    return open_gazetteer(path)


def locate(name: str, countries: Sequence[str] = ()) -> tuple[Candidate, ...]:
    """`locate_in` the user's own index, which is built when there is none (half a minute, once).

    `countries` are ISO 3166-1 alpha-2 codes in any case. Raises GazetteerError if the index can be neither opened nor
    built, ValueError for an unknown country code.
    """
    gazetteer = _opened(index_path())
    codes = []
    for code in countries:
        if (known := gazetteer.country_coded(code)) is None:
            raise ValueError(f"no country has the code {code!r}: give ISO 3166-1 codes such as SY or SYR")
        codes.append(known)
    return locate_in(gazetteer, name, tuple(codes))
