"""Crossing aggregates against trying every way of putting people into cells."""

import subprocess
import sys
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cenotaph.incidents.cells import Guest, Saying, Whole, split_cells
from cenotaph.incidents.constraints import Part, Span, solve_whole
from cenotaph.incidents.crossing import find_cliques, solve_crossing


def exact(number: int) -> Span:
    return Span(number, number, number)


@st.composite
def spans(draw: st.DrawFn, most: int) -> Span:
    low, best, high = sorted(draw(st.lists(st.integers(0, most), min_size=3, max_size=3)))
    return Span(low, best, high)


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Span], list[Whole], list[frozenset[int]]]:
    """Up to three parts and three wholes that cross, each part in any of them, counted or not by the whole's origin."""
    parts = draw(st.lists(spans(3), max_size=3))
    number = draw(st.integers(2, 3))
    wholes = []
    for _ in range(number):
        held = frozenset(i for i in range(len(parts)) if draw(st.booleans()))
        sayings = []
        for _ in range(draw(st.integers(1, 2))):
            counted = frozenset(i for i in held if draw(st.booleans()))
            own = exact(sum(draw(st.integers(parts[i].low, parts[i].high)) for i in sorted(counted)))
            said = draw(spans(6))
            sayings.append(Saying(Span(said.low + own.low, said.best + own.low, said.high + own.low), counted, own=own))
        wholes.append(Whole(tuple(sayings), held))
    pairs = [pair for pair in (frozenset({a, b}) for a in range(number) for b in range(a)) if draw(st.booleans())]
    near = [frozenset(b for b in range(number) if frozenset({a, b}) in pairs) for a in range(number)]
    return parts, wholes, find_cliques(near)


def try_all(parts: list[Span], wholes: list[Whole], overlaps: list[frozenset[int]]) -> tuple[set[int], bool]:
    """Every sum that fits all wholes, and whether every choice of the parts leaves one that does."""
    found: set[int] = set()
    always = True
    free = [frozenset({a}) for a in range(len(wholes))] + overlaps
    most = max(s.rest.high for w in wholes for s in w.sayings)
    shared = list(product(range(most + 1), repeat=len(overlaps)))
    for values in product(*(range(p.low, p.high + 1) for p in parts)):
        fits = False
        for sayings in product(*(w.sayings for w in wholes)):
            needs = [sum(values[i] for i in w.parts - s.parts) for w, s in zip(wholes, sayings, strict=True)]
            for extra in shared:
                lent = [sum(n for n, who in zip(extra, overlaps, strict=True) if a in who) for a in range(len(wholes))]
                rooms = [(s.rest.low - need - more, s.rest.high - need - more)
                         for s, need, more in zip(sayings, needs, lent, strict=True)]  # fmt: skip
                if any(high < 0 for _, high in rooms):
                    continue
                fits = True
                least = sum(max(0, low) for low, _ in rooms) + sum(values) + sum(extra)
                top = sum(high for _, high in rooms) + sum(values) + sum(extra)
                found.update((least, top))
        always &= fits
    assert len(free) == len(wholes) + len(overlaps)
    return found, always


@given(systems())
@settings(max_examples=150, deadline=None)
def test_bounds_are_those_of_every_way(system: tuple[list[Span], list[Whole], list[frozenset[int]]]) -> None:
    found, always = try_all(*system)
    assume(always)  # parts that exceed a whole contradict it: that is looked at below
    solved = solve_crossing(*system)
    assert (solved.low, solved.high) == (min(found), max(found))
    assert solved.low <= solved.best <= solved.high


@given(systems())
@settings(max_examples=100, deadline=None)
def test_there_is_an_answer_whatever_is_said(system: tuple[list[Span], list[Whole], list[frozenset[int]]]) -> None:
    solved = solve_crossing(*system)
    assert 0 <= solved.low <= solved.best <= solved.high


