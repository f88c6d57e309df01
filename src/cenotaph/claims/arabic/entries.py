"""Entries of rolls of the dead or hurt: people named one after another, with their titles, kin and ages."""

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claims.arabic.lists import skip
from cenotaph.claims.arabic.names import is_given, read_age, read_bare_age
from cenotaph.claims.claim import PersonName
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, list_count

_SEPARATORS = frozenset({"comma", "semicolon", "dash", "mark"})
_PARTING = _SEPARATORS | {"and", "count"}
_NAME = frozenset(
    {"word", "name_part", "determiner", "name_head", "town_head", "name_tail", "name_tail_bare", "aged", "place"}
)
# A family's name is often a word for people or places, with its article ("الحداد", "الجبل"), or what else a word means.
_NEVER = frozenset(
    {
        "and", "with", "in", "to", "from", "upon", "about", "that", "relative", "count", "number", "period", "stop",
        "colon", "comma", "semicolon", "dash", "mark", "open_bracket", "close_bracket", "quote", "hash", "including",
        "harm_noun", "harm_past", "say", "while", "not", "without", "in_addition", "share", "dying", "time", "years",
    }
)  # fmt: skip
_TAIL = frozenset({"from", "in", "aged"})
_TAIL_ENDS = frozenset({"comma", "semicolon", "dash", "mark", "stop", "colon", "and", "count"})
_TAIL_BARS = frozenset({"harm_past", "harm_noun", "say"})
_LONGEST_NAME, _LONGEST_TAIL = 6, 8
_NUMBERS = {"singular": 1, "dual": 2}
_AND = "و"


class Entries(NamedTuple):
    """How many people a run of entries tells of, those whom it names, and the unit after it."""

    number: int
    names: tuple[PersonName, ...]
    end: int


def read_entries(units: Sequence[Unit], k: int, sentence: Sentence, *, is_item: bool = False) -> Entries:
    """The people told of one after another from unit `k` on, parted by commas, "and", dashes or the numbers of a list;
    none if nobody is told of there. With `is_item` they are those of one item of a list, where what stands behind a
    dash tells more of somebody: "- هدى الناصر - ربة منزل"."""
    count, names, end, item = 0, list[PersonName](), k, 1
    while k < len(units):
        start = skip(list(units), k, {*_SEPARATORS, "and"})
        if start < len(units) and _is_item(units, start, item):
            item, start = item + 1, skip(list(units), start + 1, {*_SEPARATORS, "close_bracket"})
        entry = _read_entry(units, start, sentence, is_item=item > 1)
        if entry is None:
            break
        count, names = count + entry.number, [*names, *entry.names]
        k = end = _skip_tail(units, entry.end)
        is_parted = k < len(units) and (bool(units[k].classes & _PARTING) or _is_new_line(units, k, sentence))
        if k < len(units) and not is_parted:
            break
        if is_item and k < len(units) and not units[k].classes.isdisjoint({"dash", "mark"}):
            end = len(units)
            break
    return Entries(count, tuple(names), end)


def _is_item(units: Sequence[Unit], k: int, item: int) -> bool:
    """True for the next number of a list: "1 سالم الحمود 2 نادر العلي"."""
    phrase = list_count(units[k])
    return phrase is not None and phrase.count is not None and phrase.count.text == str(item) and k + 1 < len(units)


def _read_entry(units: Sequence[Unit], k: int, sentence: Sentence, *, is_item: bool) -> Entries | None:
    if (counted := _read_counted(units, k)) is not None:
        return counted
    at, noun = k, None
    while at < len(units):
        head = at + units[at].has("determiner")
        is_noun = head < len(units) and bool(units[head].classes & {"person", "parent"})
        if is_noun and not (is_given(units[head]) or units[head].has("harm_noun")):
            noun, at = noun or units[head], head + 1
        elif noun is not None and head < len(units) and units[head].has("modifier"):
            at = head + 1
        else:
            break
    number = 1 if noun is None else _tell_number(noun)
    if noun is not None and number != 1:
        return _read_several(units, at, sentence, number)
    end = _end_of_name(units, at, sentence)
    is_named = end - at > (noun is None and not is_item)
    if number is None or not (is_named or noun is not None):
        return None
    if not is_named:
        return Entries(number, (), at)
    text = sentence.slice(units[at].first, units[end - 1].last)
    age = read_age(list(units), end, sentence) or read_listed_age(list(units), end)
    sex = noun.field("sex") if noun is not None else None
    named = (PersonName(text, age[0] if age is not None else None, sex),) if number == 1 else ()
    return Entries(number, named, age[1] if age is not None else end)


def _read_counted(units: Sequence[Unit], k: int) -> Entries | None:
    """People whom a number counts: "وثلاثة من أبنائها", "طفلان", "خمسة من آل السالم"."""
    phrase = list_count(units[k]) if k < len(units) else None
    if phrase is None or phrase.count is None or phrase.count.stated is None:
        return None
    head = skip(list(units), k + 1, {"from", "determiner", "modifier"})
    if head < len(units) and units[head].classes & {"person", "person_group"}:
        if units[head].field("outcome") == "injured":
            return None  # "الشهداء: سالم الحمود، 6 جرحى"
        return Entries(phrase.count.stated, (), head + 1)
    return None


