"""The fields of rule profiles: for each, the check that makes its value of what a file says."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from cenotaph.values.harm import Outcome


class VagueWord(NamedTuple):
    """A number for vague words: `words` folded phrases that mean it, `other_below` also any other vague word of which
    the least number is below this, `large` the number where what did the harm is one of the profile's large causes."""

    number: int
    words: tuple[str, ...] = ()
    other_below: int = 0
    large: int | None = None


def _is_true(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(f"must be true or false, not {value!r}")
    return value


def _number_from(least: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if type(value) is not int or value < least:
            raise ValueError(f"must be a whole number of {least} or more, not {value!r}")
        return value

    return check


def _one_of(*words: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in words:
            raise ValueError(f"must be one of {', '.join(words)}, not {value!r}")
        return str(value)

    return check


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f'must be a list of texts like ["airstrike"], not {value!r}')
    return tuple(item.strip() for item in value)


def _text_set(value: Any) -> frozenset[str]:
    return frozenset(_texts(value))


def _list_of(*words: str) -> Callable[[Any], tuple[str, ...]]:
    def check(value: Any) -> tuple[str, ...]:
        found = _texts(value)
        if strange := sorted(set(found) - set(words)):
            raise ValueError(f"names {', '.join(strange)}; known are {', '.join(words)}")
        return found

    return check


def _vague_words(value: Any) -> tuple[VagueWord, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"must be a list of tables like {{ words = [...], number = 12 }}, not {value!r}")
    return tuple(_vague_word(item) for item in value)


def _vague_word(table: Mapping[str, Any]) -> VagueWord:
    if strange := sorted(table.keys() - set(VagueWord._fields)):
        raise ValueError(f"has no such key: {', '.join(strange)}; known are {', '.join(VagueWord._fields)}")
    words = _texts(table.get("words", []))
    below = _number_from(0)(table.get("other_below", 0))
    if not words and not below:
        raise ValueError(f"needs words or other_below to say which words it is for: {dict(table)!r}")
    if "number" not in table:
        raise ValueError(f"needs a number of people: {dict(table)!r}")
    large = _number_from(0)(table["large"]) if "large" in table else None
    return VagueWord(_number_from(0)(table["number"]), words, below, large)


EXCLUSIONS = (
    "nobody_killed", "nobody_harmed", "no_day", "no_place", "country_only",
    "over_a_day", "over_a_month", "over_a_year", "vague_only",
)  # fmt: skip

# What turns the value in a file into that of the field; raises ValueError, a clause that begins with "must".
FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "early_days": _number_from(0),
    "party_denial_counts": _is_true,
    "party_zero_counts": _is_true,
    "background_in_all": _is_true,
    "unknown_becomes_civilian": _is_true,
    "vague_words": _vague_words,
    "large_causes": _text_set,
    "casualties": _one_of("apart", "zero"),
    "outcomes": _list_of(*(outcome.value for outcome in Outcome)),
    "counted": _one_of("everyone", "non_combatants"),
    "figure": _one_of("most_origins", "lowest", "most_detailed"),
    "publishes": _one_of("best", "point", "range"),
    "only_causes": _text_set,
    "exclusions": _list_of(*EXCLUSIONS),
    "division": _one_of("none", "places", "days_and_places"),
    "night_words": _texts,
    "sides": _is_true,
    "grading": _one_of("none", "origins", "harm"),
    "least_origins": _number_from(1),
    "headline": _text_set,
}
