"""Earlier versions of a report that stand below its newer one: "ORIGINAL STORY", "Previous story, posted Sunday"."""

from collections.abc import Sequence

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.lexicon import Lexicon
from cenotaph.values.harm import Outcome

_HARMED = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES})
_LEAD = " \t([{*•_—–-"
# Words of a line that is only the heading of an update: "UPDATE - 4:50 P.M. WEDNESDAY".
_LONGEST_HEADING = 7


def leave_out_versions(analyses: Sequence[Analysis], lexicon: Lexicon) -> list[Analysis]:
    """The analyses without what an earlier version of the report told, where the newer one above it tells of harm: its
    outlet has replaced that itself. Once a report shows where its first version begins, the updates before that are
    versions too, the newest on top."""
    first = next((n for n in range(1, len(analyses)) if _is_first(analyses[n], lexicon)), None)
    if first is None:
        return list(analyses)
    begin = next((n for n in range(1, first) if _is_update(analyses, n, lexicon)), first)
    if not any(finding.outcome in _HARMED for each in analyses[:begin] for finding in each.findings):
        return list(analyses)
    return [*analyses[:begin], *(each._replace(findings=[], mentions=[]) for each in analyses[begin:])]


def _is_first(analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for a heading, and for a sentence behind one in its line: "Previous story, posted Sunday: one died"."""
    words = analysis.lowered.split()
    is_heading = len(words) <= _LONGEST_HEADING or any(word.endswith((":", ")")) for word in words[:_LONGEST_HEADING])
    return is_heading and _begins_with(analysis, lexicon, "first_version")


def _begins_with(analysis: Analysis, lexicon: Lexicon, frame: str) -> bool:
    return lexicon.frames[frame].match(analysis.lowered.lstrip(_LEAD)) is not None


def _is_update(analyses: Sequence[Analysis], n: int, lexicon: Lexicon) -> bool:
    """True for the heading of an update that opens a paragraph of its own."""
    before, here = analyses[n - 1].sentence, analyses[n].sentence
    is_short = len(analyses[n].lowered.split()) <= _LONGEST_HEADING
    return before.paragraph != here.paragraph and is_short and _begins_with(analyses[n], lexicon, "later_version")
