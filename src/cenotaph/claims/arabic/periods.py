"""Arabic periods: days by name and date, weekdays, months in both usages, "since", against the day of publication."""

import datetime as dt

from cenotaph.claims.arabic.hijri import HIJRI_YEARS, read_hijri, settle_day, span_hijri
from cenotaph.claims.arabic.words import YEAR_WORDS, ArabicWords, match_phrase
from cenotaph.claims.calendar import (
    Span,
    find_weekday,
    hold_to_weekday,
    is_far_ahead,
    make_day,
    shift_days,
    shift_months,
    span_day,
    span_days,
    span_month,
    span_week,
    span_year,
    write_period,
)
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.tokens import Token
from cenotaph.claims.units import Unit

_YEARS = range(1900, 2101)
_FILLERS = frozenset({"من", "شهر", "لعام", "عام", "سنه", "في", "ل"})
_RANGES, _JOINTS = frozenset({"بين", "من"}), frozenset({"و", "الي", "-", "–", "حتي"})
# "الموافق لـ", "المصادف", "/", "(" before the same day in the other calendar.
_SAME_DAY = frozenset({"الموافق", "موافق", "المصادف", "ل", "ليوم", "يوم", "/", "(", "،", ",", "-", "–"})
# A day of the other calendar without a year is looked for up to this many days after the one told first.
_NEAR = 5
_SLIP = 6
_SAID_AND_TOLD = 2  # days in a sentence, of which one may be that of speaking
# Days by which a sighting of the moon may move a Hijri date.
_MOON = dt.timedelta(days=2)
_DATE_MARKS = frozenset({"/", "-", ".", "\\"})
_NIGHTS, _NIGHT_JOINTS = frozenset({"ليل", "ليله"}), frozenset({"/", "-", "–", "—", "ـ", "|"})
# "أب" is a father; the month is written with its long vowel, or stands beside a day, a year or the word for months.
# "أب" is a father too, and "جوان" a Kurdish name: they are months beside a day, the word "month" or "last" alone.
_OTHER_WORDS_TOO, _MONTH_WORDS = frozenset({"أب", "جوان"}), frozenset({"شهر", "من"})

_SINCE = "منذ"


def find_periods(tokens: list[Token], published: dt.date | None, words: ArabicWords, text: str) -> list[PeriodPhrase]:
    """The period phrases of a sentence, from left to right."""
    found: list[PeriodPhrase] = []
    i = 0
    while i < len(tokens):
        may_start = tokens[i].kind == "number" or tokens[i].word in words.period_starts
        phrase = _read_phrase(tokens, i, published, words, text) if may_start else None
        if phrase is None:
            i += 1
        else:
            found.append(phrase)
            i = phrase.last
    return found


def mark_said(periods: list[PeriodPhrase], units: list[Unit]) -> list[PeriodPhrase]:
    """The phrases, with the role "said" for a day between a verb of saying and "that" where another day follows: "قال
    المحافظ اليوم، الجمعة، إن مدنيين قتلوا الليلة الماضية". Where none follows, it is the day of both."""
    if len(periods) < _SAID_AND_TOLD or not any(unit.has("say") for unit in units):
        return periods
    firsts = {each.first for each in periods if each.role == "when"}
    is_open, said = False, set()
    for k, unit in enumerate(units):
        if unit.has("say"):
            is_open = True
        elif is_open and unit.first in firsts and any(after.has("that") for after in units[k + 1 : k + 3]):
            said.add(unit.first)
        elif unit.has("that") or unit.has("stop"):
            is_open = False
    last = max(firsts, default=0)
    return [each._replace(role="said") if each.first in said and each.first < last else each for each in periods]


