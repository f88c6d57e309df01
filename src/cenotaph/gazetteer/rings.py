"""Cities that are a first-level area by themselves, and the area around each, which is its countryside."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from cenotaph.gazetteer.distance import distance_km
from cenotaph.gazetteer.entry import Entry

# An area is a city if its settlements lie within _CITY_KM of the chief place and that has _MOSTLY of the people; the
# area around it is the one that _MOSTLY of the settlements within _RING_KM belong to. Set by looking at capitals that
# are areas of their own (Damascus, Minsk, Sanaa, Bogotá) and at areas that only are small.
_CITY_KM = 25.0
_RING_KM = 50.0
_MOSTLY = 0.7


def find_rings(settlements: Iterable[Entry], chiefs: Mapping[str, Entry]) -> dict[str, str]:
    """For the id of each area that is a city the id of the area around it, where one area is."""
    of_country: dict[str, list[Entry]] = defaultdict(list)
    of_area: dict[str, list[Entry]] = defaultdict(list)
    for entry in settlements:
        if entry.area:
            of_country[entry.country].append(entry)
            of_area[entry.area].append(entry)
    rings = {}
    for area, chief in chiefs.items():
        if _is_city(chief, of_area[area]):
            near = (e for e in of_country[chief.country] if e.area != area and _km(chief, e) <= _RING_KM)
            around = Counter(entry.area for entry in near)
            ring, number = next(iter(around.most_common(1)), (None, 0))
            if ring and number >= _MOSTLY * around.total():
                rings[area] = ring
    return rings


def _is_city(chief: Entry, settlements: list[Entry]) -> bool:
    people = sum(entry.population for entry in settlements)
    return chief.population >= max(1, _MOSTLY * people) and all(_km(chief, entry) <= _CITY_KM for entry in settlements)


def _km(one: Entry, other: Entry) -> float:
    if abs(one.lat - other.lat) > 1:  # more than 110 km; most pairs end here
        return 111.0
    return distance_km(one.lat, one.lon, other.lat, other.lon)
