"""What a number measures when it counts no people: money, distance, age, or a date, time or name it is part of."""

from collections.abc import Sequence

from cenotaph.claims.numbers_words import NumberWords, match_phrase
from cenotaph.claims.tokens import Token

# Years that reports speak of. A count written with four digits and no separator can lie here too, so a year also
# needs a word before it that years stand after.
_YEARS = range(1900, 2100)
_OLDEST = 119
# A street's name has up to so many words between the number and "Street".
_ADDRESS_REACH = 3


def read_unit(tokens: Sequence[Token], first: int, end: int, words: NumberWords, high: int) -> str | None:
    """The unit of the number phrase `tokens[first:end]` with upper bound `high`, or None if it may count people."""
    if end < len(tokens):
        unit = _read_following(tokens, first, end, words) or _read_hour(tokens, first, end, words, high)
        if unit is not None:
            return unit
    if end - first > 2 and high in _YEARS and _is_year_range(tokens, first, end):
        return "date"
    if first == 0 or tokens[end - 1].word in words.articles:
        return None
    return _read_preceding(tokens, first, end, words, high) or _read_figures(tokens, first, end, words)


def _read_following(tokens: Sequence[Token], first: int, end: int, words: NumberWords) -> str | None:
    """A unit, a slash, a numbered line or an address after the number."""
    following = tokens[end]
    if following.word in words.unit_after:
        entry = match_phrase(words.unit_after, tokens, end)
        if entry is not None:
            return entry.does
    touching = following.start == tokens[end - 1].end
    if following.kind == "mark":
        if following.word == "/" and touching:
            return "date"
        opens = first == 0 or (tokens[first - 1].kind == "mark" and tokens[first - 1].word in ".:;!?]")
        if opens and touching and following.word in ".)" and tokens[first].kind == "number" and end - first == 1:
            return "list"
    elif first and tokens[first - 1].word in words.address_before and following.text[0].isupper():
        for token in tokens[end + 1 : end + 1 + _ADDRESS_REACH]:
            if token.word in words.address:
                return "name"
            if not token.text[0].isupper():
                break
    return None


def _read_hour(tokens: Sequence[Token], first: int, end: int, words: NumberWords, high: int) -> str | None:
    """A time of day in words: "around 4 in the morning"; not "killed four in the morning"."""
    leads = {tokens[first].word, tokens[max(0, first - 1)].word}
    if high > _HOURS or leads.isdisjoint(words.clock_before):
        return None
    after = [token.word for token in tokens[end : end + 3]]
    return "time" if any(" ".join(after[:n]) in words.clock_after for n in (2, 3)) else None


_HOURS = 12


def _read_preceding(tokens: Sequence[Token], first: int, end: int, words: NumberWords, high: int) -> str | None:
    """A currency, a month, "aged", "Route" or the like before the number."""
    previous = tokens[first - 1]
    before = previous.word
    entry = words.unit_before.get(before)
    if entry is None and before == "." and first > 1 and previous.start == tokens[first - 2].end:
        previous = tokens[first - 2]  # No. 4, Jan. 14
        entry = words.unit_before.get(previous.word) if len(previous.text) <= 4 else None
    if entry is not None:
        capital = previous.text[0].isupper() or not entry.capital
        titled = not entry.title or (previous.text[0].isupper() and not previous.text.isupper())
        exempt = high < _YEARS.start and first > 1 and tokens[first - 2].word in entry.not_next
        if capital and titled and not exempt and not _is_after_day(tokens, first, end, high, entry.does):
            return entry.does
    if before in words.age_before and tokens[first].word in words.age_phrases:
        return "age"
    if before in words.joins["and"] and first > 2:
        other = words.unit_before.get(tokens[first - 3].word)
        if other is not None and other.does == "age":  # aged 32 and 42
            return "age"
    return None


def _is_after_day(tokens: Sequence[Token], first: int, end: int, high: int, does: str) -> bool:
    """True for the four of "on 9 July four men died": the month has its day before it, and 4 is the year of none
    ("20 Nov 89")."""
    if does != "date" or first < 2 or end >= len(tokens) or high >= _SHORT_YEARS:
        return False
    day = tokens[first - 2]
    is_day = day.kind == "number" and day.text.isdecimal() and 0 < int(day.text) <= _LAST_DAY
    return is_day and tokens[end].kind == "word" and tokens[end].text[0].islower() != tokens[end].text.isupper()


_SHORT_YEARS = 50  # two figures from here on are years ("89")
_LAST_DAY = 31


def _read_figures(tokens: Sequence[Token], first: int, end: int, words: NumberWords) -> str | None:
    """A year, a clock time, an age after a name, a telephone number: figures known by what stands around them."""
    number, before = tokens[end - 1], tokens[first - 1].word
    if number.kind != "number" or not number.text.isdecimal():
        return None
    value, following = int(number.text), tokens[end].word if end < len(tokens) else ""
    if len(number.text) == 4:
        if value in _YEARS and tokens[first].kind == "number" and _follows_date(tokens, first, words):
            return "date"
        if before in words.clock_before and value % 100 < 60 and value < 2400 and end - first <= 2:
            return "time"
    if end - first == 1 and before in (",", "(") and first > 1 and 0 < value <= _OLDEST:
        name = tokens[first - 2]
        closing = (",", ";", ".") if not name.text.isupper() else (",",)
        closed = following in closing if before == "," else following == ")"
        if closed and name.kind == "word" and name.text[0].isupper():
            return "age"
    if before in ("-", "/") and tokens[first - 1].end == tokens[first].start and first > 1:
        return "date" if before == "/" else "name"
    if before == ")" and end - first == 3:
        return "name"
    if before == "(" and following == ")" and end + 1 < len(tokens) and tokens[end + 1].kind == "number":
        return "name"
    return None


def _follows_date(tokens: Sequence[Token], first: int, words: NumberWords) -> bool:
    """in 2014; January 14, 2014; 1982 - 1986."""
    before = tokens[first - 1].word
    if before in words.year_before:
        return True
    if first < 2:
        return False
    if before in words.joins["dash"]:
        return len(tokens[first - 2].text) == 4 and tokens[first - 2].text.isdecimal()
    entry = words.unit_before.get(tokens[first - 3].word) if before == "," and first > 2 else None
    return entry is not None and entry.does == "date"


def _is_year_range(tokens: Sequence[Token], first: int, end: int) -> bool:
    """1980-1992; between 1980 and 1992; from 1980 to 1992."""
    years = [token for token in tokens[first:end] if token.kind == "number"]
    return len(years) == 2 and all(
        len(year.text) == 4 and year.text.isdecimal() and int(year.text) in _YEARS for year in years
    )
