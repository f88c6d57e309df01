"""How sure a claim is, from the evidence for it: the rule, repeats that agree, and what had to be filled in."""

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claims.claim import ClaimKind, Ground, RelationType, Slot, Slots
from cenotaph.claims.draft import Draft
from cenotaph.values.period import Precision
from cenotaph.values.place import Level

# What speaks for a claim or against it, in points of probability. Set on the open half of the wire stories: of claims
# that another sentence repeated 91 in 100 were in the key, of the others 69 (docs/method/confidence.md).
_REPEATED = 0.06
_VAGUE = -0.08  # "dozens", a bare plural
_PRONOUN = -0.08  # "he": somebody told of before
_PLACE_UNSAID = -0.04
_PERIOD_UNSAID = -0.03
_LEAST, _MOST = 0.05, 0.99

# What speaks for and against a slot. Measured on the open halves (benchmark/calibrate_slots.py): a report that knows
# one day was right about it in 88 of 100 claims, with a second one in 76; about its place in 78 and 60.
_PERIOD = 0.88
_PERIOD_RIVALS = (0.0, -0.12, -0.18)  # no, one, or more other periods in the report
_PERIOD_GROUND = {Ground.NEAR: 0.05, Ground.LIST: -0.03, Ground.BEFORE: -0.03, Ground.REPORT: -0.02}
_PERIOD_DOUBTFUL = -0.25  # by reasoning: one of two dates is wrong, and it is not known which
_PERIOD_PRECISION = {Precision.DAYS: 0.08, Precision.WEEK: -0.15, Precision.MONTH: -0.15}
_PLACE = 0.80
_PLACE_RIVALS = (0.0, -0.14, -0.25)
_PLACE_GROUND = {
    Ground.LIST: -0.1, Ground.BEFORE: -0.07, Ground.AFTER: -0.08, Ground.TITLE: 0.05, Ground.DATELINE: -0.05,
    Ground.REPORT: 0.15,
}  # fmt: skip
_PLACE_LEVEL = {None: -0.12, Level.COUNTRY: 0.05, Level.ADMIN1: 0.03}  # None: in no gazetteer
# Of 42 speakers in the golden sentences all were right. The causes and the outlet's own voice have no measure yet: set
# by reasoning from what the same grounds are worth for the other slots.
_SPEAKER, _OWN_VOICE = 0.95, 0.85
_CAUSE = 0.92
_CAUSE_GROUND = {Ground.LIST: -0.05, Ground.BEFORE: -0.15, Ground.REPORT: -0.22}


class Rivals(NamedTuple):
    """How many other places and periods a report gives for what it tells, beside the one of a claim."""

    places: int
    periods: int


def rate_draft(draft: Draft, repeated: bool) -> float:
    """The confidence in a draft, 0 to 1; `repeated` says that another claim of the report agrees with it."""
    group = draft.group
    score = draft.finding.rule.trust
    score += _REPEATED if repeated else 0
    score += _VAGUE if group.count.stated is None else 0
    score += _PRONOUN if group.is_pronoun else 0
    score += _PLACE_UNSAID if not draft.own_place else 0
    score += _PERIOD_UNSAID if not draft.own_period else 0
    return round(min(_MOST, max(_LEAST, score)), 2)


def rate_slots(draft: Draft, repeated: bool, rivals: Rivals) -> Slots:
    """The confidence in each slot of a draft, by what it rests on."""
    place = period = cause = None
    if draft.places and draft.place_from is not None:
        score = _PLACE + _PLACE_RIVALS[min(rivals.places, 2)] + _PLACE_GROUND.get(draft.place_from, 0)
        level = draft.places[0].level if draft.places[0].id else None
        score += _PLACE_LEVEL.get(level, 0)
        place = _make_slot(score, draft.place_from)
    if draft.period is not None and draft.period_from is not None:
        score = _PERIOD + _PERIOD_RIVALS[min(rivals.periods, 2)] + _PERIOD_GROUND.get(draft.period_from, 0)
        score += _PERIOD_DOUBTFUL if draft.period.is_doubtful else 0
        period = _make_slot(score + _PERIOD_PRECISION.get(draft.period.precision, 0), draft.period_from)
    if draft.cause is not None and draft.cause_from is not None:
        cause = _make_slot(_CAUSE + _CAUSE_GROUND.get(draft.cause_from, 0), draft.cause_from)
    said = _make_slot(_SPEAKER, Ground.WORDS) if draft.source else _make_slot(_OWN_VOICE, Ground.REPORT)
    return Slots(_make_slot(rate_draft(draft, repeated), Ground.WORDS), place, period, cause, said)


def _make_slot(score: float, ground: Ground) -> Slot:
    return Slot(round(min(_MOST, max(_LEAST, score)), 2), ground)


def count_rivals(drafts: Sequence[Draft]) -> Rivals:
    """The other places and periods of a report's news, which may be what any of its claims is really about."""
    news = [d for d in drafts if d.kind not in (ClaimKind.BACKGROUND, ClaimKind.CUMULATIVE, ClaimKind.DENIAL)]
    places = {d.places[0].id or d.places[0].name for d in news if d.places}
    periods = {(d.period.start, d.period.end) for d in news if d.period is not None}
    return Rivals(max(0, len(places) - 1), max(0, len(periods) - 1))


def list_repeated(drafts: list[Draft]) -> set[str]:
    """The ids of the claims that another one of the same report says again."""
    found: set[str] = set()
    for draft in drafts:
        for relation in draft.relations:
            if relation.type is RelationType.SAME_AS:
                found |= {draft.id, relation.claim}
    return found
