"""Dates of the Hijri calendar, by the tables of Umm al-Qura; a sighting of the moon may have moved them by a day."""

import datetime as dt
import re

from hijridate import Gregorian, Hijri

from cenotaph.claims.arabic.words import ArabicWords, match_phrase
from cenotaph.claims.calendar import ONE_DAY, Span, is_far_ahead, shift_days
from cenotaph.claims.tokens import Token
from cenotaph.values.period import Precision

# What the tables hold: 1 August 1924 to 16 November 2077.
HIJRI_YEARS = range(1343, 1501)
# A month begins with the new moon: it is not known beforehand whether it has 29 days or 30.
_LONGEST_MONTH = 30
_YEAR = re.compile(r"([12]\d\d\d)ه?")
# "رمضان 2016": the Ramadan of that year of the other calendar.
_GREGORIAN_YEARS = range(1925, 2077)
_ERA = frozenset({"ه", "هجري", "هجريه", "هجريا"})
_BEFORE_YEAR = frozenset({"المبارك", "الحرام", "من", "عام", "لعام", "سنه", "لسنه", "،", ","})
# "شهر رمضان", "رمضان الماضي": رمضان and شعبان alone are also the names of men.
_MONTH_WORD = "شهر"


def read_hijri(
    tokens: list[Token], i: int, day: int | None, published: dt.date | None, words: ArabicWords
) -> tuple[Span | None, int] | None:
    """The date or month whose month is named at token `i`, and the token after it; None if there is none.

    A month's name needs a day in front of it, a year behind it or the word "month": the names are people's too.
    """
    month = match_phrase(words.hijri_months, tokens, i)
    if month is None:
        return None
    number, end = int(month[0]), month[1]
    year, end_year = _read_year(tokens, end)
    if day is None and year is None and (i == 0 or tokens[i - 1].word != _MONTH_WORD):
        return None
    end = end if year is None else end_year
    if year is None:
        year = _guess_year(published, number, day)
    elif year in _GREGORIAN_YEARS:
        year = _find_year(year, number, day)
    return (span_hijri(year, number, day) if year is not None else None), end


def span_hijri(year: int, month: int, day: int | None) -> Span | None:
    """A Hijri day or month in the Gregorian calendar, vague; None if the calendar has none such or its tables end."""
    first = _find_first(year, month)
    if first is None or (day is not None and not 0 < day <= _LONGEST_MONTH):
        return None
    if day is not None:
        found = shift_days(first, day - 1)
        return Span(found, found, Precision.DAY, vague=True)
    following = _find_first(year + month // 12, month % 12 + 1)
    return Span(first, following - ONE_DAY, Precision.DAYS, vague=True) if following is not None else None


def settle_day(span: Span | None, weekday: int) -> Span | None:
    """A Hijri day whose weekday (Monday 0) is told: that weekday within a day of it. Others stay as they are."""
    if span is None or not span.vague or span.start != span.end:
        return span
    found = [day for shift in (0, -1, 1) if (day := shift_days(span.start, shift)).weekday() == weekday]
    return Span(found[0], found[0], Precision.DAY) if found else span


def _read_year(tokens: list[Token], i: int) -> tuple[int | None, int]:
    """The year at token `i` ("1437", "1437هـ", "عام 1437 هجري", "2016"), and the token after it and its era."""
    at = i
    while at < len(tokens) and at < i + 3 and tokens[at].word in _BEFORE_YEAR:
        at += 1
    match = _YEAR.fullmatch(tokens[at].word) if at < len(tokens) else None
    if match is None:
        return None, i
    return int(match[1]), at + 1 + (at + 1 < len(tokens) and tokens[at + 1].word in _ERA)


def _guess_year(published: dt.date | None, month: int, day: int | None) -> int | None:
    """The year of a date without one: the last such day that is not clearly still to come."""
    if published is None:
        return None
    try:
        year = Gregorian.fromdate(published).to_hijri().year
    except OverflowError:
        return None
    ahead = span_hijri(year, month, day or 1)
    return year - (ahead is None or is_far_ahead(ahead.start, published))


def _find_year(gregorian: int, month: int, day: int | None) -> int:
    """The Hijri year whose day or month begins in a Gregorian year; the first of two."""
    year: int = Gregorian(gregorian, 1, 1).to_hijri().year
    span = span_hijri(year, month, day or 1)
    return year + (span is None or span.start.year < gregorian)


def _find_first(year: int, month: int) -> dt.date | None:
    """The first day of a Hijri month, or None if the tables do not reach it."""
    try:
        found = Hijri(year, month, 1).to_gregorian()
    except (OverflowError, ValueError):
        return None
    return dt.date(found.year, found.month, found.day)
