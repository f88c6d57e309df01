"""Deaths of wounds: which of the dead had been hurt first, and the day on which they were hurt."""

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import ClaimKind, is_of_family
from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.rules import Finding
from cenotaph.values.harm import Outcome

_DYING = frozenset({"die_past", "die_participle", "die_third", "die_gerund"})
_HARM = frozenset({"harm_participle", "harm_past", "harm_weak_participle", "hurt"})
# Code points after an act in which its sentence may say of what they died ("died in a clinic on Friday of his wounds").
_REACH = 60
# Units between "Monday's" and the attack it is the day of.
_MODIFIERS = 3


def is_succumbed(finding: Finding, group: Group, analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for people killed of whom the words say that they had been hurt: "three of the wounded died", "a guard who
    was wounded on Friday has died", "died of her wounds"."""
    if finding.outcome is not Outcome.KILLED:
        return False
    is_dying = is_of_family(finding.rule.id, "die", "died")
    if group.harm is Outcome.INJURED and (is_dying or group.part):
        return True
    units = analysis.units
    between = units[finding.who + 1 : finding.act] if is_dying and finding.act >= 0 else []
    if any(unit.classes & _HARM and unit.field("outcome") == Outcome.INJURED for unit in between):
        return True
    after = [other.first for other in analysis.findings if other.first >= finding.last]
    tokens, start = analysis.sentence.tokens, analysis.sentence.start
    begin = tokens[units[finding.first].first].start - start
    end = tokens[units[finding.last - 1].last - 1].end - start + _REACH
    if after:
        end = min(end, tokens[units[min(after)].first].start - start)
    return lexicon.frames["succumbed"].search(analysis.lowered, begin, end) is not None


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
