"""The power is lost at random moments while a record is written: what is lost of what was acknowledged.

    python -m benchmark.power_loss [--runs 10] [--cuts 100] [--reports 40] [--seed 7]

Makes a record, takes invented reports in and reads them, and writes down all that is written and synced, SQLite's part
through a file system of apsw (tests/store/power.py). Then, for random moments, lays out what a disk may hold that lost
its power there: what was not synced is there, missing or torn, by chance. Each is opened by Python's own SQLite and
checked: every entry against its commitment, every index against the log, all bytes, each acknowledged item.
"""

import argparse
import random
import shutil
import tempfile
from pathlib import Path

from cenotaph.store.address import RecordError
from cenotaph.store.checking import AlteredError
from tests.gazetteer.places import write_small_index
from tests.store.power import check_acknowledged, cut_power, take_in, write_reports


def main() -> None:
    """Cut, and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    folder = Path(tempfile.mkdtemp(prefix="cenotaph-power-"))
    faults = acknowledged = 0
    try:
        write_small_index(folder / "gazetteer.sqlite")
        items = write_reports(folder / "reports", given.reports)
        for run in range(given.runs):
            trace = take_in(folder / f"disk{run}", folder / "gazetteer.sqlite", items)
            for _ in range(given.cuts):
                place = chance.randint(0, len(trace.events))
                said = cut_power(trace, place, chance, folder / "lost")
                acknowledged += len(said)
                try:
                    check_acknowledged(folder / "lost", said)
                except (AssertionError, AlteredError, RecordError) as error:
                    faults += 1
                    print(f"  run {run}, after {place} of {len(trace.events)}: {error}", flush=True)
                shutil.rmtree(folder / "lost")
            print(f"run {run}: {len(trace.events):,} writes, syncs and names; {faults} faults so far", flush=True)
            shutil.rmtree(folder / f"disk{run}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{given.runs * given.cuts:,} power cuts, {acknowledged:,} acknowledgements looked for: {faults} faults")


if __name__ == "__main__":
    main()
