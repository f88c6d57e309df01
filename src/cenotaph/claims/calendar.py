"""Days, weeks, months and years: the arithmetic of periods, and how they are written in EDTF (ISO 8601-2)."""

import datetime as dt
from typing import NamedTuple

from cenotaph.values.period import Period, Precision

ONE_DAY = dt.timedelta(days=1)
_AHEAD = 40  # days for which an event may be announced without its year
# What "early", "mid", "late" and the like take of a month (days), a year (months) and a week (weekdays, Monday 0).
# Thirds are a convention of this program, so they are vague; halves and quarters are not.
_MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_MONTH_PARTS |= {"week 1": (1, 7), "week 2": (8, 14), "week 3": (15, 21), "week 4": (22, 28), "last week": (25, 31)}
_MONTH_PARTS |= {"half 1": (1, 15), "half 2": (16, 31)}
_YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "half 1": (1, 6), "half 2": (7, 12)}
_YEAR_PARTS |= {f"quarter {n}": (3 * n - 2, 3 * n) for n in range(1, 5)}
_WEEK_PARTS = {"early": (0, 1), "mid": (2, 3), "late": (4, 6)}
PARTS = frozenset(_MONTH_PARTS) | frozenset(_YEAR_PARTS)


class Span(NamedTuple):
    """The days from `start` to `end`, both included; `vague` if the words only come near them, `until_now` if the
    end is the day of publication all the same ("in recent days"), `doubtful` if the words contradict one another
    ("Monday, 5 May" of a year in which that was a Tuesday)."""

    start: dt.date
    end: dt.date
    precision: Precision
    vague: bool = False
    until_now: bool = False
    doubtful: bool = False


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None if the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def span_day(day: dt.date) -> Span:
    """One day."""
    return Span(day, day, Precision.DAY)


def span_days(start: dt.date, end: dt.date, vague: bool = False) -> Span:
    """The days from `start` to `end`; one of them is a day."""
    return Span(start, end, Precision.DAY if start == end else Precision.DAYS, vague)


def span_month(year: int, month: int) -> Span:
    """A calendar month."""
    return Span(dt.date(year, month, 1), _end_month(year, month), Precision.MONTH)


def span_year(year: int) -> Span:
    """A calendar year."""
    return Span(dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR)


def span_week(day: dt.date) -> Span:
    """The week of `day`, Monday to Sunday."""
    monday = day - dt.timedelta(days=day.weekday())
    return Span(monday, monday + dt.timedelta(days=6), Precision.WEEK)


def span_unit(unit: str, day: dt.date) -> Span:
    """The day, week, month or year that `day` lies in."""
    if unit == "week":
        return span_week(day)
    if unit == "month":
        return span_month(day.year, day.month)
    return span_year(day.year) if unit == "year" else span_day(day)


def _end_month(year: int, month: int) -> dt.date:
    return dt.date(year, 12, 31) if month == 12 else dt.date(year, month + 1, 1) - ONE_DAY


def shift_months(day: dt.date, months: int) -> dt.date:
    """The same day of another month, or that month's last day, kept within the calendar."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, _end_month(year, month + 1).day))


def shift_days(day: dt.date, days: int) -> dt.date:
    """`days` later, or earlier if negative, kept within the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def cut_part(span: Span, part: str) -> Span | None:
    """Early, mid or late in a week, month or year, or a half, quarter or week of it; None if there is no such part."""
    start, end, vague = span.start, span.end, not part.startswith(("half", "quarter"))
    if (
        span.precision is Precision.MONTH
        and (end.year, end.month) == (start.year, start.month)
        and part in _MONTH_PARTS
    ):
        first, last = _MONTH_PARTS[part]
        return Span(start.replace(day=first), end if last == 31 else start.replace(day=last), Precision.DAYS, vague)
    if span.precision is Precision.YEAR and start.year == end.year and part in _YEAR_PARTS:
        first, last = _YEAR_PARTS[part]
        return Span(dt.date(start.year, first, 1), _end_month(start.year, last), Precision.MONTH, vague)
    if span.precision is Precision.WEEK and part in _WEEK_PARTS:
        first, last = _WEEK_PARTS[part]
        return Span(shift_days(start, first), shift_days(start, last), Precision.DAYS, True)
    return None


def clip_end(span: Span, last: dt.date) -> Span:
    """The span without the days after `last`; unchanged if it begins after it."""
    if span.end <= last or span.start > last:
        return span
    precision = Precision.DAY if span.start == last and not span.vague else span.precision
    return span._replace(end=last, precision=precision)


def is_far_ahead(day: dt.date, published: dt.date) -> bool:
    """True if a day told without a year is so long after publication that it is one of the year before."""
    return (day - published).days > _AHEAD


def find_last(month: int, day: int, last: dt.date) -> dt.date | None:
    """The latest such day on or before `last`; None if the calendar never has it."""
    for year in range(last.year, max(last.year - 9, 0), -1):
        found = make_day(year, month, day)
        if found is not None and found <= last:
            return found
    return None


def find_last_day(day: int, last: dt.date) -> dt.date | None:
    """The latest day of that number, in any month, on or before `last`."""
    for months in range(0, -3, -1):
        month = shift_months(last.replace(day=1), months)
        found = make_day(month.year, month.month, day)
        if found is not None and found <= last:
            return found
    return None


def find_weekday(weekday: int, last: dt.date) -> dt.date:
    """The latest such weekday (Monday 0) on or before `last`."""
    return shift_days(last, -((last.weekday() - weekday) % 7))


def hold_to_weekday(span: Span | None, weekday: int) -> Span | None:
    """The span, doubtful if it is one day and not of the weekday (Monday 0) that is told with it."""
    if span is None or span.start != span.end or span.start.weekday() == weekday:
        return span
    return span._replace(doubtful=True)


def write_edtf(span: Span) -> str:
    """The span in EDTF: a day, a whole month, year or decade, or an interval of them; "~" marks what is vague, "?" what
    is doubtful, "%" what is both."""
    start, end = span.start, span.end
    mark = "%" if span.vague and span.doubtful else "?" if span.doubtful else "~" if span.vague else ""
    closing = "" if span.until_now else mark
    if start == end:
        return start.isoformat() + mark
    if start.day == 1 and end == _end_month(end.year, end.month):
        if start.month == 1 and end.month == 12:
            if start.year % 10 == 0 and end.year == start.year + 9 and not mark:
                return f"{start.year // 10:03}X"
            first, last = f"{start.year:04}", f"{end.year:04}"
        else:
            first, last = start.isoformat()[:7], end.isoformat()[:7]
        return f"{first}{mark}" if first == last else f"{first}{mark}/{last}{closing}"
    return f"{start.isoformat()}{mark}/{end.isoformat()}{closing}"


def write_period(span: Span, text: str) -> Period:
    """The Period of a span as the words in `text` give it."""
    return Period(text, span.start, span.end, span.precision, write_edtf(span))
