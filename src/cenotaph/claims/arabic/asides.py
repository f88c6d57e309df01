"""Places that an Arabic sentence names and where nothing happened: where fire came from, where the hurt were brought,
where somebody is from."""

from cenotaph.claims.arabic.names import is_one_person
from cenotaph.claims.units import Unit

# What ends the words for where fire came from.
_TURNS = frozenset({"comma", "stop", "semicolon", "colon", "upon", "harm_past", "harm_noun", "say", "that", "act"})


def list_away(units: list[Unit]) -> set[int]:
    """The units that tell where fire or aircraft came from ("القوات المتمركزة في X", "مصدره X", "من اتجاه X"), or
    where people were brought ("نقلوا إلى مشفى في X"), until the clause turns to what was hit."""
    away: set[int] = set()
    is_away = False
    for k, unit in enumerate(units):
        if "base" in unit.classes or ("to" in unit.classes and _is_of_hospital(units, k)):
            is_away = True
        elif is_away and unit.classes & _TURNS and not units[k - 1].has("base"):
            is_away = False
        if is_away:
            away.add(k)
    return away


def _is_of_hospital(units: list[Unit], k: int) -> bool:
    """True for "to" before a word for a hospital, or after one for being brought somewhere."""
    return any(unit.has("hospital") for unit in units[k + 1 : k + _TO_HOSPITAL]) or (
        k > 0 and units[k - 1].has("carried")
    )


_TO_HOSPITAL = 3  # units: "إلى المشفى"


def is_home(units: list[Unit], k: int) -> bool:
    """True for where somebody comes from: "المهجرة من قرية X", "من أهالي بلدة X"."""
    before = units[max(0, k - 2) : k]
    return len(before) == 2 and any(a.has("from") and b.has("native") for a, b in (before, before[::-1]))


def is_of_named(units: list[Unit], k: int) -> bool:
    """True for the town of one who is named: "الشهيد فهد الناصر من مدينة البستان"."""
    if k < _NAMED or not units[k - 1].has("from") or not units[k].has("place_noun"):
        return False
    n = k - 2
    while n >= 0 and units[n].classes <= _NAME_WORDS:
        n -= 1
    return n >= 0 and is_one_person(units[n]) and k - 2 - n > 1


_NAMED = 4  # units: somebody, two names, "from"
_NAME_WORDS = frozenset({"word", "name_part", "determiner", "name_head"})


def is_left(units: list[Unit], k: int) -> bool:
    """True for where somebody was driven from: "نازحة من ريف حماة"."""
    return k > 1 and units[k - 1].has("from") and units[k - 2].has("uprooted")


def is_brought_out(units: list[Unit], k: int) -> bool:
    """True for where people were brought out of: "انتشال ستة شهداء من بلدة التح"."""
    if k < 1 or not units[k - 1].has("from"):
        return False
    clause = next((n for n in range(k - 1, -1, -1) if not units[n].classes.isdisjoint(_ENDS)), -1)
    return any(unit.has("brought_out") for unit in units[clause + 1 : k])


_ENDS = frozenset({"comma", "stop", "semicolon"})
