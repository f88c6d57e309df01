"""What one more report costs in a record on disk, from a cold start: all is reconciled, and then what a report touches.

    python benchmark/resident.py [--claims 100000] [--more 20] [--seed 7] [--folder FOLDER]
    .ci/postgres python benchmark/resident.py

The reports and claims of an invented record (synthetic.py) are written to a record as `cenotaph collect` and `extract`
write them, and a process of its own reconciles all of it, as `cenotaph reconcile --whole` does. Then further reports
are written one by one, and each is reconciled by a process of its own, as `cenotaph reconcile` does: what it took from
opening the record on, and with the start of Python and its imports. In the end all is reconciled again, which must
change nothing. The same is done with a few sentences that have not been read: `cenotaph extract`, and then `cenotaph
reconcile`. With `--folder` the record on SQLite stays there, and is used again.

Seconds of the processor are those of the processes and not of a database server.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from keeping import make_records
from synthetic import World

from cenotaph.archive.document import Document
from cenotaph.archive.text import count_words, digest
from cenotaph.claims.claim import Claim
from cenotaph.gazetteer.index import open_gazetteer
from cenotaph.store.additions import Addition
from cenotaph.store.pages import find_pages
from cenotaph.store.record import Record
from cenotaph.workflow.actors import open_register
from cenotaph.workflow.extract import extract_record
from cenotaph.workflow.json_form import write_claim
from cenotaph.workflow.provenance import record_provenance
from cenotaph.workflow.records import open_named
from cenotaph.workflow.touched import reconcile_touched, settle_in_pages

REPORTS_OF_ONE_TRANSACTION = 50


@cache
def list_versions() -> dict[str, Any]:
    """What a report says that it was read by: this version, so that it is not read again."""
    with open_gazetteer() as gazetteer:
        made = record_provenance(("en",), gazetteer, open_register())
    return {
        "engine": made.engine, "lexicons": dict(made.lexicons), "gazetteer": made.gazetteer, "actors": made.actors,
    }  # fmt: skip


def append_document(addition: Addition, document: Document) -> int:
    """Append a document; gives its number."""
    published = document.published.isoformat() if document.published else None
    return addition.append("document", {
        "id": document.id, "capture": 0, "digest": digest(document.text), "language": "en", "language_stated": True,
        "words": count_words(document.text), "title": document.title, "published": published, "url": document.url,
        "publisher": document.publisher, "ends": [],
    }, document.text)  # fmt: skip


def append_report(addition: Addition, document: Document, claims: Sequence[Claim]) -> None:
    """Append a document, its extraction and its claims."""
    number = append_document(addition, document)
    made = {"of": number, **list_versions(), "areas": {}, "claims": len(claims), "events": 0, "ends": []}
    entry = addition.append("extraction", made)
    for claim in claims:
        addition.append("claim", {"of": number, "extraction": entry, "ends": [], "claim": write_claim(claim)})


def reconcile_all(name: str) -> dict[str, Any]:
    """Reconcile all of a record; gives what changed."""
    with open_named(name) as record:
        settled, held = settle_in_pages(record, least=0)
    return {"changed": len(settled.new) + len(settled.changed) + len(settled.gone), "paged": held is None}


def reconcile_one(name: str) -> dict[str, Any]:
    """Reconcile what came to a record since; gives what changed."""
    with open_named(name) as record:
        touched = reconcile_touched(record)
    return {"changed": len(touched.new) + len(touched.changed) + len(touched.gone)}


def read_new(name: str) -> dict[str, Any]:
    """Read the documents of a record that were not read; gives how many there were."""
    with open_named(name) as record, open_gazetteer() as gazetteer:
        done = extract_record(record, gazetteer, open_register())
    return {"changed": done.read}


def run_apart(what: str, name: str) -> dict[str, Any]:
    """Run a function of these in a process of its own; gives what it gave, its seconds, and those with its start."""
    began = time.perf_counter()
    run = subprocess.run([sys.executable, __file__, f"--{what}", name], capture_output=True, check=False, text=True)
    if run.returncode:
        raise RuntimeError(run.stderr)
    return {**json.loads(run.stdout), "started": time.perf_counter() - began}


def print_run(call: Any, name: str) -> None:
    """Print what a function gave, with its seconds and the memory of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    given = call(name)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({**given, "wall": wall, "cpu": cpu, "memory": find_memory()}))


