"""Aggregates that cross: wholes of which neither lies in the other, and whose people may be partly the same.

A province over a month and a country over a week share a week in the province. People are taken apart into cells: each
event that is told of, what each whole has beyond them, and what wholes that overlap have in common beyond them. Each
whole says of its cells what one origin says of it, as in `constraints`; how many there are in all is then the least and
the greatest sum of the cells. That is an integer programme, solved exactly by HiGHS for each set of wholes that hang
together; nested wholes need none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cenotaph.incidents.constraints import Span

# Cells of one set of wholes beyond which all that overlap share one cell: it still bounds the sum from below.
_MOST_CELLS = 3000
# What a person costs who has to be taken from a contradicted number, against one more or less in the sum.
_CONTRADICTION = 1000
_NOBODY = Span(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Saying:
    """What one origin says of a whole: `said`, the positions of the parts and the wholes inside it that it counted
    itself, and its own figure for these together."""

    said: Span
    parts: frozenset[int] = frozenset()
    wholes: frozenset[int] = frozenset()
    own: Span = _NOBODY

    @property
    def rest(self) -> Span:
        """What it leaves beyond the parts it counted itself; a range of both moves together."""
        ends = (self.said.low - self.own.low, self.said.high - self.own.high)
        return Span(min(ends), self.said.best - self.own.best, max(ends), self.said.open)


@dataclass(frozen=True, slots=True)
class Whole:
    """An aggregate: what origins say of it (the best one at position `best`), and the positions of the parts and the
    other wholes inside it, at whatever depth."""

    sayings: tuple[Saying, ...]
    parts: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()
    best: int = 0


@dataclass(slots=True)
class _System:
    """The cells, by whole: those of parts come first, then what each whole has alone, then what wholes share."""

    parts: Sequence[Span]
    wholes: Sequence[Whole]
    cells: list[frozenset[int]] = field(default_factory=list)  # the wholes that a cell lies in
    free: list[frozenset[int]] = field(default_factory=list)  # the wholes that a cell beyond the parts is directly in


def solve_crossing(parts: Sequence[Span], wholes: Sequence[Whole], overlaps: Sequence[frozenset[int]]) -> Span:
    """How many people some parts and wholes come to together. `overlaps` are sets of positions of wholes that may share
    people whom nobody told of.

    Best takes everything at its best and people who may be counted twice as one. Open if any of them is.
    """
    system = _make_system(parts, wholes, overlaps)
    low = _minimise(system, lambda span: span.low, lambda saying: saying.rest.low)
    best = _minimise(system, lambda span: span.best, lambda saying: saying.rest.best, at_best=True)
    high = _maximise(system)
    low = min(low, high)
    is_open = any(p.open for p in parts) or any(s.said.open for w in wholes for s in w.sayings)
    return Span(low, min(max(low, best), high), high, is_open)


def find_cliques(neighbours: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """All sets of two and more positions that are neighbours of each other, in order; the one set of all who have any
    where there are too many."""
    found: list[frozenset[int]] = []

    def extend(clique: tuple[int, ...], candidates: frozenset[int]) -> bool:
        for each in sorted(candidates):
            found.append(frozenset((*clique, each)))
            if len(found) > _MOST_CELLS:
                return False
            later = frozenset(c for c in candidates & neighbours[each] if c > each)
            if later and not extend((*clique, each), later):
                return False
        return True

    for first, near in enumerate(neighbours):
        if not extend((first,), frozenset(n for n in near if n > first)):
            return [frozenset(i for i, each in enumerate(neighbours) if each)]
    return found


def _make_system(parts: Sequence[Span], wholes: Sequence[Whole], overlaps: Sequence[frozenset[int]]) -> _System:
    system = _System(parts, wholes)
    around = [frozenset(a for a, w in enumerate(wholes) if b == a or b in w.inside) for b in range(len(wholes))]
    for number in range(len(parts)):
        system.cells.append(frozenset(a for a, whole in enumerate(wholes) if number in whole.parts))
        system.free.append(frozenset())
    for shared in [*(frozenset({a}) for a in range(len(wholes))), *overlaps]:
        system.cells.append(frozenset().union(*(around[a] for a in shared)))
        system.free.append(shared)
    return system


def _count_uncounted(system: _System, whole: int, saying: Saying) -> list[int]:
    """The cells of a whole without those of the parts that the origin counted itself."""
    return [
        number
        for number, holders in enumerate(system.cells)
        if whole in holders and number not in saying.parts and not (holders & saying.wholes)
    ]


class _Programme:
    """An integer programme in the making: whole variables from 0, rows, and what each variable costs."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.bounds: list[tuple[float, float]] = []
        self.rows: list[tuple[float, float, list[int], list[float]]] = []

    def add(self, low: float, high: float, cost: float) -> int:
        """A variable; gives its number."""
        self.costs.append(cost)
        self.bounds.append((low, high))
        return len(self.costs) - 1

    def bind(self, low: float, high: float, terms: Sequence[tuple[int, float]]) -> None:
        """A row: the sum of variables times factors lies between the two."""
        self.rows.append((low, high, [v for v, _ in terms], [f for _, f in terms]))

    def solve(self) -> list[int]:
        """The variables of the least cost. Raises ArithmeticError if there is no solution."""
        import highspy
        import numpy

        # The class without callbacks: `Highs` of release 1.16 prints a line as it sets them up, whatever it is told.
        model = highspy._Highs()  # type: ignore[attr-defined]
        model.setOptionValue("output_flag", False)
        model.setOptionValue("threads", 1)
        for (low, high), cost in zip(self.bounds, self.costs, strict=True):
            model.addCol(cost, low, high, 0, [], [])
        for number in range(len(self.costs)):
            model.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        for low, high, variables, factors in self.rows:
            model.addRow(low, high, len(variables), numpy.array(variables, dtype=numpy.int32), numpy.array(factors))
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"crossing aggregates have no solution: {model.getModelStatus()}")
        return [round(value) for value in model.getSolution().col_value]


