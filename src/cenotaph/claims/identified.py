"""Victims named after they were counted: "Two men were shot dead. ... The victims were identified as Ali and Omar"."""

from collections.abc import Sequence

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.group import Group, find_age, groups_of
from cenotaph.claims.reader import Reader, list_with_people
from cenotaph.claims.rules import Finding, RuleBook, find_identified, load_rules
from cenotaph.claims.units import Unit
from cenotaph.values.harm import Outcome

# Sentences from the claim to the names.
_REACH = 15
_OUTCOMES = (Outcome.KILLED, Outcome.CASUALTIES)


def add_identified(analyses: Sequence[Analysis], reader: Reader) -> list[Analysis]:
    """The analyses with the names by which a sentence identifies all whom an earlier one counts: of the dead, or those
    hit.

    Only where the sentence says so of the victims, or by the word that the claim has for them ("the two men"), and
    gives as many names as the claim counts; never of somebody accused.
    """
    book, read = load_rules(reader.lexicon.language), list(analyses)
    for n, analysis in enumerate(read):
        if _may_name(analysis.tagged):
            read[n] = _add_names(analysis, read[max(0, n - _REACH) : n + 1], reader, book)
    return read


def _may_name(units: Sequence[Unit]) -> bool:
    """False for sentences without a word that identifies, and that do not begin with "they are"."""
    is_they = len(units) > 1 and units[0].has("plural_pronoun") and bool(units[1].classes & {"be", "have"})
    return is_they or any(unit.classes & _IDENTIFIED for unit in units)


_IDENTIFIED = frozenset({"identified_participle", "identified_past"})


def _add_names(analysis: Analysis, before: Sequence[Analysis], reader: Reader, book: RuleBook) -> Analysis:
    units = list_with_people(analysis, reader)
    taken = {finding.who for finding in analysis.findings}
    for told in find_identified(units, book):
        victims, named = groups_of(units[told.whole]), groups_of(units[told.who])
        if {told.who, told.whole} & taken or len(victims) != 1 or not all(group.names for group in named):
            continue
        is_they = units[told.whole].has("pronoun")
        outcome = _find_alone(named, before[-2:-1]) if is_they else _find_counted(victims[0], named, before)
        if outcome is not None:
            finding = Finding(told.rule, outcome, told.who, told.first, told.last, -1)
            return analysis._replace(units=units, findings=sorted([*analysis.findings, finding], key=lambda f: f.who))
    return analysis


def _find_alone(named: Sequence[Group], before: Sequence[Analysis]) -> Outcome | None:
    """What befell the only people of whom the sentence before tells, if they are as many as "they" are named."""
    found = [finding for analysis in before for finding in analysis.findings]
    groups = groups_of(before[0].units[found[0].who]) if len(found) == 1 else ()
    if len(groups) != 1 or found[0].negated or found[0].outcome not in _OUTCOMES or groups[0].accused:
        return None
    number = sum(len(group.names) for group in named)
    return found[0].outcome if _counts(groups[0], number) and number > 1 and not groups[0].names else None


def _find_counted(victims: Group, named: Sequence[Group], before: Sequence[Analysis]) -> Outcome | None:
    """What befell those whom the nearest sentence before counts that counts as many as are named; their death if one
    tells of it."""
    number = sum(len(group.names) for group in named)
    if victims.accused or victims.names or not victims.definite or victims.count.stated not in (None, number):
        return None
    for outcome in _OUTCOMES:
        for analysis in reversed(before):
            for finding in analysis.findings:
                groups = groups_of(analysis.units[finding.who])
                is_told = finding.outcome is outcome and not finding.negated and len(groups) == 1
                if is_told and groups[0].count.stated == number and _may_be(groups[0], victims, named):
                    return outcome
    return None


def _counts(people: Group, number: int) -> bool:
    """True for as many people, and for a family or crew that may be as many."""
    count = people.count
    is_whole = count.stated is None and count.open and people.noun == "" and not people.part
    return count.stated == number or (is_whole and count.low <= number)


def _may_be(counted: Group, victims: Group, named: Sequence[Group]) -> bool:
    """True for people of no name whom a sentence may identify: of the same word, sex and age."""
    if counted.names or counted.accused or counted.part:
        return False
    is_same_word = victims.anyone or victims.harm is not None or victims.noun.lower() == counted.noun.lower() != ""
    if not is_same_word or (counted.sex and victims.sex and counted.sex != victims.sex):
        return False
    ages = find_age(counted), find_age(named[0])
    return len(named) > 1 or None in ages or ages[0] == ages[1]
