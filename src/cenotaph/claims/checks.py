"""Checks before a claim leaves: the quote is at its offsets, the count's words are in it, ids are unique."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from cenotaph.claims.claim import Claim


def keep_sound(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims whose quotes stand at their offsets and hold the words of their counts; one for each id.

    A relation to a claim that is not among them, or to the claim itself, is left out.
    """
    kept: dict[str, Claim] = {}
    for claim in claims:
        passage = claim.passage
        if text[passage.start : passage.end] == passage.quote and claim.count.text in passage.quote:
            kept.setdefault(claim.id, claim)
    return [_relate_kept(claim, kept.keys()) for claim in kept.values()]


def _relate_kept(claim: Claim, ids: Collection[str]) -> Claim:
    relations = tuple(each for each in claim.relations if each.claim in ids and each.claim != claim.id)
    return claim if relations == claim.relations else replace(claim, relations=relations)
