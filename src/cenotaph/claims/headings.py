"""Rolls: their headings are no claims beside the lines under them, and what the lines tell adds up."""

from collections.abc import Sequence

from cenotaph.claims.claim import is_of_family
from cenotaph.claims.draft import Draft

_LEAST = 2  # lines that make a roll


def join_rolls(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each line of a roll told beside its first, and without people of no number and no name whom the
    lines right below them name one by one."""
    kept: list[Draft] = []
    first: Draft | None = None
    for k, draft in enumerate(drafts):
        below = drafts[k + 1 : k + 1 + _LEAST]
        is_heading = draft.group.count.stated is None and not draft.group.names and len(below) == _LEAST
        if is_heading and all(_is_line_of(each, draft) for each in below):
            first = None
            continue
        kept.append(draft)
        if not _is_listed(draft):
            first = None
        elif first is not None and first.outcome is draft.outcome and first.episode == draft.episode:
            draft.listed, draft.is_listed = first, True
        else:
            first = draft
    return kept


def _is_listed(draft: Draft) -> bool:
    return is_of_family(draft.finding.rule.id, "listed")


def _is_line_of(line: Draft, heading: Draft) -> bool:
    is_below = _is_listed(line) and not _is_listed(heading) and line.sentence > heading.sentence
    return is_below and line.outcome is heading.outcome