def find_memory() -> int:
    """The most bytes of memory that this process had, without those of who started it, which the system counts too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def fill(record: Record, world: World, claims: int) -> None:
    """Write an invented record; nothing where it is there already."""
    made = world.make_record(claims)
    print(f"  {len(made.claims):,} claims of {len(made.documents):,} reports", flush=True)
    with record.look() as view:
        if view.size > 1:
            return
    by_document: dict[str, list[Claim]] = {document.id: [] for document in made.documents}
    for claim in made.claims:
        by_document[claim.document].append(claim)
    for start in range(0, len(made.documents), REPORTS_OF_ONE_TRANSACTION):
        with record.add() as addition:
            for document in made.documents[start : start + REPORTS_OF_ONE_TRANSACTION]:
                append_report(addition, document, by_document[document.id])


def measure(record: Record, world: World, more: int) -> None:
    """Reconcile a record as a whole, and then one report after the other."""
    name = write_address(record)
    run = run_apart("all", name)
    path = find_pages(record)
    size = path.stat().st_size if path is not None and path.exists() else 0
    print(
        f"  all of it: {run['wall']:.1f} s ({run['cpu']:.1f} s of processor), {run['memory'] / 1e9:.2f} GB; "
        f"pages {size / 1e6:,.0f} MB",
        flush=True,
    )
    runs = []
    for document, told in world.make_more(more):
        with record.add() as addition:
            append_report(addition, document, told)
        runs.append(run_apart("one", name))
    for what, key in (("one more report", "wall"), ("of processor", "cpu"), ("with the start of Python", "started")):
        seconds = [1000 * run[key] for run in runs]
        print(
            f"  {what}: {statistics.median(seconds):.0f} ms, at most {max(seconds):.0f} ms ({more} tried)", flush=True
        )
    print(f"  memory: at most {max(run['memory'] for run in runs) / 1e9:.2f} GB", flush=True)
    measure_reading(record, name, world)
    again = run_apart("all", name)
    print(f"  all of it again: {again['changed']} incidents are others", flush=True)


def measure_reading(record: Record, name: str, world: World) -> None:
    """Read and reconcile sentences that were not read; the first time all documents are looked at."""
    for number in range(3):
        killed = 3 + number
        text = f"{killed} people were killed in an air strike on Khasham on {world.last_day:%d %B %Y}, residents said."
        record.blobs.put(text.encode())
        with record.add() as addition:
            append_document(addition, Document(f"read{number}", text, published=world.last_day, language="en"))
        read, run = run_apart("read", name), run_apart("one", name)
        seconds = [1000 * each[key] for each in (read, run) for key in ("wall", "started")]
        print(
            f"  a sentence read: {seconds[0]:.0f} ms ({seconds[1]:.0f} ms with the start of Python); and reconciled: "
            f"{seconds[2]:.0f} ms ({seconds[3]:.0f} ms); {run['changed']} incidents",
            flush=True,
        )


def write_address(record: Record) -> str:
    """What another process calls a record."""
    address = record.database.address
    if address.url is None:
        return str(address.folder)
    server = os.environ["CENOTAPH_TEST_POSTGRES"]
    return f"{server}&schema={address.schema}"


def main() -> None:
    """Measure, on each database that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--more", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where the record on SQLite stays")
    parser.add_argument("--fill", action="store_true", help="only write the record in FOLDER")
    parser.add_argument("--all", help=argparse.SUPPRESS)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--read", help=argparse.SUPPRESS)
    given = parser.parse_args()
    for call, name in ((reconcile_all, given.all), (reconcile_one, given.one), (read_new, given.read)):
        if name:
            print_run(call, name)
            return
    folder = given.folder or Path(tempfile.mkdtemp(prefix="cenotaph-resident-"))
    try:
        with make_records(folder) as records:
            for name, record in records:
                print(name, flush=True)
                world = World(given.seed)
                fill(record, world, given.claims)
                if not given.fill:
                    measure(record, world, given.more)
    finally:
        if given.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
