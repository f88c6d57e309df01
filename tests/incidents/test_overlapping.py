"""What aggregates that cross come to together: what is nested in them is one part, unless something outside looks into
it."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.incidents import overlapping
from cenotaph.incidents.cells import Guest, Whole
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


def count_all(*rows: dict[str, Any], published: str | None = "2024-04-12") -> Bounds:
    """All that were killed, by reports of one claim each, which came out on one day."""
    claims = [make_claim({**row, "doc": f"doc {row['id']}"}, 0) for row in rows]
    documents = [make_document({"id": claim.document, "published": published}) for claim in claims]
    total = next(t for t in reconcile(claims, documents).totals if t.scope is None)
    return total.tolls[Outcome.KILLED].whole


def test_a_nested_week_is_one_part_of_the_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    solve = overlapping.solve_crossing

    def note(
        parts: Sequence[Span], wholes: Sequence[Whole], overlaps: Sequence[frozenset[int]], guests: Sequence[Guest]
    ) -> Span:
        sizes.append((len(parts), len(wholes), len(overlaps)))
        return solve(parts, wholes, overlaps, guests)

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


@pytest.mark.parametrize(
    ("published", "inside"), [("2024-03-01", True), ("2024-05-15", True), (None, True), ("2024-02-29", False),
                              ("2024-05-16", False)],
)  # fmt: skip
def test_an_event_without_a_day_may_be_in_a_month_until_its_news_is_old(published: str | None, inside: bool) -> None:
    """An event is told of within 45 days."""
    found = count_all(MARCH, {**EVENT, "days": None}, published=published)
    assert found == (Bounds(100, 100, 112, False) if inside else Bounds(112, 112, 112, False))


def test_events_without_a_day_take_up_the_room_of_a_month() -> None:
    """Fifteen were killed in March beside an attack. At best twelve of them are those that nobody gives a day, and of
    the five others two are not; for certain nobody is, since the month's number is exact and may hold either."""
    attack = {**EVENT, "killed": "85"}
    undated = {**EVENT, "id": "undated", "days": None, "place": "Tessel", "by": "police:official"}
    other = {**undated, "id": "other", "place": "Dumi", "killed": "5", "by": "a doctor:medical"}
    assert count_all(MARCH, attack, undated, other) == Bounds(100, 102, 117, False)
    assert count_all({**MARCH, "killed": "100+"}, attack, undated, other) == Bounds(102, 102, 117, True)
    assert count_all({**MARCH, "killed": "10"}, undated) == Bounds(12, 12, 22, False)


def test_an_event_may_be_all_that_was_in_a_month() -> None:
    assert count_all(MARCH, {**EVENT, "killed": "100"}) == Bounds(100, 100, 100, False)


SUMS = {
    ("Norland", "2024-03-01/2024-03-31"): (60, 99),
    ("Norland", "2024-03-10/2024-03-16"): (20, 40),
    ("Zarum Governorate", "2024-03-10/2024-03-16"): (13, 20),
    ("Zarum Governorate", "2024-02-20/2024-03-12"): (13, 99),
    ("Zarum Governorate", "2024-03-14/2024-04-20"): (13, 99),
}


@st.composite
def sums(draw: st.DrawFn) -> list[tuple[str, str, int]]:
    """Some aggregates that do not contradict each other: what lies in another is no more."""
    chosen = draw(st.lists(st.sampled_from(sorted(SUMS)), max_size=4, unique=True))
    return [(place, days, draw(st.integers(*SUMS[place, days]))) for place, days in chosen]


@given(sums(), st.integers(2, 12), st.sampled_from(["2024-03-11", "2024-03-15", "2024-04-01", "2024-02-28"]))
@settings(max_examples=100, deadline=None)
def test_not_to_know_the_day_never_makes_more_people_certain(
    sums: list[tuple[str, str, int]], killed: int, day: str
) -> None:
    """Whatever the day was, low is no higher and high no lower while nobody says it."""
    rows = [
        {"id": f"sum {n}", "killed": str(figure), "place": place, "days": days, "by": f"Watch {n}:monitor"}
        for n, (place, days, figure) in enumerate(sums)
    ]
    event = {**EVENT, "killed": str(killed)}
    dated = count_all(*rows, {**event, "days": day})
    undated = count_all(*rows, {**event, "days": None})
    assert undated.low <= dated.low
    assert undated.best <= dated.best
    assert undated.high >= dated.high


def test_groups_that_come_to_more_than_their_whole_raise_high_beside_an_event_without_a_day() -> None:
    """Two in a week, three of them children: at most three were killed in it, and twelve with the nine of some day."""
    week = {"id": "week", "doc": "a", "killed": "2", "place": PROVINCE, "days": "2024-03-10/2024-03-16"}
    children = {**week, "id": "children", "killed": "3", "group": "children", "kind": "breakdown"}
    undated = {"id": "undated", "doc": "b", "killed": "9", "place": "Hesk", "by": "police:official"}
    rows = [week, {**children, "rel": ["breakdown_of week"]}, undated]
    claims = [make_claim(row, n) for n, row in enumerate(rows)]
    found = reconcile(claims, [make_document({"id": id, "published": "2024-03-12"}) for id in ("a", "b")])
    assert len(found.incidents) == 2
    assert next(t for t in found.totals if t.scope is None).tolls[Outcome.KILLED].whole == Bounds(9, 9, 12, False)
