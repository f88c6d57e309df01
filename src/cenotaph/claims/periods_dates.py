"""Dates as the calendar names them: days and weekdays, with or without their year; months and years beside them."""

import datetime as dt

from cenotaph.claims.calendar import (
    Span,
    find_last,
    find_last_day,
    find_weekday,
    hold_to_weekday,
    make_day,
    shift_days,
    span_day,
    span_days,
)
from cenotaph.claims.periods_feasts import read_feast
from cenotaph.claims.periods_found import (
    FIRST_YEAR,
    LAST_YEAR,
    Found,
    Setting,
    place_span,
    read_four,
    read_month_name,
    read_year_after,
)
from cenotaph.claims.periods_months import read_joined, read_month, read_two_months, read_year
from cenotaph.values.period import Precision

# A date without a year that was last met so many days before the report (ten months) is the one to come: reports give
# the year of days so far back. In a sample of wire stories every such date was of a day to come.
_STALE_DAYS = 304


def read_date(s: Setting, i: int, ranged: bool = False) -> Found | None:
    """The date that starts at token `i`. `ranged`: it is the second of two, so that a bare year or month is enough."""
    token, words = s.tokens[i], s.words
    if token.word in words.feasts.table and (feast := read_feast(s, i)) is not None:
        return feast
    if token.kind == "number":
        return _read_iso(s, i) or _read_slashed(s, i) or _read_day_month(s, i) or read_year(s, i, ranged)
    word = token.word
    if word in words.months:
        return _read_month_day(s, i) or read_month(s, i, ranged)
    if word in words.weekdays:
        return _read_weekday(s, i)
    if word in words.ordinals:
        return _read_day_month(s, i) or _read_bare_day(s, i)
    part, hyphen, rest = word.partition("-")
    if hyphen and rest in words.months and part in words.months:
        return read_two_months(s, i, part, rest)
    if hyphen and part in words.thirds.table:
        return read_joined(s, i, part, rest)
    if len(word) == 5 and word[:4].isdecimal() and word[3] == "0" and s.word(i - 1) in words.joins["the"]:
        year = int(word[:4])
        return place_span(i, i + 1, Span(dt.date(year, 1, 1), dt.date(year + 9, 12, 31), Precision.YEAR), "year", s)
    return None


def _read_day(s: Setting, i: int) -> int:
    """The day of the month at `i`, or 0."""
    if i >= len(s.tokens):
        return 0
    token = s.tokens[i]
    if token.kind == "number":
        return int(token.text) if len(token.text) <= 2 and token.text.isdecimal() and 1 <= int(token.text) <= 31 else 0
    return s.words.ordinals.get(token.word, 0)


def _date_days(s: Setting, first: int, last: int, days: tuple[int, int], month: int, year: int) -> Found | None:
    """The days of a month; without a year the latest such days by the day of publication."""
    low, high = days
    dated = None
    if not year:
        dated = (month, low)
        if s.published is None:
            return Found(first, last, None, "day", dated=dated) if make_day(2000, month, high) else None
        latest = find_last(month, high, s.published)
        if latest is None:
            return None
        coming = make_day(latest.year + 1, month, high)
        soon = coming is not None and (s.published - latest).days > _STALE_DAYS and latest.year + 1 >= s.published.year
        year = latest.year + 1 if soon else latest.year
    start, end = make_day(year, month, low), make_day(year, month, high)
    if start is None or end is None or end < start:
        return None
    found = place_span(first, last, span_days(start, end), "day" if start == end else "span", s)
    return found._replace(dated=dated)


def _read_day_month(s: Setting, i: int) -> Found | None:
    """24 January [2016]; the 24th of January; 3-5 March; 3 and 4 October."""
    low = high = _read_day(s, i)
    if not low:
        return None
    at, words = i + 1, s.words
    while True:
        month, end = read_month_name(s, at + 1 if s.word(at) in words.joins["of"] else at)
        if month:
            year, last = read_year_after(s, end)
            first = i - 1 if s.tokens[i].kind == "word" and s.word(i - 1) in words.joins["the"] else i
            return _date_days(s, first, last, (low, high), month, year)
        following = _read_day(s, at + 1)
        word = s.word(at)
        loose = word in words.joins["and"] or word == ","
        if loose and s.word(i - 1) not in words.day_leads:
            return None
        if not following or following <= high or not (loose or word in words.joins["to"]):
            return None
        high, at = following, at + 2


def _read_month_day(s: Setting, i: int) -> Found | None:
    """January 24[, 2016]; March 3-5. Not after "in": in March 20 people died."""
    words = s.words
    month, at = read_month_name(s, i)
    if not month or s.word(i - 1) in words.joins["month_alone"]:
        return None
    at = at + 1 if s.word(at) in words.joins["the"] else at
    low = high = _read_day(s, at)
    if not low or (at + 1 < len(s.tokens) and s.word(at + 1) in words.units):
        return None
    at += 1
    join, second = s.word(at), _read_day(s, at + 1)
    joined = join in words.joins["to"] or (join in words.joins["and"] and s.word(i - 1) in words.day_leads)
    if joined and second > low and not read_month_name(s, at + 2)[0] and s.word(at + 2) not in words.joins["of"]:
        high, at = second, at + 2
    year, last = read_year_after(s, at)
    return _date_days(s, i, last, (low, high), month, year)


