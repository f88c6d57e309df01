"""Deaths that a report only implies: "a deadly shooting", "was charged with manslaughter"."""

from collections.abc import Sequence

from cenotaph.claims.claim import ClaimKind, is_of_family
from cenotaph.claims.draft import Draft, is_own_doing
from cenotaph.values.harm import Outcome


def keep_implied(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without implied deaths, save the first of those that imply most where the report tells of nobody's
    death itself, or only of deaths long past."""
    implied = [draft for draft in drafts if is_of_family(draft.finding.rule.id, "implied")]
    if not implied:
        return list(drafts)
    others = [draft for draft in drafts if not is_of_family(draft.finding.rule.id, "implied")]
    kept = max(implied, key=lambda draft: draft.group.count.low)
    deaths = [draft for draft in others if _is_death_of_day(draft)]
    if deaths and not _are_too_few(deaths, kept):
        return others
    return [draft for draft in drafts if draft is kept or not is_of_family(draft.finding.rule.id, "implied")]


def _are_too_few(deaths: Sequence[Draft], implied: Draft) -> bool:
    """True where words that imply two deaths stand beside one alone: "Petra Novik was killed in a murder-suicide"."""
    is_one = len(deaths) == 1 and deaths[0].group.count.stated == 1 and not is_own_doing(deaths[0])
    return implied.group.count.low > 1 and is_one


def _is_death_of_day(draft: Draft) -> bool:
    is_other_time = draft.kind in (ClaimKind.BACKGROUND, ClaimKind.CUMULATIVE)
    return draft.outcome is Outcome.KILLED and draft.group.count.high > 0 and not is_other_time
