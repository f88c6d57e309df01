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
_PARTS = frozenset({"name", "particle", "comma", "count", "number", "period", "calendar"})


class Dateline(NamedTuple):
    """A dateline: the units of the place, those of the area it is said to lie in, and the unit after its dash."""

    place: tuple[int, int] | None
    area: tuple[int, int] | None
    end: int


def read_dateline(units: list[Unit], sentence: Sentence, start: int = 0) -> Dateline | None:
    """The dateline that starts exactly at unit `start`, or None. It needs a day, a bracket, or capitals to be one."""
    end = _find_dash(units, sentence, start)
    if end is None:
        return None
    first = read_name(units, start, sentence) if units[start].classes & {"name", "particle"} else None
    if first is None:
        # "Feb. 3 - ": a day alone.
        is_day = all(unit.classes & {"period", "comma", "number", "count"} for unit in units[start:end])
        return Dateline(None, None, end + 1) if is_day and end > start else None
    last = first.last
    while last > start + 1 and units[last - 1].has("calendar"):
        last -= 1
    area = None
    if last + 1 < end and units[last].has("comma") and units[last + 1].has("name"):
        second = read_name(units, last + 1, sentence)
        area = (last + 1, second.last) if second is not None and second.last <= end else None
    written = sentence.slice(units[start].first, units[last - 1].last)
    is_marked = last < end and (area is None or area[1] < end)
    if last > end or not (is_marked or area is not None or written.isupper()):
        return None
    return Dateline((start, last), area, end + 1)


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