def _read_phrase(
    tokens: list[Token], i: int, published: dt.date | None, words: ArabicWords, text: str
) -> PeriodPhrase | None:
    start, role = i, "when"
    lead = match_phrase(words.phrases, tokens, i)
    if lead is not None and lead[0] == "since" and lead[1] < len(tokens):
        role, i = "since", lead[1]
        lead = match_phrase(words.phrases, tokens, i)
    while lead is not None and lead[0] == "part" and lead[1] < len(tokens):
        i = lead[1]
        lead = match_phrase(words.phrases, tokens, i)
    read = _read_named(tokens, i, published, words, lead) or _read_date(tokens, i, published, words)
    if read is None and role == "when" and start != i:
        # "اليوم" is a part of "اليوم الأربعاء" and a day alone.
        lead = match_phrase(words.phrases, tokens, start)
        read = _read_named(tokens, start, published, words, lead) if lead is not None else None
        shift = words.phrases.get(tokens[start].word, ())
        if read is None and published is not None and any(m == "day 0" and len(p) == 1 for p, m in shift):
            read = span_day(published), start + 1
    if read is None:
        return None
    span, end = read
    if span is not None and role == "since" and published is not None and span.start <= published:
        span = span_days(span.start, published)
    written = text[tokens[start].start : tokens[end - 1].end]
    return PeriodPhrase(start, end, write_period(span, written) if span is not None else None, role, None)


def _read_named(
    tokens: list[Token], i: int, published: dt.date | None, words: ArabicWords, lead: tuple[str, int] | None
) -> tuple[Span | None, int] | None:
    """A day or longer by name; a weekday or date right after a day ("اليوم الأربعاء 18 آب") is the same day."""
    weekday = words.weekdays.get(tokens[i].word)
    if weekday is not None:
        end = _skip_last(tokens, i + 1, words)
        dated = _read_date(tokens, _skip_marks(tokens, end), published, words)
        if dated is not None:
            return hold_to_weekday(settle_day(dated[0], weekday), weekday), dated[1]
        if (night := _read_night(tokens, i, published, words)) is not None:
            return night
        if published is None:
            return None, end
        return (_find_near_weekday if end == i + 1 else _find_last_weekday)(weekday, published), end
    if lead is None or lead[0] in ("since", "last", "now", "part"):
        return None
    meaning, end = lead
    dated = _read_same_day(tokens, end, published, words) if meaning.startswith("day") else None
    if dated is not None:
        return dated
    return (_span_of(meaning, published) if published is not None else None), end


def _read_same_day(
    tokens: list[Token], end: int, published: dt.date | None, words: ArabicWords
) -> tuple[Span | None, int] | None:
    """The weekday or date after a word for the same day ("اليوم الأربعاء 18 آب")."""
    at = _skip_marks(tokens, end)
    if at >= len(tokens) or tokens[at].word not in words.weekdays:
        return _read_date(tokens, at, published, words)
    return _read_named(tokens, at, published, words, None)


def _find_last_weekday(weekday: int, published: dt.date) -> Span:
    return span_day(find_weekday(weekday, published))


def _find_near_weekday(weekday: int, published: dt.date) -> Span:
    """The last such day; not one six days back but the day after publication, doubtful: past midnight where the report
    comes from, it is still the day before by the clock of many archives, while of 90 bare weekdays counted in reports
    none lay six days back."""
    last = _find_last_weekday(weekday, published)
    is_slip = (published - last.start).days == _SLIP
    return span_day(shift_days(published, 1))._replace(doubtful=True) if is_slip else last


def _read_night(
    tokens: list[Token], i: int, published: dt.date | None, words: ArabicWords
) -> tuple[Span | None, int] | None:
    """The night between two weekdays ("ليل الاثنين - الثلاثاء", "ليلة الأربعاء/الخميس"): both days."""
    at = i + 1
    is_joined = at + 1 < len(tokens) and (tokens[at].text in _NIGHT_JOINTS or tokens[at].word in _JOINTS)
    after = words.weekdays.get(tokens[at + 1].word) if is_joined else None
    first = words.weekdays[tokens[i].word]
    if after is None or i == 0 or tokens[i - 1].word not in _NIGHTS or (after - first) % 7 != 1:
        return None
    if published is None:
        return None, at + 2
    begin = find_weekday(first, published)
    return span_days(begin, shift_days(begin, 1)), at + 2


