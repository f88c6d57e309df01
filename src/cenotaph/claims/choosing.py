"""Which of the periods of a sentence a claim's own words give it."""

import re
from collections.abc import Sequence

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import is_of_family
from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.rules import Finding, is_toll
from cenotaph.claims.sought import Sought
from cenotaph.claims.succumbed import find_event_phrase
from cenotaph.claims.units import Unit
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period, Precision

# Roles of periods that may be those of an event.
_ROLES = frozenset({"when", "since", "until"})
# Units between "will" and the day of what will be done.
_PLAN_REACH = 4
# Tokens that may stand before the period with which a sentence begins.
_FIRST = 1


def choose_period(
    analysis: Analysis, finding: Finding, clause: tuple[int, int], lexicon: Lexicon
) -> PeriodPhrase | None:
    """The period phrase that the words of a claim's sentence give it; None for one over which events are counted, since
    which somebody had lived there, and on which a court spoke. `clause` are the first and the last token (exclusive) of
    the claim's clause."""
    phrase = _find_nearest(analysis, finding, clause, lexicon)
    if phrase is None or _is_ranked(analysis, finding, phrase, lexicon):
        return None
    if _is_of_one(analysis, finding, phrase) or _is_of_verdict(analysis, finding, lexicon):
        return None
    return phrase


def _find_nearest(
    analysis: Analysis, finding: Finding, clause: tuple[int, int], lexicon: Lexicon
) -> PeriodPhrase | None:
    """The period phrase nearest to the words of a claim, in its clause or before it in its sentence: no duration, and
    not the day of the report or of speaking. What comes of an attack is told for the day of the attack, where the words
    give it too."""
    first, last = analysis.units[finding.first].first, analysis.units[finding.last - 1].last
    roles = _ROLES | ({"court"} if finding.outcome is Outcome.DETAINED else set())
    near = [p for p in analysis.periods if p.period is not None and p.role in roles]
    superlative = lexicon.frames["superlative"]
    near = [p for p in near if p.first < clause[1] and not _is_measure(analysis, p, first, superlative)]
    near = [p for p in near if p.first >= clause[0]] or near
    near = [p for p in near if p.last > first or not _is_planned(analysis, p)] or near
    near = [p for p in near if not _is_of_clause(analysis, finding, p)] or near
    if _is_measured_from(analysis, finding):
        near = [p for p in near if p.first >= last]  # "On Friday, a week before Ann's death, a clerk was shot"
    if _is_in_relative(analysis, finding):
        near = [p for p in near if p.first >= last] or near  # "met on Monday to mourn a clerk who was shot on Friday"
    near = _sort_for_tolls(analysis, finding, near, lexicon)
    of_attack = find_event_phrase(finding, near, analysis, lexicon)
    nearest = of_attack or min(near, key=lambda p: min(abs(p.first - last), abs(first - p.last)), default=None)
    head = near[0] if near and near[0].first <= _FIRST else None
    if head is not None and nearest is not None and _is_outside(nearest.period, head.period):
        return head  # "In January, on the night of the parade, five were hurt"
    return nearest


def _is_measured_from(analysis: Analysis, finding: Finding) -> bool:
    """True for a death from which time is measured: "a week before Ann's death", "two days after the killing of"."""
    units, k = analysis.units, finding.first - 1
    while k > 0 and units[k].has("determiner"):
        k -= 1
    is_noun = finding.act >= 0 and units[finding.act].has("harm_noun")
    return is_noun and k > 0 and units[k - 1].has("span") and not units[k].classes.isdisjoint({"before", "conjunction"})


def _is_of_clause(analysis: Analysis, finding: Finding, period: PeriodPhrase) -> bool:
    """True for a day in a relative clause of the subject that tells no harm: "a man who ran for mayor in 2008 was shot
    on Saturday"."""
    units, act = analysis.units, finding.act
    k = next((k for k, unit in enumerate(units) if unit.first >= period.first), len(units))
    if not 0 < k < act or not units[act].has("harm_participle"):
        return False
    start = next((j for j in range(k - 1, -1, -1) if units[j].has("relative")), None)
    if start is None or not any(unit.has("be") for unit in units[k + 1 : act]):
        return False
    return not any(unit.classes & _CLAUSE_ENDS for unit in units[start + 1 : k])


_CLAUSE_ENDS = frozenset({"comma", "stop", "be", "harm_past", "harm_participle", "die_past"})


def _is_in_relative(analysis: Analysis, finding: Finding) -> bool:
    """True for an act that a relative clause tells of its people, which has days of its own."""
    after = analysis.units[finding.who + 1 : finding.who + 3]
    is_own = bool(after) and (after[0].has("relative") or (after[0].has("comma") and after[-1].has("relative")))
    return is_own and finding.act > finding.who and not any(u.has("comma") for u in after[1:])


