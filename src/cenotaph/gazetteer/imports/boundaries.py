"""OCHA tables of administrative areas (COD-AB): names and P-codes of each level, with or without coordinates.

P-codes are not the codes that GeoNames uses. A first-level area of the table is taken for the one of the index that its
name, and the names of the areas in it, speak for most.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cenotaph.gazetteer.entry import Entry
from cenotaph.gazetteer.imports.row import Problem, Row, read_coordinates
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.place import Candidate, Level

# ADM1_EN, ADM1_AR, ADM1_PCODE; admin1Name_en, admin1Pcode; adm1_name, adm1_name1, adm1_pcode.
_COLUMN = re.compile(r"adm(?:in)?([0-4])_?(?:(pcode|code)|(?:name)?_?([a-z]{2})?[0-9]?)", re.IGNORECASE)
_LAT = ("lat", "latitude", "center_lat", "centroid_lat", "latitude_y", "y_lat", "y")
_LON = ("lon", "long", "longitude", "center_lon", "centroid_lon", "longitude_x", "x_lon", "x")
# What speaks for taking an area of the table for one of the index: its name counts this much more than one of a part.
_OWN_NAME = 4


@dataclass(slots=True)
class _Area:
    """One area of the table, put together from all the rows that name it."""

    pcode: str
    depth: int
    line: int
    parent: str | None
    names: dict[str, None] = field(default_factory=dict)
    point: tuple[float, float] | None = None
    children: list["_Area"] = field(default_factory=list)


def is_boundaries(header: Sequence[str]) -> bool:
    """True if a header has a P-code column and a name column of a level from 1 on."""
    matches = [match for cell in header if (match := _COLUMN.fullmatch(cell.strip())) and match.group(1) != "0"]
    return any(match.group(2) for match in matches) and any(not match.group(2) for match in matches)


def parse_boundaries(
    rows: Iterable[tuple[int, Mapping[str, str]]], gazetteer: Gazetteer, country: str | None, level: Level | None
) -> Iterator[Row]:
    """Entries for every area of the table. `level` says what its lowest areas are, if not districts ("settlement")."""
    problems: list[Problem] = []
    areas: dict[str, dict[str, _Area]] = defaultdict(dict)
    for number, row in rows:
        try:
            code = _country_of(row, gazetteer, country)
            _take_row(number, row, areas[code])
        except ValueError as error:
            problems.append(Problem(number, str(error)))
    yield from problems
    for code, found in areas.items():
        for area in found.values():
            if area.parent in found:
                found[area.parent].children.append(area)
        yield from _entries_of(code, found, gazetteer, level)


def _country_of(row: Mapping[str, str], gazetteer: Gazetteer, country: str | None) -> str:
    if country:
        return country
    for column, value in row.items():
        if (match := _COLUMN.fullmatch(column)) and match.group(1) == "0" and value:
            code = gazetteer.country_coded(value) if match.group(2) else gazetteer.country_named(value)
            if code:
                return code
    raise ValueError("names no country that is known; give --country")


def _take_row(number: int, row: Mapping[str, str], areas: dict[str, _Area]) -> None:
    names: dict[int, dict[str, None]] = defaultdict(dict)
    pcodes: dict[int, str] = {}
    for column, value in row.items():
        match = _COLUMN.fullmatch(column)
        if not match or match.group(1) == "0" or not value:
            continue
        depth = int(match.group(1))
        if match.group(2):
            pcodes[depth] = value
        else:
            names[depth][value] = None
    if not pcodes:
        raise ValueError("has no P-code of a level from 1 to 4")
    parent = None
    for depth in sorted(pcodes):
        if not names[depth] and pcodes[depth] not in areas:
            raise ValueError(f"has the P-code {pcodes[depth]} and no name for it")
        area = areas.setdefault(pcodes[depth], _Area(pcodes[depth], depth, number, parent))
        area.names |= names[depth]
        parent = area.pcode
    lat, lon = (next((row[c] for c in row if c.lower() in wanted and row[c]), "") for wanted in (_LAT, _LON))
    if lat or lon:
        areas[str(parent)].point = read_coordinates(lat, lon)


def _entries_of(code: str, areas: Mapping[str, _Area], gazetteer: Gazetteer, level: Level | None) -> Iterator[Row]:
    first = [area for area in areas.values() if area.parent is None and area.depth == 1]
    known = _match_first(code, first, gazetteer)
    lowest = max((area.depth for area in areas.values()), default=0)
    for area in areas.values():
        chain = _chain_of(area, areas)
        top = chain[-1]
        existing = known.get(top.pcode)
        admin1 = existing.id.removeprefix(f"{code}.") if existing else top.pcode
        point = area.point or _point_of(area, code, admin1, existing if area is top else None, gazetteer)
        if point is None:
            yield Problem(
                area.line,
                f"{next(iter(area.names), area.pcode)} ({area.pcode}) has no coordinates, and no place of its name is"
                " known; add columns lat and lon",
            )
            continue
        size = Level.ADMIN1 if area.depth == 1 else level if level and area.depth == lowest else Level.DISTRICT
        name, *others = [*area.names, area.pcode]
        ids = tuple(f"{code}.{admin1}.{above.pcode}" for above in chain[1:-1])
        own = f"{code}.{admin1}" if area.depth == 1 else f"{code}.{admin1}.{area.pcode}"
        yield Entry(own, name, tuple(others), code, *point, size, admin1, 0, ids)


def _chain_of(area: _Area, areas: Mapping[str, _Area]) -> list[_Area]:
    """The area and those around it, nearest first."""
    chain = [area]
    while (parent := chain[-1].parent) and parent in areas and areas[parent] not in chain:
        chain.append(areas[parent])
    return chain


def _match_first(code: str, first: Sequence[_Area], gazetteer: Gazetteer) -> dict[str, Candidate]:
    """For each first-level area of the table the one of the index that most names speak for, each taken once."""
    votes: Counter[tuple[str, str]] = Counter()
    for area in first:
        for names, weight in ((area.names, _OWN_NAME), *((part.names, 1) for part in _parts_of(area))):
            for name in names:
                for c in gazetteer.find(name, (code,))[:1]:
                    if target := c.id if c.level is Level.ADMIN1 else c.area if weight > 1 else f"{code}.{c.admin1}":
                        votes[area.pcode, target] += weight
    matched: dict[str, Candidate] = {}
    for (pcode, target), _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        taken = any(candidate.id == target for candidate in matched.values())
        if pcode not in matched and not taken and (candidate := gazetteer.get(target)) is not None:
            matched[pcode] = candidate
    return matched


def _parts_of(area: _Area) -> Iterator[_Area]:
    for child in area.children:
        yield child
        yield from _parts_of(child)


def _point_of(
    area: _Area, code: str, admin1: str, existing: Candidate | None, gazetteer: Gazetteer
) -> tuple[float, float] | None:
    """Where an area without coordinates is: where the index has it, or the settlement of its name in the same area."""
    if existing is not None:
        return existing.lat, existing.lon
    for name in area.names:
        for candidate in gazetteer.find(name, (code,)):
            if candidate.admin1 == admin1 and candidate.score >= 0.9:
                return candidate.lat, candidate.lon
    points = [part.point for part in _parts_of(area) if part.point]
    if not points:
        return None
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)
