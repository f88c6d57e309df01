"""Withdrawals: figures that whoever gave them has taken back."""

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.incidents.incident import Bounds, Reason
from cenotaph.incidents.reasons import NOBODY_ELSE, make_reason, name_origin, write_number
from cenotaph.incidents.tellings import Telling, TellingKey

_PARTS = frozenset({RelationType.PART_OF, RelationType.BREAKDOWN_OF})


class Withdrawal(NamedTuple):
    """The claim that takes back, and the earlier claims that it takes back."""

    denial: Telling
    taken_back: tuple[Telling, ...]


def find_withdrawals(tellings: Sequence[Telling]) -> list[Withdrawal]:
    """The claims of one outcome that take back what their own speaker had said, or what the outlet that speaks had
    printed, each with the claims of the figure it names and of its parts."""
    found = []
    for denial in tellings:
        if denial.kind is not ClaimKind.DENIAL or not denial.claim.withdrawn:
            continue
        own = [t for t in tellings if _is_taken_back(t, denial)]
        numbers = {t.number for t in own}
        if own:
            parts = [t for t in tellings if t.number not in numbers and _is_part_of(t, numbers)]
            found.append(Withdrawal(denial, (*own, *parts)))
    return found


def _is_taken_back(t: Telling, denial: Telling) -> bool:
    """True for an earlier figure of the number that is taken back. An outlet takes back what it printed, whoever spoke
    there."""
    if t.kind is ClaimKind.DENIAL or (t.low, t.high) != (denial.low, denial.high) or not t.high:
        return False
    is_own = t.origin.key == denial.origin.key
    is_printed = denial.said.own and t.voice is not None and t.voice.key == denial.said.key
    is_before = t.document == denial.document or (0 < t.day <= denial.day and t.number < denial.number)
    return is_before and t.at != denial.at and (is_own or is_printed)


def _is_part_of(t: Telling, numbers: set[TellingKey]) -> bool:
    return any(kind in _PARTS and other.number in numbers for kind, other in t.relations)


def explain_withdrawals(withdrawals: Sequence[Withdrawal]) -> list[Reason]:
    """What is shown of figures that were taken back and set no bound."""
    return [make_reason("aside", [*each.taken_back, each.denial], f"{_say_taken_back(each)}.") for each in withdrawals]


def settle_withdrawn(withdrawals: Sequence[Withdrawal]) -> tuple[Bounds, list[Reason]]:
    """The bounds where all that was told has been taken back: nobody is counted any more."""
    tellings = [t for each in withdrawals for t in (*each.taken_back, each.denial)]
    sentence = f"{_say_taken_back(withdrawals[-1])}; {NOBODY_ELSE}."
    return Bounds(0, 0, 0, False), [make_reason(bound, tellings, sentence) for bound in ("low", "best", "high")]


def _say_taken_back(withdrawal: Withdrawal) -> str:
    said = withdrawal.taken_back[0]
    number = write_number(said.low, said.high, said.open)
    return f"{name_origin(withdrawal.denial.origin)} took back an earlier figure, {number}"
