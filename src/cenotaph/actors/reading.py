"""Rows of a register read from TOML and checked: every message names the file, the row, the field and the remedy."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import tomli

from cenotaph.actors.names import fold_words
from cenotaph.actors.party import Party
from cenotaph.values.actor import ActorKind

PAGE = "docs/reference/actors.md"
_FIELDS = ("id", "name", "kind", "country", "from", "to", "national", "aliases", "ucdp", "acled", "source")
_NEEDED = ("id", "name", "kind", "source")
_TEXTS = ("id", "name", "kind", "country", "ucdp", "acled", "source")
_ID = re.compile(r"[a-z0-9]+(?:\.[a-z0-9_]+)+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SIGN = re.compile(r"\w")


class RegisterError(ValueError):
    """A file of actors cannot be used; the message says which row and field is wrong, and what to do."""


def parse_register(text: str, where: str, known: Sequence[Party] = ()) -> tuple[Party, ...]:
    """The parties of `known` with those of a file added. A row with the id of a known party changes the fields it
    gives and adds its aliases. Raises RegisterError, naming `where`, if a row is wrong or does not fit the others."""
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise RegisterError(f"{where}: not valid TOML ({error}); {PAGE} shows how a row is written") from None
    rows = table.pop("actor", [])
    if table or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        wrong = ", ".join(sorted(table)) or "actor"
        raise RegisterError(f"{where}: {wrong}: not expected here; write each actor under a line [[actor]]; see {PAGE}")
    parties = {party.id: party for party in known}
    origins = {party.id: "the register that comes with the program" for party in known}
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        at = f"{where}, row {number} ({row.get('id', 'without id')!s})"
        _check_fields(row, at)
        if row["id"] in seen:
            raise RegisterError(f"{at}: id: stands twice in the file; give each actor an id of its own")
        seen.add(row["id"])
        parties[row["id"]] = _read_row(row, at, parties.get(row["id"]))
        origins[row["id"]] = f"{where}, row {number}"
    _check_together(parties.values(), origins)
    return tuple(parties.values())


def _check_fields(row: Mapping[str, Any], at: str) -> None:
    if unknown := [name for name in row if name not in _FIELDS]:
        known = ", ".join(_FIELDS)
        raise RegisterError(f"{at}: {', '.join(unknown)}: no such field; the fields are {known}")
    for name in _TEXTS:
        if name in row and (not isinstance(row[name], str) or not row[name].strip()):
            raise RegisterError(f"{at}: {name}: must be a text, not {row[name]!r}; leave it out if it is not known")
    if not _ID.fullmatch(row.get("id", "")):
        raise RegisterError(f'{at}: id: must be small letters, figures and dots, such as "xx.northern_front"')
    if "country" in row and not _COUNTRY.fullmatch(row["country"]):
        raise RegisterError(f'{at}: country: {row["country"]!r} is no ISO 3166-1 code of two capitals, such as "SY"')
    if "national" in row and type(row["national"]) is not bool:
        raise RegisterError(f"{at}: national: must be true or false, not {row['national']!r}")
    aliases = row.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(each, str) for each in aliases):
        raise RegisterError(f'{at}: aliases: must be a list of names, such as ["Northern Front", "NF"]')
    for alias in (*aliases, row.get("name", "Name")):
        if len(_SIGN.findall(alias)) < 2:
            raise RegisterError(f"{at}: aliases: {alias!r} is too short to tell an actor by; take it out")
    folded = [fold_words(alias) for alias in aliases]
    for alias, words in zip(aliases, folded, strict=True):
        if folded.count(words) > 1 and not alias.isupper():
            raise RegisterError(f"{at}: aliases: {alias!r} stands twice, marks and case apart; take one out")


def _read_row(row: Mapping[str, Any], at: str, known: Party | None) -> Party:
    if known is None and (missing := [name for name in _NEEDED if name not in row]):
        raise RegisterError(f"{at}: {', '.join(missing)}: missing; every actor needs {', '.join(_NEEDED)}")
    values: dict[str, Any] = {name: row[name] for name in (*_TEXTS, "national") if name in row}
    if "kind" in row:
        values["kind"] = _read_kind(row["kind"], at)
    if "from" in row:
        values["start"] = _read_day(row["from"], f"{at}: from", is_last=False)
    if "to" in row:
        values["end"] = _read_day(row["to"], f"{at}: to", is_last=True)
    values["aliases"] = tuple(row.get("aliases", ()))
    if known is not None:
        values["aliases"] = tuple(dict.fromkeys((*known.aliases, *values["aliases"])))
        party = replace(known, **values)
    else:
        party = Party(**values)
    if party.start is not None and party.end is not None and party.end < party.start:
        raise RegisterError(f"{at}: to: {party.end} lies before from, {party.start}; mend one of the two")
    if party.national and party.country is None:
        raise RegisterError(f"{at}: national: says that a country's name means this actor; give its country too")
    return party


def _read_kind(word: str, at: str) -> ActorKind:
    try:
        return ActorKind(word)
    except ValueError:
        raise RegisterError(f"{at}: kind: {word!r} is none; it must be one of {', '.join(ActorKind)}") from None


def _read_day(value: object, at: str, *, is_last: bool) -> dt.date:
    """A day, or the first or last day of a month or year."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        if match is not None:
            year = int(match[1])
            month = int(match[2] or (12 if is_last else 1))
            last = calendar.monthrange(year, month)[1] if is_last else 1
            return dt.date(year, month, int(match[3] or last))
    except ValueError:
        pass
    raise RegisterError(f'{at}: {value!r} is no day; write "2014", "2014-06" or "2014-06-29"')


def _check_together(parties: Iterable[Party], origins: Mapping[str, str]) -> None:
    """No name may mean two actors on one day, and no country two forces."""
    named: dict[tuple[str, ...], list[Party]] = {}
    national: dict[str, list[Party]] = {}
    for party in parties:
        for words in {fold_words(name) for name in party.names}:
            named.setdefault(words, []).append(party)
        if party.national and party.country:
            national.setdefault(party.country, []).append(party)
    for words, sharing in sorted(named.items()):
        _check_dates(sharing, "aliases", f"the name {' '.join(words)!r}", origins)
    for country, sharing in sorted(national.items()):
        _check_dates(sharing, "national", f"the country {country}", origins)


def _check_dates(sharing: Sequence[Party], field: str, what: str, origins: Mapping[str, str]) -> None:
    for one, other in combinations(sharing, 2):
        if one.overlaps(other):
            raise RegisterError(
                f"{origins[other.id]} ({other.id}): {field}: {what} also means {one.id} ({origins[one.id]}) and their"
                f" dates overlap; take it out of one of them, give both from and to that part them, or, if the two are"
                f" one actor, use the id {one.id}"
            )
