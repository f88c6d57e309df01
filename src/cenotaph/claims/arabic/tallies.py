"""Arabic figures by place in one line: "منهم 33 في الهلك و7 في السكري", "في محافظة درعا: طفس 20، نوى 4، جاسم 6"."""

from collections.abc import Mapping, Sequence

from cenotaph.claims.units import Unit

_NAME = frozenset(
    {"word", "determiner", "name_head", "town_head", "name_part", "name_tail", "name_tail_bare", "no_name"}
)
_LONGEST = 3  # units of a name
_PARTS = 8  # units that the parts of a figure may take up before its place
_LEAST = 2  # items that make a list
_BREAKS = frozenset({"and", "comma", "stop", "semicolon", "open_bracket", "including"})
_OPENS = frozenset({"and", "comma", "colon", "open_bracket"})
_AREAS = frozenset({"settlement", "part", "around", "admin1"})
_FIGURES = frozenset({"count", "person"})  # what may stand right before "in" and a place of a list


def list_tallies(units: Sequence[Unit]) -> Mapping[int, int]:
    """The names of places in lists of figures by place: the unit where each begins, and the unit after it. Two items of
    one form at least make a list; the figure stands before "in" and the name, or right after the name."""
    spots = [
        k
        for k in range(1, len(units) - 1)
        if "in" in units[k].classes and not _FIGURES.isdisjoint(units[k - 1].classes)
    ]
    if len(spots) >= _LEAST:
        behind = dict(span for k in spots if (span := _find_after_figure(units, k)) is not None)
        if len(behind) >= _LEAST:
            # "و5 في X، ورجل وابنه في Y": in such a list people are counted by their nouns too.
            after = (k for k in spots if k > min(behind))
            return behind | dict(s for k in after if (s := _find_after_figure(units, k, is_counted=False)) is not None)
    if sum("count" in unit.classes for unit in units) <= _LEAST:
        return {}
    colon = next((k for k, unit in enumerate(units) if unit.has("colon")), len(units))
    ahead = {k: end for k in range(colon + 1, len(units) - 1) if (end := _end_before_figure(units, k)) is not None}
    return ahead if len(ahead) >= _LEAST else {}


def _find_after_figure(units: Sequence[Unit], k: int, *, is_counted: bool = True) -> tuple[int, int] | None:
    """The units of the name in "33 في X", "9 شهداء في حي X", "شهيدان في X", where "in" is unit `k`; "رجل في X" too if
    people need not be counted."""
    if not (_is_figure(units, k) if is_counted else units[k - 1].has("person")):
        return None
    start = k + 1 + (units[k + 1].field("level", "place_noun") in _AREAS)
    start += start + 1 < len(units) and units[start].has("hash")
    end = _end_of_name(units, start)
    is_told = start > k + 1 or any(unit.classes <= _NAME - {"no_name", "determiner"} for unit in units[start:end])
    is_whole = end < len(units) and units[end].has("colon")  # "58 شهيدا في X:" is what the list makes up
    return (start, end) if end > start and is_told and _is_break(units, end) and not is_whole else None


def _is_figure(units: Sequence[Unit], k: int) -> bool:
    """True if a number, with or without the people it counts, stands right before unit `k`, or people of whom the noun
    tells how many and what befell them."""
    last = units[k - 1]
    if last.has("person") and any(unit.has("including") for unit in units[max(0, k - _PARTS) : k - 1]):
        return True  # "12 بينهم 4 أطفال وامرأتان في X"
    if last.has("count") or (last.has("person") and k > 1 and units[k - 2].has("count")):
        return True
    return any(tag.form in ("singular", "dual") and "outcome" in tag.entry.fields for tag in last.tags)


def _end_before_figure(units: Sequence[Unit], k: int) -> int | None:
    """The unit after the name in "، X 4،", where no word for people follows the figure."""
    if units[k - 1].classes.isdisjoint(_OPENS):
        return None
    end = _end_of_name(units, k)
    is_figure = k < end < len(units) and units[end].has("count")
    return end if is_figure and _is_break(units, end + 1) else None


def _end_of_name(units: Sequence[Unit], k: int) -> int:
    end = k
    while end < len(units) and end - k < _LONGEST and (units[end].classes <= _NAME or _goes_on(units, k, end)):
        end += 1
    return end


def _goes_on(units: Sequence[Unit], k: int, end: int) -> bool:
    """True for a small word, or one for a person, that is the second of a name: "بيت سوى", "دارة الشيخ"."""
    is_small = end == k + 1 and units[k].has("name_head") and units[end].classes == {"common"}
    return is_small or (end > k and units[end].has("name_head"))


def _is_break(units: Sequence[Unit], k: int) -> bool:
    return k >= len(units) or not units[k].classes.isdisjoint(_BREAKS)
