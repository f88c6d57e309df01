"""Months and years as the calendar names them, alone or two joined, and their early, middle and late parts."""

import datetime as dt

from cenotaph.claims.calendar import (
    Span,
    cut_part,
    span_month,
    span_year,
)
from cenotaph.claims.periods_found import Found, Setting, place_span, read_four, read_month_name, read_year_after
from cenotaph.values.period import Precision


def read_month(s: Setting, i: int, ranged: bool) -> Found | None:
    """January 2016; in January; the January raids; a January raid."""
    words = s.words
    month, at = read_month_name(s, i)
    token, before = s.tokens[i], s.word(i - 1)
    if not month and token.word in words.months and read_four(s, i + 1):
        month, at = words.months[token.word], i + 1  # march 2015, in small letters
    if not month:
        return None
    year, last = read_year_after(s, at)
    if not year or last - at > 3 or len(s.tokens[last - 1].text) != 4:
        year, last = 0, at
    if not year and not ranged and before not in words.month_in_front and not _is_adjective(s, i):
        return None
    if (
        not year
        and not ranged
        and token.word in words.months_ordinary
        and token.text.isupper()
        and before not in words.month_leads
    ):
        return None
    if not year:
        if s.published is None:
            return Found(i, last, None, "month")
        year = s.published.year - (month > s.published.month)
    return place_span(i, last, span_month(year, month), "month", s)


def _is_adjective(s: Setting, i: int) -> bool:
    """the January raids, a January raid: between an article and a noun, and not in a text of capitals."""
    is_led = s.word(i - 1) in s.words.joins["the"] or s.word(i - 1) in s.words.articles
    if i + 1 >= len(s.tokens) or not is_led or s.tokens[i].text.isupper():
        return False
    return s.tokens[i + 1].kind == "word" and s.tokens[i + 1].text.islower()


def read_year(s: Setting, i: int, ranged: bool) -> Found | None:
    """in 2014; a 2014 raid; 2011-2014."""
    year, words, before = read_four(s, i), s.words, s.word(i - 1)
    if not year or not (ranged or before in words.joins["year_in_front"]):
        return None
    following = s.tokens[i + 1] if i + 1 < len(s.tokens) else None
    if following is not None:
        if following.word in words.joins["hours"] or following.word in words.joins["zones"]:
            return None
        if following.word in words.joins["year_not_next"]:
            return None  # "the 1900 block of Canal Street"
        if following.word in words.joins["to"] and following.start == s.tokens[i].end:
            later = read_four(s, i + 2)
            if later > year:
                span = Span(dt.date(year, 1, 1), dt.date(later, 12, 31), Precision.YEAR)
                return place_span(i, i + 3, span, "year", s)
        if before in words.articles and (
            following.kind != "word" or (following.text[0].isupper() and not s.tokens[i - 1].text.isupper())
        ):
            return None
    return place_span(i, i + 1, span_year(year), "year", s)


def read_joined(s: Setting, i: int, part: str, rest: str) -> Found | None:
    """mid-March; mid-2014."""
    third = s.words.thirds.get(part)
    if rest.isdecimal():
        span: Span | None = span_year(int(rest))
        last, kind = i + 1, "year"
    else:
        month = s.words.months.get(rest, 0)
        if not month or not third:
            return None
        year, last = read_year_after(s, i + 1)
        year = year if year and len(s.tokens[last - 1].text) == 4 else 0
        last, kind, span = last if year else i + 1, "month", None
        if not year and s.published is not None:
            year = s.published.year - (month > s.published.month)
        if year:
            span = span_month(year, month)
    return place_span(i, last, cut_part(span, third) if span else None, kind, s)


def read_two_months(s: Setting, i: int, first: str, second: str) -> Found | None:
    """January-March [2016]."""
    year, last = read_year_after(s, i + 1)
    if not year or len(s.tokens[last - 1].text) != 4:
        year, last = 0, i + 1
    low, high = s.words.months[first], s.words.months[second]
    if not year:
        if s.published is None:
            return Found(i, last, None, "month")
        year = s.published.year - (high > s.published.month)
    start, end = span_month(year - (low > high), low).start, span_month(year, high).end
    return place_span(i, last, Span(start, end, Precision.MONTH), "span", s)
