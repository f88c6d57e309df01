"""One place as it goes into the index, wherever it comes from."""

from dataclasses import dataclass

from cenotaph.values.place import Level


@dataclass(frozen=True, slots=True)
class Entry:
    """A place for the index.

    `id`, `level` and `country` as in Candidate; `names` are further names in any script. `admin1` is the code of the
    first-level area within its country ("07"), empty if none; `districts` are the ids of districts around it, nearest
    first. `lat` and `lon` are degrees, WGS84. `named` is False for an area whose own name is not known.
    """

    id: str
    name: str
    names: tuple[str, ...]
    country: str
    lat: float
    lon: float
    level: Level
    admin1: str
    population: int
    districts: tuple[str, ...] = ()
    named: bool = True

    @property
    def area(self) -> str | None:
        """The id of the first-level area around a settlement or district, "SY.07"."""
        return f"{self.country}.{self.admin1}" if self.admin1 else None