def _span_of(meaning: str, day: dt.date) -> Span:
    kind, _, number = meaning.partition(" ")
    if kind == "day":
        return span_day(shift_days(day, int(number)))
    if kind == "hours":
        return span_days(shift_days(day, -1), day)
    if kind == "begin":
        return span_day(day.replace(month=1, day=1) if number == "year" else day.replace(day=1))
    unit = number if kind == "last" else kind
    if unit == "week":
        return span_week(shift_days(day, -7 if kind == "last" else 0))
    if unit == "month":
        month = shift_months(day.replace(day=1), -1 if kind == "last" else 0)
        return span_month(month.year, month.month)
    return span_year(day.year - (kind == "last"))


def _read_date(
    tokens: list[Token], i: int, published: dt.date | None, words: ArabicWords
) -> tuple[Span | None, int] | None:
    """A date, or one day in both calendars ("29 رمضان 1437هـ الموافق 5 تموز"), of which the Gregorian date counts;
    doubtful if the two are days apart."""
    read = _read_one_date(tokens, i, published, words)
    if read is None or read[0] is None:
        return read
    at = _skip_to_same(tokens, read[1], words)
    near = shift_days(read[0].end, _NEAR) if read[0].vague else published
    other = _read_one_date(tokens, at, near, words) if at > read[1] else None
    if other is None or other[0] is None or other[0].vague == read[0].vague:
        return read
    end = other[1] + (other[1] < len(tokens) and tokens[other[1]].text == ")" and tokens[at - 1].text == "(")
    hijri, gregorian = (read[0], other[0]) if read[0].vague else (other[0], read[0])
    is_same = hijri.start - _MOON <= gregorian.end and gregorian.start <= hijri.end + _MOON
    return (gregorian if is_same else gregorian._replace(doubtful=True)), end


def _skip_to_same(tokens: list[Token], i: int, words: ArabicWords) -> int:
    """Past the words that lead from a date to the same date in the other calendar; `i` if there are none."""
    at = i
    while at < len(tokens) and (tokens[at].word in _SAME_DAY or tokens[at].word in words.weekdays):
        at += 1
    return at


def _read_one_date(
    tokens: list[Token], i: int, published: dt.date | None, words: ArabicWords
) -> tuple[Span | None, int] | None:
    """ "18 آب", "18 آب/أغسطس 2021", "نيسان الماضي", "18/8/2021", "عام 1967"."""
    if i >= len(tokens):
        return None
    if (figures := _read_figures(tokens, i) or _read_range(tokens, i, published, words)) is not None:
        return figures
    day, at = _read_day(tokens, i, words)
    month = _read_month(tokens, at, words)
    if month is None:
        return read_hijri(tokens, at, day, published, words)
    number, end = month
    is_told = (
        day is not None or (at > 0 and tokens[at - 1].word in _MONTH_WORDS) or _skip_last(tokens, end, words) > end
    )
    if tokens[at].text in _OTHER_WORDS_TOO and not is_told:
        return None
    # Both names of a month: "آب/أغسطس", "شباط - فبراير".
    k = end + 1 if end < len(tokens) and tokens[end].text in _DATE_MARKS | {"(", "|"} else end
    again = _read_month(tokens, k, words)
    if again is not None:
        end = again[1] + (again[1] < len(tokens) and tokens[again[1]].text == ")")
    end_last = _skip_last(tokens, end, words)
    year, end_year = _read_year(tokens, end)
    if year is None and published is None:
        return None, max(end_last, end_year)
    known = year if year is not None else _guess_year(published, number, day)
    if day is None:
        return span_month(known, number), max(end_last, end_year)
    made = make_day(known, number, day)
    # "31 شباط" is no day, and no month either.
    return span_day(made) if made is not None else None, max(end_last, end_year)


def _read_range(
    tokens: list[Token], i: int, published: dt.date | None, words: ArabicWords
) -> tuple[Span | None, int] | None:
    """ "بين 3 و9 أبريل", "من 3 إلى 9 أبريل", "3-9 أبريل": from the first day to the second."""
    i += tokens[i].word in _RANGES
    if i + 2 >= len(tokens) or tokens[i + 1].word not in _JOINTS:
        return None
    first, after = _read_day(tokens, i, words)
    if first is None or after != i + 1 or tokens[i + 2].kind != "number":
        return None
    last = _read_date(tokens, i + 2, published, words)
    if last is None or last[0] is None or last[0].start != last[0].end or last[0].end.day <= first:
        return None
    return span_days(last[0].end.replace(day=first), last[0].end), last[1]


