"""Aggregates as constraints: a whole, the parts inside it and the rest, whose ranges move together.

One origin says that a whole W holds parts. A part the origin counted itself (at `own`) is taken off W and put back
at what that part turns out to be; any other part x lies inside the rest R = W - sum(own), which absorbs it:

    total(x) = max(R, sum of the uncounted x) + sum of the counted x

Both terms grow with every x, so the least and greatest totals lie at the least and greatest parts: no programme has
to be solved. tests/incidents/test_constraints.py proves it against trying every combination.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A number of people: low, best, high; open if more are possible."""

    low: int
    best: int
    high: int
    open: bool = False


class Part(NamedTuple):
    """A part of a whole: what it comes to, and what the origin of the whole says of it (None: it does not say)."""

    span: Span
    own: Span | None = None


class Solution(NamedTuple):
    """`total` of the whole with its parts at what they come to, the `rest` beyond all parts, and by how many people the
    parts exceed the whole at their best and at their highest (0 if they do not)."""

    total: Span
    rest: Span
    excess: int


def _span(low: int, best: int, high: int, is_open: bool) -> Span:
    low = max(0, low)
    high = max(low, high)
    return Span(low, min(max(low, best), high), high, is_open)


def solve_whole(whole: Span, parts: Sequence[Part]) -> Solution:
    """What one origin's whole and the parts inside it come to together."""
    counted = [(p.span, p.own) for p in parts if p.own is not None]
    others = [p.span for p in parts if p.own is None]
    ends = (whole.low - sum(own.low for _, own in counted), whole.high - sum(own.high for _, own in counted))
    floor, ceiling = min(ends), max(ends)
    middle = whole.best - sum(own.best for _, own in counted)
    least, likely, most = (sum(span[i] for span in others) for i in range(3))
    # Parts at their least fit a range or an open whole by lifting its low end; an exact whole they contradict.
    low_rest = max(floor, least if whole.open else min(least, ceiling))
    total = _span(
        low_rest + sum(span.low for span, _ in counted),
        max(middle, likely, 0) + sum(span.best for span, _ in counted),
        max(ceiling, most, 0) + sum(span.high for span, _ in counted),
        whole.open or any(p.span.open for p in parts),
    )
    widest = whole.high - sum(own.low for _, own in counted)
    narrowest = whole.low - sum(own.high for _, own in counted)
    rest = _span(max(0, narrowest) - most, max(0, middle) - likely, max(0, widest) - least, whole.open)
    excess = max(0, most - max(ceiling, 0), -ceiling)
    return Solution(total, rest, 0 if whole.open else excess)


def join_solutions(solutions: Sequence[Solution], best: int) -> Solution:
    """Several origins' solutions of one whole: lowest, highest, and the best of the origin at position `best`."""
    totals = [s.total for s in solutions]
    rests = [s.rest for s in solutions]
    high_total = max(totals, key=lambda s: (s.high, s.open))
    high_rest = max(rests, key=lambda s: (s.high, s.open))
    return Solution(
        _span(min(s.low for s in totals), totals[best].best, high_total.high, high_total.open),
        _span(min(s.low for s in rests), rests[best].best, high_rest.high, high_rest.open),
        min(s.excess for s in solutions),
    )


def add_spans(spans: Sequence[Span]) -> Span:
    """The sum of spans that share nobody."""
    return Span(
        sum(s.low for s in spans), sum(s.best for s in spans), sum(s.high for s in spans), any(s.open for s in spans)
    )
