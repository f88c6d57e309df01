"""Items of a list of people, and the office that one of them holds: "the mayor of the town of Arden and two clerks"."""

from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.units import Unit, is_at, list_count

_PEOPLE = frozenset({"victims", "named"})
# What may stand between "the mayor" and the comma: "of the small town of Arden", "of the union of bakery workers".
_OFFICE = frozenset(
    {"of", "determiner", "modifier", "place_noun", "place", "word", "name", "target", "speaker", "party"}
    | {"person_group", "genitive", "direction", "particle"}
)


def skip_office(units: list[Unit], j: int) -> int:
    """The index after what one of a list is head of, "the mayor of the small town of Arden, and two clerks", "the head
    of the union of bakers and a clerk"; `j` where there is no such thing or no list goes on."""
    if not is_at(units, j, "of"):
        return j
    for k in range(j + 1, min(len(units), j + _LONGEST_OFFICE + 1)):
        if is_at(units, k, "comma", "and"):
            if units[k - 1].has("place"):
                return k if not (units[k].has("comma") and is_at(units, k + 1, "place")) else j
            goes_on = is_item(units, k + 1) or (is_at(units, k + 1, "and") and is_item(units, k + 2))
            return k if goes_on and not units[k - 1].has("of") else j
        if units[k].classes.isdisjoint(_OFFICE) and not _is_article(units[k]) and not is_kind(units[k]):
            return j
    return j


_LONGEST_OFFICE = 8  # units


def _is_article(unit: Unit) -> bool:
    phrase = list_count(unit) if unit.has("count") else None
    return phrase is not None and phrase.article


def is_kind(unit: Unit) -> bool:
    """True for a bare plural, people of no number ("workers")."""
    return unit.has("victims") and not unit.has("harmed") and all(map(is_bare_plural, groups_of(unit)))


def is_bare_plural(group: Group) -> bool:
    """True for people of no number, told of for the first time: "workers"."""
    return is_of_no_number(group) and not group.definite


def is_of_no_number(group: Group) -> bool:
    """True for a plural alone, which is no part of people told of before: "workers", "her daughters"."""
    count = group.count
    return (count.low, count.high, count.stated) == (2, 2, None) and not group.part


def is_item(units: list[Unit], k: int) -> bool:
    """True for people who may be one of a list: not those whose own words tell of harm ("the dead")."""
    return is_at(units, k, *_PEOPLE) and not units[k].has("harmed")