def _read_day(tokens: list[Token], i: int, words: ArabicWords) -> tuple[int | None, int]:
    """A day of the month in digits or words, and the token where its month would stand."""
    if tokens[i].word == "ال" and i + 1 < len(tokens) and tokens[i + 1].word in words.ordinals:
        day, at = words.ordinals[tokens[i + 1].word], i + 2
        if at < len(tokens) and tokens[at].word == "عشر":
            day, at = day + 10, at + 1
        elif [token.word for token in tokens[at : at + 3]] == ["و", "ال", "عشرين"]:
            day, at = day + 20, at + 3
        is_dated = at < len(tokens) and tokens[at].word == "من"
        return (day, at + 1) if is_dated else (None, i)
    i += tokens[i].word == "ال" and i + 1 < len(tokens)  # "الـ 15 من شباط"
    if tokens[i].kind == "number" and tokens[i].word.isdecimal() and 0 < int(tokens[i].word) < 32:
        at = i + 1
        while at < len(tokens) and (tokens[at].word in _FILLERS or tokens[at].text == "/"):  # "20/ آذار/ 2017"
            at += 1
        return int(tokens[i].word), at
    return None, i


def _read_month(tokens: list[Token], i: int, words: ArabicWords) -> tuple[int, int] | None:
    month = match_phrase(words.months, tokens, i)
    return (int(month[0]), month[1]) if month is not None else None


def _read_year(tokens: list[Token], i: int) -> tuple[int | None, int]:
    at = i
    while at < len(tokens) and at < i + 2 and tokens[at].word in _FILLERS | {"،", ","}:
        at += 1
    if (
        at < len(tokens)
        and tokens[at].kind == "number"
        and tokens[at].word.isdecimal()
        and int(tokens[at].word) in _YEARS
    ):
        return int(tokens[at].word), at + 1
    return None, i


def _guess_year(published: dt.date | None, month: int, day: int | None) -> int:
    """The year of a date without one: the last such day that is not clearly still to come."""
    if published is None:
        return dt.MINYEAR
    made = make_day(published.year, month, day or 1)
    return published.year - (made is not None and is_far_ahead(made, published))


def _read_figures(tokens: list[Token], i: int) -> tuple[Span | None, int] | None:
    """ "18/8/2021", "2021-08-18", "عام 2011"."""
    parts = tokens[i : i + 5]
    is_figures = len(parts) == 5 and all(p.kind == "number" and p.word.isdecimal() for p in parts[::2])
    if is_figures and parts[1].text in _DATE_MARKS and parts[3].text == parts[1].text:
        a, b, c = (int(p.word) for p in parts[::2])
        year, day = (a, c) if a in _YEARS or a in HIJRI_YEARS else (c, a)
        if year in HIJRI_YEARS:
            end = i + 5 + (len(tokens) > i + 5 and tokens[i + 5].word == "ه")
            return (span_hijri(year, b, day), end) if 0 < b < 13 else None
        made = make_day(year, b, day) if year in _YEARS else None
        return (span_day(made), i + 5) if made is not None else None
    if tokens[i].word.isdecimal() and i and tokens[i - 1].word == _SINCE and int(tokens[i].word) in _YEARS:
        return span_year(int(tokens[i].word)), i + 1  # "منذ 2012"
    if tokens[i].word in YEAR_WORDS and i + 1 < len(tokens) and tokens[i + 1].word.isdecimal():
        year = int(tokens[i + 1].word)
        return (span_year(year), i + 2) if year in _YEARS else None
    return None


def _skip_last(tokens: list[Token], i: int, words: ArabicWords) -> int:
    """Past "last" or "this" after the name of a day or month."""
    found = match_phrase(words.phrases, tokens, i)
    return found[1] if found is not None and found[0] in ("last", "now") else i


def _skip_marks(tokens: list[Token], i: int) -> int:
    while i < len(tokens) and tokens[i].text in {"،", ",", "(", "|", "ـ"}:
        i += 1
    return i
