"""Putting bundled and imported entries together: chief places, first-level areas, countries."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cenotaph.gazetteer.countries import is_abbreviation, load_countries
from cenotaph.gazetteer.entry import Entry
from cenotaph.gazetteer.rings import find_rings
from cenotaph.values.names import fold_name
from cenotaph.values.place import Level


class Assembled(NamedTuple):
    """Everything for an index.

    `lent`: for the id of a settlement the id of the area it lends its name to; `rings`: for the id of an area that is a
    city the id of the area around it.
    """

    entries: list[Entry]
    lent: dict[str, str]
    rings: dict[str, str]


def assemble_entries(
    settlements: Sequence[Entry],
    imported: Sequence[Entry],
    area_names: Mapping[str, str],
    countries: Mapping[str, Mapping[str, object]],
) -> Assembled:
    """The entries of an index, countries first. An imported entry takes the place of a bundled one of the same id.

    `area_names`: own names of first-level areas by id; `countries`: the package's rows by code (capitals, people).
    """
    brought = {entry.id: entry for entry in imported}
    others = [entry for entry in settlements if entry.id not in brought]
    placed = [*others, *(entry for entry in imported if entry.level is Level.SETTLEMENT)]
    chiefs = chief_places(placed)
    own_areas = {entry.id: entry for entry in imported if entry.level is Level.ADMIN1}
    areas = list(_areas_of(chiefs, placed, own_areas, area_names))
    lent = {chiefs[area.id].id: area.id for area in areas if area.id in chiefs and _shares_name(area, chiefs[area.id])}
    districts = [entry for entry in imported if entry.level is Level.DISTRICT]
    return Assembled(
        [*_country_entries(countries, placed), *areas, *districts, *placed], lent, find_rings(placed, chiefs)
    )


def chief_places(settlements: Iterable[Entry]) -> dict[str, Entry]:
    """For each first-level area the most populous settlement, the smaller id where two are equal."""
    chiefs: dict[str, Entry] = {}
    for entry in settlements:
        if not (area := entry.area):
            continue
        chief = chiefs.get(area)
        if chief is None or (-entry.population, entry.id) < (-chief.population, chief.id):
            chiefs[area] = entry
    return chiefs


def _areas_of(
    chiefs: Mapping[str, Entry], settlements: Iterable[Entry], own: Mapping[str, Entry], names: Mapping[str, str]
) -> Iterator[Entry]:
    """An area for each chief place, where that is and under its name unless an import or `names` has a name for it."""
    people = Counter[str]()
    for entry in settlements:
        if entry.area:
            people[entry.area] += entry.population
    for area, chief in chiefs.items():
        if area not in own:
            name = names.get(area, chief.name)
            point = (chief.country, chief.lat, chief.lon, Level.ADMIN1, chief.admin1)
            yield Entry(area, name, (), *point, people[area], named=area in names)
    for area, entry in own.items():
        known = (names[area],) if area in names else ()
        yield replace(entry, names=(*entry.names, *known), population=entry.population or people[area])


def _shares_name(area: Entry, chief: Entry) -> bool:
    if not area.named:
        return True
    names = {fold_name(name) for name in (chief.name, *chief.names)}
    return any(fold_name(name) in names for name in (area.name, *area.names))


def _country_entries(rows: Mapping[str, Mapping[str, object]], settlements: Iterable[Entry]) -> Iterator[Entry]:
    """Countries at the place of their capital, or of their largest settlement where the capital is not listed."""
    capitals = {code: str(row.get("capital") or "") for code, row in rows.items()}
    seats: dict[str, tuple[bool, int, Entry]] = {}
    for entry in settlements:
        capital = capitals.get(entry.country)
        is_capital = bool(capital) and (capital == entry.name or capital in entry.names)
        seat = seats.get(entry.country)
        if seat is None or (is_capital, entry.population) > seat[:2]:
            seats[entry.country] = (is_capital, entry.population, entry)
    for code, country in load_countries().items():
        if code in seats:
            seat_entry = seats[code][2]
            people = int(str(rows.get(code, {}).get("population") or 0))
            names = tuple(name for name in country.names[1:] if not is_abbreviation(name))
            point = (code, seat_entry.lat, seat_entry.lon, Level.COUNTRY, "")
            yield Entry(code, country.names[0], names, *point, people)
