"""Days with a name: Christmas Day, Memorial Day, and the weekends they make."""

import datetime as dt

from cenotaph.claims.calendar import find_last, make_day, shift_days, span_day, span_days
from cenotaph.claims.periods_found import Found, Setting, place_span, read_year_after

_SATURDAY = 5  # weekdays count from Monday 0


def read_feast(s: Setting, i: int) -> Found | None:
    """The named day that starts at token `i`, with the year that may follow it: "Memorial Day 2010", "over the Labor
    Day weekend last year". Without a year it is the last one up to the day of publication."""
    match = s.words.feasts.match(s.tokens, i)
    if match is None:
        return None
    days, at = match
    if s.word(at) in s.words.feast_not_next:
        return None  # "the Christmas lights were still up"
    is_weekend = s.word(at) in s.words.weekends
    year, last = read_year_after(s, at + is_weekend)
    if s.published is None and not year:
        return Found(i, at + is_weekend, None, "day")
    day = _find_day(days, year, s.published)
    if day is None:
        return None
    if not is_weekend:
        return place_span(i, last, span_day(day), "day", s)
    start, end = _find_weekend(day)
    return place_span(i, last, span_days(start, end), "span", s)


def _find_day(days: list[int], year: int, published: dt.date | None) -> dt.date | None:
    """The day of a year, or the last one up to the day of publication if no year is given."""
    if year:
        return _day_in(days, year)
    if published is None:
        return None
    if len(days) == 2:
        return find_last(days[0], days[1], published)
    found = _day_in(days, published.year)
    return found if found is not None and found <= published else _day_in(days, published.year - 1)


def _day_in(days: list[int], year: int) -> dt.date | None:
    """A fixed day (month, day), or the nth weekday of a month (month, weekday from Monday 0, n; -1 the last)."""
    if len(days) == 2:
        return make_day(year, days[0], days[1])
    month, weekday, nth = days
    first = dt.date(year, month, 1)
    found = shift_days(first, (weekday - first.weekday()) % 7)
    if nth > 0:
        return shift_days(found, 7 * (nth - 1))
    following = shift_days(found, 28)
    return following if following.month == month else shift_days(found, 21)


def _find_weekend(day: dt.date) -> tuple[dt.date, dt.date]:
    """The Saturday and Sunday nearest to a day, with the day itself."""
    weekday = day.weekday()
    back = (weekday - _SATURDAY) % 7
    saturday = shift_days(day, -back if back <= 3 else 7 - back)
    sunday = shift_days(saturday, 1)
    return min(saturday, day), max(sunday, day)
