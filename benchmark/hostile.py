"""What files made to harm take until they are given up, and how many pages a child reads in a second.

    python -m benchmark.hostile [--pages 500]

Writes the corpus of tests/archive/bombs.py into a folder, opens it as `cenotaph read` does, with the limits that users
have, and prints the reason for each. Then it reads invented pages here and in a child. Seconds are of processor time,
children included; they count the children only where bubblewrap is not used, so it is not.
"""

import argparse
import io
import random
import resource
import tempfile
import time
from pathlib import Path

from cenotaph.archive.readers.html import read_html
from cenotaph.archive.readers.registry import find_format
from cenotaph.runners import sandbox
from cenotaph.runners.sandbox import Given, Opened, Pool, count_children
from tests.archive.bombs import make_bombs

WORDS = ("the", "of", "and", "shells", "hit", "market", "people", "killed", "wounded", "said", "doctor", "town", "on")


def take_seconds() -> float:
    """The processor time of this process and of the children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def make_page(number: int) -> bytes:
    """An invented page of 7 KB: 720 words, and a menu."""
    rng = random.Random(number)
    story = "".join(f"<p>{' '.join(rng.choices(WORDS, k=60))} {number}.</p>" for _ in range(12))
    menu = "".join(f"<li><a href='/s/{place}'>Section {place}</a></li>" for place in range(60))
    head = f'<meta charset="utf-8"><title>Page {number}</title>'
    return (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><nav><ul>{menu}</ul></nav>'
        f"<article><h1>Page {number}</h1>{story}</article></body></html>"
    ).encode()


def open_bombs(bombs: dict[str, bytes]) -> None:
    """Opens the corpus and prints what is said of each file."""
    with tempfile.TemporaryDirectory() as folder:
        given = []
        for name, data in bombs.items():
            path = Path(folder) / name
            path.write_bytes(data)
            given.append(Given(name, find_format(name) or "", path))
        started, clock = take_seconds(), time.monotonic()
        with Pool(count_children(len(given))) as pool:
            for item, opened in zip(given, pool.open_all(given), strict=True):
                print(f"  {item.name:20} {_word(opened)[:110]}")
        spent, past = take_seconds() - started, time.monotonic() - clock
    print(f"{len(bombs)} files: {spent:.1f} seconds of processor time, {past:.1f} by the clock")


def _word(opened: Opened | OSError) -> str:
    if isinstance(opened, OSError):
        return str(opened)
    if opened.failure is not None:
        return f"[{opened.failure.fault.value}] {opened.failure.reason}"
    notes = [note.text for note in opened.intake.notes if note.fault]
    return f"[{len(opened.intake.documents)} documents] {' '.join(notes)}"


def read_pages(number: int) -> None:
    """Reads pages here and in a child, and prints how many in a second of processor time."""
    pages = [make_page(place) for place in range(number)]
    read_html(io.BytesIO(pages[0]), "warm")  # the library is loaded once
    started = take_seconds()
    for page in pages:
        read_html(io.BytesIO(page), "page")
    here = take_seconds() - started
    started = take_seconds()
    with Pool() as pool:
        read = sum(isinstance(each, Opened) and not each.failure for each in _open_all(pool, pages))
    child = take_seconds() - started
    print(f"{read} pages: {number / here:.0f} a second here, {number / child:.0f} in a child with its start")


def _open_all(pool: Pool, pages: list[bytes]) -> list[Opened | OSError]:
    return list(pool.open_all(Given(f"{place}.html", "html", page) for place, page in enumerate(pages)))


def main() -> None:
    """Prints both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    arguments = parser.parse_args()
    sandbox.find_bubblewrap = lambda: None  # type: ignore[assignment]
    open_bombs(make_bombs())
    read_pages(arguments.pages)


if __name__ == "__main__":
    main()
