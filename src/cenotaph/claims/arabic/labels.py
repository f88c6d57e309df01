"""What stands before the text of a post: the place it is of ("شبكة ... | البستان: ..."), or an outlet named so."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.folding import fold
from cenotaph.values.place import Level

SOUNDS_ALIKE = 0.92  # how sure a name spelled otherwise than the gazetteer does must be, 0 to 1
_LONGEST = 8  # units of a segment
_LONGEST_NAME = 4  # units of a name
_SHORT = 3  # units of a name that no map and no list tells to be one
_SHORTEST = 3  # letters of a name
_ENDS = frozenset({":", "|"})
_PARTS = _ENDS | {"-", "–", "—", "/", "•"}
_TELLS = frozenset({"harm_past", "harm_noun", "say", "count", "act", "relative", "that", "comma"})
_LEADING = frozenset({"hash", "mark", "dash", "quote"})
# What a place may be told more closely by, before and after its name.
_AROUND = frozenset({"place_noun", "direction", "determiner", "period", "hash"})
# A line of a list of places with their figures: "حزة: 3 شهداء", "- حزة: شهيدان".
_ITEM = re.compile(r"\s*[-–•*▪●♦#]*\s*[\u0620-\u065f][\u0620-\u065f\s_]{2,30}:\s*[\d\u0620-\u065f]+(?:[\s.،]|$)")
_LABEL_WORDS = frozenset({"word", "determiner", "name_head", "town_head", "name_part", "name_tail", "name_tail_bare"})
_HEAD_LINES, _HEAD_NAMES = 2, 2  # where a place may be a line by itself: lines before it, and places in it
_LEAST_OUTLET = 3  # words of a line above it; a shorter one may be of a list of links
_TELLING = 4  # words of a line that tells of something
_SETTLED = frozenset({"settlement", "part"})
_WIDE = frozenset({Level.ADMIN1, Level.COUNTRY})
# Whose outlets are called by where they are: "تنسيقية البستان", "مركز البستان الإعلامي".
_OUTLETS = frozenset({"outlet"})
_NOBODYS = frozenset({"hour", "person", "person_group", "toll", "cause_word", "party", "rise"})


class Labels(NamedTuple):
    """The units of places that a post is of, from their first to the one after them; the place of an outlet's name; and
    the unit before which no name stands for a place by itself."""

    places: dict[int, int]
    outlet: tuple[int, int] | None
    barred: int


_NONE = Labels({}, None, 0)


def read_labels(units: Sequence[Unit], sentence: Sentence, gazetteer: Gazetteer) -> Labels:
    """The labels at the head of a line; none where a sentence does not begin one."""
    start = sentence.text.rfind("\n", 0, sentence.start) + 1
    if any(letter.isalnum() for letter in sentence.text[start : sentence.start]):
        return _NONE
    places, outlet, barred, first, held = dict[int, int](), None, 0, 0, dict[int, int]()
    for k, unit in enumerate(units):
        if k - first > _LONGEST or not unit.classes.isdisjoint(_TELLS):
            break
        text = sentence.tokens[unit.first].text
        if text not in _PARTS:
            continue
        if k > first:
            name = _find_whole(units, first, k, sentence, gazetteer)
            if name is None and text == ":":
                name = _find_item(units, first, k, sentence, is_after=barred > 0)
            name = name or _find_spoken_of(units, first, k, sentence)
            if name is not None:
                held[name[0]] = name[1]
            else:
                outlet = outlet or _find_outlet(units, first, k, sentence, gazetteer)
                barred = k
        first = k + 1
        if text in _ENDS:
            places, held = {**places, **held}, {}
    if not first:
        return Labels(_read_heading(units, sentence, start, gazetteer), None, 0)
    is_told = any(sentence.tokens[unit.first].text in _ENDS for unit in units[:first])
    return Labels(places, outlet, barred if is_told else 0)


def _read_heading(units: Sequence[Unit], sentence: Sentence, start: int, gazetteer: Gazetteer) -> dict[int, int]:
    """The place that is a post's first line and nothing else, with the area it lies in or without: "#البستان". The line
    after it tells of something; what stands in a list of links does not."""
    text = sentence.text
    rest, _, after = text[sentence.end :].partition("\n")
    above = [line for line in text[:start].splitlines() if line.strip()]
    is_head = len(above) < _HEAD_LINES and all(len(line.split()) >= _LEAST_OUTLET for line in above)
    if not is_head or any(letter.isalnum() for letter in rest) or len(_first_line(after).split()) < _TELLING:
        return {}
    found: dict[int, int] = {}
    first = 0
    for last in [*(k for k, unit in enumerate(units) if k and unit.has("hash")), len(units)]:
        name = _find_whole(units, first, last, sentence, gazetteer) or _find_tag(
            units, first, last, sentence, gazetteer
        )
        if name is None or gazetteer.country_named(sentence.slice(units[name[0]].first, units[name[1] - 1].last)):
            return {}
        found[name[0]], first = name[1], last
    return found if len(found) <= _HEAD_NAMES else {}


def _find_tag(
    units: Sequence[Unit], first: int, last: int, sentence: Sentence, gazetteer: Gazetteer
) -> tuple[int, int] | None:
    """The units of a hashtag of one name, written otherwise than the gazetteer does."""
    if (
        last - first < 2
        or not units[first].has("hash")
        or not all(u.classes <= _LABEL_WORDS for u in units[first + 1 : last])
    ):
        return None
    found = gazetteer.find(sentence.slice(units[first + 1].first, units[last - 1].last).replace("_", " "))
    return (first + 1, last) if found and found[0].score >= SOUNDS_ALIKE else None


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")


def _find_whole(
    units: Sequence[Unit], first: int, last: int, sentence: Sentence, gazetteer: Gazetteer
) -> tuple[int, int] | None:
    """The units of the name in a segment that is a place and nothing else: "ريف حلب الغربي", "#البستان الآن"."""
    while first < last and not units[first].classes.isdisjoint(_LEADING):
        first += 1
    for start in range(first, last):
        for end in range(min(last, start + _LONGEST_NAME), start, -1):
            if _is_known(units, start, end, sentence, gazetteer):
                if start > first and units[start - 1].field("level", "place_noun") == "road":
                    start -= 1  # "طريق السد: ..." is no town
                rest = [*units[first:start], *units[end:last]]
                is_whole = all(not u.classes.isdisjoint(_AROUND) or _is_now(u, sentence) for u in rest)
                return (start, end) if is_whole else None
        if units[start].classes.isdisjoint(_AROUND):
            return None
    return None


def _find_item(
    units: Sequence[Unit], first: int, last: int, sentence: Sentence, *, is_after: bool
) -> tuple[int, int] | None:
    """The units of a name on no map before a colon and a figure, where the line before or after is made alike, or,
    after an outlet, where it begins as names of places do: "شبكة ... | مساكن X: 3 شهداء"."""
    while first < last and not units[first].classes.isdisjoint(_LEADING):
        first += 1
    is_led = first < last and units[first].field("level", "place_noun") in _SETTLED
    first += is_led
    words = _LABEL_WORDS | {"common"} if is_led else _LABEL_WORDS
    is_name = 0 < last - first <= _LONGEST_NAME and all(unit.classes <= words for unit in units[first:last])
    figure = units[last + 1] if last + 1 < len(units) else None
    if not is_name or figure is None or not _tells_of_harm(figure):
        return None
    if is_led:
        return first, last  # "مدينة البستان: 3 شهداء"
    if is_after:
        return (first, last) if not units[first].classes.isdisjoint({"name_head", "town_head"}) else None
    text = sentence.text
    start = text.rfind("\n", 0, sentence.start) + 1
    before, after = text[:start].rstrip().rpartition("\n")[2], text[sentence.start :].partition("\n")[2].lstrip()
    is_list = _ITEM.match(text, start) and (_ITEM.match(before) or _ITEM.match(after))
    return (first, last) if is_list else None


def _tells_of_harm(unit: Unit) -> bool:
    is_harmed = unit.has("person") and unit.field("outcome") is not None
    return is_harmed or not unit.classes.isdisjoint({"count", "cause_word", "harm_noun", "harm_past"})


def _find_spoken_of(units: Sequence[Unit], first: int, last: int, sentence: Sentence) -> tuple[int, int] | None:
    """The units of a name on no map of which the words after it speak as "the town": "البستان: غارة على المدينة"."""
    while first < last and not units[first].classes.isdisjoint(_LEADING):
        first += 1
    if not 0 < last - first <= _SHORT or not all(unit.classes <= _LABEL_WORDS for unit in units[first:last]):
        return None
    for n in range(last + 1, len(units) - 1):
        is_town = units[n].field("level", "place_noun") == "settlement" and units[n - 1].has("determiner")
        if is_town and not units[n - 2].classes.isdisjoint({"in", "upon", "with"}):
            return first, last
        if not units[n].classes.isdisjoint({"stop", "semicolon"}) and sentence.tokens[units[n].first].text != ":":
            break
    return None


def _is_now(unit: Unit, sentence: Sentence) -> bool:
    return sentence.slice(unit.first, unit.last) == "الآن"


def _is_known(units: Sequence[Unit], start: int, end: int, sentence: Sentence, gazetteer: Gazetteer) -> bool:
    text = sentence.slice(units[start].first, units[end - 1].last).replace("_", " ")
    is_bare = end == start + 1 and not units[start].classes.isdisjoint({"place_noun", "direction", "period"})
    is_cut = units[start].has("hash") or units[end - 1].has("determiner")
    if any(not unit.classes.isdisjoint(_NOBODYS) for unit in units[start:end]):
        return False  # "الشهداء: 3": a village too
    return len(text) >= _SHORTEST and not is_bare and not is_cut and "\n" not in text and gazetteer.knows(fold(text))


def _find_outlet(
    units: Sequence[Unit], first: int, last: int, sentence: Sentence, gazetteer: Gazetteer
) -> tuple[int, int] | None:
    """The units of the place that an outlet is called by."""
    if not any(not unit.classes.isdisjoint(_OUTLETS) for unit in units[first:last]):
        return None
    for start in range(first + 1, last):
        for end in range(min(last, start + _LONGEST_NAME), start, -1):
            is_name = all(u.classes.isdisjoint(_OUTLETS) for u in units[start:end])
            if is_name and _is_known(units, start, end, sentence, gazetteer):
                text = sentence.slice(units[start].first, units[end - 1].last)
                is_area = any(each.level in _WIDE for each in gazetteer.find(text, limit=3))
                return None if is_area else (start, end)  # a province's outlet tells of all its towns
    return None