def _is_of_one(analysis: Analysis, finding: Finding, phrase: PeriodPhrase) -> bool:
    """True for what has been so since a day with one person whose death is told ("the body of Petra Novik, who had been
    missing since May", "the death of a barber who had cut hair there since 1979")."""
    groups = groups_of(analysis.units[finding.who])
    if phrase.role != "since" or finding.outcome not in (Outcome.KILLED, Outcome.CASUALTIES):
        return False
    between = [unit for unit in analysis.units[finding.who + 1 :] if unit.first < phrase.first]
    return all(group.count.stated == 1 for group in groups) and any(unit.has("relative") for unit in between)


def _is_of_verdict(analysis: Analysis, finding: Finding, lexicon: Lexicon) -> bool:
    """True for "a jury in June found him guilty of murder": the day is the court's."""
    is_implied = is_of_family(finding.rule.id, "implied")
    return is_implied and lexicon.frames["in_court"].search(analysis.lowered) is not None


def _is_ranked(analysis: Analysis, finding: Finding, phrase: PeriodPhrase, lexicon: Lexicon) -> bool:
    """True for the time over which events are counted of which one is told: "his death is the ninth homicide this
    year", "it was the second triple shooting in June"."""
    if (
        phrase.period is None
        or phrase.period.precision not in _COUNTED_OVER
        or phrase.first >= len(analysis.sentence.tokens)
    ):
        return False
    groups = groups_of(analysis.units[finding.who])
    if is_of_family(finding.rule.id, "implied") and analysis.units[max(0, finding.who - 1)].has("word"):
        return True  # "it was the city's 14th homicide this year"
    words = _words_of(groups, analysis)
    if any(unit.has("nth") for unit in words) and any(unit.classes & _EVENT for unit in words):
        return True
    if phrase.period.precision is not Precision.YEAR:
        return False
    at = analysis.sentence.tokens[phrase.first].start - analysis.sentence.start
    is_one = all(group.count.stated == 1 for group in groups)
    return is_one and lexicon.frames["under_way"].match(analysis.lowered, at) is not None


_EVENT = frozenset({"cause_word", "harm_noun", "hurt"})
_COUNTED_OVER = frozenset({Precision.WEEK, Precision.MONTH, Precision.YEAR})


def _words_of(groups: Sequence[Group], analysis: Analysis) -> list[Unit]:
    return [u for u in analysis.tagged if any(g.first <= u.first < g.last for g in groups)]


def _is_outside(period: Period | None, held: Period | None) -> bool:
    """True for a day outside the month or year with which its sentence begins: it is a day of that month."""
    if period is None or held is None or held.precision not in (Precision.MONTH, Precision.YEAR):
        return False
    return period.start > held.end or period.end < held.start


def _sort_for_tolls(
    analysis: Analysis, finding: Finding, near: list[PeriodPhrase], lexicon: Lexicon
) -> list[PeriodPhrase]:
    """The periods that may be those of a finding beside a toll: over what time a toll is counted stands in its words or
    after them ("killed six on Monday, bringing the number killed since January to 320"), and is no other claim's."""
    if is_toll(finding):
        first = analysis.units[finding.first].first
        return [p for p in near if p.first >= first and (p.role == "since" or _is_long(p))] or near
    tolls = [analysis.units[f.first].first for f in analysis.findings if is_toll(f) and f.first >= finding.last]
    start = min(tolls, default=len(analysis.sentence.tokens))
    if tolls:
        at = analysis.sentence.tokens[start].start - analysis.sentence.start
        if lexicon.frames["cumulative"].search(analysis.lowered, at) is not None:
            return [p for p in near if p.first < start]  # "... bringing the toll since the raid of 30 April to 320"
    return [p for p in near if p.first < start or not (p.role == "since" or _is_long(p))]


def _is_long(phrase: PeriodPhrase) -> bool:
    """True for a week, a month or a year."""
    return phrase.period is not None and phrase.period.precision in (Precision.WEEK, Precision.MONTH, Precision.YEAR)


def _is_measure(analysis: Analysis, period: PeriodPhrase, first: int, superlative: Sought) -> bool:
    """True for the time over which an event is measured against others: "the deadliest attack since January"."""
    if period.role != "since" or period.first <= first:
        return False
    tokens, start = analysis.sentence.tokens, analysis.sentence.start
    told = analysis.lowered[tokens[first].start - start : tokens[period.first].start - start]
    measured = list(superlative.finditer(told))
    return bool(measured) and _COMMA.search(told, measured[-1].end()) is None


_COMMA = re.compile("[,،;؛]")


def _is_planned(analysis: Analysis, period: PeriodPhrase) -> bool:
    """True for the day of something still to come ("a funeral will be held Friday for the guard who was killed")."""
    before = [unit for unit in analysis.units if unit.last <= period.first]
    return any(unit.has("modal") for unit in before[-_PLAN_REACH:])
