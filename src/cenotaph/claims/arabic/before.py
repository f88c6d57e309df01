"""What the words before a phrase for people say of its number: that there was nobody, or that there were more."""

from collections.abc import Sequence

from cenotaph.claims.group import groups_of
from cenotaph.claims.units import Unit

# Units before a phrase in which a word may deny that there was anybody ("دون تسجيل أي إصابات") or exceed its number.
_LEAD_REACH = 8


def is_exceeded(before: Sequence[Unit]) -> bool:
    """True if "exceeded" and a toll stand before a number, with no other number between."""
    return _stands_before(before, "exceed")


def is_denied(before: Sequence[Unit]) -> bool:
    """True if a word shortly before says that there was nobody: "دون وقوع إصابات", "لا قتلى"."""
    if len(before) > 1 and before[-1].has("or") and before[-2].has("who"):
        return all(group.count.high == 0 for group in groups_of(before[-2]))  # "دون وقوع قتلى أو إصابات"
    return (bool(before) and before[-1].has("not")) or _stands_before(before, "without")


def _stands_before(before: Sequence[Unit], cls: str) -> bool:
    """True if a unit of the class stands shortly before, in the same clause and with no other people between."""
    for unit in reversed(before[-_LEAD_REACH:]):
        if unit.has(cls):
            return True
        if unit.classes & {"stop", "comma", "victims", "bare"}:
            return False
    return False
