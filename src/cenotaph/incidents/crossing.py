"""Aggregates that cross: wholes of which neither lies in the other, and whose people may be partly the same.

A province over a month and a country over a week share a week in the province. People are taken apart into cells (see
`cells`). Each whole says of its cells what one origin says of it, as in `constraints`; how many there are in all is
then the least and the greatest sum of the cells. That is an integer programme, solved exactly for each set of wholes
that hang together; nested wholes need none.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cenotaph.incidents.cells import Cell, Guest, Row, System, Whole, split_cells
from cenotaph.incidents.constraints import Span, add_spans
from cenotaph.incidents.programme import NO_LIMIT, Programme

# Sets of wholes that overlap beyond which all that do share one cell: it still bounds the sum from below.
_MOST_OVERLAPS = 3000
# What a person costs who has to be taken from a contradicted number, against one more or less in the sum.
_CONTRADICTION = 1000


def solve_crossing(
    parts: Sequence[Span], wholes: Sequence[Whole], overlaps: Sequence[frozenset[int]], guests: Sequence[Guest] = ()
) -> Span:
    """How many people some parts, wholes and guests come to together. `overlaps` are sets of positions of wholes that
    may share people whom nobody told of.

    Best takes everything at its best and people who may be counted twice as one. Open if any of them is.
    """
    if len(overlaps) == 1 and len(overlaps[0]) > 2:  # too many to tell apart: what may be in one may be in all
        guests = [g._replace(wholes=g.wholes | overlaps[0]) if g.wholes & overlaps[0] else g for g in guests]
    guests = [_doubt_guest(guest, wholes) for guest in guests]
    systems, apart = split_cells(parts, wholes, overlaps, guests)
    told = add_spans(apart)
    low = told.low + sum(_minimise(system, "low") for system in systems)
    best = told.best + sum(_minimise(system, "best") for system in systems)
    high = told.high + sum(_maximise(system) + sum(g.span.high for g in system.guests) for system in systems)
    low = min(low, high)
    is_open = any(p.open for p in (*parts, *(g.span for g in guests)))
    is_open = is_open or any(s.said.open for w in wholes for s in w.sayings)
    return Span(low, min(max(low, best), high), high, is_open)


def _doubt_guest(guest: Guest, wholes: Sequence[Whole]) -> Guest:
    """A guest of whom nobody is certain beside an exact number that may hold him: parts in excess of such a number do
    not raise low either, as long as it is no less than each of them."""
    said = (saying.said for whole in guest.wholes for saying in wholes[whole].sayings)
    if any(not span.open and span.high >= guest.span.low for span in said):
        return guest._replace(span=guest.span._replace(low=0))
    return guest


def find_cliques(neighbours: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """All sets of two and more positions that are neighbours of each other, in order; the one set of all who have any
    where there are too many."""
    found: list[frozenset[int]] = []

    def extend(clique: tuple[int, ...], candidates: frozenset[int]) -> bool:
        for each in sorted(candidates):
            found.append(frozenset((*clique, each)))
            if len(found) > _MOST_OVERLAPS:
                return False
            later = frozenset(c for c in candidates & neighbours[each] if c > each)
            if later and not extend((*clique, each), later):
                return False
        return True

    for first, near in enumerate(neighbours):
        if not extend((first,), frozenset(n for n in near if n > first)):
            return [frozenset(i for i, each in enumerate(neighbours) if each)]
    return found


class _Choice(NamedTuple):
    """The rows of a whole that speak of the same cells, and for each the variable that is 1 if it is the one that
    holds; no variables where there is only one."""

    cells: tuple[int, ...]
    rows: tuple[Row, ...]
    switches: tuple[int, ...]


def _choose_rows(programme: Programme, rows: Sequence[Row]) -> list[_Choice]:
    """The rows of a whole, one of which holds."""
    by_cells: dict[tuple[int, ...], list[Row]] = {}
    for row in rows:
        by_cells.setdefault(row.cells, []).append(row)
    if len(rows) == 1:
        return [_Choice(rows[0].cells, tuple(rows), ())]
    choices = [
        _Choice(cells, tuple(alike), tuple(programme.add(0, 1, 0) for _ in alike)) for cells, alike in by_cells.items()
    ]
    programme.bind(1, 1, [(switch, 1) for choice in choices for switch in choice.switches])
    return choices


Terms = list[tuple[int, int]]  # variables and factors


def _bind_below(programme: Programme, terms: Terms, choice: _Choice, floors: Sequence[int]) -> None:
    """Let some terms come to no less than the floor of the row that holds."""
    if max(floors) <= 0:
        return
    if not choice.switches:
        programme.bind(floors[0], NO_LIMIT, terms)
        return
    lifted = [(switch, -max(0, floor)) for switch, floor in zip(choice.switches, floors, strict=True)]
    programme.bind(0, NO_LIMIT, [*terms, *lifted])


def _bind_above(programme: Programme, terms: Terms, choice: _Choice, ceilings: Sequence[int], reach: int) -> None:
    """Let some terms, which never come to more than `reach`, come to no more than the ceiling of the row that holds."""
    if min(ceilings) >= reach:
        return
    if not choice.switches:
        programme.bind(-NO_LIMIT, ceilings[0], terms)
        return
    lowered = [(switch, max(0, reach - most)) for switch, most in zip(choice.switches, ceilings, strict=True)]
    programme.bind(-NO_LIMIT, reach, [*terms, *lowered])


def _minimise(system: System, bound: str) -> int:
    """The least sum: people who may be the same are. A number that no solution fits gives way, at a price; at their
    best ("best") all figures are floors, which something always fits."""
    at_best = bound == "best"
    rows = {a: (system.best[a],) for a in system.rows} if at_best else system.rows
    floors = {a: [row.best if at_best else row.least for row in said] for a, said in rows.items()}
    needs = {a: max(0, *said) for a, said in floors.items()}
    limited = set() if at_best else {a for a, said in rows.items() if not all(row.open for row in said)}
    programme, cells, reach = Programme(), [], []
    for cell in system.cells:
        told = 0 if cell.span is None else cell.span.best if at_best else cell.span.low
        most = max(told, *(needs[a] for a in cell.holders))  # what lies above no floor asks for
        if cell.span is not None and (at_best or not cell.span.open):
            most = min(most, told if at_best else cell.span.high)
        reach.append(most)
        lacking = bool(told) and not limited.isdisjoint(cell.holders)
        cells.append(programme.add(0 if lacking else told, reach[-1], 1))
        if lacking:
            programme.bind(told, NO_LIMIT, [(cells[-1], 1), (programme.add(0, told, _CONTRADICTION), 1)])
    for a, said in rows.items():
        short: Terms = []
        if needs[a] and not limited.isdisjoint(system.around[a]):
            short = [(programme.add(0, needs[a], _CONTRADICTION), 1)]
        over: Terms = []
        if a in limited and a in system.outer:
            over = [(programme.add(0, sum(reach), _CONTRADICTION), -1)]
        for choice in _choose_rows(programme, said):
            terms = [(cells[n], 1) for n in choice.cells]
            floor = [row.best if at_best else row.least for row in choice.rows]
            _bind_below(programme, [*terms, *short], choice, floor)
            if a in limited:
                most = sum(reach[n] for n in choice.cells)
                ceilings = [most if row.open else row.most for row in choice.rows]
                _bind_above(programme, [*terms, *over], choice, ceilings, most)
    outside = _seat_guests(programme, system, cells, at_best)
    solved = programme.solve()
    return sum(solved[counted] for counted in (*cells, *outside))


def _seat_guests(programme: Programme, system: System, cells: Sequence[int], at_best: bool) -> list[int]:
    """Let guests be people of cells in which they may lie, each person one guest at most; gives back the variables of
    those who are not."""
    outside = []
    taken: dict[int, Terms] = {}
    for guest in system.guests:
        told = guest.span.best if at_best else guest.span.low
        if not told:
            continue
        outside.append(programme.add(0, told, 1))
        seats: Terms = [(outside[-1], 1)]
        for number in system.list_rooms(guest):
            seats.append((programme.add(0, told, 0), 1))
            taken.setdefault(number, []).append((seats[-1][0], -1))
        programme.bind(told, told, seats)
    for number, guests in taken.items():
        programme.bind(0, NO_LIMIT, [(cells[number], 1), *guests])
    return outside


def _maximise(system: System) -> int:
    """The greatest sum: nobody is counted twice but those told of; parts may exceed their whole, what nobody told of
    may not."""
    ceilings = {a: max(row.most for row in said) for a, said in system.rows.items()}
    programme, cells = Programme(), {}
    spans: dict[int, tuple[int, int]] = {}
    own: dict[int, set[int]] = {a: set() for a in system.rows}
    for number in _list_roomy(system):
        cell = system.cells[number]
        most = min(ceilings[a] for a in cell.free) if cell.span is None else cell.span.high
        spans[number] = (0 if cell.span is None else cell.span.low, most)
        cells[number] = programme.add(*spans[number], -1)
        for a in cell.free:
            own[a].add(number)
    for a, said in system.rows.items():
        held = [row._replace(cells=tuple(n for n in row.cells if n in cells)) for row in said]
        _limit_whole(programme, _drop_tighter(held), own[a], cells, spans)
    solved = programme.solve()
    return sum(solved[cell] for cell in cells.values())


def _limit_whole(
    programme: Programme, rows: Sequence[Row], own: set[int], cells: dict[int, int], spans: dict[int, tuple[int, int]]
) -> None:
    """Let a whole come to no more than is said of it; if its parts exceed that, it has nothing of its `own`."""
    ceiling = max(row.most for row in rows)
    mine = [(cells[n], 1) for n in sorted(own)]
    if all(sum(spans[n][0] for n in row.cells) > row.most for row in rows):
        programme.bind(0, 0, mine)
        return
    excess = max(sum(spans[n][1] for n in row.cells if n not in own) - row.most for row in rows)
    exceeds: Terms = []
    if excess > 0:
        exceed = programme.add(0, 1, 0)
        programme.bind(-NO_LIMIT, ceiling, [*mine, (exceed, ceiling)])
        exceeds = [(exceed, -excess)]
    for choice in _choose_rows(programme, rows):
        terms = [(cells[n], 1) for n in choice.cells]
        reach = sum(spans[n][1] for n in choice.cells)
        _bind_above(programme, [*terms, *exceeds], choice, [row.most for row in choice.rows], reach)


def _list_roomy(system: System) -> Iterable[int]:
    """The cells without those that are empty in some greatest sum: what wholes share beyond their parts may as well be
    in one of them alone, if all sayings about that are about what they share too."""
    alone = {min(cell.free): cell for cell in system.cells if len(cell.free) == 1}
    for number, cell in enumerate(system.cells):
        if len(cell.free) < 2 or not any(_is_about(alone[a], cell) for a in cell.free):
            yield number


def _is_about(alone: Cell, shared: Cell) -> bool:
    return alone.said <= shared.said


def _drop_tighter(rows: Sequence[Row]) -> list[Row]:
    """The rows without those to which another leaves less room."""
    kept: list[Row] = []
    for row in sorted(rows, key=lambda row: (-row.most, len(row.cells))):
        if not any(set(other.cells) <= set(row.cells) for other in kept):
            kept.append(row)
    return kept
