"""How long aggregates that cross take to solve: months of provinces and weeks of a country, with events in both.

python benchmark/crossing.py [--weeks 52]
"""

import argparse
import random
import time

from cenotaph.incidents.cells import Saying, Whole
from cenotaph.incidents.constraints import Span
from cenotaph.incidents.crossing import find_cliques, solve_crossing

PROVINCES, MONTH = 14, 30


def measure(weeks: int, events: int) -> str:
    """Solve so many weeks, the months that they cross, and so many events, and say how long it took."""
    chance = random.Random(3)
    scopes = [(7 * w, 7 * w + 6, None) for w in range(weeks)]
    months = (7 * weeks + MONTH - 1) // MONTH
    scopes += [(MONTH * m, MONTH * m + MONTH - 1, p) for m in range(months) for p in range(PROVINCES)]
    told = [(chance.randrange(7 * weeks), chance.randrange(PROVINCES)) for _ in range(events)]
    parts = []
    for _ in told:
        low = chance.randint(1, 9)
        parts.append(Span(low, low + 1, low + chance.randint(1, 4)))
    wholes = []
    for first, last, province in scopes:
        held = [i for i, (day, at) in enumerate(told) if first <= day <= last and province in (None, at)]
        counted = sum(parts[i].best for i in held) + chance.randint(0, 40)
        wholes.append(Whole((Saying(Span(counted, counted, counted + chance.randint(0, 9))),), frozenset(held)))
    near = [
        frozenset(
            j
            for j, (a, b, other) in enumerate(scopes)
            if j != i and max(a, first) <= min(b, last) and (province is None) != (other is None)
        )
        for i, (first, last, province) in enumerate(scopes)
    ]
    cliques = find_cliques(near)
    began = time.process_time()
    solved = solve_crossing(parts, wholes, cliques)
    spent = time.process_time() - began
    what = f"{weeks:>4} weeks, {len(wholes):>4} wholes, {len(cliques):>5} overlaps, {events:>6} events"
    return f"{what}: {spent:6.2f} s, {solved.low:,} / {solved.best:,} / {solved.high:,}"


def main() -> None:
    """Print the times, in seconds of processor time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=52)
    options = parser.parse_args()
    weeks = 4
    while weeks <= options.weeks:
        print(measure(weeks, 100 * weeks), flush=True)
        weeks = options.weeks if weeks < options.weeks < 4 * weeks else 4 * weeks


if __name__ == "__main__":
    main()
