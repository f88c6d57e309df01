"""What a word for a group of victims says of them, and whether two groups can hold the same person."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import tomli

from cenotaph.claims.claim import Victims
from cenotaph.values.harm import Status, VictimRole

_ADULT_FROM_YEARS = 18  # Convention on the Rights of the Child, article 1

_YOUNG_TO_YEARS = 20


class Traits(NamedTuple):
    """What is known of each person of a group; None where the words do not say."""

    role: str | None = None
    work: str | None = None
    age: str | None = None
    sex: str | None = None
    whole: bool = False


@cache
def load_groups() -> dict[str, Traits]:
    """The group vocabulary. Raises ValueError for a field or value that is none."""
    table = tomli.loads(files("cenotaph.incidents").joinpath("groups.toml").read_text(encoding="utf-8"))
    known = {
        "role": {"civilian", "combatant", "police", "perpetrator"},
        "age": {"adult", "child"},
        "sex": {"f", "m"},
    }
    found = {}
    for group, fields in table.items():
        for name, value in fields.items():
            if name not in Traits._fields or (name in known and value not in known[name]):
                raise ValueError(f"groups.toml: {group}: {name} = {value!r} is not something a group can say")
        found[group] = Traits(**fields)
    return found


_ONE_OF = {"people": "person", "children": "child", "women": "woman", "men": "man", "police": "police officer"}


def name_group(group: str, count: int) -> str:
    """The word for so many of a group in a sentence: "1 woman", "2 women", "1 health worker"."""
    if count == 1:
        group = _ONE_OF.get(group, group.removesuffix("s"))
    return group.replace("_", " ")


_STATUS = {Status.CIVILIAN: "civilian", Status.COMBATANT: "combatant", Status.UNKNOWN: None}


@cache
def _traits(group: str, status: Status, role: VictimRole) -> Traits:
    traits = load_groups().get(group, Traits())
    if role is VictimRole.PERPETRATOR:
        return traits._replace(role="perpetrator", whole=False)
    said = _STATUS[status]
    if said is not None and traits.role is None:
        traits = traits._replace(role=said)
    return traits


def traits_of(victims: Victims) -> Traits:
    """What a claim's words say of each of its victims."""
    return _traits(victims.group, victims.status, victims.role)


def person_traits(traits: Traits, years: int | None, sex: str | None) -> Traits:
    """The same for one person, whose age in years and sex may be told."""
    if years is not None:
        # Somebody of eighteen to twenty is called a boy or girl as well as a man or woman.
        told = "child" if years < _ADULT_FROM_YEARS else "adult" if years > _YOUNG_TO_YEARS else None
        traits = traits._replace(age=told)
    if sex is not None and traits.sex is None:
        traits = traits._replace(sex=sex)
    return traits


# A gunman may be the attacker.
_ARMED = {"combatant", "perpetrator"}


def are_disjoint(one: Traits, other: Traits) -> bool:
    """True if nobody can be in both groups as the words describe them."""
    return bool(
        (one.role and other.role and one.role != other.role and {one.role, other.role} != _ARMED)
        or (one.work and other.work and one.work != other.work)
        or (one.age and other.age and one.age != other.age)
        or (one.sex and other.sex and one.sex != other.sex)
    )
