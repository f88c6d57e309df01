"""Rule profiles: the choices that recorders make differently, read from profiles/<name>.toml and checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules that differ between recorders; each field is explained in docs/reference/profiles.md.

    `early_days`: a report published within so many days of the first one can be overtaken as a first report.
    `vague_counts`: numbers for vague words, by the word folded ("dozens": 12); empty leaves them vague.
    """

    name: str
    title: str
    early_days: int
    single_origin_counts: bool
    unknown_becomes_civilian: bool
    party_denial_counts: bool
    party_zero_counts: bool
    background_in_all: bool
    vague_counts: Mapping[str, int]

    def __hash__(self) -> int:
        return hash(self.name)


_TYPES = {"str": str, "int": int, "bool": bool, "Mapping[str, int]": dict}


def parse_profile(text: str, where: str) -> Profile:
    """A profile from TOML. Raises ValueError, naming `where` and the field, if one is missing, unknown or wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{where}: not valid TOML: {error}") from error
    wanted = {field.name: getattr(field.type, "__name__", str(field.type)) for field in fields(Profile)}
    wanted["vague_counts"] = "Mapping[str, int]"
    if missing := sorted(wanted.keys() - table.keys()):
        raise ValueError(f"{where}: missing: {', '.join(missing)}; see docs/reference/profiles.md")
    if unknown := sorted(table.keys() - wanted.keys()):
        raise ValueError(f"{where}: no such field: {', '.join(unknown)}; known are {', '.join(sorted(wanted))}")
    for name, kind in wanted.items():
        if type(table[name]) is not _TYPES[kind]:
            raise ValueError(f"{where}: {name} must be {_TYPES[kind].__name__}, not {table[name]!r}")
    if table["early_days"] < 0:
        raise ValueError(f"{where}: early_days must be 0 or more, not {table['early_days']}")
    for word, number in table["vague_counts"].items():
        if type(number) is not int or number < 0:
            raise ValueError(f"{where}: vague_counts.{word} must be a number of people, not {number!r}")
    return Profile(**table)


def known_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with the package, sorted."""
    folder = files("cenotaph.incidents").joinpath("profiles")
    return tuple(sorted(item.name[: -len(".toml")] for item in folder.iterdir() if item.name.endswith(".toml")))


@cache
def load_profile(name: str) -> Profile:
    """The profile of that name. Raises ValueError that lists the known ones if there is none."""
    if name not in known_profiles():
        raise ValueError(f"no profile {name!r}; known are {', '.join(known_profiles())}")
    where = f"profiles/{name}.toml"
    profile = parse_profile(files("cenotaph.incidents").joinpath(where).read_text(encoding="utf-8"), where)
    if profile.name != name:
        raise ValueError(f"{where}: its name is {profile.name!r}, not that of its file")
    return profile
