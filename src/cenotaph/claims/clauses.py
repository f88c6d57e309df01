"""The clause a claim stands in: what lies beyond it in the sentence tells of something else."""

import sys
from itertools import groupby
from operator import attrgetter

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.group import groups_of
from cenotaph.claims.rules import Finding, is_toll
from cenotaph.values.harm import Outcome

_TURNS = frozenset({"semicolon", "sets_aside"})


def find_clause(analysis: Analysis, finding: Finding) -> tuple[int, int]:
    """The tokens, from the first up to the last (exclusive), of a finding's clause.

    A semicolon ends one, and words after which a sentence only mentions something; so does what adds to a toll after a
    comma ("killed nine, and three more died on Sunday"), and a toll after one where a place stands before it ("killed
    nine in Arden, bringing the toll in the north to 320"), and a larger number of what was told.
    """
    units = analysis.units
    first, last = 0, len(analysis.sentence.tokens)
    for unit in units[: finding.first]:
        if unit.classes & _TURNS:
            first = unit.last
    for unit in units[finding.last :]:
        if unit.classes & _TURNS:
            last = unit.first
            break
    for other in analysis.findings:
        if other.first < finding.last:
            continue
        start = units[other.first].first
        is_after_comma = any(unit.has("comma") for unit in units[other.first - 2 : other.first])
        if is_after_comma and any(group.increment for group in groups_of(units[other.who])):
            last = min(last, start)
        if is_after_comma and is_toll(other) and not is_toll(finding) and _is_placed_before(analysis, start):
            last = min(last, start)
        opening = _find_opening(analysis, other)
        if opening is not None and opening >= units[finding.last - 1].last:
            last = min(last, opening)
    for other in list_larger(analysis):
        if other.first >= finding.last and not is_toll(other):
            last = min(last, units[other.first].first)
    return max(first, _find_opening(analysis, finding) or 0), last


def list_larger(analysis: Analysis) -> list[Finding]:
    """The findings of several people in a larger number than the sentence has told before with the same outcome: "six
    were killed, and 320 have been killed since March"."""
    larger: list[Finding] = []
    least: dict[Outcome, int] = {}
    for _, together in groupby(sorted(analysis.findings, key=_FIRST), key=_FIRST):
        told = [(finding, groups_of(analysis.units[finding.who])) for finding in together]
        larger += [f for f, groups in told if groups and groups[0].count.low > least.get(f.outcome, sys.maxsize)]
        for finding, groups in told:
            number = max((group.count.high for group in groups), default=0)
            if number > 0:
                least[finding.outcome] = min(number, least.get(finding.outcome, number))
    return larger


def _is_placed_before(analysis: Analysis, token: int) -> bool:
    return any(mention.first < token for mention in analysis.mentions)


def _find_opening(analysis: Analysis, finding: Finding) -> int | None:
    """The token at which a clause begins that puts its place before the act: "nine were hurt, and in the town of Tessel
    a boy was killed". None if the finding has no such clause."""
    units = analysis.units
    for k in range(finding.first - 1, max(0, finding.first - _FRONT), -1):
        if units[k].classes & _WHERE and units[k - 1].has("and"):
            named = range(units[k].last, units[finding.first].first)
            return units[k - 1].first if any(mention.first in named for mention in analysis.mentions) else None
        if units[k].classes & _OTHER_MATTER:
            return None
    return None


_FIRST = attrgetter("first")
_FRONT = 8  # units that a place put before the act may take up, with its "and in"
_WHERE = frozenset({"in", "preposition"})
_OTHER_MATTER = frozenset({"and", "who", "stop", "semicolon", "harm_past", "harm_noun"})
