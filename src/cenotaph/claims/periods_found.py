"""What a period phrase is read against, what reading it gives, and the names of months and years in it."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claims.calendar import (
    Span,
    clip_end,
)
from cenotaph.claims.periods_words import PeriodWords
from cenotaph.claims.tokens import Token

FIRST_YEAR, LAST_YEAR = 1900, 2099
# Two figures for a year without a day of publication: 70 to 99 are of the twentieth century.
_PIVOT = 70


class Setting(NamedTuple):
    """What a phrase is read against: the tokens, the words, the day of publication, and the days last spoken of."""

    tokens: Sequence[Token]
    words: PeriodWords
    published: dt.date | None
    anchor: Span | None

    def word(self, index: int) -> str:
        """The folded word at `index`; empty outside the tokens."""
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""


class Found(NamedTuple):
    """Tokens `first` to `last` (exclusive) that name a span, None if it cannot be known. `kind`: day, week, month,
    year, span or time. `dated`: (month, day) of a first day written without a year. `weekday`: it was named by its
    weekday alone.
    """

    first: int
    last: int
    span: Span | None
    kind: str
    time: str | None = None
    role: str = "when"
    dated: tuple[int, int] | None = None
    weekday: bool = False


def place_span(first: int, last: int, span: Span | None, kind: str, s: Setting) -> Found:
    """A Found that ends on the day of publication at the latest, or lies in the future."""
    role = "when"
    if span is not None and s.published is not None:
        role = "future" if span.start > s.published else "when"
        span = clip_end(span, s.published)
    return Found(first, last, span, kind, role=role)


def read_month_name(s: Setting, i: int) -> tuple[int, int]:
    """(month, index after it) at `i`, or (0, i). A short name may end in a full stop."""
    if i >= len(s.tokens):
        return 0, i
    token, words = s.tokens[i], s.words
    month = words.months.get(token.word, 0)
    if not month:
        return 0, i
    capital = token.text[0].isupper()
    if token.word in words.months_ordinary and (not capital or s.word(i + 1) in words.month_not_next):
        return 0, i
    if token.word in words.months_short:
        if not capital:
            return 0, i
        if s.word(i + 1) == "." and s.tokens[i + 1].start == token.end:
            return month, i + 2
    return month, i + 1


def read_four(s: Setting, i: int) -> int:
    """A year of four figures at `i`, or 0."""
    if i >= len(s.tokens):
        return 0
    text = s.tokens[i].text
    return int(text) if len(text) == 4 and text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR else 0


def read_year_after(s: Setting, i: int) -> tuple[int, int]:
    """(year, index after it) of the year that may follow a day and month, or (0, i)."""
    words = s.words
    at = i + 1 if s.word(i) == "," or s.word(i) in words.joins["of"] else i
    year = read_four(s, at)
    joins = words.joins
    if year and not any(s.word(at + 1) in joins[kind] for kind in ("hours", "zones", "year_not_next")):
        return year, at + 1
    if s.published is not None and s.word(at) in words.modifiers.table and words.units.get(s.word(at + 1)) == "year":
        offset = {"current": 0, "previous": -1}.get(words.modifiers.get(s.word(at)) or "")
        if offset is not None:
            return s.published.year + offset, at + 2
    if at == i < len(s.tokens):
        text, following = s.tokens[at].text, s.tokens[at + 1] if at + 1 < len(s.tokens) else None
        closed = following is None or (following.kind == "mark" and following.word not in ("%", "-", "/"))
        if closed and len(text) == 2 and text.isdecimal():
            return _complete_year(int(text), s.published), at + 1
    return 0, i


def _complete_year(figures: int, published: dt.date | None) -> int:
    """The latest year with these last two figures that had begun by the day of publication."""
    if published is None:
        return 1900 + figures if figures >= _PIVOT else 2000 + figures
    year = published.year - published.year % 100 + figures
    return year if year <= published.year else year - 100
