"""How long a whole record takes, and whether it comes out right: synthetic records of growing size.

    python benchmark/record.py [--sizes 1000,10000,100000] [--seed 7]

Each size is reconciled in a process of its own, so that its peak memory is its own. Prints the seconds (of the clock,
and of the processor), the peak memory with the claims and reports in it, claims a second, the growth exponent from the
size before (1.0 is linear), B-cubed over the claims of events, and the share of events whose number of dead lies within
low and high. `--one-more` then adds reports one by one to the whole record, and prints how long each took.
"""

import argparse
import gc
import hashlib
import json
import math
import multiprocessing
import resource
import statistics
import time
from collections.abc import Sequence
from typing import NamedTuple

from synthetic import Record, World, score_linking

import cenotaph.incidents.record
from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.incident import Reconciliation
from cenotaph.values.harm import Outcome
from cenotaph.workflow.garbage import postponed_collection
from cenotaph.workflow.json_form import write_incident, write_total


class Run(NamedTuple):
    """One run: seconds are of the clock (`wall`) and of the processor (`cpu`), memory in bytes."""

    claims: int
    documents: int
    made: float
    wall: float
    cpu: float
    memory: int
    incidents: int
    precision: float
    recall: float
    f1: float
    inside: float
    everything: str
    added: tuple[float, ...]
    digest: str


def run_size(size: int, seed: int, more: int) -> Run:
    """Make a record of so many claims, reconcile it, and then add so many reports to it one by one."""
    began = time.perf_counter()
    world = World(seed)
    made = world.make_record(size)
    began = time.perf_counter() - began
    wall, cpu = time.perf_counter(), time.process_time()
    record = cenotaph.incidents.record.Record()
    with postponed_collection():
        record.add(made.claims, made.documents)
        found = record.settle()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    run = judge(made, found, began, wall, cpu, memory)
    del made, found
    gc.freeze()  # what is held is not looked through for circles each time
    return run._replace(added=tuple(time_report(record, *report) for report in world.make_more(more)))


def time_report(record: cenotaph.incidents.record.Record, document: Document, claims: Sequence[Claim]) -> float:
    """Seconds of the processor that one more report takes, with the tolls of all that it touches."""
    began = time.process_time()
    record.add(claims, [document])
    return time.process_time() - began


def judge(record: Record, found: Reconciliation, made: float, wall: float, cpu: float, memory: int) -> Run:
    """What was found beside what is true."""
    homes = {c: i.id for i in found.incidents for c in i.claims if record.truth[c].startswith("e")}
    scores = score_linking(record.truth, homes)
    inside = count_inside(record, found)
    everything = next(t for t in found.totals if t.scope is None).tolls[Outcome.KILLED].whole
    true = sum(n for name, n in record.killed.items() if name.startswith("e"))
    said = f"{everything.low:,} to {everything.high:,}, truly {true:,}"
    return Run(
        len(record.claims), len(record.documents), made, wall, cpu, memory, len(found.incidents), *scores, inside, said,
        (), digest_record(found),
    )  # fmt: skip


def digest_record(found: Reconciliation) -> str:
    """A digest of all incidents and totals as they are written."""
    digest = hashlib.sha256()
    for incident in found.incidents:
        digest.update(json.dumps(write_incident(incident)).encode())
    for total in found.totals:
        digest.update(json.dumps(write_total(total)).encode())
    return digest.hexdigest()[:16]


def count_inside(record: Record, found: Reconciliation) -> float:
    """The share of incidents whose killed lie within low and high, of the event that most of their claims tell of."""
    right = asked = 0
    for incident in found.incidents:
        told = [record.truth[c] for c in incident.claims if record.truth[c].startswith("e")]
        toll = incident.tolls.get(Outcome.KILLED)
        if told and toll is not None and not incident.remainder:
            true = record.killed[max(sorted(set(told)), key=told.count)]
            asked += 1
            right += toll.whole.low <= true <= toll.whole.high or (toll.whole.open and true > toll.whole.high)
    return right / asked


def tell_times(seconds: Sequence[float]) -> str:
    """The median and the longest of some times."""
    if not seconds:
        return "not tried"
    return f"{1000 * statistics.median(seconds):.0f} ms, at most {1000 * max(seconds):.0f} ms ({len(seconds)} tried)"


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of claims")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--one-more", type=int, default=20, help="reports to add one by one to the whole record")
    options = parser.parse_args()
    before: Run | None = None
    for size in options.sizes.split(","):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            run = pool.apply(run_size, (int(size), options.seed, options.one_more))
        growth = ""
        if before is not None:
            growth = f", growth {math.log(run.cpu / before.cpu) / math.log(run.claims / before.claims):.2f}"
        print(
            f"{run.claims:>9,} claims of {run.documents:,} reports: {run.wall:.1f} s ({run.cpu:.1f} s of processor), "
            f"{run.memory / 1e9:.2f} GB, {run.claims / run.wall:,.0f} claims a second{growth}\n"
            f"          {run.incidents:,} incidents; B-cubed precision {run.precision:.3f}, recall {run.recall:.3f}, "
            f"F1 {run.f1:.3f}; killed within bounds {run.inside:.3f}; in all {run.everything}\n"
            f"          one more report: {tell_times(run.added)}; record {run.digest}",
            flush=True,
        )
        before = run


if __name__ == "__main__":
    main()
