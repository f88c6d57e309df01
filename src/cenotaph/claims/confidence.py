"""How sure a claim is, from the evidence for it."""

from cenotaph.claims.draft import Draft

# Starting points set by the share of right claims each family of rules had on the open half of the wire stories.
_BY_FAMILY = {"passive": 0.8, "active": 0.8, "noun": 0.75, "toll": 0.9, "np": 0.6, "die": 0.7, "reduced": 0.75}
_OTHERWISE = 0.7


def rate_draft(draft: Draft) -> float:
    """The confidence in a draft, 0 to 1: by the family of its rule, and less for what its own sentence left unsaid."""
    family = draft.finding.rule.id.split(".")[2]
    score = _BY_FAMILY.get(family, _OTHERWISE)
    score += 0.05 if draft.group.count.stated is not None else -0.05
    score += 0.05 if draft.own_place else -0.05
    score += 0.05 if draft.own_period else -0.05
    if draft.group.names and draft.group.count.text == draft.group.names[0].name:
        score -= 0.1
    return round(min(0.99, max(0.05, score)), 2)