def _tell_number(noun: Unit) -> int | None:
    """How many people a noun tells of by itself; None for a plural."""
    if (told := noun.field("number")) is not None:
        return int(told)
    if noun.has("parent"):
        return 1
    return next((_NUMBERS[tag.form] for tag in noun.tags if tag.form in _NUMBERS), None)


def _read_several(units: Sequence[Unit], k: int, sentence: Sentence, number: int | None) -> Entries | None:
    """Several people told of by one noun, by their number or first names: "وأولاده الثلاثة", "وأولاده قصي ولمى",
    "وابنتاهما لين (12 عاما) وسما (8 أعوام)"."""
    at = k + (k < len(units) and units[k].has("determiner"))
    phrase = list_count(units[at]) if at < len(units) else None
    if phrase is not None and phrase.count is not None and phrase.count.stated is not None:
        return Entries(phrase.count.stated, (), at + 1)
    names, end, is_sure, is_aged = list[PersonName](), k, True, False
    while end < len(units):
        start = end + (bool(names) and units[end].has("and"))
        if start >= len(units) or not (units[start].classes == {"word"} or is_given(units[start])):
            break
        text = sentence.slice(units[start].first, units[start].last)
        if names and start == end:
            if not text.startswith(_AND):
                break
            # The letter may be the name's own, save right after an age.
            is_sure, text = is_sure and is_aged, text[1:]
        age = read_age(list(units), start + 1, sentence)
        names.append(PersonName(text, age[0] if age is not None else None))
        is_aged, end = age is not None, age[1] if age is not None else start + 1
    if number is None and not names:
        return None
    is_sure = is_sure and number in (None, len(names))
    return Entries(number or len(names), tuple(names) if is_sure else (), end)


def _is_new_line(units: Sequence[Unit], k: int, sentence: Sentence) -> bool:
    """True if a line ends between a unit and the one before it."""
    if not 0 < k < len(units):
        return False
    before, after = sentence.tokens[units[k - 1].last - 1], sentence.tokens[units[k].first]
    return "\n" in sentence.text[before.end : after.start]


def _end_of_name(units: Sequence[Unit], k: int, sentence: Sentence) -> int:
    """The unit after the words of a name that starts at unit `k`; `k` if none does."""
    end = k
    while end < len(units) and end - k < _LONGEST_NAME and _is_name_word(units, k, end, sentence):
        end += 1
        if _is_new_line(units, end, sentence):
            break
    while end > k and units[end - 1].has("determiner"):
        end -= 1
    is_told = any(units[n].has("word") or is_given(units[n]) or _is_ali(units[n], sentence) for n in range(k, end))
    return end if is_told else k


def _is_ali(unit: Unit, sentence: Sentence) -> bool:
    return sentence.slice(unit.first, unit.last) == "علي"  # "on" is written otherwise


def _is_name_word(units: Sequence[Unit], k: int, at: int, sentence: Sentence) -> bool:
    unit = units[at]
    if at == k and sentence.slice(unit.first, unit.last).startswith("وال"):
        return False  # "والقائمة طويلة"
    if unit.classes <= _NAME - {"aged", "place"} or is_given(unit):
        return True
    if _is_ali(unit, sentence):
        return True
    if at == k or " " in sentence.slice(unit.first, unit.last) or not unit.classes.isdisjoint(_NEVER):
        # The name of a village or a month may be somebody's first name too ("جوان").
        may_begin = at == k and unit.last - unit.first == 1 and bool(unit.classes & {"place", "period"})
        return may_begin and at + 1 < len(units) and units[at + 1].classes <= _NAME
    is_last = at + 1 == len(units) or not units[at + 1].classes.isdisjoint(_NEVER)
    is_definite = units[at - 1].has("determiner") or sentence.slice(unit.first, unit.last).startswith("ال")
    return is_definite or unit.has("place") or is_last


def _skip_tail(units: Sequence[Unit], k: int) -> int:
    """The unit after what is said of somebody behind the name: "(من البستان)", "من أهالي البستان"."""
    if k < len(units) and units[k].has("open_bracket"):
        close = next((n for n in range(k, min(len(units), k + _LONGEST_TAIL)) if units[n].has("close_bracket")), None)
        return close + 1 if close is not None else k
    if k >= len(units) or units[k].classes.isdisjoint(_TAIL):
        return k
    end = k
    while end < len(units) and end - k < _LONGEST_TAIL and units[end].classes.isdisjoint(_TAIL_ENDS):
        if not units[end].classes.isdisjoint(_TAIL_BARS):
            return k
        end += 1
    return end


def read_listed_age(units: list[Unit], k: int) -> tuple[int, int] | None:
    """An age without a mark before it, in years or, for infants, in months, and the unit after it."""
    if (years := read_bare_age(units, k)) is not None:
        return years
    is_time = k + 1 < len(units) and units[k].has("count") and units[k + 1].has("time")
    return (0, k + 2) if is_time else None
