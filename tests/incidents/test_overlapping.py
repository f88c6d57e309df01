"""What aggregates that cross come to together: what is nested in them is one part, unless something outside looks into
it."""

from collections.abc import Sequence
from typing import Any

import pytest

from cenotaph.incidents import overlapping
from cenotaph.incidents.cells import Whole
from cenotaph.incidents.constraints import Span
from cenotaph.incidents.incident import Bounds
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.harm import Outcome
from tests.incidents.notation import make_claim, make_document

PROVINCE = "Zarum Governorate"
MARCH = {"id": "march", "killed": "100", "place": "Norland", "days": "2024-03-01/2024-03-31"}
LATE = {"id": "late", "killed": "5", "place": PROVINCE, "days": "2024-03-25/2024-04-10"}
WEEK = {"id": "week", "killed": "30", "place": PROVINCE, "days": "2024-03-10/2024-03-16", "by": "police:official"}
EVENT = {"id": "event", "killed": "12", "place": "Hesk", "days": "2024-03-12", "by": "residents:witness"}


def count_all(*rows: dict[str, Any]) -> Bounds:
    """All that were killed, by reports of one claim each."""
    claims = [make_claim({**row, "doc": f"doc {row['id']}"}, 0) for row in rows]
    documents = [make_document({"id": claim.document, "published": "2024-04-12"}) for claim in claims]
    total = next(t for t in reconcile(claims, documents).totals if t.scope is None)
    return total.tolls[Outcome.KILLED].whole


def test_a_nested_week_is_one_part_of_the_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    solve = overlapping.solve_crossing

    def note(parts: Sequence[Span], wholes: Sequence[Whole], overlaps: Sequence[frozenset[int]]) -> Span:
        sizes.append((len(parts), len(wholes), len(overlaps)))
        return solve(parts, wholes, overlaps)

    monkeypatch.setattr(overlapping, "solve_crossing", note)
    assert count_all(MARCH, LATE, WEEK, EVENT) == Bounds(100, 100, 105, False)
    assert sizes == [(1, 2, 1)]


def test_a_week_takes_up_the_room_in_the_month() -> None:
    """Only one of March was killed outside the week: four of the five of April are no people of March."""
    assert count_all(MARCH, LATE, {**WEEK, "killed": "99"}, EVENT) == Bounds(104, 104, 105, False)


def test_a_week_part_of_which_crosses_something_is_taken_apart() -> None:
    """Bombs fell in the last days of March, mines went off until April: only the count between knows no weapon."""
    bombs = {**MARCH, "killed": "50", "cause": "shelling"}
    between = {"id": "between", "killed": "20", "place": PROVINCE, "days": "2024-03-20/2024-03-31"}
    mines = {**LATE, "killed": "15", "cause": "landmine"}
    assert count_all(bombs, between, mines) == Bounds(50, 50, 65, False)


def test_an_event_in_two_aggregates_of_different_weapons_is_counted_once() -> None:
    bombs = {**MARCH, "killed": "30", "cause": "shelling"}
    mines = {**MARCH, "id": "mines", "killed": "20", "cause": "landmine", "days": "2024-03-10/2024-03-16"}
    assert count_all(bombs, mines, EVENT) == Bounds(38, 38, 38, False)


def test_who_counted_an_event_in_the_week_of_another_is_heard() -> None:
    """The Watch counted 10 of the event in its 100; others know of 12: that makes 102, and 107 with those of April."""
    watch = {"by": "The Watch:monitor"}
    own = {**EVENT, "id": "own", "killed": "10", **watch}
    found = count_all({**MARCH, **watch}, LATE, WEEK, {**EVENT, "killed": "12"}, own)
    assert (found.low, found.high) == (100, 107)
    assert count_all({**MARCH, **watch}, LATE, {**WEEK, **watch}, EVENT, own).high == 107
