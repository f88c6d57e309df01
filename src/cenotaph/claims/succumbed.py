"""Deaths of wounds: which of the dead had been hurt first, and the day on which they were hurt."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from operator import attrgetter

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import ADDITIVE, ClaimKind, Ground, is_of_family
from cenotaph.claims.draft import Draft
from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.rules import Finding, is_toll
from cenotaph.claims.units import Unit
from cenotaph.claims.whereabouts import LONGEST_DYING
from cenotaph.values.harm import HARMED, HURT, Outcome
from cenotaph.values.period import Period

_DYING = frozenset({"die_past", "die_participle", "die_third", "die_gerund"})
_HARM = frozenset({"harm_participle", "harm_past", "harm_weak_participle", "hurt"})
# Code points after an act in which its sentence may say of what they died ("died in a clinic on Friday of his wounds").
_REACH = 60
_LINGERING = frozenset({"lived_only", "lived_until", "lost_fight", "mortal_heart"})  # some time after they were hurt
_NEAR = 3  # sentences
# Units between "Monday's" and the attack it is the day of.
_MODIFIERS = 3


def is_succumbed(finding: Finding, group: Group, analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for people killed of whom the words say that they had been hurt: "three of the wounded died", "a guard who
    was wounded on Friday has died", "died of her wounds"."""
    if finding.outcome is not Outcome.KILLED or is_toll(finding):
        return False  # "the toll rose to ten after three died of their wounds": three of the ten
    is_dying = is_of_family(finding.rule.id, "die", "died")
    if group.harm is Outcome.INJURED and (is_dying or group.part):
        return True
    units = analysis.units
    if finding.act >= 0 and units[finding.act].classes & _LINGERING:
        return True
    if is_dying and _is_of_fronted(finding, units):
        return True
    between = units[finding.who + 1 : finding.act] if is_dying and finding.act >= 0 else []
    if any(unit.classes & _HARM and unit.field("outcome") == Outcome.INJURED for unit in between):
        return True
    if group.part and any(
        each.harm is Outcome.INJURED for unit in between if unit.has("harmed") for each in groups_of(unit)
    ):
        return True  # "three of the ten wounded died"
    after = [other.first for other in analysis.findings if other.first >= finding.last]
    tokens, start = analysis.sentence.tokens, analysis.sentence.start
    begin = tokens[units[finding.first].first].start - start
    end = tokens[units[finding.last - 1].last - 1].end - start + _REACH
    if after:
        end = min(end, tokens[units[min(after)].first].start - start)
    return lexicon.frames["succumbed"].search(analysis.lowered, begin, end) is not None


def _is_of_fronted(finding: Finding, units: Sequence[Unit]) -> bool:
    """True for some of the wounded who are named first: "of the eight wounded who were admitted, three died"."""
    if finding.who < _FRONTED or not units[finding.who - 1].has("comma"):
        return False
    for k in range(finding.who - 2, 0, -1):
        if units[k].has("harmed") and units[k - 1].has("of"):
            return all(group.harm is Outcome.INJURED for group in groups_of(units[k]))
        if units[k].has("stop") or units[k].has("comma"):
            return False
    return False


_FRONTED = 3  # units: "of", the wounded, a comma


def find_event_phrase(
    finding: Finding, near: list[PeriodPhrase], analysis: Analysis, lexicon: Lexicon
) -> PeriodPhrase | None:
    """The day of the attack itself, where the words give another one for what came of it: "three of those wounded in
    Monday's shelling died on Tuesday", "the toll of the attack on Monday rose to six on Thursday".

    `near` are the periods that may be the finding's. None for what is told of the attack itself.
    """
    if len(near) < 2 or finding.outcome is not Outcome.KILLED:
        return None
    groups = groups_of(analysis.units[finding.who])
    dying = any(is_succumbed(finding, group, analysis, lexicon) for group in groups)
    if not dying and finding.rule.kind is not ClaimKind.UPDATE:
        return None
    of_attack = [phrase for phrase in near if is_of_attack(phrase, analysis)]
    if not of_attack:
        first, act = analysis.units[finding.first].first, analysis.units[max(finding.act, finding.first)].first
        inside = [phrase for phrase in near if first <= phrase.first < act] if dying else []
        return inside[0] if inside else None
    return of_attack[0]


