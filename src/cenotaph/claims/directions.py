"""Directions that are parts of the names of places: "West Darfur"."""

from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.folding import fold

_NAME_ALONE = frozenset({"name"})


def join_directions(units: list[Unit], sentence: Sentence, gazetteer: Gazetteer) -> list[Unit]:
    """The units with a direction that is a part of a name made one with it: "West Darfur" where the gazetteer knows it
    so, or where a word for an area follows ("West Darfur state")."""
    if not any(unit.has("direction") for unit in units):
        return units
    joined: list[Unit] = []
    k = 0
    while k < len(units):
        unit, after = units[k], units[k + 1] if k + 1 < len(units) else None
        is_pair = unit.has("direction") and after is not None and after.classes == _NAME_ALONE
        if is_pair and after is not None and sentence.tokens[unit.first].text[:1].isupper():
            noun = units[k + 2] if k + 2 < len(units) else None
            is_area = noun is not None and noun.field("level", "place_noun") == "admin1" and not sentence.is_caps
            if is_area or gazetteer.knows(fold(sentence.slice(unit.first, after.last))):
                joined.append(Unit(_NAME_ALONE, unit.first, after.last))
                k += 2
                continue
        joined.append(unit)
        k += 1
    return joined
