"""Running totals that go on in the next sentence: "28 attacks since January. These attacks left 17 people dead"."""

from collections.abc import Sequence
from itertools import pairwise

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import ADDITIVE, ClaimKind
from cenotaph.claims.draft import Draft, is_in_next_sentence
from cenotaph.claims.episodes import is_item
from cenotaph.claims.lexicon import Lexicon
from cenotaph.values.period import Precision


def mark_running(drafts: Sequence[Draft], analyses: Sequence[Analysis], lexicon: Lexicon) -> None:
    """Marks as running totals what attacks did that the sentence before counts over a long time, the items of a list
    that says how they are spread, and a number alone that is some of those the sentence before counts."""
    numbers = _list_carried(analyses, lexicon)
    for number, draft in enumerate(drafts):
        is_running = draft.sentence in numbers or _is_some_of(draft, drafts[:number])
        if draft.kind in ADDITIVE and (is_running or _is_of_long_count(draft, analyses, lexicon)):
            draft.kind = ClaimKind.CUMULATIVE
    days = [d for d in drafts if d.own_period and d.period is not None and d.period.precision is Precision.DAY]
    for draft in drafts:
        if draft.kind in ADDITIVE and _is_of_month(draft, days):
            draft.kind = ClaimKind.CUMULATIVE


def _is_of_month(draft: Draft, days: Sequence[Draft]) -> bool:
    """True for several counted over a month, at no place of their own, of whose days the report tells: "The forces
    killed 254 civilians in October. ... On 4 October 13 were killed"; `days` are the claims of one day."""
    period, number = draft.period, draft.group.count.low
    if period is None or period.precision is not Precision.MONTH or draft.own_place or not draft.own_period:
        return False
    told = [d for d in days if d.outcome is draft.outcome and d.whole is None]
    within = [d for d in told if d.period is not None and period.overlaps(d.period)]
    return number > _SEVERAL and bool(within) and all(d.group.count.high < number for d in within)


def _is_of_long_count(draft: Draft, analyses: Sequence[Analysis], lexicon: Lexicon) -> bool:
    """True for several of whom the perfect tells, or one of whose number somebody "was", in the sentence after one that
    counts over a long time: "there have been 147 shootings so far in 2016. Twenty-one people have died"."""
    if not draft.sentence or (draft.group.count.stated or 0) < _SEVERAL or draft.own_period or draft.own_place:
        return False
    here, before = analyses[draft.sentence], analyses[draft.sentence - 1]
    if here.sentence.paragraph != before.sentence.paragraph:
        return False
    is_nth = lexicon.frames["nth_time"].search(before.lowered) is not None
    if before.findings and not is_nth:
        return False
    units, who = here.units, draft.finding.who
    is_perfect = any(unit.has("have") for unit in units[who + 1 : who + 1 + _NEXT])
    is_one_of = who > 2 and units[who - 1].has("of") and units[who - 3].has("be")
    counts_events = any(unit.has("cause_word") or unit.has("case") for unit in before.tagged)
    return (is_perfect or is_one_of) and (counts_events or is_nth) and _counts_over_year(before, lexicon)


_SEVERAL, _NEXT = 2, 2


def _counts_over_year(analysis: Analysis, lexicon: Lexicon) -> bool:
    is_year = any(p.period is not None and p.period.precision is Precision.YEAR for p in analysis.periods)
    return is_year or _is_counted(analysis, lexicon)


def _is_some_of(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """True for "six have died" after "police have shot 11 people in 2016"."""
    if not draft.finding.is_bare or draft.own_period or not earlier:
        return False
    before, counts = earlier[-1], draft.group.count
    is_running = before.kind is ClaimKind.CUMULATIVE and before.outcome is not draft.outcome
    return is_running and is_in_next_sentence(draft, before) and counts.high < before.group.count.low


def _list_carried(analyses: Sequence[Analysis], lexicon: Lexicon) -> set[int]:
    frames, found = lexicon.frames, set[int]()
    is_list = False
    for before, analysis in pairwise(analyses):
        is_next = before.sentence.paragraph == analysis.sentence.paragraph
        is_list = is_list and (is_next or is_item(analysis))
        if is_list:
            found.add(analysis.sentence.number)
        elif is_next and frames["these_attacks"].match(analysis.lowered.lstrip()) and _is_counted(before, lexicon):
            found.add(analysis.sentence.number)
            is_list = analysis.lowered.rstrip().endswith(":")
    return found


def _is_counted(analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for a sentence that counts over a long time."""
    return lexicon.frames["cumulative"].search(analysis.lowered) is not None or any(
        phrase.role == "since" for phrase in analysis.periods
    )
