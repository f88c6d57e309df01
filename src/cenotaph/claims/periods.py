"""Period phrases of a sentence: the days they name against the day of publication, and the part they play."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claims.calendar import Span, write_period
from cenotaph.claims.periods_found import Found, Setting
from cenotaph.claims.periods_grammar import GRAMMARS
from cenotaph.claims.periods_relative import read_ago
from cenotaph.claims.periods_words import PeriodWords, load_period_words
from cenotaph.claims.tokens import Token
from cenotaph.values.period import Period, Precision

__all__ = ["PeriodPhrase", "PeriodWords", "find_periods", "load_period_words"]

_FIGURES = frozenset(("number", "time"))
# A dateline stands at the head of a sentence: place, date, and an agency in brackets before a dash.
_DATELINE_REACH = 16


class PeriodPhrase(NamedTuple):
    """Tokens `first` to `last` (exclusive) that tell of a period.

    `period` is None where the words do not determine one (no day of publication, or no day spoken of before). `role`:
    "when"; "since" (the period runs to the day of publication); "until", "before", "after" (the period is the one
    named); "future"; "report" (the day of the report, not of the event); "said" (when a speaker spoke) and "court"
    (when somebody was arrested or charged) and "state" (on which day the hurt were so), all set by periods_said.py;
    "time" (a time of day alone). `time_of_day`
    is HH:MM or a part of the day: early, dawn, morning, noon, afternoon, dusk, evening, night, midnight, late.
    """

    first: int
    last: int
    period: Period | None
    role: str
    time_of_day: str | None


# A period that "since then" and "the next day" can count from.
_ANCHORS = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR})


def find_periods(
    tokens: Sequence[Token], published: dt.date | None, words: PeriodWords, *, text: str, anchor: Period | None = None
) -> list[PeriodPhrase]:
    """The period phrases of a sentence, from left to right; `text` is the text its tokens were cut from.

    `anchor` is the period last spoken of before the sentence; "the next day" counts from it, or from a day named
    earlier in the sentence. Without `published` only dates with a year are resolved. Durations ("for three hours") are
    not periods.
    """
    triggers = words.triggers
    hits = [i for i, token in enumerate(tokens) if token[1] in triggers or token[4] in _FIGURES]
    if not hits:
        return []
    day = None if anchor is None else Span(anchor.start, anchor.end, anchor.precision, anchor.is_vague)
    setting = Setting(tokens, words, published, day)
    read = GRAMMARS[words.grammar]
    phrases: list[PeriodPhrase] = []
    end = 0
    for i in hits:
        if i < end:
            continue
        found = read(setting, i)
        if found is None and tokens[i].word in words.afters:
            found = read_ago(setting, i, end)
        if found is None or found.first < end:
            continue
        end = found.last
        phrase = _write_phrase(setting, found, text)
        phrases.append(phrase)
        if phrase.period is not None and phrase.role == "when" and phrase.period.precision in _ANCHORS:
            setting = setting._replace(anchor=found.span)
    return phrases


def _write_phrase(s: Setting, found: Found, text: str) -> PeriodPhrase:
    written = text[s.tokens[found.first].start : s.tokens[found.last - 1].end]
    period = write_period(found.span, written) if found.span is not None else None
    role = "report" if found.role == "when" and _is_report(s, found) else found.role
    return PeriodPhrase(found.first, found.last, period, role, found.time)


def _is_report(s: Setting, found: Found) -> bool:
    """Whether a date is the day of the report: a dateline, a line of its own, or after "published"."""
    tokens, words = s.tokens, s.words
    figures = any(token.kind == "number" for token in tokens[found.first : found.last])
    if found.kind != "day" or found.weekday or not figures:
        return False
    is_led = s.word(found.first - 1) == ":" or s.word(found.first - 1) in words.joins["on"]
    before = s.word(found.first - 2) if is_led else s.word(found.first - 1)
    if before in words.report_words:
        return True
    alone = found.first == 0 and all(token.kind == "mark" for token in tokens[found.last :])
    if alone and found.dated is None and found.time is None:
        return True
    if found.first > _DATELINE_REACH or s.word(found.first - 1) != ",":
        return False
    if not all(token.kind == "mark" or token.text[0].isupper() for token in tokens[: found.first]):
        return False
    at = found.last
    if s.word(at) in ("(", "["):
        while at < len(tokens) and s.word(at) not in (")", "]"):
            at += 1
        at += 1
    return s.word(at) in words.report_marks
