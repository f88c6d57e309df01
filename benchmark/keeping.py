"""How fast reports go into a record, and claims with their log; on SQLite, and on PostgreSQL where there is a server.

    python benchmark/keeping.py [--pages 10000] [--claims 100000] [--seed 7]
    .ci/postgres python benchmark/keeping.py

Pages of web sites are invented (some 700 words and a menu each, every tenth a copy with changes), taken in, and taken
in again. Then claims of an invented record (synthetic.py) are written, each as an entry of the log with its commitment,
in transactions as `cenotaph extract` makes them. Seconds are of the processor, of this process and of those that read
pages for it, so that other work on the machine does not count; those of the clock stand beside them. Those of a server
of .ci/postgres are given apart.
"""

import argparse
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from synthetic import World

from cenotaph.runners.sandbox import Pool
from cenotaph.store.address import parse_address
from cenotaph.store.record import Record, make_record, open_record
from cenotaph.workflow.collect import collect_files
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.json_form import write_claim
from cenotaph.workflow.receipts import Outcome

WORDS = 700
DOCUMENTS_OF_ONE_TRANSACTION = 50
COPIES = 10


class Watch:
    """Seconds of the clock and of the processor since it was made, the server's apart."""

    def __init__(self) -> None:
        self._wall, self._own, self._server = time.perf_counter(), read_own_seconds(), read_server_seconds()

    def stop(self, number: int) -> str:
        """Words for the seconds that so many things took, and for how many of them that is in a second."""
        wall, own = time.perf_counter() - self._wall, read_own_seconds() - self._own
        server = read_server_seconds() - self._server
        return (
            f"{number / (own + server):,.0f} a second of the processor ({own:.1f} s and a server's {server:.1f} s); "
            f"{number / wall:,.0f} a second of the clock ({wall:.1f} s)"
        )


def read_own_seconds() -> float:
    """Seconds of the processor of this process and of those that read pages for it, as long as they are there."""
    return read_seconds(os.getpid()) if Path("/proc/self/stat").exists() else time.process_time()


def read_server_seconds() -> float:
    """Seconds of the processor of the server that .ci/postgres started; 0 without one, or where the system does not
    tell. What it does for SQLite is nothing."""
    found = re.search(r"host=([^&]+)", os.environ.get("CENOTAPH_TEST_POSTGRES", ""))
    if found is None or not Path("/proc/self/stat").exists():
        return 0
    return read_seconds(int((Path(found.group(1)) / "data" / "postmaster.pid").read_text().split()[0]))


def read_seconds(first: int) -> float:
    """Seconds of the processor of a process and of all that it started, those that ended included."""
    parents, ticks = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        process = int(path.parent.name)
        parents[process], ticks[process] = int(fields[1]), sum(map(int, fields[11:15]))

    def is_in(process: int) -> bool:
        while process in parents and process != first:
            process = parents[process]
        return process == first

    return sum(used for process, used in ticks.items() if is_in(process)) / os.sysconf("SC_CLK_TCK")


def make_pages(folder: Path, number: int, seed: int) -> list[Item]:
    """Pages in files, every tenth a copy of an earlier one with a few words changed."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices("abdefghiklmnorstu", k=chance.randint(2, 9))) for _ in range(6000)]
    # The common words of English, by which a page's language is told.
    common = ("the", "of", "and", "were", "said", "in", "that", "people", "on", "to")
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in vocabulary[:60])
    stories: list[list[str]] = []
    items = []
    for n in range(number):
        if n % COPIES == COPIES - 1:
            words = list(chance.choice(stories[-500:]))
            for _ in range(12):
                words[chance.randrange(len(words))] = chance.choice(vocabulary)
        else:
            words = [chance.choice(common if chance.random() < 0.4 else vocabulary) for _ in range(WORDS)]
            stories.append(words)
        lines = (" ".join(words[start : start + 70]) for start in range(0, WORDS, 70))
        paragraphs = "".join(f"<p>{line.capitalize()}.</p>" for line in lines)
        page = (
            f"<html><head><title>{words[0]} {words[1]}</title></head><body><nav><ul>{menu}</ul></nav>"
            f"<article><h1>{words[0]}</h1>{paragraphs}</article><footer><ul>{menu}</ul></footer></body></html>"
        )
        path = folder / f"{n:06}.html"
        path.write_text(page, encoding="utf-8")
        items.append(Item(path.name, path, "html"))
    return items


def take_in(record: Record, items: list[Item], children: int) -> None:
    """Collect pages, and collect them again; why some failed is told."""
    for what in ("taken in", "taken in again"):
        watch = Watch()
        with Pool(children) as pool:
            receipts = list(collect_files(record, items, Custody(), pool))
            said = watch.stop(len(items))
        outcomes = [receipt.outcome for receipt in receipts]
        print(
            f"  {len(items):,} pages {what}: {outcomes.count(Outcome.TAKEN):,} taken, "
            f"{outcomes.count(Outcome.FAILED):,} failed; {said}",
            flush=True,
        )
        for reason in {receipt.reason for receipt in receipts if receipt.reason}:
            print(f"    failed: {reason}")


def write_claims(record: Record, number: int, seed: int) -> None:
    """Write the claims of an invented record, and read them back."""
    made = World(seed).make_record(number)
    by_document: dict[str, list[object]] = {document.id: [] for document in made.documents}
    for claim in made.claims:
        by_document[claim.document].append(claim)
    groups = list(by_document.values())
    watch = Watch()
    for start in range(0, len(groups), DOCUMENTS_OF_ONE_TRANSACTION):
        with record.add() as addition:
            for claims in groups[start : start + DOCUMENTS_OF_ONE_TRANSACTION]:
                for claim in claims:
                    addition.append("claim", {"of": 0, "extraction": 0, "ends": [], "claim": write_claim(claim)})
    said = watch.stop(len(made.claims))
    print(f"  {len(made.claims):,} claims written with their log: {said}", flush=True)


@contextmanager
def make_records(folder: Path) -> Iterator[list[tuple[str, Record]]]:
    """An empty record on each database that is there; on SQLite the one that is in the folder, if there is one."""
    address = parse_address(str(folder / "record"))
    is_there = address.database is not None and address.database.is_file()
    records = [("SQLite", open_record(address) if is_there else make_record(address))]
    server = os.environ.get("CENOTAPH_TEST_POSTGRES")
    if server:
        address = parse_address(f"{server}&schema=bench_{uuid.uuid4().hex[:8]}")
        records.append(("PostgreSQL", make_record(address, str(folder / "blobs"))))
    else:
        print("No PostgreSQL server: run it with .ci/postgres for that half.", file=sys.stderr)
    yield records
    for _, record in records:
        record.close()


def main() -> None:
    """Measure, on each database that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cenotaph-keeping-"))
    try:
        (folder / "pages").mkdir()
        items = make_pages(folder / "pages", given.pages, given.seed)
        with make_records(folder) as records:
            for name, record in records:
                print(name, flush=True)
                take_in(record, items, given.children)
                write_claims(record, given.claims, given.seed)
        print(f"Peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
