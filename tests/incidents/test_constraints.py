"""The closed form for aggregates against trying every combination of what the parts may be."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.incidents.constraints import Part, Span, add_spans, join_solutions, solve_whole


@st.composite
def spans(draw: st.DrawFn, most: int = 6) -> Span:
    low, best, high = sorted(draw(st.lists(st.integers(0, most), min_size=3, max_size=3)))
    return Span(low, best, high)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    span = draw(spans())
    own = draw(st.none() | st.integers(span.low, span.high))
    return Part(span, None if own is None else Span(own, own, own))


@given(whole=spans(20), inside=st.lists(parts(), max_size=3), is_open=st.booleans())
@settings(max_examples=300)
def test_bounds_are_those_of_every_combination(whole: Span, inside: list[Part], is_open: bool) -> None:
    """A part the origin counted is put back at what it is; the rest absorbs the others and stretches if it must. An
    exact whole is not lifted by parts that contradict it at its low end."""
    whole = whole._replace(open=is_open)
    counted = sum(p.own.low for p in inside if p.own is not None)
    lows, highs = [], []
    for values in product(*(range(p.span.low, p.span.high + 1) for p in inside)):
        own = sum(v for v, p in zip(values, inside, strict=True) if p.own is not None)
        others = sum(v for v, p in zip(values, inside, strict=True) if p.own is None)
        for said in range(whole.low, whole.high + 1):
            rest = said - counted
            fits = others <= whole.high - counted
            lows.append(max(rest, others) + own if fits or is_open else whole.high - counted + own)
            highs.append(max(rest, others, 0) + own)
    total = solve_whole(whole, inside).total
    assert total.low == max(0, min(lows))
    assert total.high == max(*highs, total.low)
    assert total.low <= total.best <= total.high


@given(whole=spans(20), inside=st.lists(parts(), min_size=1, max_size=4))
def test_rest_and_parts_make_the_total(whole: Span, inside: list[Part]) -> None:
    """Where everything is exact and nothing contradicts, the rest is what the parts leave over."""
    exact = [Part(Span(p.span.best, p.span.best, p.span.best), p.own and Span(*[p.span.best] * 3)) for p in inside]
    certain = Span(whole.best, whole.best, whole.best)
    solution = solve_whole(certain, exact)
    assert solution.rest.low <= solution.rest.best <= solution.rest.high
    if solution.excess == 0:
        assert solution.rest.best + sum(p.span.best for p in exact) == solution.total.best == whole.best
    else:
        assert solution.total.high == sum(p.span.best for p in exact)
        assert solution.total.low == whole.best


def test_a_part_that_others_put_higher_lifts_the_whole_by_the_difference() -> None:
    solution = solve_whole(Span(40, 40, 40), [Part(Span(10, 10, 17), Span(10, 10, 10))])
    assert solution.total == Span(40, 40, 47)
    assert solution.rest == Span(30, 30, 30)
    assert solution.excess == 0


@given(st.lists(spans(9), min_size=1, max_size=4))
def test_sum_adds_each_end(found: list[Span]) -> None:
    total = add_spans(found)
    assert total[:3] == tuple(sum(s[i] for s in found) for i in range(3))


@given(st.lists(spans(9), min_size=1, max_size=4), st.data())
def test_joined_solutions_span_all(wholes: list[Span], data: st.DataObject) -> None:
    inside = data.draw(st.lists(parts(), max_size=2))
    solutions = [solve_whole(w, inside) for w in wholes]
    joined = join_solutions(solutions, data.draw(st.integers(0, len(wholes) - 1)))
    assert joined.total.low == min(s.total.low for s in solutions)
    assert joined.total.high == max(s.total.high for s in solutions)
    assert joined.total.low <= joined.total.best <= joined.total.high
    assert joined.rest.low <= joined.rest.best <= joined.rest.high
