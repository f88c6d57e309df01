"""Under which rows of a table of tolls an incident stands: by place, week, accused actor or cause."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from cenotaph.incidents.incident import Incident
from cenotaph.values.names import choose_spelling, fold_name
from cenotaph.values.place import Level, Place

_PERPETRATOR = "perpetrator"


class Dimension(StrEnum):
    """By what tolls are grouped. `victims` are the groups and statuses that reports tell apart among the harmed."""

    PLACE = "place"
    WEEK = "week"
    ACTOR = "actor"
    CAUSE = "cause"
    VICTIMS = "victims"


class Row(NamedTuple):
    """A row: `order` puts those that say nothing of the thing last; `key` lasts, `label` is for people."""

    order: int
    key: str
    label: str


def find_rows(incident: Incident, by: Dimension, level: Level, areas: Mapping[str, str]) -> list[Row]:
    """The rows an incident stands under, at least one; for any dimension but victims. `level` is how large the places
    are (settlement, admin1 or country), `areas` the names of areas by id."""
    if by is Dimension.WEEK:
        return [_find_week(incident.start)]
    if by is Dimension.ACTOR:
        accused = [(actor.key, actor.name) for actor in incident.actors if actor.role == _PERPETRATOR]
        return _list_named(accused, "nobody is accused")
    if by is Dimension.CAUSE:
        return _list_named([(cause, cause) for cause in incident.causes], "no cause is stated")
    rows = [_find_place(place, level, areas) for place in _leave_out_areas(incident.places)]
    return list(dict.fromkeys(rows)) or [Row(1, "", "no place is stated")]


def _list_named(named: list[tuple[str, str]], otherwise: str) -> list[Row]:
    found: dict[str, Row] = {}
    for key, name in named:
        found.setdefault(key, Row(0, key, name))
    return list(found.values()) or [Row(1, "", otherwise)]


def _find_week(start: dt.date | None) -> Row:
    """The ISO week in which an incident starts (ISO 8601: weeks begin on Monday; the first has the year's first
    Thursday)."""
    if start is None:
        return Row(1, "", "no day is stated")
    year, week, day = start.isocalendar()
    monday = start - dt.timedelta(day - 1)
    key = f"{year}-W{week:02}"
    return Row(0, key, f"{key} ({monday} to {monday + dt.timedelta(6)})")


def find_week_end(start: dt.date) -> dt.date:
    """The Sunday of the ISO week of a day."""
    return start + dt.timedelta(7 - start.isoweekday())


def _leave_out_areas(places: tuple[Place, ...]) -> list[Place]:
    """The places without those that another of them lies in: "the village and the district" is the village."""
    around = {area for place in places for area in (*place.within, place.area) if area != place.id}
    return [place for place in places if place.id is None or place.id not in around] or list(places)


def _find_place(place: Place, level: Level, areas: Mapping[str, str]) -> Row:
    if level is Level.SETTLEMENT:
        return _name_settlement(place, areas)
    country = place.id if place.level is Level.COUNTRY else place.areas[-1] if place.areas else place.country
    if country is None:
        return Row(1, "?", "the area is not known")
    if level is Level.COUNTRY:
        return Row(0, country, areas.get(country, place.name if place.id == country else country))
    # Of the areas around a place the country is last, and before it the first-level area.
    area = place.id if place.level is Level.ADMIN1 else place.areas[-2] if len(place.areas) > 1 else None
    if area is None or area == country:
        return Row(1, country, f"{areas.get(country, country)}, the area in it is not stated")
    return Row(0, area, areas.get(area, place.name if place.id == area else area))


def _name_settlement(place: Place, areas: Mapping[str, str]) -> Row:
    name = choose_spelling(place.text, place.name)
    if place.id is None and not place.text and place.areas:  # what an aggregate says beyond its parts
        return Row(0, f"{place.areas[0]}/elsewhere", f"elsewhere in {areas.get(place.areas[0], place.areas[0])}")
    within = [areas.get(area, area) for area in place.areas[:1] if fold_name(areas.get(area, area)) != fold_name(name)]
    label = ", ".join([name, *within])
    return Row(0, place.id or "/".join(filter(None, (*place.areas[:1], fold_name(place.name)))), label)
