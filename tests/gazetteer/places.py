"""A small index of made and real places, for tests that do not need the whole one."""

from collections.abc import Sequence
from pathlib import Path

from cenotaph.gazetteer.assemble import assemble_entries
from cenotaph.gazetteer.build import write_index
from cenotaph.gazetteer.entry import Entry
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.place import Level


def town(
    id: str, name: str, names: str, country: str, admin1: str, lat: float, lon: float, population: int = 0
) -> Entry:
    """A settlement; `names` are its other names with ", " between."""
    return Entry(
        id=f"gn:{id}",
        name=name,
        names=tuple(part for part in names.split(", ") if part),
        country=country,
        lat=lat,
        lon=lon,
        level=Level.SETTLEMENT,
        admin1=admin1,
        population=population,
    )


TOWNS = (
    # Iraq: 15 Nineveh, 13 Kirkuk, 01 Anbar, 07 Baghdad
    town("1", "Al Mawşil al Jadīdah", "Mosul, Mossul, Mossoul, الموصل, Мосул", "IQ", "15", 36.335, 43.119, 1_700_000),
    town("2", "Tall ‘Afar", "Tal Afar, تلعفر", "IQ", "15", 36.379, 42.448, 160_000),
    town("3", "Al Ḩamdānīyah", "Bakhdida, الحمدانية", "IQ", "15", 36.27, 43.377, 50_000),
    town("4", "Kirkūk", "Kirkuk, كركوك", "IQ", "13", 35.468, 44.392, 900_000),
    town("5", "Ar Ramādī", "Ramadi, الرمادي", "IQ", "01", 33.425, 43.299, 220_000),
    town("6", "Hīt", "هيت", "IQ", "01", 33.638, 42.826, 60_000),
    town("7", "Baghdad", "بغداد, Bagdad", "IQ", "07", 33.34, 44.40, 7_200_000),
    town("8", "Al Mansūrīyah", "المنصورية", "IQ", "07", 33.5, 44.5, 4_000),
    town("9", "Al Mansūrīyah", "المنصورية", "IQ", "15", 36.6, 43.0, 3_000),
    # El Salvador: 10 San Salvador, 12 San Vicente, 13 Sonsonate
    town("20", "San Salvador", "", "SV", "10", 13.689, -89.187, 525_000),
    town("21", "Soyapango", "", "SV", "10", 13.710, -89.139, 329_000),
    town("22", "San Vicente", "", "SV", "12", 13.64, -88.78, 37_000),
    town("23", "San José", "", "SV", "13", 13.7, -89.6, 900),
    # Yemen: 26 the city of Sanaa, 16 the governorate around it, 05 Hadramawt
    town("50", "Sanaa", "Sana'a, صنعاء", "YE", "26", 15.35, 44.21, 1_900_000),
    town("51", "Sanḩān", "سنحان", "YE", "16", 15.22, 44.32, 20_000),
    town("52", "Ḩamdān", "همدان", "YE", "16", 15.50, 44.10, 9_000),
    town("53", "Mukalla", "Al Mukalla, المكلا", "YE", "05", 14.54, 49.12, 250_000),
    # Others
    town("30", "San José", "", "CR", "08", 9.933, -84.083, 340_000),
    town("31", "San Jose", "", "US", "CA", 37.339, -121.895, 1_000_000),
    town("32", "Kharkiv", "Kharkov, Харків, Харьков", "UA", "07", 49.98, 36.25, 1_430_000),
    town("33", "Izium", "Izyum, Ізюм", "UA", "07", 49.21, 37.26, 45_000),
    town("34", "Springfield", "", "US", "IL", 39.80, -89.64, 114_000),
    town("35", "Springfield", "", "US", "MO", 37.21, -93.29, 169_000),
    town("36", "Chicago", "", "US", "IL", 41.85, -87.65, 2_700_000),
    town("37", "Columbia", "", "US", "SC", 34.0, -81.03, 137_000),
    town("38", "Houston", "", "US", "TX", 29.76, -95.36, 2_300_000),
    town("39", "Tbilisi", "", "GE", "51", 41.69, 44.83, 1_050_000),
    town("40", "Atlanta", "", "US", "GA", 33.75, -84.39, 500_000),
    town("42", "Geneva", "", "US", "IL", 41.89, -88.31, 21_000),
    town("43", "Kirkuk", "", "US", "TX", 30.0, -98.0, 700),
    town("41", "Geneva", "Genève", "CH", "GE", 46.2, 6.14, 200_000),
)
STATES = {"US.CA": "California", "US.IL": "Illinois", "US.SC": "South Carolina", "US.TX": "Texas", "US.GA": "Georgia"}
COUNTRIES = {
    "IQ": {"capital": "Baghdad", "population": 38_000_000},
    "US": {"capital": "Washington", "population": 327_000_000},
    "GE": {"capital": "Tbilisi", "population": 3_700_000},
}


def write_small_index(path: Path, imported: Sequence[Entry] = (), revision: int = 0) -> None:
    assembled = assemble_entries(TOWNS, imported, STATES, COUNTRIES)
    write_index(path, assembled, facts=[("imports", str(revision))])


def open_small_index(folder: Path, imported: Sequence[Entry] = ()) -> Gazetteer:
    path = folder / "gazetteer.sqlite"
    write_small_index(path, imported)
    return Gazetteer(path)
