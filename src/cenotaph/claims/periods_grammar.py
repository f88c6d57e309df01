"""How a language joins its words for periods: parts of a day, thirds, ranges, and since or until before them."""

import datetime as dt
from collections.abc import Callable, Mapping

from cenotaph.claims.calendar import Span, clip_end, find_last, find_weekday, hold_to_weekday, shift_days, span_days
from cenotaph.claims.periods_dates import read_date
from cenotaph.claims.periods_found import Found, Setting
from cenotaph.claims.periods_relative import cut_found, read_current, read_relative
from cenotaph.values.period import Precision

Grammar = Callable[[Setting, int], Found | None]


def read_prepositional(s: Setting, i: int) -> Found | None:
    """The phrase at token `i`, where prepositions stand before what they govern: since, between, from, until."""
    words, word = s.words, s.tokens[i].word
    if word in words.joins["between"] or word in words.joins["from"]:
        return _read_between(s, i)
    found = _read_range(s, i)
    if found is None and word in words.roles.table:
        return _read_role(s, i)
    return found


def _skip(s: Setting, i: int, *names: str) -> int:
    for name in names:
        if s.word(i) in s.words.joins[name]:
            i += 1
    return i


def _read_role(s: Setting, i: int) -> Found | None:
    """since September; until Monday; since then."""
    match = s.words.roles.match(s.tokens, i)
    if match is None:
        return None
    role, end = match
    if role == "since_anchor":
        since = None
        if s.anchor is not None and s.published is not None and s.anchor.start <= s.published:
            since = _run_until(s.anchor, s.published)
        return Found(i, end, since, "span", role="since")
    at = _skip(s, end, "at", "on", "the")
    if at >= len(s.tokens):
        return None
    found = _read_range(s, at) or (_read_range(s, end) if at > end else None)
    if found is None:
        return None
    if found.kind == "time" or (role != "since" and found.time and s.tokens[at].word in s.words.parts.table):
        return found
    if role != "since":
        return found._replace(first=i, role="future" if found.role == "future" else role)
    span = found.span
    if found.dated and found.role == "future" and s.published is not None:
        start = find_last(*found.dated, s.published)
        span = span_days(start, start) if start is not None else None
    if span is not None and found.weekday and not found.time and span.start == s.published:
        # A report of a Monday that counts "since Monday" counts a week.
        span = span_days(shift_days(span.start, -7), shift_days(span.start, -7))
    if span is not None:
        now = s.published
        span = _run_until(span, now) if now is not None and span.start <= now else None
    return found._replace(first=i, span=span, role=role, kind="span")


def _run_until(span: Span, now: dt.date) -> Span:
    """From the start of the span to the day of publication."""
    return Span(span.start, now, span.precision if span.start < now else Precision.DAY, span.vague, True)


def _read_between(s: Setting, i: int) -> Found | None:
    """between 23 December and 2 January; from Monday to Friday; between 3 and 5 March."""
    words = s.words
    between = s.word(i) in words.joins["between"]
    at = _skip(s, i + 1, "the")
    if at >= len(s.tokens):
        return None
    first = _read_qualified(s, at, 0, True)
    if first is None or first.kind == "time":
        return None
    if s.word(first.last) in words.joins["and" if between else "to"]:
        second = _read_second(s, first.last + 1)
        if second is not None:
            return _combine(first._replace(first=i), second, s)
    if first.kind == "span":
        return first._replace(first=i)
    return None


def _read_second(s: Setting, i: int) -> Found | None:
    at = _skip(s, i, "the", "on")
    second = _read_qualified(s, at, 0, True) if at < len(s.tokens) else None
    return None if second is None or second.kind == "time" else second


def _read_range(s: Setting, i: int) -> Found | None:
    """A period, or two of them: 3 October to 5 October; Saturday and Sunday."""
    first = _read_qualified(s, i, 0, False)
    if first is None or first.kind == "time" or first.last + 1 >= len(s.tokens):
        return first
    join = s.word(first.last)
    if join in s.words.joins["to"]:
        second = _read_second(s, first.last + 1)
        joined = _combine(first, second, s) if second is not None else None
        return joined or first
    if join in s.words.joins["and"] and first.kind == "day":
        second = _read_second(s, first.last + 1)
        if second is not None and second.kind == "day" and second.role == first.role:
            joined = _combine(first, second, s)
            if joined and joined.span and (joined.span.end - joined.span.start).days <= 1:
                return joined
    return first


