"""The clause a claim stands in: what lies beyond it in the sentence tells of something else."""

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import is_of_family
from cenotaph.claims.group import groups_of
from cenotaph.claims.rules import Finding


def find_clause(analysis: Analysis, finding: Finding) -> tuple[int, int]:
    """The tokens, from the first up to the last (exclusive), of a finding's clause.

    A semicolon ends one; so does what adds to a toll after a comma ("killed nine, and three more died on Sunday"), and
    a toll after one where a place stands before it ("killed nine in Arden, bringing the toll in the north to 320").
    """
    units = analysis.units
    first, last = 0, len(analysis.sentence.tokens)
    for unit in units[: finding.first]:
        if unit.has("semicolon"):
            first = unit.last
    for unit in units[finding.last :]:
        if unit.has("semicolon"):
            last = unit.first
            break
    for other in analysis.findings:
        is_later = other.first >= finding.last and any(
            unit.has("comma") for unit in units[other.first - 2 : other.first]
        )
        if is_later and any(group.increment for group in groups_of(units[other.who])):
            last = min(last, units[other.first].first)
        if is_later and _is_toll_elsewhere(analysis, other) and not _is_toll(finding):
            last = min(last, units[other.first].first)
        if other.first >= finding.last and not _is_toll(other) and counts_more(other, analysis):
            last = min(last, units[other.first].first)
        opening = _find_opening(analysis, other) if other.first >= finding.last else None
        if opening is not None and opening >= units[finding.last - 1].last:
            last = min(last, opening)
    return max(first, _find_opening(analysis, finding) or 0), last


def counts_more(later: Finding, analysis: Analysis) -> bool:
    """True for a number of several people larger than one that the sentence has told before with the same outcome: "six
    were killed, and 320 have been killed since March"."""
    groups = groups_of(analysis.units[later.who])
    if not groups or groups[0].count.low < _MANY:
        return False
    return any(
        other.first < later.first
        and other.outcome is later.outcome
        and 0
        < max((group.count.high for group in groups_of(analysis.units[other.who])), default=0)
        < groups[0].count.low
        for other in analysis.findings
    )


def _is_toll(finding: Finding) -> bool:
    return is_of_family(finding.rule.id, "toll")


def _is_toll_elsewhere(analysis: Analysis, toll: Finding) -> bool:
    first = analysis.units[toll.first].first
    return _is_toll(toll) and any(mention.first < first for mention in analysis.mentions)


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


_MANY = 2
_FRONT = 8  # units that a place put before the act may take up, with its "and in"
_WHERE = frozenset({"in", "preposition"})
_OTHER_MATTER = frozenset({"and", "who", "stop", "semicolon", "harm_past", "harm_noun"})
