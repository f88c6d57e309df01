"""What a number measures when it counts no people: money, distance, age, or a date, time or name it is part of."""

from collections.abc import Sequence

from cenotaph.claims.numbers_words import NumberWords, match_phrase
from cenotaph.claims.tokens import Token

# Years that reports speak of. A count written with four digits and no separator can lie here too, so a year also
# needs a word before it that years stand after.
_YEARS = range(1900, 2100)
_OLDEST = 119


def read_unit(tokens: Sequence[Token], first: int, end: int, words: NumberWords, high: int) -> str | None:
    """The unit of the number phrase `tokens[first:end]` with upper bound `high`, or None if it may count people."""
    if end < len(tokens) and tokens[end].word in words.unit_after:
        entry = match_phrase(words.unit_after, tokens, end)
        if entry is not None:
            return entry.does
    if end - first > 2 and high in _YEARS and _is_year_range(tokens, first, end):
        return "date"
    if tokens[end - 1].word in words.articles or first == 0:
        return _read_slashed(tokens, first, end)
    previous = tokens[first - 1]
    before = previous.word
    if before in words.unit_before:
        entry = words.unit_before[before]
        if not (entry.capital and not previous.text[0].isupper()) and not _is_exempt(
            tokens, first, entry.not_next, high
        ):
            return entry.does
    if before == "." and first > 1 and previous.start == tokens[first - 2].end and len(tokens[first - 2].text) <= 4:
        entry_before = words.unit_before.get(tokens[first - 2].word)
        if entry_before is not None and (not entry_before.capital or tokens[first - 2].text[0].isupper()):
            return entry_before.does
    if before in words.age_before and tokens[first].word in words.age_phrases:
        return "age"
    number = tokens[end - 1]
    if number.kind == "number" and len(number.text) == 4 and number.text.isdecimal():
        if high in _YEARS and before in words.year_before and tokens[first].kind == "number":
            return "date"
        if before in words.clock_before and high % 100 < 60 and high < 2400 and end - first == 1:
            return "time"
    if before in ",(" and first > 1 and 0 < high <= _OLDEST and end < len(tokens) and end - first == 1:
        closed = tokens[end].word == ("," if before == "," else ")")
        if closed and tokens[first - 2].kind == "word" and tokens[first - 2].text[0].isupper():
            return "age"
    return _read_slashed(tokens, first, end)


def _is_exempt(tokens: Sequence[Token], first: int, unless: frozenset[str], high: int) -> bool:
    """ "In March 20 people": a month after "in" takes no day, though it may take a year."""
    return high < 1900 and first > 1 and tokens[first - 2].word in unless


def _is_year_range(tokens: Sequence[Token], first: int, end: int) -> bool:
    """1980-1992; between 1980 and 1992; from 1980 to 1992."""
    years = [token for token in tokens[first:end] if token.kind == "number"]
    return len(years) == 2 and all(
        len(year.text) == 4 and year.text.isdecimal() and int(year.text) in _YEARS for year in years
    )


def _read_slashed(tokens: Sequence[Token], first: int, end: int) -> str | None:
    """A number written against a slash belongs to a date or a name: 9/11, 24/1/2016."""
    if end < len(tokens) and tokens[end].word == "/" and tokens[end].start == tokens[end - 1].end:
        return "date"
    if first and tokens[first - 1].word == "/" and tokens[first - 1].end == tokens[first].start:
        return "date"
    return None
