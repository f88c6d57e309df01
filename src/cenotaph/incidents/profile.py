"""Rule profiles: the choices that recorders make differently, read from profiles/<name>.toml and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import tomli

from cenotaph.incidents.profile_fields import FIELDS, VagueWord


class Rule(NamedTuple):
    """Where a field of a profile comes from: `says` completes the sentence "ACLED's rule ...", `source` names the
    passage of the standard, `confirmed` is False for what has not been checked against it."""

    says: str
    source: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules that differ between recorders; each field is explained in docs/reference/profiles.md.

    `label` is how sentences name whose rules they are; `rules` holds the source of each field.
    The other fields are those of FIELDS.
    """

    name: str
    title: str
    label: str
    early_days: int
    party_denial_counts: bool
    party_zero_counts: bool
    background_in_all: bool
    unknown_becomes_civilian: bool
    vague_words: tuple[VagueWord, ...]
    large_causes: frozenset[str]
    casualties: str
    outcomes: tuple[str, ...]
    counted: str
    figure: str
    publishes: str
    only_causes: frozenset[str]
    exclusions: tuple[str, ...]
    division: str
    night_words: tuple[str, ...]
    sides: bool
    grading: str
    least_origins: int
    headline: frozenset[str]
    rules: Mapping[str, Rule] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def possessive(self) -> str:
        """ "ACLED's", "Airwars'"."""
        return self.label + ("'" if self.label.endswith("s") else "'s")

    def is_confirmed(self, rule: str) -> bool:
        """False for a field that the profile sets by what was not checked against the standard."""
        return self.rules[rule].confirmed

    def doubt(self, rule: str) -> str:
        """What a sentence adds about a field that was not checked against the standard; empty if it was."""
        return "" if self.is_confirmed(rule) else " (not checked against the published standard)"

    def explain(self, rule: str) -> str:
        """The clause that opens a sentence about an effect of a field: "ACLED's rule takes the lowest figure"."""
        return f"{self.possessive} rule {self.rules[rule].says}{self.doubt(rule)}"


_HEAD = ("name", "title", "label")
_RULE = {"value": True, "says": True, "source": True, "confirmed": False}  # by whether it must be there
_PAGE = "docs/reference/profiles.md tells of each field"


def parse_profile(text: str, where: str, base: Profile | None = None) -> Profile:
    """A profile from TOML; a field that it does not set is that of `base`.

    Raises ValueError, naming `where`, the field and what to do, if one is missing, unknown or wrong.
    """
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ValueError(f"{where}: not valid TOML: {error}; mend that line") from error
    for name in _HEAD:
        if not isinstance(table.get(name), str) or not table[name].strip():
            raise ValueError(f"{where}: {name} must be a text, not {table.get(name)!r}; {_PAGE}")
    if unknown := sorted(table.keys() - FIELDS.keys() - set(_HEAD)):
        raise ValueError(f"{where}: no such field: {', '.join(unknown)}; known are {', '.join(sorted(FIELDS))}")
    if base is None and (missing := sorted(FIELDS.keys() - table.keys())):
        raise ValueError(f"{where}: missing: {', '.join(missing)}; {_PAGE}")
    values: dict[str, Any] = {} if base is None else {name: getattr(base, name) for name in FIELDS}
    rules = {} if base is None else dict(base.rules)
    for name in table.keys() & FIELDS.keys():
        values[name], rules[name] = _read_rule(table[name], name, where)
    profile = Profile(**{name: table[name].strip() for name in _HEAD}, **values, rules=rules)
    _check_together(profile, where)
    return profile


def _read_rule(table: Any, name: str, where: str) -> tuple[Any, Rule]:
    if not isinstance(table, dict):
        raise ValueError(f"{where}: {name} must be a table with value, says and source, not {table!r}: write [{name}]")
    if unknown := sorted(table.keys() - _RULE.keys()):
        raise ValueError(f"{where}: {name} has no such key: {', '.join(unknown)}; known are {', '.join(_RULE)}")
    for key, needed in _RULE.items():
        if needed and key not in table:
            raise ValueError(f"{where}: {name}.{key} is missing; {_PAGE}")
        if key in ("says", "source") and (not isinstance(table[key], str) or not table[key].strip()):
            raise ValueError(f"{where}: {name}.{key} must be a text, not {table[key]!r}; {_PAGE}")
    confirmed = table.get("confirmed", True)
    if type(confirmed) is not bool:
        raise ValueError(f"{where}: {name}.confirmed must be true or false, not {confirmed!r}")
    try:
        value = FIELDS[name](table["value"])
    except ValueError as error:
        raise ValueError(f"{where}: {name}.value {error}; {_PAGE}") from None
    return value, Rule(table["says"].strip(), table["source"].strip(), confirmed)


def _check_together(profile: Profile, where: str) -> None:
    """Fields that only make sense with one another."""
    if profile.figure != "most_origins" and profile.publishes != "point":
        raise ValueError(
            f'{where}: figure.value = "{profile.figure}" chooses one figure, so publishes.value must be "point", '
            f'not "{profile.publishes}"'
        )
    grades = GRADES[profile.grading]
    if strange := sorted(profile.headline - grades):
        raise ValueError(
            f'{where}: headline.value names {", ".join(strange)}, which grading.value = "{profile.grading}" does not '
            f"give; it gives {', '.join(sorted(grades))}"
        )
    if not profile.headline:
        raise ValueError(f"{where}: headline.value is empty, so that nothing would count; name a grade")
    if profile.division != "none" and profile.publishes == "range":
        raise ValueError(f'{where}: division.value = "{profile.division}" needs one figure; publishes.value is "range"')


# The grades that each way of grading can give to an incident that no exclusion takes out.
GRADES: Mapping[str, frozenset[str]] = {
    "none": frozenset({"included"}),
    "origins": frozenset({"full", "provisional"}),
    "harm": frozenset({"confirmed", "fair", "weak", "contested", "discounted", "ungraded"}),
}


@cache
def known_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with the package, sorted."""
    folder = files("cenotaph.incidents").joinpath("profiles")
    return tuple(sorted(item.name[: -len(".toml")] for item in folder.iterdir() if item.name.endswith(".toml")))


@cache
def load_profile(name: str) -> Profile:
    """The profile of that name. Raises ValueError that lists the known ones if there is none."""
    if name not in known_profiles():
        raise ValueError(
            f"no profile {name!r}; known are {', '.join(known_profiles())}; a profile of your own is named by its file"
        )
    where = f"profiles/{name}.toml"
    base = None if name == "plain" else load_profile("plain")
    profile = parse_profile(files("cenotaph.incidents").joinpath(where).read_text(encoding="utf-8"), where, base)
    if profile.name != name:
        raise ValueError(f"{where}: its name is {profile.name!r}, not that of its file")
    return profile
