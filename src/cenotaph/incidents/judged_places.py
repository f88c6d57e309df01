"""Where the incident of a person's list happened: the place of the gazetteer that its cells mean."""

from collections.abc import Mapping, Sequence

from cenotaph.gazetteer.distance import distance_km
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.gazetteer.locate import locate_in
from cenotaph.incidents.judged_rows import read_coordinates
from cenotaph.incidents.sites import NEAR_KM
from cenotaph.values.place import Candidate, Level, Place

# A place as far from the coordinates beside its name is another one of the name.
_MOST_KM = 2 * NEAR_KM
# How large a place a row means where it is no settlement, by UCDP's where_prec and ACLED's geo_precision
# (docs/reference/standards.md): the name is then that of a point which stands for it.
_LEVELS: Mapping[tuple[str, str], Level] = {
    ("where_prec", "3"): Level.DISTRICT, ("where_prec", "4"): Level.ADMIN1, ("where_prec", "5"): Level.ADMIN1,
    ("where_prec", "6"): Level.COUNTRY, ("where_prec", "7"): Level.COUNTRY,
    ("geo_precision", "2"): Level.DISTRICT, ("geo_precision", "3"): Level.ADMIN1,
}  # fmt: skip


def find_place(gazetteer: Gazetteer, cells: Mapping[str, str]) -> Place | None:
    """The place that a row names, with its coordinates where it states them; one that is in no gazetteer, or may be one
    of several, keeps its name alone. None for a row that names none. The cells are those that `read_row` takes."""
    name, admin1, country = (cells.get(field, "").strip() for field in ("place", "admin1", "country"))
    at = read_coordinates(cells)
    if not name and not admin1 and not country:
        return None if at is None else Place("", f"{at[0]}, {at[1]}", None, None, *at, Level.SETTLEMENT)
    codes = _find_country(gazetteer, country)
    level = _find_level(cells) if name else Level.ADMIN1 if admin1 else Level.COUNTRY
    written = name or admin1 or country
    found = _choose(gazetteer, name, admin1, country, codes, at)
    if level is not Level.SETTLEMENT:
        return _widen(gazetteer, written, level, found, codes)
    if found is None:
        lat, lon = at or (None, None)
        return Place(written, written, None, codes[0] if codes else None, lat, lon, level)
    lat, lon = at or (found.lat, found.lon)
    return Place(written, found.name, found.id, found.country, lat, lon, found.level, found.within, found.area)


def _find_country(gazetteer: Gazetteer, country: str) -> tuple[str, ...]:
    code = (gazetteer.country_named(country) or gazetteer.country_coded(country)) if country else None
    return (code,) if code else ()


def _find_level(cells: Mapping[str, str]) -> Level:
    stated = (_LEVELS.get((field, cells.get(field, "").strip())) for field in ("where_prec", "geo_precision"))
    return next(filter(None, stated), Level.SETTLEMENT)


def _choose(
    gazetteer: Gazetteer, name: str, admin1: str, country: str, codes: Sequence[str], at: tuple[float, float] | None
) -> Candidate | None:
    """The one place that is meant, or None."""
    if not name:
        written = admin1 or country
        wanted = Level.ADMIN1 if admin1 else Level.COUNTRY
        return next((each for each in gazetteer.find(written, codes) if each.level is wanted), None)
    if at is not None:
        near = [
            each for each in gazetteer.find(name, codes)
            if each.level is Level.SETTLEMENT and distance_km(each.lat, each.lon, *at) <= _MOST_KM
        ]  # fmt: skip
        return min(near, key=lambda each: distance_km(each.lat, each.lon, *at), default=None)
    around = ", ".join(filter(None, (name, admin1, "" if codes else country)))
    return next(iter(locate_in(gazetteer, around, codes)), None) or (
        next(iter(locate_in(gazetteer, name, codes)), None) if not admin1 else None
    )


def _widen(
    gazetteer: Gazetteer, written: str, level: Level, found: Candidate | None, codes: Sequence[str]
) -> Place | None:
    """The area that a row means where its place only stands for one: that of this level around it."""
    ids = (found.id, *found.within) if found is not None else tuple(codes)
    around = next((each for id in ids if (each := gazetteer.get(id)) is not None and each.level is level), None)
    if around is None:
        return Place(written, written, None, codes[0] if codes else None, None, None, level)
    lat, lon = around.lat, around.lon
    return Place(written, around.name, around.id, around.country, lat, lon, around.level, around.within, around.area)
