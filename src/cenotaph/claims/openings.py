"""What stands before a noun for people: "the two", "all its", "at least 43 of the"."""

from dataclasses import dataclass

from cenotaph.claims.numbers import NumberPhrase
from cenotaph.claims.units import Unit, list_count


@dataclass(slots=True)
class Opening:
    """A determiner, a count, "all its"; `next` is the unit after it.

    `phrase` is the number phrase, if any; `is_part` says that it takes some of a group told of before ("four of
    the"), `share` a share without a number ("most of the").
    """

    next: int
    phrase: NumberPhrase | None = None
    definite: bool = False
    is_all: bool = False
    is_any: bool = False
    is_none: bool = False
    share: tuple[int, int] | str | None = None
    is_part: bool = False
    is_kin: bool = False
    owner_sex: str | None = None
    has_any: bool = False


def _counts_harmed(units: list[Unit], k: int) -> bool:
    """True for a count and what became of those it counts, without a noun: "18 killed", "60 wounded"."""
    return k + 1 < len(units) and units[k].has("count") and bool(units[k + 1].classes & _STATES)


def _is_quoted(units: list[Unit], k: int) -> bool:
    """True for a noun for people alone in quotes that open at `k`."""
    return k + 2 < len(units) and bool(units[k + 1].classes & {"person", "person_group"}) and units[k + 2].has("quote")


_STATES = frozenset({"dead", "hurt", "harm_participle"})


# What an opening begins with.
_BEGINNING = frozenset({"no", "nobody", "any", "all", "determiner", "possessive", "count"})


def read_opening(units: list[Unit], i: int) -> Opening:
    """The opening that starts at unit `i`; empty (`has_any` False) if there is none."""
    opening = Opening(i)
    if i >= len(units) or units[i].classes.isdisjoint(_BEGINNING):
        return opening

    def at(*classes: str) -> bool:
        return opening.next < len(units) and not units[opening.next].classes.isdisjoint(classes)

    if at("no", "nobody"):
        is_pronoun = at("nobody")
        opening.is_none, opening.next = True, opening.next + 1
        opening.next += is_pronoun and at("of")
    if at("any"):
        opening.is_any, opening.next = True, opening.next + 1
        opening.next += at("of")
    if at("all"):
        opening.is_all, opening.next = True, opening.next + 1
    if at("determiner", "possessive"):
        opening.is_kin = at("possessive")
        opening.owner_sex = units[opening.next].field("sex", "possessive")
        opening.definite, opening.next = True, opening.next + 1
    if at("count"):
        phrase = list_count(units[opening.next])
        opening.next += 1
        if phrase is not None and phrase.count is None:
            opening.is_all, opening.share = phrase.share == "all", phrase.share
        else:
            opening.phrase = phrase
        if at("of") and opening.next + 1 < len(units):
            opening.next += 1
            opening.is_part = at("determiner", "possessive", "pronoun", "relative")
            opening.next += opening.is_part
            if opening.is_part and _counts_harmed(units, opening.next):
                opening.next = i + 1  # "seven of the 18 killed": a number, and the people it is of
            # "None of the 30 children", "none of the other 30": the second number is of the whole.
            is_other = opening.is_part and at("modifier") and opening.next + 1 < len(units)
            opening.next += is_other and units[opening.next + 1].has("count")
            opening.next += opening.is_part and at("count")
        elif opening.phrase is not None and at("quote") and _is_quoted(units, opening.next):
            opening.next += 1  # 'three "terrorists" died'
        elif opening.share is not None:
            opening.next += at("determiner", "possessive")
    opening.has_any = opening.next > i
    return opening