_NO_LIMIT = float("inf")


def _limit(system: _System) -> int:
    """More people than any solution has."""
    return 1 + sum(p.high for p in system.parts) + sum(max(s.said.high for s in w.sayings) for w in system.wholes)


def _choose_sayings(programme: _Programme, whole: Whole) -> list[int]:
    """A variable for each saying, one of which is 1."""
    chosen = [programme.add(0, 1, 0) for _ in whole.sayings]
    programme.bind(1, 1, [(each, 1) for each in chosen])
    return chosen


def _minimise(
    system: _System, value: Callable[[Span], int], floor: Callable[[Saying], int], at_best: bool = False
) -> int:
    """The least sum: people who may be the same are. A number that no solution fits gives way, at a price."""
    programme, most = _Programme(), _limit(system)
    cells, lacking = [], []
    for number in range(len(system.cells)):
        cells.append(programme.add(0, most, 1))
        if number < len(system.parts):
            lacking.append(programme.add(0, most, _CONTRADICTION))
            programme.bind(value(system.parts[number]), most, [(cells[number], 1), (lacking[number], 1)])
    for a, whole in enumerate(system.wholes):
        sayings = (whole.sayings[whole.best],) if at_best else whole.sayings
        chosen = _choose_sayings(programme, Whole(sayings))
        short = programme.add(0, most, _CONTRADICTION)
        for saying, switch in zip(sayings, chosen, strict=True):
            terms = [(cells[n], 1.0) for n in _count_uncounted(system, a, saying)]
            programme.bind(floor(saying) - most, _NO_LIMIT, [*terms, (short, 1.0), (switch, -float(most))])
            if not saying.said.open and not at_best:
                over = programme.add(0, most, _CONTRADICTION) if whole.inside else None
                slack = [] if over is None else [(over, -1.0)]
                programme.bind(-_NO_LIMIT, max(0, saying.rest.high) + most, [*terms, *slack, (switch, float(most))])
    solved = programme.solve()
    return sum(solved[cell] for cell in cells)


def _maximise(system: _System) -> int:
    """The greatest sum: nobody is counted twice but those told of; parts may exceed their whole, what nobody told of
    may not."""
    programme, most = _Programme(), _limit(system)
    cells = []
    for number in range(len(system.cells)):
        low, high = (system.parts[number].low, system.parts[number].high) if number < len(system.parts) else (0, most)
        cells.append(programme.add(low, high, -1))
    for a, whole in enumerate(system.wholes):
        chosen = _choose_sayings(programme, whole)
        beyond, exceeds = programme.add(0, most, 0), programme.add(0, 1, 0)
        programme.bind(-_NO_LIMIT, 0, [(beyond, 1.0), (exceeds, -float(most))])
        own = [(cells[n], 1.0) for n, direct in enumerate(system.free) if a in direct]
        programme.bind(-_NO_LIMIT, most, [*own, (exceeds, float(most))])
        for saying, switch in zip(whole.sayings, chosen, strict=True):
            terms = [(cells[n], 1.0) for n in _count_uncounted(system, a, saying)]
            ceiling = max(0, saying.rest.high)
            programme.bind(-_NO_LIMIT, ceiling + most, [*terms, (beyond, -1.0), (switch, float(most))])
    solved = programme.solve()
    return sum(solved[cell] for cell in cells)
