"""How sure a claim is, from the evidence for it: the rule, repeats that agree, and what had to be filled in."""

from cenotaph.claims.claim import RelationType
from cenotaph.claims.draft import Draft

# What speaks for a claim or against it, in points of probability. Set on the open half of the wire stories: of claims
# that another sentence repeated 91 in 100 were in the key, of the others 69 (docs/method/confidence.md).
_REPEATED = 0.06
_VAGUE = -0.08  # "dozens", a bare plural
_PRONOUN = -0.08  # "he": somebody told of before
_PLACE_UNSAID = -0.04
_PERIOD_UNSAID = -0.03
_LEAST, _MOST = 0.05, 0.99


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


def list_repeated(drafts: list[Draft]) -> set[str]:
    """The ids of the claims that another one of the same report says again."""
    found: set[str] = set()
    for draft in drafts:
        for relation in draft.relations:
            if relation.type is RelationType.SAME_AS:
                found |= {draft.id, relation.claim}
    return found
