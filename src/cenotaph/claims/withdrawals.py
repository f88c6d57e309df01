"""Figures that a sentence takes back: "withdrew its report that 12 died", "an earlier report of 12 dead was wrong"."""

from collections.abc import Sequence
from operator import attrgetter

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import ClaimKind
from cenotaph.claims.draft import Draft
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.rules import Finding

_JOINING = frozenset({"and", "that", "comma"})
# Code points between the words that take a figure back and the figure ("an earlier report, published on Monday, that").
_REACH = 80


def is_withdrawn(finding: Finding, analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for harm that the words say was reported in error, with no other harm told of in between."""
    frames, tokens, start = lexicon.frames, analysis.sentence.tokens, analysis.sentence.start
    units = analysis.units
    begin = tokens[units[finding.first].first].start - start
    end = tokens[units[finding.last - 1].last - 1].end - start
    others = [f for f in analysis.findings if f is not finding]
    before = max((tokens[units[f.last - 1].last - 1].end - start for f in others if f.last <= finding.first), default=0)
    after = min(
        (tokens[units[f.first].first].start - start for f in others if f.first >= finding.last),
        default=len(analysis.lowered),
    )
    head = analysis.lowered[max(before, begin - _REACH) : begin]
    if frames["withdrawn"].search(head):
        return True
    last = max((f for f in others if f.last <= finding.first), key=attrgetter("last"), default=None)
    if last is not None and _is_joined(last, finding, analysis) and is_withdrawn(last, analysis, lexicon):
        return True  # "An earlier version said that three were shot and that one died"
    tail = analysis.lowered[end : min(after, end + _REACH)]
    is_mistaken = frames["mistaken"].search(tail) or frames["refuted"].search(tail)
    return is_mistaken is not None and frames["reported"].search(head) is not None


def _is_joined(last: Finding, finding: Finding, analysis: Analysis) -> bool:
    """True where only words such as "and that" stand between two findings."""
    between = analysis.units[last.last : finding.first]
    return bool(between) and all(unit.classes & _JOINING for unit in between)


def deny_told(drafts: Sequence[Draft], analyses: Sequence[Analysis], lexicon: Lexicon) -> None:
    """Marks as denied what the next sentence calls untrue: "Rumors flew that two were shot. Police said that isn't
    true"."""
    sentences = {draft.sentence for draft in drafts}
    denied = {n for n in sentences if _is_called_untrue(analyses[n : n + 2], lexicon)}
    for draft in drafts:
        if draft.sentence in denied:
            draft.kind = ClaimKind.DENIAL


def _is_called_untrue(told: Sequence[Analysis], lexicon: Lexicon) -> bool:
    """True for a sentence and the next of its paragraph that tells of no harm and says that it is untrue."""
    if len(told) < 2 or told[0].sentence.paragraph != told[1].sentence.paragraph or told[1].findings:
        return False
    return lexicon.frames["untrue"].search(told[1].lowered) is not None
