"""Datelines: the place, day and agency that stand before a report's first words ("ARDEN, 4 March (Agency) --")."""

from typing import NamedTuple

from cenotaph.claims.names import read_name
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit

# Text that was decoded wrongly keeps the dashes of Windows-1252 as control characters.
_DASHES = frozenset({"--", "—", "–", "-", "―", "\x96", "\x97"})
# A dateline is no longer than this: two names, a day, an agency and its bracket.
_LONGEST = 22
# What a dateline may hold beside names and what stands in brackets.
_DAY = frozenset({"count", "number", "period", "calendar"})
_PARTS = _DAY | {"name", "particle", "comma"}


class Dateline(NamedTuple):
    """A dateline: the units of the place, those of the area it is said to lie in, and the unit after its dash."""

    place: tuple[int, int] | None
    area: tuple[int, int] | None
    end: int


def read_dateline(units: list[Unit], sentence: Sentence, start: int = 0) -> Dateline | None:
    """The dateline that starts exactly at unit `start`, or None.

    A name alone before a dash is one if it is written in capitals among small letters, or if a day, a bracket, the
    area around the place, or another dateline stands beside it.
    """
    end = _find_dash(units, sentence, start)
    if end is None:
        return None
    first = read_name(units, start, sentence) if units[start].classes & {"name", "particle"} else None
    if first is None:
        # "Feb. 3 - ": a day alone.
        is_day = all(unit.classes & {"period", "comma", "number", "count"} for unit in units[start:end])
        return Dateline(None, None, end + 1) if is_day and end > start else None
    last = first.last
    if units[last].has("place_noun"):
        last += 1  # "ARDEN CITY", where capitals do not say that the word is a part of the name
    while last > start + 1 and units[last - 1].has("calendar"):
        last -= 1
    area = None
    if last + 1 < end and units[last].has("comma") and units[last + 1].has("name"):
        second = read_name(units, last + 1, sentence)
        area = (last + 1, second.last) if second is not None and second.last <= end else None
    rest = [unit for unit in units[area[1] if area else last : end] if not unit.has("comma")]
    if last > end or not _is_day_and_agency(rest, sentence):
        return None
    is_set_off = start > 0 or not sentence.is_caps
    is_set_off = is_set_off and sentence.slice(units[start].first, units[last - 1].last).isupper()
    return Dateline((start, last), area, end + 1) if rest or area is not None or is_set_off else None


def _is_day_and_agency(units: list[Unit], sentence: Sentence) -> bool:
    """True if units are a day and what stands in brackets, or either, or nothing."""
    inside = False
    for unit in units:
        text = sentence.tokens[unit.first].text
        inside = text in "([" or (inside and text not in ")]")
        if not (inside or text in ")]" or text == "." or unit.classes & _DAY):
            return False
    return True


def _find_dash(units: list[Unit], sentence: Sentence, start: int) -> int | None:
    """The unit of the dash that ends a dateline; None if other words stand before it."""
    inside = False
    for k in range(start, min(len(units), start + _LONGEST)):
        unit = units[k]
        text = sentence.tokens[unit.first].text
        if text in ("(", "["):
            inside = True
        elif text in (")", "]"):
            inside = False
        elif text in _DASHES and k > start and not (text == "-" and inside):
            return k
        elif not inside and unit.classes.isdisjoint(_PARTS) and text != "." and not text[:1].isupper():
            return None
    return None


def skip_brackets(units: list[Unit], sentence: Sentence, start: int) -> int:
    """The first unit from `start` on that is not in square brackets ("[Text] [By our reporter]")."""
    at = start
    while at < len(units) and sentence.tokens[units[at].first].text == "[":
        close = next((k for k in range(at, len(units)) if sentence.tokens[units[k].first].text == "]"), None)
        if close is None:
            break
        at = close + 1
    return at
