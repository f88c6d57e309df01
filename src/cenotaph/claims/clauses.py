"""The clause a claim stands in: what lies beyond it in the sentence tells of something else."""

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.group import groups_of
from cenotaph.claims.rules import Finding


def find_clause(analysis: Analysis, finding: Finding) -> tuple[int, int]:
    """The tokens, from the first up to the last (exclusive), of a finding's clause.

    A semicolon ends one; so does what adds to a toll after a comma ("killed nine, and three more died on Sunday").
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
    return first, last
