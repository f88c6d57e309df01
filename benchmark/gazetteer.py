"""What the index of places costs: opening, memory, lookups of many kinds; run `python benchmark/gazetteer.py`.

Uses the user's own index, which is built first if there is none. Names are drawn from the index itself with a fixed
seed, so that a run can be repeated.
"""

import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from cenotaph.gazetteer.index import Gazetteer, open_gazetteer
from cenotaph.gazetteer.locate import locate_in
from cenotaph.gazetteer.location import index_path
from cenotaph.gazetteer.resolve import Mention, resolve_mentions

NUMBER = 3000
SEED = 2
_OPENING = """
import resource, time
from cenotaph.gazetteer.index import open_gazetteer
before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
index = open_gazetteer()
opened = time.perf_counter()
index.find("Mosul", ("IQ",))
print((opened - started) * 1e3, (time.perf_counter() - opened) * 1e3,
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, before / 1024)
"""


def draw_names() -> list[tuple[str, str]]:
    """Names of settlements with their countries."""
    with sqlite3.connect(index_path()) as connection:
        rows = connection.execute("SELECT name, country FROM place WHERE level = 'settlement' ORDER BY id").fetchall()
    return random.Random(SEED).sample(rows, NUMBER)


def misspell(name: str) -> str:
    """The name with some vowels changed, as another hand would write it: most are no longer in the index."""
    return name.translate(str.maketrans("eiou", "aeuo"))


def measure(label: str, run: Callable[[str, str], object], names: Sequence[tuple[str, str]]) -> None:
    """Print the median and the 95th of a hundred, in microseconds."""
    spent = []
    for name, country in names:
        started = time.perf_counter()
        run(name, country)
        spent.append((time.perf_counter() - started) * 1e6)
    print(f"  {label:<42}{statistics.median(spent):>9.1f}{statistics.quantiles(spent, n=20)[-1]:>9.1f}")


def measure_document(index: Gazetteer, names: Sequence[tuple[str, str]]) -> None:
    """Print what resolving the places of a document of twelve mentions takes, each name new to the index."""
    spent = []
    for at in range(0, 1200, 12):
        mentions = [Mention(name) for name, _ in names[at : at + 12]]
        started = time.perf_counter()
        resolve_mentions(mentions, index, countries={names[at][1]: 1.0})
        spent.append((time.perf_counter() - started) * 1e3)
    print(f"  twelve mentions of one document, all new, ms: {statistics.median(spent):.2f}")


def main() -> None:
    """Print opening and memory of a fresh process, then lookups."""
    open_gazetteer().close()
    fresh = subprocess.run([sys.executable, "-c", _OPENING], capture_output=True, text=True, check=True)
    opening, first, memory, before = map(float, fresh.stdout.split())
    print(f"opening {opening:.1f} ms, first lookup {first:.2f} ms, memory {memory:.0f} MB ({before:.0f} MB before)")
    names = draw_names()
    wrong = [(misspell(name), country) for name, country in names]
    print(f"  {'microseconds':<42}{'median':>9}{'95 %':>9}")
    with open_gazetteer() as index:
        measure("find, any country, new", lambda name, _: index.find(name), names)
        measure("find, any country, remembered", lambda name, _: index.find(name), names)
        measure("find, one country, new", lambda name, country: index.find(name, (country,)), names)
        measure("find by sound, one country, new", lambda name, country: index.find(name, (country,)), wrong)
        measure("find by sound, any country, new", lambda name, _: index.find(name), wrong)
        measure("locate, one country", lambda name, country: locate_in(index, name, (country,)), names)
        measure("knows, new", lambda name, _: index.knows(name.lower()), names)
    with open_gazetteer() as index:
        measure_document(index, names)
    print(f"this process in all: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