def _combine(first: Found, second: Found, s: Setting) -> Found | None:
    """From the start of the first to the end of the second; a first without its year or week is moved before the
    second.
    """
    if first.span is None or second.span is None:
        if first.span is None and second.span is not None and first.dated:
            return _combine(first._replace(span=second.span), second, s)
        return Found(first.first, second.last, None, "span", role=second.role)
    start, end = first.span.start, second.span.end
    if first.dated and not (second.dated and start <= end):
        moved = find_last(*first.dated, end)
        if moved is None:
            return None
        start = moved
    elif first.weekday and start > end:
        start = find_weekday(start.weekday(), end)
    elif first.kind == "month" and start > end:
        start = start.replace(year=start.year - 1)
    if start > end:
        return None
    precision = max(first.span.precision, second.span.precision, key=list(Precision).index)
    vague = first.span.vague or second.span.vague
    span = (
        span_days(start, end, vague)
        if precision in (Precision.DAY, Precision.DAYS)
        else Span(start, end, precision, vague)
    )
    return Found(first.first, second.last, span, "span", first.time or second.time, second.role)


def _read_qualified(s: Setting, i: int, depth: int, ranged: bool) -> Found | None:
    """A period with what stands before and after it: early Sunday, the night of 3 March, Saturday evening, at dawn on
    Monday.
    """
    words, word = s.words, s.tokens[i].word
    found = _read_core(s, i, ranged)
    if found is None:
        third = _read_third(s, i, depth) if word in words.thirds.table and depth < 2 else None
        if third is not None:
            return third
        clock = read_clock(s, i)
        part = words.parts.match(s.tokens, i) if clock is None and word in words.parts.table else None
        timed = clock or (part and (part[0], part[1]))
        return _read_timed(s, i, timed[0], timed[1], depth, clock is not None) if timed and depth < 3 else None
    return _read_after_day(s, found) if found.kind in ("day", "span") else found


def _read_core(s: Setting, i: int, ranged: bool) -> Found | None:
    found = read_relative(s, i)
    if found is None:
        return read_date(s, i, ranged)
    if found.kind == "day" and found.span and found.last + 1 < len(s.tokens) and s.word(found.last) in (",", "("):
        date = read_date(s, found.last + 1)
        if (
            date is not None
            and date.kind == "day"
            and date.span
            and abs((date.span.start - found.span.start).days) <= 1
        ):
            last = date.last + 1 if s.word(found.last) == "(" and s.word(date.last) == ")" else date.last
            return date._replace(first=found.first, last=last, time=found.time)
    if found.time == "night" and found.kind == "span":
        return _read_overnight(s, found)
    return found


def _read_overnight(s: Setting, found: Found) -> Found:
    """overnight on Friday: from that day into the next; overnight alone is the night before the report."""
    at = _skip(s, found.last, "on", "of", "the")
    day = _read_core(s, at, False) if at < len(s.tokens) else None
    if day is None or day.kind != "day":
        return found
    if day.span is None or s.published is None:
        return day._replace(first=found.first, time=found.time)
    end = min(max(shift_days(day.span.end, 1), day.span.end), max(s.published, day.span.end))
    return day._replace(first=found.first, time=found.time, span=span_days(day.span.start, end), kind="span")


def _read_third(s: Setting, i: int, depth: int) -> Found | None:
    """early Sunday; late last night; mid October; the beginning of 2019; earlier this month."""
    match = s.words.thirds.match(s.tokens, i)
    if match is None:
        return None
    part, end = match
    at = _skip(s, end, "on", "in", "the")
    if s.word(end) in s.words.joins["dash"]:
        at = end + 1
    inner = _read_qualified(s, at, depth + 1, False) if at < len(s.tokens) else None
    if inner is None and end - i > 1 and s.word(end) in s.words.joins["the"]:
        inner = read_current(s, end)
    if inner is None or inner.kind == "time":
        return None
    first = i - 1 if end - i > 1 and s.word(i - 1) in s.words.joins["the"] else i
    if inner.kind == "day" or inner.time:
        if part == "week of":
            return _week_from(s, inner)._replace(first=first)
        if end - i > 1 or part == "mid":
            return None
        return inner._replace(first=first, time=inner.time or part or None)
    if inner.kind not in ("week", "month", "year"):
        return inner._replace(first=first) if not part or end - i == 1 else None
    cut = cut_found(s, inner, part, s.tokens[i].word)
    return cut._replace(first=first) if cut is not None else None


