"""Headings of rolls: "names of the dead" over the lines that name them is no claim beside those lines."""

from collections.abc import Sequence

from cenotaph.claims.claim import is_of_family
from cenotaph.claims.draft import Draft

_LEAST = 2  # lines that make a roll


def leave_out_headings(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without people of no number and no name whom the lines right below them name one by one."""
    kept: list[Draft] = []
    for k, draft in enumerate(drafts):
        below = drafts[k + 1 : k + 1 + _LEAST]
        is_heading = draft.group.count.stated is None and not draft.group.names and len(below) == _LEAST
        if not is_heading or not all(_is_line_of(each, draft) for each in below):
            kept.append(draft)
    return kept


def _is_line_of(line: Draft, heading: Draft) -> bool:
    is_listed = is_of_family(line.finding.rule.id, "listed") and not is_of_family(heading.finding.rule.id, "listed")
    return is_listed and line.outcome is heading.outcome and line.sentence > heading.sentence
