"""Rolls of names: lines under "أسماء الشهداء:" that each name somebody of whom the heading tells."""

import re

from cenotaph.claims.arabic.entries import read_entries
from cenotaph.claims.arabic.lists import skip
from cenotaph.claims.group import Group, groups_of, make_unit
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.values.count import Count
from cenotaph.values.folding import fold_in_place
from cenotaph.values.harm import Status

_ITEM = re.compile(r"\s*(?:\d{1,3}\s*[-–.)ـ/_]|[-–•*▪●♦])\s*")
_MARKS = frozenset({"mark", "dash", "number", "count", "bare", "stop", "quote", "comma"})
_LEAST_WORDS = 2  # of a name without an age
# A line of a name that stands in no numbered list: some words, and no mark that a sentence has.
_PLAIN = re.compile(r"\s*[\u0620-\u065f]+(?:\s+[\u0620-\u065f]+){1,9}\s*(?:\([^()\n]{1,40}\))?\s*[،,.]?\s*")
_MOST_LINES = 80  # above an entry at which its heading is looked for
_LONG_HEADING = 18  # words of a heading with a colon
_HEADING = 9  # units from the end of a heading to its people


def is_on_roll(sentence: Sentence, lexicon: Lexicon) -> bool:
    """True for an item of a list whose heading says that names follow."""
    text = sentence.text
    start = text.rfind("\n", 0, sentence.start) + 1
    item = _ITEM.match(text, start)
    line_end = text.find("\n", start)
    is_plain = item is None and _PLAIN.fullmatch(text, start, len(text) if line_end < 0 else line_end) is not None
    if start == 0 or (item is not None and item.end() < sentence.start) or (item is None and not is_plain):
        return False
    for line in reversed(text[:start].splitlines()[-_MOST_LINES:]):
        if not line.strip() or _ITEM.match(line):
            continue
        if _is_heading(line, lexicon):
            return True
        if not is_plain or not _PLAIN.fullmatch(line):
            return False
    return False


def _is_item(sentence: Sentence) -> bool:
    """True for a line with the mark or number of an item before it."""
    return _ITEM.match(sentence.text, sentence.text.rfind("\n", 0, sentence.start) + 1) is not None


def _is_heading(line: str, lexicon: Lexicon) -> bool:
    folded = fold_in_place(line)
    heading = lexicon.frames["roll"].search(folded)
    if heading is not None and (line.rstrip().endswith(":") or not line[: heading.start()].strip()):
        return True
    of_whom = lexicon.frames["roll_of"].search(folded)
    is_short = len(line.split()) <= (_LONG_HEADING if line.rstrip().endswith(":") else _HEADING)
    return of_whom is not None and is_short and not line[: of_whom.start()].strip("# ")


def mark_listed(grouped: list[Unit], units: list[Unit], sentence: Sentence) -> list[Unit]:
    """The units with the people that an item tells of as one unit of class "listed"; those with phrases for people
    made one, `grouped`, if it tells of nobody or of one such phrase."""
    k = skip(grouped, 0, set(_MARKS))
    if k >= len(grouped):
        return grouped
    groups, rest = groups_of(grouped[k]), skip(grouped, k + 1, {*_MARKS, "open_bracket", "close_bracket"})
    if len(groups) == 1 and groups[0].names and groups[0].count.stated == 1 and rest == len(grouped):
        return [*grouped[:k], make_unit("listed", groups), *grouped[k + 1 :]]
    k = skip(units, 0, set(_MARKS))
    told = read_entries(units, k, sentence, is_item=_is_item(sentence))
    rest = skip(units, told.end, {*_MARKS, "close_bracket"})
    if not told.number or rest < len(units):
        return grouped
    last = units[told.end - 1].last
    if last - units[k].first < _LEAST_WORDS:
        return grouped
    count = Count(told.number, told.number, False, told.number, sentence.slice(units[k].first, last))
    noun = next((unit for unit in units[k : k + 2] if unit.has("person")), None) if told.number == 1 else None
    group, status = (noun.field("group"), noun.field("status")) if noun is not None else (None, None)
    person = Group(units[k].first, last, count, group or "people", Status(status or "unknown"), names=told.names)
    return [*units[:k], make_unit("listed", (person,)), *units[told.end :]]


def leave_out_heading(grouped: list[Unit], number: int) -> None:
    """Makes the people of a heading words like others where those whom it is of are told of behind it: "أسماء شهداء
    القصف: سالم الحمود، نادر العلي"."""
    for n in range(len(grouped) - 1, max(-1, len(grouped) - 1 - _HEADING), -1):
        if grouped[n].has("harmed"):
            if all(group.count.stated in (None, 1, number) for group in groups_of(grouped[n])):
                grouped[n] = Unit(frozenset({"word"}), grouped[n].first, grouped[n].last)
            return
