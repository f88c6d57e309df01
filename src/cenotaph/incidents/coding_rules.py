"""The rules by which an incident gets the codes of other records, read from codes.toml and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from cenotaph.values.actor import ActorKind
from cenotaph.values.harm import Outcome

CODES = ("event", "civilian_targeting", "type_of_violence")
VICTIMS = ("civilians", "combatants", "no_combatants")
SIDES = ("state_and_armed", "non_state")
_NEEDED = ("id", "code", "reason", "source")


@dataclass(frozen=True, slots=True)
class CodingRule:
    """One rule; each field is explained in docs/reference/codes.md. All conditions that are given must hold; of a list
    one is enough."""

    id: str
    code: str
    reason: str
    source: str
    weapons: tuple[str, ...] = ()
    without_weapons: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    only_outcomes: bool = False
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    victims: str = ""
    sides: str = ""
    event_type: str = ""
    sub_event_type: str = ""
    disorder_type: str = ""
    value: str | int = ""


@dataclass(frozen=True, slots=True)
class CodingBook:
    """The rules in their order, and the inter code of each kind of actor."""

    rules: tuple[CodingRule, ...]
    inter: Mapping[str, int]


def parse_coding(text: str, where: str) -> CodingBook:
    """The rules of a TOML text. Raises ValueError, naming `where`, the rule and the field, if one is wrong."""
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ValueError(f"{where}: not valid TOML: {error}") from error
    rules = tuple(_read_rule(row, where) for row in table.get("rule", ()))
    ids = [rule.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise ValueError(f"{where}: two rules are called {max(ids, key=ids.count)!r}")
    inter = table.get("inter", {})
    if unknown := sorted(inter.keys() - set(ActorKind)):
        raise ValueError(f"{where}: inter: {', '.join(unknown)}: no kind of actor")
    return CodingBook(rules, inter)


def _read_rule(row: Mapping[str, Any], where: str) -> CodingRule:
    at = f"{where}, rule {row.get('id', '(no id)')!r}"
    known = {field.name for field in fields(CodingRule)}
    if unknown := sorted(row.keys() - known):
        raise ValueError(f"{at}: no such field: {', '.join(unknown)}; see docs/reference/codes.md")
    if missing := [name for name in _NEEDED if not row.get(name)]:
        raise ValueError(f"{at}: missing: {', '.join(missing)}")
    choices = {"code": CODES, "victims": VICTIMS, "sides": SIDES}
    lists: dict[str, tuple[str, ...] | None] = {"actors": tuple(ActorKind), "outcomes": tuple(Outcome)}
    lists |= dict.fromkeys(("weapons", "without_weapons", "targets"))
    for name, allowed in choices.items():
        if name in row and row[name] not in allowed:
            raise ValueError(f"{at}: {name} is {row[name]!r}; it must be one of {', '.join(allowed)}")
    values = dict(row)
    for name, words in lists.items():
        given = row.get(name, [])
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            raise ValueError(f"{at}: {name} must be a list of words")
        if words is not None and (wrong := [each for each in given if each not in words]):
            raise ValueError(f"{at}: {name}: {', '.join(wrong)}: must be of {', '.join(words)}")
        values[name] = tuple(given)
    if row["code"] == "event" and not row.get("event_type"):
        raise ValueError(f"{at}: missing: event_type")
    if row["code"] != "event" and not row.get("value"):
        raise ValueError(f"{at}: missing: value")
    return CodingRule(**values)


@cache
def load_coding() -> CodingBook:
    """The rules that come with the program."""
    return parse_coding(files("cenotaph.incidents").joinpath("codes.toml").read_text(encoding="utf-8"), "codes.toml")
