"""What a claim's number stands for: the toll of an event, an update, a running total, background, a denial."""

import datetime as dt
import re
from collections.abc import Sequence

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import ClaimKind
from cenotaph.claims.draft import Draft
from cenotaph.claims.lexicon import Lexicon

# A count "since" a day longer ago than this is a running total; since a nearer one, a long event. A fortnight keeps
# "since Saturday evening" an event and "since September" a total.
RUNNING_FROM = dt.timedelta(days=14)
# An event that ended this long before publication is background when the report tells of a newer one.
_BACKGROUND_FROM = dt.timedelta(days=30)


def sort_kind(draft: Draft, analysis: Analysis, lexicon: Lexicon) -> ClaimKind:
    """The kind that the words of a draft's own sentence give it."""
    text, frames = analysis.lowered, lexicon.frames
    if draft.whole is not None:
        return ClaimKind.BREAKDOWN
    before = text[: max(0, draft.passage.start - analysis.sentence.start)]
    if _is_denied(text, before, lexicon):
        return ClaimKind.DENIAL
    if draft.group.part and draft.finding.act == draft.finding.who:
        # "Four of the dead": some of those told of before.
        return ClaimKind.BREAKDOWN
    phrase = draft.phrase
    span = draft.period.end - draft.period.start if draft.period is not None else dt.timedelta()
    if phrase is not None and phrase.role == "since" and span > RUNNING_FROM:
        return ClaimKind.CUMULATIVE
    if frames["cumulative"].search(text):
        return ClaimKind.CUMULATIVE
    if frames["background"].search(text):
        return ClaimKind.BACKGROUND
    if draft.group.increment:
        return ClaimKind.INCREMENT
    if draft.finding.rule.kind is not None:
        return draft.finding.rule.kind
    if frames["update"].search(text):
        return ClaimKind.UPDATE
    return ClaimKind.TOTAL if frames["total"].search(before) else ClaimKind.EVENT


def _is_denied(text: str, before: str, lexicon: Lexicon) -> bool:
    """True if a denial holds the words of a claim: "denied that ...", or a report that is called false."""
    frames = lexicon.frames
    if frames["noncommittal"].search(text):
        return False
    denied = frames["denial"].search(before)
    if denied is not None and not _TURN.search(before[denied.end() :]):
        return True
    refuted = frames["refuted"].search(text)
    return refuted is not None and refuted.start() >= len(before)


# Where a sentence turns from what is denied to something else.
_TURN = re.compile(r"[,;:]|\bbut\b")


def mark_background(drafts: Sequence[Draft], published: dt.date | None) -> None:
    """Marks what is told as background: events that were over long before the news of the report."""
    if published is None:
        return
    newest = max((d.period.end for d in drafts if d.period and d.kind is not ClaimKind.CUMULATIVE), default=None)
    if newest is None or published - newest > _BACKGROUND_FROM:
        return
    for draft in drafts:
        is_old = draft.own_period and draft.period is not None and published - draft.period.end > _BACKGROUND_FROM
        if is_old and draft.kind in (ClaimKind.EVENT, ClaimKind.UPDATE, ClaimKind.TOTAL):
            draft.kind = ClaimKind.BACKGROUND