def _week_from(s: Setting, day: Found) -> Found:
    """the week of 4 May: the seven days from it."""
    if day.span is None:
        return day._replace(kind="week")
    span = Span(day.span.start, shift_days(day.span.start, 6), Precision.WEEK)
    return day._replace(span=clip_end(span, s.published) if s.published else span, kind="week")


def read_clock(s: Setting, i: int) -> tuple[str, int] | None:
    """(time of day as HH:MM, index after it) of a clock time at `i`: 9:45, 2:20 p.m., 2 p.m., at 0945, 2100 GMT, five
    o'clock.
    """
    token, joins, at = s.tokens[i], s.words.joins, i + 1
    following = s.word(at)
    if token.kind == "time":
        hour, minute = (int(figure) for figure in token.text.replace(".", ":").split(":"))
    elif token.kind == "number" and token.text.isdecimal() and len(token.text) == 4:
        hour, minute = int(token.text[:2]), int(token.text[2:])
        marked = following in joins["zones"] or following in joins["hours"]
        before = (
            s.word(i - 2)
            if s.word(i - 1) in joins["at"] and s.word(i - 2) in joins["clock_in_front"]
            else s.word(i - 1)
        )
        if not marked and (before not in joins["clock_in_front"] or following in joins["clock_not_next"]):
            return None
        at += following in joins["hours"]
    elif following in joins["morning"] or following in joins["afternoon"] or following in joins["o_clock"]:
        hour, minute = (int(token.text) if token.text.isdecimal() else s.words.numbers.get(token.word, 99)), 0
        at += following in joins["o_clock"]
    else:
        return None
    half = s.word(at)
    if half in joins["morning"] or half in joins["afternoon"]:
        if not 1 <= hour <= 12:
            return None
        hour, at = hour % 12 + (12 if half in joins["afternoon"] else 0), at + 1
    while s.word(at) in joins["zones"]:
        at += 1
    return (f"{hour:02}:{minute:02}", at) if hour < 24 and minute < 60 else None


def _read_timed(s: Setting, i: int, time: str, end: int, depth: int, clock: bool) -> Found | None:
    """A time or part of a day, with the day it belongs to if one follows; else the time alone, where its words tell of
    one.
    """
    words = s.words
    of = not clock and s.word(end) in words.joins["of"]
    spaced = s.word(end) in words.joins["on"] or s.word(end) == ","
    at = _skip(s, end + 1, "the") if of or spaced else end
    inner = _read_qualified(s, at, depth + 1, False) if at < len(s.tokens) else None
    if inner is not None and inner.kind in ("day", "span") and (of or spaced or inner.kind == "day"):
        if of:
            joined = _read_range(s, at)
            inner = joined if joined is not None and joined.kind in ("day", "span") else inner
        first = i - 1 if of and s.word(i - 1) in words.joins["the"] else i
        return inner._replace(first=first, time=inner.time if inner.time and not clock else time)
    before = s.word(i - 2) if s.word(i - 1) in words.joins["the"] else s.word(i - 1)
    if clock or (before in words.part_in_front and s.tokens[i].word in words.parts_alone):
        return Found(i, end, None, "time", time, "time")
    return None


def _read_after_day(s: Setting, found: Found) -> Found:
    """Saturday evening; yesterday at noon; Monday at 9:45 p.m.; 24 January at dawn."""
    words, at = s.words, found.last
    if found.time is None and found.kind == "day" and s.word(at) in words.parts.table:
        match = words.parts.match(s.tokens, at)
        if match is not None:
            found, at = found._replace(last=match[1], time=match[0]), match[1]
            date = read_date(s, at + (s.word(at) == ",")) if found.weekday and at + 1 < len(s.tokens) else None
            if date is not None and date.kind == "day" and not date.weekday:
                span = date.span if found.span is None else hold_to_weekday(date.span, found.span.start.weekday())
                return date._replace(first=found.first, time=found.time, span=span)
    inside = at + 1 if s.word(at) == "," else at
    if s.word(inside) in words.joins["at"]:
        inside = _skip(s, inside + 1, "at")
        if inside >= len(s.tokens):
            return found
        clock = read_clock(s, inside)
        if clock is not None:
            return found._replace(last=clock[1], time=clock[0])
        match = words.parts.match(s.tokens, inside)
        if match is not None and s.tokens[inside].word in words.parts_alone:
            return found._replace(last=match[1], time=match[0])
    return found


GRAMMARS: Mapping[str, Grammar] = {"prepositional": read_prepositional}
