"""Checks before a claim leaves: the quote is at its offsets, the count's words are in it, ids are unique."""

from collections.abc import Sequence

from cenotaph.claims.claim import Claim


def keep_sound(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims whose quotes stand at their offsets and hold the words of their counts; one for each id."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        passage = claim.passage
        if text[passage.start : passage.end] == passage.quote and claim.count.text in passage.quote:
            kept.setdefault(claim.id, claim)
    ids = kept.keys()
    return [claim for claim in kept.values() if all(relation.claim in ids for relation in claim.relations)]
