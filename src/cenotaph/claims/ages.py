"""Ages written as one word or nearly so: "17-year-old", "six-month-old", "17 year-old", "17-year old"."""

import re
from collections.abc import Sequence

from cenotaph.claims.tokens import Token

_AGE = re.compile(r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)(?:-and-a-half)?-(?:year|month|week|day)s?-olds?$")
_YEARS = re.compile(r"(\d{1,3}|[a-z]+)(?:-and-a-half)?-years?-olds?$")
# An age in words is told of children mostly; twenty covers them.
_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
# Words that end an age written apart; the plural ("is 17 years old") is no phrase for a person.
_LAST = frozenset({"old", "olds", "year-old", "year-olds", "month-old", "month-olds"})


def is_age(word: str) -> bool:
    """True for "17-year-old", "six-month-old" and their plurals."""
    return word.endswith(("old", "olds")) and _AGE.match(word) is not None


def find_age(tokens: Sequence[Token], i: int) -> int | None:
    """The index after an age that starts at token `i` and is written apart: "17 year-old", "17-year old"."""
    for end in (i + 2, i + 3):
        if end <= len(tokens) and tokens[end - 1].word in _LAST:
            word = "-".join(token.word for token in tokens[i:end])
            return end if is_age(word) and "s-old" not in word else None
    return None


def read_years(word: str) -> int | None:
    """17 for "17-year-old", 6 for "six-year-old"; None for months."""
    match = _YEARS.match(word)
    if match is None:
        return None
    written = match.group(1)
    if written in _WORDS:
        return _WORDS.index(written) + 1
    return int(written) if written.isdigit() else None
