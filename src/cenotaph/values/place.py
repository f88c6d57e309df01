"""Where something happened: a name as written, the place it was taken for, and the areas around it."""

from dataclasses import dataclass
from enum import StrEnum

from cenotaph.values.names import fold_name

_NAMED = "name:"  # before the folded name of a place that no gazetteer knows


class Level(StrEnum):
    """How large a place is, smallest first."""

    SETTLEMENT = "settlement"
    DISTRICT = "district"
    ADMIN1 = "admin1"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of the gazetteer that a name may mean.

    `id` is lasting ("gn:170794" for GeoNames, "SY.07" for a first-level area, "SY" for a country, "file:..."
    for an imported row). `within` lists the ids of the areas around it, nearest first, country last.
    `area` is the id of the area a settlement is the chief place of and often lends its name to, else None.
    `score` is 0 to 1: how well the name matches.
    """

    id: str
    name: str
    country: str
    lat: float
    lon: float
    level: Level
    admin1: str | None
    population: int
    within: tuple[str, ...]
    area: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place a report names. A name that is not resolved keeps its text, and what is known of the area around it.

    `text` is the name as written. `id`, `lat`, `lon`, `level` are None when no candidate was taken. `within` and
    `area` are as in Candidate; an unresolved village of a known governorate has `within` but no `id`. An area that a
    report names and no gazetteer knows stands in `within` by its folded name, "name:jabal summaq".
    `alternatives` are the other candidates, best first, when the name is uncertain.
    """

    text: str
    name: str
    id: str | None
    country: str | None
    lat: float | None
    lon: float | None
    level: Level | None
    within: tuple[str, ...] = ()
    area: str | None = None
    alternatives: tuple[Candidate, ...] = ()

    @property
    def areas(self) -> tuple[str, ...]:
        """The ids of the areas around it that a gazetteer knows, nearest first."""
        return tuple(area for area in self.within if not area.startswith(_NAMED))


def key_by_name(name: str) -> str:
    """What stands for the id of a place that no gazetteer knows: its name, folded."""
    return f"{_NAMED}{fold_name(name)}"