def date_by_attack(drafts: Sequence[Draft], wards: Container[int]) -> None:
    """Gives the death of one who had been hurt first the day on which he was, where the report tells it of a known
    person close by: "A barber who was shot in his shop died Saturday. Ali Hasan, 40, was shot on Thursday". One who
    died in a hospital has the one day before on which the report tells of any harm: "Ali Hasan died Sunday night at the
    clinic. Two customers died at the scene on Wednesday". `wards` are the numbers of the sentences that name one."""
    wounds = sorted((d for d in drafts if d.outcome in HURT and _find_day(d) is not None), key=attrgetter("sentence"))
    numbers = [draft.sentence for draft in wounds]
    told: dict[int, Counter[Period]] = defaultdict(Counter)  # the days of which each event tells harm
    for draft in drafts:
        _note_day(told, draft, 1)
    for draft in drafts:
        is_dying = is_of_family(draft.finding.rule.id, "die", "died") and draft.own_period
        if draft.outcome is not Outcome.KILLED or draft.period is None or draft.group.count.stated != 1 or not is_dying:
            continue
        days: set[Period | None] = set()
        if is_of_family(draft.finding.rule.id, "died"):
            first, last = bisect_left(numbers, draft.sentence - _NEAR), bisect_right(numbers, draft.sentence + _NEAR)
            days = {hurt.period for hurt in wounds[first:last] if _is_wounding(hurt, draft, draft.period)}
        if not days and draft.sentence in wards:
            days = {day for day in +told[draft.episode] if _is_shortly_before(day, draft.period)}
        if len(days) == 1:
            _note_day(told, draft, -1)  # its own words gave another day
            draft.period, draft.period_from = days.pop(), Ground.NEAR
    _date_care(drafts, told)


def _date_care(drafts: Sequence[Draft], told: Mapping[int, Mapping[Period, int]]) -> None:
    """Gives those of whom a report says how they are in hospital on a day the one day before on which it tells of any
    harm, if it tells of none on theirs: "A baker was killed on Sunday. Her son remained in intensive care Monday"."""
    for draft in drafts:
        if not draft.is_cared or draft.outcome not in HURT or draft.kind not in ADDITIVE:
            continue
        group = draft.group
        is_known = group.definite or bool(group.names) or group.is_pronoun or group.part or draft.finding.is_bare
        if not is_known or draft.own_place or not draft.own_period or draft.period is None:
            continue
        days = {day for day, number in told[draft.episode].items() if number > 0}
        before = {day for day in days if _is_shortly_before(day, draft.period)}
        if len(before) == 1 and not any(map(draft.period.overlaps, days)):
            draft.period, draft.period_from = before.pop(), Ground.NEAR


def _find_day(draft: Draft) -> Period | None:
    """The one day that the words give a claim; None where they give none, and for what is told of a hospital bed."""
    is_day = draft.own_period and draft.period is not None and draft.period.start == draft.period.end
    return draft.period if is_day and not draft.is_cared else None


def _note_day(told: Mapping[int, Counter[Period]], draft: Draft, change: int) -> None:
    """Count one more or one fewer claim that tells of harm on a day as news of an event."""
    day = _find_day(draft)
    if day is not None and draft.outcome in HARMED and draft.kind in ADDITIVE:
        told[draft.episode][day] += change


def _is_shortly_before(day: Period, died: Period) -> bool:
    return day.end < died.start <= day.end + LONGEST_DYING


def _is_wounding(hurt: Draft, dead: Draft, died: Period) -> bool:
    """True if a claim of a day close by may tell how one who died was hurt: one known person, shortly before."""
    group, day = hurt.group, _find_day(hurt)
    is_known = group.count.stated == 1 and (group.definite or bool(group.names))
    is_same_sex = None in (group.sex, dead.group.sex) or group.sex == dead.group.sex
    is_of_event = hurt.episode == dead.episode and hurt.kind is ClaimKind.EVENT
    return is_known and is_same_sex and is_of_event and day is not None and _is_shortly_before(day, died)


def is_of_attack(phrase: PeriodPhrase, analysis: Analysis) -> bool:
    """True for a day that a word for an attack is given: "Monday's shelling", "the shelling on Monday"."""
    units = analysis.tagged
    at = next((k for k, unit in enumerate(units) if unit.first >= phrase.last), len(units))
    if at < len(units) and units[at].has("genitive"):
        return any(unit.has("cause_word") for unit in units[at + 1 : at + 2 + _MODIFIERS])
    before = [unit for unit in units if unit.last <= phrase.first][-2:]
    if before and before[-1].has("preposition"):
        before = before[:-1]
    return bool(before) and before[-1].has("cause_word")
