"""Periods told from the day of publication or the day last spoken of: last week, two days ago, the past 72 hours."""

import datetime as dt

from cenotaph.claims.calendar import (
    Span,
    clip_end,
    cut_part,
    find_weekday,
    shift_days,
    shift_months,
    span_day,
    span_days,
    span_month,
    span_unit,
    span_year,
)
from cenotaph.claims.periods_found import Found, Setting
from cenotaph.claims.periods_words import Relative
from cenotaph.values.period import Precision

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_PRECISIONS = {"hour": Precision.DAYS, "day": Precision.DAYS, "week": Precision.WEEK, "fortnight": Precision.WEEK}
_PRECISIONS |= {"month": Precision.MONTH, "year": Precision.YEAR, "decade": Precision.YEAR}
# How many units "recent days", "the last weeks" and the like reach back.
_RECENT = {"hour": 24, "day": 7, "week": 4, "month": 3, "year": 3, "decade": 2, "fortnight": 2}
# Up to so many hours before the report count as its own day.
_SAME_DAY_HOURS = 12


def read_relative(s: Setting, i: int) -> Found | None:
    """today, last night, the following day; this, last, past, next with what follows; seasons and weekends."""
    words, word = s.words, s.tokens[i].word
    if word in words.relatives.table:
        match = words.relatives.match(s.tokens, i)
        if match is not None:
            return _place_relative(s, i, match[1], match[0])
    if word in words.modifiers.table:
        return _read_modified(s, i)
    if word in words.seasons:
        return _read_season(s, i)
    if word in words.weekends and s.word(i - 1) in words.weekend_in_front:
        return _place_weekend(s, i - 1, i + 1, words.weekend_in_front[s.word(i - 1)])
    return None


def _include_the(s: Setting, i: int) -> int:
    return i - 1 if s.word(i - 1) in s.words.joins["the"] else i


def _place_relative(s: Setting, i: int, end: int, relative: Relative) -> Found:
    anchored, first, last, time, role = relative
    start = _include_the(s, i)
    if anchored:
        span = None
        if s.anchor is not None and s.anchor.precision is Precision.DAY:
            span = span_day(shift_days(s.anchor.start, first))
            role = "future" if s.published is not None and span.start > s.published else role
        return Found(start, end, span, "day", time, role)
    if s.published is None:
        return Found(start, end, None, "day", time, role)
    span = span_days(shift_days(s.published, first), shift_days(s.published, last))
    return Found(start, end, span, "day" if first == last else "span", time, role)


def _read_quantity(s: Setting, i: int) -> tuple[int, int, int] | None:
    """(least, most, index after) of a number or a vague quantity at `i`."""
    if i >= len(s.tokens):
        return None
    token, words = s.tokens[i], s.words
    if token.kind == "number":
        return (int(token.text), int(token.text), i + 1) if token.text.isdecimal() and int(token.text) < 10000 else None
    match = words.quantities.match(s.tokens, i)
    if match is not None:
        return match[0][0], match[0][1], match[1]
    number = words.numbers.get(token.word)
    return (number, number, i + 1) if number else None


