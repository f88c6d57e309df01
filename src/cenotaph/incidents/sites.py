"""Where claims say things happened, made ready for comparing: the same place, one inside another, near, or apart."""

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from cenotaph.gazetteer.distance import distance_km
from cenotaph.values.names import fold_name, form_of, similarity
from cenotaph.values.place import Level, Place, key_by_name

_SAME_NAME = 90.0  # rapidfuzz ratio from which two unresolved spellings are one name: two letters in twenty may differ
_SAME_SOUND = 0.9  # likeness of the sounds from which two spellings with the same consonants are one name
_LEAST_SOUNDS = 3  # consonants; fewer are shared by too many names
NEAR_KM = 10.0  # places of one attack are named by the next village or the quarter
_RANK = {None: 0, Level.SETTLEMENT: 0, Level.DISTRICT: 1, Level.ADMIN1: 2, Level.COUNTRY: 3}


class Nearness(IntEnum):
    """How two places stand to each other; `INSIDE`: the first lies in the second, `AROUND`: the second in the first.

    `NAMED_APART`: settlements of two names, one of which is on no map. One report means two places by them; another
    may name a village by the town it lies near.
    """

    APART = -2
    NAMED_APART = -1
    UNKNOWN = 0
    NEAR = 1
    AROUND = 2
    INSIDE = 3
    SAME = 4


class Spot(NamedTuple):
    """One place: its id or folded name, what it covers (itself and the area that shares its name), what lies around."""

    key: str
    name: str
    cover: frozenset[str]
    within: frozenset[str]
    possible: frozenset[str]
    country: str | None
    lat: float | None
    lon: float | None
    rank: int
    resolved: bool
    is_settlement: bool


class Site:
    """The places of a claim. Two claims with the same places have equal sites. `rank` is how large its largest place
    is: 0 a settlement, 3 a country."""

    __slots__ = ("_hash", "rank", "spots")

    def __init__(self, spots: tuple[Spot, ...]) -> None:
        self.spots = spots
        self.rank = max(spot.rank for spot in spots)
        self._hash = hash(spots)  # sites are compared by the million

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Site) and self._hash == other._hash and self.spots == other.spots

    def __repr__(self) -> str:
        return f"Site({self.spots!r})"


def make_spot(place: Place) -> Spot:
    """A place made ready for comparing."""
    name = fold_name(place.name or place.text)
    cover = {place.id} if place.id else set()
    if place.area:
        cover.add(place.area)
    possible = frozenset(candidate.id for candidate in place.alternatives)
    key = place.id or key_by_name(place.name or place.text)
    return Spot(
        key, name, frozenset(cover), frozenset(place.within) - cover, possible,
        place.country, place.lat, place.lon, _RANK[place.level], place.id is not None, place.level is Level.SETTLEMENT,
    )  # fmt: skip


def _areas_of(spot: Spot) -> frozenset[str]:
    """The areas below the country around a place, and those it covers."""
    return frozenset(area for area in spot.within | spot.cover if "." in area)


def _compare_names(one: Spot, other: Spot) -> Nearness:
    """Two places of which one at least is not resolved."""
    if one.name == other.name or (len(one.name) > 4 and fuzz.ratio(one.name, other.name) >= _SAME_NAME):
        return Nearness.SAME
    if _sound_alike(one.name, other.name):
        return Nearness.SAME
    if one.country and other.country and one.country != other.country:
        return Nearness.APART
    if not (one.resolved or other.resolved):
        return Nearness.APART
    here, there = _areas_of(one), _areas_of(other)
    if here and there and here.isdisjoint(there):
        return Nearness.APART
    return Nearness.NAMED_APART if one.is_settlement and other.is_settlement else Nearness.UNKNOWN


def sound_key(name: str) -> str:
    """The consonants by which spellings of a name are found, in Latin or Arabic script; empty if they are too few."""
    key = form_of(name).key
    return key if len(key) >= _LEAST_SOUNDS else ""


def _sound_alike(one: str, other: str) -> bool:
    """True for spellings of one name, apart or together and across scripts: "كفر تعال", "كفرتعال", "Kafr Ta'al"."""
    key = sound_key(one)
    return bool(key) and key == sound_key(other) and similarity(form_of(one), form_of(other)) >= _SAME_SOUND


@lru_cache(maxsize=50_000)
def compare_spots(one: Spot, other: Spot) -> Nearness:
    """How two places stand to each other."""
    if one.key == other.key:
        return Nearness.SAME
    if one.cover & other.within:
        return Nearness.AROUND
    if other.cover & one.within:
        return Nearness.INSIDE
    if one.key in other.within or other.key in one.within:
        return Nearness.NEAR  # "the village of X, on Mount Y", neither of which is on a map
    if not (one.resolved and other.resolved):
        if one.key in other.possible or other.key in one.possible:
            return Nearness.SAME
        return _compare_names(one, other)
    if one.cover & other.cover:
        return Nearness.SAME
    if one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None:
        return Nearness.NEAR if distance_km(one.lat, one.lon, other.lat, other.lon) <= NEAR_KM else Nearness.APART
    return Nearness.APART


@lru_cache(maxsize=500_000)
def compare_sites(one: Site, other: Site) -> Nearness:
    """How the places of two claims stand to each other: `INSIDE` if every place of the first lies in the second's."""
    if one == other:
        return Nearness.SAME
    if len(one.spots) == len(other.spots) == 1:
        return compare_spots(one.spots[0], other.spots[0])
    table = [[compare_spots(a, b) for b in other.spots] for a in one.spots]
    inside = all(any(cell in (Nearness.SAME, Nearness.INSIDE) for cell in row) for row in table)
    around = all(any(row[i] in (Nearness.SAME, Nearness.AROUND) for row in table) for i in range(len(other.spots)))
    if inside and around:
        return Nearness.SAME
    if inside:
        return Nearness.INSIDE
    if around:
        return Nearness.AROUND
    best = max(cell for row in table for cell in row)
    return Nearness.NEAR if best > Nearness.NEAR else best