@given(spans(20), st.lists(st.tuples(spans(6), st.booleans()), max_size=3))
@settings(max_examples=100, deadline=None)
def test_one_whole_alone_is_the_closed_form(said: Span, inside: list[tuple[Span, bool]]) -> None:
    counted = frozenset(i for i, (_, own) in enumerate(inside) if own)
    own = exact(sum(inside[i][0].best for i in counted))
    whole = Whole((Saying(said, counted, own=own),), frozenset(range(len(inside))))
    closed = solve_whole(said, [Part(span, exact(span.best) if own else None) for span, own in inside])
    solved = solve_crossing([span for span, _ in inside], [whole], [])
    assume(closed.excess == 0)
    assert solved == closed.total


def test_a_province_over_a_month_and_a_country_over_a_week() -> None:
    """50 in the province in March, 40 in the country in one week of it, of whom 12 in one attack there."""
    month = Whole((Saying(exact(50)),), frozenset({0}))
    week = Whole((Saying(exact(40)),), frozenset({0}))
    assert solve_crossing([exact(12)], [month, week], [frozenset({0, 1})]) == Span(50, 50, 78)


def test_an_event_in_two_wholes_is_no_more_than_what_is_said_of_it() -> None:
    """Twelve were in both counts; the eight and the eighteen beside them are not the same people."""
    wholes = [Whole((Saying(exact(30)),), frozenset({0})), Whole((Saying(exact(20)),), frozenset({0}))]
    assert solve_crossing([exact(12)], wholes, []) == Span(38, 38, 38)
    assert solve_crossing([Span(10, 12, 14)], wholes, []) == Span(36, 38, 40)
    assert solve_crossing([Span(12, 12, 12, True)], wholes, []) == Span(30, 38, 38, True)


def test_parts_that_nothing_tells_apart_are_one() -> None:
    whole, other = Whole((Saying(exact(9)),), frozenset({0, 1, 2})), Whole((Saying(exact(5)),), frozenset({2}))
    systems, apart = split_cells([exact(1), exact(2), exact(3), exact(4)], [whole, other], [])
    assert apart == [exact(4)]
    assert [cell.span for cell in systems[0].cells if cell.span is not None] == [exact(3), exact(3)]
    assert solve_crossing([exact(1), exact(2), exact(3), exact(4)], [whole, other], []) == exact(15)


def test_wholes_that_share_nothing_are_solved_apart() -> None:
    wholes = [Whole((Saying(exact(number)),)) for number in (9, 4, 7)]
    systems, _ = split_cells([], wholes, [frozenset({0, 2})])
    assert sorted(sorted(system.rows) for system in systems) == [[0, 2], [1]]
    assert solve_crossing([], wholes, [frozenset({0, 2})]) == Span(13, 13, 20)


def test_large_numbers_are_exact() -> None:
    """A solver that stops within a ten-thousandth would be off by fifty."""
    wholes = [
        Whole((Saying(exact(500_001)), Saying(exact(499_999))), frozenset({0})),
        Whole((Saying(exact(400_003)),), frozenset({0})),
    ]
    assert solve_crossing([Span(7, 8, 9)], wholes, [frozenset({0, 1})]) == Span(499_999, 500_001, 899_997)


