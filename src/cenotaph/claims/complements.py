"""Numbers of people that others are left from: "all but two of the 14 passengers", "one in three residents"."""

from dataclasses import replace

from cenotaph.claims.group import Group
from cenotaph.claims.units import Unit, is_at, list_count
from cenotaph.values.count import Count

# A bare plural: more than one, and nobody says how many.
_LEAST = 2


def read_rest(units: list[Unit], i: int, group: Group, end: int) -> Group:
    """The people of a group that follows "all but" at unit `i` and ends before `end`: as many as are left of those they
    are taken from, or an open number where nobody says of how many."""
    text, spared = group.count.text, None
    numbers = [phrase.count.stated for unit in units[i + 1 : end] if (phrase := list_count(unit)) and phrase.count]
    count = Count(_LEAST, _LEAST, True, None, text)
    if len(numbers) > 1 and numbers[0] is not None and numbers[1] is not None and numbers[0] < numbers[1]:
        left = numbers[1] - numbers[0]
        count = Count(left, left, False, left, text)
    elif numbers:
        spared = numbers[0]
    return replace(group, first=units[i].first, count=count, part=False, definite=True, spared=spared)


def is_share(units: list[Unit], end: int) -> bool:
    """True where a number alone before unit `end` is one in so many people: "one in three residents"."""
    return is_at(units, end, "preposition") and is_at(units, end + 1, "count") and is_at(units, end + 2, "person")
