from hypothesis import given
from hypothesis import strategies as st

from cenotaph.incidents.ties import Ties

PAIRS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60)


@given(PAIRS, st.lists(st.integers(0, 30)))
def test_whatever_a_chain_ties_is_together_and_nothing_else(pairs: list[tuple[int, int]], asked: list[int]) -> None:
    ties, groups = Ties[int](), [{number} for number in range(31)]
    for at, (one, other) in enumerate(pairs):
        ties.tie(one, other)
        joined = next(group for group in groups if one in group) | next(group for group in groups if other in group)
        groups = [group for group in groups if group.isdisjoint(joined)] + [joined]
        if asked:
            ties.find(asked[at % len(asked)])
    assert [ties.find(number) for number in range(31)] == [min(next(g for g in groups if n in g)) for n in range(31)]
    assert ties.list_firsts() == {number: ties.find(number) for number in range(31)}


def test_only_what_was_asked_about_or_tied_is_listed() -> None:
    ties = Ties[int]()
    ties.tie(7, 4)
    assert ties.find(2) == 2
    assert ties.list_firsts() == {7: 4, 4: 4, 2: 2}
