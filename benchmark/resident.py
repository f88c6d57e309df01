"""What one more report costs in a record on disk: from the start, and in a program that keeps the record in memory.

    python benchmark/resident.py [--claims 100000] [--more 20] [--seed 7]
    .ci/postgres python benchmark/resident.py

The reports and claims of an invented record (synthetic.py) are written to a record as `cenotaph collect` and `extract`
write them. Then it is reconciled from the start, as `cenotaph reconcile` and the first round of `cenotaph watch
--reconcile` do, and further reports are written and reconciled one by one, with the incidents that they change kept.
Seconds of the processor are of this process and not of a database server; those of the clock stand beside them.
"""

import argparse
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from keeping import Watch, make_records
from synthetic import World

from cenotaph.archive.document import Document
from cenotaph.archive.text import count_words, digest
from cenotaph.claims.claim import Claim
from cenotaph.store.additions import Addition
from cenotaph.store.record import Record
from cenotaph.workflow.json_form import write_claim
from cenotaph.workflow.resident import Resident

REPORTS_OF_ONE_TRANSACTION = 50


def append_report(addition: Addition, document: Document, claims: Sequence[Claim]) -> None:
    """Append a document, its extraction and its claims."""
    published = document.published.isoformat() if document.published else None
    number = addition.append("document", {
        "id": document.id, "capture": 0, "digest": digest(document.text), "language": "en", "language_stated": True,
        "words": count_words(document.text), "title": document.title, "published": published, "url": document.url,
        "publisher": document.publisher, "ends": [],
    }, document.text)  # fmt: skip
    made = {"of": number, "engine": "rules", "lexicons": {}, "gazetteer": "", "actors": "", "areas": {}}
    entry = addition.append("extraction", {**made, "claims": len(claims), "events": 0, "ends": []})
    for claim in claims:
        addition.append("claim", {"of": number, "extraction": entry, "ends": [], "claim": write_claim(claim)})


def time_call(call: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of the processor."""
    watch = Watch()
    call()
    return watch.stop()


def measure(name: str, record: Record, claims: int, more: int, seed: int) -> None:
    """Fill a record, reconcile it from the start, and add to it."""
    world = World(seed)
    made = world.make_record(claims)
    by_document: dict[str, list[Claim]] = {document.id: [] for document in made.documents}
    for claim in made.claims:
        by_document[claim.document].append(claim)
    for start in range(0, len(made.documents), REPORTS_OF_ONE_TRANSACTION):
        with record.add() as addition:
            for document in made.documents[start : start + REPORTS_OF_ONE_TRANSACTION]:
                append_report(addition, document, by_document[document.id])
    print(f"{name}: {len(made.claims):,} claims of {len(made.documents):,} reports", flush=True)
    del made, by_document
    resident = Resident(record)
    wall, cpu = time_call(resident.catch_up)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"  from the start: {wall:.1f} s ({cpu:.1f} s of processor), {memory / 1e9:.2f} GB", flush=True)
    walls, cpus = [], []
    for document, told in world.make_more(more):
        with record.add() as addition:
            append_report(addition, document, told)
        wall, cpu = time_call(resident.catch_up)
        walls.append(1000 * wall)
        cpus.append(1000 * cpu)
    print(
        f"  one more report, reconciled and kept: {statistics.median(walls):.0f} ms, at most {max(walls):.0f} ms "
        f"({statistics.median(cpus):.0f} and {max(cpus):.0f} ms of processor; {more} tried)",
        flush=True,
    )


def main() -> None:
    """Measure, on each database that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--more", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cenotaph-resident-"))
    try:
        with make_records(folder) as records:
            for name, record in records:
                began = time.perf_counter()
                measure(name, record, given.claims, given.more, given.seed)
                print(f"  in all {time.perf_counter() - began:.0f} s", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
