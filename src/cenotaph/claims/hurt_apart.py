"""The hurt who are told of beside the dead: "A customer was killed. An employee was hurt" are two people."""

import datetime as dt
from collections.abc import Sequence

from cenotaph.claims.claim import ADDITIVE, RelationType
from cenotaph.claims.draft import Draft
from cenotaph.claims.others import find_apart
from cenotaph.values.harm import HURT, Outcome

# Those hurt are told of at most this many sentences after the dead whom they are beside.
_SOON_AFTER = 3
# Code points between two passages that one "and" or "while" joins.
_BREATH = 30


def relate_apart(drafts: Sequence[Draft]) -> None:
    """ "A customer was killed. An employee was hurt": those hurt are others than each of the dead."""
    dead = [d for d in drafts if d.kind in ADDITIVE and d.outcome is Outcome.KILLED]
    for draft in [d for d in drafts if d.kind in ADDITIVE and d.outcome in HURT and d.group.others]:
        # "He died at the scene. Three others were hit."
        before = next((d for d in reversed(dead) if 0 <= draft.sentence - d.sentence <= _SOON_AFTER), None)
        if before is not None and before.passage.start < draft.passage.start:
            draft.relate(RelationType.ADDS_TO, before)
    told = [d for d in drafts if d.kind in ADDITIVE and d.group.count.stated == 1]
    for draft in [d for d in told if d.outcome is Outcome.INJURED and not d.group.is_pronoun]:
        beside = next((d for d in dead if d.sentence == draft.sentence and _are_in_one_breath(d, draft)), None)
        if beside is not None:
            draft.relate(RelationType.ADDS_TO, beside)
    dead = [d for d in dead if d.group.count.stated == 1]
    is_counted = any((d.group.count.stated or 0) > 1 for d in drafts if d.kind in ADDITIVE)
    for draft in [d for d in told if d.outcome in HURT]:
        known = {relation.claim for relation in draft.relations}
        for other in find_apart(draft, dead, is_counted):
            if other.id not in known and not _is_long_before(other, draft):
                draft.relate(RelationType.ADDS_TO, other)


def _is_long_before(one: Draft, other: Draft) -> bool:
    """True for harm of another time: "He is in surgery. Three weeks ago a clerk was shot dead nearby"."""
    if one.period is None or other.period is None or not (one.own_period or other.own_period):
        return False
    return max(other.period.start - one.period.end, one.period.start - other.period.end) > _EARLIER


_EARLIER = dt.timedelta(days=7)


def _are_in_one_breath(dead: Draft, hurt: Draft) -> bool:
    """True for "a man died and a woman was hurt", told of right beside each other and not said to be one."""
    is_known = any(r.claim == hurt.id for r in dead.relations) or any(r.claim == dead.id for r in hurt.relations)
    a, b = dead.passage, hurt.passage
    return not is_known and not dead.group.is_pronoun and max(a.start, b.start) - min(a.end, b.end) < _BREATH
