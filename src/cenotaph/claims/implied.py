"""Deaths that a report only implies: "a deadly shooting", "was charged with manslaughter"."""

from collections.abc import Sequence

from cenotaph.claims.claim import ClaimKind, is_of_family
from cenotaph.claims.draft import Draft
from cenotaph.values.harm import Outcome


def keep_implied(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without implied deaths, save the first of those that imply most where the report tells of nobody's
    death itself, or only of deaths long past."""
    implied = [draft for draft in drafts if is_of_family(draft.finding.rule.id, "implied")]
    if not implied:
        return list(drafts)
    others = [draft for draft in drafts if not is_of_family(draft.finding.rule.id, "implied")]
    if any(_is_death_of_day(draft) for draft in others):
        return others
    kept = max(implied, key=lambda draft: draft.group.count.low)
    return [draft for draft in drafts if draft is kept or not is_of_family(draft.finding.rule.id, "implied")]


def _is_death_of_day(draft: Draft) -> bool:
    return draft.outcome is Outcome.KILLED and draft.group.count.high > 0 and draft.kind is not ClaimKind.BACKGROUND
