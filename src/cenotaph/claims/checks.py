"""Checks before a claim leaves: the quote is at its offsets and short, its count can be of people, ids are unique."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from cenotaph.claims.claim import Claim

# Words longer than this are no quote of a number of people (drafting.py cuts to it what can be cut).
_LONGEST_QUOTE = 300
# More people than there are: a number of something else, or no number.
_MOST_PEOPLE = 10_000_000_000


def keep_sound(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims whose quotes stand at their offsets and hold the words of a count that people can have; one for
    each id.

    A relation to a claim that is not among them, or to the claim itself, is left out.
    """
    kept: dict[str, Claim] = {}
    for claim in claims:
        if _is_grounded(claim, text) and claim.count.high <= _MOST_PEOPLE:
            kept.setdefault(claim.id, claim)
    return [_relate_kept(claim, kept.keys()) for claim in kept.values()]


def _is_grounded(claim: Claim, text: str) -> bool:
    passage = claim.passage
    is_there = text[passage.start : passage.end] == passage.quote
    return is_there and claim.count.text in passage.quote and len(passage.quote) <= _LONGEST_QUOTE


def _relate_kept(claim: Claim, ids: Collection[str]) -> Claim:
    relations = tuple(each for each in claim.relations if each.claim in ids and each.claim != claim.id)
    return claim if relations == claim.relations else replace(claim, relations=relations)
