"""How the time of one long report grows with its length, for kinds of lists that reports are made of.

    python benchmark/growth.py [--lines 500]

Prints the seconds for so many lines and for four times as many, and the growth: 4.0 is linear, 16 is quadratic. Names
are random letters, so that no two lines are told of the same people.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable

import cenotaph

Line = Callable[[random.Random, int], str]


def _name(rng: random.Random) -> str:
    return "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=7)).title()


SHAPES: dict[str, Line] = {
    "names with ages, killed": lambda r, k: f"{_name(r)} {_name(r)}, {r.randint(18, 80)}, was killed.",
    "killed, and others shot": lambda r, k: (
        f"{_name(r)} {_name(r)}, {r.randint(18, 80)}, was killed." + (f" {_name(r)} was shot." if k % 2 else "")
    ),
    "killed and injured by name": lambda r, k: (
        f"{_name(r)} {_name(r)} was {'killed' if k % 2 else 'injured'} in the shelling."
    ),
    "one list of names": lambda r, k: f"{_name(r)} {_name(r)}, {r.randint(1, 80)}" + ("," if k else " were killed."),
    "unnamed, one by one": lambda r, k: f"A {'woman' if k % 3 else 'man'} was {'shot' if k % 2 else 'killed'}.",
    "figures in places": lambda r, k: f"{r.randint(2, 60)} people were killed in {_name(r)} on {k % 28 + 1} March.",
    "figures without a place": lambda r, k: f"{r.randint(2, 60)} people were killed and {r.randint(2, 60)} wounded.",
    "figures by source": lambda r, k: f"{_name(r)} {_name(r)} said that {r.randint(2, 60)} people were killed.",
    "bullets": lambda r, k: f"- A man, {r.randint(18, 80)}, was shot in the leg on {_name(r)} Street.",
    "no harm at all": lambda r, k: f"{_name(r)} met {_name(r)} to talk about {r.randint(2, 60)} schools.",
}


def measure(line: Line, lines: int) -> float:
    """Seconds to read and reconcile one report of so many lines."""
    rng = random.Random(1)
    text = "\n".join(line(rng, k) for k in reversed(range(lines)))
    start = time.perf_counter()
    cenotaph.read([{"id": "long", "published": "2016-01-02", "language": "en", "text": text}]).to_dict()
    return time.perf_counter() - start


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=500)
    lines = parser.parse_args().lines
    measure(SHAPES["no harm at all"], 10)  # the lexicon and the gazetteer are opened once
    print(f"{'shape':<28} {lines:>7,} {lines * 4:>9,} growth")
    for name, line in SHAPES.items():
        short, long = measure(line, lines), measure(line, lines * 4)
        print(f"{name:<28} {short:>7.2f} {long:>9.2f} {long / short:>6.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
