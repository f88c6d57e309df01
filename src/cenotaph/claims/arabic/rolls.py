"""Rolls of names: lines under "أسماء الشهداء:" that each name somebody of whom the heading tells."""

import re

from cenotaph.claims.arabic.lists import skip
from cenotaph.claims.arabic.names import read_age, read_bare_age, read_name
from cenotaph.claims.claim import PersonName
from cenotaph.claims.group import Group, groups_of, make_unit
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.values.count import Count
from cenotaph.values.folding import fold_in_place

_ITEM = re.compile(r"\s*(?:\d{1,3}\s*[-–.)ـ/]|[-–•*▪●♦])\s*")
_MARKS = frozenset({"mark", "dash", "number", "count", "bare", "stop", "quote", "comma"})
_LEAST_WORDS = 2  # of a name without an age


def is_on_roll(sentence: Sentence, lexicon: Lexicon) -> bool:
    """True for an item of a list whose heading says that names follow."""
    text = sentence.text
    start = text.rfind("\n", 0, sentence.start) + 1
    item = _ITEM.match(text, start)
    if start == 0 or item is None or item.end() < sentence.start:
        return False
    for line in reversed(text[:start].splitlines()):
        if line.strip() and not _ITEM.match(line):
            heading = lexicon.frames["roll"].search(fold_in_place(line))
            return heading is not None and (line.rstrip().endswith(":") or not line[: heading.start()].strip())
    return False


def mark_listed(units: list[Unit], sentence: Sentence) -> list[Unit]:
    """The units with the person that an item names as one unit of class "listed"; as they are if it names nobody."""
    k = skip(units, 0, set(_MARKS))
    if k >= len(units):
        return units
    groups = groups_of(units[k])
    if len(groups) == 1 and groups[0].names and groups[0].count.stated == 1:
        return [*units[:k], make_unit("listed", groups), *units[k + 1 :]]
    named = read_name(units, k, sentence)
    if named is None:
        return units
    name, end = named
    age = read_age(units, end, sentence) or read_bare_age(units, end)
    after = age[1] if age is not None else end
    rest = skip(units, after, {*_MARKS, "open_bracket", "close_bracket"})
    if rest < len(units) or (age is None and len(name.split()) < _LEAST_WORDS):
        return units
    count = Count(1, 1, False, 1, name)
    person = PersonName(name, age[0] if age is not None else None)
    group = Group(units[k].first, units[after - 1].last, count, names=(person,))
    return [*units[:k], make_unit("listed", (group,)), *units[after:]]
