"""Plain tables: name, names, country, lat, lon, admin1, level, population; CSV or JSON Lines."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cenotaph.gazetteer.entry import Entry
from cenotaph.gazetteer.imports.row import Problem, Row, read_coordinates, read_number
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.names import fold_name
from cenotaph.values.place import Level

NEEDED = frozenset({"name", "lat", "lon"})
KNOWN = NEEDED | {"names", "country", "admin1", "level", "population", "id"}


def parse_plain(
    rows: Iterable[tuple[int, Mapping[str, Any]]], gazetteer: Gazetteer, country: str | None, level: Level | None
) -> Iterator[Row]:
    """Entries of the rows; `country` and `level` stand in where a row has none.

    `names` is a list, or one cell with ";" or "|" between; `admin1` the code ("07", "SY.07") or the name of the
    first-level area. A row's id comes from its name, country, level and place, so the same row is the same entry.
    """
    for number, row in rows:
        try:
            yield _entry_of({str(key).strip().lower(): value for key, value in row.items()}, gazetteer, country, level)
        except ValueError as error:
            yield Problem(number, str(error))


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _entry_of(row: Mapping[str, Any], gazetteer: Gazetteer, country: str | None, level: Level | None) -> Entry:
    name = _text(row.get("name"))
    if not fold_name(name):
        raise ValueError("has no name")
    written = _text(row.get("country"))
    code = (gazetteer.country_coded(written) or gazetteer.country_named(written)) if written else country
    if code is None:
        raise ValueError(
            f"country {written!r} is not known; give an ISO 3166-1 code such as SY"
            if written
            else "has no country; add a column country, or give --country"
        )
    lat, lon = read_coordinates(_text(row.get("lat")), _text(row.get("lon")))
    size = _level_of(_text(row.get("level")), level)
    other = row.get("names") or ()
    names = other if isinstance(other, list) else _text(other).replace("|", ";").split(";") if other else []
    admin1 = _admin1_of(_text(row.get("admin1")), code, gazetteer)
    digest = hashlib.sha256(f"{fold_name(name)}\t{code}\t{size.value}\t{lat:.4f}\t{lon:.4f}".encode()).hexdigest()[:12]
    place_id = f"{code}.{admin1}" if size is Level.ADMIN1 and admin1 else _text(row.get("id")) or digest
    return Entry(
        id=place_id if size is Level.ADMIN1 and admin1 else f"file:{place_id}",
        name=name,
        names=tuple(dict.fromkeys(text for item in names if (text := _text(item)) and text != name)),
        country=code,
        lat=lat,
        lon=lon,
        level=size,
        admin1=admin1,
        population=read_number(_text(row.get("population"))),
    )


def _level_of(written: str, level: Level | None) -> Level:
    if not written:
        return level or Level.SETTLEMENT
    if written.lower() not in ("settlement", "district", "admin1"):
        raise ValueError(f"level {written!r} is not one of settlement, district, admin1")
    return Level(written.lower())


def _admin1_of(written: str, country: str, gazetteer: Gazetteer) -> str:
    """The code of the first-level area a cell names, "" for an empty cell."""
    if not written:
        return ""
    code = written.removeprefix(f"{country}.")
    if gazetteer.get(f"{country}.{code}") is not None:
        return code
    areas = {c.id if c.level is Level.ADMIN1 else c.area for c in gazetteer.find(written, (country,))} - {None}
    if len(areas) != 1:
        raise ValueError(
            f"admin1 {written!r} is no first-level area of {country}; give its code (cenotaph locate shows it)"
        )
    return str(areas.pop()).removeprefix(f"{country}.")