def _read_iso(s: Setting, i: int) -> Found | None:
    """2016-01-24."""
    tokens = s.tokens
    year = read_four(s, i)
    if not year or i + 4 >= len(tokens) or s.word(i + 1) != "-" or s.word(i + 3) != "-":
        return None
    month, day = tokens[i + 2].text, tokens[i + 4].text
    if tokens[i + 4].end - tokens[i].start != 10 or not (month.isdecimal() and day.isdecimal()):
        return None
    found = make_day(year, int(month), int(day))
    return place_span(i, i + 5, span_day(found), "day", s) if found else None


def _read_slashed(s: Setting, i: int) -> Found | None:
    """24/1/2016, where only one order of day and month is possible; 24.1.2016, where the day comes first."""
    text, last, dotted = s.tokens[i].text, i + 1, True
    if s.word(i + 1) == "/" and s.word(i + 3) == "/" and i + 4 < len(s.tokens):
        text, last, dotted = ".".join(s.tokens[i + k].text for k in (0, 2, 4)), i + 5, False
        if s.tokens[last - 1].end - s.tokens[i].start != len(text):
            return None
    parts = text.split(".")
    if (
        len(parts) != 3
        or not all(part.isdecimal() for part in parts)
        or [len(part) > 2 for part in parts] != [False, False, True]
    ):
        return None
    first, second, year = (int(part) for part in parts)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if dotted or first > 12 or first == second:
        day = make_day(year, second, first)
    elif second > 12:
        day = make_day(year, first, second)
    else:
        return Found(i, last, None, "day") if make_day(year, second, first) else None
    return place_span(i, last, span_day(day), "day", s) if day else None


def _read_bare_day(s: Setting, i: int) -> Found | None:
    """on the 14th: the latest such day."""
    day, words = s.words.ordinals[s.tokens[i].word], s.words
    if not s.tokens[i].text[0].isdecimal() or s.word(i - 1) not in words.joins["the"]:
        return None
    if s.word(i - 2) not in words.joins["day_in_front"]:
        return None
    if i + 1 < len(s.tokens) and s.tokens[i + 1].kind == "word" and s.word(i + 1) not in words.joins["after_day"]:
        return None
    if s.published is None:
        return Found(i - 1, i + 1, None, "day")
    found = find_last_day(day, s.published)
    return place_span(i - 1, i + 1, span_day(found), "day", s) if found else None


def _read_weekday(s: Setting, i: int) -> Found | None:
    """Saturday; Sat, 9 May; Monday (22 January): a date beside the weekday decides."""
    words, token = s.words, s.tokens[i]
    weekday, before, at = words.weekdays[token.word], s.word(i - 1), i + 1
    if before in words.weekday_not_before or s.word(i + 1) in words.weekday_not_next:
        return None
    short = token.word in words.weekdays_short
    if short and s.word(at) == "." and s.tokens[at].start == token.end:
        at += 1
    inside = at + 1 if s.word(at) in (",", "(") else at
    inside = inside + 1 if s.word(inside) in words.joins["the"] else inside
    if inside < len(s.tokens) and (
        s.tokens[inside].kind == "number" or s.word(inside) in words.months or _read_day(s, inside)
    ):
        date = _read_iso(s, inside) or _read_day_month(s, inside)
        date = date or (_read_month_day(s, inside) if s.word(inside) in words.months else None)
        if date is not None and date.kind in ("day", "span"):
            last = date.last + 1 if s.word(at) == "(" and s.word(date.last) == ")" else date.last
            return date._replace(first=i, last=last, span=hold_to_weekday(date.span, weekday))
        numbered = _number_weekday(s, weekday, inside)
        if numbered is not None:
            return place_span(i, inside + 1, span_day(numbered), "day", s)
    if short and not (token.text[0].isupper() and before in words.weekday_short_in_front):
        return None
    if s.published is None:
        return Found(i, at, None, "day", weekday=True)
    return Found(i, at, span_day(find_weekday(weekday, s.published)), "day", weekday=True)


def _number_weekday(s: Setting, weekday: int, i: int) -> dt.date | None:
    """Friday the 8th: the latest Friday that was an 8th."""
    day = s.words.ordinals.get(s.word(i), 0)
    if not day or s.word(i - 1) not in s.words.joins["the"] or s.published is None:
        return None
    is_spelled, goes_on = not s.tokens[i].text[0].isdecimal(), i + 1 < len(s.tokens) and s.tokens[i + 1].kind == "word"
    is_of = s.word(i + 1) in s.words.joins["of"]  # "on Friday, the first of six attacks"
    if is_spelled and goes_on and (is_of or s.word(i + 1) not in s.words.joins["after_day"]):
        return None  # "on Friday, the second such attack"
    found = find_weekday(weekday, s.published)
    for weeks in range(60):
        candidate = shift_days(found, -7 * weeks)
        if candidate.day == day:
            return candidate
    return None
