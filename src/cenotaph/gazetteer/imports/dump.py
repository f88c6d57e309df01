"""GeoNames dumps: 19 columns separated by tabs, https://download.geonames.org/export/dump/readme.txt."""

from collections.abc import Iterable, Iterator

from cenotaph.gazetteer.entry import Entry
from cenotaph.gazetteer.imports.row import Problem, Row, read_coordinates, read_number
from cenotaph.values.place import Level

COLUMNS = 19
_AREAS = {"ADM1": 1, "ADM2": 2, "ADM3": 3, "ADM4": 4}


def is_dump(line: str) -> bool:
    """True if a line has the form of a dump: 19 columns, the first a number."""
    cells = line.rstrip("\r\n").split("\t")
    return len(cells) == COLUMNS and cells[0].isdecimal()


def parse_dump(lines: Iterable[tuple[int, str]], country: str | None = None) -> Iterator[Row]:
    """Areas of four levels and populated places, of `country` only if it is given; other features are passed over."""
    for number, line in lines:
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != COLUMNS:
            yield Problem(number, f"{len(cells)} columns where a GeoNames dump has {COLUMNS}; is the line cut off?")
            continue
        if country and cells[8] != country:
            continue
        try:
            entry = _entry_of(cells)
        except ValueError as error:
            yield Problem(number, str(error))
            continue
        if entry is not None:
            yield entry


def _entry_of(cells: list[str]) -> Entry | None:
    code, country = cells[7], cells[8]
    depth = _AREAS.get(code)
    if depth is None and not (cells[6] == "P" and code.startswith("PPL")):
        return None
    if not cells[0].isdecimal() or not cells[1].strip() or len(country) != 2:
        raise ValueError("needs a geonameid, a name and a country code of two letters (columns 1, 2 and 9)")
    lat, lon = read_coordinates(cells[4], cells[5])
    admin1 = "" if cells[10] == "00" else cells[10]
    chain = _districts_of(country, admin1, cells[11:14])
    if depth is not None:
        if not admin1:
            return None
        area = (f"{country}.{admin1}", *chain)
        if len(area) < depth:
            return None  # an area of that level without its own code cannot be told from others
        place_id, level, around = area[depth - 1], Level.ADMIN1 if depth == 1 else Level.DISTRICT, area[1 : depth - 1]
    else:
        place_id, level, around = f"gn:{cells[0]}", Level.SETTLEMENT, chain
    return Entry(
        id=place_id,
        name=cells[1].strip(),
        names=tuple(dict.fromkeys(name for name in (cells[2], *cells[3].split(",")) if name and name != cells[1])),
        country=country,
        lat=lat,
        lon=lon,
        level=level,
        admin1=admin1,
        population=read_number(cells[14]),
        districts=tuple(reversed(around)),
    )


def _districts_of(country: str, admin1: str, codes: list[str]) -> tuple[str, ...]:
    """The ids of the districts a row's codes name, largest first; a gap in the codes ends the chain."""
    found: list[str] = []
    name = f"{country}.{admin1}"
    for code in codes:
        if not admin1 or not code:
            break
        name = f"{name}.{code}"
        found.append(name)
    return tuple(found)
