"""The table of countries: their codes, the names people write, and the words for their people."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import tomli

from cenotaph.values.names import fold_name

_FIELDS = {"iso3", "names", "demonyms"}
# How Arabic bends a masculine singular in -i (folded): feminine, plurals, their joined article.
_ARABIC_ENDINGS = ("", "ه", "ون", "ين", "ات", "تين", "ان")
_INVARIABLE = ("ese", "sh", "ch", "ss", "z", "men", "man")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: ISO 3166-1 codes, names (the first is the one it goes by here) and demonyms."""

    code: str
    iso3: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]


@cache
def load_countries() -> dict[str, Country]:
    """The countries of countries.toml by code. Raises ValueError for an entry that is not of the form said there."""
    table = tomli.loads((files("cenotaph.gazetteer") / "countries.toml").read_text(encoding="utf-8"))
    countries = {}
    for code, fields in table.items():
        if set(fields) != _FIELDS or not fields["names"] or len(code) != 2 or len(fields["iso3"]) != 3:
            raise ValueError(
                f"countries.toml, [{code}]: needs a two-letter code, iso3, names (at least one) and demonyms"
            )
        countries[code] = Country(code, fields["iso3"], tuple(fields["names"]), tuple(fields["demonyms"]))
    return countries


def name_forms(country: Country) -> Iterator[str]:
    """The names as they are looked up: folded, but an abbreviation ("US", "UAE") in its capitals."""
    for name in country.names:
        yield name if is_abbreviation(name) else fold_name(name)


def is_abbreviation(name: str) -> bool:
    """True for two to four capitals: folded they would be met as common words ("us", "car")."""
    return name.isascii() and name.isalpha() and name.isupper() and len(name) <= 4


def demonym_forms(country: Country) -> Iterator[str]:
    """The demonyms folded, in the forms they take: English plurals; Arabic genders, numbers and the joined article."""
    for demonym in country.demonyms:
        folded = fold_name(demonym)
        if folded.isascii():
            yield folded
            if not folded.endswith(_INVARIABLE):
                yield folded + "s"
            continue
        first, _, rest = folded.partition(" ")
        if not rest:
            for ending in _ARABIC_ENDINGS:
                yield first + ending
                yield "ال" + first + ending
            continue
        yield folded
        for ending in _ARABIC_ENDINGS:  # "كوري جنوبي": the first word bends, and the second with it in the feminine
            second = rest + ("ه" if ending == "ه" else ending)
            yield f"{first}{ending} {second}"
            yield f"ال{first}{ending} ال{second}"
