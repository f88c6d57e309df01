"""What hangs together through others is put together, by however long a chain, in whatever order it is told."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.overlapping import group_roots
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.harm import Outcome
from tests.incidents.notation import make_claim, make_document

# Six claims: the third and the fourth are tied first, then the second to them, then the first.
TIED = [[], [], ["c3"], [], ["c2", "c1"], ["c1", "c0"]]


def make_happening() -> Happening:
    return Happening([], [], "news", [], None, None, frozenset())


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12))
@example({(2, 3), (3, 5), (1, 4), (4, 5), (0, 6), (5, 6)})
def test_aggregates_that_cross_through_others_are_solved_together(edges: set[tuple[int, int]]) -> None:
    roots = [make_happening() for _ in range(9)]
    for a, b in sorted(edges):
        if a != b:
            roots[a].crosses.append(roots[b])
            roots[b].crosses.append(roots[a])
    groups = group_roots(roots)
    home = {id(root): number for number, group in enumerate(groups) for root in group}
    assert len(home) == len(roots)
    for root in roots:
        assert all(home[id(other)] == home[id(root)] for other in root.crosses)
    for group in groups:  # each is one piece
        reached, waiting = {id(group[0])}, [group[0]]
        while waiting:
            for other in waiting.pop().crosses:
                if id(other) not in reached:
                    reached.add(id(other))
                    waiting.append(other)
        assert reached == {id(root) for root in group}


@pytest.mark.parametrize("relation", ["same_as", "updates"])
def test_claims_that_a_report_ties_by_a_chain_are_of_one_event(relation: str) -> None:
    """The places would part them."""
    places = ["Dumi"] * 3 + ["Hesk"] * 3
    rows = [
        {"id": f"c{n}", "doc": "a", "killed": "3", "place": places[n], "rel": [f"{relation} {other}" for other in tied]}
        for n, tied in enumerate(TIED)
    ]
    found = reconcile(
        [make_claim(row, n) for n, row in enumerate(rows)], [make_document({"id": "a", "published": "2024-03-04"})]
    )
    assert len(found.incidents) == 1


def test_one_person_who_is_told_of_by_a_chain_is_counted_once() -> None:
    names = [["Ali"], [], [], ["Temur"], [], []]
    rows = [
        {"id": f"c{n}", "doc": "a", "killed": "1", "place": "Hesk", "names": names[n],
         "rel": [f"same_as {other}" for other in tied]}
        for n, tied in enumerate(TIED)
    ]  # fmt: skip
    found = reconcile(
        [make_claim(row, n) for n, row in enumerate(rows)], [make_document({"id": "a", "published": "2024-03-04"})]
    )
    (incident,) = found.incidents
    assert incident.tolls[Outcome.KILLED].whole.high == 1