def test_the_solver_prints_nothing() -> None:
    """A line of the solver's own would spoil the JSON on standard output. It is said once for each process."""
    program = (
        "from cenotaph.incidents.constraints import Span\n"
        "from cenotaph.incidents.cells import Saying, Whole\n"
        "from cenotaph.incidents.crossing import solve_crossing\n"
        "wholes = [Whole((Saying(Span(9, 9, 9)),)), Whole((Saying(Span(4, 4, 4)),))]\n"
        "assert solve_crossing([], wholes, [frozenset({0, 1})]) == Span(9, 9, 13)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


Seats = list[tuple[frozenset[int], int]]


def list_seats(parts: list[Span], wholes: list[Whole], overlaps: list[frozenset[int]]) -> list[tuple[int, Seats]]:
    """For every way that fits all wholes with as few people as it needs, their sum, and the people nobody told of."""
    found = []
    most = max(s.rest.high for w in wholes for s in w.sayings)
    for values in product(*(range(p.low, p.high + 1) for p in parts)):
        for sayings in product(*(w.sayings for w in wholes)):
            for extra in product(range(most + 1), repeat=len(overlaps)):
                alone = []
                for a, (whole, saying) in enumerate(zip(wholes, sayings, strict=True)):
                    told = sum(values[i] for i in whole.parts - saying.parts)
                    told += sum(n for n, who in zip(extra, overlaps, strict=True) if a in who)
                    alone.append((saying.rest.low - told, saying.rest.high - told))
                if all(high >= 0 for _, high in alone):
                    seats = [(frozenset({a}), max(0, low)) for a, (low, _) in enumerate(alone)]
                    seats += list(zip(overlaps, extra, strict=True))
                    found.append((sum(values) + sum(n for _, n in seats), seats))
    return found


def seat(guests: list[Guest], seats: Seats) -> int:
    """How many guests are at most among the people of some seats, by the theorem of Hall."""
    least = []
    for chosen in product((False, True), repeat=len(guests)):
        inside = [guest for guest, is_in in zip(guests, chosen, strict=True) if is_in]
        room = sum(n for who, n in seats if any(who <= guest.wholes for guest in inside))
        least.append(room + sum(g.span.low for g, is_in in zip(guests, chosen, strict=True) if not is_in))
    return min(least)


@given(systems(), st.data())
@settings(max_examples=100, deadline=None)
def test_guests_are_among_the_others_as_far_as_there_is_room(
    system: tuple[list[Span], list[Whole], list[frozenset[int]]], data: st.DataObject
) -> None:
    assume(try_all(*system)[1])
    parts, wholes, overlaps = system
    among = st.frozensets(st.integers(0, len(wholes) - 1))
    guests = [Guest(data.draw(spans(4)), data.draw(among)) for _ in range(data.draw(st.integers(1, 3)))]
    alone, solved = solve_crossing(*system), solve_crossing(*system, guests)
    assert solved.high == alone.high + sum(guest.span.high for guest in guests)
    assert alone.best <= solved.best <= alone.best + sum(guest.span.best for guest in guests)
    figures = [[s.said.high for a in guest.wholes for s in wholes[a].sayings] for guest in guests]
    guests = [g._replace(span=Span(0, 0, 0)) if max(high, default=-1) >= g.span.low else g
              for g, high in zip(guests, figures, strict=True)]  # fmt: skip
    told = sum(guest.span.low for guest in guests)
    assert solved.low == min(total + told - seat(guests, seats) for total, seats in list_seats(parts, wholes, overlaps))


def test_guests_of_one_count_take_up_its_room_together() -> None:
    month, week = Whole((Saying(exact(50)),), frozenset({0})), Whole((Saying(exact(40)),), frozenset({0}))
    pair = [frozenset({0, 1})]
    either, both = Guest(exact(20), frozenset({0})), Guest(exact(30), frozenset({0, 1}))
    assert solve_crossing([exact(12)], [month, week], pair, [either]) == Span(50, 60, 98)
    assert solve_crossing([exact(12)], [month, week], pair, [either, both]) == Span(50, 62, 128)
    assert solve_crossing([exact(12)], [month, week], pair, [Guest(exact(3), frozenset())]) == Span(53, 53, 81)
    many = Guest(Span(60, 60, 60, True), frozenset({0}))
    assert solve_crossing([exact(12)], [month], [], [many]) == Span(72, 72, 110, True)
    more = Whole((Saying(Span(50, 50, 50, True)),), frozenset({0}))
    assert solve_crossing([exact(12)], [more], [], [either, either]) == Span(52, 52, 90, True)


def test_what_three_share_is_shared_by_all() -> None:
    wholes = [Whole((Saying(exact(10)),)) for _ in range(3)]
    assert solve_crossing([], wholes, find_cliques([frozenset({1, 2}), frozenset({0, 2}), frozenset({0, 1})])) == Span(
        10, 10, 30
    )


def test_too_many_overlaps_still_bound_from_below() -> None:
    everybody = frozenset(range(20))
    cliques = find_cliques([everybody - {a} for a in range(20)])
    assert cliques == [everybody]
    wholes = [Whole((Saying(exact(7)),)) for _ in range(20)]
    assert solve_crossing([], wholes, cliques) == Span(7, 7, 140)
    assert solve_crossing([], wholes, cliques, [Guest(exact(5), frozenset({3}))]) == Span(7, 7, 145)