def _reach_back(day: dt.date, unit: str, count: int) -> dt.date:
    """The day so many units before `day`; hours count as the days they reach into."""
    if unit == "hour":
        return shift_days(day, -((count + 23) // 24))
    return shift_months(day, -_MONTHS[unit] * count) if unit in _MONTHS else shift_days(day, -_DAYS[unit] * count)


def _read_modified(s: Setting, i: int) -> Found | None:
    """What this, last, past, recent or next stand before."""
    match = s.words.modifiers.match(s.tokens, i)
    if match is None or match[1] >= len(s.tokens):
        return None
    does, end = match
    start = _include_the(s, i)
    quantity = _read_quantity(s, end)
    if quantity is not None and quantity[2] < len(s.tokens) and does in ("previous", "past", "coming", "before"):
        unit = s.words.units.get(s.word(quantity[2]))
        if unit is None:
            return None
        last = quantity[2] + 1
        if does == "coming":
            return Found(start, last, None, "span", role="future")
        return _place_rolling(s, start, last, unit, quantity[1], quantity[0] != quantity[1])
    word = s.word(end)
    if word in s.words.units:
        return _read_modified_unit(s, does, start, i, end)
    if word in s.words.weekdays and word not in s.words.weekdays_short:
        return _place_weekday(s, does, start, end)
    if word in s.words.months and s.tokens[end].text[0].isupper():
        return _place_month(s, does, start, end)
    if word in s.words.seasons and does in ("previous", "current", "past"):
        return _place_season(s, start, end + 1, word, None, does)
    if word in s.words.weekends:
        return _place_weekend(s, start, end + 1, does)
    return None


def _place_rolling(s: Setting, start: int, last: int, unit: str, count: int, vague: bool) -> Found:
    if s.published is None:
        return Found(start, last, None, "span")
    span = Span(_reach_back(s.published, unit, count), s.published, _PRECISIONS[unit], vague, True)
    return Found(start, last, span, "span")


def _read_modified_unit(s: Setting, does: str, start: int, i: int, end: int) -> Found | None:
    """this week, last month, the last month, the past week, recent days, next year."""
    if s.word(end + 1) in s.words.joins["of"]:
        return None
    unit, plural = s.words.units[s.word(end)], s.word(end) in s.words.unit_plurals
    last, definite = end + 1, start < i or does == "past"
    if plural or does == "recent":
        if not plural or does in ("current", "before"):
            return None
        if does == "coming":
            return Found(start, last, None, "span", role="future")
        return _place_rolling(s, start, last, unit, _RECENT[unit], True)
    if unit in ("hour", "fortnight", "decade"):
        return _place_rolling(s, start, last, unit, 1, False) if does in ("previous", "past") and definite else None
    if does in ("previous", "past") and definite:
        return _place_rolling(s, start, last, unit, 1, False)
    if unit == "day":
        return None
    role = "future" if does == "coming" else "when"
    if s.published is None:
        return Found(start, last, None, unit, role=role)
    now = span_unit(unit, s.published)
    if does == "current":
        return Found(start, last, clip_end(now, s.published), unit)
    day = shift_days(now.end, 1) if does == "coming" else shift_days(now.start, -1)
    return Found(start, last, span_unit(unit, day), unit, role=role)


def read_current(s: Setting, i: int) -> Found | None:
    """the year, the month: the current one, as in "since the start of the year"; token `i` is the article."""
    unit = s.words.units.get(s.word(i + 1))
    if unit not in ("week", "month", "year"):
        return None
    return Found(i, i + 2, clip_end(span_unit(unit, s.published), s.published) if s.published else None, unit)


def _place_weekday(s: Setting, does: str, start: int, end: int) -> Found:
    if s.published is None:
        return Found(start, end + 1, None, "day", role="future" if does == "coming" else "when", weekday=True)
    weekday = s.words.weekdays[s.word(end)]
    if does == "coming":
        return Found(start, end + 1, span_day(find_weekday(weekday, shift_days(s.published, 7))), "day", role="future")
    limit = s.published if does in ("current", "recent") else shift_days(s.published, -1)
    return Found(start, end + 1, span_day(find_weekday(weekday, limit)), "day", weekday=True)


def _place_month(s: Setting, does: str, start: int, end: int) -> Found | None:
    month = s.words.months[s.word(end)]
    if s.word(end) in s.words.months_ordinary and s.tokens[end].text.isupper() and does not in ("previous", "coming"):
        return None
    if s.published is None:
        return Found(start, end + 1, None, "month")
    now = s.published
    if does == "coming":
        return Found(start, end + 1, span_month(now.year + (month <= now.month), month), "month", role="future")
    if does == "current":
        role = "future" if month > now.month else "when"
        return Found(start, end + 1, clip_end(span_month(now.year, month), now), "month", role=role)
    return Found(start, end + 1, span_month(now.year - (month >= now.month), month), "month")


def _read_season(s: Setting, i: int) -> Found | None:
    """the summer of 2014; summer 2014."""
    at = i + 2 if s.word(i + 1) in s.words.joins["of"] else i + 1
    year = s.word(at)
    if not (len(year) == 4 and year.isdecimal() and 1900 <= int(year) < 2100):
        return None
    return _place_season(s, _include_the(s, i), at + 1, s.tokens[i].word, int(year), "")


def _place_season(s: Setting, start: int, last: int, season: str, year: int | None, does: str) -> Found:
    first, final = s.words.seasons[season]
    if year is None:
        if s.published is None:
            return Found(start, last, None, "span")
        year = s.published.year
        current = first <= s.published.month <= final or (final < first and s.published.month >= first)
        if does != "current" and (span_month(year, first).start > s.published or current):
            year -= 1
    span = Span(span_month(year, first).start, span_month(year + (final < first), final).end, Precision.MONTH, True)
    if s.published is None:
        return Found(start, last, span, "span")
    return Found(
        start, last, clip_end(span, s.published), "span", role="future" if span.start > s.published else "when"
    )


def _place_weekend(s: Setting, start: int, last: int, does: str) -> Found:
    """The latest weekend that has begun; "last weekend" said on a weekend is the one before; midweek, "this weekend" is
    to come.
    """
    role = "future" if does == "coming" else "when"
    if s.published is None:
        return Found(start, last, None, "span", role=role)
    now = s.published
    saturday = find_weekday(5, now)
    if does in ("previous", "before") and now.weekday() >= 5:
        saturday = shift_days(saturday, -7)
    elif does == "coming" or (does == "current" and 1 <= now.weekday() <= 4):
        saturday, role = shift_days(saturday, 7), "future"
    span = span_days(saturday, shift_days(saturday, 1))
    return Found(start, last, clip_end(span, now) if role == "when" else span, "span", role=role)


def read_ago(s: Setting, i: int, floor: int) -> Found | None:
    """two days ago; a day earlier; three weeks later: token `i` is the last word, the phrase starts at `floor` or after
    it.
    """
    words, unit = s.words, s.words.units.get(s.word(i - 1))
    if unit is None or i < 2:
        return None
    for first in range(max(floor, i - 5), i - 1):
        quantity = _read_quantity(s, first)
        if quantity is not None and quantity[2] == i - 1:
            break
    else:
        return None
    least, most, _ = quantity
    base = words.afters[s.tokens[i].word]
    if base == "published":
        return Found(
            first,
            i + 1,
            _place_ago(s.published, unit, least, most) if s.published else None,
            "span" if unit != "day" else "day",
        )
    if (
        s.anchor is None
        or s.anchor.precision is not Precision.DAY
        or unit not in ("day", "hour", "week")
        or least != most
    ):
        return Found(first, i + 1, None, "day")
    sign = 1 if s.tokens[i].word == words.later else -1
    days = most * _DAYS.get(unit, 0) if unit != "hour" else (0 if most < _SAME_DAY_HOURS else round(most / 24))
    day = shift_days(s.anchor.start, sign * days)
    return Found(first, i + 1, span_day(day), "day", role="future" if s.published and day > s.published else "when")


def _place_ago(now: dt.date, unit: str, least: int, most: int) -> Span:
    """A day for days; for longer units the unit around that day, vague."""
    if unit == "hour":
        if most < _SAME_DAY_HOURS:
            return span_day(now)
        return span_days(_reach_back(now, "hour", most), shift_days(now, -(least // 24)))
    if unit == "day":
        return span_days(_reach_back(now, unit, most), _reach_back(now, unit, least), least != most)
    if unit in ("week", "fortnight"):
        start, end = shift_days(_reach_back(now, unit, most), -3), shift_days(_reach_back(now, unit, least), 3)
        return Span(start, end, Precision.WEEK, True)
    if unit == "month":
        early, late = shift_months(now, -most), shift_months(now, -least)
        return Span(
            span_month(early.year, early.month).start, span_month(late.year, late.month).end, Precision.MONTH, True
        )
    years = 10 if unit == "decade" else 1
    first, last = span_year(max(now.year - most * years, 1)), span_year(max(now.year - least * years, 1))
    return Span(first.start, last.end, Precision.YEAR, True)


def cut_found(s: Setting, found: Found, part: str, word: str) -> Found | None:
    """A period with early, mid, late, earlier or later before it; None if the part is none of such a period."""
    if part and found.span is not None:
        span = cut_part(_whole(found), part)
        if span is None:
            return None
        role = found.role
        if s.published is not None:
            role = "future" if span.start > s.published else role
            span = clip_end(span, s.published)
        return found._replace(span=span, kind="span", role=role)
    if word == s.words.later and found.span is not None and s.published is not None and found.span.end == s.published:
        return found._replace(role="future", span=None)
    return found


def _whole(found: Found) -> Span:
    """The whole week, month or year of a span that was cut at the day of publication."""
    assert found.span is not None
    return span_unit(found.kind, found.span.start) if found.kind in ("week", "month", "year") else found.span
