"""Earlier versions of a report that stand below its newer one: "ORIGINAL STORY", "Previous story, posted Sunday"."""

from collections.abc import Sequence

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.draft import Draft
from cenotaph.claims.lexicon import Lexicon
from cenotaph.values.harm import HURT, Outcome

_LEAD = " \t([{*•_—–-"
# Words of a line that is only a heading: "ORIGINAL STORY - 12:05 P.M. WEDNESDAY".
_LONGEST_HEADING = 7


def leave_out_versions(drafts: Sequence[Draft], analyses: Sequence[Analysis], lexicon: Lexicon) -> list[Draft]:
    """The drafts without what the first version of a report told where the newer one above it tells of the same
    outcome: its outlet has replaced that itself. Whom the first version tells of as hurt are left out too where the
    newer one tells of more dead; they stay where only the first version tells of them."""
    first = next((n for n in range(1, len(analyses)) if _is_first(analyses[n], lexicon)), None)
    if first is None:
        return list(drafts)
    begin = analyses[first].sentence.number
    newer, older = ([d for d in drafts if (d.sentence < begin) is is_newer] for is_newer in (True, False))
    # "A second victim has died": it goes on from what the first version told.
    going_on = {draft.outcome for draft in newer if draft.group.increment or draft.group.ordinal}
    told = {draft.outcome for draft in newer if draft.group.count.high} - going_on
    if _count_dead(newer) > _count_dead(older):
        told.update(HURT)
    return [*newer, *(draft for draft in older if draft.outcome not in told)]


def _count_dead(drafts: Sequence[Draft]) -> int:
    return max((d.group.count.low for d in drafts if d.outcome is Outcome.KILLED), default=0)


def _is_first(analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for a heading, and for a sentence behind one in its line: "Previous story, posted Sunday: one died"."""
    if lexicon.frames["first_version"].match(analysis.lowered.lstrip(_LEAD)) is None:
        return False  # most sentences
    words = analysis.lowered.split()
    return len(words) <= _LONGEST_HEADING or any(word.endswith((":", ")")) for word in words[:_LONGEST_HEADING])
